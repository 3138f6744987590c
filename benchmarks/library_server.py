"""FastAPI with the library inline: a route that takes the step as the library's tutorial would."""

from __future__ import annotations

import sys
from pathlib import Path
from socket import socket
from uuid import UUID

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.library import Objections


class Answer(BaseModel):
    """The form of the step."""

    satisfaction: int
    accepted: bool
    words: str
    happened_at: str


class Reviewed(BaseModel):
    """What it answers."""

    id: UUID
    version: int


def objections_at(folder: str) -> Objections:
    """The library's application over a SQLite file, in WAL mode and with its own settings."""
    path = str(Path(folder) / "library.db")
    return Objections({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path})


def create_app(folder: str) -> FastAPI:
    """One route."""
    app, objections = FastAPI(), objections_at(folder)

    @app.post("/objections/{case}/feedback")
    async def feedback(case: UUID, _answer: Answer) -> Reviewed:
        return Reviewed(id=case, version=objections.review(case))

    return app


class Server(uvicorn.Server):
    """Says where it listens."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        print(f"listening on http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}", flush=True)


if __name__ == "__main__":
    Server(uvicorn.Config(create_app(sys.argv[1]), port=0, log_level="warning", access_log=False)).run()
