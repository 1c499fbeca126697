""".docx: what is printed comes out, in order; what is not is named; what harms is refused."""

import io
import re
import time
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_file import (
    STRICT_R,
    STRICT_W,
    R,
    W,
    lines_of,
    paragraph,
    part,
    read,
    removed_from,
    run,
    table,
    word_file,
    zipped,
)

from index.extract.docx import extract_docx
from index.extract.errors import ExtractionError

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "formats"


def fails(content: bytes) -> str:
    with pytest.raises(ExtractionError) as failure:
        read(content)
    return str(failure.value)


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str | None) -> str:
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    shown = "" if result is None else field_mark("separate") + run(result)
    return field_mark("begin") + code + shown + field_mark("end")


# --- paragraphs ----------------------------------------------------------------------------------


def test_a_document_that_python_docx_writes() -> None:
    document = docx.Document()
    document.add_heading("会议纪要", 0)
    document.add_paragraph("会议听取了汇报。")
    cells = document.add_table(2, 2).rows
    for row in cells:
        for place, cell in enumerate(row.cells):
            cell.text = f"格{place}"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    target = io.BytesIO()
    document.save(target)
    extraction = read(target.getvalue())
    assert extraction.text == "会议纪要\n会议听取了汇报。\n格0 | 格1\n格0 | 格1"
    assert extraction.route == "text"
    assert [(r.reason, r.text) for r in extraction.removed] == [
        ("页眉", "内部资料"),
        ("页码", "— 1 —"),
    ]
    assert extraction.warnings == ()


def test_runs_links_and_controls_are_one_paragraph() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('丙')}</w:sdtContent></w:sdt>"
    raw = (
        run("甲") + f'<w:hyperlink r:id="x">{run("乙")}</w:hyperlink>' + control
        + f"<w:smartTag>{run('丁')}</w:smartTag><w:r><w:tab/><w:t>戊</w:t></w:r>"
        + "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c\u00adde</w:t></w:r>"
        + "<w:r><w:t> 己\n </w:t></w:r>"
    )  # fmt: skip
    assert lines_of(paragraph(raw=raw)) == ["甲乙丙丁\t戊a-bcde己"]


def test_blocks_inside_content_controls_are_read_in_order() -> None:
    inside = paragraph("乙") + table(("丙", "丁"))
    body = (
        paragraph("甲") + f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        + f"<w:customXml>{paragraph('戊')}</w:customXml>"
    )  # fmt: skip
    assert lines_of(body) == ["甲", "乙", "丙 | 丁", "戊"]


@pytest.mark.parametrize(
    ("properties", "before", "after", "expected"),
    [
        ('<w:jc w:val="center"/>', "某市人民政府关于印发优化营商环境实施方案", "的通知", 2),
        ("", "联系人：张某", "电话：123456", 2),
        ("", "会议指出，要坚持以人民为中心的发展思想，全力做好各项工作。", "会议强调", 2),
        ("", "会议指出，要坚持以人民为中心的发展思想，全力做好", "各项工作。", 1),
        ("", "会议研究了下列各项工作并且就有关问题作出了如下安排", "二、关于预算", 2),
    ],
)
def test_a_line_break_splits_where_a_line_ends_on_purpose(
    properties: str, before: str, after: str, expected: int
) -> None:
    lines = lines_of(paragraph(before, properties, f"<w:r><w:br/><w:t>{after}</w:t></w:r>"))
    assert len(lines) == expected
    assert "".join(lines) == before + after


def test_of_a_field_the_result_is_text() -> None:
    nested = (
        field_mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>"
        + field("PAGE", "不印") + field_mark("separate") + run("果") + field_mark("end")
    )  # fmt: skip
    simple = f'<w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple>'
    body = paragraph("甲", raw=field("DATE", "某日") + simple + nested + field("PAGE", None))
    assert lines_of(body) == ["甲某日今天果"]


def test_a_field_without_its_end_does_not_swallow_the_text() -> None:
    lost = field_mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>"
    stray = field_mark("end") + field_mark("separate")
    body = paragraph("甲", raw=stray) + paragraph("乙", raw=lost) + paragraph("丙")
    assert lines_of(body) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r"eq \o\ac(○,12)", "⑫"),
        (r"EQ \o\ac(□,印)", "印"),
        (r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(yì),议)", "议"),
        (r"EQ \f(1,2)", "1,2"),
    ],
)
def test_equation_fields_give_what_they_draw(instruction: str, expected: str) -> None:
    assert lines_of(paragraph(raw=field(instruction, None))) == [expected]


def test_form_fields_show_their_choice() -> None:
    def form(data: str) -> str:
        begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
        return begin.format(data) + field_mark("end")

    boxes = (
        form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + run("是 ")
        + form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + run("否 ")
        + form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
               '<w:listEntry w:val="乙"/></w:ddList>')
    )  # fmt: skip
    assert lines_of(paragraph(raw=boxes)) == ["☑是 □否 乙"]


def test_symbols_of_symbol_fonts() -> None:
    raw = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:sym w:font="宋体" w:char="2460"/></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>\uf052</w:t></w:r>'
    )
    assert lines_of(paragraph(raw=raw)) == ["☑≥①☑"]
    unknown = '<w:r><w:t>甲</w:t><w:sym w:font="Webdings" w:char="F099"/><w:sym/></w:r>'
    extraction = read(word_file(paragraph(raw=unknown)))
    assert extraction.text == "甲\ufffd\ufffd"
    assert any("2 个符号字体" in warning for warning in extraction.warnings)


def test_ruby_and_formulas() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('yì')}</w:rt><w:rubyBase>{run('议')}</w:rubyBase></w:ruby></w:r>"
    )
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
        "</m:den></m:f><m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup>"
        "<m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:rad><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad>"
        "<m:d><m:e><m:r><m:t>z</m:t></m:r></m:e></m:d></m:oMath>"
    )
    extraction = read(word_file(paragraph(raw=ruby) + paragraph(raw=formula)))
    assert extraction.text == "议\n(a+b)/2=x^2√y(z)"
    assert [(one.reason, one.text) for one in extraction.removed] == [("注音", "yì")]


# --- the title -----------------------------------------------------------------------------------


def centred(text: str, size: int, colour: str = "auto") -> str:
    shown = f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/>'
    return paragraph("", '<w:jc w:val="center"/>', run(text, shown))


MASTHEAD = centred("某市人民政府文件", 96, "FF0000") + centred("某政发〔2026〕1号", 32)
TITLE = centred("某市人民政府关于印发", 44) + centred("营商环境方案的通知", 44)
TEXT = paragraph("", raw=run("各区人民政府：", '<w:sz w:val="32"/>'))


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (MASTHEAD + TITLE + TEXT, "某市人民政府关于印发营商环境方案的通知"),
        (
            TITLE + centred("（征求意见稿）", 32) + TEXT,
            "某市人民政府关于印发营商环境方案的通知（征求意见稿）",
        ),
        (centred("市政府第3次常务会议纪要", 40) + TEXT, "市政府第3次常务会议纪要"),
        (centred("市政府常务会议纪要", 44) + centred("（第3次）", 32) + TEXT, None),
        (centred("某市人民政府", 36) + centred("关于某事的通知", 44) + TEXT, None),
        (centred("某市发展规划", 72) + centred("二〇二六年一月", 36) + TEXT, None),
        (centred("第一章　总则", 44) + TEXT, None),
        (centred("某市人民政府文件", 44, "C00000") + TEXT, None),
        (TITLE, None),
        (TEXT, None),
    ],
)
def test_the_layout_shows_the_title_or_nothing_is_claimed(body: str, title: str | None) -> None:
    assert read(word_file(body)).metadata.title == title


def test_a_title_by_style_but_not_one_that_was_deleted() -> None:
    styles = part(
        "w:styles",
        '<w:style w:type="paragraph" w:styleId="t"><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:sz w:val="44"/></w:rPr></w:style>',
    )
    styled = '<w:pStyle w:val="t"/>'
    titled = word_file(paragraph("关于某事的通知", styled) + TEXT, styles=styles)
    assert read(titled).metadata.title == "关于某事的通知"
    moved = paragraph("", styled, f"<w:moveFrom>{run('关于某事的通知')}</w:moveFrom>")
    assert read(word_file(moved + TEXT, styles=styles)).metadata.title is None


# --- tables --------------------------------------------------------------------------------------


def test_merged_cells_print_once() -> None:
    body = (
        "<w:tbl><w:tr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("类别")}</w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("标准")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('隐')}</w:tc>"
        f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc><w:tc>{paragraph()}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph()}</w:tc><w:tc>{paragraph()}</w:tc></w:tr></w:tbl>"
    )
    assert lines_of(body) == ["类别 | 标准", "| 甲 乙 |"]
    assert removed_from(body) == [("隐藏文字", "隐")]


def test_a_row_of_one_cell_frames_its_paragraphs() -> None:
    inner = paragraph("一段") + table(("甲", "乙")) + paragraph("二段")
    assert lines_of(table((inner,))) == ["一段", "甲 | 乙", "二段"]


def test_a_table_inside_a_cell_stays_in_its_row() -> None:
    nested = table(("甲", "乙"), ("丙", "丁"))
    assert lines_of(table(("左", nested + paragraph()))) == ["左 | 甲 乙 丙 丁"]


def test_rows_inside_controls_and_deleted_rows() -> None:
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    gone = row.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{gone}</w:tbl>"
    assert lines_of(body) == ["甲 | 乙"]
    assert removed_from(body) == [("修订删除", "甲 | 乙")]


# --- what is not the text ------------------------------------------------------------------------


def test_revisions_are_accepted_and_named() -> None:
    raw = (
        f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('原处')}</w:moveFrom><w:moveTo>{run('此处')}</w:moveTo>"
    )
    extraction = read(word_file(paragraph("甲", raw=raw)))
    assert extraction.text == "甲新此处"
    assert [(one.reason, one.text) for one in extraction.removed] == [("修订删除", "旧原处")]
    assert extraction.warnings == ("文件带有修订标记，按接受全部修订读取",)


def test_a_deleted_paragraph_end_joins_the_paragraphs() -> None:
    deleted_end = "<w:rPr><w:del/></w:rPr>"
    assert lines_of(paragraph("前", deleted_end) + paragraph("后")) == ["前后"]
    assert lines_of(paragraph("末", deleted_end)) == ["末"]


def test_hidden_text_is_taken_out() -> None:
    styles = part(
        "w:styles",
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    shown = run("显", '<w:vanish w:val="0"/>')
    body = (
        paragraph("甲", raw=run("密", "<w:vanish/>") + run("样", '<w:rStyle w:val="h"/>'))
        + paragraph("整段", '<w:pStyle w:val="p"/>', shown)
    )  # fmt: skip
    extraction = read(word_file(body, styles=styles))
    assert extraction.text == "甲\n显"
    assert [(one.reason, one.text) for one in extraction.removed] == [("隐藏文字", "密样\n整段")]


def test_placeholders_and_comments_are_taken_out() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>"
    )
    comments = part("w:comments", f'<w:comment w:id="0">{paragraph("请核")}</w:comment>')
    body = paragraph("甲", raw=control + '<w:r><w:commentReference w:id="0"/></w:r>')
    assert removed_from(body, comments=comments) == [("占位文字", "单击此处"), ("批注", "请核")]


def contents_entry(text: str, before: str = "", after: str = "") -> str:
    return paragraph(raw=before + run(text) + field("PAGEREF x", "3") + after)


def test_a_generated_table_of_contents_is_taken_out() -> None:
    begin = field_mark("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    body = (
        paragraph("标题") + paragraph("目　录")
        + contents_entry("总则", before=begin + field_mark("separate"))
        + contents_entry("附则", after=field_mark("end"))
        + paragraph("总则")
    )  # fmt: skip
    assert lines_of(body) == ["标题", "总则"]
    assert removed_from(body) == [("目录", "总则3\n附则3\n目　录")]


def test_contents_in_a_control_or_by_style() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('目录')}{paragraph('总则 1')}"
        f"</w:sdtContent></w:sdt>{paragraph('总则')}"
    )
    assert lines_of(control) == ["总则"]
    styles = part(
        "w:styles",
        '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>',
    )
    body = paragraph("总则\t1", '<w:pStyle w:val="10"/>') + paragraph("总则")
    assert lines_of(body, styles=styles) == ["总则"]


def test_headers_and_footers_that_sections_use_are_taken_out() -> None:
    sections = (
        paragraph("正文")
        + '<w:sectPr><w:headerReference r:id="header1"/><w:headerReference r:id="header2"/>'
        '<w:footerReference r:id="footer1"/></w:sectPr>'
    )
    parts = {
        "header1": part("w:hdr", paragraph("机密★10年")),
        "header2": part("w:hdr", paragraph("机密★10年") + paragraph("000123")),
        "header3": part("w:hdr", paragraph("从不印出")),
        "footer1": part("w:ftr", paragraph("第 ", raw=field("PAGE", "2") + run(" 页"))),
    }
    assert removed_from(sections, **parts) == [("页眉", "机密★10年\n000123"), ("页码", "第 2 页")]


# --- notes, boxes, pictures ----------------------------------------------------------------------


def test_notes_follow_the_text_with_their_marks() -> None:
    def reference(kind: str, identifier: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{identifier}"/></w:r>'

    footnotes = part(
        "w:footnotes",
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("先引")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("后引")}{paragraph("第二段")}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph("没有引用")}</w:footnote>',
    )
    endnotes = part("w:endnotes", f'<w:endnote w:id="1">{paragraph("尾")}</w:endnote>')
    marks = reference("footnote", 2) + run("乙") + reference("footnote", 1)
    body = paragraph("甲", raw=marks + reference("endnote", 1))
    assert lines_of(body, footnotes=footnotes, endnotes=endnotes) == [
        "甲[1]乙[2][i]",
        "脚注[1] 先引",
        "脚注[2] 后引",
        "第二段",
        "尾注[i] 尾",
    ]


def text_box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    body = paragraph("甲", raw=text_box("框") + run("乙")) + paragraph("丙")
    assert lines_of(body) == ["甲乙", "框", "丙"]


def test_a_fallback_is_read_where_the_choice_has_no_text() -> None:
    raw = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing/></mc:Choice><mc:Fallback>'
        '<w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    assert lines_of(paragraph(raw=raw) + paragraph("正文")) == ["某市人民政府文件", "正文"]


def picture(centimetres: int) -> str:
    side = centimetres * 360_000
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{side}" cy="{side}"/><a:graphic><a:graphicData>'
        "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_large_pictures_and_objects_are_named() -> None:
    raw = picture(12) + picture(2) + "<w:r><w:object/></w:r>"
    extraction = read(word_file(paragraph("甲", raw=raw) + "<w:altChunk/>"))
    assert extraction.warnings == (
        "有 1 张较大的图片，图片里的文字没有读取",
        "有 1 个嵌入对象（表格、公式、图表等），其中的文字没有读取",
        "有 1 处嵌入的其他文件，没有读取",
    )


def test_a_document_of_pictures_only_says_what_to_do() -> None:
    assert "PDF" in fails(word_file(paragraph(raw=picture(20))))
    assert fails(word_file(paragraph())) == "文件里没有文字"


# --- pages ---------------------------------------------------------------------------------------

RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def pages_of(body: str) -> list[str]:
    extraction = read(word_file(body))
    assert [page.number for page in extraction.pages] == [*range(1, len(extraction.pages) + 1)]
    starts = [page.start for page in extraction.pages] + [len(extraction.text)]
    return [extraction.text[a:b] for a, b in zip(starts, starts[1:], strict=False)]


def test_pages_are_where_word_broke_them() -> None:
    body = (
        paragraph("一", raw=RENDERED + run("二")) + paragraph(raw=BREAK) + paragraph(raw=RENDERED)
        + paragraph(raw=RENDERED + run("三")) + paragraph(raw=RENDERED) + paragraph("五")
    )  # fmt: skip
    assert pages_of(body) == ["一", "二\n", "", "三\n", "五"]


def test_an_author_s_break_and_word_s_after_it_are_one() -> None:
    body = paragraph("一") + paragraph(raw=BREAK + RENDERED + run("二"))
    section = paragraph("三", "<w:sectPr/>") + paragraph(raw=RENDERED + run("四"))
    before = paragraph("", "<w:pageBreakBefore/>", RENDERED + run("五"))
    kept = paragraph("六", '<w:pageBreakBefore w:val="0"/>')
    assert pages_of(body + section + before + kept) == ["一\n", "二\n三\n", "四\n", "五\n六"]


def test_a_row_over_a_page_end_breaks_once() -> None:
    cell = paragraph("上", raw=RENDERED + run("下"))
    assert len(pages_of(table((cell, cell)) + paragraph("完"))) == 2


def test_breaks_without_words_layout_count_only_if_the_properties_agree() -> None:
    body = paragraph("一", raw=BREAK) + paragraph("二")
    content = word_file(body)
    assert read(content).pages == ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    kind = f"{R}/extended-properties"
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="b" Type="{kind}" Target="app.xml"/></Relationships>'.encode(),
    )
    for count, expected in ((2, [0, 2]), (3, [])):
        files["app.xml"] = f'<Properties xmlns="x"><Pages>{count}</Pages></Properties>'.encode()
        assert [page.start for page in read(zipped(files)).pages] == expected


def test_every_page_is_reported() -> None:
    calls: list[int] = []
    content = word_file(paragraph("一", raw=RENDERED + run("二") + RENDERED + run("三")))
    extract_docx(content, lambda: calls.append(1))
    assert len(calls) == 2


# --- packages ------------------------------------------------------------------------------------


def test_the_main_part_is_found_by_relationship_in_strict_files_too() -> None:
    content = word_file(paragraph("甲"), place="正文/main.xml")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        strict = {
            name: archive.read(name).replace(W.encode(), STRICT_W.encode())
            .replace(R.encode(), STRICT_R.encode())
            for name in archive.namelist()
        }  # fmt: skip
    assert read(content).text == read(zipped(strict)).text == "甲"


def test_missing_and_damaged_side_parts_are_named() -> None:
    content = word_file(paragraph("甲"), numbering="<", header1="x", footnotes=part("w:x", ""))
    assert read(content).warnings == ("文件里的自动编号的定义已损坏，没有读取",)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {n: archive.read(n) for n in archive.namelist() if "numbering.xml" not in n}
    assert read(zipped(kept)).warnings == ("文件缺少自动编号的定义，没有读取",)


def test_what_is_no_word_document_is_refused_by_name() -> None:
    assert "找不到正文" in fails(zipped({"a.txt": "甲"}))
    assert "找不到正文" in fails(zipped({"word/document.xml": "<x/>"}))
    assert "已损坏" in fails(b"PK\x03\x04")
    assert "DOCTYPE" in fails(
        zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'})
    )


def test_a_deep_document_is_refused_or_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 100
    assert lines_of(deep) == ["甲"]
    too_deep = "<w:r>" * 250 + "<w:t>甲</w:t>" + "</w:r>" * 250
    try:
        assert lines_of(f"<w:p>{too_deep}</w:p>") == ["甲"]
    except ExtractionError as error:
        assert "嵌套过深" in str(error)


def test_fields_without_bound_are_refused() -> None:
    nested = field_mark("begin") * 200 + field_mark("end") * 200
    assert "域嵌套过深" in fails(word_file(paragraph("甲", raw=nested)))


@pytest.mark.parametrize(
    "body",
    [
        paragraph("甲", raw="<w:r><w:del><w:t>删</w:t></w:del><w:t>留</w:t></w:r>" * 30_000),
        paragraph("删", "<w:rPr><w:del/></w:rPr>") * 30_000,
        paragraph("甲") + paragraph("", raw=run("隐", "<w:vanish/>")) * 30_000,
        paragraph("会议要求各有关部门认真贯彻落实上述各项工作任务", raw="<w:r><w:br/><w:t>"
        "会议要求各有关部门认真贯彻落实上述各项工作任务</w:t></w:r>" * 30_000),
        paragraph("甲", raw='<w:r><w:footnoteReference w:id="1"/></w:r>' * 30_000),
        paragraph("甲" + " " * 1_000_000 + "乙"),
        paragraph("甲", raw=(run(" " * 1_000) + RENDERED) * 1_000 + run("乙")),
        paragraph("甲", raw=field(r"EQ \o" + " " * 1_000_000, None)),
    ],
)  # fmt: skip
def test_repetition_takes_time_in_proportion(body: str) -> None:
    content = word_file(body)
    began = time.process_time()
    assert read(content).text
    assert time.process_time() - began < 30


WHOLE = word_file(
    paragraph("甲", raw=text_box("框") + field("DATE", "日")) + table(("乙", "丙")),
    styles=part("w:styles", ""),
    numbering=part("w:numbering", ""),
)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_truncated_document_is_refused(length: int) -> None:
    assert fails(WHOLE[:length]).startswith("文件已损坏")


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_read_or_refused(place: int, change: int) -> None:
    damaged = WHOLE[:place] + bytes([WHOLE[place] ^ change]) + WHOLE[place + 1 :]
    try:
        assert read(damaged).text
    except ExtractionError as error:
        assert re.search("[。，：]|文字$", str(error)) or "Word" in str(error)


_ELEMENTS = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del"]
    + ["w:fldSimple", "w:hyperlink", "w:txbxContent", "w:pict", "mc:AlternateContent", "mc:Choice"]
    + ["mc:Fallback", "w:ruby", "w:rubyBase", "m:oMath", "w:br", "w:pPr", "w:rPr", "w:vanish"]
)


@given(st.recursive(st.just("字"), lambda inner: st.builds(
    lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", _ELEMENTS, st.lists(inner, max_size=4)
), max_leaves=30))  # fmt: skip
def test_any_nesting_is_read_without_a_fault(body: str) -> None:
    try:
        text = read(word_file(paragraph("甲") + f"<w:p>{body}</w:p>")).text
    except ExtractionError as error:
        pytest.fail(str(error))
    assert text.startswith("甲")
    assert not re.search("[\x00-\x08]", text)


# --- real documents ------------------------------------------------------------------------------


def real(name: str) -> bytes:
    found = next(FORMATS.rglob(name), None)
    if found is None:
        pytest.skip(f"needs ../shared/corpus/formats/{name}")
    return found.read_bytes()


def test_a_real_document_with_a_dangling_relationship() -> None:
    extraction = read(real("大纲1*.docx"))
    lines = extraction.text.split("\n")
    assert lines[1] == "中央机关及其直属机构2022年度考试录用公务员公共科目笔试考试大纲"
    assert [line for line in lines if re.match("[一二三四]、", line)][:2] == [
        "一、笔试内容",
        "二、行政职业能力测验",
    ]
    assert len([line for line in lines if " | " in line]) >= 10
    assert extraction.warnings == ()
    assert extraction.metadata.title == lines[1]


def test_real_documents_from_wps() -> None:
    extraction = read(real("master_template.docx"))
    assert extraction.text.split("\n")[:3] == ["BJTU机密文件", "XXX〔2023〕X号", "测试公文标题"]
    assert [(one.reason, one.text) for one in extraction.removed] == [
        ("页眉", "001012\n机密★5年\n特急")
    ]
    assert extraction.metadata.title == "测试公文标题"
    assert read(real("test.docx")).metadata.title == "国防部关于放假的通知"
