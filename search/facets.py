"""Counts of the match set: by kind and year, and by the facts of the resolutions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.fact_fields import FIELDS
from index.fact_postings import FactPostings, Mask
from index.model import KINDS
from search.results import FacetValue

#: Facts that are counted, in the order in which they are shown. Those of which there may be
#: thousands (units, cited documents) show their most frequent values only.
COUNTED = ("item", "outcome", "next", "unit", "role", "deadline", "cites", "genre", "validity")
MOST_VALUES = 20


def count_facets(
    dates: NDArray[np.int32], kinds: NDArray[np.int8], facts: FactPostings, matched: Mask
) -> dict[str, tuple[FacetValue, ...]]:
    """Count the match set.

    Kinds and facts come most frequent first, years latest first (unknown years are left out).
    """
    by_kind = np.bincount(kinds[matched], minlength=len(KINDS))
    years, counts = np.unique(dates[matched] // 10_000, return_counts=True)
    return {
        "kind": _most_frequent(
            FacetValue(kind, int(by_kind[place])) for place, kind in enumerate(KINDS)
        ),
        "year": tuple(
            FacetValue(str(year), int(count))
            for year, count in zip(reversed(years.tolist()), reversed(counts.tolist()), strict=True)
            if year
        ),
        **{field: _count_fact(facts, field, matched) for field in COUNTED},
    }


def _count_fact(facts: FactPostings, field: str, matched: Mask) -> tuple[FacetValue, ...]:
    """Count one kind of fact: values of a closed list in its order where they are equal."""
    choices = FIELDS[field].choices
    counted = [FacetValue(value, count) for value, count in facts.counts(field, matched)]
    if choices:
        counted.sort(key=lambda facet: choices.index(facet.value))
    return _most_frequent(counted)


def _most_frequent(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    present = [facet for facet in values if facet.count]
    return tuple(sorted(present, key=lambda facet: -facet.count)[:MOST_VALUES])
