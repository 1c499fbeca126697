"""Markdown becomes plain lines; plain text stays as it is."""

from __future__ import annotations

import time
from datetime import date

import pytest
from conftest import PROJECT

from index.extract.text import extract_text
from index.extract.text.markdown import is_markdown

PAGE = """---
title: "云泽市停车管理办法"
date: 2025-03-04
---
# 云泽市停车管理办法 #

<!-- 草稿 -->
**第一条** 为了*规范*停车，制定~~本~~办法。
一、原则
1. 第一项
- 甲
  - [ ] 乙

| 区 | 数 |
|----|---:|
| 东区 | 12 |
| 西\\|区 | **3** |

> 引用 [文件](https://yunze.gov.cn/a(1).html) 与 [名单](a.doc)，见〔2025〕3号 [注](第二条)
***
```
# 原样
```
附件：2 * 3 * 4 = 24，2*3*4
"""


def test_the_marking_goes_and_the_printed_text_stays() -> None:
    extracted = extract_text(PAGE.encode())
    assert [line for line in extracted.text.split("\n") if line] == [
        "云泽市停车管理办法",
        "第一条 为了规范停车，制定本办法。",
        "一、原则",
        "1. 第一项",
        "甲",
        "乙",
        "区 | 数",
        "东区 | 12",
        "西|区 | 3",
        "引用 文件 与 名单，见〔2025〕3号 [注](第二条)",
        "# 原样",
        "附件：2 * 3 * 4 = 24，2*3*4",
    ]
    assert extracted.metadata.title == "云泽市停车管理办法"
    assert extracted.metadata.published == date(2025, 3, 4)
    assert {one.reason for one in extracted.removed} == {"文件头信息", "注释", "链接地址"}
    assert any("https://yunze.gov.cn/a(1).html" in one.text for one in extracted.removed)


@pytest.mark.parametrize(
    "text",
    [
        "云泽市人民政府常务会议纪要\n一、会议听取汇报\n1. 同意。\n2. 请市财政局落实。\n",
        "- 1 -\n会议纪要\n---\n出席：张三\n",
        "* 注：数据为初步统计数。\n面积=长*宽*高\n",
        "#1楼 与 #2楼 的改造\n第3#地块\n",
        "编号 | 名称\n1 | 甲\n",
        "——\n--------\n标题\n========\n正文\n",
        "[2025](3号) **重要** 只此一处",
    ],
)
def test_plain_text_is_not_touched(text: str) -> None:
    assert not is_markdown(text)
    assert extract_text(text.encode()).text == text


def test_no_sample_is_taken_for_markdown() -> None:
    for path in sorted((PROJECT / "samples").glob("*.txt")):
        assert not is_markdown(path.read_text("utf-8")), path.name


@pytest.mark.parametrize(
    "text",
    ["**" * 40_000, "[" * 80_000, "|-" * 40_000, "`a" * 40_000, "*a" * 40_000, "<!--" * 20_000],
)
def test_endless_marks_are_read_in_time(text: str) -> None:
    started = time.perf_counter()
    extract_text(("# 标题\n" + text).encode())
    assert time.perf_counter() - started < 10
