"""Administration: the pages of those who look after the program, and see no texts of cases."""

from __future__ import annotations

from adapters.pages.administration.mounting import administration_routes

__all__ = ["administration_routes"]
