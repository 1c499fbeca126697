"""Which resolutions have which fact: filters and counts over the arrays of one generation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fact_fields import FIELDS, unit_in_role
from index.fact_model import (
    OUTCOMES,
    Amount,
    Citation,
    Deadline,
    Evidence,
    Outcome,
    Party,
    Reporter,
    Responsibility,
)
from index.fact_postings import FactPostings, FactPostingsBuilder
from index.fact_terms import terms_of
from index.model import Attendee, Document, Meeting, Point, Resolution
from search.errors import InvalidRequestError
from search.filters import FactFilter, FactFilters, read_amount

WORDS = Evidence("原文", 0, 0, 2)
SCIENCE = Party("临澜市科学技术局", "市科技局", "unit", "市", "临澜市")
LAND = Party("临澜市国土资源局", "市国土局", "unit", "市", "临澜市", ("临澜市自然资源和规划局",))


def resolution(**facts: object) -> Resolution:
    plain = Resolution(1, "事项", (Point(None, "原文"),))
    return replace(plain, **facts)  # type: ignore[arg-type]  # the test names the fields


ROWS = (
    resolution(
        outcomes=(Outcome("approved", WORDS), Outcome("tasked", WORDS)),
        responsible=(
            Responsibility(SCIENCE, "lead", WORDS),
            Responsibility(LAND, "support", WORDS),
        ),
        deadlines=(Deadline("fixed", date(2025, 6, 30), "规则", WORDS),),
        amounts=(Amount(350_000_000.0, "元", WORDS), Amount(120.0, "亩", WORDS)),
    ),
    resolution(
        outcomes=(Outcome("tasked", WORDS),),
        responsible=(Responsibility(LAND, "lead", WORDS),),
        reported_by=(Reporter(SCIENCE, WORDS),),
        citations=(Citation("市民卡管理办法", WORDS), Citation(None, WORDS, document_number="1号")),
        amounts=(Amount(1e6, "元", WORDS, maximum=5e6),),
    ),
    resolution(deadlines=(Deadline("vague", None, "尽快", WORDS),)),
)
MEETING = Meeting(
    body="临澜市人民政府",
    term=16,
    number=40,
    chair="江予安",
    attendance=(Attendee("郭强", None, None, "请假"),),
)
DOCUMENT = Document("minutes", "纪要", ROWS, document_number="临府〔2025〕3号", meeting=MEETING)


@pytest.fixture
def postings(tmp_path: Path) -> FactPostings:
    return saved(tmp_path, ROWS)


def saved(directory: Path, rows: tuple[Resolution, ...]) -> FactPostings:
    builder = FactPostingsBuilder()
    for row in rows:
        builder.add(row, terms_of(row, DOCUMENT))
    builder.save(directory)
    return FactPostings.open(directory, len(rows))


def rows(mask: np.ndarray) -> list[int]:
    return np.flatnonzero(mask).tolist()


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("outcome", "approved", [0]),
        ("outcome", "tasked", [0, 1]),
        ("outcome", "deferred", []),
        ("unit", "市科技局", [0, 1]),
        ("unit", "临澜市 科学技术局", [0, 1]),
        ("unit", "临澜市自然资源和规划局", [0, 1]),
        ("unit", "科技", []),
        ("role", "reported", [1]),
        (unit_in_role("lead"), "市科技局", [0]),
        (unit_in_role("reported"), "市科技局", [1]),
        ("deadline", "vague", [2]),
        ("cites", "市民卡", [1]),
        ("cites", "1号", []),
        ("chair", "江予安", [0, 1, 2]),
        ("attendee", "郭强", [0, 1, 2]),
        ("attendee", "郭", []),
        ("body", "临澜", [0, 1, 2]),
        ("term", "16", [0, 1, 2]),
        ("meeting", "40", [0, 1, 2]),
        ("number", "临府[2025]3号", [0, 1, 2]),
        ("genre", "通知", []),
    ],
)
def test_a_fact_is_found_by_its_spellings(
    postings: FactPostings, field: str, value: str, found: list[int]
) -> None:
    assert rows(postings.having(field, value)) == found


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (None, date(2025, 6, 30), [0]),
        (date(2025, 7, 1), None, []),
        (date(2025, 6, 30), date(2025, 6, 30), [0]),
    ],
)
def test_deadlines_by_day(
    postings: FactPostings, start: date | None, end: date | None, found: list[int]
) -> None:
    assert rows(postings.due_between(start, end)) == found


@pytest.mark.parametrize(
    ("unit", "least", "greatest", "found"),
    [
        ("元", 1e8, None, [0]),
        ("元", 4e6, 2e7, [1]),
        ("元", None, 5e5, []),
        ("亩", 100, 120, [0]),
        ("公里", None, None, []),
    ],
)
def test_amounts_by_range(
    postings: FactPostings,
    unit: str,
    least: float | None,
    greatest: float | None,
    found: list[int],
) -> None:
    assert rows(postings.amount_between(unit, least, greatest)) == found


def test_counts_are_of_the_matched_rows(postings: FactPostings) -> None:
    everything = np.ones(3, dtype=np.bool_)
    assert dict(postings.counts("outcome", everything)) == {"approved": 1, "tasked": 2}
    assert dict(postings.counts("unit", everything)) == {SCIENCE.name: 2, LAND.name: 2}
    only_last = np.array([False, False, True])
    assert dict(postings.counts("outcome", only_last)) == {}
    assert dict(postings.counts("deadline", only_last)) == {"vague": 1}


def test_no_facts_at_all(tmp_path: Path) -> None:
    empty = saved(tmp_path, ())
    assert rows(empty.having("unit", "市科技局")) == []
    assert rows(empty.due_between(None, date(2025, 1, 1))) == []
    assert dict(empty.counts("unit", np.zeros(0, dtype=np.bool_))) == {}


@given(st.lists(st.lists(st.sampled_from(OUTCOMES), max_size=4), max_size=8), st.data())
def test_counting_and_filtering_agree(tmp_path_factory, named, data) -> None:  # type: ignore[no-untyped-def]
    made = tuple(resolution(outcomes=tuple(Outcome(o, WORDS) for o in row)) for row in named)
    postings = saved(tmp_path_factory.mktemp("facts"), made)
    matched = np.array([data.draw(st.booleans()) for _ in made], dtype=np.bool_)
    counts = dict(postings.counts("outcome", matched))
    for outcome in OUTCOMES:
        mask = postings.having("outcome", outcome)
        assert rows(mask) == [i for i, row in enumerate(named) if outcome in row]
        assert counts.get(outcome, 0) == np.count_nonzero(mask & matched)


def test_a_unit_and_a_role_are_wanted_together() -> None:
    wanted = FactFilters(
        (
            FactFilter("unit", ("市科技局",)),
            FactFilter("role", ("lead", "owner")),
            FactFilter("outcome", ("approved",)),
        )
    )
    assert list(wanted.clauses()) == [
        (("unit as lead", "市科技局"), ("unit as owner", "市科技局")),
        (("outcome", "approved"),),
    ]


def test_filters_refuse_what_cannot_be() -> None:
    with pytest.raises(InvalidRequestError, match="approved_in_principle"):
        FactFilter("outcome", ("同意",))
    with pytest.raises(InvalidRequestError):
        FactFilters(due_from=date(2025, 2, 1), due_to=date(2025, 1, 1))
    lower, upper = read_amount("a", "1.2亿元"), read_amount("a", "5000万元")
    assert (lower.value, lower.unit) == (120_000_000.0, "元")
    with pytest.raises(InvalidRequestError):
        FactFilters(amount_from=lower, amount_to=upper)
    for wrong in ("很多", "100", "1万元或2万元", ""):
        with pytest.raises(InvalidRequestError):
            read_amount("amount_from", wrong)


def test_every_field_has_words_for_its_terms() -> None:
    assert all(len(set(field.choices)) == len(field.choices) for field in FIELDS.values())
