"""Every page of the administration at its address."""

from __future__ import annotations

from itertools import chain

from starlette.routing import Route

from adapters.pages.administration.importing import import_routes
from adapters.pages.administration.new_policy import new_policy_routes
from adapters.pages.administration.person import person_routes
from adapters.pages.administration.policy import policy_routes
from adapters.pages.administration.staff import staff_routes
from adapters.pages.pages import Pages

PARTS = (staff_routes, person_routes, new_policy_routes, policy_routes, import_routes)


def administration_routes(pages: Pages) -> list[Route]:
    """Each part takes Pages and gives its routes."""
    return list(chain.from_iterable(routes(pages) for routes in PARTS))
