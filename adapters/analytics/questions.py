"""The questions that analytics answers, by the names that everybody asks them by."""

from __future__ import annotations

from typing import Literal, get_args

Question = Literal["volume", "stages", "on-time", "reopened", "satisfaction", "root-causes", "approaches"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
