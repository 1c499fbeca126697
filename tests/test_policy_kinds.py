"""Which kind of document a text is, where policy, law, report and minutes are near each other."""

from __future__ import annotations

import pytest

from index.parsers import parse
from index.parsers.kinds import genre_of

ARTICLES = "".join(f"第{n}条　会议审议议案，听取报告。\n" for n in "一二三四五")
OUTLINE = "一、总体要求\n坚持稳中求进。\n二、重点任务\n抓好落实。\n"


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ("云津市养犬管理条例", ARTICLES, "law"),
        ("云津市人民代表大会常务委员会议事规则", ARTICLES, "policy"),
        ("云津市人民政府办公室关于印发\n云津市养犬管理条\n例的通知", ARTICLES, "policy"),
        ("关于公布云津市实施消防\n法办法的通知", ARTICLES, "policy"),
        ("云津市人民政府关于2023年度法治政府建设情况的报告", OUTLINE, "report"),
        ("关于云津市2023年预算执行情况和2024年预算草案的报告", OUTLINE, "report"),
        ("关于转发法治政府建设情况报告的通知", OUTLINE, "policy"),
        ("对市人大一次会议第3号建议的答复", OUTLINE, "policy"),
        ("云津市公园\n云府〔2024〕3号", OUTLINE, "policy"),
        ("云津的春天", "春天来了，花都开了。\n", "other"),
    ],
)
def test_kinds(head: str, body: str, kind: str) -> None:
    assert parse(f"{head}\n{body}", "name").kind == kind


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云津市人民政府关于促进就业的实施意见", "意见"),
        ("关于同意设立开发区的复函", "函"),
        ("云津市人民政府令", "命令"),
        ("云津市人民政府令第12号", "命令"),
        ("海关总署公告2020年第40号", "公告"),
        ("《云津市公园办法》政策解读", "解读"),
        ("居民医保政策问答", "问答"),
        ("云津市公园管理办法(试行)", "办法"),
        ("云津的春天", None),
        ("关于责令整改的情况", None),
    ],
)
def test_genres(title: str, genre: str | None) -> None:
    assert genre_of(title, "policy") == genre


def test_another_text_with_a_clear_outline_has_sections() -> None:
    text = "云津的发展之路\n一、历史\n古城有千年历史。\n二、未来\n前景广阔。\n"
    document = parse(text, "name")
    assert document.kind == "other"
    assert [r.heading for r in document.resolutions] == ["历史", "未来"]


def test_a_notice_without_numbers_is_one_resolution_under_its_title() -> None:
    text = (
        "云津市人民政府关于同意设立公园的批复\n云府复〔2024〕3号\n东湖县人民政府：\n"
        "你县请示收悉。同意设立东湖公园。\n请做好规划建设。\n云津市人民政府\n2024年5月1日\n"
    )
    document = parse(text, "name")
    (resolution,) = document.resolutions
    assert resolution.heading == "云津市人民政府关于同意设立公园的批复"
    assert resolution.points[0].text == "你县请示收悉。同意设立东湖公园。\n请做好规划建设。"
    assert document.front_matter == "云府复〔2024〕3号\n东湖县人民政府："


def test_a_decision_without_numbers_is_no_cover_of_its_annex() -> None:
    text = (
        "云津市人民政府关于表彰先进单位的决定\n云府〔2024〕3号\n各县人民政府：\n"
        "市政府决定，授予十个单位先进称号。\n云津市人民政府\n2024年5月1日\n附件\n先进单位名单\n"
        "一、企业\n云津纺织厂。\n二、学校\n云津一中。\n"
    )
    headings = [r.heading for r in parse(text, "name").resolutions]
    assert headings == ["云津市人民政府关于表彰先进单位的决定", "企业", "学校"]
