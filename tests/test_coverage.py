"""Which meetings are held, and which are missing between the first and the last."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.coverage import MeetingSeries, OrdinalRange, coverage
from index.model import Document, Kind, Meeting
from index.report_printing import coverage_lines


def minutes(
    number: int | None,
    body: str | None = "云津市人民政府",
    term: int | None = 16,
    year: int | None = None,
    held: date | None = None,
    meeting_type: str | None = "常务会议",
    kind: Kind = "minutes",
) -> Document:
    meeting = Meeting(body, term, meeting_type, number, year, held)
    return Document(kind, "会议纪要", (), meeting=meeting)


def ordinals(*numbers: int | None) -> list[Document]:
    return [minutes(number) for number in numbers]


def ranges(*pairs: tuple[int, int]) -> tuple[OrdinalRange, ...]:
    return tuple(OrdinalRange(*pair) for pair in pairs)


@pytest.mark.parametrize(
    ("numbers", "held", "missing"),
    [
        ([98, 101], ranges((98, 98), (101, 101)), ranges((99, 100))),
        ([101, 98, 98], ranges((98, 98), (101, 101)), ranges((99, 100))),
        ([1, 2, 3], ranges((1, 3)), ()),
        ([7], ranges((7, 7)), ()),
        ([1, 3, 4, 9], ranges((1, 1), (3, 4), (9, 9)), ranges((2, 2), (5, 8))),
        ([None, None], (), ()),
        ([1, 10**6], ranges((1, 1), (10**6, 10**6)), ranges((2, 10**6 - 1))),
    ],
)
def test_what_is_held_and_what_is_missing(
    numbers: list[int | None],
    held: tuple[OrdinalRange, ...],
    missing: tuple[OrdinalRange, ...],
) -> None:
    (series,) = coverage(ordinals(*numbers))
    assert (series.held, series.missing) == (held, missing)
    assert series.unnumbered == numbers.count(None)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_held_and_missing_are_everything_in_between(numbers: set[int]) -> None:
    (series,) = coverage(ordinals(*numbers))
    held = {n for r in series.held for n in range(r.first, r.last + 1)}
    missing = {n for r in series.missing for n in range(r.first, r.last + 1)}
    assert held == numbers
    assert held | missing == set(range(min(numbers), max(numbers) + 1))
    assert not held & missing
    assert (series.held_count, series.missing_count) == (len(held), len(missing))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"body": "云津市人民政府"}, {"body": "山阴县人民政府"}),
        ({"term": 16}, {"term": 17}),
        ({"meeting_type": "常务会议"}, {"meeting_type": "党组会议"}),
        ({"year": 2024}, {"year": 2025}),
        ({"term": None, "held": date(2024, 1, 2)}, {"term": None, "held": date(2025, 1, 2)}),
        ({"term": 16}, {"term": 16, "year": 2024}),
    ],
)
def test_another_series_has_ordinals_of_its_own(
    one: dict[str, object], other: dict[str, object]
) -> None:
    found = coverage([minutes(3, **one), minutes(8, **other)])  # type: ignore[arg-type]
    assert len(found) == 2
    assert all(series.missing == () for series in found)


def test_a_year_joins_whether_the_term_is_printed_or_not() -> None:
    days = {"held": date(2024, 5, 6)}
    found = coverage(
        [
            minutes(3, term=16, year=2024),
            minutes(5, term=None, year=2024),
            minutes(6, term=None, **days),  # type: ignore[arg-type]
        ]
    )
    assert [(s.year, s.term, s.held_count) for s in found] == [(2024, None, 3)]


def test_what_is_no_meeting_or_of_no_known_body_is_in_no_series() -> None:
    documents = [
        minutes(3, body=None),
        minutes(3, kind="policy"),
        Document("minutes", "纪要", ()),
        Document("policy", "通知", ()),
    ]
    assert coverage(documents) == ()


def test_the_days_of_a_series() -> None:
    days = [date(2024, 3, 5), None, date(2023, 11, 30)]
    (series,) = coverage([minutes(n, held=day) for n, day in enumerate(days, start=1)])
    assert (series.first_date, series.last_date) == (date(2023, 11, 30), date(2024, 3, 5))


def test_the_order_of_input_changes_nothing() -> None:
    documents = [
        minutes(n, body=f"{b}市人民政府", term=t) for n in (1, 4) for b in "甲乙丙" for t in (1, 2)
    ]
    expected = coverage(documents)
    assert [(s.body, s.term) for s in expected] == sorted((s.body, s.term) for s in expected)
    random.Random(2).shuffle(documents)
    assert coverage(documents) == expected


# Printed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("documents", "line"),
    [
        (
            ordinals(98, 101),
            "会议 云津市人民政府：常务会议 第16届 2 次（第98、101次，缺 99—100）",
        ),
        (ordinals(1, 2, None), "会议 云津市人民政府：常务会议 第16届 3 次（第1—2次，无次数 1 份）"),
        (
            [minutes(2, term=None, year=2026, meeting_type=None)],
            "会议 云津市人民政府：会议 2026年 1 次（第2次）",
        ),
        (
            ordinals(*range(1, 21, 2)),
            "会议 云津市人民政府：常务会议 第16届 10 次"
            "（第1、3、5、7次 等 10 次，缺 2、4、6、8 等 9 次）",
        ),
    ],
)
def test_a_body_is_one_line(documents: list[Document], line: str) -> None:
    assert coverage_lines(coverage(documents)) == [line]


def test_no_more_is_printed_than_a_screen_holds() -> None:
    documents = [
        minutes(number, body=f"第{body}区人民政府", term=term)
        for body in range(60)
        for term in range(1, 9)
        for number in range(1, 90, 1 + body % 3)
    ]
    lines = coverage_lines(coverage(documents))
    assert len(lines) == 11
    assert max(map(len, lines)) < 220
    assert "缺" in lines[0]
    assert lines[-1] == "另有 50 个会议机关，见报告"
    assert len(coverage_lines(coverage(documents), every=True)) == 60


def test_a_series_is_one_record() -> None:
    series = MeetingSeries("甲", None, 1, None, ranges((1, 4)), ())
    assert (series.held_count, series.missing_count) == (4, 0)


def dated(number: int, day: date, term: int | None) -> Document:
    return minutes(number, term=term, held=day)


def test_a_meeting_without_a_printed_term_is_counted_in_the_one_it_falls_in() -> None:
    printed = [dated(52, date(2024, 10, 14), 16), dated(63, date(2025, 9, 15), 16)]
    between = dated(55, date(2025, 1, 6), None)
    earlier = dated(28, date(2023, 1, 16), None)
    (series,) = coverage([*printed, between, earlier])
    assert series.term == 16
    assert series.held == ranges((28, 28), (52, 52), (55, 55), (63, 63))


def test_a_meeting_out_of_order_is_of_another_term() -> None:
    printed = [dated(52, date(2024, 10, 14), 16), dated(63, date(2025, 9, 15), 16)]
    restarted = dated(2, date(2026, 3, 1), None)
    assert [(s.term, s.year) for s in coverage([*printed, restarted])] == [(None, 2026), (16, None)]


def test_between_two_terms_that_would_both_do_none_is_taken() -> None:
    printed = [dated(70, date(2021, 5, 1), 15), dated(3, date(2022, 3, 1), 16)]
    unclear = dated(80, date(2022, 9, 1), None)
    assert (None, 2022) in {(s.term, s.year) for s in coverage([*printed, unclear])}
