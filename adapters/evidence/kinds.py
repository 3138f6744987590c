"""What a file is, by its content alone: what is taken as evidence, and what is refused whatever it is called."""

from __future__ import annotations

from codecs import getincrementaldecoder, lookup
from collections.abc import Mapping
from re import compile as pattern
from types import MappingProxyType
from typing import Protocol

from engine.refusal import Refusal

TEXT = "text/plain"
OFFICE = "application/vnd.openxmlformats-officedocument"
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "application/pdf": (".pdf",),
        "image/jpeg": (".jpg", ".jpeg"),
        "image/png": (".png",),
        "image/gif": (".gif",),
        "image/webp": (".webp",),
        "image/heic": (".heic", ".heif"),
        "audio/mpeg": (".mp3",),
        "audio/mp4": (".m4a",),
        "audio/wav": (".wav",),
        "audio/ogg": (".ogg",),
        "audio/amr": (".amr",),
        "video/mp4": (".mp4", ".m4v", ".3gp"),
        "video/quicktime": (".mov",),
        f"{OFFICE}.wordprocessingml.document": (".docx",),
        f"{OFFICE}.spreadsheetml.sheet": (".xlsx",),
        f"{OFFICE}.presentationml.presentation": (".pptx",),
        TEXT: (".txt", ".csv", ".md"),
    }
)
"""Every type that is taken, with the endings its files may have."""

HEAD = 12
BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
)
RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
BRANDS = {
    "image/heic": (b"heic", b"heix", b"heim", b"mif1"),
    "audio/mp4": (b"M4A ", b"M4B "),
    "video/quicktime": (b"qt  ",),
    "video/mp4": (b"iso", b"mp4", b"avc1", b"M4V", b"3gp", b"MSNV", b"dash"),
}
ZIP = b"PK\x03\x04"
CONTENTS, MACROS = b"[Content_Types].xml", b"vbaProject.bin"
PARTS = {
    b"word/document.xml": f"{OFFICE}.wordprocessingml.document",
    b"xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    b"ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
}
LONGEST_NAME = max(map(len, (CONTENTS, MACROS, *PARTS)))
TAKEN = "send a PDF, a picture, a recording, a video, a text in UTF-8, or a Word, Excel or PowerPoint file"
NOT_TEXT = pattern(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class NotEvidence(Refusal):
    """The file is of a type that is not taken."""

    def __init__(self, what: str = "this type of file is not taken") -> None:
        super().__init__(f"{what}; {TAKEN}")


class Look(Protocol):
    """Goes over a file piece by piece, without ever unpacking it."""

    def update(self, data: bytes) -> None:
        """The next piece; NotEvidence as soon as it is known to be."""

    def finish(self) -> str:
        """The type of the file; NotEvidence if there is none for it."""


class ByItsHead:
    """A file whose first bytes say all."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def update(self, data: bytes) -> None:
        """Nothing that follows matters."""

    def finish(self) -> str:
        return self._kind


class Office:
    """A zip that names the parts of an office document, and none that holds macros."""

    def __init__(self) -> None:
        self._tail, self._seen = b"", set[bytes]()

    def update(self, data: bytes) -> None:
        searched = self._tail + data
        self._seen.update(name for name in (CONTENTS, MACROS, *PARTS) if name in searched)
        self._tail = searched[-LONGEST_NAME:]
        if MACROS in self._seen:
            raise NotEvidence("a document with macros is not taken")

    def finish(self) -> str:
        kinds = [kind for part, kind in PARTS.items() if part in self._seen]
        if CONTENTS not in self._seen or len(kinds) != 1:
            raise NotEvidence("an archive is not taken")
        return kinds[0]


class PlainText:
    """A text in UTF-8 or GB 18030, which is neither markup nor a script."""

    def __init__(self) -> None:
        self._readers = {name: getincrementaldecoder(lookup(name).name)() for name in ("utf-8-sig", "gb18030")}
        self._begun = False

    def update(self, data: bytes) -> None:
        self._read(data, final=False)

    def finish(self) -> str:
        self._read(b"", final=True)
        return TEXT

    def _read(self, data: bytes, *, final: bool) -> None:
        for name, reader in list(self._readers.items()):
            try:
                self._check(reader.decode(data, final))
            except UnicodeDecodeError:
                del self._readers[name]
        if not self._readers:
            raise NotEvidence

    def _check(self, text: str) -> None:
        if NOT_TEXT.search(text):
            raise NotEvidence
        if not self._begun and (start := text.lstrip("\ufeff").lstrip()):
            self._begun = True
            if start.startswith(("<", "#!")):
                raise NotEvidence("web pages, drawings in SVG and programs are not taken")


def look_at(head: bytes) -> Look:
    """How to go on with a file that begins so; at least HEAD bytes of it, or all there is."""
    if head.startswith(ZIP):
        return Office()
    kind = next((kind for start, kind in BEGINNINGS if head.startswith(start)), None)
    kind = kind or (RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None)
    kind = kind or (_by_brand(head[8:12]) if head[4:8] == b"ftyp" else None)
    return ByItsHead(kind) if kind else PlainText()


def _by_brand(brand: bytes) -> str | None:
    return next((kind for kind, brands in BRANDS.items() if brand.startswith(brands)), None)
