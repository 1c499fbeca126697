"""The remark that says who may read a document, in every printed shape; prose is none."""

from __future__ import annotations

import pytest
from written_minutes import minutes

from index.parsers import parse
from index.parsers.disclosure import Disclosed, disclosure_of, given_disclosure

REMARKS = {
    "（此件公开发布）": ("public", "此件公开发布"),
    "此件主动公开": ("public", "此件主动公开"),
    "（此件公开发布。）": ("public", "此件公开发布"),
    "【此件公开发布】": ("public", "此件公开发布"),
    "(此件社会公开)": ("public", "此件社会公开"),
    "（此件向社会公开）": ("public", "此件向社会公开"),
    "（此件删减后公开）": ("public", "此件删减后公开"),
    "（本件可登报、上网）": ("public", "本件可登报、上网"),
    "（ 此 件 公 开 发 布 ）": ("public", "此件公开发布"),
    "公开方式：主动公开": ("public", "公开方式：主动公开"),
    "信息公开选项：主动公开": ("public", "信息公开选项：主动公开"),
    "（信息公开形式：主动公开）": ("public", "信息公开形式：主动公开"),
    "政府信息公开选项：公开": ("public", "政府信息公开选项：公开"),
    "（主动公开）": ("public", "主动公开"),
    "主动公开": ("public", "主动公开"),
    "（此件公开发布，发至各区）": ("public", "此件公开发布，发至各区"),
    "2024年5月1日（此件公开发布）": ("public", "此件公开发布"),
    "信息公开选项：主动公开☑ 依申请公开□ 不予公开□": ("public", "主动公开"),
    "（此件依申请公开）": ("on_request", "此件依申请公开"),
    "公开方式：依申请公开": ("on_request", "公开方式：依申请公开"),
    "公开属性：□主动公开 ☑依申请公开 □不予公开": ("on_request", "依申请公开"),
    "公开属性：主动公开（ ）依申请公开（√）": ("on_request", "依申请公开"),
    "（此件不予公开）": ("not_public", "此件不予公开"),
    "此件不公开": ("not_public", "此件不公开"),
    "（此件不宜公开）": ("not_public", "此件不宜公开"),
    "（此件不向社会公开）": ("not_public", "此件不向社会公开"),
    "（此件不登报、不上网）": ("not_public", "此件不登报、不上网"),
    "公开方式：不予公开": ("not_public", "公开方式：不予公开"),
    "信息公开选项：不公开": ("not_public", "信息公开选项：不公开"),
    "（此件发至县团级）": ("not_public", "此件发至县团级"),
    "此件发至各区": ("not_public", "此件发至各区"),
    "（此件传达到乡科级）": ("not_public", "此件传达到乡科级"),
    "（此件只发至各县（市、区）人民政府）": ("not_public", "此件只发至各县（市、区）人民政府"),
    "（发至县团级）": ("not_public", "发至县团级"),
}
MENTIONS = [
    "会议要求推进政务信息主动公开。",
    "此件公开发布后，各单位要认真学习。",
    "此件公开发布后各地要认真执行",
    "要做好政府信息依申请公开工作。",
    "依申请公开工作规程",
    "关于不予公开范围的规定",
    "公开方式：",
    "公开方式：无",
    "信息公开选项：主动公开□ 依申请公开□ 不予公开□",
    "公开方式分为主动公开、依申请公开和不予公开三种",
    "公开方式：主动公开、依申请公开",
    "此件发至你们，请认真执行。",
    "发至各县区：",
    "此件已收悉",
    "（此件已阅）",
    "公开",
    "不公开",
    "会议强调，要坚持以公开为常态、不公开为例外。",
]


@pytest.mark.parametrize("line", REMARKS)
def test_a_remark_is_read_and_its_words_are_kept(line: str) -> None:
    assert disclosure_of([line]) == Disclosed(*REMARKS[line])


@pytest.mark.parametrize("line", MENTIONS)
def test_a_mention_is_no_remark(line: str) -> None:
    assert disclosure_of([line]) is None


@pytest.mark.parametrize(
    "lines", [["（此件公", "开发布）"], ["此件", "公开发布"], ["（此", "件公开", "发布）"]]
)
def test_a_line_end_inside_a_remark_does_no_harm(lines: list[str]) -> None:
    assert disclosure_of(["2024年5月1日", *lines]) == Disclosed("public", "此件公开发布")


def test_the_first_remark_counts() -> None:
    lines = ["会议同意。", "（此件依申请公开）", "（此件公开发布）"]
    assert disclosure_of(lines) == Disclosed("on_request", "此件依申请公开")


def test_a_table_of_page_data_tells_it_too() -> None:
    assert given_disclosure({"公开方式": "主动公开"}) == Disclosed("public", "主动公开")
    assert given_disclosure({"公开属性": " 依申请 公开"}) == Disclosed("on_request", "依申请公开")
    assert given_disclosure({"公开方式": "政府网站", "发文日期": "2024-01-01"}) is None


@pytest.mark.parametrize(
    ("remark", "disclosure"),
    [
        ("（此件公开发布）", "public"),
        ("（此件公\n开发布）", "public"),
        ("（此件不予公开）", "not_public"),
        ("（此件发至县团级）", "not_public"),
        ("此件发至各区", "not_public"),
        ("信息公开选项：依申请公开", "on_request"),
    ],
)
def test_a_remark_at_the_foot_of_minutes_is_no_part_of_an_item(
    remark: str, disclosure: str
) -> None:
    text = minutes(("研究就业工作", "会议同意就业工作方案。"))
    body, _, attendance = text.partition("出席：")
    for whole in (f"{text}{remark}\n", f"{body}{remark}\n出席：{attendance}"):
        document = parse(whole, "纪要")
        assert document.disclosure == disclosure
        assert document.disclosure_text == remark.replace("\n", "").strip("（）")
        assert [r.points[-1].text for r in document.resolutions] == ["会议同意就业工作方案。"]


def test_a_remark_at_the_head_of_minutes_counts() -> None:
    document = parse("主动公开\n" + minutes(("研究就业工作", "会议同意。")), "纪要")
    assert (document.disclosure, document.disclosure_text) == ("public", "主动公开")


POLICY = """云津市人民政府关于支持就业的意见
云府〔2024〕3号
各县（区）人民政府：
一、总体要求
坚持就业优先，要求推进政务信息主动公开。
二、主要任务
支持创业。
云津市人民政府
2024年5月1日
"""


@pytest.mark.parametrize(
    ("remark", "disclosure"),
    [
        ("（此件公开发布）", "public"),
        ("（此件依申请公开）", "on_request"),
        ("此件发至各区", "not_public"),
    ],
)
def test_a_policy_keeps_the_remark_as_well(remark: str, disclosure: str) -> None:
    document = parse(f"{POLICY}{remark}\n", "意见")
    assert document.disclosure == disclosure
    assert document.disclosure_text == remark.strip("（）")


def test_a_policy_without_a_remark_has_none() -> None:
    document = parse(POLICY, "意见")
    assert (document.disclosure, document.disclosure_text) == (None, None)
