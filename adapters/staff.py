"""Staff: who works here, in which role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Engine,
    MetaData,
    String,
    Table,
    and_,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.engine import RowMapping

from adapters.databases import create_tables
from adapters.tokens import Tokens
from engine.access import OPERATOR, Role, Who
from engine.reaction import shown_actor
from engine.refusal import Flaw, NotFillable, NotThere
from engine.steps.family_link import shown_family

ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role not in (OPERATOR.role, "reaction", "family"))
LONGEST_NAME = 120
FIRST_TOKEN = "command line"  # noqa: S105 -- what a token is for
SEVERAL, NOBODY = ("more than one person", "; use the id, as `casebook staff list` shows it"), ("nobody", "")

STAFF = Table(
    "staff",
    MetaData(),
    Column("id", String(40), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("campus", String(200)),
    Column("gone", Boolean, nullable=False, default=False),
)


class StaffBook:
    """The members of staff. Whoever is in it stays known by id, so that the history can name them."""

    def __init__(self, engine: Engine, new_id: Callable[[], str], tokens: Tokens) -> None:
        self._engine, self._new_id, self.tokens = engine, new_id, tokens
        self._names: dict[str, str] = {}
        self._heed: list[Callable[[str], None]] = []

    def migrate(self) -> None:
        """Create what is missing."""
        create_tables(self._engine, STAFF.metadata)
        self.tokens.migrate()

    def add(self, name: str, role: str, campus: str | None = None) -> tuple[Who, str]:
        """A new member of staff, and a token that is shown this once."""
        who = self.hire(name, role, campus)
        return who, self.tokens.make(who.id, FIRST_TOKEN)

    def hire(self, name: str, role: str, campus: str | None = None) -> Who:
        """A new member of staff, who has no token yet."""
        who = Who(self._new_id(), _name("name", name), _role(role), _campus(campus))
        row = {"id": who.id, "name": who.name, "role": who.role, "campus": who.campus}
        with self._engine.begin() as connection:
            connection.execute(insert(STAFF), row)
        return who

    def whenever_changed(self, heed: Callable[[str], None]) -> None:
        """Have this done with the id of whoever is changed or leaves, before that returns."""
        self._heed.append(heed)

    def change(self, who: Who, role: str, campus: str | None) -> Who:
        """Somebody's work is another from now on."""
        self._change(who.id, {"role": _role(role), "campus": _campus(campus)})
        return self.find(who.id)

    def leave(self, who: Who) -> None:
        """Somebody works here no more: no token of theirs opens anything, and nothing is assigned to them."""
        self._change(who.id, {"gone": True})
        self.tokens.revoke(who.id)

    def find(self, name: str) -> Who:
        """The member of staff of this id or name; refused where there is none, or more than one."""
        found = self._select(self._are_here(or_(STAFF.c.id == name, STAFF.c.name == name)))
        if len(found) != 1:
            problem, advice = SEVERAL if found else NOBODY
            msg = f"{problem} on the staff is called {name[:LONGEST_NAME]}{advice}"
            raise NotThere(msg)
        return found[0]

    def current(self, staff_id: str) -> Who | None:
        """Whose id this is, as they are now, if they work here."""
        found = self._select(self._are_here(STAFF.c.id == staff_id))
        return found[0] if found else None

    def by_token(self, token: str) -> Who | None:
        """Whose token this is, if anybody's."""
        owner = self.tokens.owner(token)
        return self.current(owner) if owner else None

    def name_of(self, staff_id: str) -> str:
        """The name behind an id in the log."""
        if staff_id == OPERATOR.id:
            return OPERATOR.name
        return shown_actor(staff_id) or shown_family(staff_id) or self._names.get(staff_id) or self._read_name(staff_id)

    def all(self) -> list[Who]:
        """Everybody who works here, by name."""
        return sorted(self._select(self._are_here(true())), key=lambda who: who.name)

    def names(self) -> dict[str, str]:
        """The name behind each id, also of those who have left."""
        return {who.id: who.name for who in self._select(true())}

    def _read_name(self, staff_id: str) -> str:
        found = self._select(STAFF.c.id == staff_id)
        return self._names.setdefault(staff_id, found[0].name) if found else staff_id

    def _are_here(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, STAFF.c.gone.is_(False))

    def _change(self, staff_id: str, values: Mapping[str, Any]) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(values))
        for heed in self._heed:
            heed(staff_id)

    def _select(self, condition: ColumnElement[bool]) -> list[Who]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(STAFF).where(condition)).mappings()
            return [_who(row) for row in rows]


def _who(row: RowMapping) -> Who:
    return Who(row["id"], row["name"], row["role"], row["campus"])


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise NotFillable([Flaw("role", f"is one of {', '.join(ROLES)}")])


def _campus(campus: str | None) -> str | None:
    return campus if campus is None else _name("campus", campus)


def _name(field: str, name: str) -> str:
    stripped = " ".join(name.split())
    if not stripped or len(stripped) > LONGEST_NAME or not stripped.isprintable() or stripped == OPERATOR.name:
        raise NotFillable([Flaw(field, f"is 1 to {LONGEST_NAME} printable characters")])
    return stripped
