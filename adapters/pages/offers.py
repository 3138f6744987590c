"""Offers: what a form suggests, so that nobody has to know an id or a number by heart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from adapters.casebook import Casebook
from adapters.index import BadQuery, Filters, IndexBusy
from adapters.pages.drawing import Choice
from adapters.pages.hints import NAMES_A_CASE
from adapters.pages.visit import Visit
from adapters.plan import open_actions
from engine.access import Role, Who, manages
from engine.case import Case
from engine.policy import Policy
from engine.refusal import NotThere
from engine.steps.support import SUPPORT

Offered = Mapping[str, Sequence[Choice]]
Shown = Mapping[str, Any]
COLLEAGUES: frozenset[Role] = frozenset({"teacher", "manager"})
LONGEST_CHOICE, ALIKE = 80, 10


@dataclass(frozen=True)
class Offers:
    """Knows what may stand in the fields of a step, for one visit."""

    casebook: Casebook
    visit: Visit

    def people(self) -> Offered:
        """Staff by the books of the forms."""
        staff = self.casebook.staff.all()
        return {
            "campus": [(campus, campus) for campus in sorted({who.campus for who in staff if who.campus})],
            "staff": list(self._named(staff)),
            "colleagues": list(self._named(who for who in staff if who.role in COLLEAGUES)),
        }

    def of(self, verb: str, case: Case, shown: Shown, brought: Iterable[str] = ()) -> Offered:
        """Everything that a step of this case chooses from."""
        own_alone = None if manages(self.visit.person, case) else self.visit.person
        requests = {
            "contribute": self._requests(shown, own_alone),
            "cancel": self._requests(shown),
            "come_back": self._referrals(case) if verb == "come_back" else (),
        }
        own: dict[str, Sequence[Choice]] = {
            "request": requests.get(verb, ()),
            "action": self._actions(case) if verb == "finish" else (),
            "deadline": self._deadlines(shown) if verb == "extend" else (),
            "policy": self._policies() if verb == "apply_policy" else (),
            "evidence": list(self._brought(brought)),
        }
        if verb == "investigate":
            own["evidence"] = list(self._tied(case))
        if verb in NAMES_A_CASE:
            own["cases"] = list(self._alike(case))
        if verb == "receipt" and case.about:
            own["staff"] = list(self._named(who for who in self.casebook.staff.all() if who.id in case.about))
        return {**self.people(), **own}

    def words(self, policy: Policy) -> Mapping[str, Sequence[str]]:
        """What the policy calls things; anything else may be written, too."""
        return {name: list(known) for name, known in policy.known.items()}

    def _named(self, staff: Iterable[Who]) -> Iterator[Choice]:
        for who in staff:
            about = self.visit.text(", ").join(part for part in (self.visit.word("role", who.role), who.campus) if part)
            yield who.id, f"{who.name} ({about})"

    def _alike(self, case: Case) -> Iterator[Choice]:
        """Open cases like this one."""
        open_now = Filters(workflow=case.workflow, state="open")
        with suppress(BadQuery, IndexBusy, NotThere):
            found = self.casebook.register.similar(self.visit.person, case=case.id, filters=open_now, limit=ALIKE)
            for item in found["items"]:
                reference = item["reference"]
                yield reference, _short(f"{reference} · {item['summary']}" if item["summary"] else reference)

    @staticmethod
    def _requests(shown: Shown, of: Who | None = None) -> list[Choice]:
        awaited = (each for each in shown["requests"] if not each["answer"] and not each["lapsed_at"])
        return [
            (str(each["request"]), _short(each.get("question", "")))
            for each in awaited
            if of is None or each.get("of") == of.id
        ]

    def _referrals(self, case: Case) -> list[Choice]:
        """The services from which something is still to come back, also in a case that is closed."""
        out = {key for owed in (case.duties, case.set_aside) for key in owed if key.startswith(f"{SUPPORT}:")}
        lines = self.casebook.presenter.history(self.visit.person, case.id)
        told = {f"{SUPPORT}:{line['version']}": line for line in lines if line["step"] == SUPPORT}
        return [(key.partition(":")[2], _short(told[key]["fields"].get("service", ""))) for key in told if key in out]

    @staticmethod
    def _actions(case: Case) -> list[Choice]:
        return [(str(action.number), _short(action.what)) for _, action in open_actions(case)]

    def _deadlines(self, shown: Shown) -> list[Choice]:
        names = dict.fromkeys(each["name"] for each in shown["deadlines"] if not each["met_at"])
        return [(name, self.visit.word("deadline", name)) for name in names]

    def _brought(self, files: Iterable[str]) -> Iterator[Choice]:
        """Files of theirs that wait to be named, by the names they came under."""
        for file in files:
            with suppress(ValueError):
                yield file, self.casebook.evidence.upload(self.visit.person.id, file).name

    def _tied(self, case: Case) -> Iterator[Choice]:
        """The files of the case."""
        if case.evidence:
            for line in self.casebook.presenter.history(self.visit.person, case.id):
                yield from (line["fields"].get("file_names") or {}).items()

    def _policies(self) -> list[Choice]:
        version = self.visit.text("Version")
        return [(str(number), f"{version} {number}") for number in range(self.casebook.policies.latest(), 0, -1)]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[:LONGEST_CHOICE]}…"
