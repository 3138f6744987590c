"""What a file is, told from its content: what is taken, what is refused, and that nothing is ever unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from adapters.evidence.kinds import ENDINGS, OFFICE, NotEvidence, look_at
from adapters.evidence.names import safe_name

HEAD = 12


def zipped(*names: str, content: bytes = b"") -> bytes:
    """An archive of files of these names."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return held.getvalue()


def workbook() -> bytes:
    """A table as Excel would save it."""
    held = BytesIO()
    Workbook().save(held)
    return held.getvalue()


def kind_of(content: bytes, piece: int) -> str:
    """What the file is, read in pieces of this size."""
    look = look_at(content[:HEAD])
    look.update(content[:HEAD])
    for start in range(HEAD, len(content), piece):
        look.update(content[start : start + piece])
    return look.finish()


TAKEN = {
    "application/pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image/gif": b"GIF89a\x01\x00\x01\x00",
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00",
    "audio/mpeg": b"ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00",
    "audio/mp4": b"\x00\x00\x00\x20ftypM4A \x00\x00",
    "audio/wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "audio/ogg": b"OggS\x00\x02\x00\x00\x00\x00\x00\x00",
    "audio/amr": b"#!AMR\n\x3c\x91\x17\x16\xbe\x66",
    "video/mp4": b"\x00\x00\x00\x20ftypisom\x00\x00",
    "video/quicktime": b"\x00\x00\x00\x14ftypqt  \x00\x00",
    f"{OFFICE}.wordprocessingml.document": zipped("[Content_Types].xml", "word/document.xml"),
    f"{OFFICE}.spreadsheetml.sheet": workbook(),
    f"{OFFICE}.presentationml.presentation": zipped("docProps/app.xml", "ppt/presentation.xml", "[Content_Types].xml"),
    "text/plain": "老师 16:05 到，16:10 到\n".encode(),
}
REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "svg behind a mark and blanks": b"\xef\xbb\xbf \n\t<svg/>",
    "markup": b"  <!DOCTYPE html><script>alert(1)</script>",
    "xml": b'<?xml version="1.0"?><a/>',
    "script": b"#!/bin/sh\nrm -rf /\n",
    "program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff",
    "library": b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00",
    "control characters": b"hello \x1b[2J world",
    "no text at all": b"\x80\xff\xff\x80 late",
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00",
    "archive": zipped("photos/1.jpg", "photos/2.jpg"),
    "archive within bounds that would fill a disk": zipped("zeros", content=bytes(5_000_000)),
    "package": zipped("[Content_Types].xml", "setup.exe"),
    "two documents in one": zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
    "macros": zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "the beginning of an archive": b"PK\x03\x04",
}


@pytest.mark.parametrize("kind", ENDINGS)
def test_every_type_is_known_by_its_content(kind: str) -> None:
    """Whether the file arrives in one piece or byte by byte."""
    assert kind_of(TAKEN[kind], 1) == kind_of(TAKEN[kind], 1_000_000) == kind


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("piece", [1, 7, 1_000_000])
def test_whatever_else_is_refused(what: str, piece: int) -> None:
    """With a sentence that says what is taken instead."""
    with pytest.raises(NotEvidence, match="send a PDF, a picture, a recording"):
        kind_of(REFUSED[what], piece)


def test_a_chinese_text_of_an_old_machine_is_taken() -> None:
    """GB 18030 is what many a school's computer still writes."""
    assert kind_of("老师最近三次课都迟到，我要退费".encode("gb18030"), 5) == "text/plain"


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("sheet.pdf", "application/pdf", "sheet.pdf"),
        ("SHEET.PDF", "application/pdf", "SHEET.PDF"),
        ("C:\\Users\\li\\sheet.pdf", "application/pdf", "sheet.pdf"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("run.bat", "text/plain", "run.bat.txt"),
        ("sheet.pdf.exe", "application/pdf", "sheet.pdf.exe.pdf"),
        ("考勤\x00表\u202efdp.exe", "application/pdf", "考勤表fdp.exe.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "application/pdf", "aSet-Cookie: b.pdf"),
        ("", "image/png", "evidence.png"),
        ("..", "image/png", "evidence.png"),
        ("x" * 500 + ".jpeg", "image/jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_a_name_is_safe_to_save_under(name: str, kind: str, safe: str) -> None:
    """No folder, nothing unseen, and an ending that does not lie."""
    assert safe_name(name, kind) == safe
