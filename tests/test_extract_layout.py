import math
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.extract.layout import PageLayout, Ruling, TextLine, read_layout

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 79.0, 516.0, 105.0, 742.0
SIZE, PITCH = 16.0, 29.0
PER_ROW = int((RIGHT - LEFT) / SIZE)
PROSE = "会议听取了市发展改革委关于全年重点工作情况的汇报原则同意所提意见要求各单位抓好落实"


def line(left, top, text, size=SIZE):
    width = sum(size if ord(c) > 255 else size / 2 for c in text)
    return TextLine(left, top, left + width, top + size, text)


def centred(top, text, size=SIZE):
    return line((WIDTH - len(text) * size) / 2, top, text, size)


def rows_of(paragraph):
    """The rows of a paragraph with an indent of two characters, and where they start."""
    rows = [(LEFT + 2 * SIZE, paragraph[: PER_ROW - 2])]
    rest = paragraph[PER_ROW - 2 :]
    while rest:
        rows.append((LEFT, rest[:PER_ROW]))
        rest = rest[PER_ROW:]
    return rows


def typeset(paragraphs, titles=()):
    """Set titles and paragraphs on as many pages as they need."""
    pages, lines, top = [], [], TOP
    for title in titles:
        lines.append(centred(top, title, 22.0))
        top += 36
    for paragraph in paragraphs:
        for left, text in rows_of(paragraph):
            if top + SIZE > BOTTOM:
                pages.append(lines)
                lines, top = [], TOP
            lines.append(line(left, top, text))
            top += PITCH
    pages.append(lines)
    return [
        PageLayout(number, WIDTH, HEIGHT, tuple(own)) for number, own in enumerate(pages, start=1)
    ]


def prose(length, seed=0):
    return "".join(PROSE[(seed * 7 + i) % len(PROSE)] for i in range(length - 1)) + "。"


def turned(page, degrees):
    """The page as a scanner sees it that stands askew; boxes are upright, so they grow."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)

    def turn(one):
        corners = [(x, y) for x in (one.left, one.right) for y in (one.top, one.bottom)]
        xs = [x * cos - y * sin for x, y in corners]
        ys = [x * sin + y * cos for x, y in corners]
        return TextLine(min(xs), min(ys), max(xs), max(ys), one.text)

    return replace(page, lines=tuple(map(turn, page.lines)), recognized=True)


def scaled(page, scale):
    """The page in another unit."""
    lines = tuple(
        TextLine(*(edge * scale for edge in (one.left, one.top, one.right, one.bottom)), one.text)
        for one in page.lines
    )
    return replace(page, width=page.width * scale, height=page.height * scale, lines=lines)


def add(page, *lines):
    return replace(page, lines=(*page.lines, *lines))


PARAGRAPHS = [prose(length, seed) for seed, length in enumerate((130, 48, 25, 90, 26, 210, 60))]


def test_rows_become_paragraphs_and_title_rows_stay_apart():
    titles = ("关于加强文物保护工作", "若干措施的通知")
    assert read_layout(typeset(PARAGRAPHS, titles)).text.split("\n") == [*titles, *PARAGRAPHS]


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    paragraphs = [prose(200, seed) for seed in range(9)]
    pages = typeset(paragraphs)
    found = read_layout(pages)
    assert len(pages) > 3
    assert found.text.split("\n") == paragraphs
    for page, extracted in zip(pages, found.pages, strict=True):
        assert extracted.number == page.number
        assert found.text[extracted.start :].startswith(page.lines[0].text)
    assert found.text[found.pages[1].start - 1] != "\n"


def test_a_signature_its_date_and_what_follows_are_lines_of_their_own():
    page = typeset(PARAGRAPHS[:4])[0]
    top = page.lines[-1].top
    office, date, remark = "安湖市人民政府办公室", "2025年5月8日", "（此件公开发布）"
    below = (
        line(RIGHT - (2 + len(office)) * SIZE, top + PITCH, office),
        line(RIGHT - 2 * SIZE - 88, top + 2 * PITCH, date),
        line(LEFT, top + 3 * PITCH, remark),
    )
    found = read_layout([add(page, *below)])
    assert found.text.split("\n") == [*PARAGRAPHS[:4], office, date, remark]


def test_a_date_at_the_end_of_a_page_does_not_go_on_in_the_imprint():
    first = typeset(PARAGRAPHS)[0]
    date, copies = "2012年12月12日", "抄送：市委各部门，市人大常委会办公室，市政协办公室。"
    signed = line(RIGHT - 130, first.lines[-1].top + 2 * PITCH, date)
    imprint = line(LEFT, TOP, copies)
    second = PageLayout(2, WIDTH, HEIGHT, (imprint,))
    assert read_layout([add(first, signed), second]).text.split("\n")[-2:] == [date, copies]


def test_those_present_are_listed_line_by_line():
    names = "出席：" + "、".join(["周文渊"] * 6)
    others = "列席：" + "、".join(["郑亦舟"] * 6)
    full = [line(LEFT, TOP + n * PITCH, PROSE[: len(names)]) for n in range(8)]
    present = [line(LEFT, TOP + (8 + n) * PITCH, one) for n, one in enumerate((names, others))]
    page = PageLayout(1, WIDTH, HEIGHT, (*full, *present))
    assert read_layout([page]).text.split("\n")[-1] == others


def test_names_that_spaces_part_stay_apart_at_the_end_of_a_row():
    for first, second, whole in (
        ("出席：周文渊 郑亦舟 岑参", "季长安 米有年", "岑参 季长安"),
        ("出席：周文渊 郑亦舟 季长", "安 米有年", "季长安"),
    ):
        lines = [line(LEFT, TOP + n * PITCH, text) for n, text in enumerate((first, second))]
        full = [line(LEFT, TOP + n * PITCH, PROSE[:13]) for n in range(-2, 0)]
        page = PageLayout(1, 360.0, HEIGHT, (*full, *lines))
        assert whole in read_layout([page]).text, whole


def test_justified_type_without_indents_shows_its_headings():
    full = [PROSE[n : n + PER_ROW] for n in range(8)]
    heading = "二、" + PROSE[: PER_ROW - 3]
    below = "会议同意所提意见。"
    texts = [*full[:4], *full[4:7], full[7][:-9] + "抓好落实。", heading, below]
    lines = [line(LEFT, TOP + n * PITCH, text) for n, text in enumerate(texts)]
    page = PageLayout(1, WIDTH, HEIGHT, tuple(lines))
    assert read_layout([page]).text.split("\n")[-2:] == [heading, below]


def test_the_order_of_the_lines_does_not_matter():
    pages = [replace(page, lines=page.lines[::-1]) for page in typeset(PARAGRAPHS)]
    assert read_layout(pages).text.split("\n") == PARAGRAPHS


def test_a_page_askew_reads_like_a_straight_one():
    for degrees in (-2, -1.2, 0.7, 1.6, 2):
        pages = [turned(page, degrees) for page in typeset(PARAGRAPHS)]
        assert read_layout(pages).text.split("\n") == PARAGRAPHS, degrees


def test_a_row_may_be_several_spans():
    cut = []
    for one in typeset(PARAGRAPHS[:4])[0].lines:
        middle = len(one.text) // 2
        cut += [
            TextLine(one.left, one.top, one.left + middle * SIZE, one.bottom, one.text[:middle]),
            TextLine(
                one.left + middle * SIZE, one.top + 1, one.right, one.bottom + 1, one.text[middle:]
            ),
        ]
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(one for one in cut if one.text))])
    assert found.text.split("\n") == PARAGRAPHS[:4]


def test_page_numbers_and_running_headers_are_removed_by_name():
    pages = [
        add(page, line(79, 40, "某市人民政府公报"), centred(790, f"—{page.number}—"))
        for page in typeset([prose(300, seed) for seed in range(9)])
    ]
    assert len(pages) > 3
    found = read_layout(pages)
    assert "公报" not in found.text and "—" not in found.text
    assert Counter((one.reason, one.text) for one in found.removed) == Counter(
        [("页眉", "某市人民政府公报")] * len(pages)
        + [("页码", f"—{page.number}—") for page in pages]
    )


def test_a_page_number_goes_from_a_single_page():
    for number in ("— 3 —", "-3-", "第 3 页 共 8 页", "3", "一3一", "3/8"):
        page = add(typeset(PARAGRAPHS[:3])[0], line(280, 790, number))
        found = read_layout([page])
        assert [one.reason for one in found.removed] == ["页码"], number
        assert found.text.split("\n") == PARAGRAPHS[:3]


def test_numbers_that_do_not_count_the_pages_stay():
    pages = [
        add(page, line(280, 760, str(year)))
        for page, year in zip(typeset([prose(800)]), (2021, 1998, 1978), strict=False)
    ]
    found = read_layout(pages)
    assert found.removed == ()
    assert "2021" in found.text and "1998" in found.text


def test_text_that_opens_several_pages_is_no_header_where_others_have_text():
    pages = [replace(typeset([prose(600, 3)])[0], number=1)]
    pages += [
        PageLayout(n, WIDTH, HEIGHT, (line(LEFT, TOP, "申请表"), line(LEFT, 300, prose(9, n))))
        for n in (2, 3, 4)
    ]
    found = read_layout(pages)
    assert found.text.count("申请表") == 3
    assert found.removed == ()


def test_copies_of_one_short_page_keep_their_text():
    pages = [
        PageLayout(n, WIDTH, HEIGHT, (line(LEFT, 60, "回执"), line(290, 800, str(n))))
        for n in (1, 2, 3)
    ]
    found = read_layout(pages)
    assert found.text == "回执\n回执\n回执"
    assert [one.reason for one in found.removed] == ["页码"] * 3


def test_numbered_points_start_lines_of_their_own():
    lines = [
        line(LEFT, TOP, "各部门要按照以下要求做好相关工作并于年底前书面报告进展："),
        line(LEFT, TOP + PITCH, "（一）加强领导。"),
        line(LEFT, TOP + 2 * PITCH, "（二）压实责任。"),
    ]
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(lines))])
    assert len(found.text.split("\n")) == 3


def test_a_point_named_inside_a_sentence_does_not_break_it():
    first = "依照本办法第十条第一款第三项和第二十条第"
    lines = [
        line(LEFT + 2 * SIZE, TOP, first + prose(PER_ROW - 2 - len(first))[:-1] + "第"),
        line(LEFT, TOP + PITCH, "（一）项的规定处理并由主管部门予以公告通报批评不得延误"),
        line(LEFT, TOP + 2 * PITCH, "情节严重的从重处理。"),
    ]
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(lines))])
    assert "\n" not in found.text


def test_signature_and_date_are_not_joined():
    page = add(
        typeset(PARAGRAPHS[:4])[0],
        line(404, 600, "某市人民政府"),
        line(390, 629, "二〇二四年五月一日"),
    )
    assert read_layout([page]).text.split("\n")[-2:] == ["某市人民政府", "二〇二四年五月一日"]


def test_latin_words_are_parted_at_the_end_of_a_row():
    lines = [
        line(LEFT, TOP, "the quick brown fox jumps over the lazy dog and th"),
        line(LEFT, TOP + PITCH, "everyone sees it."),
    ]
    lines = [replace(one, right=RIGHT) if n == 0 else one for n, one in enumerate(lines)]
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(lines))])
    assert "and th everyone" in found.text


def table(columns, rows):
    """Cells of a table of these column edges, as lines, with the lines drawn around them."""
    lines, rulings = [], []
    top = 200.0
    for row in rows:
        height = max(len(cell) for cell in row) * 20.0 + 8
        for left, cell in zip(columns, row, strict=False):
            lines += [line(left + 5, top + 4 + n * 20, text, 12.0) for n, text in enumerate(cell)]
        rulings += [Ruling(x, top, x, top + height) for x in columns]
        rulings.append(Ruling(columns[0], top, columns[-1], top))
        top += height
    rulings.append(Ruling(columns[0], top, columns[-1], top))
    return tuple(lines), tuple(rulings)


COLUMNS = (80.0, 130.0, 330.0, 430.0, 515.0)
CELLS = [
    [["序号"], ["任务"], ["责任单位"], ["时限"]],
    [
        ["1"],
        ["推进老旧小区改造和城市更新行", "动，完成年度任务。"],
        ["市住建局、市城", "管局"],
        ["5月底前"],
    ],
    [["2"], ["加强不可移动文物保护。"], ["市文旅局"], ["长期"]],
    [["3"], ["建设口袋公园二十座。"], ["市园林局"], ["年底前"]],
]
ROWS = [
    "序号 | 任务 | 责任单位 | 时限",
    "1 | 推进老旧小区改造和城市更新行动，完成年度任务。 | 市住建局、市城管局 | 5月底前",
    "2 | 加强不可移动文物保护。 | 市文旅局 | 长期",
    "3 | 建设口袋公园二十座。 | 市园林局 | 年底前",
]


def test_a_ruled_table_has_a_line_for_each_row():
    lines, rulings = table(COLUMNS, CELLS)
    assert (
        read_layout([PageLayout(1, WIDTH, HEIGHT, lines, rulings=rulings)]).text.split("\n") == ROWS
    )


def test_a_table_without_drawn_lines_is_read_by_its_gaps():
    lines, _ = table(COLUMNS, CELLS)
    assert read_layout([PageLayout(1, WIDTH, HEIGHT, lines)]).text.split("\n") == ROWS


def test_an_empty_cell_keeps_its_place_in_the_row():
    cells = [CELLS[0], [["1"], ["推进城市更新"], [], ["长期"]], [["2"], ["保护文物"], [], []]]
    expected = [ROWS[0], "1 | 推进城市更新 |  | 长期", "2 | 保护文物 |  |"]
    lines, rulings = table(COLUMNS, cells)
    page = PageLayout(1, WIDTH, HEIGHT, lines, rulings=rulings)
    assert read_layout([page]).text.split("\n") == expected


def test_a_cell_that_reaches_over_several_rows_leaves_its_place_in_them_empty():
    lines, rulings = table(
        COLUMNS, [CELLS[0], [["1"], ["任务甲"], ["市住建局"], ["长期"]], CELLS[2]]
    )
    # No border between the units of the last two rows: one cell.
    top = max(r.top for r in rulings if not r.upright and r.top < max(q.top for q in rulings))
    merged = [r for r in rulings if r.upright or r.top != top]
    merged += [Ruling(80, top, 330, top), Ruling(430, top, 515, top)]
    kept = tuple(one for one in lines if one.text != "市文旅局")
    page = PageLayout(1, WIDTH, HEIGHT, kept, rulings=tuple(merged))
    assert read_layout([page]).text.split("\n")[1:] == [
        "1 | 任务甲 | 市住建局 | 长期",
        "2 | 加强不可移动文物保护。 |  | 长期",
    ]


def test_an_empty_place_in_a_table_without_drawn_lines_stays():
    lines, _ = table(COLUMNS, CELLS)
    kept = tuple(one for one in lines if one.text != "市文旅局")
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, kept)])
    assert found.text.split("\n") == [*ROWS[:2], "2 | 加强不可移动文物保护。 |  | 长期", ROWS[3]]


def test_a_row_without_border_at_the_end_of_a_page_is_a_row_of_the_table():
    cut = [CELLS[0], [["1"], ["推进老旧小区改造和城市更新行动"], ["市住建局"], ["5月底前"]]]
    first, above = table(COLUMNS, cut)
    second, below = table(COLUMNS, [[[], ["并建立长效机制。"], [], []], CELLS[2]])
    last, top = max(r.bottom for r in above), min(r.top for r in below)
    found = read_layout(
        [
            PageLayout(1, WIDTH, HEIGHT, first, rulings=tuple(r for r in above if r.top != last)),
            PageLayout(
                2, WIDTH, HEIGHT, second, rulings=tuple(r for r in below if r.bottom != top)
            ),
        ]
    )
    assert found.text.split("\n") == [
        ROWS[0],
        "1 | 推进老旧小区改造和城市更新行动并建立长效机制。 | 市住建局 | 5月底前",
        ROWS[2],
    ]


def test_a_frame_around_text_is_no_table():
    page = typeset(PARAGRAPHS[:4])[0]
    sides = ((60, 60, 60, 800), (540, 60, 540, 800), (60, 60, 540, 60), (60, 800, 540, 800))
    framed = replace(page, rulings=tuple(Ruling(*side) for side in sides))
    assert read_layout([framed]).text.split("\n") == PARAGRAPHS[:4]


def test_the_paragraphs_of_a_cell_that_is_a_row_of_its_own_stand_apart():
    cell = ["一、持证人应当按期年检。", "二、本证不得转让、出租和出借，遗失的", "应当及时补办。"]
    lines, rulings = table((80.0, 300.0), [[cell]])
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, lines, rulings=rulings)])
    assert found.text.split("\n") == [cell[0], cell[1] + cell[2]]


def test_a_row_cut_by_the_end_of_a_page_is_joined():
    first, rulings = table(COLUMNS, CELLS[:2])
    rest = [[[], ["并建立长效机制。"], [], []], CELLS[2]]
    cut = [CELLS[0], [["1"], ["推进老旧小区改造和城市更新行动"], ["市住建局"], ["5月底前"]]]
    first, rulings = table(COLUMNS, cut)
    # The next page has no first cell; the row below it is whole.
    second, other = table(COLUMNS, [[cell or [] for cell in row] for row in rest])
    found = read_layout(
        [
            PageLayout(1, WIDTH, HEIGHT, first, rulings=rulings),
            PageLayout(2, WIDTH, HEIGHT, second, rulings=other),
        ]
    )
    assert found.text.split("\n") == [
        ROWS[0],
        "1 | 推进老旧小区改造和城市更新行动并建立长效机制。 | 市住建局 | 5月底前",
        ROWS[2],
    ]


def test_the_head_of_a_table_stands_only_once():
    pages = []
    for number in (1, 2, 3):
        row = [[str(number)], ["推进老旧小区改造和城市更新行动"], ["市住建局"], ["5月底前"]]
        cells, rulings = table(COLUMNS, [CELLS[0], row])
        pages.append(PageLayout(number, WIDTH, HEIGHT, cells, rulings=rulings))
    found = read_layout(pages)
    assert found.text.split("\n") == [
        ROWS[0],
        *(f"{n} | 推进老旧小区改造和城市更新行动 | 市住建局 | 5月底前" for n in (1, 2, 3)),
    ]
    assert [(one.reason, one.text) for one in found.removed] == [("重复的表头", ROWS[0])] * 2


def test_a_list_of_names_is_no_table():
    names = ("沈秋白", "简宁", "郭怀信", "闻铎", "计然", "季长安", "米有年", "路平之", "苗丰年")
    lines = tuple(
        line(150 + 80 * (n % 3), TOP + PITCH * (n // 3), name) for n, name in enumerate(names)
    )
    assert "|" not in read_layout([PageLayout(1, WIDTH, HEIGHT, lines)]).text


def test_a_list_of_names_of_two_characters_set_apart_is_no_table():
    rows = (
        "出席：沈秋白 简　宁 郭怀信 闻　铎",
        "列席：计　然 季长安 米　有 路平之",
        "记录：苗　丰 岳承志 纪　春 乐思齐",
        "主持：计　明 费云帆 安　若 陶一鸣",
    )
    lines = []
    for number, row in enumerate(rows):
        for place, name in enumerate(row.split(" ")):
            left = LEFT + (0 if place == 0 else 3 + 4 * place) * SIZE
            for shift, part in enumerate(name.split("　")):
                lines.append(line(left + shift * 2 * SIZE, TOP + number * PITCH, part))
    assert "|" not in read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(lines))]).text


def test_two_columns_are_read_one_after_the_other():
    lines = [centred(60, "公报", 22.0)]
    columns = {80.0: [], 320.0: []}
    for left, rows in columns.items():
        for n in range(12):
            text = prose(13, n + int(left))[:-1] + ("。" if n % 4 == 3 else "下")
            indent = 0 if n % 4 else 2
            rows.append(text[indent:])
            lines.append(line(left + indent * SIZE, 110 + n * PITCH, text[indent:]))
    expected = ["".join(rows[n : n + 4]) for rows in columns.values() for n in (0, 4, 8)]
    found = read_layout([PageLayout(1, WIDTH, HEIGHT, tuple(lines))])
    assert found.text.split("\n") == ["公报", *expected]


def test_pages_without_lines_start_where_the_next_one_does():
    pages = typeset(PARAGRAPHS[:1])
    empty = PageLayout(1, WIDTH, HEIGHT, ())
    found = read_layout([empty, replace(pages[0], number=2), replace(empty, number=3)])
    assert [page.start for page in found.pages] == [0, 0, len(found.text)]
    assert read_layout([]).text == "" and read_layout([empty]).text == ""


def test_what_is_known_of_a_page_is_passed_on():
    page = replace(typeset(PARAGRAPHS)[0], recognized=True, confidence=0.9, garbled=True)
    assert read_layout([page]).pages[0] == replace(
        read_layout([page]).pages[0], recognized=True, confidence=0.9, garbled=True
    )


@given(st.lists(st.integers(3, 160), min_size=3, max_size=12), st.sampled_from([0.35, 1.0, 2.78]))
def test_any_paragraphs_in_any_unit_come_back(lengths, scale):
    # A paragraph of several rows shows where the text area starts and ends.
    paragraphs = [prose(length, seed) for seed, length in enumerate((90, *lengths))]
    pages = [scaled(page, scale) for page in typeset(paragraphs)]
    assert read_layout(pages).text.split("\n") == paragraphs


numbers = st.floats(-200, 1200, allow_nan=False)
lines = st.builds(
    lambda left, top, width, height, text: TextLine(left, top, left + width, top + height, text),
    numbers,
    numbers,
    st.floats(0, 500),
    st.floats(0, 60),
    st.text("一二三会议（）、。—-1239 第页AbI.", min_size=0, max_size=12),
)
rulings = st.builds(
    lambda x, y, length, upright: Ruling(x, y, x if upright else x + length, y + length * upright),
    numbers,
    numbers,
    st.floats(0, 900),
    st.booleans(),
)
layouts = st.builds(
    lambda lines, rulings, recognized: PageLayout(
        1, WIDTH, HEIGHT, lines, recognized, rulings=rulings
    ),
    st.lists(lines, max_size=14).map(tuple),
    st.lists(rulings, max_size=12).map(tuple),
    st.booleans(),
)


@given(st.lists(layouts, max_size=4))
def test_every_visible_character_is_in_the_text_or_removed_once(pages):
    pages = [replace(page, number=number) for number, page in enumerate(pages, start=1)]
    found = read_layout(pages)
    given_characters = Counter("".join(one.text for page in pages for one in page.lines))
    kept = Counter(found.text) + Counter("".join(one.text for one in found.removed))
    # Bars stand between cells, in the text and in heads of tables that were removed.
    for counts in (given_characters, kept):
        for blank in " \n|":
            counts.pop(blank, None)
    assert kept == given_characters
    starts = [page.start for page in found.pages]
    assert starts == sorted(starts) and all(start <= len(found.text) for start in starts)
