"""Filter, two legs, match set and order over all resolutions of one generation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search import fusion
from search.fusion import Exact, Mask, Scores
from search.keyword import KeywordScores
from search.query import Query
from search.readers.local import LocalReader
from search.request import SearchRequest
from search.similar import Likeness


@dataclass(frozen=True, slots=True)
class Ranking:
    """An answer before it is written out.

    ``rows`` are the resolutions to show, best first; ``matched`` marks them among all rows.
    ``fused``, ``keyword`` and ``cosine`` hold one value per row, ``passage_cosines`` one per
    passage; a leg that took no part is ``None``.
    """

    rows: NDArray[np.intp]
    matched: Mask
    fused: Scores
    keyword: KeywordScores | None = None
    cosine: Scores | None = None
    passage_cosines: Scores | None = None


def rank(
    reader: LocalReader,
    query: Query,
    request: SearchRequest,
    vector: NDArray[np.float32] | None,
) -> Ranking:
    """Rank all resolutions; ``vector`` is the query's, ``None`` where no meaning is compared."""
    allowed = reader.filter(query.phrases, request.filters)
    if not query.words.text:
        return _latest_first(reader, query, request, allowed)
    keyword = reader.keyword.score(query.words) if request.mode != "semantic" else None
    passage_cosines = cosine = None
    if vector is not None and reader.vectors is not None:
        passage_cosines = reader.vectors.cosines(vector[None, :])[:, 0]
        cosine = reader.vectors.best_by_row(passage_cosines)
    exact = _exact(reader, query, allowed)
    shares = keyword.shares if keyword else None
    matched = allowed & fusion.match_set(shares, cosine, exact.anywhere, reader.manifest.floors)
    fused = fusion.fuse(keyword.relative if keyword else None, cosine, exact)
    order = reader.dates.astype(np.float64) if request.sort == "date" else fused
    rows = fusion.ranked(order, matched)
    return Ranking(rows, matched, fused, keyword, cosine, passage_cosines)


def _latest_first(
    reader: LocalReader, query: Query, request: SearchRequest, allowed: Mask
) -> Ranking:
    """Answer quotes or filters alone: no leg takes part, the latest comes first."""
    if query.empty and request.filters.empty:
        allowed = np.zeros_like(allowed)
    rows = fusion.ranked(reader.dates.astype(np.float64), allowed)
    return Ranking(rows, allowed, np.zeros(len(allowed)))


def _exact(reader: LocalReader, query: Query, allowed: Mask) -> Exact:
    """Return which allowed rows hold all remaining words as one string."""
    whole = query.words.text
    if len(whole) < 2:
        return Exact.nowhere(len(allowed))
    anywhere = reader.holding(whole, allowed)
    return Exact(anywhere, reader.holding_in_heading(whole, anywhere))


def rank_similar(like: Likeness, allowed: Mask, siblings: Mask, limit: int) -> Ranking:
    """Take the ``limit`` most similar of the allowed rows; ``siblings`` come after all others."""
    order = like.fused - fusion.EXACT_BONUS * siblings
    rows = fusion.ranked(order, allowed & (like.fused > 0))[:limit]
    matched = np.zeros_like(allowed)
    matched[rows] = True
    return Ranking(rows, matched, like.fused, like.keyword, like.cosine)
