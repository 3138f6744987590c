"""Settings: everything that an operator may set, as CASEBOOK_* variables or as options of the command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "CASEBOOK_"


class Settings(BaseSettings):
    """Each setting with its default; a value that does not fit is named at the start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data: Path = Field(Path("casebook-data"), description="The directory of this node's files.")
    database: str | None = Field(None, description="A PostgreSQL address for log and read models; SQLite if empty.")
    keys: str | None = Field(None, description="Where the data subjects' keys live: a file, or a PostgreSQL address.")
    policy: Path | None = Field(None, description="The policy file that becomes version 1 of a new log.")
    host: str = Field("127.0.0.1", description="The address that serve listens on.")
    address: str | None = Field(
        None, description="How browsers reach the pages, as in https://casebook.example.org; links begin with it."
    )
    proxies: str = Field("", description="Addresses of proxies that are believed where a request comes from.")
    session_idle: int = Field(
        120, ge=1, le=10_080, description="Minutes without a sign, after which one is signed out."
    )
    session_longest: int = Field(720, ge=1, le=43_200, description="Minutes, after which one signs in again anyway.")
    port: int = Field(8000, ge=0, le=65535, description="The port that serve listens on; 0 picks a free one.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    evidence: Path | None = Field(
        None, description="The directory of evidence, shared by all nodes; in data, if empty."
    )
    largest_evidence: int = Field(
        20_000_000, ge=1_000, le=1_000_000_000, description="Bytes of a file of evidence at most."
    )
    largest_register: int = Field(
        100_000_000, ge=1_000, le=1_000_000_000, description="Bytes of an old register at most, handed in on a page."
    )
    largest_body: int = Field(1_000_000, ge=1_000, le=100_000_000, description="Bytes of a request at most.")

    @field_validator("database")
    @classmethod
    def _is_postgresql(cls, address: str | None) -> str | None:
        if address is not None and not address.startswith(("postgresql://", "postgres://")):
            msg = "is an address that begins with postgresql://"
            raise ValueError(msg)
        return address

    @field_validator("address")
    @classmethod
    def _is_an_origin(cls, address: str | None) -> str | None:
        if address is not None and not re.fullmatch(r"https?://[^/?#\s@]+", address):
            raise ValueError("is an address without a path, as in https://casebook.example.org")
        return address

    @property
    def origin(self) -> str:
        """What the links begin with that are handed to people."""
        return self.address or f"http://{self.host}:{self.port}"

    @property
    def log_file(self) -> Path:
        """The event log on SQLite."""
        return self.data / "log.db"

    @property
    def views_file(self) -> Path:
        """The read models on SQLite; they can be deleted and rebuilt."""
        return self.data / "views.db"

    @property
    def staff_file(self) -> Path:
        """Who works here, on SQLite."""
        return self.data / "staff.db"

    @property
    def index_folder(self) -> Path:
        """The register's text index of this node; it can be deleted and rebuilt."""
        return self.data / "index"

    @property
    def evidence_folder(self) -> Path:
        """The files of evidence, sealed."""
        return self.evidence or self.data / "evidence"

    @property
    def import_folder(self) -> Path:
        """The old register that is being imported on a page."""
        return self.data / "import"

    @property
    def keys_file(self) -> Path:
        """The keys, unless they live elsewhere."""
        return Path(self.keys) if self.keys else self.data / "keys.db"
