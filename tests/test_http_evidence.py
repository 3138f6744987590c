"""Evidence over HTTP: what is sent in, what is refused, what is left of a request that breaks off, and who reads it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from sqlalchemy import text

from adapters.databases import sqlite_engine
from adapters.evidence import CLEARED_EVERY, Incoming
from adapters.settings import Settings
from tests.institution import Institution, running_institution
from tests.test_http_refusals import problem

SHEET = b"%PDF-1.7 " + b"the attendance sheet " * 40_000
FORM = "multipart/form-data; boundary=x"


def form(name: str = "file", filename: str = '; filename="sheet.pdf"', content: bytes = SHEET) -> bytes:
    """A form as it is sent."""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{filename}\r\n\r\n'.encode()
    return head + content + b"\r\n--x--\r\n"


def send(institution: Institution, body: bytes, kind: str = FORM, who: str = "Li", **headers: str) -> Response:
    """Send a body to where evidence is uploaded."""
    signed = institution.headers(who, **{"Content-Type": kind} | headers)
    return institution.client.post("/api/evidence", content=body, headers=signed)


def tied(institution: Institution, file: str, who: str = "Li") -> dict[str, Any]:
    """A case of Li's to which the file belongs."""
    answer = institution.step(who, institution.raised("Li"), "note", evidence=[file])
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def left(folder: Path) -> list[Path]:
    """Every file that lies in the store."""
    return [path for path in (folder / "evidence").rglob("*") if path.is_file()]


def test_a_file_goes_in_and_comes_out(institution: Institution) -> None:
    """As it was, to be saved, and never shown by the browser or taken for something else."""
    answer = send(institution, form(filename='; filename="考勤 \\"A\\".pdf"'))
    known = answer.json()
    assert answer.status_code == 201
    assert (known["type"], known["size"], known["sha256"]) == ("application/pdf", len(SHEET), sha256(SHEET).hexdigest())
    tied(institution, known["id"])
    read = institution.get("Chen", f"evidence/{known['id']}")
    assert (read.status_code, read.content) == (200, SHEET)
    assert read.headers["content-type"] == "application/pdf"
    assert read.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E8%80%83%E5%8B%A4")
    assert read.headers["x-content-type-options"] == "nosniff"
    assert read.headers["cache-control"] == "no-store"
    assert "sandbox" in read.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (SHEET, "application/pdf", 415),
        (b'{"file": "sheet"}', "application/json", 415),
        (b"file=sheet", "application/x-www-form-urlencoded", 415),
        (SHEET, "", 415),
        (form(), "multipart/form-data", 415),
        (form(), "multipart/form-data; boundary=", 415),
        (form(), "multipart/form-data; boundary=" + "x" * 5_000, 400),
        (form(), "multipart/form-data; boundary=y", 400),
        (b"", FORM, 400),
        (b"not a form at all", FORM, 400),
        (form()[:-10], FORM, 400),
        (form()[:30], FORM, 400),
        (b"--x--\r\n", FORM, 422),
        (form(content=b""), FORM, 422),
        (form(name="picture"), FORM, 422),
        (form(filename=""), FORM, 422),
        (form()[:-4] + b"\r\n" + form(), FORM, 422),
        (form(content=b"<svg/>"), FORM, 415),
        (form(content=b"MZ\x90\x00" + bytes(100)), FORM, 415),
        (b"--x\r\n" + b"A: b\r\n" * 5_000 + b"\r\nx\r\n--x--\r\n", FORM, 400),
    ],
)
def test_whatever_cannot_be_taken_is_refused(
    institution: Institution, tmp_path: Path, body: bytes, kind: str, status: int
) -> None:
    """With a sentence that says what to send, and nothing is left of it."""
    problem(send(institution, body, kind), status)
    assert left(tmp_path) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """By what its head says of it, and, where that says nothing, as soon as it turns out to be."""
    with running_institution(Settings(data=tmp_path, largest_evidence=100_000)) as institution:
        assert "100,000 bytes" in problem(send(institution, form()), 413)["detail"]
        problem(send(institution, form(), who="Li", **{"Content-Length": "9" * 40}), 413)

        def pieces() -> Iterator[bytes]:
            body = form(content=SHEET[:130_000])
            yield from (body[start : start + 1_000] for start in range(0, len(body), 1_000))

        signed = institution.headers("Li", **{"Content-Type": FORM})
        problem(institution.client.post("/api/evidence", content=pieces(), headers=signed), 413)
        assert send(institution, form(content=SHEET[:100_000])).status_code == 201


@pytest.mark.parametrize(("who", "status"), [("Zhou", 403), ("Sun", 403), ("Ada", 403)])
def test_evidence_is_brought_by_those_who_take_part(institution: Institution, who: str, status: int) -> None:
    """Nobody else has a step in which to name it."""
    problem(send(institution, form(), who=who), status)


def test_nobody_brings_evidence_without_a_token(institution: Institution) -> None:
    """Nothing is read of what a stranger sends."""
    answer = institution.client.post("/api/evidence", content=form(), headers={"Content-Type": FORM})
    problem(answer, 401)


def test_of_an_upload_that_breaks_off_nothing_is_left(tmp_path: Path) -> None:
    """Over the wire, in the middle of a file, the connection is gone."""
    with running_institution(Settings(data=tmp_path), wire=True) as institution:
        place = urlsplit(str(institution.client.base_url))
        body = form(content=SHEET * 10)
        head = (
            f"POST /api/evidence HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {institution.tokens['Li']}\r\n"
            f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with closing(socket.create_connection((place.hostname, place.port or 0))) as wire:
            wire.sendall(head.encode() + body[: len(body) // 2])
        assert send(institution, form(content=SHEET[:50])).status_code == 201
        for _ in range(200):
            incoming = list((tmp_path / "evidence" / "incoming").iterdir())
            if not incoming:
                break
            institution.client.get("/healthz")
        assert incoming == []


def test_a_file_belongs_to_nobody_until_a_step_names_it(institution: Institution) -> None:
    """It is answered in the same words as one that was never uploaded."""
    known = send(institution, form()).json()["id"]
    answers = [problem(institution.get("Chen", f"evidence/{name}"), 404)["detail"] for name in (known, "0" * 32)]
    assert answers[0].replace(known, "it") == answers[1].replace("0" * 32, "it")


def test_a_file_of_a_case_that_is_hidden_does_not_exist(institution: Institution) -> None:
    """For a teacher who has no part in the case, and for analysts and admins."""
    institution.hire("Ma", "teacher", "East")
    known = send(institution, form()).json()["id"]
    tied(institution, known)
    unknown = problem(institution.get("Ma", f"evidence/{'0' * 32}"), 404)["detail"]
    assert problem(institution.get("Ma", f"evidence/{known}"), 404)["detail"].replace(known, "0" * 32) == unknown
    for name in ("Sun", "Ada"):
        problem(institution.get(name, f"evidence/{known}"), 403)


def test_the_same_upload_again_is_the_same_file(institution: Institution) -> None:
    """With the same key; another file under that key is refused."""
    first = send(institution, form(), **{"Idempotency-Key": "k"})
    again = send(institution, form(), **{"Idempotency-Key": "k"})
    assert (first.json(), again.status_code) == (again.json(), 201)
    problem(send(institution, form(content=SHEET[:-1]), **{"Idempotency-Key": "k"}), 422)
    assert send(institution, form(), who="Chen", **{"Idempotency-Key": "k"}).json()["id"] != first.json()["id"]


def test_without_the_key_of_the_family_a_file_is_not_read_any_more(tmp_path: Path) -> None:
    """What is left of it are its hash, its size and its type."""
    with running_institution(Settings(data=tmp_path)) as institution:
        known = send(institution, form()).json()["id"]
        case, tokens = tied(institution, known)["id"], institution.tokens
    engine = sqlite_engine(tmp_path / "keys.db", synchronous="FULL")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM subject_keys WHERE subject = :case"), {"case": case})
    engine.dispose()
    with running_institution(Settings(data=tmp_path), staff=False) as institution:
        institution.tokens = tokens
        assert "erased" in problem(institution.get("Chen", f"evidence/{known}"), 404)["detail"]
        note = institution.get("Chen", f"cases/{case}/history").json()["items"][-1]["fields"]
        assert note["files"][0]["sha256"] == sha256(SHEET).hexdigest()
        assert note["file_names"] == "[erased]"


def test_what_waits_is_cleared_by_what_the_log_says(institution: Institution, tmp_path: Path) -> None:
    """A key until its case is closed, a file until the day is over; what a retracted note had named stays."""

    def cleared(after: timedelta) -> list[str]:
        institution.clock.forward(after)
        institution.casebook.evidence.clear_now_and_then()
        return [path.name for path in left(tmp_path)]

    refused, named = (send(institution, form()).json()["id"] for _ in range(2))
    case = tied(institution, named)
    problem(institution.step("Li", case, "note", evidence=[refused, "0" * 32]), 422)
    assert {refused, named} < set(cleared(CLEARED_EVERY))
    case = institution.step("Chen", case, "retract", version=case["version"]).json()
    institution.taken(case, "withdraw")
    left_over = cleared(CLEARED_EVERY)
    assert (refused in left_over, named in left_over, len(left_over)) == (True, False, 3)
    [stays] = cleared(timedelta(hours=26))
    [note] = [
        line
        for line in institution.get("Zhou", f"cases/{case['id']}/history").json()["items"]
        if line["step"] == "note"
    ]
    assert (note["fields"]["files"][0]["id"], note["fields"]["files"][0]["stored_as"]) == (named, stays)


def test_reading_evidence_of_a_confidential_case_is_put_down(institution: Institution) -> None:
    """As opening the case is."""
    case = institution.taken(institution.raised("Li"), "listen")
    secret = institution.step("Li", case, "record", confidential=True, about=[{"what": "system"}]).json()
    known = send(institution, form()).json()["id"]
    institution.step("Li", secret, "note", evidence=[known])
    assert institution.get("Chen", f"evidence/{known}").status_code == 200
    read = institution.get("Zhou", f"cases/{case['id']}/reads").json()["items"]
    assert [(each["by_name"], each["what"]) for each in read][-1] == ("Chen", "evidence")


def test_a_finding_names_only_evidence_of_its_case(institution: Institution) -> None:
    """One that exists, and belongs to another case that this person may see, does not count either."""
    known = send(institution, form()).json()["id"]
    tied(institution, known)
    case = institution.taken(institution.raised("Li"), "listen", "record")
    findings = [{"allegation": "late", "finding": "upheld", "evidence": [known]}]
    told = problem(institution.step("Chen", case, "investigate", findings=findings), 422)
    assert [flaw["field"] for flaw in told["errors"]] == ["findings"]


def test_a_file_is_taken_in_aside_from_the_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at it, sealing it and writing it keep nobody else waiting; no piece of it is larger than it need be."""
    pieces = []
    write = Incoming.write

    def watched(incoming: Incoming, data: bytes) -> None:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        pieces.append(len(data))
        write(incoming, data)

    monkeypatch.setattr(Incoming, "write", watched)
    with running_institution(Settings(data=tmp_path), wire=True) as institution:
        assert send(institution, form(content=SHEET * 5)).status_code == 201
    assert sum(pieces) == len(SHEET) * 5
    assert max(pieces) < 1_000_000
