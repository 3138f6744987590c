"""The casebook reached directly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, get_args

import orjson

from adapters.analytics import Question
from adapters.casebook import Casebook
from adapters.cli.moments import day_or_moment, since, until
from adapters.evidence import NotEvidence
from adapters.export import Exports
from adapters.export import Name as Format
from adapters.family_links import PATH, LinkOver, family_links
from adapters.index import Filters
from adapters.reads import Reads
from adapters.renewals import RenewalsOverview
from engine import refusal
from engine.adopting import adopt
from engine.application import Request
from engine.asking.selection import Selection
from engine.asking.time_travel import AsOf
from engine.log import Once
from engine.policy_reading import read_policy
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

REASONS: dict[type[refusal.Refusal], str] = {
    refusal.NotAllowed: NOT_FOR_THEM,
    refusal.NotDue: "the step is not due",
    refusal.NotFillable: "facts are missing or wrong",
    refusal.NotThere: NOT_THERE,
    refusal.TooLarge: "it is too large",
    NotEvidence: "it is not taken as evidence",
    refusal.Stale: "the case has moved on",
    refusal.KeyReused: "the submission is another one",
    LinkOver: OF_NO_USE,
}


class InProcess:
    """Asks the casebook's own parts."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook

    def close(self) -> None:
        """Nothing is held."""

    def send(self, submission: Submission) -> Shown:
        who = submission.by.who
        once = Once(_digest([who.id, submission.key]), _digest(submission.fields), self._casebook.clock())
        request = Request(
            who, submission.workflow, submission.verb, submission.fields, submission.case, submission.seen, once
        )
        with _Refusing():
            return plain(self._casebook.presenter.case(self._casebook.application.take(request).case, who))

    def upload(self, by: Member, name: str, content: bytes) -> Shown:
        store = self._casebook.evidence
        with _Refusing(), store.receive(by.who) as incoming:
            incoming.write(content)
            upload = store.keep(incoming, by.who, name)
            return {**upload.exhibit.model_dump(), "name": upload.name}

    def download(self, by: Member, file: str) -> bytes:
        self._casebook.runner.catch_up()
        with _Refusing():
            return b"".join(self._casebook.exhibits.find(by.who, file).content)

    def link(self, by: Member, case: str) -> str:
        with _Refusing():
            found = self._casebook.finder.case(by.who, case)
            return str(family_links(self._casebook).told(by.who, found, "")["address"])

    def answer(self, link: str, said: Fields) -> None:
        links = family_links(self._casebook)
        with _Refusing():
            self._casebook.application.take(links.request(links.open(link.removeprefix(PATH), ""), said))

    def show(self, by: Member, case: str, as_seen: AsSeen) -> Shown:
        with _Refusing():
            return plain(self._casebook.presenter.show(by.who, case, _as_of(as_seen)))

    def history(self, by: Member, case: str) -> list[Shown]:
        with _Refusing():
            return list(map(plain, self._casebook.presenter.history(by.who, case)))

    def reads(self, by: Member, case: str) -> list[Shown]:
        with _Refusing():
            return list(plain(Reads(self._casebook.presenter).of(by.who, case))["items"])

    def cases(self, by: Member) -> list[Shown]:
        self._casebook.runner.catch_up()
        application, presenter = self._casebook.application, self._casebook.presenter
        with _Refusing():
            found, _ = self._casebook.read_models.caseload.page(by.who, now=self._casebook.clock())
            return [plain(presenter.listed(application.case(case), by.who)) for case in found]

    def day(self, by: Member) -> list[Shown]:
        self._casebook.runner.catch_up()
        return list(plain(self._casebook.day.of(by.who))["items"])

    def renewals(self, by: Member, span: Mapping[str, str]) -> Shown:
        casebook = self._casebook
        casebook.runner.catch_up()
        overview = RenewalsOverview(casebook.read_models.renewals, casebook.presenter.others)
        first, last = since(casebook, span["from"], "from"), until(casebook, span["to"], "to")
        return dict(overview.of(by.who, first, last))

    def adopt(self, by: Member, rules: Fields, since: str) -> None:
        from_day = date.fromisoformat(since) if since else None
        with _Refusing():
            adopt(self._casebook.policies, by.who, read_policy(rules), self._casebook.clock(), from_day)

    def search(self, by: Member, query: str, filters: Fields) -> Shown:
        self._casebook.runner.catch_up()
        with _Refusing():
            return plain(self._casebook.register.search(query, by.who, **self._asked(filters)))

    def analytics(self, by: Member, question: str, chosen: Mapping[str, str]) -> Shown:
        asked = get_args(Question)
        selection, day = self._chosen(chosen)
        with _Refusing():
            answer = self._casebook.analytics.answer(asked[asked.index(question)], by.who, selection, as_of=day)
            return plain(answer)

    def export(self, by: Member, name: str, chosen: Mapping[str, str]) -> bytes:
        formats, file = get_args(Format), BytesIO()
        selection, day = self._chosen(chosen)
        with _Refusing():
            Exports(self._casebook).write(formats[formats.index(name)], by.who, selection, day, file)
        return file.getvalue()

    def similar(self, by: Member, like: Fields) -> list[Shown]:
        self._casebook.runner.catch_up()
        with _Refusing():
            return list(plain(self._casebook.register.similar(by.who, **like))["items"])

    def approaches(self, by: Member) -> list[Shown]:
        self._casebook.runner.catch_up()
        with _Refusing():
            return list(plain(self._casebook.register.approaches(by.who))["items"])

    def _chosen(self, chosen: Mapping[str, str]) -> tuple[Selection, datetime | date | None]:
        """Which cases, and as of when."""
        casebook = self._casebook
        casebook.runner.catch_up()
        first, last = since(casebook, chosen.get("from"), "from"), until(casebook, chosen.get("to"), "to")
        selection = Selection(chosen.get("workflow"), chosen.get("campus"), first, last)
        return selection, day_or_moment(casebook, chosen.get("as_of"), "as_of")

    def _asked(self, filters: Fields) -> dict[str, Any]:
        """Which entries, and which of them; a day means all of it."""
        asked = {name: filters[name] for name in ("limit", "cursor") if name in filters}
        opened = {"opened_from": since, "opened_to": until}
        moments = {name: of(self._casebook, filters[name], name) for name, of in opened.items() if name in filters}
        wanted = {name: filters[name] for name in filters if name not in asked}
        if "as_of" in wanted:
            asked["as_of"] = day_or_moment(self._casebook, wanted.pop("as_of"), "as_of")
        return asked | {"filters": Filters(**wanted | moments)}


class _Refusing:
    """Turns a refusal into the words of the features."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, refusal.Refusal):
            flaws = error.flaws if isinstance(error, refusal.NotFillable) else ()
            facts = {flaw.field: flaw.message for flaw in flaws}
            raise Refused(REASONS[type(error)], str(error), facts) from error


def plain(shown: Any) -> Shown:
    """The same as it reads once it was written out and read in again."""
    return dict(orjson.loads(orjson.dumps(shown)))


def _as_of(as_seen: AsSeen) -> AsOf:
    moments = {name: datetime.fromisoformat(str(as_seen[name])) for name in as_seen if name != "version"}
    version = as_seen.get("version")
    return AsOf(**moments, version=None if version is None else int(version))


def _digest(content: Any) -> bytes:
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()
