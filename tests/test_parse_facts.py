"""Tables for the small readers: numerals, dates, meeting references, names, numbers, headings."""

from __future__ import annotations

from datetime import date

import pytest

from index.facts import with_facts
from index.facts.item_types import item_types
from index.model import Document, Point, Resolution
from index.parsers import Hints, parse
from index.parsers.attendance import read_lists, read_prose
from index.parsers.bodies import canonical_body
from index.parsers.chair import chair_of
from index.parsers.dates import find_dates, is_date_line
from index.parsers.headings import derive_heading, is_heading
from index.parsers.imprint import document_number_of
from index.parsers.marks import is_other_matters, mark_of, parse_label
from index.parsers.meeting import read_reference
from index.parsers.numerals import parse_numeral
from index.person_names import split_names
from index.text_forms import bare, tidy


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("101", 101),
        ("１０１", 101),
        ("一百零一", 101),
        ("一〇一", 101),
        ("一百二十", 120),
        ("十五", 15),
        ("二十", 20),
        ("三十二", 32),
        ("二〇二五", 2025),
        ("二0二五", 2025),
        ("廿一", 21),
        ("卅", 30),
        ("二○二五", 2025),
        ("第三", None),
        ("", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年1 月21 日下午", date(2025, 1, 21)),
        ("二〇二五年十一月三日", date(2025, 11, 3)),
        ("二○二四年八月二十二日", date(2024, 8, 22)),
        ("二0二五年三月廿五日", date(2025, 3, 25)),
        ("二Ｏ二五年三月二十五日", date(2025, 3, 25)),
        ("２０２４年１２月３１日", date(2024, 12, 31)),
        ("生成日期：2025-11-14 16:31", date(2025, 11, 14)),
        ("2024.9.6", date(2024, 9, 6)),
        ("2023年2月30日", None),
        ("11月3日", None),
        ("第12期", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    complete = (found.in_year(None) for found in find_dates(bare(text)))
    assert next((found for found in complete if found), None) == day


def test_a_date_without_a_year_takes_the_one_it_is_given() -> None:
    (found,) = find_dates("11月3日,县长主持")
    assert found.year is None
    assert found.in_year(2025) == date(2025, 11, 3)
    assert found.in_year(None) is None


def test_a_date_line_holds_nothing_else() -> None:
    assert is_date_line("(二〇二五年十一月三日)")
    assert not is_date_line("2024年5月28日印发")


@pytest.mark.parametrize(
    ("text", "body", "term", "kind", "number", "year"),
    [
        ("市政府第101次常务会议", "市政府", None, "常务会议", 101, None),
        ("市政府第一百零一次常务会议", "市政府", None, "常务会议", 101, None),
        ("十九届县政府第97次常务会议", "县政府", 19, "常务会议", 97, None),
        ("汨水市第13届人民政府第47次常务会议", "汨水市人民政府", 13, "常务会议", 47, None),
        ("区政府第八届第二次常务会议", "区政府", 8, "常务会议", 2, None),
        ("区人民政府2026年第1次常务会议", "区人民政府", None, "常务会议", 1, 2026),
        ("2024年第3次市政府党组(扩大)会议", "市政府", None, "党组会议", 3, 2024),
        ("十三届47次常务会议", None, 13, "常务会议", 47, None),
        ("市人民政府第廿一次常务会议", "市人民政府", None, "常务会议", 21, None),
        ("市政府[2025]16次常务会议", "市政府", None, "常务会议", 16, 2025),
        ("某县人民政府常务会议纪要(第21次)", "某县人民政府", None, "常务会议", 21, None),
        ("2025年第3次主任办公会议", None, None, "主任办公会议", 3, 2025),
        ("市政府专题会议", "市政府", None, "专题会议", None, None),
        ("第9次云泽市人民政府第十六届第53次常务会议", "云泽市人民政府", 16, "常务会议", 53, None),
    ],
)
def test_meeting_references(
    text: str, body: str | None, term: int | None, kind: str, number: int | None, year: int | None
) -> None:
    found = read_reference(text)
    assert (found.body, found.term, found.meeting_type) == (body, term, kind)
    assert (found.number, found.year) == (number, year)


@pytest.mark.parametrize(
    ("printed", "lines", "body"),
    [
        ("市政府", ["云泽市人民政府办公室整理"], "云泽市人民政府"),
        ("区人民政府", ["主办:宁桥区人民政府办公室", "江澜省人民政府"], "宁桥区人民政府"),
        ("云泽市政府", [], "云泽市人民政府"),
        ("县政府", [], "县政府"),
        (None, ["云泽市人民政府"], None),
        ("管委会", ["云港新区管理委员会", "云港新区管委会会议纪要"], "云港新区管理委员会"),
        ("管委会", ["云港新区管委会办公室2024年10月15日印发"], "云港新区管委会"),
        ("管委会", ["云港新区管委会", "海原经开区管委会"], "管委会"),
        ("管委会", ["由云港新区管委会", "会议同意。"], "管委会"),
    ],
)
def test_the_full_name_of_the_body(printed: str | None, lines: list[str], body: str | None) -> None:
    assert canonical_body(printed, lines, "") == body


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("2025年1月21日下午，区长刘平主持召开区政府第96次常务会议", "刘平"),
        ("2020年6月15日下午，李亚平市长主持召开市政府第101次常务会议", "李亚平"),
        ("市委副书记、市长沈晶在市政府501会议室主持召开常务会议", "沈晶"),
        ("区政府党组书记、区长于占江主持召开常务会议", "于占江"),
        ("受市长吴敏委托，常务副市长郑凯主持召开专题会议", "郑凯"),
        ("会议由市委副书记、市长欧阳旭同志主持。", "欧阳旭"),
        ("县长买买提江·吐尔逊主持召开党组会议", "买买提江·吐尔逊"),
        ("市长季长河主持召开常务会议", "季长河"),
        ("主持：区委副书记、区长 周海霞", "周海霞"),
        ("主持人：和正华　州委副书记、州长", "和正华"),
        ("市政府召开第3次常务会议", None),
    ],
)
def test_the_chair(sentence: str, name: str | None) -> None:
    assert chair_of([bare(sentence)]) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李亚平  王  翔  洪宗明  周  伟", ["李亚平", "王翔", "洪宗明", "周伟"]),
        ("黄国杰 郭 强 杨从军 李 辉", ["黄国杰", "郭强", "杨从军", "李辉"]),
        ("何振 明 杨樱娜", ["何振明", "杨樱娜"]),
        ("欧阳旭、司马文、古丽娜·阿不都拉", ["欧阳旭", "司马文", "古丽娜·阿不都拉"]),
        ("各区负责同志", []),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_attendance_lists() -> None:
    text = (
        "出 席：陆文博 何 谦\n"
        "列席：市财\n政局邵敏  市委宣传部\n刘纯，市场监管局李旺、姜波\n"
        "请假：汤 毅（外出学习）"
    )
    found = [(a.status, a.unit, a.name) for a in read_lists(text)]
    assert found == [
        ("出席", None, "陆文博"),
        ("出席", None, "何谦"),
        ("列席", "市财政局", "邵敏"),
        ("列席", "市委宣传部", "刘纯"),
        ("列席", "市场监管局", "李旺"),
        ("列席", "市场监管局", "姜波"),
        ("请假", None, "汤毅"),
    ]


def test_attendance_in_prose_is_read_whole_or_not_at_all() -> None:
    read = read_prose("市委副书记、副市长王莉，副市长梁曦、万资平出席会议。")
    assert [(a.name, a.post) for a in read] == [
        ("王莉", "市委副书记、副市长"),
        ("梁曦", "副市长"),
        ("万资平", "副市长"),
    ]
    assert read_prose("各区镇、街道和各相关部门负责人列席会议。") == ()


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("长府会议纪要〔2025〕2 号", "长府会议纪要〔2025〕2号"),
        ("云府会纪[2024]11号", "云府会纪〔2024〕11号"),
        ("文号：东府纪（2024）017号", "东府纪〔2024〕17号"),
        ("会议传达学习了《办法》（张政办发〔2025〕68号）精神", None),
        ("第97次", None),
        ("第12期", None),
    ],
)
def test_document_numbers(line: str, number: str | None) -> None:
    assert document_number_of([bare(line)]) == number


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [
        ("一、审议方案", "han", 1),
        ("十一、", "han", 11),
        ("四", "han", 4),
        ("（三）同意", "han_bracket", 3),
        ("( 二 ）同意", "han_bracket", 2),
        ("1.坚持", "digit", 1),
        ("１．坚持", "digit", 1),
        ("（2）落实", "digit_bracket", 2),
        ("第二项：审议", "item", 2),
        ("议题三：研究", "item", 3),
        ("第一个议题：研究", "item", 1),
        ("①完善", "circled", 1),
    ],
)
def test_labels(line: str, style: str, value: int) -> None:
    label = parse_label(bare(line))
    assert label is not None
    assert (label.style, label.value) == (style, value)


@pytest.mark.parametrize("line", ["3.5亿元", "一是加强领导", "二〇二五年", "第一，要", "会议指出"])
def test_no_labels(line: str) -> None:
    assert parse_label(bare(line)) is None


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("出 席：李亚平", "attendance"),
        ("（一）邀请列席：李某", "attendance"),
        ("记 录：周军", "recorder"),
        ("分送：各区", "distribution"),
        ("云泽市人民政府办公室整理", "imprint"),
        ("云泽市人民政府办公室 2020年 7月2日印发", "imprint"),
        ("云泽市人民政府办公室 2025年8月18日", "masthead"),
        ("（此件公开发布）", "disclosure"),
        ("2024年5月27日", "date"),
        ("会议听取了汇报。", None),
    ],
)
def test_marks(line: str, mark: str | None) -> None:
    assert mark_of(bare(line)) == mark


@pytest.mark.parametrize(
    "sentence",
    [
        "会议还研究了其他事 项 。",
        "会议还研究了其它事项。",
        "会议还研究了其他工作。",
        "会议还听取了其他有关工作情况汇报。",
        "会议还研究了人事任免等其他事项。",
    ],
)
def test_other_matters(sentence: str) -> None:
    assert is_other_matters(bare(sentence))


def test_a_decision_is_not_other_matters() -> None:
    assert not is_other_matters(bare("会议还听取了全市安全生产工作情况的汇报。"))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("会议听取了社会救助工作情况汇报，议定了以下意见：", "听取了社会救助工作情况汇报"),
        ("会议审议了《某办法》。会议原则同意。", "审议了《某办法》"),
        ("会议审议《甲。乙办法》，原则同意。", "审议《甲。乙办法》"),
        ("关于征地拆迁。区政府要完成征收。", "关于征地拆迁"),
        ("。。", "。。"),
    ],
)
def test_derived_headings(text: str, heading: str) -> None:
    assert derive_heading(text) == heading


def test_printed_headings() -> None:
    assert is_heading("审议《某某实施方案》")
    assert not is_heading("会议审议了方案。会议同意")
    assert not is_heading("会议要求：")


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("传达学习全省会议精神，听取我市情况", ("conveyed", "heard")),
        ("审议《某某研究报告》", ("reviewed",)),
        ("讨论并原则同意某请示", ("discussed",)),
        ("听取了人大代表票决项目进展汇报", ("heard",)),
        ("关于停车收费", ()),
    ],
)
def test_item_types(heading: str, kinds: tuple[str, ...]) -> None:
    assert item_types(heading) == kinds


def test_cited_documents() -> None:
    text = (
        "审议《市 民 卡管理办法》（以下简称《办法》），依据《〈条例〉实施细则》，"
        "按《办法》执行，见《市民卡管理办法》。"
    )
    document = Document("minutes", "", (Resolution(1, "事项", (Point(None, text),)),))
    assert with_facts(document).resolutions[0].cited_documents == (
        "市民卡管理办法",
        "〈条例〉实施细则",
    )


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("习 近 平 总书记", "习近平总书记"),
        ("202 6 年 1 月", "2026年1月"),
        ("建设 smart city 平台", "建设smart city平台"),
        ("“ 两个\u200b维护 ” 。", "“两个维护”。"),
    ],
)
def test_tidy(text: str, clean: str) -> None:
    assert tidy(text) == clean


NOTICE = (
    "云泽市人民政府关于加强防汛工作的通知\n云府发〔2024〕3号\n各区人民政府：\n"
    "按照市政府常务会议要求，现通知如下：\n一、加强值守\n（一）落实责任。\n（二）加密巡查。\n"
    "二、强化保障\n各区要备足物资。\n云泽市人民政府\n2024年5月1日\n"
)


def test_a_notice_that_mentions_a_meeting_is_policy() -> None:
    document = parse(NOTICE, "notice")
    assert (document.kind, document.genre) == ("policy", "通知")
    assert document.title == "云泽市人民政府关于加强防汛工作的通知"
    assert document.document_number == "云府发〔2024〕3号"
    assert document.signed == date(2024, 5, 1)
    assert document.issuer == "云泽市人民政府"
    assert [r.heading for r in document.resolutions] == ["加强值守", "强化保障"]
    assert [point.label for point in document.resolutions[0].points] == ["（一）", "（二）"]


def test_articles_are_resolutions_under_their_chapters() -> None:
    text = (
        "云泽市停车管理办法\n第一章 总则\n第一条 为了规范停车，制定本办法。\n"
        "第二条 本办法适用于市区。\n第二章 附则\n第三条 本办法自公布之日起施行。\n"
    )
    document = parse(text, "rules")
    assert document.kind == "policy"
    assert [r.label for r in document.resolutions] == ["第一条", "第二条", "第三条"]
    assert [r.group for r in document.resolutions] == ["第一章总则", "第一章总则", "第二章附则"]


def test_hints_win_over_the_text() -> None:
    hints = Hints(title="给定标题", number="云府发[2024]9号", kind="other", url="https://x.example")
    document = parse(NOTICE, "notice", hints)
    assert (document.kind, document.title) == ("other", "给定标题")
    assert document.document_number == "云府发〔2024〕9号"
    assert document.url == "https://x.example"


def test_a_hinted_date_fills_what_is_open() -> None:
    text = NOTICE.replace("2024年5月1日\n", "")
    assert parse(text, "notice", Hints(date=date(2024, 6, 1))).signed == date(2024, 6, 1)
    assert parse(NOTICE, "notice", Hints(date=date(2024, 6, 1))).signed == date(2024, 5, 1)


def test_what_is_not_found_is_said() -> None:
    document = parse("会议纪要\n会议研究了停车问题。会议同意试行。", "x")
    assert document.kind == "minutes"
    assert document.meeting is not None
    assert document.meeting.held is None
    assert "未找到会议日期" in document.warnings


def test_an_extract_without_its_head_is_minutes() -> None:
    text = (
        "二、审议《云泽市城市更新条例》\n（一）原则同意。\n三、听取招商引资情况汇报\n"
        "（一）继续推进。\n（二）完善机制。\n会议还研究了其他事项。\n出席：李明 王强\n"
    )
    document = parse(text, "extract")
    assert document.kind == "minutes"
    assert document.partial
    assert [r.label for r in document.resolutions] == ["二、", "三、"]
    assert [len(r.points) for r in document.resolutions] == [1, 2]


def test_openings_with_points_are_items_not_a_summary() -> None:
    text = (
        "2025年3月3日下午，区长林川主持召开区政府第88次常务会议。\n"
        "会议听取学位供给情况的汇报，议定以下意见：\n（一）加快建设。\n（二）优化政策。\n"
        "会议审议《梅林区停车管理办法》，议定以下意见：\n（一）原则同意。\n（二）修改后印发。\n"
    )
    resolutions = parse(text, "x").resolutions
    assert [r.heading for r in resolutions] == [
        "听取学位供给情况的汇报",
        "审议《梅林区停车管理办法》",
    ]
    assert [len(r.points) for r in resolutions] == [2, 2]
    assert all(not r.heading_printed and r.lead for r in resolutions)
