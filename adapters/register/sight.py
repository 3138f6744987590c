"""What a person may find: the rule of `engine.access`, and of the register, in the words of the index."""

from __future__ import annotations

from adapters.index import Scope
from engine.access import Who


def scope_of(who: Who) -> Scope:
    """Where in the index this person may look; names and phones of families are not for analysts."""
    match who.role:
        case "teacher":
            return Scope(me=who.id, people=True)
        case "manager":
            return Scope(me=who.id, campus=who.campus, manager=True, people=True)
        case "auditor":
            return Scope(everything=True, confidential_all=True, people=True)
        case "operator":
            return Scope(everything=True, people=True)
        case "analyst":
            return Scope(everything=True)
        case _:
            return Scope()
