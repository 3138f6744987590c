"""Evidence: which file belongs to which case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Integer, Text, select

from engine.projection import Cells, ReadModel, Story


class Evidence(ReadModel):
    """A row for each file of each case; what is known of the file, and its key, the event that tied it keeps."""

    name = "evidence"
    version = 1

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("file", Text, primary_key=True, index=True),
            Column("version", Integer, nullable=False),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        return ((story.case.id, file, story.case.version) for file in story.case.evidence)

    def cases_of(self, file: str) -> list[str]:
        """The cases that a file belongs to; most belong to one."""
        rows = self._view.ask(
            lambda table: select(table.c.case_id).where(table.c.file == file).order_by(table.c.case_id)
        )
        return [row.case_id for row in rows]
