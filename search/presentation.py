"""From rows to hits: which points matched, by which leg, and what of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.fact_lines import stated_facts
from index.model import Document, Resolution
from index.segments import Segment, document_segments, resolution_segments
from search import fusion
from search.filters import Filters
from search.keyword import KeywordFields, query_words
from search.matching import TextMatch, Wanted, match_text
from search.query import Query
from search.ranking import Ranking
from search.readers.local import LocalReader
from search.results import DocumentHit, DocumentSummary, Hit, Leg, LegScore, PointMatch
from search.snippets import snippet

#: A page shows this many documents whose own text matched, below the resolutions.
DOCUMENT_HITS = 5

#: A point counts as matched where it holds at least this part of what the best point holds …
_NEAR_BEST_SHARE = 0.5
#: … or where its cosine is at most this far below the resolution's best passage.
_NEAR_BEST_COSINE = 0.01


def wanted_by(query: Query, fields: KeywordFields) -> Wanted:
    """Return what a query looks for in a text: phrases, the whole string, and its words."""
    whole = (query.words.text,) if len(query.words.text) > 1 else ()
    words = {
        term: fields.words.idf(len(fields.words.postings(term)[0]))
        for term in query_words(query.words)
    }
    return Wanted((*query.phrases, *whole), words)


@dataclass(frozen=True)
class HitWriter:
    """Writes out the rows of one ranking."""

    reader: LocalReader
    ranking: Ranking
    wanted: Wanted

    def write(self, rows: Sequence[int], offset: int) -> tuple[Hit, ...]:
        """Return the hits of one page, which starts after ``offset`` others."""
        return tuple(self._hit(row, rank) for rank, row in enumerate(rows, start=offset + 1))

    @cached_property
    def _keyword_ranks(self) -> NDArray[np.int64] | None:
        keyword = self.ranking.keyword
        if keyword is None:
            return None
        return fusion.ranks(keyword.scores, self.ranking.matched & (keyword.scores > 0))

    @cached_property
    def _semantic_ranks(self) -> NDArray[np.int64] | None:
        cosine = self.ranking.cosine
        return None if cosine is None else fusion.ranks(cosine, self.ranking.matched)

    def _hit(self, row: int, rank: int) -> Hit:
        stored = self.reader.resolution(row)
        segments = resolution_segments(stored.resolution)
        matches = [match_text(segment.text, self.wanted) for segment in segments]
        nearest = self._nearest_points(row)
        keyword = self.ranking.keyword
        cosine = self.ranking.cosine
        return Hit(
            rank=rank,
            score=float(self.ranking.fused[row]),
            resolution_id=stored.resolution.id,
            document_id=stored.document.id,
            heading=stored.resolution.heading,
            snippet=_best_snippet(segments, matches, nearest),
            points=_points(stored.resolution, segments, matches, nearest),
            keyword=_leg_score(self._keyword_ranks, keyword.scores if keyword else None, row),
            semantic=_leg_score(self._semantic_ranks, cosine, row),
            document=DocumentSummary.of(stored.document),
            facts=stated_facts(stored.resolution),
            page=stored.resolution.page,
            last_page=stored.resolution.last_page,
        )

    def _nearest_points(self, row: int) -> tuple[int, ...]:
        """Return the points whose passages the meaning of the query is nearest to."""
        cosines = self.ranking.passage_cosines
        vectors = self.reader.vectors
        if cosines is None or vectors is None:
            return ()
        passages = vectors.of_row(row)
        best = float(cosines[passages].max())
        if best < self.reader.manifest.floors.semantic_with_keyword:
            return ()
        near = vectors.points[passages][cosines[passages] >= best - _NEAR_BEST_COSINE]
        return tuple(
            dict.fromkeys(p for first, last in near.tolist() for p in range(first, last + 1))
        )


def _leg_score(
    ranks: NDArray[np.int64] | None, scores: NDArray[np.float64] | None, row: int
) -> LegScore | None:
    if ranks is None or scores is None or not ranks[row]:
        return None
    return LegScore(int(ranks[row]), round(float(scores[row]), fusion.SCORE_DECIMALS))


def _best_snippet(
    segments: Sequence[Segment], matches: Sequence[TextMatch], nearest: Sequence[int]
) -> str:
    """Show the segment that holds most of the query, points before headings; else the nearest."""
    pairs = list(zip(segments, matches, strict=True))
    segment, match = max(pairs, key=lambda pair: (pair[1].share, pair[0].point is not None))
    if not match.share:
        wanted = nearest[0] if nearest else 0
        segment, match = next((pair for pair in pairs if pair[0].point == wanted), pairs[0])
    return snippet(segment.text, match.spans)


def _points(
    resolution: Resolution,
    segments: Sequence[Segment],
    matches: Sequence[TextMatch],
    nearest: Sequence[int],
) -> tuple[PointMatch, ...]:
    """Return the points that matched, in reading order, each with the legs that found it."""
    best = max(match.share for match in matches)
    found: list[PointMatch] = []
    for segment, match in zip(segments, matches, strict=True):
        if segment.point is None:
            continue
        legs: list[Leg] = []
        if match.share and match.share >= _NEAR_BEST_SHARE * best:
            legs.append("keyword")
        if segment.point in nearest:
            legs.append("semantic")
        if legs:
            # A match in the lead has no point of its own; it stands where the resolution begins.
            point = resolution.points[segment.point] if segment.point >= 0 else None
            found.append(
                PointMatch(
                    label=point.label if point else None,
                    snippet=snippet(segment.text, match.spans),
                    matched_by=tuple(legs),
                    page=point.page if point else resolution.page,
                    last_page=point.last_page if point else None,
                )
            )
    return tuple(found)


def document_hits(reader: LocalReader, query: Query, filters: Filters) -> tuple[DocumentHit, ...]:
    """Return the documents whose own text (title, attendance, distribution) answers the query."""
    if query.empty:
        return ()
    allowed = reader.filter_documents(query.phrases, filters)
    keyword = reader.document_keyword.score(query.words)
    if query.words.text:
        allowed &= keyword.shares >= reader.manifest.floors.keyword
    rows = fusion.ranked(np.round(keyword.scores, fusion.SCORE_DECIMALS), allowed)
    wanted = wanted_by(query, reader.document_keyword)
    return tuple(
        _document_hit(reader.document_summary(row), float(keyword.scores[row]), wanted)
        for row in rows[:DOCUMENT_HITS].tolist()
    )


def _document_hit(document: Document, score: float, wanted: Wanted) -> DocumentHit:
    segments = document_segments(document)
    matches = [match_text(segment.text, wanted) for segment in segments]
    return DocumentHit(
        document_id=document.id,
        snippet=_best_snippet(segments, matches, ()),
        score=round(score, fusion.SCORE_DECIMALS),
        document=DocumentSummary.of(document),
    )
