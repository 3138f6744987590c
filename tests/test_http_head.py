"""The head of a request over a real socket: bounded in size and in time, whoever sends it."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest

from adapters.serving import head
from adapters.serving.room import make_room
from adapters.settings import Settings
from tests.institution import PATIENCE, Institution, running_institution

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /api/objections HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Institution]:
    """An institution behind a real server."""
    with running_institution(Settings(data=tmp_path), wire=True) as running:
        yield running


def dialled(served: Institution) -> socket.socket:
    """A connection on which nothing is sent yet."""
    address = urlsplit(str(served.client.base_url))
    assert address.hostname
    assert address.port
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def said_before_it_hung_up(line: socket.socket) -> bytes:
    """All that comes until the other side closes; a reset is one way to."""
    said = b""
    try:
        while part := line.recv(65_536):
            said += part
    except ConnectionError:
        return said
    return said


def goes_on_until_it_is_cut_off(line: socket.socket, more: bytes) -> bool:
    """Sends the same again and again; it never returns as long as somebody takes it."""
    try:
        while True:
            line.sendall(more)
    except ConnectionError:
        return True


def answer_to(served: Institution, *sent: bytes) -> bytes:
    """What is answered before the server hangs up."""
    with closing(dialled(served)) as line:
        for part in sent:
            line.sendall(part)
        return said_before_it_hung_up(line)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"a" * head.HEAD_BYTES,
        b"GET /healthz?" + b"a" * head.HEAD_BYTES + b" HTTP/1.1\r\n\r\n",
        GET + b"X: " + b"a" * head.HEAD_BYTES + b"\r\n\r\n",
        GET + b"X: y\r\n" * head.HEAD_LINES + b"\r\n",
    ],
    ids=["address", "query", "line", "lines"],
)
def test_a_head_that_is_too_large_is_refused(served: Institution, sent: bytes) -> None:
    """Before anybody is asked for a token, with a sentence; then the server hangs up."""
    first, _, body = answer_to(served, sent).partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 431 ")
    assert b"content-type: application/problem+json" in first
    assert orjson.loads(body)["detail"] == "address and headers may take 32,768 bytes in 100 lines"


@pytest.mark.parametrize(
    "sent",
    [GET + b"X: ", GET, POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", GET + b"\r\n"],
    ids=["value", "name", "after the body", "chatter"],
)
def test_a_line_without_end_is_cut_off(served: Institution, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much more of it there is, and without any clock."""
    monkeypatch.setattr(head, "HEAD_WITHIN", 3600)
    monkeypatch.setattr(head, "BODY_WITHIN", 3600)
    more = b"\r\n" if sent.endswith(b"\r\n\r\n") else b"a"
    with closing(dialled(served)) as line:
        line.sendall(sent)
        assert goes_on_until_it_is_cut_off(line, more * head.HEAD_BYTES)


def test_a_head_within_bounds_is_served(served: Institution) -> None:
    """In many pieces, with a long line, and twice on one connection."""
    line = b"X: " + b"a" * (head.HEAD_BYTES // 2) + b"\r\n"
    sent = GET + line + b"Y: z\r\n" * (head.HEAD_LINES - 3)
    last = sent + b"Connection: close\r\n\r\n"
    said = answer_to(served, sent[:100], sent[100:20_000], sent[20_000:] + b"\r\n", last[:9], last[9:])
    assert said.count(b"HTTP/1.1 200 OK") == 2


def test_what_is_no_http_is_a_problem_too(served: Institution) -> None:
    """In the same form as every other refusal."""
    said = answer_to(served, b"\x16\x03\x01 hello\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 400 ")
    assert orjson.loads(said.partition(b"\r\n\r\n")[2])["detail"] == "what was sent is not HTTP"


def test_lines_after_a_body_are_not_headers(served: Institution) -> None:
    """A token that comes after everything was decided opens nothing."""
    token = served.tokens["Li"].encode()
    chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
    late = b"Authorization: Bearer " + token + b"\r\n\r\n"
    said = answer_to(served, chunked + late + GET + b"Connection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 401 ")
    assert b"HTTP/1.1 200 OK" in said


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n",
        b"GET /",
        GET,
        GET + b"\r\n" + b"GET /",
        POST + b"Content-Length: 9\r\n\r\n{",
    ],
    ids=["silence", "an empty line", "address", "no end", "the next head", "body"],
)
def test_whoever_is_too_slow_loses_the_place(served: Institution, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection on which something is due for too long is closed, whatever has been sent on it before."""
    monkeypatch.setattr(head, "HEAD_WITHIN", 0.05)
    monkeypatch.setattr(head, "BODY_WITHIN", 0.05)
    answer_to(served, sent)


def test_empty_lines_do_not_keep_a_connection(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an answer, too, it is a head that is waited for."""
    with closing(dialled(served)) as line:
        line.sendall(GET + b"\r\n")
        assert b"alive" in line.recv(65_536)
        monkeypatch.setattr(head, "HEAD_WITHIN", 0.05)
        line.sendall(b"\r\n")
        assert said_before_it_hung_up(line) == b""


def test_a_body_that_comes_too_slowly_is_given_up(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who is signed in does not keep a place for ever either."""
    monkeypatch.setattr(head, "BODY_WITHIN", 0.05)
    who = b"Authorization: Bearer " + served.tokens["Li"].encode() + b"\r\n"
    assert answer_to(served, POST + who + b"Content-Length: 99\r\n\r\n{") == b""


def test_a_stream_is_not_hurried(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a request is there, its answer may take as long as it likes."""
    monkeypatch.setattr(head, "HEAD_WITHIN", 1.0)
    monkeypatch.setattr("adapters.http.live.HEARTBEAT", 0.6)
    with served.client.stream("GET", "/api/stream", headers=served.headers("Li")) as answer:
        beats = (line for line in answer.iter_lines() if line == ": still here")
        assert [next(beats) for _ in range(2)]


def test_there_are_only_so_many_connections(served: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is told to come again; once there is room, it is served."""
    monkeypatch.setattr(head, "CONNECTIONS_AT_MOST", 0)
    said = answer_to(served, GET + b"\r\n")
    assert said.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 1" in said.lower()
    assert orjson.loads(said.partition(b"\r\n\r\n")[2])["detail"].startswith("too many connections")
    monkeypatch.undo()
    assert served.client.get("/healthz").status_code == 200


def test_there_are_files_enough_for_the_connections() -> None:
    """The process asks for what it may have."""
    granted, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
        make_room()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(head.CONNECTIONS_AT_MOST + 500, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, most))
