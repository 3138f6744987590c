"""Categories: the words that the rules list, as a tree, with how often each is used, and those that nobody listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit

ADDRESS = "/administration/categories"
COUNTED = ("category", "approach", "root_cause")
MOST_UNLISTED = 100


@dataclass
class Branch:
    """A category with those below it; `used` counts its own cases, `all` those below as well."""

    path: str
    name: str
    used: int = 0
    is_listed: bool = False
    below: list[Branch] = field(default_factory=list)

    @property
    def all(self) -> int:
        """How often it, or one below it, is used."""
        return self.used + sum(branch.all for branch in self.below)


def category_routes(pages: Pages) -> list[Route]:
    """GET /administration/categories."""
    return [pages.get(ADDRESS, CategoryPage(pages).show, ADMINISTERS)]


@dataclass(frozen=True)
class CategoryPage:
    """Draws the words of the rules in force beside those of the cases; confidential cases do not count."""

    pages: Pages

    def show(self, _: Request, visit: Visit) -> Response:
        """The tree, and the lists."""
        casebook = self.pages.casebook
        known = {str(name): words for name, words in casebook.policies.at(visit.now).known.items()}
        used = {name: self._used(name) for name in COUNTED}
        lists = {
            name: [(each, used[name][each] if name in used else None) for each in known.get(name, ())]
            for name in known
            if name != "category"
        }
        unlisted = {
            name: [(each, count) for each, count in used[name].most_common() if each not in known.get(name, ())]
            for name in COUNTED
        }
        return self.pages.show(
            visit,
            "administration/categories.html",
            tree=tree(known.get("category", ()), used["category"]),
            lists=lists,
            unlisted={name: found[:MOST_UNLISTED] for name, found in unlisted.items()},
            more={name: max(0, len(found) - MOST_UNLISTED) for name, found in unlisted.items()},
            version=casebook.policies.in_force(visit.now),
        )

    def _used(self, name: str) -> Counter[str]:
        view = self.pages.casebook.read_models.view("register")
        rows = view.ask(
            lambda of: (
                select(of.c[name], func.count())
                .where(of.c[name].is_not(None), of.c.confidential.is_(False))
                .group_by(of.c[name])
            )
        )
        return Counter({str(word): int(count) for word, count in map(tuple, rows)})


def tree(listed: Iterable[str], used: Counter[str]) -> list[Branch]:
    """The listed paths as branches, in the order in which they are listed."""
    top: list[Branch] = []
    for path in listed:
        level, parts = top, path.split(".")
        for depth, name in enumerate(parts, 1):
            here = ".".join(parts[:depth])
            branch = next((each for each in level if each.path == here), None)
            if branch is None:
                branch = Branch(here, name, used[here])
                level.append(branch)
            branch.is_listed = branch.is_listed or here == path
            level = branch.below
    return top
