"""Sentences about files that show what happened."""

from __future__ import annotations

from hashlib import sha256

import pytest
from pytest_bdd import parsers, step, then

from features.steps.casework import NOT_FOR_THEM, NOT_THERE, Refused
from features.steps.raising import WHO
from features.steps.scene import Scene

FILE = r'the file "(?P<file>[^"]+)"'
CONTENTS = {
    "a PDF": b"%PDF-1.7 an attendance sheet",
    "a photograph": b"\xff\xd8\xff\xe0 a classroom",
    "a text": "老师 16:05 到".encode(),
    "a drawing in SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a letter in HTML": b"<!DOCTYPE html><html></html>",
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
    "an archive": b"PK\x03\x04\x14\x00\x00\x00 photos/1.jpg",
    "a document with macros": b"PK\x03\x04 [Content_Types].xml word/document.xml word/vbaProject.bin",
    "nothing": b"",
    "a film that is too long": b"\x00\x00\x00\x18ftypmp42" + bytes(20_000_000),
}


@step(parsers.re(rf"{WHO} uploads {FILE}, which is (?P<what>.+)"))
def uploads(scene: Scene, by: str, file: str, what: str) -> None:
    """It can be named from then on."""
    scene.upload(by, file, CONTENTS[what])


@step(parsers.re(rf"{WHO} can read {FILE}, and it is (?P<what>.+)"))
def can_read(scene: Scene, by: str, file: str, what: str) -> None:
    """To the last byte."""
    scene.expect_no_refusal()
    assert scene.casework.download(scene.people[by], scene.files[file]["id"]) == CONTENTS[what]


@then(parsers.re(rf"{WHO} cannot read {FILE}"))
def cannot_read(scene: Scene, by: str, file: str) -> None:
    """Whether the program says that there is none, or that this is not for them."""
    scene.expect_no_refusal()
    with pytest.raises(Refused) as refused:
        scene.casework.download(scene.people[by], scene.files[file]["id"])
    assert refused.value.because in (NOT_THERE, NOT_FOR_THEM)


@then(parsers.re(rf'{FILE}, (?P<what>.+), is kept as "(?P<kind>.+)" with the hash of its content'))
def is_kept(scene: Scene, file: str, what: str, kind: str) -> None:
    """As the case shows it to everybody who may see it."""
    scene.expect_no_refusal()
    answers = [request["answer"] for request in scene.case["requests"] if request["answer"]]
    [kept] = [kept for answer in answers for kept in answer["files"] if kept["id"] == scene.files[file]["id"]]
    content = CONTENTS[what]
    assert [kept["type"], kept["size"], kept["sha256"]] == [kind, len(content), sha256(content).hexdigest()]
