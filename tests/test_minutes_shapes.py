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


def test_headings_that_only_sort_the_items_are_their_groups() -> None:
    document = minutes(
        "一、会议审议以下事项\n（一）《一季度经济运行分析报告》\n会议原则通过。\n"
        "（二）《土地出让方案》\n会议同意。\n"
        "二、民生工作\n（一）关于低保标准\n会议同意提高标准。\n"
    )
    assert [(r.group, r.label, r.heading) for r in document.resolutions] == [
        ("一、会议审议以下事项", "（一）", "《一季度经济运行分析报告》"),
        ("一、会议审议以下事项", "（二）", "《土地出让方案》"),
        ("二、民生工作", "（一）", "关于低保标准"),
    ]


def test_headings_below_a_matter_are_its_points() -> None:
    document = minutes(
        "一、审议《城市更新方案》\n（一）关于资金筹措\n会议同意由市财政局保障。\n"
        "（二）关于项目管理\n会议要求规范管理。\n二、研究防汛工作\n会议要求抓好落实。\n"
    )
    assert headings(document) == ["审议《城市更新方案》", "研究防汛工作"]
    assert [point.label for point in document.resolutions[0].points] == ["（一）", "（二）"]


@pytest.mark.parametrize(
    ("opening", "count"),
    [
        ("会议集体学习了《预算法》。", 3),
        ("会议对土地出让事项进行了研究。", 3),
        ("会议就供热价格进行了专题研究。", 3),
        ("会议对下一步工作进行了研究部署。", 2),
        ("会议决定，由市财政局保障经费。", 2),
    ],
)
def test_unnumbered_openings(opening: str, count: int) -> None:
    first = "会议听取了市发改委关于经济运行情况的汇报。会议要求，抓好重点项目建设。\n"
    document = minutes(f"{first}{opening}\n会议审议了《工作要点》。会议原则通过。\n")
    assert len(document.resolutions) == count


def test_decisions_alone_are_items() -> None:
    decisions = "会议同意调整供热价格。\n会议原则通过《管理办法》。\n会议决定表彰先进。\n"
    for convened in (CONVENED, "2025年7月8日，市长梁栋主持召开第8次市长办公会议，会议议定：\n"):
        document = minutes(decisions + "出席：梁栋、赵六\n记录：何平\n", convened)
        assert len(document.resolutions) == 3
        assert document.back_matter.startswith("出席")


TWO_ITEMS = (
    "一、关于工作总结\n会议审议通过了《工作要点》。\n二、关于落户政策\n会议要求，放宽落户。\n"
)


@pytest.mark.parametrize(
    "foot",
    [
        "来源：市政府办公室\n编辑：苗苗\n审核：雷鸣\n",
        "相关附件\n相关文章\n",
        "相关信息\n·市政府第17次常务会议纪要  2025-03-11\n",
        "责编：张三\n【字体：大 中 小】 打印本页 关闭窗口\n",
        "您访问的链接即将离开“江源市人民政府”门户网站 是否继续？\n继续访问 放弃\n",
        "信息来源：市政府办 | 发布日期：2025-03-30 | 阅读次数：12\n",
    ],
)
def test_the_foot_of_a_page_is_no_item(foot: str) -> None:
    document = minutes(TWO_ITEMS + foot)
    assert len(document.resolutions) == 2
    assert document.resolutions[1].points[0].text == "会议要求，放宽落户。"


@pytest.mark.parametrize(
    ("page_break", "kept"),
    [
        ("— 1 —\n江源市人民政府常务会议纪要\n", False),
        ("江源市政府党组会议纪要\n- 1 -\n", False),
        ("江源市人民政府常务会议纪要\n", True),
    ],
)
def test_a_header_beside_a_page_number_is_none_of_the_text(page_break: str, kept: bool) -> None:
    document = minutes(TWO_ITEMS.replace("二、", page_break + "二、"))
    assert len(document.resolutions) == 2
    assert ("会议纪要" in document.resolutions[0].points[0].text) == kept


def test_who_was_there_for_one_item_is_attendance() -> None:
    document = minutes(
        "一、关于学校食堂\n会议同意方案。\n列席：区教育局李想，区市场监管局康宁\n"
        "二、关于低保标准\n会议同意提高标准。\n列席单位：区民政局\n会议强调，抓好落实。\n"
    )
    first, second = document.resolutions
    assert first.points[0].text == "会议同意方案。"
    assert "列席单位：区民政局" in second.points[0].text
    assert "李想" in document.back_matter


@pytest.mark.parametrize("broken", ["：一、", "。二、", "。三、"])
def test_a_list_inside_an_item_opens_no_item_where_lines_break(broken: str) -> None:
    first = "一、会议学习了重要文件。会议要求：一、要提高站位。二、要抓实举措。三、要加强协作。"
    items = first.replace(broken, broken[0] + "\n" + broken[1:])
    document = minutes(f"{items}\n二、会议审议了《办法》。会议同意。\n三、会议研究了人事工作。\n")
    assert headings(document) == ["学习了重要文件", "审议了《办法》", "研究了人事工作"]


@pytest.mark.parametrize(
    "sentence",
    [
        "会议还就其他工作进行了研究。",
        "其他事项略。",
        "（其他议题略）",
        "此外，会议还研究了有关人事事项。",
        "三、其他事项（略）",
        "三、会议研究了其他事项。",
        "三\n会议研究了其他事项。",
        "会议讨论了其他工作。",
    ],
)
def test_what_says_that_there_was_more(sentence: str) -> None:
    apart = minutes(TWO_ITEMS + sentence)
    assert (len(apart.resolutions), apart.partial) == (2, True)
    assert apart.resolutions[1].points[0].text == "会议要求，放宽落户。"


def test_more_business_at_the_end_of_a_paragraph_and_an_item_of_that_name() -> None:
    apart = minutes(TWO_ITEMS.rstrip() + "会议还就其他工作进行了研究。")
    assert apart.partial
    assert apart.resolutions[1].points[0].text == "会议要求，放宽落户。"
    item = minutes(TWO_ITEMS + "三、其他事项\n会议同意一季度会议计划。\n")
    assert (len(item.resolutions), item.partial) == (3, False)
    said = minutes(TWO_ITEMS + "三、会议研究了其他事项。\n会议同意一季度会议计划。\n")
    assert (len(said.resolutions), said.partial) == (3, False)


@pytest.mark.parametrize("width", [14, 16, 18, 20, 22])
def test_a_letterhead_and_its_number_are_two_lines_at_every_width(width: int) -> None:
    paragraphs = (CONVENED + TWO_ITEMS + "会议还研究了其他事项。").splitlines()
    wrapped = [p[i : i + width] for p in paragraphs for i in range(0, len(p), width)]
    document = minutes("\n".join(wrapped), "云岭族自治县人民政府文件\n云政会〔2024〕6号\n")
    assert document.document_number == "云政会〔2024〕6号"
    assert document.title == "市政府第60次常务会议纪要"
    assert len(document.resolutions) == 2


@pytest.mark.parametrize(
    "cut", ["2|025年4月1日", "20|25年4月1日", "2025年|4月1日", "2025年4|月1日"]
)
def test_the_date_of_an_imprint_across_a_line_end(cut: str) -> None:
    imprint = "江源市人民政府办公室" + cut.replace("|", "\n") + "印发\n"
    document = minutes(TWO_ITEMS + "出席：梁栋、赵六\n记录：钱七\n" + imprint)
    assert str(document.issued) == "2025-04-01"


@pytest.mark.parametrize("line", ["内部资料 注意保存", "内部文件", "注意保密", "第 9 次"])
def test_a_line_above_the_title_is_no_part_of_who_met(line: str) -> None:
    head = f"{line}\n云泽市人民政府第十六届第60次常务会议纪要\n"
    document = minutes(TWO_ITEMS, head + CONVENED)
    assert document.meeting is not None
    assert (document.meeting.body, document.meeting.number) == ("云泽市人民政府", 60)
