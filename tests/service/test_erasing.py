"""`onrecord erase`: every trace of an article goes, and a receipt proves it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from indexing import absence
from indexing.corpus import Corpus
from indexing.sync import sync
from service import wiring
from service.answers import Carrier, Filters, Rating
from service.archive import Archive
from service.archive.erasing import ERASED, WORDS_ERASED, Stored
from service.archive.feedback import Feedback
from service.archive.tables import AnswerRow
from service.settings import Drafting, ServiceSettings
from service.web.submitted import ArticleBody

WITNESS = "The witness of the harbour fire, Ana Ruiz of Mill Street, saw two men with a red can."
BESIDE = "The harbour fire in Aldersea was put out by forty firefighters before the morning."
SHARED = "The harbour master of Aldersea spoke to reporters on the pier on Sunday evening."
QUESTION = "Who saw the two men at the harbour fire?"


@pytest.fixture
def settings(tmp_path: Path, write: Callable[..., Path]) -> ServiceSettings:
    """An index of two articles that share a sentence, corrected once, and an answer kept that quotes the first."""
    settings = ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)
    write("beside", f"{BESIDE} {SHARED}", id="beside")
    folder = write("witness", f"{WITNESS.replace('red', 'blue')} {SHARED}", id="witness").parent
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        sync(corpus, [str(write("witness", f"{WITNESS} {SHARED}", id="witness"))])
    with closing(wiring.build(settings)) as service:
        answer = service.ask(QUESTION)
        conversation = service.conversations.begin("key")
        follow = service.ask(QUESTION, conversation_id=conversation.id, owner="key")
        assert WITNESS in answer.text and WITNESS in follow.text
    return settings


def run(settings: ServiceSettings, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "service", *arguments, "--data-dir", str(settings.data_dir)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def held(settings: ServiceSettings, text: str) -> list[str]:
    """The files of the data folder in whose bytes a text stands."""
    files = (path for path in settings.data_dir.rglob("*") if path.is_file())
    return [path.name for path in files if text.encode() in path.read_bytes()]


def test_no_file_holds_the_article_any_more_and_the_receipt_says_so(settings: ServiceSettings) -> None:
    assert held(settings, "Ana Ruiz of Mill Street")
    done = run(settings, "erase", "witness", "--json")
    receipt = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (receipt["removed"], receipt["traces"], len(receipt["answers"])) == (["witness"], [], 2)
    assert receipt["probes"] >= 4 and receipt["shared"] == 1 and receipt["bytes"] > 10_000
    assert receipt["sources"][0].endswith("witness.md")
    for text in ("Ana Ruiz of Mill Street", "two men with a red can", "two men with a blue can"):
        assert held(settings, text) == []
    with closing(wiring.build(settings)) as service:
        assert service.archive.answer(receipt["answers"][0]).text == ERASED
        assert "Ana Ruiz" not in service.ask(QUESTION).model_dump_json()
        assert "forty firefighters" in service.ask("How many firefighters put out the harbour fire?").text


def test_the_receipt_is_told_in_plain_words_and_an_unknown_id_is_too(settings: ServiceSettings) -> None:
    done = run(settings, "erase", "witness", "nobody")
    assert done.returncode == 1
    assert "Erased witness at" in done.stdout and "none was found" in done.stdout
    assert "take it away" in done.stdout and done.stderr.strip().endswith("Not in the index: nobody.")


def test_what_is_still_there_is_found_and_told(settings: ServiceSettings) -> None:
    (settings.data_dir / "notes.txt").write_text(f"somebody kept this: {WITNESS}", encoding="utf-8")
    done = run(settings, "erase", "witness")
    assert done.returncode == 1
    assert "STILL THERE" in done.stdout and "notes.txt" in done.stdout


def test_answers_that_do_not_draw_on_it_stay_as_they_were(settings: ServiceSettings) -> None:
    with closing(wiring.build(settings)) as service:
        other = service.ask("How many firefighters put out the harbour fire?")
        assert {one.article_id for one in other.citations} == {"beside"}
    with closing(Archive(settings.archive)) as archive:
        before = archive.answer(other.id)
        Stored.of(archive).erase(["nobody"], ["no such stretch of any text at all"])
        assert archive.answer(other.id) == before


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.3])
def test_an_erasure_that_was_killed_is_finished_and_proved_by_the_next(settings: ServiceSettings, after: float) -> None:
    command = [sys.executable, "-m", "service", "erase", "witness", "--data-dir", str(settings.data_dir)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    note = settings.data_dir / "erasing.json"
    until = time.monotonic() + 60
    while not note.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    cut_short = note.exists()
    assert cut_short or after
    done = run(settings, "erase", "witness", "--json")
    receipt = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert receipt["traces"] == [] and not note.exists()
    if cut_short:
        assert len(receipt["answers"]) == 2 and receipt["probes"] >= 4
    assert held(settings, "Ana Ruiz of Mill Street") == []
    with Corpus.open(settings) as corpus:
        assert corpus.catalog.article("witness") is None and corpus.catalog.article("beside") is not None


def test_probes_stand_in_json_as_they_do_in_the_text() -> None:
    text = (
        'He said: "The lock of Aldersea, the old one, opens again in June." Nobody else did say anything of the kind.'
    )
    found = absence.probes(text)
    assert len(found) == 2 and all(one in json.dumps(text) for one in found)


def test_a_stretch_is_found_across_the_blocks_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence, "_BLOCK", 10)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 5 + "the öld lock opens".encode() + b"y" * 30)
    found = absence.search(tmp_path, ["the öld lock opens", "nothing of it"])
    assert [(trace.file, trace.probe) for trace in found.traces] == [("deep/file", "the öld lock opens")]
    assert found.files == 1


def test_an_article_that_was_removed_before_is_proved_gone_by_what_answers_quote_of_it(
    settings: ServiceSettings,
) -> None:
    assert run(settings, "remove", "witness").returncode == 0
    assert held(settings, "Ana Ruiz of Mill Street") == ["answers.sqlite"]
    done = run(settings, "erase", "witness", "--json")
    receipt = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (receipt["before"], receipt["unknown"], receipt["removed"]) == (["witness"], [], [])
    again = json.loads(run(settings, "erase", "witness", "--json").stdout)
    assert (again["before"], again["answers"], again["traces"]) == (["witness"], receipt["answers"], [])
    assert receipt["probes"] >= 2 and len(receipt["answers"]) == 2
    assert held(settings, "Ana Ruiz of Mill Street") == []


def test_what_was_found_is_looked_for_again_until_it_is_gone(settings: ServiceSettings) -> None:
    stray = settings.data_dir / "notes.txt"
    stray.write_text(f"somebody kept this: {WITNESS}", encoding="utf-8")
    assert run(settings, "erase", "witness").returncode == 1
    assert "STILL THERE" in run(settings, "erase", "witness").stdout
    stray.unlink()
    done = run(settings, "erase", "witness")
    assert done.returncode == 0 and "witness had been removed before." in done.stdout
    assert "none was found" in done.stdout


def test_what_readers_wrote_of_it_goes_and_answers_on_other_articles_stay(settings: ServiceSettings) -> None:
    with closing(wiring.build(settings)) as service:
        repeated = service.ask(f"Is it true that {WITNESS.rstrip('.')}?")
        other = service.ask(
            "Where did the harbour master of Aldersea speak to reporters?", Filters(article_ids=("beside",))
        )
        (cited,) = other.citations
        witness = {"article_id": "witness", "title": "Witness", "publisher": None, "url": None}
        also = cited.model_copy(update={"also_in": (Carrier(**witness),)})
        service.archive.keep(other.model_copy(update={"id": "also", "citations": (also,)}))
        feedback = Feedback(service.archive.database)
        feedback.keep(other.id, Rating.WRONG, f"You forgot this: {WITNESS.lower().rstrip('.')}, right?")
        feedback.keep(other.id, Rating.WRONG, "It was Monday.")
    receipt = json.loads(run(settings, "erase", "witness", "--json").stdout)
    assert receipt["traces"] == [] and repeated.id in receipt["answers"]
    with closing(Archive(settings.archive)) as archive:
        assert archive.answer(repeated.id).question == WORDS_ERASED
        said = Feedback(archive.database).latest(10)
        assert {one.comment for one in said} == {WORDS_ERASED, "It was Monday."}
        assert SHARED in other.text and archive.answer(other.id) == other
        assert archive.answer("also") == other.model_copy(update={"id": "also", "erased": ("witness",)})
        assert "also" in receipt["answers"] and other.id not in receipt["answers"]


def test_a_follow_up_that_was_read_with_the_name_of_somebody_in_it_is_emptied_with_it(
    settings: ServiceSettings,
) -> None:
    with closing(wiring.build(settings)) as service:
        talk = service.conversations.begin("key").id
        service.ask(QUESTION, conversation_id=talk, owner="key")
        read = service.ask("Who is Ana Ruiz?", conversation_id=talk, owner="key")
        other = service.ask("How many firefighters put out the harbour fire?", conversation_id=talk, owner="key")
    with closing(Archive(settings.archive)) as archive, archive.database.session() as session:
        # As one is kept that neither cites the article nor offers it.
        refusal = {"question": "Is she married?", "text": "The articles do not say.", "nearest": (), "citations": ()}
        kept = read.model_copy(update={**refusal, "standalone_question": "Is Ana Ruiz married?", "statements": ()})
        session.get_one(AnswerRow, read.id).body = kept.model_dump_json()
    receipt = json.loads(run(settings, "erase", "witness", "--json").stdout)
    assert read.id in receipt["answers"] and held(settings, "Ruiz") == []
    with closing(Archive(settings.archive)) as archive:
        assert archive.answer(read.id).standalone_question == "Is she married?"
        assert archive.answer(other.id).text == other.text


def test_a_quotation_is_found_without_its_sentence_and_in_another_case() -> None:
    text = "“The roof came down like a newspaper, and we ran,” Ana Ruiz said of the fire. Then nobody spoke."
    probes = absence.probes(text)
    assert "The roof came down like a newspaper, and we ran" in probes
    assert "The roof came down like a newspaper, and we ran,” Ana Ruiz said of the fire" in probes
    assert absence.probes("A" * 30 + ".") == ("A" * 30,) and absence.probes("Nobody spoke.") == ()


def test_the_receipt_names_the_file_that_a_later_put_replaced_and_no_file_where_there_is_none(
    settings: ServiceSettings,
) -> None:
    with closing(wiring.build(settings)) as service:
        put = [
            ArticleBody(text=f"{WITNESS} {added}").read(name) for name, added in (("witness", "Both ran."), ("new", ""))
        ]
        submission = service.intake.submit(put)
        assert not service.intake.settled(submission, 60).waiting
    receipt = json.loads(run(settings, "erase", "witness", "new", "--json").stdout)
    (source,) = receipt["sources"]
    assert source.endswith("witness.md") and receipt["traces"] == []
