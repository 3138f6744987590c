"""Mounting: every page at its address."""

from __future__ import annotations

from itertools import chain

from starlette.routing import Route

from adapters.bootstrap import Casebook
from adapters.http.commands import Commands
from adapters.pages.case import case_routes
from adapters.pages.home import home_routes
from adapters.pages.pages import Pages
from adapters.pages.static_files import static_route
from adapters.pages.visit import Reception

PAGES = (home_routes, case_routes)
"""Each takes Pages and gives its routes."""


def pages_of(casebook: Casebook, commands: Commands) -> Pages:
    """What pages stand on, over a casebook."""
    return Pages(casebook, commands, Reception(casebook))


def page_routes(pages: Pages) -> list[Route]:
    """Every page, and the files that belong to them."""
    return [static_route(), *chain.from_iterable(routes(pages) for routes in PAGES)]
