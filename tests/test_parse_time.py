"""Parsing takes time in proportion to the text, whatever it repeats."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from index.cleaning import split_lines
from index.parsers import parse

HEAD = (
    "某某市人民政府第23次常务会议纪要\n2024年6月12日上午，市长主持召开第23次常务会议。\n一、事项\n"
)


def _dates(count: int) -> str:
    return HEAD + "2024年7月5日\n" * count + "会议同意该方案。\n"


def _running_numbers(count: int) -> str:
    return HEAD + "十、各部门认真落实各项工作任务确保按期完成并及时报告情况\n" * count


def _cost(text: str) -> float:
    start = time.process_time()
    parse(text, "纪要")
    return time.process_time() - start


@pytest.mark.parametrize("text", [_dates, _running_numbers])
def test_four_times_the_lines_do_not_take_sixteen_times_as_long(
    text: Callable[[int], str],
) -> None:
    parse(text(10), "纪要")
    small = min(_cost(text(500)) for _ in range(2))
    assert _cost(text(2_000)) < 9 * small


def test_blank_lines_cost_next_to_nothing() -> None:
    lines = split_lines("标题\n" + "\n　\t\n" * 200_000 + "正文")
    assert [line.bare for line in lines] == ["标题", "", "正文"]
