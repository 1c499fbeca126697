"""Shapes of items in small invented minutes: what opens one, what stays inside one."""

from __future__ import annotations

import pytest

from index.model import Document
from index.parsers import parse

CONVENED = "2025年3月25日上午，市长梁栋主持召开市政府第60次常务会议。会议议定事项如下：\n"


def minutes(items: str, convened: str = CONVENED) -> Document:
    return parse(convened + items, "a")


def headings(document: Document) -> list[str]:
    return [resolution.heading for resolution in document.resolutions]


@pytest.mark.parametrize(
    "marks",
    [
        ("第一，", "第二，", "第三，"),
        ("●", "●", "●"),
        ("■ ", "■ ", "■ "),
        ("【议题1】", "【议题2】", "【议题3】"),
        ("01 ", "02 ", "03 "),
        ("1，", "2，", "3，"),
    ],
)
def test_marks_that_part_items(marks: tuple[str, ...]) -> None:
    names = ("研究公交车更新工作", "审议《生态保护规划》", "听取一季度信访工作情况汇报")
    items = "".join(
        f"{mark}{name}\n会议同意，按程序办理。\n" for mark, name in zip(marks, names, strict=True)
    )
    document = minutes(items)
    assert headings(document) == list(names)
    assert [r.label for r in document.resolutions] == [mark.strip() for mark in marks]


def test_reasons_alone_part_items_but_inside_one_they_do_not() -> None:
    reasons = "一是关于土地事项。会议同意出让。\n二是关于低保标准。会议同意提高标准。\n"
    assert headings(minutes(reasons)) == ["关于土地事项", "关于低保标准"]
    inside = minutes("会议听取了防汛工作汇报。会议要求：\n" + reasons)
    assert len(inside.resolutions) == 1
    assert reasons.strip() in inside.resolutions[0].points[0].text
    under = minutes("一、研究防汛工作\n会议要求：\n◆ 关于堤防\n◆ 关于水库\n")
    assert len(under.resolutions) == 1
