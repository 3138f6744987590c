"""What was posted: the fields of a form as a browser sends them, bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from adapters.http.bodies import sent
from adapters.http.refusals import Malformed, NotAFile

FORM = "application/x-www-form-urlencoded"
AS_BROWSERS_WRITE: dict[str, Any] = {
    "keep_blank_values": True,
    "strict_parsing": True,
    "errors": "strict",
    "max_num_fields": 2_000,
}


class Posted(Mapping[str, str]):
    """The fields of a form: the last value of each, and all values of a field where it may stand several times."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name, []).append(value.replace("\r\n", "\n"))

    def __getitem__(self, name: str) -> str:
        return self._fields[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self._fields.get(name, [])

    def close(self) -> None:
        """Nothing is kept open for fields alone."""

    def text(self, name: str) -> str:
        """What somebody has written there, without the space around it; nothing, if it was left open."""
        return self.get(name, "").strip()


async def posted(request: Request, largest: int) -> Posted:
    """The form of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        msg = "send the form as a browser does"
        raise NotAFile(msg)
    body = await sent(request, largest)
    try:
        return Posted(parse_qsl(body.decode("ascii"), **AS_BROWSERS_WRITE))
    except ValueError:
        msg = "what was sent is not a form as browsers write it"
        raise Malformed(msg) from None
