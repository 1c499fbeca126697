"""Two legs → one ranking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.generation import Floors
from search.fusion import COSINE_WEIGHT, Exact, fuse, match_set, ranked, ranks

FLOORS = Floors(keyword=0.4, semantic=0.9, semantic_with_keyword=0.8, keyword_with_semantic=0.2)
SHARE = st.floats(0, 1)
ROWS = st.lists(st.tuples(SHARE, SHARE, st.booleans(), st.booleans()), min_size=1, max_size=30)


def columns(rows: list[tuple[float, float, bool, bool]]) -> tuple[np.ndarray, np.ndarray, Exact]:
    keyword, cosine, exact, heading = (np.array(column) for column in zip(*rows, strict=True))
    return keyword.astype(float), cosine.astype(float), Exact(exact, exact & heading)


@given(ROWS)
def test_exact_rows_are_above_all_others_and_headings_above_them(
    rows: list[tuple[float, float, bool, bool]],
) -> None:
    keyword, cosine, exact = columns(rows)
    for legs in ((keyword, cosine), (keyword, None), (None, cosine)):
        order = ranked(fuse(*legs, exact), np.ones(len(rows), dtype=np.bool_))
        assert exact.anywhere[order].tolist() == sorted(exact.anywhere, reverse=True)


@given(ROWS)
def test_more_of_either_leg_is_never_worse(rows: list[tuple[float, float, bool, bool]]) -> None:
    keyword, cosine, exact = columns(rows)
    before = fuse(keyword, cosine, exact)
    assert (fuse(keyword + 0.1, cosine, exact) > before).all()
    assert (fuse(keyword, cosine + 0.1, exact) > before).all()


def test_the_sum_by_hand() -> None:
    nowhere = Exact.nowhere(2)
    fused = fuse(np.array([0.5, 0.25]), np.array([0.123456, 0.9]), nowhere)
    assert fused.tolist() == [round(0.5 + COSINE_WEIGHT * 0.123456, 4), 0.25 + COSINE_WEIGHT * 0.9]
    assert fuse(None, None, nowhere).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("share", "cosine", "inside"),
    [
        (0.4, 0.0, True),
        (0.39, 0.0, False),
        (0.0, 0.9, True),
        (0.0, 0.89, False),
        (0.2, 0.8, True),
        (0.19, 0.8, False),
        (0.2, 0.79, False),
    ],
)
def test_the_floors(share: float, cosine: float, inside: bool) -> None:
    nothing = np.zeros(1, dtype=np.bool_)
    found = match_set(np.array([share]), np.array([cosine]), nothing, FLOORS)
    assert found.tolist() == [inside]
    exact = match_set(np.array([share]), np.array([cosine]), ~nothing, FLOORS)
    assert exact.tolist() == [True]


def test_a_leg_that_takes_no_part_lets_nothing_in() -> None:
    nothing = np.zeros(1, dtype=np.bool_)
    assert match_set(None, np.array([0.89]), nothing, FLOORS).tolist() == [False]
    assert match_set(np.array([0.39]), None, nothing, FLOORS).tolist() == [False]
    assert match_set(None, None, nothing, FLOORS).tolist() == [False]


def test_the_match_set_leaves_its_arguments_alone() -> None:
    exact = np.zeros(1, dtype=np.bool_)
    match_set(np.array([1.0]), np.array([1.0]), exact, FLOORS)
    assert exact.tolist() == [False]


def test_ties_are_broken_by_row() -> None:
    scores = np.array([1.0, 2.0, 1.0, 2.0, 3.0])
    matched = np.array([True, True, True, True, False])
    assert ranked(scores, matched).tolist() == [1, 3, 0, 2]
    assert ranks(scores, matched).tolist() == [3, 1, 4, 2, 0]


def test_differences_below_what_is_shown_are_ties() -> None:
    scores = np.array([1.00001, 1.00002])
    assert ranks(scores, np.ones(2, dtype=np.bool_)).tolist() == [1, 2]
