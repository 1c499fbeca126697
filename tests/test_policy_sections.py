"""How policy documents are divided: by outline, question, element, headline, chapter or article."""

from __future__ import annotations

import pytest

from index.model import Document
from index.parsers import parse
from index.parsers.accounting import own_label, unaccounted
from index.parsers.sections import LONGEST
from index.parsers.unnumbered import is_headline, parted
from index.text_forms import bare

HEAD = "云津市人民政府关于促进就业的意见\n云府〔2024〕3号\n各县人民政府：\n"
FOOT = "云津市人民政府\n2024年5月1日\n"
#: A sentence of 40 characters, to fill sections with.
SENTENCE = "各单位要结合实际细化措施，明确责任分工和完成时限，确保各项任务按期落到实处、取得实效。"


def read(body: str) -> Document:
    text = HEAD + body + FOOT
    document = parse(text, "name")
    assert not unaccounted(text, document)
    assert [r.ordinal for r in document.resolutions] == list(
        range(1, len(document.resolutions) + 1)
    )
    return document


def outline(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [(r.group, r.label, r.heading) for r in document.resolutions]


def test_a_short_section_stays_whole_with_its_points() -> None:
    document = read(
        "一、总体要求\n（一）原则。坚持统筹。\n（二）目标。到2025年见效。\n二、任务\n抓好。\n"
    )
    assert outline(document) == [(None, "一、", "总体要求"), (None, "二、", "任务")]
    assert [p.label for p in document.resolutions[0].points] == ["（一）", "（二）"]


def test_a_long_section_is_divided_at_the_next_level() -> None:
    long = SENTENCE * 20
    document = read(
        f"一、重点任务\n（一）扩大岗位\n{long}\n（二）提升技能\n{long}\n二、保障\n抓好。\n"
    )
    assert outline(document) == [
        ("一、重点任务", "一、（一）", "扩大岗位"),
        ("一、重点任务", "一、（二）", "提升技能"),
        (None, "二、", "保障"),
    ]


def test_dividing_goes_on_level_by_level_and_keeps_what_a_heading_says_itself() -> None:
    long = SENTENCE * 20
    body = (
        f"一、重点任务\n{SENTENCE * 3}\n（一）扩大岗位\n1.以产业带岗位。{long}\n"
        f"2.以投资扩岗位。{long}\n（二）提升技能\n抓好培训。\n二、保障\n抓好。\n"
    )
    document = read(body)
    assert [(r.group, r.label) for r in document.resolutions] == [
        (None, "一、"),
        ("一、重点任务\n（一）扩大岗位", "一、（一）1."),
        ("一、重点任务\n（一）扩大岗位", "一、（一）2."),
        ("一、重点任务", "一、（二）"),
        (None, "二、"),
    ]
    assert document.resolutions[0].heading == "重点任务"
    assert document.resolutions[0].points[0].text == SENTENCE * 3


def test_no_section_is_longer_than_a_reader_wants() -> None:
    paragraphs = "\n".join(SENTENCE * 5 for _ in range(30))
    document = read(f"一、总体要求\n{paragraphs}\n二、任务\n抓好。\n")
    lengths = [sum(len(p.text) for p in r.points) for r in document.resolutions]
    assert max(lengths) <= LONGEST
    assert document.resolutions[1].group == "一、总体要求"


@pytest.mark.parametrize("marks", [("一是", "二是", "三是"), ("——", "——", "——")])
def test_a_long_text_is_parted_by_the_marks_of_its_paragraphs(marks: tuple[str, ...]) -> None:
    names = ("优化环境", "扩大开放", "保障民生")
    parts = [f"{mark}{name}。{SENTENCE * 15}" for mark, name in zip(marks, names, strict=True)]
    document = read("一、过去一年\n" + "\n".join(parts) + "\n二、今年\n抓好。\n")
    headings = [r.heading for r in document.resolutions]
    assert [h.lstrip("一二三是—") for h in headings[:3]] == list(names)


def test_what_follows_the_last_number_is_a_point_of_its_own() -> None:
    body = (
        "一、任务\n（一）岗位。抓好。\n（二）技能。抓好。\n（三）服务。抓好。\n"
        "本意见自印发之日起施行，有效期至2025年12月31日，由市人社局负责解释。\n"
    )
    points = read(body).resolutions[0].points
    assert [p.label for p in points] == ["（一）", "（二）", "（三）", None]
    assert points[-1].text.startswith("本意见自印发之日起施行")


def test_a_list_of_short_entries_stays_one() -> None:
    entries = "".join(f"（{n}）第{n}种情形指材料不全、内容有误的申请。\n" for n in range(1, 90))
    assert len(read(f"一、下列情形\n{entries}二、附则\n抓好。\n").resolutions) == 2


QUESTIONS = (
    "问：为什么出台政策？\n答：为了促进就业。\n需要各方支持。\n"
    "问：补贴怎样申领？\n答：在网上申请。\n"
)


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        (QUESTIONS, ["问：为什么出台政策？", "问：补贴怎样申领？"]),
        (
            "一、为什么出台政策？\n为了促进就业。\n二、补贴怎样申领？\n在网上申请。\n",
            ["为什么出台政策？", "补贴怎样申领？"],
        ),
        (
            "1.什么是灵活就业？\n指非全日制就业。\n2.谁可以申请？\n本市居民。\n",
            ["什么是灵活就业？", "谁可以申请？"],
        ),
        (
            "什么是灵活就业？\n指非全日制就业。\n谁可以申请？\n本市居民。\n",
            ["什么是灵活就业？", "谁可以申请？"],
        ),
    ],
)
def test_a_question_is_a_heading(body: str, headings: list[str]) -> None:
    text = f"《云津市就业办法》政策解读\n近日，市政府印发了办法。\n{body}"
    document = parse(text, "name")
    assert [r.heading for r in document.resolutions] == headings
    assert not unaccounted(text, document)
    assert document.genre == "解读"


def test_one_question_in_a_text_heads_nothing() -> None:
    text = "云津市就业政策解读\n谁可以申请？\n本市居民都可以申请。\n"
    assert len(parse(text, "name").resolutions) == 1


def test_a_guide_to_a_service_is_headed_by_its_elements() -> None:
    text = (
        "取水许可办事指南\n事项名称：取水许可\n实施主体：市水务局\n承诺时限：12个工作日\n"
        "受理条件\n本市单位均可申请。\n申请材料\n1.申请书；\n2.论证报告。\n"
        "办理流程\n窗口受理，专家审查。\n监督投诉\n拨打热线。\n"
    )
    document = parse(text, "name")
    assert [r.heading for r in document.resolutions] == [
        "事项名称：取水许可",
        "受理条件",
        "申请材料",
        "办理流程",
        "监督投诉",
    ]
    assert [p.label for p in document.resolutions[2].points] == ["1.", "2."]
    assert not unaccounted(text, document)


def test_headlines_without_numbers_head_their_paragraphs() -> None:
    text = (
        "云津市人民政府关于2023年度法治政府建设情况的报告\n现将有关情况报告如下。\n"
        "主要工作和成效\n决策机制更加健全。\n存在的问题\n执法水平有待提升。\n"
        "下一步安排\n加强重点领域立法。\n云津市人民政府\n2024年3月1日\n"
    )
    document = parse(text, "name")
    assert document.kind == "report"
    assert [r.heading for r in document.resolutions] == [
        "主要工作和成效",
        "存在的问题",
        "下一步安排",
    ]
    assert not unaccounted(text, document)


def test_a_plan_by_chapter_and_section() -> None:
    body = (
        "目录\n第一章　总则\n第二章　任务\n第一章　总则\n为保护湿地，制定本规划。\n"
        "第二章　任务\n第一节　修复\n修复湿地。\n第二节　监测\n建设站点。\n"
    )
    document = read(body)
    assert [(r.label, r.heading) for r in document.resolutions] == [
        ("第一章", "总则"),
        ("第二章", "任务"),
    ]
    assert [p.label for p in document.resolutions[1].points] == ["第一节", "第二节"]
    assert "目录" in document.front_matter


def test_a_plan_by_decimal_numbers_may_leave_one_out() -> None:
    document = read(
        "1　总则\n1.1　目的\n为应对灾害。\n1.2　范围\n本市适用。\n"
        "2　组织\n2.2　办公室\n负责协调。\n"
    )
    assert [(r.label, r.heading) for r in document.resolutions] == [("1", "总则"), ("2", "组织")]
    assert [p.label for r in document.resolutions for p in r.points] == ["1.1", "1.2", "2.2"]


def test_amounts_at_the_start_of_lines_are_no_outline() -> None:
    document = read(
        "一、投资\n3.5亿元用于道路。\n1.2万人受益。\n2.1公里管网改造。\n二、任务\n抓好。\n"
    )
    assert [r.label for r in document.resolutions] == ["一、", "二、"]


def test_articles_keep_part_chapter_and_section_above_them() -> None:
    text = (
        "云津市公园条例\n第一编　总则\n第一章　一般规定\n第一条　为了保护公园，制定本条例。\n"
        "第二条　规划应当公开。\n第二编　建设\n第一章　规划\n第一节　编制\n第三条　编制规划。\n"
        "前款所称规划包括专项规划。\n第四条　第三条规定的规划，报市政府批准。\n"
    )
    document = parse(text, "name")
    assert document.kind == "law"
    assert [(r.label, r.group) for r in document.resolutions] == [
        ("第一条", "第一编总则\n第一章一般规定"),
        ("第二条", "第一编总则\n第一章一般规定"),
        ("第三条", "第二编建设\n第一章规划\n第一节编制"),
        ("第四条", "第二编建设\n第一章规划\n第一节编制"),
    ]
    assert document.resolutions[2].points[0].text.endswith("前款所称规划包括专项规划。")
    assert not unaccounted(text, document)


def test_rules_behind_a_decision_are_read_by_article() -> None:
    articles = "".join(f"第{n}条　公园应当整洁。\n" for n in "一二三四")
    decided = "一、将第三条修改为新的内容。\n二、删去第五条。\n"
    body = f"{decided}云津市公园管理办法\n（2024年修订）\n{articles}"
    document = read(body)
    assert [r.label for r in document.resolutions] == [
        "一、",
        "二、",
        *[f"第{n}条" for n in "一二三四"],
    ]
    assert document.resolutions[2].group == "云津市公园管理办法（2024年修订）"


@pytest.mark.parametrize(
    ("label", "own"),
    [
        ("三、", "三、"),
        ("三、（二）", "（二）"),
        ("第一章第二节", "第二节"),
        ("二、（一）1.（2）", "（2）"),
        ("2.1（1）", "（1）"),
        ("2.1.3", "2.1.3"),
        ("第十条之一", "第十条之一"),
        ("第一，", "第一，"),
        ("第二项：", "第二项："),
        ("●", "●"),
    ],
)
def test_the_own_numbering_of_a_joined_label(label: str, own: str) -> None:
    assert own_label(label) == own


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("主要工作和成效", True),
        ("推动政策红利加速释放。", True),
        ("（此件公开发布）", False),
        ("主要措施：", False),
        ("优化环境。扩大开放。", False),
        ("各位代表！", False),
        ("序号|项目|金额", False),
        ("为" * 60, False),
    ],
)
def test_headlines(line: str, headline: bool) -> None:
    assert is_headline(bare(line)) is headline


def test_one_paragraph_has_no_parts() -> None:
    assert parted([SENTENCE * 60]) is None
    assert parted([]) is None
