"""The demo institution: a month of a small training school, made by the program's own commands."""

from __future__ import annotations

from adapters.demo.making import NotEmpty, furnish

__all__ = ["NotEmpty", "furnish"]
