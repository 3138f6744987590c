"""The rules: their versions, what each says, and in what two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from adapters.policy import files as told_of
from adapters.policy.difference import Place, difference, rules_of
from adapters.toml import toml
from engine.policy import Policy
from engine.refusal import NotThere

ADDRESS = "/administration/policy"
LONGEST_NUMBER, LONGEST_ROW = 9, 5


class Shown(NamedTuple):
    """One rule as it is shown: in a row of its own, or as a list that is opened."""

    place: Place
    said: str | tuple[str, ...] | None

    @property
    def is_list(self) -> bool:
        """Whether it is too long for a row."""
        return isinstance(self.said, tuple)


def policy_routes(pages: Pages) -> list[Route]:
    """GET /administration/policy, /administration/policy/difference, /administration/policy/{version}."""
    page = PolicyPage(pages)
    return [
        pages.get(ADDRESS, page.show_all, ADMINISTERS),
        pages.get(f"{ADDRESS}/difference", page.show_difference, ADMINISTERS),
        pages.get(f"{ADDRESS}/{{version}}", page.show_one, ADMINISTERS),
    ]


@dataclass(frozen=True)
class PolicyPage:
    """Draws what is known of the versions."""

    pages: Pages

    def show_all(self, request: Request, visit: Visit) -> Response:
        """Every version, the latest first, with how much it changed."""
        book = self.pages.casebook.policies
        versions = [self._named(each) | self._changed(each["version"]) for each in told_of.listed(book, visit.now)]
        added = request.query_params.get("added", "")
        return self.pages.show(visit, "administration/policy.html", versions=versions[::-1], added=number_of(added))

    def show_one(self, request: Request, visit: Visit) -> Response:
        """One version: its rules in words and figures, and the text of its file."""
        number = number_of(request.path_params["version"])
        book = self.pages.casebook.policies
        told = self._named(told_of.shown(book, number, visit.now))
        return self.pages.show(
            visit,
            "administration/policy_version.html",
            version=told,
            sections=_sections(book.get(number)),
            text=toml(told["policy"]),
            replaced=book.replaced(number),
        )

    def show_difference(self, request: Request, visit: Visit) -> Response:
        """What one version says otherwise than another."""
        book = self.pages.casebook.policies
        after = number_of(request.query_params.get("to", str(book.latest())))
        before = number_of(request.query_params.get("from", str(book.replaced(after) or after)))
        return self.pages.show(
            visit,
            "administration/policy_difference.html",
            before=before,
            after=after,
            changes=difference(book.get(before), book.get(after)),
        )

    def _changed(self, number: int) -> dict[str, int | None]:
        """The version whose place it takes, and in how many rules it is another."""
        book = self.pages.casebook.policies
        replaced = book.replaced(number)
        return {"replaced": replaced, "changes": len(difference(book.get(replaced or number), book.get(number)))}

    def _named(self, told: dict[str, Any]) -> dict[str, Any]:
        return told | {"by_name": self.pages.casebook.staff.name_of(told["by"])}


def _sections(policy: Policy) -> dict[str, list[Shown]]:
    """The rules by the tables in which they stand."""
    sections: dict[str, list[Shown]] = {}
    for place, said in rules_of(policy).items():
        is_row = isinstance(said, tuple) and place[0] not in ("calendar", "known") and len(said) <= LONGEST_ROW
        sections.setdefault(place[0], []).append(Shown(place, ", ".join(said or ()) or None if is_row else said))
    return sections


def number_of(written: str) -> int:
    """The number of a version in an address; none that there is, if it is no number."""
    if not written:
        return 0
    if not written.isascii() or not written.isdecimal() or len(written) > LONGEST_NUMBER:
        raise NotThere("there is nothing at this address")
    return int(written)
