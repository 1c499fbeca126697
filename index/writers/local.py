"""Writes one generation for a single machine: Whoosh index, term weights, vectors, store.

Rows. Resolutions are numbered by the order of their ids, documents likewise; the same row number
is used in every array, in the SQLite store, and (resolutions first, then documents) as Whoosh's
document number. So ties that are broken by row are broken by id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import fields, index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.writing import IndexWriter

from index import segments
from index.analyzer import bigrams, is_content_bigram, is_content_word, words
from index.fact_postings import FactPostingsBuilder, day_number
from index.fact_terms import terms_of
from index.identity import source_places
from index.model import KINDS, Document, Passage, Resolution
from index.normalize import NormalText, normalize
from index.term_weights import TermWeightsBuilder
from index.vector_cache import text_hash
from index.writers import files

_TABLES = """
CREATE TABLE documents (row INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB, normal TEXT);
CREATE TABLE resolutions (row INTEGER PRIMARY KEY, id TEXT UNIQUE, document_row INTEGER,
                          ordinal INTEGER, body BLOB, normal TEXT, heading TEXT);
CREATE INDEX resolutions_by_document ON resolutions (document_row, ordinal);
CREATE TABLE sources (place TEXT PRIMARY KEY, document_id TEXT);
CREATE TABLE aliases (former TEXT PRIMARY KEY, present TEXT);
CREATE TABLE passage_hashes (hash TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything one generation holds. ``vectors`` has one row per passage, or is ``None``."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32] | None
    aliases: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A resolution with the row of its document."""

    resolution: Resolution
    document: Document
    document_row: int


def whoosh_schema() -> fields.Schema:
    """Return the schema: terms come already cut, so only stock classes are pickled with it."""
    terms = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    return fields.Schema(
        level=fields.ID, words=terms, bigrams=terms, kind=fields.ID, date=fields.NUMERIC(int)
    )


def write(draft: Path, content: Content) -> None:
    """Write ``content`` into the empty folder of a draft generation."""
    documents = sorted(content.documents, key=lambda document: document.id)
    rows = sorted(
        (
            _Row(resolution, document, number)
            for number, document in enumerate(documents)
            for resolution in document.resolutions
        ),
        key=lambda row: row.resolution.id,
    )
    resolution_segments = [segments.of_resolution(r.resolution) for r in rows]
    document_segments = [segments.of_document(document) for document in documents]
    _write_store(draft, documents, rows, resolution_segments, document_segments, content)
    _write_columns(draft, rows)
    _write_facts(draft, rows)
    _write_keyword_index(draft, rows, resolution_segments, documents, document_segments)
    _write_vectors(draft, rows, content)


def _write_store(
    draft: Path,
    documents: Sequence[Document],
    rows: Sequence[_Row],
    resolution_segments: Sequence[list[NormalText]],
    document_segments: Sequence[list[NormalText]],
    content: Content,
) -> None:
    """Fill the SQLite store: records as JSON, normal text for substrings, ids and aliases."""
    store = sqlite3.connect(draft / files.STORE)
    try:
        with store:
            store.executescript(_TABLES)
            store.executemany(
                "INSERT INTO documents VALUES (?, ?, ?, ?)",
                (
                    (row, d.id, _encoded(replace(d, resolutions=())), _joined(normal))
                    for row, (d, normal) in enumerate(
                        zip(documents, document_segments, strict=True)
                    )
                ),
            )
            store.executemany(
                "INSERT INTO resolutions VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        row,
                        r.resolution.id,
                        r.document_row,
                        r.resolution.ordinal,
                        _encoded(r.resolution),
                        _joined(normal),
                        normalize(r.resolution.heading).text,
                    )
                    for row, (r, normal) in enumerate(zip(rows, resolution_segments, strict=True))
                ),
            )
            store.executemany(
                "INSERT INTO sources VALUES (?, ?)",
                sorted({place: d.id for d in documents for place in source_places(d)}.items()),
            )
            store.executemany("INSERT INTO aliases VALUES (?, ?)", sorted(content.aliases.items()))
            store.executemany(
                "INSERT INTO passage_hashes VALUES (?)",
                ((digest,) for digest in sorted({text_hash(p.text) for p in content.passages})),
            )
    finally:
        store.close()


def _encoded(record: Document | Resolution) -> bytes:
    return msgspec.json.encode(record)


def _joined(normal: Iterable[NormalText]) -> str:
    return files.SEGMENT_SEPARATOR.join(segment.text for segment in normal)


def _write_columns(draft: Path, rows: Sequence[_Row]) -> None:
    """Write what is counted and sorted by: date (yyyymmdd, 0 unknown), kind, document row."""
    dates = [date_number(row.document) for row in rows]
    kinds = [KINDS.index(row.document.kind) for row in rows]
    np.save(draft / files.RESOLUTION_DATES, np.array(dates, dtype=np.int32))
    np.save(draft / files.RESOLUTION_KINDS, np.array(kinds, dtype=np.int8))
    np.save(
        draft / files.RESOLUTION_DOCUMENTS,
        np.array([row.document_row for row in rows], dtype=np.int32),
    )


def date_number(document: Document) -> int:
    """Return the document's ordering date as the number yyyymmdd, 0 where none is known."""
    day = document.order_date
    return day_number(day) if day else 0


def _write_facts(draft: Path, rows: Sequence[_Row]) -> None:
    postings = FactPostingsBuilder()
    for row in rows:
        postings.add(row.resolution, terms_of(row.resolution, row.document))
    postings.save(draft / files.FACTS)


def _write_keyword_index(
    draft: Path,
    rows: Sequence[_Row],
    resolution_segments: Iterable[list[NormalText]],
    documents: Sequence[Document],
    document_segments: Iterable[list[NormalText]],
) -> None:
    """Write Whoosh index and term weights; each text is cut once for both.

    Resolutions come first, then documents, in one process: Whoosh's document number is the row.
    """
    (draft / files.WHOOSH).mkdir()
    whoosh = index.create_in(draft / files.WHOOSH, whoosh_schema()).writer(limitmb=256)
    weights = _Weights()
    for row, normal in zip(rows, resolution_segments, strict=True):
        terms = _cut(normal)
        _add(whoosh, "resolution", row.document, terms)
        weights.add(terms, _cut(segments.ranked_with(row.resolution, row.document)))
    weights.save(draft / files.RESOLUTION_WEIGHTS)
    weights = _Weights()
    for document, normal in zip(documents, document_segments, strict=True):
        terms = _cut(normal)
        _add(whoosh, "document", document, terms)
        weights.add(terms)
    weights.save(draft / files.DOCUMENT_WEIGHTS)
    whoosh.commit(optimize=True)
    for lock in (draft / files.WHOOSH).glob("*_WRITELOCK"):
        lock.unlink()


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words and bigrams of a row, repeated as often as they occur."""

    words: list[str]
    bigrams: list[str]


def _cut(normal: Iterable[NormalText]) -> _Terms:
    row = list(normal)
    return _Terms(
        [term.text for segment in row for term in words(segment)],
        [term.text for segment in row for term in bigrams(segment)],
    )


class _Weights:
    """The ranked terms of one kind of row."""

    def __init__(self) -> None:
        self._words, self._bigrams = TermWeightsBuilder(), TermWeightsBuilder()

    def add(self, *parts: _Terms) -> None:
        """Add the next row, made of one or more parts."""
        self._words.add(term for part in parts for term in part.words if is_content_word(term))
        self._bigrams.add(
            term for part in parts for term in part.bigrams if is_content_bigram(term)
        )

    def save(self, directory: Path) -> None:
        """Write the arrays of both fields."""
        self._words.save(directory, "words")
        self._bigrams.save(directory, "bigrams")


def _add(whoosh: IndexWriter, level: str, document: Document, terms: _Terms) -> None:
    whoosh.add_document(
        level=level,
        words=_spaced(terms.words),
        bigrams=_spaced(terms.bigrams),
        kind=document.kind,
        date=date_number(document),
    )


def _spaced(terms: Iterable[str]) -> str:
    """Join the different terms of a row; how often each occurs is kept in the weights."""
    return " ".join(dict.fromkeys(terms))


def _write_vectors(draft: Path, rows: Sequence[_Row], content: Content) -> None:
    """Write vectors sorted by row, with the row and the first and last point of each passage."""
    if content.vectors is None:
        return
    number = {row.resolution.id: place for place, row in enumerate(rows)}
    passage_rows = np.array([number[p.resolution_id] for p in content.passages], dtype=np.int32)
    order = np.argsort(passage_rows, kind="stable")
    points = [(passage.points[0], passage.points[-1]) for passage in content.passages]
    np.save(draft / files.VECTORS, content.vectors[order])
    np.save(draft / files.PASSAGE_ROWS, passage_rows[order])
    np.save(draft / files.PASSAGE_POINTS, np.array(points, dtype=np.int32)[order])


def read_identities(generation: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return (source place → document id, former id → present id) of a generation."""
    store = sqlite3.connect(f"file:{generation / files.STORE}?mode=ro", uri=True)
    try:
        return (
            dict(store.execute("SELECT place, document_id FROM sources")),
            dict(store.execute("SELECT former, present FROM aliases")),
        )
    finally:
        store.close()


def read_passage_hashes(generation: Path) -> set[str]:
    """Return the text hashes of a generation's passages: what the vector cache must keep."""
    store = sqlite3.connect(f"file:{generation / files.STORE}?mode=ro", uri=True)
    try:
        return {digest for (digest,) in store.execute("SELECT hash FROM passage_hashes")}
    finally:
        store.close()


def read_content_hashes(generation: Path) -> set[str]:
    """Return the hashes of what a generation's documents were read from."""
    places, _ = read_identities(generation)
    return {place.partition(":")[0] for place in places}
