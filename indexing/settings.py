"""Where the index lies and what embeds it, read once at the door from `ONRECORD_*`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexingSettings(BaseSettings):
    """Settings of the index. An unknown or bad one stops the start with one sentence."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True, extra="forbid")

    data_dir: Path = Field(default=Path("data"), description="Folder of the catalog and the indexes")
    embedding: str = Field(
        default="onnx:bge-small-en-v1.5", description="`onnx:bge-small-en-v1.5`, or `openai:MODEL` for an endpoint"
    )
    embedding_base_url: str | None = Field(default=None, description="Address of the embedding endpoint")
    embedding_api_key: str | None = Field(default=None, description="Key of the embedding endpoint", repr=False)
    workers: int = Field(default=2, ge=1, le=64, description="Processes that embed while indexing")
    max_file_mb: int = Field(default=50, ge=1, description="Largest file that is read, in megabytes")
