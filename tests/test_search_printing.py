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


def test_a_resolution_is_followed_by_its_facts_with_their_words() -> None:
    lines = list(as_text(FakeEngine().resolution("yunjin-12-1")))
    facts = lines[lines.index("要点（系统提取，以原文为准）") + 1 :]
    assert "  议定结果：原则同意（原则同意）" in facts
    assert "  牵头：云津市科学技术局（市科技局）" in facts
    assert "  汇报：云津市科学技术局（市科技局）" in facts
    assert "  期限：2024-06-30 固定日期（6月底前）" in facts
    assert "  期限：每季度 定期（每季度）" in facts
    assert "  数量：350000000 元（首期经费）" in facts
    assert facts[-1] == "  已更正：responsible   → support:市财政局（白知行，2024-04-01，漏提）"
