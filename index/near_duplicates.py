"""Resolutions of different documents that say nearly the same: linked, never dropped.

Candidates are found by MinHash (A. Broder, "On the resemblance and containment of documents",
1997) and bands of its values (locality-sensitive hashing: Leskovec, Rajaraman, Ullman, "Mining of
Massive Datasets", 3.4); every link is then checked by the exact Jaccard index of the stretches of
letters that both hold. Signatures come from datasketch. The bands are compared by sorting columns
of numbers instead of by its MinHashLSH, whose sets would take a gigabyte for 150,000 resolutions.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from datasketch import MinHash  # type: ignore[import-untyped]
from numpy.typing import NDArray

from index.model import Document, Resolution
from index.text_likeness import jaccard, letters_of, resolution_text, shingles

#: Letters in a stretch. Two letters are a word, and stretches of two or three words are shared by
#: texts that say something else; four tell phrases apart.
_SHINGLE = 4
#: Jaccard index from which two resolutions are linked. One letter in twenty changed leaves .7 of
#: the stretches.
NEAR = 0.7
#: Letters of the shortest text that is linked. 会议审议通过…, 本办法自印发之日起施行… with the name
#: of a document are shorter, and say the same of different things.
SHORTEST = 60
#: Links of one resolution, at most. A text that more others hold nearly word for word is a formula
#: (whoever disagrees may apply for reconsideration …) and is not linked: a reader looks at a few.
MOST_LINKS = 20

#: 16 bands of 4 values: of pairs with Jaccard .7 (.8, .9), 98.8 % (99.98 %, all) share a band.
_BANDS, _ROWS = 16, 4
_SEED = 1


@dataclass(frozen=True, slots=True)
class _Said:
    """The letters that the resolutions ``members`` (rows) all consist of."""

    letters: str
    members: list[int]


def with_near_duplicates(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents with the ids of near duplicates in each resolution, sorted.

    The order of input changes nothing. A link need not lead back: the other one may be a formula.
    """
    rows = sorted(
        ((r, document.id) for document in documents for r in document.resolutions),
        key=lambda row: row[0].id,
    )
    said = _said(resolution for resolution, _ in rows)
    near: dict[int, set[int]] = defaultdict(set)
    for first, second in _pairs(said):
        for one, other in _row_pairs(said[first], said[second]):
            if rows[one][1] != rows[other][1]:
                near[one].add(other)
                near[other].add(one)
    links = {
        rows[row][0].id: tuple(rows[other][0].id for other in sorted(found))
        for row, found in near.items()
        if len(found) <= MOST_LINKS
    }
    return tuple(_linked(document, links) for document in documents)


def _linked(document: Document, links: dict[str, tuple[str, ...]]) -> Document:
    if not any(resolution.id in links for resolution in document.resolutions):
        return document
    resolutions = (replace(r, near_duplicates=links.get(r.id, ())) for r in document.resolutions)
    return replace(document, resolutions=tuple(resolutions))


def _said(resolutions: Iterable[Resolution]) -> list[_Said]:
    """Return the different texts that are long enough, with the rows that say each."""
    by_letters: dict[str, list[int]] = defaultdict(list)
    for row, resolution in enumerate(resolutions):
        letters = letters_of(resolution_text(resolution))
        if len(letters) >= SHORTEST:
            by_letters[letters].append(row)
    # A text that very many say is a formula, and its pairs would grow with their square.
    return [_Said(text, rows) for text, rows in by_letters.items() if len(rows) <= MOST_LINKS + 1]


def _row_pairs(first: _Said, second: _Said) -> Iterator[tuple[int, int]]:
    if first is second:
        yield from combinations(first.members, 2)
    else:
        yield from ((one, other) for one in first.members for other in second.members)


def _pairs(said: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that are alike, each once; a text of several rows is like itself."""
    yield from ((number, number) for number, one in enumerate(said) if len(one.members) > 1)
    kept: tuple[int, frozenset[str]] = (-1, frozenset())
    for first, second in _candidates(_signatures(said)):
        if kept[0] != first:
            kept = first, shingles(said[first].letters, _SHINGLE)
        if jaccard(kept[1], shingles(said[second].letters, _SHINGLE)) >= NEAR:
            yield first, second


def _signatures(said: Sequence[_Said]) -> NDArray[np.uint32]:
    """Return a row of MinHash values for each text."""
    signatures = np.empty((len(said), _BANDS * _ROWS), np.uint32)
    sets = (shingles(one.letters, _SHINGLE) for one in said)
    made = MinHash.generator(
        sets, num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=_hash, scheme="affine32"
    )
    for number, signature in enumerate(made):
        signatures[number] = signature.hashvalues
    return signatures


def _hash(shingle: str) -> int:
    """Hash a stretch of letters the same way on every machine; datasketch mixes the bits."""
    return zlib.crc32(shingle.encode())


def _candidates(signatures: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Return the pairs of rows that share a band, sorted, each once.

    A band that very many share is that of a formula; only neighbours in it are paired, so that
    the work does not grow with the square of their number.
    """
    pairs: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        columns = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        order = np.lexsort(columns.T)
        ordered = columns[order]
        changes = np.flatnonzero((ordered[1:] != ordered[:-1]).any(axis=1)) + 1
        bounds = np.concatenate(([0], changes, [len(order)]))
        for start in np.flatnonzero(np.diff(bounds) > 1):
            bucket = order[bounds[start] : bounds[start + 1]]
            pairs.update(_neighbours(sorted(bucket.tolist())))
    return sorted(pairs)


def _neighbours(bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair each row with the next ones, one more than a formula needs to be told."""
    for place, row in enumerate(bucket):
        for other in bucket[place + 1 : place + 2 + MOST_LINKS]:
            yield row, other
