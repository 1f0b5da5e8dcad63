"""The settings of the service, read once at the door from `ONRECORD_*`, `OPENAI_API_KEY` and `OPENAI_BASE_URL`."""

import os
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Self

from pydantic import AliasChoices, Field
from pydantic_settings import SettingsConfigDict

from indexing.errors import SettingsError
from indexing.settings import PREFIX, IndexingSettings, WebAddress
from service.care import Care
from service.listed import Hosts, Origins, Proxies
from service.monitoring.logs import LogForm


class Drafting(StrEnum):
    """Who words an answer: the articles themselves, or a model behind an OpenAI-compatible endpoint."""

    EXTRACTIVE = "extractive"
    OPENAI = "openai"


class ServiceSettings(IndexingSettings):
    """Settings of the service and of the index under it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, populate_by_name=True
    )

    host: str = Field(default="127.0.0.1", description="Address that the service listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the service listens on; 0 takes a free one")
    public_reading: bool = Field(
        default=False,
        description="Whether all may ask and read without a key where the service listens beyond this machine",
    )
    rate: str = Field(
        default="300/minute",
        pattern=r"^[1-9]\d*/(?:second|minute|hour|day)$",
        description="Requests of one key, or of one address without a key, a second, minute, hour or day; this machine "
        "is not counted",
    )
    at_once: int = Field(default=16, ge=1, description="Requests of one key or address that may go on at once")
    allowed_hosts: Hosts = Field(
        default="",
        description="Host names that the service answers to, with commas between; "
        "without any, those of loopback where it listens there, else all",
    )
    allowed_origins: Origins = Field(
        default="", description="Origins of web pages that may call the API (CORS), with commas between"
    )
    trusted_proxies: Proxies = Field(
        default="",
        description="Addresses of proxies that say whom they ask for by X-Forwarded-For, with commas between: each "
        "of these callers is counted by itself, and this machine needs a key like any other",
    )
    drafting: Drafting | None = Field(
        default=None,
        description="`extractive` quotes the articles, `openai` lets a model draft; "
        "without it, a model drafts where OPENAI_API_KEY or OPENAI_BASE_URL is set",
    )
    model: str | None = Field(default=None, description="Name of the drafting model; without it the endpoint's first")
    model_timeout: float = Field(default=60, gt=0, le=600, description="Seconds that a drafting model may take")
    check_timeout: float = Field(
        default=30,
        gt=0,
        le=600,
        description="Seconds that checking a draft may take; what is left is withheld",
    )
    care: Care = Field(
        default=Care.CAREFUL,
        description="How sure the checks must be of a statement: `careful` or `balanced`, which passes more",
    )
    checker: str = Field(
        default="embedded",
        pattern=r"^(?:embedded|judge|(?:hhem|minicheck|lettucedetect):.+)$",
        examples=["embedded, judge or hhem:FOLDER"],
        description="The learned check: `embedded`; `judge`, the model of the endpoint; or `hhem:`, `minicheck:` or "
        "`lettucedetect:` with a folder of public weights",
    )
    cached_answers: int = Field(
        default=1_000,
        ge=0,
        description="Answers that are given again to the same question while the articles stay the same; 0 for none",
    )
    conversation_days: float = Field(
        default=30, gt=0, le=36_500, description="Days that a conversation is kept after its last question"
    )
    stop_timeout: int = Field(
        default=30, ge=1, le=3_600, description="Seconds that requests under way may take when the service is stopped"
    )
    threads: int = Field(default=2, ge=1, le=64, description="Threads of each embedded model while answering")
    log: LogForm = Field(
        default=LogForm.TEXT, description="Form of the log lines on standard error: `text`, or one `json` object each"
    )
    log_questions: bool = Field(default=False, description="Let log lines, traces and tracebacks hold what readers ask")
    openai_api_key: str | None = Field(
        default=None,
        validation_alias=AliasChoices("OPENAI_API_KEY"),
        repr=False,
        description="Key of the drafting model's endpoint",
    )
    openai_base_url: WebAddress | None = Field(
        default=None,
        validation_alias=AliasChoices("OPENAI_BASE_URL"),
        description="Address of the drafting model's endpoint, such as http://localhost:11434/v1",
    )

    @property
    def drafter(self) -> Drafting:
        """Who drafts: what `drafting` says, else a model where an endpoint or a key is given."""
        if self.drafting is not None:
            return self.drafting
        return Drafting.OPENAI if self.openai_api_key or self.openai_base_url else Drafting.EXTRACTIVE

    @classmethod
    def from_environment(cls, **given: Any) -> Self:
        """The settings from the environment; what is `given` and not None wins. Raises SettingsError, one sentence."""
        cls.refuse_unknown()
        return super().from_environment(**given)

    @classmethod
    def refuse_unknown(cls) -> None:
        """Raise SettingsError for an `ONRECORD_*` name that is no setting: a misspelt one must not be passed over."""
        known = [f"{PREFIX}{name}".upper() for name, field in cls.model_fields.items() if not field.validation_alias]
        for name in sorted(os.environ):
            if name.upper().startswith(PREFIX) and name.upper() not in known:
                near = get_close_matches(name.upper(), known, n=1, cutoff=0.75)
                remedy = f"did you mean {near[0]}?" if near else "remove it; README.md lists the settings."
                raise SettingsError(f"{name} is not a setting: {remedy}")
