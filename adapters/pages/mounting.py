"""Mounting: every page at its address."""

from __future__ import annotations

from itertools import chain

from anyio import CapacityLimiter
from starlette.routing import Route

from adapters.casebook import Casebook
from adapters.http.commands import Commands
from adapters.pages.account import account_routes
from adapters.pages.administration import administration_routes
from adapters.pages.analytics import analytics_routes
from adapters.pages.answer import answer_routes
from adapters.pages.audit import audit_routes
from adapters.pages.board import board_routes
from adapters.pages.case import case_routes
from adapters.pages.day import day_routes
from adapters.pages.entrance import AT_ONCE, Entrance
from adapters.pages.home import home_routes
from adapters.pages.invitation import invitation_routes
from adapters.pages.pages import Pages
from adapters.pages.raising import raising_routes
from adapters.pages.register import register_routes
from adapters.pages.renewals import renewals_routes
from adapters.pages.second_factor import second_factor_routes
from adapters.pages.sign_in import sign_in_routes
from adapters.pages.static_files import static_route
from adapters.pages.visit import Reception


def entrance_routes(pages: Pages) -> list[Route]:
    """Everything at which people sign in, which shares one guard."""
    entrance = Entrance(pages, CapacityLimiter(AT_ONCE))
    routes = (sign_in_routes, invitation_routes, account_routes, second_factor_routes)
    return list(chain.from_iterable(each(entrance) for each in routes))


PAGES = (
    home_routes,
    entrance_routes,
    board_routes,
    raising_routes,
    case_routes,
    day_routes,
    renewals_routes,
    register_routes,
    analytics_routes,
    administration_routes,
    audit_routes,
    answer_routes,
)
"""Each takes Pages and gives its routes."""


def pages_of(casebook: Casebook, commands: Commands) -> Pages:
    """What pages stand on, over a casebook."""
    return Pages(casebook, commands, Reception(casebook))


def page_routes(pages: Pages) -> list[Route]:
    """Every page, and the files that belong to them."""
    return [static_route(), *chain.from_iterable(routes(pages) for routes in PAGES)]
