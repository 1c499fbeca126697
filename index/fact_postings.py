"""Per generation: which resolutions have which fact, for filters and for counts.

Every value of every field (:mod:`index.fact_fields`) is a term with the rows that hold it,
ascending. Days and amounts, which are asked for by range, are kept as numbers beside the rows.

Files: ``terms.json`` (field, value, spellings), ``starts.npy`` (int64, one more than terms),
``rows.npy`` (int32), ``dues.npy`` (int32: row, day yyyymmdd), ``amounts.npy`` (int32: row, place in
``amount_units.json``), ``amount_values.npy`` (float64: least, greatest).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.fact_fields import FIELDS, Term, field_of_spellings, spelling
from index.model import Resolution

Mask = NDArray[np.bool_]


class FactPostingsBuilder:
    """Collects the facts of resolutions, row by row, and saves them."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._dues = array("i")
        self._amounts = array("i")
        self._amount_values = array("d")
        self._units: dict[str, int] = {}
        self._count = 0

    def add(self, resolution: Resolution, terms: Iterable[Term]) -> None:
        """Add the next row with its terms; some may come twice."""
        row = self._count
        self._count += 1
        for term in terms:
            key = (term.field, term.value)
            rows = self._rows[key]
            if not rows or rows[-1] != row:
                rows.append(row)
            self._spellings[key].update(term.spellings)
        for deadline in resolution.deadlines:
            if deadline.due is not None:
                self._dues.extend((row, day_number(deadline.due)))
        for amount in resolution.amounts:
            unit = self._units.setdefault(amount.unit, len(self._units))
            greatest = amount.value if amount.maximum is None else amount.maximum
            self._amounts.extend((row, unit))
            self._amount_values.extend((amount.value, greatest))

    def save(self, directory: Path) -> None:
        """Write the files into the folder ``directory``."""
        directory.mkdir(parents=True, exist_ok=True)
        keys = sorted(self._rows)
        terms = [Term(*key, tuple(sorted(self._spellings[key]))) for key in keys]
        starts = np.cumsum([0, *(len(self._rows[key]) for key in keys)], dtype=np.int64)
        rows = [row for key in keys for row in self._rows[key]]
        (directory / "terms.json").write_bytes(msgspec.json.encode(terms))
        (directory / "amount_units.json").write_bytes(msgspec.json.encode(list(self._units)))
        np.save(directory / "starts.npy", starts)
        np.save(directory / "rows.npy", np.array(rows, dtype=np.int32))
        np.save(directory / "dues.npy", np.array(self._dues, dtype=np.int32).reshape(-1, 2))
        np.save(directory / "amounts.npy", np.array(self._amounts, dtype=np.int32).reshape(-1, 2))
        values = np.array(self._amount_values, dtype=np.float64).reshape(-1, 2)
        np.save(directory / "amount_values.npy", values)


def day_number(day: date) -> int:
    """Return a day as the number yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True)
class FactPostings:
    """The facts of one generation, opened for reading; ``row_count`` is the number of rows."""

    terms: tuple[Term, ...]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    dues: NDArray[np.int32]
    amounts: NDArray[np.int32]
    amount_values: NDArray[np.float64]
    amount_units: tuple[str, ...]
    row_count: int

    @classmethod
    def open(cls, directory: Path, row_count: int) -> FactPostings:
        """Open the files that :class:`FactPostingsBuilder` wrote.

        Raises:
            OSError, ValueError: a file is missing or not what it should be.
        """
        return cls(
            terms=_decoded(directory / "terms.json", tuple[Term, ...]),
            starts=np.load(directory / "starts.npy"),
            rows=np.load(directory / "rows.npy"),
            dues=np.load(directory / "dues.npy"),
            amounts=np.load(directory / "amounts.npy"),
            amount_values=np.load(directory / "amount_values.npy"),
            amount_units=_decoded(directory / "amount_units.json", tuple[str, ...]),
            row_count=row_count,
        )

    @cached_property
    def _places(self) -> dict[str, range]:
        """Return where the terms of each field stand; terms are sorted by field."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for place, term in enumerate(self.terms):
            first.setdefault(term.field, place)
            last[term.field] = place
        return {field: range(first[field], last[field] + 1) for field in first}

    def having(self, field: str, wanted: str) -> Mask:
        """Return which rows have a value of ``field`` that ``wanted`` names."""
        values = self._named(field_of_spellings(field), wanted)
        mask = np.zeros(self.row_count, dtype=np.bool_)
        for place in self._places.get(field, ()):
            if self.terms[place].value in values:
                mask[self._rows_of(place)] = True
        return mask

    def _named(self, field: str, wanted: str) -> set[str]:
        """Return the values of a field that ``wanted`` spells, or is part of."""
        form = spelling(field, wanted)
        part = FIELDS[field].part
        terms = (self.terms[place] for place in self._places.get(field, ()))
        return {
            term.value
            for term in terms
            if (any(form in known for known in term.spellings) if part else form in term.spellings)
        }

    def due_between(self, start: date | None, end: date | None) -> Mask:
        """Return which rows have a deadline from ``start`` to ``end``, both included."""
        days = self.dues[:, 1]
        wanted = np.ones(len(days), dtype=np.bool_)
        if start:
            wanted &= days >= day_number(start)
        if end:
            wanted &= days <= day_number(end)
        return self._mask(self.dues[wanted, 0])

    def amount_between(self, unit: str, least: float | None, greatest: float | None) -> Mask:
        """Return which rows name an amount in ``unit`` that lies, or reaches, into this range."""
        if unit not in self.amount_units:
            return np.zeros(self.row_count, dtype=np.bool_)
        wanted = self.amounts[:, 1] == self.amount_units.index(unit)
        if least is not None:
            wanted &= self.amount_values[:, 1] >= least
        if greatest is not None:
            wanted &= self.amount_values[:, 0] <= greatest
        return self._mask(self.amounts[wanted, 0])

    def counts(self, field: str, matched: Mask) -> Iterator[tuple[str, int]]:
        """Yield each value of ``field`` with the number of matched rows that have it, above 0."""
        places = self._places.get(field, range(0))
        if not places:
            return
        starts = self.starts[places.start : places.stop + 1]
        held = np.cumsum(matched[self.rows[starts[0] : starts[-1]]], dtype=np.int64)
        until = np.concatenate(([0], held))[starts - starts[0]]
        for place, count in zip(places, np.diff(until).tolist(), strict=True):
            if count:
                yield self.terms[place].value, count

    def _rows_of(self, place: int) -> NDArray[np.int32]:
        return self.rows[self.starts[place] : self.starts[place + 1]]

    def _mask(self, rows: NDArray[np.int32]) -> Mask:
        mask = np.zeros(self.row_count, dtype=np.bool_)
        mask[rows] = True
        return mask


def _decoded(path: Path, kind: Any) -> Any:  # noqa: ANN401 - msgspec takes any type
    """Read a JSON file.

    Raises:
        OSError, ValueError: it is missing, or not of this kind.
    """
    return msgspec.json.decode(path.read_bytes(), type=kind)
