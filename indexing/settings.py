"""Where the index lies and what embeds it, read once at the door from `ONRECORD_*`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from indexing.errors import SettingsError

PREFIX = "ONRECORD_"


def _web(address: str) -> str:
    if not address.lower().startswith(("http://", "https://")):
        raise ValueError("give an address that begins with http:// or https://")
    return address


def _postgresql(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    if not separator or scheme not in ("postgresql", "postgresql+psycopg"):
        raise ValueError("give an address that begins with postgresql://")
    return f"postgresql+psycopg://{rest}"


WebAddress = Annotated[str, AfterValidator(_web)]
CatalogAddress = Annotated[str, AfterValidator(_postgresql)]


class IndexingSettings(BaseSettings):
    """Settings of the index. An unknown or bad one stops the start with one sentence."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    data_dir: Path = Field(default=Path("data"), description="Folder of the catalog and the indexes")
    embedding: str = Field(
        default="onnx:bge-small-en-v1.5",
        pattern=r"^(onnx:bge-small-en-v1\.5|openai:.+)$",
        examples=["onnx:bge-small-en-v1.5 or openai:MODEL"],
        description="`onnx:bge-small-en-v1.5`, or `openai:MODEL` for an endpoint",
    )
    embedding_base_url: WebAddress | None = Field(default=None, description="Address of the embedding endpoint")
    embedding_api_key: str | None = Field(default=None, description="Key of the embedding endpoint", repr=False)
    catalog_url: CatalogAddress | None = Field(
        default=None,
        repr=False,
        description="Address of a PostgreSQL database that holds the catalog and the stored answers; without it they "
        "are in the folder",
    )
    replica_of: WebAddress | None = Field(
        default=None,
        description="Address of the service that takes changes: this one only reads, from the catalog and the vectors "
        "on servers",
    )
    chroma_url: WebAddress | None = Field(
        default=None, description="Address of a Chroma server that holds the vectors; without it they are in the folder"
    )
    chroma_token: str | None = Field(default=None, description="What the Chroma server asks for to admit", repr=False)
    chroma_token_header: str = Field(
        default="X-Chroma-Token", pattern=r"^[A-Za-z0-9-]+$", description="Header in which the token is sent"
    )
    chroma_tenant: str = Field(default="default_tenant", description="Tenant of the Chroma server")
    chroma_database: str = Field(default="default_database", description="Database of the Chroma server")
    workers: int = Field(default=2, ge=1, le=64, description="Processes that embed while indexing")
    ray_address: str | None = Field(
        default=None, description="Address of the Ray cluster for `--engine ray`; without it one is started here"
    )
    max_file_mb: int = Field(default=50, ge=1, description="Largest file that is read, in megabytes")
    read_seconds: int = Field(
        default=120,
        ge=1,
        description="Seconds that a page, Markdown, a PDF, a Word document or an agency's file may take to read",
    )
    fetch_rate: float = Field(default=1.0, gt=0, le=100, description="Requests a second to one host of the web")
    fetch_timeout: float = Field(default=60.0, gt=0, le=3_600, description="Seconds that one document may take")
    max_documents: int = Field(default=10_000, ge=1, description="Documents that one address may lead to")
    allow_private_addresses: bool = Field(
        default=False, description="Whether addresses of your own network may be read, not only public ones"
    )

    @property
    def catalog(self) -> str:
        """Where the catalog is, as an SQLAlchemy URL."""
        return self.catalog_url or f"sqlite:///{self.data_dir / 'catalog.sqlite'}"

    @property
    def archive(self) -> str:
        """Where what leaves the service is kept: beside the catalog, so that all services that read it share it."""
        return self.catalog_url or f"sqlite:///{self.data_dir / 'answers.sqlite'}"

    @classmethod
    def from_environment(cls, **given: Any) -> Self:
        """The settings from the environment; what is `given` and not None wins. Raises SettingsError, one sentence."""
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            raise SettingsError(cls._sentence(error)) from error

    @classmethod
    def _sentence(cls, error: ValidationError) -> str:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        shown = name if name.isupper() else f"{PREFIX}{name}".upper()
        field = cls.model_fields.get(name)
        # What is not shown may hold a password.
        given = "what it is" if field and not field.repr else repr(str(first["input"]))
        return f"The setting {shown} cannot be {given}: {_remedy(dict(first), field)}."


def _remedy(error: Mapping[str, Any], field: FieldInfo | None) -> str:
    limits: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "int_parsing" | "int_type" | "int_from_float":
            return "give a whole number"
        case "float_parsing" | "float_type" | "finite_number":
            return "give a number"
        case "greater_than_equal":
            return f"give {limits['ge']} or more"
        case "greater_than":
            return f"give more than {limits['gt']:g}"
        case "less_than_equal":
            return f"give {limits['le']:g} or less"
        case "enum":
            return f"give {limits['expected']}"
        case "string_pattern_mismatch" if field:
            return f"give it as in {field.examples[0] if field.examples else field.default}"
        case _:
            message = str(error["msg"]).removeprefix("Value error, ")
            return f"{message[:1].lower()}{message[1:]}"
