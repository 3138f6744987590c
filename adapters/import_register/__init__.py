"""The import of an old register: CSV, XLSX or JSON Lines in, closed cases out, what does not fit listed."""

from __future__ import annotations

from adapters.import_register.importing import Answer, first_entries, import_register
from adapters.import_register.register_map import RegisterMap, read_map

__all__ = ["Answer", "RegisterMap", "first_entries", "import_register", "read_map"]
