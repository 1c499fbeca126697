"""OFD (GB/T 33190-2016): real files of several producers, and each part of the format."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ofd_files import (
    OfdFile,
    Page,
    annotation,
    image_object,
    jbig2,
    one_page,
    pack,
    paragraph,
    path_object,
    text_object,
    write_ofd,
)
from PIL import Image

from index.extract import recognition
from index.extract.docx import extract_docx
from index.extract.errors import ExtractionError
from index.extract.layout import TextLine
from index.extract.model import Extraction
from index.extract.ofd import extract_ofd
from index.extract.ofd.markup import deltas
from index.extract.recognition import Recognized
from index.text_forms import squeeze

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "formats"
BODY = (
    "会议听取了市发展改革委关于重点项目建设情况的汇报，研究了下一步工作。会议要求，各有关单位"
    "要压实责任，加快进度，确保按期完成年度目标任务。"
)


def read(content: bytes) -> Extraction:
    return extract_ofd(content, lambda: None)


def refused(content: bytes) -> str:
    with pytest.raises(ExtractionError) as caught:
        read(content)
    return str(caught.value)


def real(name: str) -> Extraction:
    found = sorted(FORMATS.rglob(name))
    if not found:
        pytest.skip("needs ../shared/corpus/formats")
    return read(found[0].read_bytes())


def word_file(name: str) -> Extraction:
    return extract_docx(next(FORMATS.rglob(name)).read_bytes(), lambda: None)


def aside(extraction: Extraction) -> list[tuple[str, str]]:
    return [(removed.reason, removed.text) for removed in extraction.removed]


@pytest.fixture
def recognizer(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """In the place of recognition: finds one line in the middle of whatever it is shown."""
    seen: list[np.ndarray] = []

    def recognize(image: np.ndarray) -> Recognized:
        seen.append(image)
        height, width, _ = image.shape
        line = TextLine(width * 0.2, height * 0.45, width * 0.8, height * 0.47, "认出的文字")
        return Recognized((line,), 0.95, width, height)

    monkeypatch.setattr(recognition, "recognize", recognize)
    return seen


# Real files


def test_text_of_positioned_characters_equals_the_word_file_it_was_made_from() -> None:
    text = real("test.ofd").text
    for printed in ("一份公文文件", "国防部发〔2012〕21号", "国防部关于放假的通知", "各有关单位："):
        assert printed in text.splitlines()
    assert squeeze(text) == squeeze(word_file("test.docx").text)


def test_what_word_keeps_in_the_header_stands_on_the_page() -> None:
    text = squeeze(real("master_template.ofd").text)
    word = word_file("master_template.docx")
    header = squeeze(word.removed[0].text)
    assert text.startswith(header)
    # The seal is outlines here: its name, which Word writes again, is a picture.
    assert text.removeprefix(header) == squeeze(word.text).replace("BJTU单位BJTU单位", "BJTU单位")


def test_page_numbers_of_a_real_file_are_set_aside() -> None:
    extraction = real("test.ofd")
    assert [page.number for page in extraction.pages] == [1, 2]
    assert [squeeze(text) for reason, text in aside(extraction) if reason == "页码"] == [
        "––1––",
        "––2––",
    ]


def test_a_licence_takes_its_labels_from_templates_and_its_entries_from_the_page() -> None:
    extraction = real("ofdrw_kuangchan*.ofd")
    # A draft namespace, a changed root file, templates, blanks filled in on top of them.
    assert "探矿权人地址：云南省临沧市镇康县国土资源局南伞分局租房" in extraction.text
    assert "勘查项目名称：探矿权新立" in extraction.text
    assert len(extraction.pages) == 2


def test_a_tiled_watermark_of_a_real_file_is_no_text() -> None:
    extraction = real("ofdrw_cover*.ofd")
    assert ("水印", "严禁复制") in aside(extraction)
    assert extraction.text.splitlines() == [
        "信息系统密码应用测评要求",
        "中国密码学会密评联委会",
        "二〇二〇年十二月",
    ]


def test_a_form_with_rules_becomes_rows_of_cells() -> None:
    text = real("ofdrw_signout*.ofd").text
    assert "收文机关 | 秘书股 | 收文登记人 | 陈小明" in text.splitlines()


def test_a_letterhead_drawn_as_outlines_is_recognized() -> None:
    extraction = real("ofdrw_bengbu*.ofd")
    assert extraction.text.splitlines()[:2] == [
        "蚌埠市自然资源和规划局",
        "关于加快南货场铁路涵洞下穿建设的函",
    ]
    assert any("红头" in warning for warning in extraction.warnings)


def test_the_properties_of_a_real_file_tell_its_secrecy() -> None:
    assert ("文件属性", "SecurityLevel：SECRET") in aside(real("master_template.ofd"))


# Where characters stand


def test_characters_in_any_order_and_one_object_each_are_one_line() -> None:
    objects = [text_object(c, 28 + 5 * i, 50) for i, c in enumerate("会议研究了供水工作")]
    random.Random(1).shuffle(objects)
    assert read(one_page(objects)).text.strip() == "会议研究了供水工作"


def test_a_paragraph_is_joined_from_its_lines() -> None:
    objects = [*paragraph(BODY, 60), *paragraph("会议强调，" + BODY, 100)]
    assert read(one_page(objects)).text.splitlines() == [BODY, "会议强调，" + BODY]


@pytest.mark.parametrize(
    "matrix",
    [
        'CTM="0.5 0 0 0.5 0 0"',
        'CTM="2 0 0 2 -20 -100"',
    ],
)
def test_the_matrix_of_an_object_places_its_characters(matrix: str) -> None:
    scale = float(matrix.split('"')[1].split()[0])
    moved = [float(value) for value in matrix.split('"')[1].split()[4:]]
    lines = ["第一行文字", "第二行文字", "第三行文字"]
    objects = []
    for number in (2, 0, 1):
        inner = text_object(lines[number], 28 - moved[0], 50 + 9 * number - moved[1], 5 / scale)
        objects.append(inner.replace("<ofd:TextObject", f"<ofd:TextObject {matrix}"))
    assert squeeze(read(one_page(objects)).text) == "".join(lines)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 40)), min_size=1, max_size=6))
def test_repeated_distances_are_short_for_written_out_ones(groups: list[tuple[int, int]]) -> None:
    short = " ".join(f"g {count} {value}" for count, value in groups)
    full = [float(value) for count, value in groups for _ in range(count)]
    assert deltas(short, len(full)) == tuple(full)
    assert deltas(" ".join(map(str, full)), len(full)) == tuple(full)


def test_a_huge_repeat_gives_no_more_distances_than_there_are_characters() -> None:
    assert deltas("g 999999999999 3", 4) == (3.0, 3.0, 3.0, 3.0)


def test_one_object_may_hold_several_lines() -> None:
    inner = text_object(
        "第一行第二行",
        40,
        60,
        delta_x="5 5 -10 5 5",
        delta_y="0 0 8 0 0",
    )
    assert squeeze(read(one_page([inner])).text) == "第一行第二行"


def test_words_of_separate_objects_are_parted_by_a_space_and_chinese_is_not() -> None:
    objects = [
        text_object("open", 28, 50, step=2.5),
        text_object("data", 40, 50, step=2.5),
        text_object("平", 60, 50),
        text_object("台", 68, 50),
    ]
    assert "open data" in read(one_page(objects)).text
    assert "平台" in read(one_page(objects)).text


def test_bold_made_by_printing_twice_is_read_once() -> None:
    objects = [text_object("会议纪要", 80, 50, 8), text_object("会议纪要", 80.2, 50, 8)]
    assert read(one_page(objects)).text.strip() == "会议纪要"


def test_a_label_that_runs_downwards_is_one_piece() -> None:
    label = text_object("购买方", 28, 50, delta_y="5 5")
    objects = [label, text_object("名称：", 40, 50), text_object("市供水公司", 56, 50)]
    assert squeeze(read(one_page(objects)).text) == "购买方名称：市供水公司"


def test_a_page_printed_sideways_is_read_upright() -> None:
    # x' = -y + 180, y' = x: turned clockwise, so that lines run down the paper.
    turned = 'CTM="0 1 -1 0 0 0"'
    objects = [
        text_object(line, 180 - 10 * number, 40).replace(
            "<ofd:TextObject", f"<ofd:TextObject {turned}"
        )
        for number, line in enumerate(["第一行的文字内容", "第二行的文字内容"])
    ]
    assert squeeze(read(one_page(objects)).text) == "第一行的文字内容第二行的文字内容"


def test_text_at_a_slant_is_a_watermark() -> None:
    slant = text_object("内部资料", 60, 150, 12).replace(
        "<ofd:TextObject", '<ofd:TextObject CTM="0.7071 -0.7071 0.7071 0.7071 0 0"'
    )
    extraction = read(one_page([*paragraph(BODY, 60), slant]))
    assert extraction.text.strip() == BODY
    assert aside(extraction) == [("水印", "内部资料")]


def test_pale_large_text_is_a_watermark_and_pale_text_of_ordinary_size_is_not() -> None:
    pale = [text_object("严禁外传", 60, 150, 20, attributes='Alpha="60"')]
    extraction = read(one_page([*paragraph(BODY, 60), *pale]))
    assert ("水印", "严禁外传") in aside(extraction)
    small = text_object("灰色的附注", 28, 150, 5, attributes='Alpha="100"')
    assert "灰色的附注" in read(one_page([*paragraph(BODY, 60), small])).text


def test_a_note_beside_the_text_is_set_aside() -> None:
    note = text_object("装订线", 10, 120).replace(
        "<ofd:TextObject", '<ofd:TextObject CTM="0 -1 1 0 0 0"'
    )
    extraction = read(one_page([*paragraph(BODY, 60), note]))
    assert ("页边文字", "装订线") in aside(extraction)


def test_text_that_is_not_shown_is_not_read() -> None:
    hidden = text_object("隐藏的文字", 28, 150, attributes='Visible="false"')
    extraction = read(one_page([*paragraph(BODY, 60), hidden]))
    assert extraction.text.strip() == BODY
    assert aside(extraction) == [("不可见文字", "隐藏的文字")]


# The parts of a file


def test_locations_may_be_absolute_and_the_namespace_another() -> None:
    for namespace in ("http://www.ofdspec.org", "urn:x"):
        file = OfdFile([Page(paragraph(BODY, 60))], namespace=namespace, absolute=True)
        assert read(write_ofd(file)).text.strip() == BODY


def test_a_location_that_leads_out_of_the_file_is_refused() -> None:
    parts = OfdFile([Page(paragraph(BODY, 60))]).parts()
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"Doc_0/Document.xml", b"../../etc/passwd")
    assert "之外" in refused(pack(parts))


def test_pages_come_in_the_order_of_the_document() -> None:
    pages = [Page(paragraph(f"这是第{number}页的一段文字。", 60)) for number in range(1, 12)]
    extraction = read(write_ofd(OfdFile(pages)))
    assert [page.number for page in extraction.pages] == list(range(1, 12))
    assert re.findall(r"第(\d+)页", extraction.text) == [str(n) for n in range(1, 12)]


def test_every_page_is_reported() -> None:
    done: list[int] = []
    extract_ofd(write_ofd(OfdFile([Page(paragraph(BODY, 60))] * 3)), lambda: done.append(1))
    assert len(done) == 3


def test_templates_and_annotations_belong_to_the_page() -> None:
    label = text_object("项目名称：", 28, 50)
    filled = annotation(text_object("城北水厂扩建", 53, 50))
    page = Page([text_object("2026年", 28, 70)], [filled], [0])
    text = read(write_ofd(OfdFile([page], templates=[[label]]))).text
    assert "项目名称：城北水厂扩建" in text


def test_annotations_that_are_no_text_of_the_document_are_set_aside() -> None:
    notes = [
        annotation(text_object("保密", 60, 90), "Watermark"),
        annotation(text_object("某某局印", 60, 120), "Stamp"),
        annotation(text_object("不显示", 60, 150), attributes='Visible="false"'),
        annotation("", "Highlight", remark="请核对数字"),
    ]
    extraction = read(write_ofd(OfdFile([Page(paragraph(BODY, 60), notes)])))
    assert extraction.text.strip() == BODY
    assert aside(extraction) == [("水印", "保密"), ("印章", "某某局印"), ("批注", "请核对数字")]


def test_drawing_units_are_placed_where_they_are_used() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="9">{text_object("单元文字", 0, 0)}'
    unit += "</ofd:CompositeGraphicUnit>"
    used = '<ofd:CompositeObject ResourceID="9" Boundary="28 50 50 9"/>'
    text = read(one_page([used, text_object("下一行", 28, 70)], units=unit)).text
    assert squeeze(text) == "单元文字下一行"


def test_blocks_within_blocks_are_read() -> None:
    inner = "".join(paragraph(BODY, 60))
    objects = f"<ofd:PageBlock><ofd:PageBlock>{inner}</ofd:PageBlock></ofd:PageBlock>"
    assert read(one_page([objects])).text.strip() == BODY


def test_several_documents_in_one_file_are_read_in_order() -> None:
    parts = OfdFile([Page(paragraph("第一篇文档的文字。", 60))]).parts()
    second = OfdFile([Page(paragraph("第二篇文档的文字。", 60))]).parts()
    for name, content in second.items():
        if name.startswith("Doc_0/"):
            parts[name.replace("Doc_0", "Doc_1")] = content
    body = b"<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:OFD>", body)
    extraction = read(pack(parts))
    assert extraction.text.splitlines() == ["第一篇文档的文字。", "第二篇文档的文字。"]
    assert "文件里有 2 篇文档，已按顺序全部读取" in extraction.warnings


def test_the_current_version_is_read() -> None:
    new = OfdFile([Page(paragraph("修改后的文字。", 60))]).parts()
    versions = (
        '<ofd:Versions><ofd:Version ID="1" BaseLoc="Doc_0/V1.xml"/>'
        '<ofd:Version ID="2" Current="true" BaseLoc="Doc_0/V2.xml"/></ofd:Versions>'
    )
    more = {name.replace("Doc_0", "Doc_9"): new[name] for name in new if "Doc_0" in name}
    more["Doc_0/V2.xml"] = b"<DocVersion><DocRoot>/Doc_9/Document.xml</DocRoot></DocVersion>"
    old = OfdFile([Page(paragraph("原来的文字。", 60))], body=versions, more=more)
    extraction = read(write_ofd(old))
    assert extraction.text.strip() == "修改后的文字。"
    assert any("2 个版本" in warning for warning in extraction.warnings)


def test_attachments_are_named() -> None:
    listed = b'<Attachments><Attachment Name="\xe9\xa2\x84\xe7\xae\x97\xe8\xa1\xa8"/></Attachments>'
    file = OfdFile(
        [Page(paragraph(BODY, 60))],
        document="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        more={"Doc_0/Attachs/Attachments.xml": listed},
    )
    assert "有 1 个附件没有读取：预算表" in read(write_ofd(file)).warnings


def test_notes_of_secrecy_in_the_properties_are_kept_beside_the_text() -> None:
    level = '<ofd:CustomData Name="SecurityLevel">秘密</ofd:CustomData>'
    info = f"<ofd:CustomDatas>{level}</ofd:CustomDatas>"
    assert ("文件属性", "SecurityLevel：秘密") in aside(
        read(one_page(paragraph(BODY, 60), info=info))
    )


# Pages that must be recognized


def scan(width: int = 620, height: int = 877, kind: str = "PNG") -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((0, 0, 0), (100, 400, 500, 420))
    target = io.BytesIO()
    picture.save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF"])
def test_a_page_that_is_an_image_is_recognized(recognizer: list[np.ndarray], kind: str) -> None:
    image = image_object("100", 0, 0, 210, 297)
    extraction = read(one_page([image], media={"scan.img": scan(kind=kind)}))
    assert extraction.text.strip() == "认出的文字"
    assert extraction.route == "recognition"
    assert extraction.pages[0].recognized and extraction.pages[0].confidence == 0.95
    page = recognizer[0]
    # Upright and in place: dark where the bar of the scan is, white elsewhere.
    assert page[int(page.shape[0] * 410 / 877), page.shape[1] // 2].max() < 60
    assert page[page.shape[0] // 4, page.shape[1] // 2].min() > 200


def test_pages_with_and_without_text_keep_their_order(recognizer: list[np.ndarray]) -> None:
    pages = [Page(paragraph(BODY, 60)), Page([image_object("100", 0, 0, 210, 297)])]
    extraction = read(write_ofd(OfdFile(pages, media={"scan.png": scan()})))
    assert extraction.route == "text_layer_and_recognition"
    assert [page.recognized for page in extraction.pages] == [False, True]
    assert squeeze(extraction.text) == BODY + "认出的文字"
    assert len(recognizer) == 1


def test_a_page_number_printed_on_a_scan_does_not_make_it_a_text_page(
    recognizer: list[np.ndarray],
) -> None:
    objects = [image_object("100", 0, 0, 210, 297), text_object("— 1 —", 95, 280)]
    extraction = read(one_page(objects, media={"scan.png": scan()}))
    assert extraction.text.strip() == "认出的文字"
    assert aside(extraction) == [("页码", "— 1 —")]


def test_text_over_a_scan_is_its_text_layer(recognizer: list[np.ndarray]) -> None:
    layer = [text.replace("Size=", 'Alpha="0" Size=') for text in paragraph(BODY, 60)]
    objects = [image_object("100", 0, 0, 210, 297), *layer]
    extraction = read(one_page(objects, media={"scan.png": scan()}))
    assert (extraction.text.strip(), extraction.route) == (BODY, "text_layer")
    assert not recognizer


@pytest.mark.parametrize("text", ["¤" * 60, "", "\ue123" * 60])
def test_glyphs_without_characters_are_drawn_and_recognized(
    recognizer: list[np.ndarray], text: str
) -> None:
    font = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
    if font is None:
        pytest.skip("needs the font DejaVu Sans")
    # Glyph 36 of this font is the letter A.
    objects = [text_object(text, 28, 100, 2.5, delta_x="g 59 2.5", glyphs=[36] * 60)]
    extraction = read(one_page(objects, fonts={"font.ttf": font.read_bytes()}))
    assert extraction.text.strip() == "认出的文字"
    assert extraction.pages[0].garbled
    assert extraction.warnings == ("第 1 页文字层乱码，已改用文字识别",)
    dark = np.argwhere(recognizer[0].max(axis=2) < 128)
    rows, columns = dark[:, 0] * 0.127, dark[:, 1] * 0.127
    assert rows.min() > 99 and rows.max() < 103
    assert columns.min() > 27 and 170 < columns.max() < 180


def test_glyphs_that_nothing_can_draw_are_named() -> None:
    objects = [text_object("¤" * 60, 28, 100, 2.5, glyphs=[36] * 60)]
    file = OfdFile([Page(paragraph(BODY, 60)), Page(objects)])
    assert any("第 2 页的文字没有字符编码" in warning for warning in read(write_ofd(file)).warnings)


def test_text_that_is_only_outlines_is_recognized(recognizer: list[np.ndarray]) -> None:
    curve = "M 0 0 " + "B 1 0 2 1 2 2 Q 2 3 1 3 L 0 2 " * 8 + "C"
    objects = [path_object(curve, f"{30 + 6 * n} 100 5 5") for n in range(6)]
    extraction = read(one_page(objects))
    assert extraction.text.strip() == "认出的文字"
    assert (recognizer[0].max(axis=2) < 128).any()


def test_rules_without_text_are_not_sent_to_recognition(recognizer: list[np.ndarray]) -> None:
    rules = [
        path_object("M 0 0 L 150 0 L 150 0.3 L 0 0.3 C", f"30 {n * 9} 150 1") for n in range(30)
    ]
    assert "没有可读的文字" in refused(one_page(rules))
    assert not recognizer


def test_an_image_that_cannot_be_decoded_is_named(recognizer: list[np.ndarray]) -> None:
    pages = [Page(paragraph(BODY, 60)), Page([image_object("100", 0, 0, 210, 297)])]
    for damaged, said in ((scan()[:300], "损坏"), (b"\x97JB2\r\n\x1a\n\x01\0\0\0\x01", "JBIG2")):
        warnings = read(write_ofd(OfdFile(pages, media={"scan.png": damaged}))).warnings
        assert len(warnings) == 1 and "第 2 页的图片没有识别" in warnings[0] and said in warnings[0]


def test_an_image_beside_text_is_named() -> None:
    objects = [*paragraph(BODY, 60), image_object("100", 20, 100, 170, 120)]
    assert read(one_page(objects, media={"a.png": scan()})).warnings == (
        "第 1 页有较大的图片，图片中如有文字没有读取",
    )


def test_recognition_reads_an_image_only_page() -> None:
    from benchmarks.page_images import chinese_font, render_pages

    if chinese_font() is None:
        pytest.skip("needs a Chinese font (fonts-noto-cjk)")
    printed = "市政府常务会议纪要\n会议研究了城市供水工作。\n"
    target = io.BytesIO()
    render_pages(printed, 150)[0].save(target, "PNG")
    image = image_object("100", 0, 0, 210, 297)
    extraction = read(one_page([image], media={"scan.png": target.getvalue()}))
    assert "市政府常务会议纪要" in extraction.text
    assert "会议研究了城市供水工作" in extraction.text


def test_a_scan_in_jbig2_is_recognized(recognizer: list[np.ndarray]) -> None:
    image = image_object("100", 0, 0, 210, 297)
    content = jbig2(Image.open(io.BytesIO(scan())))
    assert read(one_page([image], media={"scan.jb2": content})).text.strip() == "认出的文字"
    page = recognizer[0]
    middle = page.shape[1] // 2
    assert page[int(page.shape[0] * 410 / 877), middle].max() < 60
    assert page[page.shape[0] // 4, middle].min() > 200


# What is wrong with a file


def test_a_file_without_pages_or_text_is_refused_by_name() -> None:
    assert "没有页面" in refused(write_ofd(OfdFile([])))
    assert "没有可读的文字" in refused(one_page([]))


def test_an_encrypted_file_is_refused_by_name() -> None:
    file = OfdFile([Page(paragraph(BODY, 60))], more={"Encryptions.xml": b"<Encryptions/>"})
    assert "加密" in refused(write_ofd(file))


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_cut_off_file_is_refused_by_name(kept: float) -> None:
    content = one_page(paragraph(BODY, 60))
    assert "损坏" in refused(content[: int(len(content) * kept)])


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml"])
def test_a_missing_or_damaged_root_is_refused_by_name(name: str) -> None:
    parts = OfdFile([Page(paragraph(BODY, 60))]).parts()
    assert "损坏" in refused(pack({**parts, name: parts[name][:-9]}))
    del parts[name]
    assert "损坏" in refused(pack(parts))


def test_a_damaged_page_is_named_and_the_others_are_read() -> None:
    parts = OfdFile([Page(paragraph(f"第{n}页的文字。", 60)) for n in (1, 2, 3)]).parts()
    parts["Doc_0/Pages/Page_1/Content.xml"] = b"<ofd:Page"
    extraction = read(pack(parts))
    assert extraction.text.splitlines() == ["第1页的文字。", "第3页的文字。"]
    assert len(extraction.pages) == 3
    assert [warning for warning in extraction.warnings if warning.startswith("第 2 页读不出")]
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    assert read(pack(parts)).warnings == ("第 2 页读不出：内容缺失",)


def test_what_would_grow_without_end_is_stopped() -> None:
    unit = '<ofd:CompositeObject ResourceID="9" Boundary="0 0 9 9"/>'
    endless = f'<ofd:CompositeGraphicUnit ID="9">{unit}{unit}</ofd:CompositeGraphicUnit>'
    assert "图元嵌套过深" in refused(one_page([unit], units=endless))
    doubling = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}">{unit.replace("9", str(n + 1), 1) * 3}'
        "</ofd:CompositeGraphicUnit>"
        for n in range(20)
    )
    assert "图元过多" in refused(one_page([unit.replace("9", "0", 1)], units=doubling))


def test_too_many_pages_are_refused() -> None:
    parts = OfdFile([Page(paragraph(BODY, 60))]).parts()
    page = b'<ofd:Page ID="P0" BaseLoc="Pages/Page_0/Content.xml"/>'
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(page, page * 5_001)
    assert "页数过多" in refused(pack(parts))


def test_a_document_type_declaration_is_refused() -> None:
    parts = OfdFile([Page(paragraph(BODY, 60))]).parts()
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><ofd:OFD xmlns:ofd="x">&a;</ofd:OFD>'
    assert "DOCTYPE" in refused(pack({**parts, "OFD.xml": bomb}))


def test_numbers_that_are_none_do_no_harm() -> None:
    objects = [
        text_object("坐标不成数", 28, 60, delta_x="nan inf x -1e308"),
        text_object("另一行文字", 28, 80).replace('Boundary="28 80', 'Boundary="1e999 -'),
        text_object("没有字号", 28, 100).replace('Size="5.0"', 'Size=""'),
    ]
    text = squeeze(read(one_page(objects)).text)
    assert all(written in text for written in ("坐标不成数", "另一行文字", "没有字号"))


def test_a_member_with_a_password_is_refused_by_name() -> None:
    content = bytearray(one_page(paragraph(BODY, 60)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    directory = content.index(b"PK\x01\x02")
    content[offsets[0] + 6] |= 1
    content[directory + 8] |= 1
    assert "密码" in refused(bytes(content))


def test_a_drawn_line_parts_the_text_of_two_cells_that_nearly_touch() -> None:
    head = [text_object("补助资金（万元）", 30, 51), text_object("牵头部门", 70.5, 51)]
    body = [text_object("361.2", 30, 61), text_object("市住建局", 70.5, 61)]
    stroked = 'Fill="false" Stroke="true"'
    upright = [path_object("M 0 0 L 0 20", f"{x} 50 0.2 20", stroked) for x in (29, 70.2, 120)]
    level = [path_object("M 0 0 L 91 0", f"29 {y} 91 0.2", stroked) for y in (50, 60, 70)]
    rows = read(one_page((*head, *body, *upright, *level))).text.splitlines()
    assert rows == ["补助资金（万元） | 牵头部门", "361.2 | 市住建局"]
