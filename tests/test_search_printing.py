"""Answers in the terminal say on which page of the file they stand."""

from __future__ import annotations

import pytest
from fake_engine import FakeEngine

from search.printing import as_text, pages
from search.request import SearchRequest


@pytest.mark.parametrize(
    ("page", "last_page", "words"),
    [(None, None, ""), (3, None, "第 3 页"), (3, 3, "第 3 页"), (3, 4, "第 3–4 页")],
)
def test_pages_in_words(page: int | None, last_page: int | None, words: str) -> None:
    assert pages(page, last_page) == words


def test_a_hit_says_on_which_pages_it_stands() -> None:
    lines = list(as_text(FakeEngine().search(SearchRequest("经费"))))
    assert "   云津市人民政府第12次常务会议纪要  2024-03-01  第 3–4 页" in lines


def test_a_hit_without_pages_says_nothing_of_them() -> None:
    lines = list(as_text(FakeEngine().search(SearchRequest("第2条要求"))))
    assert "   关于加强《道路养护》管理的意见  2023-11-20" in lines


def test_a_document_says_where_each_resolution_stands() -> None:
    lines = list(as_text(FakeEngine().document("yunjin-12")))
    assert "二、研究农村道路养护工作  [yunjin-12-2]  第 5 页" in lines
