"""The register as people search it: the table of its entries and the index of its texts behind one face."""

from __future__ import annotations

from adapters.register.following import IndexFollower
from adapters.register.past import Past
from adapters.register.register import Register
from adapters.register.scratch import Scratch

__all__ = ["IndexFollower", "Past", "Register", "Scratch"]
