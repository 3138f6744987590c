"""Evidence: files that were uploaded are tied to a case by the event that names them, which alone keeps their keys."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import Field

from engine.event import Event, Given
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.words import EvidenceName, Part

MOST_FILES = 20


class Exhibit(Part):
    """A file: the hash of its content, and the name under which it lies sealed in the store."""

    id: str
    sha256: str
    size: int
    type: str
    stored_as: str


class Upload(NamedTuple):
    """A file that waits to be tied to a case, with what is sealed once it is: its name and its key."""

    exhibit: Exhibit
    name: str
    key: str


class Evidenced(Event):
    """An event that may bring files; whoever may see the case may read them, as long as the family's key is there."""

    FIXED = frozenset({"evidence"})
    TOLD = frozenset({"files", "file_names"})

    evidence: tuple[EvidenceName, ...] | None = Field(
        None, max_length=MOST_FILES, description="Files, by the ids that came back when you uploaded them."
    )
    files: Annotated[tuple[Exhibit, ...] | None, Given] = None
    file_names: Annotated[Personal[dict[str, str]] | None, Given] = None
    file_keys: Annotated[Personal[dict[str, str]] | None, Given] = None

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """What is known of each file, and its key, from now on sealed with the family's."""
        if not situation.form.evidence:
            return {}
        uploads = [_uploaded(situation, name) for name in dict.fromkeys(situation.form.evidence)]
        return {
            "files": [upload.exhibit.model_dump() for upload in uploads],
            "file_names": {upload.exhibit.id: upload.name for upload in uploads},
            "file_keys": {upload.exhibit.id: upload.key for upload in uploads},
        }

    def apply(self, aggregate: Any) -> None:
        """The files belong to the case."""
        if self.files:
            tied = {exhibit.id: self.originator_version for exhibit in self.files}
            aggregate.evidence = {**aggregate.evidence, **tied}


def _uploaded(situation: Any, name: str) -> Upload:
    try:
        upload: Upload = situation.books["evidence"](name, situation.case.id)
    except ValueError as error:
        raise NotFillable([Flaw("evidence", str(error))]) from None
    return upload


def check_tied(situation: Any, field: str) -> None:
    """Refuse evidence that is not tied to the case; every part of the field names its own."""
    named = {name for part in getattr(situation.form, field) or () for name in part.evidence}
    if unknown := sorted(named - situation.case.evidence.keys()):
        message = f"{unknown[0]} is not evidence of this case; bring the file with a note or a contribution first"
        raise NotFillable([Flaw(field, message)])
