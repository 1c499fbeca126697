"""Per generation: the weights that the keyword score sums, as memory-mapped arrays.

For every term of one field the rows that hold it and a weight between 0 and 1: the saturated term
frequency of Okapi BM25 (Robertson and Zaragoza, 2009, eq. 3.15)::

    weight = tf / (tf + k1 * (1 - b + b * length / average length))

A row's score is the sum of ``idf * weight`` over the query's terms, so the sum of the idf is the
most that a query can score, and score / ceiling is a share between 0 and 1. (The usual factor
``k1 + 1`` is constant over rows and left out.) The idf is the non-negative form
``ln(1 + (N - n + 0.5) / (n + 0.5))``.

Files: ``<field>.terms.npy`` (sorted UTF-8 byte strings), ``.starts.npy`` (int64, one more than
terms), ``.rows.npy`` (int32), ``.weights.npy`` (float32).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: Usual values (Lucene's, bm25s's); the relevance benchmark is the place to change them.
K1 = 1.2
B = 0.75


class TermWeightsBuilder:
    """Collects the terms of one field, row by row, and saves the weights."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._rows = array("i")
        self._frequencies = array("f")
        self._lengths = array("i")

    def add(self, terms: Iterable[str]) -> None:
        """Add the next row with its terms, repeated as often as they occur."""
        row = len(self._lengths)
        counts = Counter(terms)
        for term, frequency in counts.items():
            self._terms.append(self._numbers.setdefault(term, len(self._numbers)))
            self._rows.append(row)
            self._frequencies.append(frequency)
        self._lengths.append(counts.total())

    def save(self, directory: Path, field: str) -> None:
        """Write the arrays of this field into ``directory``."""
        encoded = np.array([term.encode() for term in self._numbers] or [b""], dtype=np.bytes_)
        order = np.argsort(encoded, kind="stable")[: len(self._numbers)]
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        term_rank = rank[np.asarray(self._terms, dtype=np.int64)]
        rows = np.asarray(self._rows, dtype=np.int32)
        by_term = np.lexsort((rows, term_rank))
        starts = np.searchsorted(term_rank[by_term], np.arange(len(order) + 1))
        directory.mkdir(parents=True, exist_ok=True)
        np.save(directory / f"{field}.terms.npy", encoded[order])
        np.save(directory / f"{field}.starts.npy", starts.astype(np.int64))
        np.save(directory / f"{field}.rows.npy", rows[by_term])
        np.save(directory / f"{field}.weights.npy", self._saturated(rows)[by_term])

    def _saturated(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the saturated term frequency of every posting."""
        frequencies = np.asarray(self._frequencies, dtype=np.float32)
        lengths = np.asarray(self._lengths, dtype=np.float32)
        average = max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
        normal = K1 * (1 - B + B * lengths[rows] / average)
        saturated: NDArray[np.float32] = (frequencies / (frequencies + normal)).astype(np.float32)
        return saturated


@dataclass(frozen=True, slots=True)
class TermWeights:
    """The weights of one field, opened for reading; ``row_count`` is the number of rows."""

    terms: NDArray[np.bytes_]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    row_count: int

    @classmethod
    def open(cls, directory: Path, field: str, row_count: int) -> TermWeights:
        """Memory-map the arrays of ``field``.

        Raises:
            OSError, ValueError: a file is missing or not an array.
        """
        terms, starts, rows, weights = (
            np.load(directory / f"{field}.{part}.npy", mmap_mode="r")
            for part in ("terms", "starts", "rows", "weights")
        )
        return cls(terms, starts, rows, weights, row_count)

    def postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the rows that hold ``term``, ascending, and their weights; empty if unknown."""
        key = term.encode()
        # A longer key would be cut to the width of the array and might then equal another term.
        if len(key) > self.terms.dtype.itemsize or not len(self.terms):
            return self.rows[:0], self.weights[:0]
        place = int(np.searchsorted(self.terms, np.bytes_(key)))
        if place == len(self.terms) or self.terms[place] != key:
            return self.rows[:0], self.weights[:0]
        span = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.rows[span], self.weights[span]

    def idf(self, holding: int) -> float:
        """Return the inverse document frequency of a term that ``holding`` rows hold."""
        return float(np.log1p((self.row_count - holding + 0.5) / (holding + 0.5)))
