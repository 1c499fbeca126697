"""What earlier builds have read: extracted texts and parsed documents, by content hash.

A text is kept with what extracted it, a document with what parsed it as well, so that a new
parser costs no second character recognition. What was refused or failed is not kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import msgspec

from index.cache_file import Cache, CacheSchema
from index.extract.formats import Format
from index.extract.model import Extraction
from index.reading.fingerprints import extraction_fingerprint, parsing_fingerprint
from index.reading.messages import Reading, ReadingOptions, Task

#: What took as long to read is on disk at once.
_COSTLY_SECONDS = 1.0

_SCHEMA = CacheSchema(
    title="读取缓存",
    remedy="文件重新读取",
    version=1,
    tables=(
        "CREATE TABLE IF NOT EXISTS extractions (sha256 TEXT PRIMARY KEY, format TEXT NOT NULL, "
        "made_by TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS readings (place TEXT PRIMARY KEY, sha256 TEXT NOT NULL, "
        "made_by TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID",
        "CREATE INDEX IF NOT EXISTS readings_by_content ON readings (sha256)",
    ),
)


class ReadingCache(Cache):
    """The cache file at ``path``, created if need be; ``notices`` says what went wrong with it."""

    schema = _SCHEMA

    def reading(self, task: Task) -> Reading | None:
        """Return what an earlier build read of a task, under the task's own name."""
        row = self._row("SELECT made_by, body FROM readings WHERE place = ?", _place(task))
        if row is None:
            return None
        made_by, body = row
        reading = msgspec.msgpack.decode(body, type=Reading)
        if reading.document is None or made_by != _made_by(reading.format):
            return None
        (reference,) = reading.document.sources
        named = replace(reference, name=task.name, line=task.line)
        document = replace(reading.document, sources=(named,))
        return replace(reading, name=task.name, line=task.line, document=document, cached=True)

    def extraction(self, sha256: str) -> tuple[Format, Extraction] | None:
        """Return the format and the text of a file, as an earlier build extracted it."""
        row = self._row("SELECT made_by, format, body FROM extractions WHERE sha256 = ?", sha256)
        if row is None:
            return None
        made_by, format, body = row
        if made_by != extraction_fingerprint(format):
            return None
        return format, msgspec.msgpack.decode(body, type=Extraction)

    def _row(self, statement: str, key: str) -> tuple[Any, ...] | None:
        with self._file.tolerating():
            if self._file.connection is not None:
                found: tuple[Any, ...] | None = self._file.connection.execute(
                    statement, (key,)
                ).fetchone()
                return found
        return None

    def keep(self, task: Task, reading: Reading) -> None:
        """Keep a document, and the text it was parsed from where that is new."""
        if reading.extraction is not None and reading.format is not None:
            made_by = extraction_fingerprint(reading.format)
            body = msgspec.msgpack.encode(reading.extraction)
            self._file.write_soon(
                "INSERT OR REPLACE INTO extractions VALUES (?, ?, ?, ?)",
                [(reading.sha256, reading.format, made_by, body)],
            )
        bare = replace(reading, extraction=None, seconds=0.0, peak_memory=0)
        place = _place(replace(task, sha256=reading.sha256))
        self._file.write_soon(
            "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)",
            [(place, reading.sha256, _made_by(reading.format), msgspec.msgpack.encode(bare))],
        )
        if reading.seconds >= _COSTLY_SECONDS:
            self._file.flush()

    def forget(self, sha256: str) -> None:
        """Remove everything of a content: it has been refused."""
        for table in ("extractions", "readings"):
            self._file.write(f"DELETE FROM {table} WHERE sha256 = ?", [(sha256,)])

    def prune(self, kept: Collection[str]) -> None:
        """Remove all but what has one of the content hashes ``kept``."""
        with self._file.tolerating():
            connection = self._file.connection
            if connection is None:
                return
            with connection:
                connection.execute("CREATE TEMP TABLE kept (sha256 TEXT PRIMARY KEY)")
                connection.executemany("INSERT INTO kept VALUES (?)", ((one,) for one in set(kept)))
                removed = sum(
                    connection.execute(
                        f"DELETE FROM {table} WHERE sha256 NOT IN (SELECT sha256 FROM kept)"
                    ).rowcount
                    for table in ("extractions", "readings")
                )
            if removed:
                connection.execute("VACUUM")


def _place(task: Task) -> str:
    """Name what a document depends on beside the programs: content, file name, options."""
    options: ReadingOptions = task.options
    record = "record" if task.record is not None else ""
    marks = ",".join(sorted(options.allowed_marks))
    name = "" if task.record is not None else PurePosixPath(task.name).stem
    return "|".join((task.sha256, record, marks, str(options.refuse_internal), name))


def _made_by(format: Format | None) -> str:
    extracted = extraction_fingerprint(format) if format else "record"
    return f"{extracted} {parsing_fingerprint()}"
