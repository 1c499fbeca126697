"""Resolutions like a text: its passages against all passages, its rare terms against all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analyzer import content_words
from index.normalize import normalize
from search.fusion import Exact, fuse
from search.keyword import KeywordFields, KeywordScores
from search.readers.local import LocalReader

#: The terms of a text that are most telling. More bring in the words of the genre.
RARE_TERMS = 40


@dataclass(frozen=True, slots=True)
class Likeness:
    """Per resolution: how like it is by its terms, by its passages, and by both."""

    keyword: KeywordScores
    cosine: NDArray[np.float64] | None
    fused: NDArray[np.float64]


def likeness(
    reader: LocalReader, texts: Iterable[str], vectors: NDArray[np.float32] | None
) -> Likeness:
    """Compare every resolution of a generation with a text.

    ``vectors`` are the text's own passages. A resolution's cosine is the mean, over the text's
    passages, of its best passage: so that all of the text counts, not only one stock sentence.
    """
    keyword = reader.keyword.score_terms(rare_terms(reader.keyword, texts), [])
    cosine = None
    if vectors is not None and reader.vectors is not None and len(vectors):
        best = reader.vectors.best_by_row(reader.vectors.cosines(vectors))
        cosine = np.asarray(np.round(best.mean(axis=1), 6), dtype=np.float64)
    nowhere = Exact.nowhere(reader.resolution_count)
    return Likeness(keyword, cosine, fuse(keyword.relative, cosine, nowhere))


def rare_terms(fields: KeywordFields, texts: Iterable[str]) -> list[str]:
    """Return the words of a text with most weight: saturated frequency times idf.

    Words that only this text holds are left out: they can find nothing else.
    """
    counts = Counter(term.text for text in texts for term in content_words(normalize(text)))
    weighed: list[tuple[float, str]] = []
    for term, count in counts.items():
        holding = len(fields.words.postings(term)[0])
        if holding:
            weighed.append((count / (count + 1) * fields.words.idf(holding), term))
    weighed.sort(key=lambda pair: (-pair[0], pair[1]))
    return [term for _, term in weighed[:RARE_TERMS]]
