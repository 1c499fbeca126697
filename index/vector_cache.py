"""Vectors kept from one build to the next, so that only new text is encoded.

One SQLite file maps (encoder fingerprint, SHA-256 of the text) to a float32 vector. It saves time
and nothing else: whatever is wrong with it is reported, and the build goes on without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.cache_file import Cache, CacheSchema
from index.encoder import Encoder

FloatArray = NDArray[np.float32]
Row = TypeVar("Row")

#: Rows in one statement or one transaction; also what a killed build loses at most.
_BATCH = 256
#: A vector whose length is off by more than this was damaged on disk.
_LENGTH_TOLERANCE = 1e-3
_SCHEMA = CacheSchema(
    title="向量缓存",
    remedy="向量重新编码",
    version=1,
    tables=(
        "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT NOT NULL, text BLOB NOT NULL, "
        "vector BLOB NOT NULL, PRIMARY KEY (encoder, text)) WITHOUT ROWID",
    ),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the vectors of a build came from, counted in distinct texts."""

    reused: int
    encoded: int


class VectorCache(Cache):
    """The cache file at ``path``, created if need be; ``notices`` says what went wrong with it."""

    schema = _SCHEMA

    def get_many(self, fingerprint: str, texts: Sequence[str]) -> list[FloatArray | None]:
        """Return the vector of each text, or ``None`` where there is none, in the same order."""
        hashes = [text_hash(text) for text in texts]
        found: dict[str, FloatArray] = {}
        for batch in _batches(hashes):
            with self._file.tolerating():
                found.update(self._read(fingerprint, batch))
        return [found.get(identifier) for identifier in hashes]

    def _read(self, fingerprint: str, hashes: Sequence[str]) -> Iterator[tuple[str, FloatArray]]:
        if self._file.connection is None:
            return
        marks = ",".join("?" * len(hashes))
        rows = self._file.connection.execute(
            f"SELECT text, vector FROM vectors WHERE encoder = ? AND text IN ({marks})",
            (fingerprint, *(bytes.fromhex(identifier) for identifier in hashes)),
        )
        for identifier, blob in rows:
            yield identifier.hex(), np.frombuffer(blob, "<f4").astype(np.float32)

    def put_many(self, fingerprint: str, texts: Sequence[str], vectors: FloatArray) -> None:
        """Keep row ``i`` of ``vectors`` for ``texts[i]``; on disk when this returns."""
        rows = (
            (fingerprint, bytes.fromhex(text_hash(text)), vector.astype("<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        )
        for batch in _batches(rows):
            self._file.write("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", batch)

    def prune(self, keep: Mapping[str, Collection[str]]) -> int:
        """Remove all but the given text hashes of each fingerprint; return how many went."""
        with self._file.tolerating():
            return self._prune(keep)
        return 0

    def _prune(self, keep: Mapping[str, Collection[str]]) -> int:
        connection = self._file.connection
        if connection is None:
            return 0
        kept = ((name, bytes.fromhex(text)) for name, texts in keep.items() for text in texts)
        with connection:
            connection.execute("DROP TABLE IF EXISTS temp.kept")
            connection.execute(
                "CREATE TEMP TABLE kept (encoder TEXT, text BLOB, PRIMARY KEY (encoder, text)) "
                "WITHOUT ROWID"
            )
            connection.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", kept)
            removed = connection.execute(
                "DELETE FROM vectors WHERE (encoder, text) NOT IN (SELECT encoder, text FROM kept)"
            ).rowcount
        if removed:
            connection.execute("VACUUM")
        return removed


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal: what the cache knows it by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def encode_with_cache(
    encoder: Encoder,
    cache: VectorCache,
    texts: Sequence[str],
    progress: Callable[[int], None] | None = None,
) -> tuple[FloatArray, Counts]:
    """Return the vectors of ``texts``, float32 of shape (n, dimension), from cache or encoder.

    Equal texts are encoded once. New vectors are written every few hundred, so that a build
    that is killed goes on where it stopped. ``progress`` is called with numbers of texts
    finished; they add up to ``len(texts)``.

    Raises:
        EncoderError: the encoder failed.
    """
    distinct = list(dict.fromkeys(texts))
    vectors = np.zeros((len(distinct), encoder.dimension), np.float32)
    missing = _fill_from_cache(encoder, cache, distinct, vectors)
    if progress is not None:
        progress(len(texts) - len(missing))
    # By length, so that what is encoded together needs little padding.
    missing.sort(key=lambda row: len(distinct[row]), reverse=True)
    for rows in _batches(missing):
        batch = [distinct[row] for row in rows]
        vectors[rows] = encoder.encode_passages(batch, progress)
        cache.put_many(encoder.fingerprint, batch, vectors[rows])
    counts = Counts(reused=len(distinct) - len(missing), encoded=len(missing))
    if len(distinct) == len(texts):
        return vectors, counts
    row_of = {text: row for row, text in enumerate(distinct)}
    return vectors[[row_of[text] for text in texts]], counts


def _fill_from_cache(
    encoder: Encoder, cache: VectorCache, texts: Sequence[str], vectors: FloatArray
) -> list[int]:
    """Put known vectors into their rows; return the rows that are still missing."""
    missing = []
    for rows in _batches(range(len(texts))):
        known = cache.get_many(encoder.fingerprint, [texts[row] for row in rows])
        for row, vector in zip(rows, known, strict=True):
            if vector is not None and _is_sound(vector, encoder.dimension):
                vectors[row] = vector
            else:
                missing.append(row)
    return missing


def _is_sound(vector: FloatArray, dimension: int) -> bool:
    length = float(np.linalg.norm(vector))
    return vector.shape == (dimension,) and abs(length - 1) <= _LENGTH_TOLERANCE
