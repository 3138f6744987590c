"""The casebook reached over the wire."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from adapters.casebook import Casebook
from adapters.family_links import PATH
from adapters.serving.app import create_app
from features.steps.casework import (
    NOT_FOR_THEM,
    NOT_THERE,
    OF_NO_USE,
    AsSeen,
    Fields,
    Member,
    Refused,
    Shown,
    Submission,
)

LATER, TRIES, TAKEN = 503, 5, 303
BY_LINK = MappingProxyType({404: NOT_THERE, 409: "the submission is another one", 410: OF_NO_USE})
REASONS = MappingProxyType(
    {
        403: NOT_FOR_THEM,
        404: NOT_THERE,
        409: "the step is not due",
        412: "the case has moved on",
        413: "it is too large",
        415: "it is not taken as evidence",
    }
)


class OverHTTP:
    """Asks the program's front door, with nothing but what interface.md promises."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._open = ExitStack()
        self._client = self._open.enter_context(TestClient(create_app(casebook)))

    def close(self) -> None:
        """The program stops serving."""
        self._open.close()

    def send(self, submission: Submission) -> Shown:
        path = f"/api/{self._casebook.workflows[submission.workflow].plural}"
        headers = {"Idempotency-Key": submission.key}
        if submission.case:
            path += f"/{submission.case}/{submission.verb}"
            headers["If-Match"] = f'"{submission.seen}"'
        return _answer(self._client.post(path, json=submission.fields, headers=_signed(submission.by) | headers))

    def upload(self, by: Member, name: str, content: bytes) -> Shown:
        return _answer(self._client.post("/api/evidence", files={"file": (name, content)}, headers=_signed(by)))

    def download(self, by: Member, file: str) -> bytes:
        return self._file(by, f"evidence/{file}", {})

    def link(self, by: Member, case: str) -> str:
        return urlsplit(self._get(by, f"cases/{case}/link", {})["address"]).path

    def answer(self, link: str, said: Fields) -> None:
        verdict = {"verdict": "yes" if said["accepted"] else said["disputed"]} if "accepted" in said else {}
        form = {name: str(value) for name, value in said.items() if name not in ("accepted", "disputed")}
        address = link if link.startswith(PATH) else f"{PATH}{link}"
        response = self._client.post(address, data=form | verdict, follow_redirects=False)
        if response.status_code != TAKEN:
            raise Refused(BY_LINK[response.status_code], BeautifulSoup(response.text, "html.parser").get_text(" "))

    def show(self, by: Member, case: str, as_seen: AsSeen) -> Shown:
        return self._get(by, f"cases/{case}", as_seen)

    def history(self, by: Member, case: str) -> list[Shown]:
        return list(self._get(by, f"cases/{case}/history", {})["items"])

    def reads(self, by: Member, case: str) -> list[Shown]:
        return list(self._get(by, f"cases/{case}/reads", {})["items"])

    def cases(self, by: Member) -> list[Shown]:
        return list(self._get(by, "cases", {})["items"])

    def day(self, by: Member) -> list[Shown]:
        return list(self._get(by, "day", {})["items"])

    def renewals(self, by: Member, span: Mapping[str, str]) -> Shown:
        return self._get(by, "renewals/overview", span)

    def adopt(self, by: Member, rules: Fields, since: str) -> None:
        query = {"from": since} if since else {}
        _answer(self._client.post("/api/policies", json=dict(rules), params=query, headers=_signed(by)))

    def search(self, by: Member, query: str, filters: Fields) -> Shown:
        return self._get(by, "register", {"q": query, **filters})

    def similar(self, by: Member, like: Fields) -> list[Shown]:
        return list(self._get(by, "register/similar", like)["items"])

    def approaches(self, by: Member) -> list[Shown]:
        return list(self._get(by, "register/approaches", {})["items"])

    def analytics(self, by: Member, question: str, chosen: Mapping[str, str]) -> Shown:
        return self._get(by, f"analytics/{question}", chosen)

    def export(self, by: Member, name: str, chosen: Mapping[str, str]) -> bytes:
        return self._file(by, f"export/{name}", chosen)

    def _file(self, by: Member, what: str, query: Mapping[str, Any]) -> bytes:
        response = self._read(by, what, query)
        if not response.is_success:
            _answer(response)
        return bytes(response.content)

    def _get(self, by: Member, what: str, query: Mapping[str, Any]) -> Shown:
        return _answer(self._read(by, what, query))

    def _read(self, by: Member, what: str, query: Mapping[str, Any]) -> Any:
        """Everything that was written shows; a busy machine may say "not so far yet", and is asked again."""
        headers = _signed(by) | {"Casebook-Wait-For": str(self._casebook.log.max_notification_id())}
        for _ in range(TRIES):
            response = self._client.get(f"/api/{what}", params=dict(query), headers=headers)
            if response.status_code != LATER:
                break
        return response


def _signed(by: Member) -> dict[str, str]:
    return {"Authorization": f"Bearer {by.token}"}


def _answer(response: Any) -> Shown:
    shown = response.json()
    if response.is_success:
        return dict(shown)
    facts = {flaw["field"]: flaw["message"] for flaw in shown.get("errors", ())}
    unfillable = "facts are missing or wrong" if facts else "the submission is another one"
    because = unfillable if response.status_code == 422 else REASONS[response.status_code]
    raise Refused(because, shown["detail"], facts)
