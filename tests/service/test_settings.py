from pathlib import Path

import pytest
from pydantic import AliasChoices

from indexing.errors import SettingsError
from service.settings import Drafting, ServiceSettings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ONRECORD_DRAFTING", "ONRECORD_PORT", "ONRECORD_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_key_or_an_endpoint_the_articles_are_quoted():
    assert ServiceSettings.from_environment().drafter is Drafting.EXTRACTIVE


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_with_a_key_or_an_endpoint_a_model_drafts(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    assert ServiceSettings.from_environment().drafter is Drafting.OPENAI


def test_onrecord_drafting_has_the_last_word(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    monkeypatch.setenv("ONRECORD_DRAFTING", "extractive")
    assert ServiceSettings.from_environment().drafter is Drafting.EXTRACTIVE


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("ONRECORD_PORT", "")
    settings = ServiceSettings.from_environment()
    assert (settings.drafter, settings.port) == (Drafting.EXTRACTIVE, 8000)


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ONRECORD_PORT", "9000")
    assert ServiceSettings.from_environment(port=9001, host=None).port == 9001


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONRECORD_PROT", "1", "did you mean ONRECORD_PORT?"),
        ("ONRECORD_COLOUR_OF_PAGE", "1", "README.md lists the settings"),
        ("ONRECORD_OPENAI_API_KEY", "1", "is not a setting"),
        ("ONRECORD_PORT", "99999", "ONRECORD_PORT cannot be '99999'"),
        ("ONRECORD_PORT", "99999", "give 65535 or less"),
        ("ONRECORD_PORT", "eighty", "give a whole number"),
        ("ONRECORD_THREADS", "0", "give 1 or more"),
        ("ONRECORD_MODEL_TIMEOUT", "0", "give more than 0"),
        ("ONRECORD_MODEL_TIMEOUT", "soon", "give a number"),
        ("ONRECORD_DRAFTING", "magic", "give 'extractive' or 'openai'"),
        ("OPENAI_BASE_URL", "ftp://host/v1", "begins with http:// or https://"),
        ("ONRECORD_RATE", "fast", "ONRECORD_RATE cannot be 'fast': give it as in 300/minute."),
        ("ONRECORD_CHECKER", "magic", "give it as in embedded, judge or hhem:FOLDER."),
        ("ONRECORD_ALLOWED_HOSTS", "a.example.org, https://b.example.org", "give names such as answers.example.org"),
        ("ONRECORD_ALLOWED_ORIGINS", "https://a.example.org,b.example.org", "give origins such as https://www."),
        ("ONRECORD_TRUSTED_PROXIES", "127.0.0.1, proxy", "give addresses such as 127.0.0.1 or 10.0.0.0/8"),
        ("ONRECORD_EMBEDDING", "foo:bar", "give it as in onnx:bge-small-en-v1.5 or openai:MODEL."),
        ("ONRECORD_EMBEDDING", "openai:", "give it as in onnx:bge-small-en-v1.5 or openai:MODEL."),
        ("ONRECORD_EMBEDDING_BASE_URL", "host", "begins with http:// or https://"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        ServiceSettings.from_environment()
    assert says in str(raised.value)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "input" not in str(raised.value).lower()


def test_no_key_is_ever_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(ServiceSettings.from_environment(embedding_api_key="sk-secret"))


def test_every_setting_says_what_it_is():
    assert [name for name, field in ServiceSettings.model_fields.items() if not field.description] == []


def test_every_setting_stands_in_the_readme():
    table = (Path(__file__).parents[2] / "README.md").read_text("utf-8").split("## Settings")[1]
    names = [
        field.validation_alias.choices[0]
        if isinstance(field.validation_alias, AliasChoices)
        else f"ONRECORD_{name}".upper()
        for name, field in ServiceSettings.model_fields.items()
    ]
    assert [name for name in names if f"| `{name}` |" not in table] == []
