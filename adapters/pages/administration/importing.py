"""Import: an old register is handed in, mapped, tried, and taken over aside from whoever asked for it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from adapters.import_register import Answer, RegisterMap, first_entries, import_register
from adapters.import_register.drawer import Task
from adapters.import_register.register_map import written_map
from adapters.import_register.table import UnreadableFile
from adapters.import_register.task import ImportTask, Work
from adapters.pages.administration.filling import beside
from adapters.pages.administration.register_form import (
    FIELDS,
    SEVERAL,
    chosen_columns,
    is_required,
    left_out,
    sample_of,
    written_in,
)
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.uploading import Uploaded, uploaded
from adapters.pages.visit import Visit
from engine.access import Who
from engine.intake import Intake, Rehearsal, Taking
from engine.refusal import Flaw, NotFillable, Refusal

ADDRESS = "/administration/import"
ENTRIES_SHOWN = 5
MARK = "\ufeff"
"""By which spreadsheets know that a CSV is UTF-8."""


def import_routes(pages: Pages, task: ImportTask) -> list[Route]:
    """GET and POST /administration/import, and what is sent from there."""
    page, largest = ImportPage(pages, task), pages.casebook.settings.largest_register

    async def reading(request: Request) -> Posted:
        return await uploaded(request, largest)

    return [
        pages.get(ADDRESS, page.show, ADMINISTERS),
        pages.post(ADDRESS, page.receive, ADMINISTERS, reading),
        pages.post(f"{ADDRESS}/map", page.map, ADMINISTERS),
        pages.post(f"{ADDRESS}/begin", page.begin, ADMINISTERS),
        pages.post(f"{ADDRESS}/clear", page.clear, ADMINISTERS),
        pages.get(f"{ADDRESS}/rejects", page.rejects, ADMINISTERS),
    ]


@dataclass(frozen=True)
class ImportPage:
    """Draws the task as it stands, and carries it a step further; what is in the file only who brought it sees."""

    pages: Pages
    task: ImportTask

    def show(self, request: Request, visit: Visit) -> Response:
        """What is to be done next, or how far it is."""
        return self._page(visit, again="map" in request.query_params)

    async def receive(self, _: Request, visit: Visit, form: Posted) -> Response:
        """A file."""
        file = form.files.get("file") if isinstance(form, Uploaded) else None
        if file is None:
            return await run_in_threadpool(self._page, visit, 422, flaws=[Flaw("file", "is required")])
        try:
            await run_in_threadpool(self.task.receive, file.file, file.filename or "", visit.person.id)
        except UnreadableFile as error:
            return await run_in_threadpool(self._page, visit, 422, flaws=[Flaw("file", str(error))])
        return see(ADDRESS)

    def map(self, _: Request, visit: Visit, form: Posted) -> Response:
        """Which column is what; the file is tried by it at once."""
        chart = form.get("chart", "") if form.get("as_text") else written_in(form)
        try:
            self.task.map(chart, form.text("source"))
        except NotFillable as error:
            return self._page(visit, 422, again=True, flaws=error.flaws, chart=chart)
        self.task.begin("trying", self._work(visit.person, lambda intake: Rehearsal(intake, visit.now)))
        return see(ADDRESS)

    def begin(self, _: Request, visit: Visit, __: Posted) -> Response:
        """Take it over."""
        self.task.begin("importing", self._work(visit.person, lambda intake: intake))
        return see(ADDRESS)

    def clear(self, _: Request, __: Visit, ___: Posted) -> Response:
        """Put it away."""
        self.task.clear()
        return see(ADDRESS)

    def rejects(self, _: Request, __: Visit) -> Response:
        """The rows that did not fit, as a table."""
        headers = {"Content-Disposition": 'attachment; filename="rejects.csv"'}
        return StreamingResponse(_table(self.task), headers=headers, media_type="text/csv; charset=utf-8")

    def _work(self, who: Who, taking: Callable[[Intake], Taking]) -> Work:
        casebook, heard = self.pages.casebook, self.pages.commands.heard
        task, intake, zone = self.task, Intake(casebook.application, who), casebook.calendar.timezone

        def work(file: Path, chart: RegisterMap, seen: Callable[[int, int], None]) -> Answer:
            known = task.now()
            source = known.source if known else None
            try:
                return import_register(
                    taking(intake), file, chart, zone=zone, source=source, elsewhere=file.parent, seen=seen
                )
            finally:
                heard()

        return work

    def _page(
        self,
        visit: Visit,
        status: int = 200,
        *,
        again: bool = False,
        flaws: Sequence[Flaw] = (),
        chart: str | None = None,
    ) -> Response:
        task = self.task.now()
        drawn: dict[str, Any] = {"sample": None, "first": [], "left_out": []}
        is_own = task is not None and task.by == visit.person.id
        is_mapped = task is not None and (task.stage == "arrived" or (again and task.stage in ("tried", "failed")))
        if task and is_own:
            drawn |= self._inside(task, chart, is_mapped=is_mapped)
        return self.pages.show(
            visit,
            "administration/import.html",
            status,
            task=task,
            by=self.pages.casebook.staff.name_of(task.by) if task else "",
            is_own=is_own,
            is_mapped=is_mapped,
            is_at_work=self.task.is_at_work,
            flaws=beside(flaws),
            about_the_map=[flaw for flaw in flaws if flaw.field != "file"],
            fields=FIELDS,
            several=SEVERAL,
            is_required=is_required,
            largest=self.pages.casebook.settings.largest_register,
            zone=visit.zone.key,
            **drawn,
        )

    def _inside(self, task: Task, chart: str | None, *, is_mapped: bool) -> dict[str, Any]:
        """What stands in the file."""
        written = task.chart if chart is None else chart
        if is_mapped:
            sample, known = sample_of(self.task.drawer.file), _readable(written)
            return {"sample": sample, "columns": chosen_columns(known, sample), "chart": known, "text": written}
        if task.stage != "tried":
            return {}
        drawer, zone = self.task.drawer, self.pages.casebook.calendar.timezone
        rejected, known = (row["line"] for row in drawer.rejects()), written_map(written)
        return {
            "first": first_entries(drawer.file, known, zone, task.source, rejected, ENTRIES_SHOWN),
            "left_out": left_out(known, sample_of(drawer.file)),
        }


def _readable(chart: str) -> RegisterMap | None:
    """The map in a text, if it is one."""
    try:
        return written_map(chart) if chart else None
    except Refusal:
        return None


def _table(task: ImportTask) -> Iterator[str]:
    yield MARK + _line("line", "field", "message")
    for row in task.drawer.rejects():
        for reason in row["reasons"]:
            yield _line(row["line"], reason["field"], reason["message"])


def _line(*cells: object) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
