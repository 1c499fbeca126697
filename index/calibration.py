"""Floors: what a resolution must reach to be shown at all, fitted to one generation.

A vector is near to something whatever is asked, so a bare ranking answers junk with confidence. How
near junk comes depends on the encoder and on the collection. Here queries that no policy text
answers (``calibration_queries.txt``) are compared with every passage, and the best cosine each
reaches sets the floors of this generation:

* ``semantic``: the cosine that 90 % of the junk stays below; alone it lets a resolution in.
* ``semantic_with_keyword``: the median of the junk; it is enough where the resolution also holds
  ``keyword_with_semantic`` of the query's words.
* ``keyword``: the share of the query's idf that is enough without any likeness of meaning.

The two shares are the same for every collection, because shares are absolute;
``benchmarks/ranking_constants.py`` prints what they stop and what they lose: on statutes all of 30
other junk queries, and 10 % of the answers to questions in plain speech.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.generation import Floors

QUERIES = Path(__file__).with_name("calibration_queries.txt")

KEYWORD_FLOOR = 0.4
KEYWORD_WITH_SEMANTIC_FLOOR = 0.2
JUNK_STOPPED = 0.9


def junk_queries() -> list[str]:
    """Return the queries that nothing should answer."""
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def calibrate(encoder: Encoder | None, vectors: NDArray[np.float32] | None) -> Floors:
    """Fit the floors to a generation's passage vectors (passages × dimension).

    Without vectors the semantic floors are out of reach.
    """
    if encoder is None or vectors is None:
        return Floors(KEYWORD_FLOOR, 2.0, 2.0, KEYWORD_WITH_SEMANTIC_FLOOR)
    queries = np.stack([encoder.encode_query(query) for query in junk_queries()])
    best = (vectors @ queries.T).max(axis=0)
    stopping, median = np.quantile(best, [JUNK_STOPPED, 0.5]).tolist()
    return Floors(
        keyword=KEYWORD_FLOOR,
        semantic=round(stopping, 4),
        semantic_with_keyword=round(median, 4),
        keyword_with_semantic=KEYWORD_WITH_SEMANTIC_FLOOR,
    )
