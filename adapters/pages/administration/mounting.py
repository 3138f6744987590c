"""Every page of the administration at its address."""

from __future__ import annotations

from itertools import chain

from starlette.routing import Route

from adapters.import_register.task import ImportTask
from adapters.pages.administration.categories import category_routes
from adapters.pages.administration.health import health_routes
from adapters.pages.administration.importing import import_routes
from adapters.pages.administration.new_policy import new_policy_routes
from adapters.pages.administration.overview import overview_routes
from adapters.pages.administration.person import person_routes
from adapters.pages.administration.policy import policy_routes
from adapters.pages.administration.staff import staff_routes
from adapters.pages.pages import Pages

PARTS = (staff_routes, person_routes, new_policy_routes, policy_routes, category_routes, health_routes)
"""Each takes Pages and gives its routes."""


def administration_routes(pages: Pages) -> list[Route]:
    """All of them; of imports there is one task, which comes to rest before the stores are let go."""
    casebook = pages.casebook
    task = ImportTask(casebook.settings.import_folder, casebook.clock)
    casebook.parts.callback(task.stop)
    parts = chain.from_iterable(routes(pages) for routes in PARTS)
    return [*overview_routes(pages, task), *import_routes(pages, task), *parts]
