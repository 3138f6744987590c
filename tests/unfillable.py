"""Filling in a form that cannot be filled in so: the flaws are looked at."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from engine.form import fill
from engine.refusal import NotFillable


def flaws(form: type[BaseModel], fields: dict[str, Any] | bytes, **books: Any) -> dict[str, str]:
    """What is wrong with each field."""
    with pytest.raises(NotFillable) as refused:
        fill(form, fields, books or None)
    return {flaw.field: flaw.message for flaw in refused.value.flaws}
