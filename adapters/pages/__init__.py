"""Pages for the people who use Casebook: they stand on the same reads and the same commands as the API."""

from __future__ import annotations

from adapters.pages.mounting import page_routes, pages_of

__all__ = ["page_routes", "pages_of"]
