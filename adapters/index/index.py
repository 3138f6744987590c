"""The index itself: one writer, any number of readers."""

from __future__ import annotations
