"""The API: every step of every workflow, the cases, the register and what is new, over HTTP."""

from __future__ import annotations

from adapters.http.app import create_app
from adapters.http.server import serve

__all__ = ["create_app", "serve"]
