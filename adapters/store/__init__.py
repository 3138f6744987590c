"""The event log on SQLite and on PostgreSQL."""
