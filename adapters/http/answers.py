"""Answers that are read, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response

JSON = "application/json"


def shown(content: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """Anything that orjson writes."""
    return Response(orjson.dumps(content), status, headers, JSON)
