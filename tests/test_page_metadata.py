"""What a web page says of its document, in its head, its table of page data and its address."""

from __future__ import annotations

from datetime import date

import pytest

from index.extract.html import extract_html
from index.extract.model import Metadata

TITLE = "云泽市人民政府关于停车管理的通知"
PROSE = "会议听取了市城管局关于停车管理工作的汇报，原则同意所提方案，由市财政局统筹安排资金。" * 3


def metadata(above: str = "", head: str = "", below: str = "") -> Metadata:
    body = f"<div>{above}</div><div class=article-content><p>{PROSE}</p></div>{below}"
    content = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return extract_html(content.encode()).metadata


CELLS = [
    ("索 引 号", "SZ01/2025-00012"),
    ("发布机构", "市政府办公室"),
    ("文　　号", "云政办发〔2025〕12号"),
    ("成文日期", "2025年3月18日"),
    ("发布日期", "2025-03-20"),
    ("有 效 性", "现行有效"),
    ("公开方式", "主动公开"),
]


def table(cells: list[tuple[str, str]]) -> str:
    pairs = [f"<td>{key}：</td><td>{value}</td>" for key, value in cells]
    return "<table><tr>" + "</tr><tr>".join(pairs) + "</tr></table>"


def wide_table(cells: list[tuple[str, str]]) -> str:
    pairs = [f"<th>{key}</th><td>{value}</td>" for key, value in cells]
    rows = ["".join(pairs[start : start + 2]) for start in range(0, len(pairs), 2)]
    return "<table><tr>" + "</tr><tr>".join(rows) + "</tr></table>"


def definitions(cells: list[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{k}：</dt><dd>{v}</dd>" for k, v in cells) + "</dl>"


def blocks(cells: list[tuple[str, str]]) -> str:
    return "".join(f"<div><label>{k}：</label><div>{v}</div></div>" for k, v in cells)


def spans(cells: list[tuple[str, str]]) -> str:
    return "<div>" + "".join(f"<span><b>{k}：</b>{v}</span>" for k, v in cells) + "</div>"


def items(cells: list[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f"<li>[ {k} ] {v}</li>" for k, v in cells) + "</ul>"


def plain(cells: list[tuple[str, str]]) -> str:
    return "<p>" + "<br>".join(f"{k}:{v}" for k, v in cells) + "</p>"


@pytest.mark.parametrize(
    "layout",
    [table, wide_table, definitions, blocks, spans, items, plain],
    ids=lambda f: f.__name__,
)
def test_every_layout_of_page_data_is_read(layout) -> None:
    assert metadata(layout(CELLS)) == Metadata(
        issuer="市政府办公室",
        document_number="云政办发〔2025〕12号",
        index_number="SZ01/2025-00012",
        signed=date(2025, 3, 18),
        published=date(2025, 3, 20),
        validity="in_force",
        disclosure="public",
    )


@pytest.mark.parametrize("layout", [table, definitions, spans], ids=lambda f: f.__name__)
def test_cells_without_a_value_say_nothing(layout) -> None:
    values = ["", "无", "-", "", "—", "&nbsp;", "暂无"]
    empty = [(key, value) for (key, _), value in zip(CELLS, values, strict=True)]
    assert metadata(layout(empty)) == Metadata()


@pytest.mark.parametrize(
    ("printed", "validity"),
    [
        ("现行有效", "in_force"),
        ("有效", "in_force"),
        ("是", "in_force"),
        ("已修改", "amended"),
        ("部分修订", "amended"),
        ("已废止", "repealed"),
        ("废止", "repealed"),
        ("失效", "expired"),
        ("已失效", "expired"),
        ("无效", "expired"),
        ("不明", None),
    ],
)
def test_validity(printed: str, validity: str | None) -> None:
    assert metadata(table([("有效性", printed)])).validity == validity


@pytest.mark.parametrize(
    ("printed", "disclosure"),
    [
        ("主动公开", "public"),
        ("公开", "public"),
        ("依申请公开", "on_request"),
        ("不予公开", "not_public"),
        ("免予公开", "not_public"),
        ("网站", None),
    ],
)
def test_disclosure(printed: str, disclosure: str | None) -> None:
    assert metadata(table([("公开方式", printed)])).disclosure == disclosure


def test_words_of_the_document_are_no_page_data() -> None:
    inside = "<p>文号：旧政发〔2001〕9号</p><p>发布日期：2001-01-01</p><p>来源：市财政局</p>"
    markup = f"<meta charset=utf-8><div class=article-content><p>{PROSE}</p>{inside}</div>"
    extracted = extract_html(markup.encode())
    assert extracted.metadata == Metadata()
    assert "旧政发〔2001〕9号" in extracted.text


# --- the head ----------------------------------------------------------------------------------


def test_the_prescribed_fields_of_the_head_are_read() -> None:
    fields = {
        "ArticleTitle": TITLE,
        "PubDate": "2025-03-20 10:00",
        "ContentSource": "云泽市人民政府办公室",
        "SiteName": "云泽",
    }
    found = metadata(head="".join(f'<meta name="{k}" content="{v}">' for k, v in fields.items()))
    assert found.title == TITLE
    assert found.issuer == "云泽市人民政府办公室"
    assert found.published == date(2025, 3, 20)


def test_what_the_page_prints_wins_over_its_head() -> None:
    head = (
        '<meta name="PubDate" content="2030-01-01"><meta name="ContentSource" content="市教育局">'
    )
    found = metadata(table(CELLS), head)
    assert (found.published, found.issuer) == (date(2025, 3, 20), "市政府办公室")
    assert metadata("<p>2025-03-21 09:00 来源：市财政局</p>", head).published == date(2025, 3, 21)


@pytest.mark.parametrize(
    ("source", "issuer"),
    [
        ("云泽市财政局", "云泽市财政局"),
        ("市政府办", "市政府办"),
        ("云泽日报", None),
        ("新华社", None),
        ("中国政府网", None),
        ("", None),
    ],
)
def test_a_source_is_an_issuer_where_it_is_an_organ(source: str, issuer: str | None) -> None:
    assert metadata(f"<p>2025-03-21 来源：{source} 浏览次数：3</p>").issuer == issuer
    assert metadata(head=f'<meta name="ContentSource" content="{source}">').issuer == issuer


@pytest.mark.parametrize(
    ("window", "title"),
    [
        (TITLE, TITLE),
        (f"{TITLE} | 云泽市政府网", TITLE),
        (f"云泽市人民政府 | {TITLE}", TITLE),
        (f"{TITLE}_政府文件_云泽市人民政府门户网站", TITLE),
        (f"{TITLE}-云泽市人民政府", TITLE),
        (f"云泽市人民政府网站&gt;&gt;{TITLE}", TITLE),
        ("云泽市人民政府门户网站", None),
        ("无标题文档", None),
        ("详情", None),
        ("", None),
    ],
)
def test_the_name_of_the_site_is_no_title(window: str, title: str | None) -> None:
    head = f'<meta name="SiteName" content="云泽市人民政府"><title>{window}</title>'
    assert metadata(head=head).title == title


def test_a_window_title_that_is_a_piece_of_the_printed_one_is_none() -> None:
    assert metadata(f"<p>{TITLE}</p>", "<title>停车管理的通知</title>").title is None


def test_the_table_names_the_title() -> None:
    assert metadata(table([*CELLS, ("标题", TITLE)])).title == TITLE
    assert metadata(f"<h1>{TITLE}</h1>").title == TITLE


def test_a_heading_broken_into_lines_is_one_title() -> None:
    broken = TITLE.replace("关于", "<br>关于")
    assert metadata(f"<h1>{broken}</h1>", f"<title>{TITLE}</title>").title == TITLE
    assert metadata(f"<h1>{broken}</h1>").title == TITLE


def test_the_name_of_an_office_is_no_title() -> None:
    head = "<title>停车公告_云泽市人民政府</title>"
    assert metadata("<h1>云泽市人民政府</h1><h2>停车公告</h2>", head).title == "停车公告"
    assert metadata("<h1>云泽市人民政府</h1>").title is None


# --- the address -------------------------------------------------------------------------------

ADDRESS = "http://www.yunze.gov.cn/art/2025/3/20/art_1_2.html"
OTHER = "https://www.yunze.gov.cn/other.html"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f"<!-- saved from url=(0050){ADDRESS} -->", ADDRESS),
        (f'<link rel="canonical" href="{ADDRESS}">', ADDRESS),
        (f'<meta property="og:url" content="{ADDRESS}">', ADDRESS),
        (f'<base href="{ADDRESS}">', ADDRESS),
        (f'<!-- saved from url=(0050){ADDRESS} --><link rel=canonical href="{OTHER}">', ADDRESS),
        (f'<!-- saved from url=(0050){ADDRESS} --><link rel=canonical href="/">', ADDRESS),
        ('<base href="http://www.yunze.gov.cn/a/"><link rel=canonical href="b.html">', None),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="file:///C:/a.html">', None),
        ('<link rel="canonical" href="http://">', None),
        ('<link rel="canonical" href="http://[">', None),
        ('<link rel="canonical" href="http://a.cn/\u202e">', None),
        ("", None),
    ],
)
def test_the_address_of_the_page(head: str, url: str | None) -> None:
    if "b.html" in head:
        url = "http://www.yunze.gov.cn/a/b.html"
    assert metadata(head=head).url == url
