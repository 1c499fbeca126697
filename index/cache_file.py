"""A SQLite file that saves time and nothing else.

Whatever is wrong with it is reported, and the build goes on without. Nothing here raises on
account of the file: what cannot be read is missing, what cannot be written is made again.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

_BUSY_SECONDS = 30.0
#: What a build that is killed may have to make again.
_LASTING_SECONDS = 1.0
#: Primary result codes that mean the file itself is bad (https://sqlite.org/rescode.html).
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CacheSchema:
    """What a cache file holds: its name and remedy in notices, its version, its tables.

    ``version`` is kept in SQLite's ``user_version``; a file of another version is set aside.
    """

    title: str
    remedy: str
    version: int
    tables: tuple[str, ...]


class CacheFile:
    """The cache at ``path``, created if need be; one process writes, others may read.

    ``connection`` is ``None`` once the file cannot be used; ``notices`` says in sentences why.
    """

    def __init__(self, path: Path, schema: CacheSchema) -> None:
        self._path = path
        self._schema = schema
        self._written = 0.0
        self.connection: sqlite3.Connection | None = None
        self.notices: list[str] = []
        with self.tolerating():
            self.connection = self._open()

    def close(self) -> None:
        """Close the file; the cache is empty from here on."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run a statement for every row in one transaction; on disk when this returns."""
        with self.tolerating():
            if self.connection is not None:
                with self.connection:
                    self.connection.executemany(statement, rows)

    def write_soon(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run a statement for every row; on disk with the first write that is a second later.

        To wait for the disk after each of many small rows takes far longer than to make them.
        Until then they are seen here, and what ends before :meth:`flush` loses them.
        """
        with self.tolerating():
            if self.connection is not None:
                self.connection.executemany(statement, rows)
        if time.monotonic() - self._written >= _LASTING_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Have on disk what was written so far."""
        with self.tolerating():
            if self.connection is not None:
                self.connection.commit()
        self._written = time.monotonic()

    @contextmanager
    def tolerating(self) -> Iterator[None]:
        """Turn a failure of the file into a notice.

        A damaged file is set aside and begun anew; any other failure (disk full, no permission,
        locked) ends the use of the cache for this build.
        """
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self.close()
            if _is_damaged(error):
                self._begin_anew(error)
            else:
                self._notice(f"{self._schema.title} {self._path} 没有使用：{error}")

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, check_same_thread=False)
        try:
            # What is deleted must not stay readable in free pages.
            connection.execute("PRAGMA secure_delete = ON")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._create(connection)
            elif version != self._schema.version:
                raise sqlite3.DatabaseError(f"it has version {version}, not {self._schema.version}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _create(self, connection: sqlite3.Connection) -> None:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for table in self._schema.tables:
                connection.execute(table)
            connection.execute(f"PRAGMA user_version = {self._schema.version}")

    def _begin_anew(self, error: Exception) -> None:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        title = f"{self._schema.title} {self._path} 已损坏"
        try:
            self._path.replace(aside)
            # A rollback journal belongs to the file that was set aside, never to the new one.
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self.connection = self._open()
        except (sqlite3.Error, OSError) as second:
            self._notice(f"{title}，没有使用：{second}")
        else:
            self._notice(f"{title}（{error}），已改名为 {aside.name} 并新建，{self._schema.remedy}")

    def _notice(self, text: str) -> None:
        _LOG.warning(text)
        self.notices.append(text)


class Cache:
    """What is kept in one cache file; closed by leaving its ``with`` block."""

    schema: ClassVar[CacheSchema]

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, self.schema)

    @property
    def notices(self) -> list[str]:
        """What went wrong with the file, in sentences."""
        return self._file.notices

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is left and close the file; the cache is empty from here on."""
        self._file.flush()
        self._file.close()


def _is_damaged(error: Exception) -> bool:
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    # Our own complaint about the version carries no code of SQLite.
    return code is None or code & 0xFF in _DAMAGED
