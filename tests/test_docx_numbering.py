"""The numbers that Word computes: every format, levels, restarts, links to styles."""

import pytest
from word_file import lines_of, paragraph, part

from index.extract.docx.number_formats import format_number


def level(place: int, text: str, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, instances: str = "") -> str:
    instances = instances or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return part("w:numbering", abstract + instances)


def numbered(text: str, place: int = 0, list_id: int = 1) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {0: "0", 1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
        ("decimalFullWidth", {1: "１", 10: "１０"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("upperRoman", {1: "I", 4: "IV", 9: "IX", 1994: "MCMXCIV", 10**9: "1000000000"}),
        ("lowerRoman", {3: "iii", 40: "xl"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB", 10**9: "1000000000"}),
        ("lowerLetter", {2: "b", 53: "aaa"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 99: "九十九", 101: "一〇一"}),
        (
            "chineseCountingThousand",
            {10: "十", 16: "十六", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一",
             10_000: "一万", 10_050: "一万零五十", 23_400: "二万三千四百"},
        ),
        ("japaneseCounting", {1: "一", 10: "十", 21: "二十一", 100: "百", 101: "百一"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "甲子"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 26: "贰拾陆", 105: "壹佰零伍"}),
        ("ideographLegalTraditional", {2: "貳", 6: "陸"}),
        ("numberInDash", {3: "- 3 -"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 21: "21st", 112: "112th"}),
        ("none", {7: ""}),
        ("a format of the future", {7: "7"}),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(
    number_format: str, expected: dict[int, str]
) -> None:
    assert {n: format_number(n, number_format) for n in expected} == expected


def test_chinese_numbers_count_up_without_repeats() -> None:
    for number_format in ("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified"):
        assert len({format_number(n, number_format) for n in range(1, 12_000)}) == 11_999


def test_levels_show_the_levels_above_and_restart_below_them() -> None:
    part = numbering(
        level(0, "%1、", "chineseCounting"),
        level(1, "（%2）", "chineseCounting"),
        level(2, "%3.", "decimal"),
        level(3, "%1-%2-%3-%4"),
    )
    places = (0, 1, 1, 2, 2, 3, 1, 2, 0, 1)
    body = "".join(numbered("项", place) for place in places)
    assert lines_of(body, numbering=part) == [
        "一、项", "（一）项", "（二）项", "1. 项", "2. 项", "一-二-2-1 项",
        "（三）项", "1. 项", "二、项", "（一）项",
    ]  # fmt: skip


def test_legal_numbering_writes_the_levels_above_in_figures() -> None:
    levels = (
        level(0, "第%1章", "chineseCounting"),
        level(1, "%1.%2", "decimal", "<w:isLgl/>"),
        level(2, "%1.%2"),
    )
    body = numbered("总则") + numbered("目的", 1) + numbered("依据", 1)
    assert lines_of(body, numbering=numbering(*levels)) == ["第一章 总则", "1.1 目的", "1.2 依据"]


def test_a_level_restarts_only_where_its_restart_level_says() -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = (level(0, "%1、"), level(1, "[%2]", more=never), level(2, "<%3>".replace("<", "&lt;")))
    body = "".join(numbered("x", place) for place in (0, 1, 2, 0, 1, 2))
    assert lines_of(body, numbering=numbering(*levels)) == [
        "1、x", "[1] x", "<1> x", "2、x", "[2] x", "<1> x",
    ]  # fmt: skip


def test_a_deep_level_that_restarts_with_the_first_only() -> None:
    levels = (level(0, "%1."), level(1, "%2."), level(2, "%3)", more='<w:lvlRestart w:val="1"/>'))
    body = "".join(numbered("x", place) for place in (0, 1, 2, 1, 2, 0, 1, 2))
    labels = [line.split()[0] for line in lines_of(body, numbering=numbering(*levels))]
    assert labels == ["1.", "1.", "1)", "2.", "2)", "2.", "1.", "1)"]


def test_lists_of_one_definition_share_its_counters_unless_they_start_anew() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    part = numbering(level(0, "%1."), instances=instances)
    body = "".join(numbered("x", 0, list_id) for list_id in (1, 1, 2, 3, 3, 1))
    labels = [line.split()[0] for line in lines_of(body, numbering=part)]
    assert labels == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_a_list_may_replace_a_level() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, '第%1条', 'chineseCountingThousand')}</w:lvlOverride></w:num>"
    )
    part = numbering(level(0, "%1."), instances=instances)
    assert lines_of(numbered("甲") + numbered("乙"), numbering=part) == ["第一条 甲", "第二条 乙"]


STYLES = part(
    "w:styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop2"><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>",
)


def styled(style: str, text: str, more: str = "") -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_number_their_paragraphs_and_those_based_on_them() -> None:
    levels = (
        level(0, "第%1章", "chineseCounting", '<w:pStyle w:val="1"/>'),
        level(1, "第%2条", "chineseCounting", '<w:pStyle w:val="2"/>'),
    )
    unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("1", "总则") + styled("2", "甲") + styled("mine", "乙")
        + styled("1", "前言", unnumbered) + styled("loop", "丙") + styled("unknown", "丁")
    )  # fmt: skip
    assert lines_of(body, numbering=numbering(*levels), styles=STYLES) == [
        "第一章 总则", "第一条 甲", "第二条 乙", "前言", "丙", "丁",
    ]  # fmt: skip


def test_a_list_may_take_its_levels_from_a_numbering_style() -> None:
    inside = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="list"/>{level(0, "%1）")}'
        "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = numbered("甲", 0, 2) + numbered("乙", 0, 2)
    assert lines_of(body, numbering=part("w:numbering", inside), styles=STYLES) == [
        "1）甲", "2）乙",
    ]  # fmt: skip


def fonts(name: str) -> str:
    return f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}"/></w:rPr>'


@pytest.mark.parametrize(
    ("text", "font", "bullet"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0d8", "Wingdings", "➢"),
        ("l", "Wingdings", "●"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf099", "Webdings", "•"),
        ("o", "Courier New", "○"),
        ("—", "宋体", "—"),
        ("", "宋体", "•"),
    ],
)
def test_bullets_look_as_their_font_draws_them(text: str, font: str, bullet: str) -> None:
    part = numbering(level(0, text, "bullet", fonts(font)))
    assert lines_of(numbered("项"), numbering=part) == [f"{bullet} 项"]


def test_gaps_suffixes_and_custom_formats() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    body = numbered("号") + numbered("号")
    assert lines_of(body, numbering=numbering(custom)) == ["009号", "010号"]


def test_an_empty_numbered_paragraph_shows_its_number_and_an_empty_bullet_nothing() -> None:
    part = numbering(level(0, "%1"), level(1, "•", "bullet"))
    body = numbered("") + numbered("", 1) + numbered("丙") + paragraph("完")
    assert lines_of(body, numbering=part) == ["1", "2 丙", "完"]


def test_broken_definitions_number_nothing_and_break_nothing() -> None:
    hostile = part(
        "w:numbering",
        '<w:num w:numId="1"><w:abstractNumId w:val="77"/></w:num>'
        '<w:num w:numId="x"/><w:num w:numId="2"/>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="list"/>'
        '<w:lvl w:ilvl="99"/><w:lvl w:ilvl="-1"/></w:abstractNum>',
    )
    body = (
        numbered("甲", 0, 1) + numbered("乙", 0, 2) + numbered("丙", 99, 3) + numbered("丁", 0, 9)
    )
    assert lines_of(body, numbering=hostile, styles=STYLES) == ["甲", "乙", "丙", "丁"]


def test_a_label_cannot_grow_without_bound() -> None:
    part = numbering(level(0, "%1" * 100_000, "upperRoman"))
    (line,) = lines_of(numbered("项"), numbering=part)
    assert len(line) < 200
