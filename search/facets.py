"""Counts of the match set by single-valued properties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.model import KINDS
from search.results import FacetValue


def count_facets(
    dates: NDArray[np.int32], kinds: NDArray[np.int8], matched: NDArray[np.bool_]
) -> dict[str, tuple[FacetValue, ...]]:
    """Count kinds (most frequent first) and years (latest first; unknown years left out)."""
    by_kind = np.bincount(kinds[matched], minlength=len(KINDS))
    counted = sorted(
        (FacetValue(kind, int(by_kind[place])) for place, kind in enumerate(KINDS)),
        key=lambda facet: -facet.count,
    )
    years, counts = np.unique(dates[matched] // 10_000, return_counts=True)
    return {
        "kind": tuple(facet for facet in counted if facet.count),
        "year": tuple(
            FacetValue(str(year), int(count))
            for year, count in zip(reversed(years.tolist()), reversed(counts.tolist()), strict=True)
            if year
        ),
    }
