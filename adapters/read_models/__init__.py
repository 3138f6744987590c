"""The tables of the read models: kept abreast of the log, built anew beside themselves, asked by everybody."""

from __future__ import annotations

from adapters.read_models.generations import LostLead
from adapters.read_models.models import ReadModels
from adapters.read_models.store import Store, postgres_store, sqlite_store

__all__ = ["LostLead", "ReadModels", "Store", "postgres_store", "sqlite_store"]
