"""The keyword leg: which share of a query each row holds, and how well (BM25 over term weights).

Words and character bigrams are two fields. Both are ranked, because segmentation is not always
the same in query and text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analyzer import content_bigrams, content_words, words
from index.normalize import NormalText
from index.term_weights import TermWeights

#: What a field counts for in the score. On lay questions about statutes nDCG@10 of this leg is .419
#: with words alone and .432 with both at 1 (``benchmarks/ranking_constants.py``).
WORD_WEIGHT = 1.0
BIGRAM_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class KeywordScores:
    """Per row: BM25 ``scores``, and ``shares`` of the query's idf that the row holds (0 to 1).

    ``ceiling`` is what a row could score at most.
    """

    scores: NDArray[np.float64]
    shares: NDArray[np.float64]
    ceiling: float

    @property
    def relative(self) -> NDArray[np.float64]:
        """Scores on an absolute scale: 0 to 1, one scale for all queries."""
        return self.scores / self.ceiling if self.ceiling else self.scores


@dataclass(frozen=True, slots=True)
class KeywordFields:
    """The two ranked fields of one kind of row."""

    words: TermWeights
    bigrams: TermWeights

    def score(self, query: NormalText) -> KeywordScores:
        """Score every row for the words of a query."""
        return self.score_terms(query_words(query), [t.text for t in content_bigrams(query)])

    def score_terms(self, word_terms: list[str], bigram_terms: list[str]) -> KeywordScores:
        """Score every row for given terms; repeated terms count once."""
        scores = np.zeros(self.words.row_count)
        shares = np.zeros(self.words.row_count)
        ceiling = 0.0
        for weights, terms, factor in (
            (self.words, word_terms, WORD_WEIGHT),
            (self.bigrams, bigram_terms, BIGRAM_WEIGHT),
        ):
            for term in dict.fromkeys(terms):
                rows, saturated = weights.postings(term)
                idf = factor * weights.idf(len(rows))
                scores[rows] += idf * saturated
                shares[rows] += idf
                ceiling += idf
        return KeywordScores(scores, shares / ceiling if ceiling else shares, ceiling)


def query_words(query: NormalText) -> list[str]:
    """Return the words of a query that are ranked; stop words only where there is nothing else."""
    meaningful = [term.text for term in content_words(query)]
    return meaningful or [term.text for term in words(query)]
