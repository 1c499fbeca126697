"""Which documents a resolution cites: final titles, drafts, short names, document numbers."""

from __future__ import annotations

import time

import pytest

from index.fact_model import Citation
from index.facts.citations import citations
from index.facts.document_numbers import find_numbers
from index.facts.text import fact_text
from index.facts.title_forms import genre_of_title, stands_for, title_form
from index.model import Document
from index.text_forms import bare


def read(*texts: str, front: str = "", title: str = "") -> tuple[Citation, ...]:
    places = [fact_text(text, place) for place, text in enumerate(texts)]
    return citations(places, Document("minutes", title, (), front_matter=front))


@pytest.mark.parametrize(
    ("text", "title", "draft"),
    [
        ("审议《云泽市燃气管理办法（送审稿）》。", "云泽市燃气管理办法", "送审稿"),
        ("讨论《云泽市燃气管理办法》（征求意见稿）。", "云泽市燃气管理办法", "征求意见稿"),
        ("讨论《云泽市燃气管理办法》(草案)及说明。", "云泽市燃气管理办法", "草案"),
        ("会议审议《云泽市燃气管理办法》送审稿，原则同意。", "云泽市燃气管理办法", "送审稿"),
        ("修改《云泽市燃气管理条例》草案。", "云泽市燃气管理条例", "草案"),
        ("审定《云泽市燃气条例（修订草案）》", "云泽市燃气条例", "修订草案"),
        ("审定《云泽市燃气条例草案》", "云泽市燃气条例", "草案"),
        ("审定《燃气条例（修订草案送审稿）》", "燃气条例", "修订草案送审稿"),
        ("通过《交通规划（2024—2030年）（讨论稿）》", "交通规划（2024—2030年）", "讨论稿"),
        ("通过《奖励办法（试行）（草案）》", "奖励办法（试行）", "草案"),
        ("通过《奖励办法（草案）（试行）》", "奖励办法（试行）", "草案"),
        ("听取《路网规划【框架稿】》汇报", "路网规划", "框架稿"),
        ("审议《云泽市2026年\n预算草案》", "云泽市2026年预算草案", None),
        ("按《奖励办法（试行）》执行", "奖励办法（试行）", None),
        ("审议《公 园\n条 例》（送 审 稿）", "公园条例", "送审稿"),
        ("审议《smart city 建设\n方案》", "smart city建设方案", None),
        ("审议《〈城乡规划条例〉实施细则》", "〈城乡规划条例〉实施细则", None),
        ("审议《《城乡规划条例》实施细则》", "〈城乡规划条例〉实施细则", None),
        ("《云泽日报》刊发消息", "云泽日报", None),
    ],
)
def test_the_final_title_and_its_draft(text: str, title: str, draft: str | None) -> None:
    (citation,) = read(text)
    assert (citation.title, citation.draft) == (title, draft)
    assert citation.evidence.text[0] + citation.evidence.text[-1] == "《》"
    assert text[citation.evidence.start : citation.evidence.end] == citation.evidence.text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("《云泽市停车收费管理办法》（以下简称《办法》），按《办法》执行。", "办法"),
        ("《云泽市停车收费管理办法》(下称“停车办法”)，《停车办法》要衔接。", "停车办法"),
        ("《云泽市停车收费管理办法》，以下简称《管理办法》，《管理办法》报批。", "管理办法"),
        ("《云泽市停车收费管理办法》（云政办〔2024〕7号，以下简称《办法》）。", "办法"),
        ("《云泽市停车收费管理办法》（送审稿，下称《办法》），《办法》还要改。", "办法"),
        ("《云泽市停车收费管理办法》（送审稿）（以下统称收费新政）。", "收费新政"),
        ("《云泽市停车收费管理办法》共六章。对《收费管理办法》再作修改。", None),
        ("原则同意《云泽市停车收费管理办法》。《收费办法》由市发改委印发。", None),
        ("《云泽市停车收费管理办法》与《停车收费管理办法》是一个文件。", None),
    ],
)
def test_a_short_name_is_no_other_document(text: str, short: str | None) -> None:
    (citation,) = read(text)
    assert citation.title == "云泽市停车收费管理办法"
    assert citation.short_name == short


def test_a_short_name_of_something_else_is_not_the_titles() -> None:
    (citation,) = read("贯彻《安全生产法》，云泽高新区管委会（以下简称“园区”）要抓好落实。")
    assert citation.short_name is None
    assert [
        c.title for c in read("《报告》（以下简称《年报》）分工方案（以下简称《方案》）。")
    ] == ["报告"]


def test_the_head_of_the_document_tells_what_a_short_name_stands_for() -> None:
    front = "为落实《云泽市人民政府关于支持养老的意见》（云政〔2023〕5号，以下简称《意见》），"
    (citation,) = read("按照《意见》第三条办理。", front=front)
    assert citation.title == "云泽市人民政府关于支持养老的意见"
    assert citation.short_name == "意见"
    assert citation.document_number is None
    (citation,) = read("《办法》自何时施行？", title="《云泽市养老服务办法》政策解读")
    assert citation.title == "云泽市养老服务办法"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "《关于规范办会的通知》（云政办〔2024〕7号）",
            [("关于规范办会的通知", "云政办〔2024〕7号")],
        ),
        ("《关于规范办会的通知》云政办【2024】7号", [("关于规范办会的通知", "云政办【2024】7号")]),
        ("云政办[2024]7号《关于规范办会的通知》", [("关于规范办会的通知", "云政办[2024]7号")]),
        ("云政办(2024)7号文件《关于规范办会的通知》", [("关于规范办会的通知", "云政办(2024)7号")]),
        (
            "《关于规范办会的通知（云政办〔2024〕7号）》",
            [("关于规范办会的通知", "云政办〔2024〕7号")],
        ),
        ("按照云政办〔 2024 〕 7 号要求", [(None, "云政办〔2024〕7号")]),
        ("根据国务院办公厅国办发〔2019〕4号文", [(None, "国办发〔2019〕4号")]),
        ("《湿地条例》（国务院令第722号）", [("湿地条例", "国务院令第722号")]),
        ("《减税公告》（2020年第9号）", [("减税公告", "2020年第9号")]),
        (
            "《甲办法》（云政〔2021〕1号）《乙规定》（云政〔2022〕2号）",
            [("甲办法", "云政〔2021〕1号"), ("乙规定", "云政〔2022〕2号")],
        ),
        (
            "落实云政〔2021〕1号和云政〔2022〕2号，再次重申云政〔2021〕1号",
            [(None, "云政〔2021〕1号"), (None, "云政〔2022〕2号")],
        ),
    ],
)
def test_document_numbers(text: str, found: list[tuple[str | None, str]]) -> None:
    assert [(c.title, c.document_number) for c in read(text)] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("会议对国发〔2023〕11号作了传达", "国发[2023]11号"),
        ("一是按苏政办发〔2022〕7号执行", "苏政办发[2022]7号"),
        ("2019年1月3日国务院令第711号公布", "国务院令第711号"),
        ("财政部公告2020年第8号", "财政部公告2020年第8号"),
        ("关于防汛工作的通知云政办发〔2006〕8号", "云政办发[2006]8号"),
        ("地铁2号线2024年7号站", None),
        ("电话（2024）号", None),
    ],
)
def test_the_code_of_the_organ_begins_behind_the_sentence(text: str, number: str | None) -> None:
    form = bare(text)
    assert next((form[n.start : n.end] for n in find_numbers(form)), None) == number


@pytest.mark.parametrize(
    "text",
    [
        "审议《关于加强停车管理的意见。会议同意《公园条例》。",
        "审议《关于加强停车管理的意见，同意《公园条例》",
        "办法》和《公园条例》",
        "《公园条例》《停车",
        "《" + "长" * 300 + "《公园条例》",
    ],
)
def test_a_bracket_that_is_not_closed_hides_no_title(text: str) -> None:
    assert [c.title for c in read(text)] == ["公园条例"]


def test_the_number_of_the_document_itself_is_no_citation() -> None:
    document = Document("minutes", "", (), document_number="云府会纪〔2025〕3号")
    texts = [fact_text("云府会纪〔2025〕3号 落实云政〔2024〕1号", 0)]
    assert [c.document_number for c in citations(texts, document)] == ["云政〔2024〕1号"]


def test_each_document_once_in_order_of_first_mention() -> None:
    found = read(
        "审议《乙办法（草案）》", "《甲规划》与《乙办法》", "《乙办法》（云政〔2024〕1号）"
    )
    assert [c.title for c in found] == ["乙办法", "甲规划"]
    assert (found[0].draft, found[0].document_number) == ("草案", "云政〔2024〕1号")
    assert found[0].evidence.point == 0


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于防汛的通知", "通知"),
        ("奖励办法（试行）", "办法"),
        ("交通规划（2021—2035年）（2024年修订）", "规划"),
        ("权责清单2024年版", "清单"),
        ("中华人民共和国水法", "法"),
        ("关于修改〈养犬条例〉的决定", "决定"),
        ("校地战略合作框架协议", "协议"),
        ("云泽日报", None),
    ],
)
def test_the_genre_ends_the_title(title: str, genre: str | None) -> None:
    assert genre_of_title(title) == genre


@pytest.mark.parametrize(
    ("short", "title", "stands"),
    [
        ("办法", "停车办法（试行）", True),
        ("停车方案", "云泽市停车收费改革方案", True),
        ("养犬条例", "云泽市养犬条例", True),
        ("水法", "云泽市水法宣传方案", False),
        ("停车条例", "停车收费方案", False),
        ("关于支持养老服务发展的若干意见", "养老意见", False),
    ],
)
def test_what_a_short_name_can_stand_for(short: str, title: str, stands: bool) -> None:
    assert stands_for(short, title) is stands


def test_the_mark_of_a_draft_alone_is_no_title() -> None:
    assert title_form("（送审稿）").title == ""
    assert read("对《讨论稿》再作修改") == ()


def test_hostile_text_is_read_in_proportion() -> None:
    for unit in ("《", "《甲》", "《甲》（", "（以下简称", "根据", "云政〔2024〕1号", "《》》"):
        text = unit * (200_000 // len(unit))
        before = time.perf_counter()
        read(text)
        assert time.perf_counter() - before < 20
