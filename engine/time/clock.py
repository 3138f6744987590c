"""The clock: injected, so that nothing below the adapters reads the time of day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""The present moment, with a zone."""
