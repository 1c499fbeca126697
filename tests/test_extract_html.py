"""Saved web pages: the document whole, the site's own lines out of it, what the page says of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean
from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.html import MAXIMUM_DEPTH, extract_html
from index.text_forms import squeeze

PAGES = sorted((PROJECT / "tests" / "data" / "pages").glob("*.html"))
#: Markup in any order, well formed or not.
PIECES = [
    *("<p>", "</p>", "<div class=nav>", "<div id=zoom>", "</div>", "<br>", "<ol>", "<li>", "</ol>"),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<a href=1>",
        "</a>",
        "<script>",
        "</script>",
    ),
    *("<textarea>", "</textarea>", "<title>", "</title>", "<pre>", "</pre>", "<!--", "-->", "<h1>"),
    *(
        "会议同意，由市财政局落实。",
        "首页",
        "索引号：",
        "2025-03-01",
        "&nbsp;",
        "\0",
        "&#0;",
        " | ",
    ),
    *("<span hidden>", "</span>", "<frameset>", "<select><option>", "<svg>", "<body>", "</html>"),
]
FORMATS = PROJECT.parent / "shared" / "corpus" / "formats"


def expected(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_document(path: Path) -> None:
    assert len(PAGES) >= 12
    content = path.read_bytes()
    assert detect_format(content) == "html"
    extracted, wanted = extract_html(content), expected(path)
    assert extracted.text.split("\n") == wanted["text"]
    assert extracted.warnings == tuple(wanted.get("warnings", ()))
    assert extracted.encoding == wanted.get("encoding", "utf-8")
    assert extracted.route == "text"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_it_is(path: Path) -> None:
    found = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(extract_html(path.read_bytes()).metadata).items()
    }
    wanted = expected(path)["metadata"]
    assert found == dict.fromkeys(found) | wanted


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


PROSE = "会议听取了市城管局关于停车管理工作的汇报，原则同意所提方案，由市财政局统筹安排资金。"


def shown_text(path: Path) -> str:
    """Return what a page shows or holds in its fields, read by another way than the extractor's."""
    from lxml import etree, html

    markup = path.read_bytes().decode(expected(path).get("encoding", "utf-8"), "replace")
    tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_tags(tree, etree.Comment)
    for element in tree.xpath("//script|//style|//head|//textarea"):
        element.drop_tree()
    return squeeze(tree.text_content())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_that_a_page_shows_vanishes(path: Path) -> None:
    extracted = extract_html(path.read_bytes())
    kept = squeeze(extracted.text + "".join(one.text for one in extracted.removed))
    assert Counter(shown_text(path)) - Counter(kept) == Counter()
    assert all(one.reason and one.text for one in extracted.removed)


# --- real pages --------------------------------------------------------------------------------


@cache
def bulletin(year: int) -> Any:
    found = sorted(FORMATS.glob(f"*{year}年国民经济*.html"))
    if not found:
        pytest.skip("needs ../shared/corpus/formats")
    return extract_html(found[0].read_bytes())


@pytest.mark.parametrize(
    ("year", "published", "issuer", "index_number"),
    [
        (2015, date(2017, 5, 15), None, None),
        (2022, date(2023, 5, 11), "万载县统计局", "014742224A/2023-0043406"),
    ],
)
def test_a_bulletin_saved_by_a_browser(
    year: int, published: date, issuer: str | None, index_number: str | None
) -> None:
    extracted = bulletin(year)
    title = f"万载县{year}年国民经济和社会发展统计公报"
    metadata = extracted.metadata
    assert metadata.title == title
    assert (metadata.published, metadata.issuer) == (published, issuer)
    assert metadata.index_number == index_number
    assert metadata.url is not None and metadata.url.startswith("http://www.wanzai.gov.cn/wzxrmzf/")
    lines = extracted.text.split("\n")
    assert lines[0] == title and lines.count(title) == 1
    assert not any(
        word in extracted.text for word in ("首页", "扫一扫", "ICP备", "上一篇", "关联稿件")
    )
    # The text of its container, counted by another way.
    assert len(squeeze(extracted.text)) == {2015: 5883 + 24, 2022: 7622 + len(title)}[year]


def test_the_table_of_a_bulletin_is_rows() -> None:
    rows = [line for line in bulletin(2015).text.split("\n") if " | " in line]
    assert rows[0] == "产品名称 | 计量单位 | 产量 | 较上年±%"
    assert len(rows) == 8
    assert all(row.count(" | ") == 3 for row in rows)


def test_the_numbered_headings_of_the_bulletins_are_lines_of_their_own() -> None:
    for year in (2015, 2022):
        numerals = [line[0] for line in bulletin(year).text.split("\n") if line[1:2] == "、"]
        assert "".join(numerals[:9]) == "一二三四五六七八九"


# --- what holds no document --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"<html><frameset cols='20%,80%'><frame src=a.htm><frame src=b.htm></frameset>",
            "框架网页",
        ),
        (page("<iframe src=content.html></iframe>"), "内嵌框架"),
        (
            page("<p>用户名 <input></p><p>密码 <input type=password></p><button>登录</button>"),
            "登录",
        ),
        (page("<h1>404 Not Found</h1><hr>nginx", "<title>404 Not Found</title>"), "出错页面"),
        (page("<p>抱歉，您访问的页面不存在或已删除！</p><a href=/>返回首页</a>"), "出错页面"),
        (page("<div id=app></div><script src=app.js></script>"), "脚本"),
        (page("<noscript>您的浏览器不支持 JavaScript。</noscript><script>1</script>"), "脚本"),
        (page("<div>正在加载，请稍候…</div><script src=a.js></script>"), "脚本"),
        (page("<img src=1.jpg><img src=2.jpg>"), "图片"),
        (page("<embed src=a.pdf>"), "内嵌的文件"),
        (page("<ul>" + "<li><a href=1>关于印发工作要点的通知</a></li>" * 9 + "</ul>"), "目录页"),
        (page(""), "没有文字"),
        (b"<html>", "没有文字"),
        (b"", "空的"),
    ],
)
def test_a_page_without_a_document_is_named(content: bytes, sentence: str) -> None:
    with pytest.raises(ExtractionError, match=sentence):
        extract_html(content)


@pytest.mark.parametrize(
    "text",
    [
        "关于网站登录方式调整的公告，请各单位于6月底前完成统一身份认证改造，逾期将无法访问。" * 12,
        "服务器机房搬迁期间，部分网页无法访问，现将有关安排公告如下，请各单位提前做好准备。" * 12,
    ],
)
def test_a_document_about_errors_and_logins_is_read(text: str) -> None:
    assert extract_html(page(f"<p>{text}</p>")).text == text


# --- layout ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>甲<br>乙</p>丙", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>第<b>一</b>章\n <span>总则</span></p>", ["第一章 总则"]),
        ("<p>停\n车</p><p>parking\nlot</p>", ["停车", "parking lot"]),
        ("<p>张&nbsp;&nbsp;三　李四</p>", ["张  三　李四"]),
        ("<ol start=3><li>甲<li>乙</ol>", ["3. 甲", "4. 乙"]),
        ("<ol type=a><li>甲<li value=5>乙</ol>", ["a. 甲", "e. 乙"]),
        ("<ol type=I><li>甲<li>乙</ol>", ["I. 甲", "II. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>1.甲<li>（二）乙</ol>", ["1.甲", "（二）乙"]),
        ("<p>显示<span style='display: none'>隐藏</span>出来</p>", ["显示出来"]),
        ("<p aria-hidden=true>隐藏</p><p hidden>隐藏</p><p>显示</p>", ["显示"]),
        ("<table><tr><td>甲<td>乙<tr><td><p>丙</p><p>丁</p><td></table>", ["甲 | 乙", "丙 丁"]),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", ["甲", "乙"]),
        ("<table><tr><td><table><tr><td>甲<td>乙</table><td>丙</table>", ["甲 | 乙", "丙"]),
        ("甲<!-- 注释 -->乙<![if !x]>丙<![endif]>", ["甲乙丙"]),
        ("<span style='display:block'>甲</span><span>乙</span>", ["甲", "乙"]),
        ("<dl><dt>甲<dd>乙</dl><address>丙</address>", ["甲", "乙", "丙"]),
        ("甲 &lt;乙&gt; &amp; &#19993;", ["甲 <乙> & 丙"]),
    ],
)
def test_lines_are_those_that_a_browser_shows(markup: str, lines: list[str]) -> None:
    extracted = extract_html(page(f"<div><p>{PROSE * 4}</p>{markup}<p>{PROSE * 3}</p></div>"))
    assert extracted.text.split("\n")[1:-1] == lines


def test_a_column_of_a_layout_table_is_not_a_cell() -> None:
    paragraphs = "".join(f"<p>{PROSE * 3}</p>" for _ in range(4))
    markup = (
        f"<table><tr><td><a href=1>目录</a><br><a href=2>公报</a></td><td>{paragraphs}</td></tr>"
    )
    assert extract_html(page(markup)).text.split("\n") == [PROSE * 3] * 4


def test_a_page_of_several_says_so() -> None:
    markup = (
        f"<p>{PROSE * 3}</p><div><a href=1>上一页</a> 1 <a href=2>2</a> <a href=2>下一页</a></div>"
    )
    extracted = extract_html(page(markup))
    assert extracted.text == PROSE * 3
    assert extracted.warnings == ("网页分页显示，本文件只含其中一页",)


def test_a_signature_in_a_block_called_footer_is_kept() -> None:
    markup = (
        "<div class=header><h1>云泽市人民政府关于停车管理的通知</h1></div>"
        "<div class=article-content>"
        f"<p>{PROSE}</p><p>{PROSE}</p><div class=footer>云泽市人民政府<br>2025年3月18日</div></div>"
        "<div class=footer>版权所有：云泽市人民政府</div>"
    )
    head = "<title>云泽市人民政府关于停车管理的通知_云泽市人民政府网</title>"
    assert extract_html(page(markup, head)).text.split("\n") == [
        "云泽市人民政府关于停车管理的通知",
        PROSE,
        PROSE,
        "云泽市人民政府",
        "2025年3月18日",
    ]


# --- encodings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "big5"])
@pytest.mark.parametrize(
    "declared", ["", "utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "x-no"]
)
def test_what_a_page_holds_wins_over_what_it_declares(encoding: str, declared: str) -> None:
    text = "會議聽取了關於停車管理工作的匯報，原則同意所提方案，由財政局統籌安排資金。" * 2
    markup = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    assert extract_html(markup.encode(encoding)).text == text


def test_an_xml_declaration_names_the_encoding() -> None:
    markup = f'<?xml version="1.0" encoding="gbk"?><html><body><p>{PROSE}</p></body></html>'
    assert extract_html(markup.encode("gbk")).text == PROSE


# --- bounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td"])
def test_endless_nesting_is_refused(tag: str) -> None:
    with pytest.raises(ExtractionError, match="嵌套过深"):
        extract_html(page(f"<{tag}>" * (MAXIMUM_DEPTH + 10) + PROSE))


def test_endless_attributes_are_refused() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(5_000))
    with pytest.raises(ExtractionError, match="过多的属性"):
        extract_html(page(f"<p {attributes}>{PROSE}</p>"))


def test_entities_of_a_document_type_are_not_read() -> None:
    content = (
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bbbb">]>'
        + page(f"<p>{PROSE}&a;&b;</p>")
    )
    assert "&a;&b;" in extract_html(content).text


def test_a_page_cut_off_anywhere_is_read_or_refused_by_name() -> None:
    content = (PROJECT / "tests/data/pages/layout-tables-gbk.html").read_bytes()
    for length in range(0, len(content), 37):
        try:
            assert extract_html(content[:length]).text
        except ExtractionError as error:
            assert str(error)


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_sequence_of_tags_is_read_or_refused_by_name(pieces: list[str]) -> None:
    content = "".join(pieces).encode()
    try:
        extracted = extract_html(b"<html>" + content)
    except ExtractionError as error:
        assert str(error)
    else:
        assert extracted.text.strip()
        assert not re.search(r"<(?:p|td|div|script)>", extracted.text)


# --- every sample, as a page -------------------------------------------------------------------

MENU = "".join(
    f"<li><a href=/{n}>{n}</a></li>" for n in ("首页", "政务公开", "办事服务", "互动交流")
)
FOOT = "<p>主办：云泽市人民政府办公室</p><p>云ICP备05000001号</p><p>网站标识码：1234560001</p>"
OTHERS = "".join(f"<li><a href=/{n}>云泽市部署第{n}项重点工作，推进落实</a></li>" for n in range(6))
SHELLS = {
    "named": "<div class=nav><ul>{menu}</ul></div><div id=zoom>{paragraphs}</div><div>{foot}</div>",
    "unnamed": "<div><ul>{menu}</ul></div><div><div>{paragraphs}</div><div><h3>热点</h3>"
    "<ul>{others}</ul></div></div><div>{foot}</div>",
    "breaks": "<table><tr><td><ul>{menu}</ul></td></tr><tr><td>{breaks}</td></tr>"
    "<tr><td>{foot}</td></tr></table>",
    "columns": "<table><tr><td><ul>{others}</ul></td><td><div>{paragraphs}</div></td></tr></table>"
    "<div class=footer>{foot}</div>",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_sample_comes_whole_out_of_a_page(shell: str) -> None:
    for path in sorted((PROJECT / "samples").glob("*.txt")):
        # Some samples are copies of pages, with what the site puts around the text.
        cleaned = clean(path.read_text("utf-8")).lines
        lines = [line.text.strip() for line in cleaned if not line.blank]
        markup = SHELLS[shell].format(
            menu=MENU,
            foot=FOOT,
            others=OTHERS,
            paragraphs="".join(f"<p>{escape(line)}</p>" for line in lines),
            breaks="<br>".join(escape(line) for line in lines),
        )
        extracted = extract_html(page(markup))
        missing = Counter(map(squeeze, lines)) - Counter(map(squeeze, extracted.text.split("\n")))
        taken = "".join(one.text for one in extracted.removed)
        assert missing == Counter(), (path.name, taken[:500])
        assert not any(
            word in extracted.text for word in ("办事服务", "ICP备", "项重点工作，推进落实")
        )


@pytest.mark.parametrize(("name", "limit"), [("MAXIMUM_LENGTH", 500), ("MAXIMUM_ELEMENTS", 50)])
def test_a_page_beyond_its_bounds_is_refused(
    name: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract_html.__module__ + "." + name, limit)
    with pytest.raises(ExtractionError, match="过大|过多"):
        extract_html(page("<b>会</b>" * 100))
