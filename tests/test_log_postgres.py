"""What the log on PostgreSQL promises beyond the others: rights, several starts at once, lost connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import psycopg
import pytest
from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from psycopg import sql

from adapters.store.postgres import PostgresLog

CHANGES = ("UPDATE {0} SET state = ''", "DELETE FROM {0}", "TRUNCATE {0}")


def event(version: int) -> StoredEvent:
    return StoredEvent("a", version, "objection.noted", b"\x00")


@pytest.fixture
def admin(postgres_url: str) -> Iterator[psycopg.Connection]:
    """A connection beside the log's own."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


def refuses(url: str, schema: str) -> bool:
    """Whether changing and deleting are refused, loudly, to whoever the address names."""
    with psycopg.connect(url, autocommit=True) as connection:
        for change in CHANGES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL(change).format(sql.Identifier(schema, "events")))
    return True


def test_even_its_owner_cannot_change_the_log(postgres_url: str) -> None:
    """The role that created the log appends to it, and is refused when it changes or deletes an event."""
    with closing(PostgresLog(postgres_url, "kept")) as log:
        log.migrate()
        log.insert_events([event(1)])
        assert refuses(postgres_url, "kept")
        assert list(log.select_events("a")) == [event(1)]


def test_a_role_that_may_only_append_suffices(postgres_url: str, admin: psycopg.Connection) -> None:
    """A role that was admitted reads and appends, starts like any other, and changes nothing."""
    with closing(PostgresLog(postgres_url, "appended")) as owner:
        owner.migrate()
        admin.execute("CREATE ROLE appender LOGIN")
        owner.admit("appender")
    url = postgres_url.replace("//casebook@", "//appender@")
    with closing(PostgresLog(url, "appended")) as log:
        log.migrate()
        assert list(log.insert_events([event(1), event(2)])) == [1, 2]
        with admin.transaction():
            admin.execute("INSERT INTO appended.events (case_id, version, topic, state) VALUES ('b', 1, '', '')")
            assert list(log.insert_events([event(3)])) == [4]
        assert [one.id for one in log.select_notifications(3, 10)] == [3, 4]
        assert refuses(url, "appended")


def test_many_processes_may_start_at_once(postgres_url: str) -> None:
    """Of several that create the same log at the same time, each ends with a log that works."""
    together = Barrier(6)

    def start(version: int) -> bool:
        with closing(PostgresLog(postgres_url, "started at once")) as log:
            together.wait()
            log.migrate()
            return len(log.insert_events([event(version)])) == 1

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(start, range(1, 7)))


def test_logs_in_two_schemas_are_strangers(postgres_url: str) -> None:
    """Institutions in schemas of one database do not see each other's events."""
    with closing(PostgresLog(postgres_url, "north")) as north, closing(PostgresLog(postgres_url, "south")) as south:
        north.migrate()
        south.migrate()
        assert list(north.insert_events([event(1)])) == list(south.insert_events([event(1)])) == [1]
        assert len(south.select_notifications(1, 10)) == 1


def test_lost_connections_are_replaced(
    postgres_url: str, open_postgres_log: Callable[[], PostgresLog], admin: psycopg.Connection
) -> None:
    """After connections were lost, reading goes on, and an append on a lost one fails as unknown, then works again."""
    with closing(open_postgres_log()) as log:
        log.insert_events([event(1)])
        cut_off(admin)
        assert list(log.select_events("a")) == [event(1)]
        cut_off(admin)
        with pytest.raises(OperationalError):
            log.insert_events([event(2)])
        assert list(log.select_events("a")) == [event(1)]
        log.insert_events([event(2)])
        assert list(log.select_events("a")) == [event(1), event(2)]


def cut_off(admin: psycopg.Connection) -> None:
    """End all connections but this one, and return when they are gone."""
    admin.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND usename = current_user"
    )


def test_a_log_that_was_not_created(postgres_url: str) -> None:
    """A log without tables says so in the library's words."""
    with closing(PostgresLog(postgres_url, "nowhere")) as log, pytest.raises(ProgrammingError):
        log.insert_events([event(1)])
