"""Reads one generation written by :mod:`index.writers.local`; safe to share between threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.query import And, NumericRange, Or, Query, Term
from whoosh.searching import Searcher

from index.analyzer import analyzer_fingerprint, bigrams
from index.fact_postings import FactPostings
from index.generation import GenerationError, Manifest, read_manifest
from index.model import Document, Resolution
from index.normalize import normalize
from index.term_weights import TermWeights
from index.writers import files
from search.errors import IndexUnavailableError
from search.filters import FactFilters, Filters
from search.keyword import KeywordFields

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StoredResolution:
    """A resolution with its document (without the document's other resolutions)."""

    row: int
    resolution: Resolution
    document: Document


@dataclass(frozen=True, slots=True)
class Vectors:
    """Passage vectors, sorted by row.

    ``matrix`` is passages × dimension, ``rows`` the resolution row of each passage, ``starts``
    the first passage of each row, ``points`` each passage's first and last point.
    """

    matrix: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.intp]
    points: NDArray[np.int32]

    def cosines(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return passages × query vectors; rounded, so that order is the same on every run."""
        products = np.asarray(self.matrix @ vectors.T, dtype=np.float64)
        return np.asarray(np.round(products, 6), dtype=np.float64)

    def best_by_row(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the best passage's cosine for every row (and query vector)."""
        return np.asarray(np.maximum.reduceat(cosines, self.starts, axis=0), dtype=np.float64)

    def of_row(self, row: int) -> slice:
        """Return which passages belong to a row."""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.rows)
        return slice(int(self.starts[row]), int(end))


class LocalReader:
    """One opened generation.

    Raises:
        IndexUnavailableError: the generation is missing, damaged, or made by another version.
    """

    def __init__(self, generation: Path) -> None:
        self._path = generation
        self._threads = threading.local()
        try:
            self.manifest: Manifest = read_manifest(generation)
            self._check_version()
            self._open_arrays()
            self._whoosh = whoosh_index.open_dir(generation / files.WHOOSH, readonly=True)
            # Opening alone would not read it.
            self._store().execute("SELECT count(*) FROM documents")
        except (GenerationError, OSError, ValueError, sqlite3.Error, whoosh_index.IndexError) as e:
            raise IndexUnavailableError(
                "index_unreadable", generation=generation.name, reason=e
            ) from e

    def _check_version(self) -> None:
        if self.manifest.analyzer != analyzer_fingerprint():
            raise GenerationError("分词程序或词典已变，请重建索引")

    def _open_arrays(self) -> None:
        """Map the arrays of the generation into memory."""
        counts = self.manifest.counts
        self.dates: NDArray[np.int32] = np.load(self._path / files.RESOLUTION_DATES)
        self.kinds: NDArray[np.int8] = np.load(self._path / files.RESOLUTION_KINDS)
        self.document_rows: NDArray[np.int32] = np.load(self._path / files.RESOLUTION_DOCUMENTS)
        self.keyword = self._fields(files.RESOLUTION_WEIGHTS, counts.resolutions)
        self.document_keyword = self._fields(files.DOCUMENT_WEIGHTS, counts.documents)
        self.facts = FactPostings.open(self._path / files.FACTS, counts.resolutions)
        self.vectors = self._open_vectors() if self.manifest.encoder else None

    def _fields(self, folder: str, row_count: int) -> KeywordFields:
        directory = self._path / folder
        words, bigram = (TermWeights.open(directory, f, row_count) for f in files.RANKED_FIELDS)
        return KeywordFields(words, bigram)

    def _open_vectors(self) -> Vectors:
        rows: NDArray[np.int32] = np.load(self._path / files.PASSAGE_ROWS)
        starts = np.searchsorted(rows, np.arange(self.manifest.counts.resolutions))
        return Vectors(
            matrix=np.load(self._path / files.VECTORS, mmap_mode="r"),
            rows=rows,
            starts=starts,
            points=np.load(self._path / files.PASSAGE_POINTS),
        )

    @property
    def name(self) -> str:
        """The name of the generation."""
        return self._path.name

    @property
    def resolution_count(self) -> int:
        """How many resolutions the generation holds."""
        return self.manifest.counts.resolutions

    def _searcher(self) -> Searcher:
        """Return this thread's Whoosh searcher."""
        if not hasattr(self._threads, "searcher"):
            self._threads.searcher = self._whoosh.searcher()
        return self._threads.searcher

    def _store(self) -> sqlite3.Connection:
        """Return this thread's connection to the store."""
        if not hasattr(self._threads, "store"):
            path = (self._path / files.STORE).resolve()
            self._threads.store = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        store: sqlite3.Connection = self._threads.store
        return store

    # Filters -------------------------------------------------------------------------------

    def filter(self, phrases: Sequence[str], filters: Filters) -> Mask:
        """Return which resolutions pass the filters and hold every phrase (normal form)."""
        mask = self._level(self._candidates("resolution", phrases, filters), "resolution")
        mask &= self._having(filters.facts)
        for phrase in phrases:
            mask &= self.holding(phrase, mask)
        return mask

    def filter_documents(self, phrases: Sequence[str], filters: Filters) -> Mask:
        """Return which documents pass, by their own text."""
        mask = self._level(self._candidates("document", phrases, filters), "document")
        if not filters.facts.empty:
            # A document of which no resolution passes has nothing to show.
            mask &= np.isin(np.arange(len(mask)), self.document_rows[self._having(filters.facts)])
        for phrase in phrases:
            mask &= self._verified("documents", "normal", phrase, mask)
        return mask

    def _having(self, wanted: FactFilters) -> Mask:
        """Return which resolutions pass every filter by facts."""
        mask = np.ones(self.resolution_count, dtype=np.bool_)
        for alternatives in wanted.clauses():
            having = [self.facts.having(field, value) for field, value in alternatives]
            mask &= np.any(having, axis=0)
        if wanted.due_from or wanted.due_to:
            mask &= self.facts.due_between(wanted.due_from, wanted.due_to)
        lower, upper = wanted.amount_from, wanted.amount_to
        if bound := lower or upper:
            least = lower.value if lower else None
            greatest = upper.value if upper else None
            mask &= self.facts.amount_between(bound.unit, least, greatest)
        return mask

    def holding(self, phrase: str, among: Mask) -> Mask:
        """Return which of the rows ``among`` hold ``phrase`` (normal form) in one segment."""
        candidates = self._level(self._candidates("resolution", [phrase], Filters()), "resolution")
        return self._verified("resolutions", "normal", phrase, candidates & among)

    def holding_in_heading(self, phrase: str, among: Mask) -> Mask:
        """Return which of the rows ``among`` hold ``phrase`` (normal form) in their heading."""
        return self._verified("resolutions", "heading", phrase, among)

    def _candidates(self, level: str, phrases: Sequence[str], filters: Filters) -> Query:
        """Build the Whoosh query: filters, and all bigrams of the phrases."""
        clauses: list[Query] = [Term("level", level)]
        for phrase in phrases:
            pairs = dict.fromkeys(term.text for term in bigrams(normalize(phrase)))
            clauses += [Term("bigrams", pair) for pair in pairs]
        if filters.kinds:
            clauses.append(Or([Term("kind", kind) for kind in filters.kinds]))
        if filters.start or filters.end:
            # 0 stands for an unknown date, which no range holds.
            start = int(filters.start.strftime("%Y%m%d")) if filters.start else 1
            end = int(filters.end.strftime("%Y%m%d")) if filters.end else None
            clauses.append(NumericRange("date", start, end))
        return And(clauses)

    def _level(self, query: Query, level: str) -> Mask:
        """Run a query without scoring; documents are numbered after the resolutions."""
        documents = level == "document"
        first = self.resolution_count if documents else 0
        counts = self.manifest.counts
        mask = np.zeros(counts.documents if documents else counts.resolutions, dtype=np.bool_)
        found = np.fromiter(self._searcher().docs_for_query(query), dtype=np.int64)
        mask[found - first] = True
        return mask

    def _verified(self, table: str, column: str, phrase: str, candidates: Mask) -> Mask:
        """Keep the candidates whose stored normal text really holds the phrase."""
        held = np.zeros_like(candidates)
        statement = f"SELECT instr({column}, ?) > 0 FROM {table} WHERE row = ?"
        store = self._store()
        for row in np.flatnonzero(candidates).tolist():
            held[row] = bool(store.execute(statement, (phrase, row)).fetchone()[0])
        return held

    # Records -------------------------------------------------------------------------------

    def resolution(self, row: int) -> StoredResolution:
        """Return the resolution of a row."""
        body, document_row = (
            self._store()
            .execute("SELECT body, document_row FROM resolutions WHERE row = ?", (row,))
            .fetchone()
        )
        resolution = msgspec.json.decode(body, type=Resolution)
        return StoredResolution(row, resolution, self.document_summary(document_row))

    def document_summary(self, document_row: int) -> Document:
        """Return the document of a row, without its resolutions."""
        (body,) = (
            self._store()
            .execute("SELECT body FROM documents WHERE row = ?", (document_row,))
            .fetchone()
        )
        return msgspec.json.decode(body, type=Document)

    def document(self, document_row: int) -> Document:
        """Return the whole document of a row."""
        bodies = self._store().execute(
            "SELECT body FROM resolutions WHERE document_row = ? ORDER BY ordinal", (document_row,)
        )
        resolutions = tuple(msgspec.json.decode(body, type=Resolution) for (body,) in bodies)
        return replace(self.document_summary(document_row), resolutions=resolutions)

    def find_document(self, identifier: str) -> int | None:
        """Return the row of a document id; a former id leads to the present one."""
        identifier = _writable(identifier)
        row = self._find("documents", identifier)
        return row if row is not None else self._find("documents", self._alias(identifier))

    def find_resolution(self, identifier: str) -> int | None:
        """Return the row of a resolution id; a former document id leads to the present one."""
        identifier = _writable(identifier)
        row = self._find("resolutions", identifier)
        if row is not None:
            return row
        document, _, ordinal = identifier.rpartition("-")
        return self._find("resolutions", f"{self._alias(document)}-{ordinal}")

    def _find(self, table: str, identifier: str | None) -> int | None:
        statement = f"SELECT row FROM {table} WHERE id = ?"
        found = self._store().execute(statement, (identifier,)).fetchone()
        return int(found[0]) if found else None

    def _alias(self, identifier: str) -> str | None:
        found = (
            self._store()
            .execute("SELECT present FROM aliases WHERE former = ?", (identifier,))
            .fetchone()
        )
        return str(found[0]) if found else None


def _writable(identifier: str) -> str:
    """Return an id without lone surrogates, which SQLite refuses: no id has any."""
    return identifier.encode("utf-8", "replace").decode()
