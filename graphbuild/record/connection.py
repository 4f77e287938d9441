"""Workspace folder → SQLite connection, with every failure as one `RecordError`.

Next: `database`, which keeps the articles.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphbuild.errors import RecordError

FILE = "record.sqlite"
SCHEMA = Path(__file__).with_name("schema.sql")
SCHEMA_VERSION = 1
WAIT_FOR_WRITER = 60.0


class Connection:
    """A connection that commits whole blocks, waits for other writers and speaks plainly."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with self._explained():
            self._sqlite = sqlite3.connect(file, timeout=WAIT_FOR_WRITER, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._sqlite.close()
            raise

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self._explained():
            return self._sqlite.execute(sql, values).fetchall()

    def insert(self, sql: str, rows: list[tuple[object, ...]]) -> None:
        """Run one statement for many rows."""
        with self._explained():
            self._sqlite.executemany(sql, rows)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Commit all or nothing of a block; other processes wait."""
        self.query("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.query("ROLLBACK")
            raise
        self.query("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._sqlite.close()

    def _prepare(self) -> None:
        self.query("PRAGMA journal_mode = WAL")
        self.query("PRAGMA synchronous = NORMAL")
        self.query("PRAGMA foreign_keys = ON")
        if self._version() == 0:
            with self.changing():
                if self._version() == 0:
                    self._create()
        if self._version() != SCHEMA_VERSION:
            raise RecordError(
                f"{self.file}: made by another graphbuild (schema {self._version()}, this one reads "
                f"{SCHEMA_VERSION}); update graphbuild or use another --workspace"
            )

    def _version(self) -> int:
        return int(self.query("PRAGMA user_version")[0][0])

    def _create(self) -> None:
        if self.query("SELECT name FROM sqlite_master"):
            raise RecordError(f"{self.file}: not a record of graphbuild; use another --workspace")
        for statement in SCHEMA.read_text(encoding="utf-8").split(";\n"):
            self.query(statement)
        self.query(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise RecordError(
                f"{self.file}: {error}; if it is damaged, load into another --workspace"
            ) from error
