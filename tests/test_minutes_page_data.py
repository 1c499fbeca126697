"""The table of page data and the byline above minutes copied from a site."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from index.cleaning.page_data import is_byline, page_cells, page_data
from index.parsers import parse
from index.parsers.accounting import unaccounted
from index.text_forms import bare

TITLE = "云泽市人民政府第12次常务会议纪要\n"
TEXT = (
    "3月25日上午，市长周明主持召开市政府第12次常务会议。\n"
    "一、审议《停车管理办法》\n会议原则同意。\n二、听取防汛准备情况汇报\n会议要求，落实责任。\n"
)


@pytest.mark.parametrize(
    "table",
    [
        "索 引 号\t12\t公开方式\t主动公开\n文　　号\t云政纪〔2025〕3号\t发布日期\t2025-04-01\n",
        "索引号：12 公开方式：主动公开\n文    号：云政纪〔2025〕3号 发布日期：2025-04-01\n",
        "[ 索引号 ] 1 [ 公开方式 ] 主动公开\n[ 文号 ] 云政纪〔2025〕3号 [ 发布时间 ] 2025-4-1\n",
        "|索引号|12|公开方式|主动公开|\n|文号|云政纪[2025]3号|发布日期|2025-04-01|\n",
        "公开方式\n主动公开\n发文字号\n云政纪〔2025〕3号\n发布日期\n2025-04-01\n",
        "公开方式：\n主动公开\n文号：\n云政纪〔2025〕3号\n发布日期：\n2025-04-01\n",
    ],
)
def test_a_table_gives_its_cells_and_leaves_the_text(table: str) -> None:
    text = table + TITLE + TEXT
    document = parse(text, "x")
    assert document.document_number == "云政纪〔2025〕3号"
    assert document.disclosure == "public"
    assert document.published == date(2025, 4, 1)
    assert document.title == TITLE.strip()
    assert document.meeting is not None
    assert document.meeting.body == "云泽市人民政府"
    assert document.meeting.held == date(2025, 3, 25)
    assert len(document.resolutions) == 2
    assert "公开方式" not in document.front_matter
    assert unaccounted(text, document) == Counter()


def test_the_title_in_the_table_serves_where_the_text_has_none() -> None:
    table = "标　　题\t云泽市人民政府第12次常务会议纪要\t成文日期\t2025-03-28\n"
    document = parse(table + TEXT, "x")
    assert document.title == TITLE.strip()
    assert document.signed == date(2025, 3, 28)
    assert document.meeting is not None
    assert document.meeting.body == "云泽市人民政府"


@pytest.mark.parametrize(
    "line", ["主题 教育工作", "会议审议了标题 和文号", "市政府关于公开方式 的意见", "纪要内容如下"]
)
def test_a_sentence_is_no_cell(line: str) -> None:
    assert page_cells(line) == ()


def test_a_key_without_a_value_takes_the_next_line_and_no_key() -> None:
    assert page_data(["来源：", "作者：", "王某", "浏览次数：12"]) == {
        "作者": "王某",
        "浏览次数": "12",
    }


@pytest.mark.parametrize(
    "byline",
    [
        "时间：2025-03-28 09:00:00    来源：云泽市人民政府办公室    作者：    浏览次数：1024",
        "日期：2025-03-28 浏览次数：33",
        "2025-03-28 15:12:07 来源：市政府办 浏览：112",
        "来源：云泽市人民政府办公室 时间：2025-03-28 08:40 字号：默认 大 超大 | 打印 |",
        "原创 云泽政务 云泽发布 2025年3月28日 18:30 江澜",
    ],
)
def test_a_byline_dates_the_page_and_not_the_meeting(byline: str) -> None:
    document = parse(TITLE + byline + "\n" + TEXT, "x")
    assert document.published == date(2025, 3, 28)
    assert document.meeting is not None
    assert document.meeting.held == date(2025, 3, 25)
    assert byline.split()[0] not in document.front_matter


@pytest.mark.parametrize(
    "line", ["会议时间：2025年3月25日15:00", "2025年3月25日", "2025年3月25日下午，市长主持召开会议"]
)
def test_no_bylines(line: str) -> None:
    assert not is_byline(bare(line))


@pytest.mark.parametrize(
    "banner",
    [
        "首页 市情概况 新闻中心 政务公开 政务服务 互动交流\n",
        "网站首页 | 无障碍 | 繁體版\n",
        "云泽市人民政府门户网站 YZS.GOV.CN\n今天是 2025年4月2日 星期三  设为首页 | 加入收藏\n",
    ],
)
def test_the_banner_and_menu_of_a_site_are_not_who_met(banner: str) -> None:
    document = parse(banner + TITLE + TEXT, "x")
    assert document.meeting is not None
    assert document.meeting.body == "云泽市人民政府"
    assert document.front_matter.startswith("云泽市人民政府第12次")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("时间：2025-03-28\n", date(2025, 3, 25)),
        ("时间：2025-03-20\n地点：市政府会议室\n", date(2025, 3, 20)),
        ("会议时间：2025年3月20日下午\n", date(2025, 3, 20)),
    ],
)
def test_a_time_beside_other_particulars_is_the_meetings(head: str, day: date) -> None:
    meeting = parse(TITLE + head + TEXT, "x").meeting
    assert meeting is not None
    assert meeting.held == day


def test_a_page_of_the_next_year_dates_a_meeting_in_december() -> None:
    text = TITLE + "时间：2025-01-08\n" + TEXT.replace("3月25日", "12月30日")
    meeting = parse(text, "x").meeting
    assert meeting is not None
    assert meeting.held == date(2024, 12, 30)
