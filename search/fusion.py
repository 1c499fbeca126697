"""Two legs → one ranking. Pure functions over one value per row; ties are broken by row.

Both legs are brought to an absolute scale, so that one weight serves every collection: BM25 as a
part of the most that the query could score, the cosine as it is (measured: reciprocal rank fusion
and min-max scaling want another weight on each collection, and min-max lifts junk to 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.generation import Floors

#: Cosines of one encoder lie in a narrow band, relative BM25 in a wide one. On lay questions about
#: statutes nDCG@10 is .488 for the cosine alone, .512 fused at 4 and .518 at 6
#: (``benchmarks/ranking_constants.py``); questions closer to the text want less than 6.
COSINE_WEIGHT = 5.0

#: Added to resolutions that hold the whole query string: above any fused score. Those that hold it
#: in the heading are about it and come before those that mention it.
EXACT_BONUS = 10.0
EXACT_HEADING_BONUS = 2.0

#: Scores are rounded before ties are broken, so that the order does not hang on the last bits.
SCORE_DECIMALS = 4

Scores = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Exact:
    """Which rows hold the whole query string, and which of these in the heading."""

    anywhere: Mask
    in_heading: Mask

    @classmethod
    def nowhere(cls, row_count: int) -> Exact:
        """Return the answer where no string is looked for."""
        nothing = np.zeros(row_count, dtype=np.bool_)
        return cls(nothing, nothing)


def fuse(relative_keyword: Scores | None, cosine: Scores | None, exact: Exact) -> Scores:
    """Return one score per row; a leg that takes no part is ``None``."""
    fused = EXACT_BONUS * exact.anywhere + EXACT_HEADING_BONUS * exact.in_heading
    if relative_keyword is not None:
        fused += relative_keyword
    if cosine is not None:
        fused += COSINE_WEIGHT * cosine
    return np.asarray(np.round(fused, SCORE_DECIMALS))


def match_set(shares: Scores | None, cosine: Scores | None, exact: Mask, floors: Floors) -> Mask:
    """Return which rows answer the query at all.

    A row is in by its keyword share, by its cosine, by both together at lower floors, or because
    it holds the whole string.
    """
    matched = exact.copy()
    if shares is not None:
        matched |= shares >= floors.keyword
    if cosine is not None:
        matched |= cosine >= floors.semantic
    if shares is not None and cosine is not None:
        matched |= (shares >= floors.keyword_with_semantic) & (
            cosine >= floors.semantic_with_keyword
        )
    return matched


def ranked(scores: Scores, matched: Mask) -> NDArray[np.intp]:
    """Return the matched rows, best first, equal scores by row."""
    rows = np.flatnonzero(matched)
    return rows[np.argsort(-scores[rows], kind="stable")]


def ranks(scores: Scores, matched: Mask) -> NDArray[np.int64]:
    """Return every matched row's place (1 is best) by rounded score; 0 for rows not matched."""
    order = ranked(np.round(scores, SCORE_DECIMALS), matched)
    places = np.zeros(len(scores), dtype=np.int64)
    places[order] = np.arange(1, len(order) + 1)
    return places
