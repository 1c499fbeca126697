"""The marks of the facts are well-formed, the scorer counts right, and what was reached stays."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks import fact_accuracy, fact_marks
from benchmarks.fact_accuracy import Measured
from benchmarks.fact_marks import MARKS, SETS, Fact, Mark, read_marks, score
from index.fact_model import DEADLINE_KINDS, ITEM_TYPES, NEXT_STEPS, OUTCOMES, PARTY_TYPES, ROLES
from index.model import Document, Point, Resolution

NAMES = sorted(path.stem for path in MARKS.glob("*.tsv"))
STATUSES = {"出席", "列席", "邀请列席", "固定列席", "请假"}
UNITS = {
    *("元", "美元", "亩", "公顷", "平方米", "平方公里", "公里", "米", "立方米", "吨", "千瓦"),
    *("个百分点", "%"),
}
NUMBER = r"\d+(\.\d+)?"


@functools.cache
def measured(name: str) -> Measured:
    if not SETS[name].is_dir():
        pytest.skip("needs ../shared: the sources of these marks")
    return fact_accuracy.measure(name)


def is_party(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in PARTY_TYPES and bool(words[1])


def is_due(words: list[str]) -> bool:
    kind, due = words
    dated = due != "-" and bool(date.fromisoformat(due))
    return kind in DEADLINE_KINDS and (dated or kind != "fixed")


def is_amount(words: list[str]) -> bool:
    number, unit = words
    return unit in UNITS and re.fullmatch(rf"{NUMBER}(\.\.{NUMBER})?", number) is not None


def is_citation(words: list[str]) -> bool:
    return words[0] != "-" or len(words) == 2


#: What was reached when the extractors were done, less two points in a hundred: a row each of
#: precision and recall. Facts with few marks fall by more than that with one of them.
FLOORS = {
    "real": {
        "item_type": (0.98, 0.98),
        "outcome": (0.98, 0.98),
        "next_step": (0.93, 0.93),
        "responsible": (0.97, 0.96),
        "reported_by": (0.91, 0.91),
        "deadline": (0.87, 0.87),
        "citation": (0.93, 0.93),
        "amount": (0.8, 0.8),
        "attendance": (0.98, 0.98),
    },
    "samples": {
        "item_type": (0.98, 0.98),
        "outcome": (0.97, 0.97),
        "next_step": (0.95, 0.95),
        "responsible": (0.97, 0.97),
        "reported_by": (0.93, 0.96),
        "deadline": (0.98, 0.98),
        "citation": (0.92, 0.92),
        "amount": (0.98, 0.98),
        "attendance": (0.98, 0.98),
    },
    "held_out": {
        "item_type": (0.93, 0.93),
        "outcome": (0.96, 0.96),
        "next_step": (0.75, 0.6),
        "responsible": (0.96, 0.91),
        "reported_by": (0.83, 0.9),
        "deadline": (0.95, 0.9),
        "citation": (0.75, 0.75),
        "amount": (0.96, 0.96),
        "attendance": (0.92, 0.89),
    },
    "policies": {
        "responsible": (0.96, 0.91),
        "deadline": (0.66, 0.9),
        "citation": (0.5, 0.5),
        "amount": (0.94, 0.94),
    },
}

WELL_FORMED = {
    "item_type": lambda words: words[0] in ITEM_TYPES and len(words) == 1,
    "outcome": lambda words: words[0] in OUTCOMES and len(words) == 1,
    "next_step": lambda words: words[0] in NEXT_STEPS and len(words) == 1,
    "responsible": lambda words: words[0] in ROLES and is_party(words[1:]),
    "reported_by": is_party,
    "deadline": is_due,
    "citation": is_citation,
    "amount": is_amount,
    "attendance": lambda words: words[0] in STATUSES and len(words) == 5,
}


def test_every_set_has_marks_and_floors():
    assert set(NAMES) == set(SETS) == set(FLOORS)


@pytest.mark.parametrize("name", NAMES)
def test_marks_are_well_formed(name: str) -> None:
    for mark in read_marks(name):
        fact = mark.fact
        assert WELL_FORMED[fact.fact](fact.value.split(" ")), mark
        assert (fact.resolution == 0) == (fact.fact == "attendance") == (fact.point == "-"), mark
        assert re.fullmatch("[0-9a-f]{8}" if fact.resolution else "-", mark.check), mark


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_marked_twice(name: str) -> None:
    counted = Counter(mark.fact for mark in read_marks(name))
    assert [fact for fact, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_marks_stand_on_the_words_that_were_marked(name: str) -> None:
    assert measured(name).misfits == {}


@pytest.mark.parametrize(
    ("name", "fact_name"), [(name, fact) for name, floors in FLOORS.items() for fact in floors]
)
def test_facts_are_read_as_well_as_they_were(name: str, fact_name: str) -> None:
    precision, recall = FLOORS[name][fact_name]
    found = measured(name).scores[fact_name]
    assert found.marks > 0
    assert found.precision >= precision, found.unmarked
    assert found.recall >= recall, found.missed


def fact(value: str, start: int = 0, end: int = 4, name: str = "deadline") -> Fact:
    return Fact("a.txt", 1, name, "0", start, end, value)


def test_a_miss_an_extra_and_a_wrong_value_are_counted():
    marked = [fact("vague -"), fact("fixed 2025-06-30", 10, 15), fact("recurring -", 20, 24)]
    read = [fact("vague -"), fact("fixed 2026-06-30", 10, 15), fact("ongoing -", 30, 34)]
    found = score(marked, read)
    assert (found.marks, found.found, found.matched) == (3, 3, 1)
    assert found.precision == found.recall == pytest.approx(1 / 3)
    assert found.missed == (fact("fixed 2025-06-30", 10, 15), fact("recurring -", 20, 24))
    assert found.unmarked == (fact("fixed 2026-06-30", 10, 15), fact("ongoing -", 30, 34))


def test_words_have_to_overlap_and_pairs_are_one_to_one():
    assert score([fact("vague -", 0, 4)], [fact("vague -", 3, 9)]).matched == 1
    assert score([fact("vague -", 0, 4)], [fact("vague -", 4, 9)]).matched == 0
    twice = score([fact("vague -", 0, 9)], [fact("vague -", 0, 2), fact("vague -", 3, 5)])
    assert (twice.matched, twice.found, twice.recall) == (1, 2, 1.0)


def test_item_types_count_wherever_they_stand():
    marked = Fact("a.txt", 1, "item_type", "lead", 5, 7, "heard")
    read = Fact("a.txt", 1, "item_type", "heading", 0, 0, "heard")
    assert score([marked], [read]).matched == 1


def test_nothing_marked_and_nothing_read_is_no_error():
    found = score([], [])
    assert (found.precision, found.recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("point", "start", "end", "check", "sentence"),
    [
        ("0", 0, 3, fact_marks.check_of("市水务"), None),
        ("0", 0, 3, fact_marks.check_of("市财政"), "is not what was marked"),
        ("0", 8, 30, "00000000", "does not reach"),
        ("1", 0, 3, "00000000", "does not reach"),
    ],
)
def test_a_text_that_moved_under_its_marks_is_told(
    point: str, start: int, end: int, check: str, sentence: str | None
) -> None:
    resolution = Resolution(1, "修渠", (Point(None, "市水务局 要修好水渠。"),))
    document = Document("minutes", "纪要", (resolution,))
    mark = Mark(Fact("a.txt", 1, "deadline", point, start, end, "vague -"), 2, check)
    found = fact_accuracy.misfits([mark], {"a.txt": document}).get("a.txt")
    assert (found is None) if sentence is None else (found is not None and sentence in found)


def test_a_line_of_a_jsonl_file_is_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        {"title": f"第{n}件", "text": f"一、修渠\n县水利局要修好{n}公里渠道。"} for n in (1, 2)
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "two.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setitem(SETS, "held_out", tmp_path)
    mark = Mark(Fact("two.jsonl:2", 1, "amount", "0", 7, 10, "2 公里"), 2, "")
    (document,) = fact_accuracy.documents_of("held_out", [mark]).values()
    read = list(fact_accuracy.facts_of("two.jsonl:2", document, {1}))
    assert [fact.value for fact in read if fact.fact == "amount"] == ["2 公里"]


def test_the_command_prints_a_row_for_the_fact_and_its_errors(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["fact_accuracy", "--set", "samples", "--fact", "amount", "--errors"]
    monkeypatch.setattr(sys, "argv", arguments)
    assert fact_accuracy.main() == 0
    rows = capsys.readouterr().out.splitlines()
    found = measured("samples").scores["amount"]
    assert rows[1].split() == [
        *("amount", f"{found.precision:.3f}", f"{found.recall:.3f}"),
        *(str(found.marks), str(found.found)),
    ]
    assert len(rows) == 2 + len(found.missed) + len(found.unmarked)
