"""Every point can be seen as it is printed."""

from __future__ import annotations

import time

import pytest
from conftest import PROJECT

from index.cleaning import split_lines
from index.cleaning.originals import with_originals
from index.model import Document, Point, Resolution
from index.parsers import parse
from index.text_forms import bare


def document_of(*texts: str) -> Document:
    resolutions = tuple(
        Resolution(number, "标题", (Point(None, text),)) for number, text in enumerate(texts, 1)
    )
    return Document("other", "题目", resolutions)


def originals(printed: str, *texts: str) -> list[str | None]:
    document = with_originals(document_of(*texts), split_lines(printed))
    return [resolution.points[0].original for resolution in document.resolutions]


@pytest.mark.parametrize(
    ("printed", "text", "original"),
    [
        (
            "请市 水 务局于202 6\n年完成。",
            "请市水务局于2026年完成。",
            "请市 水 务局于202 6\n年完成。",
        ),
        ("第一行没有完\n　　就换行了。", "第一行没有完就换行了。", "第一行没有完\n　　就换行了。"),
        ("原样照录。", "原样照录。", None),
        ("　　缩进不算。\n\n　　空行也不算。  ", "缩进不算。\n空行也不算。", None),
        ("（一）标 号不在其中。", "标号不在其中。", "标 号不在其中。"),
        ("别处的文字。", "表格里拼出来的一行。", None),
        ("", "没有原文。", None),
        ("全 角１２３。", "全角１２３。", "全 角１２３。"),
    ],
)
def test_the_printed_form_of_a_point(printed: str, text: str, original: str | None) -> None:
    assert originals(printed, text) == [original]


def test_points_are_found_one_behind_the_other() -> None:
    printed = "同 意。\n另起一段。\n同\n意。\n不在其中的一行\n同  意。"
    assert originals(printed, "同意。", "同意。", "同意。") == ["同 意。", "同\n意。", "同  意。"]


def test_a_point_that_is_not_found_does_not_hide_the_next() -> None:
    assert originals("甲 乙丙。\n丁 戊己。", "甲丙乙。", "丁戊己。") == [None, "丁 戊己。"]


def test_the_printed_form_has_the_same_characters() -> None:
    differing = 0
    for path in sorted((PROJECT / "samples").glob("*.txt")):
        text = path.read_text("utf-8")
        for resolution in parse(text, path.stem).resolutions:
            for point in resolution.points:
                if point.original is not None:
                    differing += 1
                    assert bare(point.original) == bare(point.text)
                    assert all(line in text for line in point.original.splitlines())
    assert differing


def test_many_points_that_are_not_found_take_a_moment() -> None:
    missing = [f"没有的第{number}段。" * 20 for number in range(2_000)]
    started = time.perf_counter()
    found = originals("没有的第" * 250_000, *missing)
    assert found == [None] * len(missing)
    assert time.perf_counter() - started < 30
