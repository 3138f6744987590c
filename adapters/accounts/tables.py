"""Tables: what is kept of accounts, beside the staff. No password, token or code stands here as it is typed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table

from engine.time.instant import Instant

TABLES = MetaData()
LONGEST_LOGIN = 60
STAFF, HASH, LOCALE = String(40), String(64), String(12)

ACCOUNTS = Table(
    "accounts",
    TABLES,
    Column("staff", STAFF, primary_key=True),
    Column("login", String(LONGEST_LOGIN), nullable=False, unique=True),
    Column("password", String(200), nullable=False),
    Column("locale", LOCALE),
)
SESSIONS = Table(
    "sessions",
    TABLES,
    Column("token", HASH, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("staff", STAFF, nullable=False, index=True),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("browser", String(60), nullable=False),
    Column("locale", LOCALE),
)
INVITATIONS = Table(
    "invitations",
    TABLES,
    Column("token", HASH, primary_key=True),
    Column("staff", STAFF, nullable=False, index=True),
    Column("ends_at", Instant, nullable=False),
)
SECOND_FACTORS = Table(
    "second_factors",
    TABLES,
    Column("staff", STAFF, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("last_step", BigInteger),  # none until the first code was right
)
STAFF_CHANGES = Table(
    "staff_changes",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", STAFF, nullable=False),
    Column("staff", STAFF, nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("role", String(20)),
    Column("campus", String(200)),
)
RECOVERY_CODES = Table(
    "recovery_codes",
    TABLES,
    Column("staff", STAFF, primary_key=True),
    Column("code", HASH, primary_key=True),
)
TRIES = Table(
    "tries",
    TABLES,
    Column("key", HASH, primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("again_at", Instant, nullable=False),
    Column("forgotten_at", Instant, nullable=False, index=True),
)
