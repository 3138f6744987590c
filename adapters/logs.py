"""Logs: lines of JSON on standard error, for programs to read; never a word of what a case holds."""

from __future__ import annotations

import logging
import sys

import structlog


def log_to_standard_error(level: str) -> None:
    """Write what happens from this level on; the libraries only from a warning on."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=max(threshold, logging.WARNING), stream=sys.stderr)
