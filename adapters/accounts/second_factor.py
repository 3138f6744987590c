"""The second factor: codes of an app (RFC 6238), and recovery codes for the day it is lost. Secrets are sealed."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import Connection, Engine, Select, and_, delete, insert, or_, select, update

from adapters.accounts.secrets import Purpose, fingerprint
from adapters.accounts.tables import RECOVERY_CODES, SECOND_FACTORS
from engine.time.clock import Clock
from engine.time.instant import EPOCH

ISSUER = "Casebook"
SECRET_BYTES, NONCE_BYTES = 20, 12
DIGITS, STEP = 6, 30
BESIDE = (-1, 0, 1)
"""Clocks differ: the code before and the one after are taken, too."""
RECOVERY_CODES_EACH, LONGEST_CODE = 8, 40


class SecondFactor:
    """What a person has beside what they know; no code is taken twice."""

    def __init__(self, engine: Engine, clock: Clock, hidden: Purpose, new_code: Callable[[], str]) -> None:
        self._engine, self._clock, self._new_code = engine, clock, new_code
        self._cipher = AESGCM(hidden.key())

    def propose(self, staff_id: str) -> None:
        """A new secret, which counts from its first right code on; one that counts already stays."""
        key, nonce = secrets.token_bytes(SECRET_BYTES), secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, key, staff_id.encode())
        waiting = and_(SECOND_FACTORS.c.staff == staff_id, SECOND_FACTORS.c.last_step.is_(None))
        with self._engine.begin() as connection:
            connection.execute(delete(SECOND_FACTORS).where(waiting))
            if connection.execute(_of(staff_id)).one_or_none() is None:
                connection.execute(insert(SECOND_FACTORS), {"staff": staff_id, "sealed": sealed})

    def proposed(self, staff_id: str, login: str) -> tuple[str, str] | None:
        """The secret that waits for its first code, for an app to read and for a person to type."""
        with self._engine.connect() as connection:
            row = connection.execute(_of(staff_id)).one_or_none()
        if row is None or row.last_step is not None:
            return None
        key = self._opened(staff_id, row.sealed)
        return _totp(key).get_provisioning_uri(login, ISSUER), b32encode(key).decode()

    def counts(self, staff_id: str) -> bool:
        """Whether this person signs in with a second factor."""
        with self._engine.connect() as connection:
            row = connection.execute(_of(staff_id)).one_or_none()
        return row is not None and row.last_step is not None

    def confirm(self, staff_id: str, code: str) -> list[str] | None:
        """From now on it counts; the recovery codes are told this once. None if the code is not right."""
        with self._engine.begin() as connection:
            # What is replaced is written first: a transaction that has read cannot wait for another writer.
            connection.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.staff == staff_id))
            if not self._is_right(connection, staff_id, code, first=True):
                connection.rollback()
                return None
            codes = [self._new_code() for _ in range(RECOVERY_CODES_EACH)]
            rows = [{"staff": staff_id, "code": fingerprint(_bare(code))} for code in codes]
            connection.execute(insert(RECOVERY_CODES), rows)
        return codes

    def accept(self, staff_id: str, code: str) -> bool:
        """Whether a code lets this person in: one of the app's or a recovery code, each once."""
        kept = fingerprint(_bare(code))
        with self._engine.begin() as connection:
            used = delete(RECOVERY_CODES).where(RECOVERY_CODES.c.staff == staff_id, RECOVERY_CODES.c.code == kept)
            return bool(connection.execute(used).rowcount) or self._is_right(connection, staff_id, code)

    def codes_left(self, staff_id: str) -> int:
        """How many recovery codes have not been used."""
        mine = select(RECOVERY_CODES.c.code).where(RECOVERY_CODES.c.staff == staff_id)
        with self._engine.connect() as connection:
            return len(connection.scalars(mine).all())

    def remove(self, staff_id: str) -> None:
        """It counts no longer."""
        with self._engine.begin() as connection:
            for table in (SECOND_FACTORS, RECOVERY_CODES):
                connection.execute(delete(table).where(table.c.staff == staff_id))

    def _is_right(self, connection: Connection, staff_id: str, code: str, *, first: bool = False) -> bool:
        row = connection.execute(_of(staff_id)).one_or_none()
        if row is None or (row.last_step is None) is not first:
            return False
        step = self._step_of(self._opened(staff_id, row.sealed), _bare(code))
        if step is None:
            return False
        unused = or_(SECOND_FACTORS.c.last_step.is_(None), SECOND_FACTORS.c.last_step < step)
        taken = update(SECOND_FACTORS).where(SECOND_FACTORS.c.staff == staff_id, unused).values(last_step=step)
        return bool(connection.execute(taken).rowcount)

    def _step_of(self, key: bytes, code: str) -> int | None:
        """The half minute that a code is of."""
        now, totp = (self._clock() - EPOCH) // timedelta(seconds=STEP), _totp(key)
        steps = [now + beside for beside in BESIDE]
        return next((step for step in steps if bytes_eq(totp.generate(step * STEP), code.encode())), None)

    def _opened(self, staff_id: str, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], staff_id.encode())
        except InvalidTag:
            raise LookupError("the second factor was sealed with another key") from None


def _of(staff_id: str) -> Select[Any]:
    return select(SECOND_FACTORS).where(SECOND_FACTORS.c.staff == staff_id)


def _totp(key: bytes) -> TOTP:
    # Apps read no other hash than SHA-1, for which collisions do not matter here.
    return TOTP(key, DIGITS, SHA1(), STEP)  # noqa: S303 -- RFC 6238 as every authenticator app has it


def _bare(code: str) -> str:
    """As it is compared: however it was spaced and capitalised."""
    return "".join(filter(str.isalnum, code)).lower()[:LONGEST_CODE]
