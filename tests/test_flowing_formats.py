"""Faults that an outside tester found in pages, texts and RTF files, each held by a file."""

from __future__ import annotations

from datetime import date

import pytest

from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.html import extract_html
from index.extract.html.mhtml import extract_mhtml
from index.extract.office import extract_office
from index.extract.text import extract_text
from index.parsers import Hints, parse

LINES = (
    "某某市人民政府第23次常务会议纪要",
    "2024年6月12日上午，市长主持召开第23次常务会议。",
    "一、审议供水管理办法",
    "会议原则同意该办法，由市水利局修改后按程序印发。",
)
BODY = f"<h1>{LINES[0]}</h1>" + "".join(f"<p>{line}</p>" for line in LINES[1:])


def _nothing() -> None:
    """Report to nobody."""


@pytest.mark.parametrize(
    "tag", ["embed src=banner.swf", "embed", "wbr", "source src=a", "track", "keygen", "bgsound"]
)
def test_void_elements_hold_nothing(tag: str) -> None:
    page = f"<html><body><div><{tag}>{BODY}</div></body></html>".encode()
    assert extract_html(page).text.splitlines() == list(LINES)


def test_many_void_elements_are_not_a_deep_page() -> None:
    long_word = "<wbr>".join("http")
    page = f"<html><body>{BODY}<p>{long_word * 600}见附件。</p></body></html>".encode()
    assert "http" * 600 in extract_html(page).text


def test_a_page_with_an_embedded_file_only_says_so() -> None:
    with pytest.raises(ExtractionError, match="内嵌的文件"):
        extract_html(b"<html><body><embed src=a.pdf></body></html>")


@pytest.mark.parametrize(
    "opening",
    [
        "<ul><li>导航</li></ul>",
        "<br>",
        "<BR/>",
        "<noscript>请启用脚本</noscript>",
        "<nav>导航</nav>",
        "<!--" + "x" * 6_000 + "-->",
        "<!-- a -->" * 900,
    ],
)
def test_a_page_may_open_with_any_element(opening: str) -> None:
    content = (opening + BODY).encode()
    assert detect_format(content) == "html"
    assert detect_format(b"\xff\xfe" + (opening + BODY).encode("utf-16-le")) == "html"


@pytest.mark.parametrize("text", ["<通知>已经印发", "<b2 的数值见附表", "<!-- 没有结束的说明"])
def test_a_text_may_open_with_a_bracket(text: str) -> None:
    assert detect_format(text.encode()) == "text"


def test_a_saved_page_of_too_many_parts_is_refused_at_once() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    with pytest.raises(ExtractionError, match="部分过多"):
        extract_mhtml(head + b"--b\r\n\r\nx\r\n" * 20_001 + b"--b--\r\n")


@pytest.mark.parametrize("length", [b"2147483647", b"5", b"9" * 5_000])
def test_rtf_whose_binary_data_goes_over_the_end_is_refused(length: bytes) -> None:
    with pytest.raises(ExtractionError, match="RTF 内容被截断"):
        extract_office(b"{\\rtf1 {\\pict\\bin" + length + b" a}}", _nothing)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_ends_a_paragraph(end: str) -> None:
    text = extract_text((end.join(LINES) + end).encode()).text
    assert text == "\n".join(LINES) + "\n"


def test_the_day_of_a_page_gives_the_year_of_the_meeting() -> None:
    text = (
        "市政府召开第23次常务会议\n12月28日上午，市长主持召开市政府第23次常务会议。\n"
        "会议审议了供水办法。\n会议强调要抓好落实。"
    )
    document = parse(text, "页面", Hints(published=date(2025, 1, 3)))
    assert document.meeting is not None
    assert document.meeting.held == date(2024, 12, 28)
    assert "未找到会议日期" not in document.warnings


def test_a_masthead_in_a_table_gives_the_number_and_leaves_the_title() -> None:
    text = (
        "某某市人民政府办公室文件 | 某政办发〔2024〕36号\n某某市人民政府办公室关于加强供水的通知\n"
        "各县（市、区）人民政府：\n请认真贯彻执行。\n某某市人民政府办公室\n2024年7月5日\n"
    )
    document = parse(text, "文件")
    assert document.document_number == "某政办发〔2024〕36号"
    assert document.title == "某某市人民政府办公室关于加强供水的通知"


def test_attendance_in_a_table_is_read_and_is_no_part_of_the_last_item() -> None:
    text = "\n".join((*LINES, "出席 | 顾长卿、林若谷、方思远", "列席 | 市财政局白景行"))
    document = parse(text, "纪要")
    assert [one.text for one in document.resolutions[-1].points] == [LINES[-1]]
    assert document.meeting is not None
    names = [(one.name, one.status) for one in document.meeting.attendance]
    assert names[:3] == [("顾长卿", "出席"), ("林若谷", "出席"), ("方思远", "出席")]
    assert ("白景行", "列席") in names


def test_an_article_behind_a_full_line_is_an_article() -> None:
    full = "条　市水行政主管部门负责全市农村供水的监督管理工作以及培训。"
    wrapped = "条　供水单位是指从事农村供水经营活动的单位，包括乡镇水厂和各\n村集体所办的供水站。"
    text = "某某市农村供水管理办法\n" + "".join(
        f"　　第{number}{wrapped if number in '一三五' else full}\n" for number in "一二三四五六七"
    )
    labels = [one.label for one in parse(text, "办法").resolutions]
    assert labels == [f"第{number}条" for number in "一二三四五六七"]
