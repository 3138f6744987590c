"""Analytics: what the cases of the register add up to, counted from what one person may see."""

from adapters.analytics.analytics import Analytics
from adapters.analytics.questions import QUESTIONS, Question
from adapters.analytics.remembered import Remembered

__all__ = ["QUESTIONS", "Analytics", "Question", "Remembered"]
