"""What is taken for minutes: covers that hand them on, minutes without a title, and what is not."""

from __future__ import annotations

import pytest

from index.parsers import parse

ITEMS = "一、关于土地事项（市自然资源局汇报）\n会议同意。\n二、关于低保标准\n会议同意提高标准。\n"


@pytest.mark.parametrize(
    "cover",
    [
        "江源市人民政府办公室关于印发市政府第12次常务会议纪要的通知\n江政办纪〔2025〕3号\n各县人民政府：\n"
        "现将市政府第12次常务会议纪要印发给你们。\n江源市人民政府办公室\n2025年3月28日\n"
        "市政府第12次常务会议纪要\n",
        "关于印发《江源市人民政府第12次常务\n会议纪要》的函\n各有关单位：\n请认真贯彻落实。\n",
    ],
)
def test_minutes_behind_a_cover(cover: str) -> None:
    document = parse(f"{cover}2025年3月25日，市长梁栋主持召开市政府第12次常务会议。\n{ITEMS}", "a")
    assert document.kind == "minutes"
    assert document.meeting is not None
    assert (document.meeting.number, document.meeting.chair) == (12, "梁栋")
    assert [r.label for r in document.resolutions] == ["一、", "二、"]
    assert cover.splitlines()[0] in document.front_matter


@pytest.mark.parametrize(
    "items",
    [ITEMS, "会议首先传达学习了全国两会精神。\n会议随后研究了土地事项，同意。\n"],
)
def test_minutes_that_only_convene_and_decide(items: str) -> None:
    document = parse(f"2025年3月25日，市长梁栋主持召开市政府第48次常务会议。\n{items}", "a")
    assert document.kind == "minutes"
    assert len(document.resolutions) == 2


@pytest.mark.parametrize(
    "text",
    [
        "关于印发会议纪要格式规范的通知\n各有关单位：\n现将会议纪要格式规范印发给你们。\n一、标题用二号字。\n",
        "在全市防汛工作会议上的讲话\n同志们：\n上周，我主持召开市政府会议，研究了防汛工作。会议要求"
        "立即行动。\n一、认清形势\n形势严峻。\n",
    ],
)
def test_a_cover_without_minutes_and_a_speech_are_none(text: str) -> None:
    assert parse(text, "a").kind != "minutes"
