"""Staff: who works here, in which role, and the tokens they act by. Tokens are kept as hashes only."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import get_args

from sqlalchemy import Column, ColumnElement, Engine, MetaData, String, Table, insert, or_, select
from sqlalchemy.engine import RowMapping

from engine.access import OPERATOR, Role, Who
from engine.reaction import shown_actor
from engine.refusal import Flaw, NotFillable, NotThere

ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role not in (OPERATOR.role, "reaction"))
LONGEST_NAME = 120
SEVERAL, NOBODY = ("more than one person", "; use the id, as `casebook staff list` shows it"), ("nobody", "")


class StaffBook:
    """The members of staff. Whoever is in it stays known by id, so that the history can name them."""

    def __init__(self, engine: Engine, new_id: Callable[[], str], new_token: Callable[[], str]) -> None:
        self._engine, self._new_id, self._new_token = engine, new_id, new_token
        self._staff = Table(
            "staff",
            MetaData(),
            Column("id", String(40), primary_key=True),
            Column("name", String(LONGEST_NAME), nullable=False, index=True),
            Column("role", String(20), nullable=False),
            Column("campus", String(200)),
            Column("token_hash", String(64), nullable=False, unique=True),
        )
        self._known: dict[str, Who] = {}

    def migrate(self) -> None:
        """Create what is missing."""
        self._staff.metadata.create_all(self._engine)

    def add(self, name: str, role: str, campus: str | None = None) -> tuple[Who, str]:
        """A new member of staff, and the token that is shown this once."""
        who = Who(
            self._new_id(), _name("name", name), _role(role), campus if campus is None else _name("campus", campus)
        )
        token = self._new_token()
        row = {"id": who.id, "name": who.name, "role": who.role, "campus": who.campus, "token_hash": _hash(token)}
        with self._engine.begin() as connection:
            connection.execute(insert(self._staff), row)
        return who, token

    def find(self, name: str) -> Who:
        """The member of staff of this id or name; refused where there is none, or more than one."""
        if name in self._known:
            return self._known[name]
        found = self._select(or_(self._staff.c.id == name, self._staff.c.name == name))
        if len(found) != 1:
            problem, advice = SEVERAL if found else NOBODY
            msg = f"{problem} on the staff is called {name[:LONGEST_NAME]}{advice}"
            raise NotThere(msg)
        return self._known.setdefault(found[0].id, found[0])

    def by_token(self, token: str) -> Who | None:
        """Whose token this is, if anybody's."""
        found = self._select(self._staff.c.token_hash == _hash(token))
        return found[0] if found else None

    def name_of(self, staff_id: str) -> str:
        """The name behind an id in the log."""
        if staff_id == OPERATOR.id:
            return OPERATOR.name
        try:
            return shown_actor(staff_id) or self.find(staff_id).name
        except NotThere:
            return staff_id

    def all(self) -> list[Who]:
        """Everybody, by name."""
        return sorted(self._select(self._staff.c.id.is_not(None)), key=lambda who: who.name)

    def _select(self, condition: ColumnElement[bool]) -> list[Who]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(self._staff).where(condition)).mappings()
            return [_who(row) for row in rows]


def _who(row: RowMapping) -> Who:
    return Who(row["id"], row["name"], row["role"], row["campus"])


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise NotFillable([Flaw("role", f"is one of {', '.join(ROLES)}")])


def _name(field: str, name: str) -> str:
    stripped = " ".join(name.split())
    if not stripped or len(stripped) > LONGEST_NAME or not stripped.isprintable() or stripped == OPERATOR.name:
        raise NotFillable([Flaw(field, f"is 1 to {LONGEST_NAME} printable characters")])
    return stripped
