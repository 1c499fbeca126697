"""Numbered lists before the items of minutes: an agenda, particulars, or the items themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from index.model import Document
from index.parsers import parse
from index.parsers.accounting import unaccounted
from index.parsers.bodies import canonical_body
from index.parsers.meeting import read_reference

TITLE = "云泽市人民政府常务会议纪要\n"
CONVENED = "2025年3月25日上午，市长梁栋主持召开市政府第60次常务会议。\n"


def minutes(items: str) -> Document:
    return parse(CONVENED + items, "a")


def headings(document: Document) -> list[str]:
    return [resolution.heading for resolution in document.resolutions]


DECIDED = "一、公交更新\n会议同意购车60辆。\n二、生态规划\n会议原则通过。\n"


@pytest.mark.parametrize(
    "agenda",
    [
        "会议议题：\n一、研究公交更新\n二、审议生态规划\n议定事项：\n",
        "会议议题\n1.研究公交更新\n2.审议生态规划\n",
        "议程：\n（一）研究公交更新；\n（二）审议生态规划。\n会议研究决定：\n",
        "会议研究了以下议题：\n1、公交更新\n2、生态规划\n会议议定如下意见：\n",
        "一、研究公交更新\n二、审议生态规划\n经会议讨论，形成如下意见：\n",
        "议题：\n1.研究公交更新\n2.审议生态规划\n出席：梁栋、赵六\n议定意见如下：\n",
        "会议议程：一、研究公交更新；二、审议生态规划。\n",
        "本次会议议题\n①研究公交更新\n②审议生态规划\n会议决定：\n",
    ],
)
def test_an_agenda_before_the_items_is_none_of_them(agenda: str) -> None:
    document = minutes(agenda + DECIDED)
    assert headings(document) == ["公交更新", "生态规划"]
    assert "生态规划" in document.front_matter


@pytest.mark.parametrize(
    ("items", "found"),
    [
        (
            "一、同意购车60辆；\n二、同意生态规划；\n会议要求如下：\n一、抓紧办理。\n",
            ["同意购车60辆", "同意生态规划"],
        ),
        (
            "一、研究公交更新\n会议同意。\n二、审议生态规划\n1.批准规划。\n2.由市林业局印发。\n",
            ["研究公交更新", "审议生态规划"],
        ),
        (
            "一、通报信访情况\n二、研究公交更新\n会议议定：\n1.购车60辆。\n2.年底到位。\n"
            "三、审议生态规划\n会议通过。\n",
            ["通报信访情况", "研究公交更新", "审议生态规划"],
        ),
        (
            "一、时间\n会议同意文化节定于9月举行。\n二、地点\n会议同意设在南山公园。\n",
            ["时间", "地点"],
        ),
    ],
)
def test_lists_that_are_the_items(items: str, found: list[str]) -> None:
    assert headings(minutes(items)) == found


@pytest.mark.parametrize(
    "head",
    [
        "一、时间：2025年3月25日\n二、地点：市政府东楼\n三、主持人：梁栋\n四、议定事项\n",
        "1.会议时间：2025年3月25日\n2.会议主持：梁栋\n3.出席人员：赵六\n4.会议内容：\n",
        "一、会议名称：第60次会议\n二、会议时间：2025年3月25日\n三、主持：梁栋\n四、研究议定事项：\n",
    ],
)
def test_numbered_particulars_are_no_items(head: str) -> None:
    items = "（一）关于公交更新。同意购车60辆。\n（二）关于生态规划。原则通过。\n"
    document = parse(TITLE + head + items, "a")
    assert headings(document) == ["关于公交更新", "关于生态规划"]
    assert head.splitlines()[0] in document.front_matter
    assert document.meeting is not None
    assert (str(document.meeting.held), document.meeting.chair) == ("2025-03-25", "梁栋")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("列席：市交通局许可", "列席：市林业局林深"),
        ("列席人员：市交通局许可。", "列席人员：市林业局林深。"),
        ("（列席：市交通局许可）", "（列席：市林业局林深）"),
        ("[列席]市交通局许可", "[列席]市林业局林深"),
    ],
)
def test_who_sat_in_on_one_item_has_its_ordinal(first: str, second: str) -> None:
    document = minutes(
        f"一、研究公交更新\n会议同意购车60辆。\n{first}\n"
        f"二、审议生态规划\n会议原则通过。\n{second}\n出席：梁栋、赵六\n记录：何平\n"
    )
    assert document.meeting is not None
    found = {one.name: one.items for one in document.meeting.attendance}
    assert found == {"许可": (1,), "林深": (2,), "梁栋": (), "赵六": ()}
    assert [r.points[0].text for r in document.resolutions] == [
        "会议同意购车60辆。",
        "会议原则通过。",
    ]


def test_who_sat_in_on_two_items_has_both() -> None:
    document = minutes(
        "一、研究公交更新\n会议同意。\n列席：市财政局金石\n"
        "二、审议生态规划\n会议通过。\n列席：市林业局林深\n"
        "三、研究低保标准\n会议同意。\n列席：市财政局金石、市民政局安康\n出席：梁栋\n"
    )
    assert document.meeting is not None
    found = {one.name: one.items for one in document.meeting.attendance}
    assert found == {"金石": (1, 3), "林深": (2,), "安康": (3,), "梁栋": ()}


@pytest.mark.parametrize(
    "foot",
    ["（请假：副市长高远，出差）", "（缺席：高远）", "(请假人员：高远)", "请假：高远（出差）"],
)
def test_who_was_away_is_no_part_of_the_last_item(foot: str) -> None:
    document = minutes(DECIDED + foot + "\n")
    assert document.resolutions[-1].points[0].text == "会议原则通过。"
    assert document.back_matter == foot


@pytest.mark.parametrize(
    ("text", "body", "meeting_type", "number", "year"),
    [
        ("市政府专题会议", "市政府", "专题会议", None, None),
        ("2024年第3次市政府党组(扩大)会议", "市政府", "党组会议", 3, 2024),
        ("县政府党组2025年第2次会议", "县政府党组", "党组会议", 2, 2025),
        ("市政府第五次全体会议", "市政府", "全体会议", 5, None),
        ("市防汛抗旱指挥部2024年第一次全体会议", "市防汛抗旱指挥部", "全体会议", 1, 2024),
        ("全市秸秆禁烧工作领导小组第三次会议", "市秸秆禁烧工作领导小组", "领导小组会议", 3, None),
        ("市征兵领导小组成员会议", "市征兵领导小组", "领导小组会议", None, None),
        ("2024年第2次教育工作领导小组会议", "教育工作领导小组", "领导小组会议", 2, 2024),
        ("市推进城镇化领导小组第2次专题会议", "市推进城镇化领导小组", "专题会议", 2, None),
        ("市国土空间规划委员会2024年第2次会议", "市国土空间规划委员会", None, 2, 2024),
        ("市政府安全生产委员会第二次全体会议", "市政府安全生产委员会", "全体会议", 2, None),
        ("江宁市府院联动第一次联席会议", "江宁市府院联动联席会议", "联席会议", 1, None),
        ("全市打击走私联席会议", "市打击走私联席会议", "联席会议", None, None),
        ("2023年第12次县长办公会", None, "县长办公会议", 12, 2023),
        ("副市长在市政府常务会议室召开专题会", None, "专题会议", None, None),
    ],
)
def test_how_a_meeting_is_named(
    text: str, body: str | None, meeting_type: str | None, number: int | None, year: int | None
) -> None:
    found = read_reference(text.partition("召开")[2] or text)
    assert (found.body, found.meeting_type) == (body, meeting_type)
    assert (found.number, found.year) == (number, year)


@pytest.mark.parametrize(
    ("printed", "lines", "full"),
    [
        ("市政府", ["云泽市人民政府办公室"], "云泽市人民政府"),
        ("市道路安全联席会议", ["昌宁市人民政府"], "昌宁市道路安全联席会议"),
        ("防汛指挥部", ["安阜市防汛指挥部办公室"], "安阜市防汛指挥部"),
        ("防汛指挥部", ["安阜市防汛指挥部", "北岭县防汛指挥部"], "防汛指挥部"),
        ("防汛指挥部", ["由市防汛指挥部会议研究"], "防汛指挥部"),
        ("市场监管领导小组", ["昌宁市人民政府"], "市场监管领导小组"),
        ("市政府、市总工会", ["平湖市人民政府"], "平湖市人民政府、平湖市总工会"),
        ("市政府、海东海关", ["平湖市人民政府"], "平湖市人民政府、海东海关"),
        ("中共江州市人民政府党组", [], "江州市人民政府"),
        (None, ["平湖市人民政府"], None),
    ],
)
def test_the_full_name_of_who_met(printed: str | None, lines: list[str], full: str | None) -> None:
    assert canonical_body(printed, lines, "") == full


HEADER = "序号 | 议题 | 汇报单位 | 议定意见\n"
ROWS = (
    "1 | 研究公交更新 | 市交通局 | 同意购车60辆，年底前到位。\n"
    "2 | 审议生态规划 | 市林业局 | 原则通过。（一）修改后印发。（二）每年评估。\n"
)


def test_rows_of_a_table_are_items() -> None:
    text = TITLE + CONVENED + HEADER + ROWS + "出席：梁栋、赵六\n"
    document = parse(text, "a")
    assert [(r.label, r.heading) for r in document.resolutions] == [
        ("1", "研究公交更新"),
        ("2", "审议生态规划"),
    ]
    first, second = document.resolutions
    assert first.points[0].text == "市交通局|同意购车60辆，年底前到位。"
    assert [point.label for point in second.points] == ["（一）", "（二）"]
    assert "汇报单位" in document.front_matter
    assert unaccounted(text, document) == Counter()


@pytest.mark.parametrize(
    "header",
    [
        "序号 | 事项 | 会议决定",
        "编号 | 研究事项 | 责任单位 | 处理意见",
        "序号 | 议题名称 | 讨论情况 | 议定事项",
    ],
)
def test_other_names_of_the_columns(header: str) -> None:
    cells = " | 无" * (header.count("|") - 2)
    rows = f"一 | 公交更新{cells} | 同意。\n二 | 生态规划{cells} | 通过。\n"
    assert headings(parse(f"{TITLE}{CONVENED}{header}\n{rows}", "a")) == ["公交更新", "生态规划"]


@pytest.mark.parametrize(
    "table",
    [
        "序号 | 项目 | 资金（万元）\n1 | 公交更新 | 300\n2 | 生态规划 | 45\n",
        "序号 | 单位 | 处理意见\n1 | 市交通局 | 整改\n",
    ],
)
def test_rows_of_other_tables_are_text(table: str) -> None:
    document = minutes("一、研究年度投资\n会议同意下列安排：\n" + table + "二、其他\n会议同意。\n")
    assert headings(document) == ["研究年度投资", "其他"]
    lines = document.resolutions[0].points[0].text.splitlines()
    assert lines[1:] == [line.replace(" ", "") for line in table.splitlines()]
