"""Export: what leaves the house as a file, the cases one row each, or the log one event each."""

from __future__ import annotations

from adapters.export.exports import EXPORTS, Exports, exports
from adapters.export.formats import FORMATS, Name, What

__all__ = ["EXPORTS", "FORMATS", "Exports", "Name", "What", "exports"]
