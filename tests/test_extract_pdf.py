import io
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from index.extract import pdf as pdf_module
from index.extract.errors import ExtractionError
from index.extract.layout import TextLine
from index.extract.pdf import extract_pdf
from index.extract.pdf import text_layer as pdf_text
from index.extract.recognition import Recognized
from index.text_forms import squeeze

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ROOT.parent / "shared" / "corpus" / "formats"
SAME = FORMATS / "same_doc_5_formats_FAKE_CONTENT"

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT, SIZE, PITCH = "STSong-Light", 16, 28
ROW = 27
PARAGRAPHS = [
    "会议听取了市发展改革委关于全年重点工作的汇报，原则同意所提意见，要求各单位抓好落实，年底前报告进展情况。",
    "会议研究了老旧小区改造工作。会议指出，要坚持居民自愿，先地下后地上，把好事办好，完善长效管理机制。",
    "会议还研究了其他事项。",
]


def read(content):
    return extract_pdf(content, lambda: None)


def made(draw, **options):
    """The bytes of a PDF that ``draw`` draws on."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842), **options)
    draw(page)
    page.save()
    return buffer.getvalue()


def write(page, paragraphs=PARAGRAPHS, left=80, top=720):
    """Write paragraphs with an indent, row by row."""
    page.setFont(FONT, SIZE)
    for paragraph in paragraphs:
        rest, indent = paragraph, 2
        while rest:
            length = ROW - indent
            page.drawString(left + indent * SIZE, top, rest[:length])
            rest, indent, top = rest[length:], 0, top - PITCH


def picture(width=1240, height=1754):
    return ImageReader(Image.new("RGB", (width, height), "white"))


def scan(page):
    page.drawImage(picture(), 0, 0, 595, 842)


@pytest.fixture
def recognition(monkeypatch):
    """Recognition that reads two rows on every image; keeps the shapes of the images."""
    seen = []

    def recognize(image):
        seen.append(image.shape)
        height, width = image.shape[:2]
        rows = ("一、会议听取了汇报。", "二、会议研究了其他事项。")
        lines = tuple(
            TextLine(width * 0.2, top, width * 0.2 + 20 * len(text), top + 20, text)
            for top, text in zip((height * 0.4, height * 0.6), rows, strict=True)
        )
        return Recognized(lines, 0.93, width, height)

    monkeypatch.setattr("index.extract.recognition.recognize", recognize)
    return seen


@pytest.fixture
def blind(monkeypatch):
    """Recognition that finds nothing."""
    monkeypatch.setattr(
        "index.extract.recognition.recognize",
        lambda image: Recognized((), 0.0, image.shape[1], image.shape[0]),
    )


RECOGNIZED = "一、会议听取了汇报。\n二、会议研究了其他事项。"


def raw_pdf(*objects):
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    content, offsets = b"%PDF-1.7\n", []
    for number, value in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    )


def stream(data, entries=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def mapped_pdf(printed, mapping):
    """A page that prints Latin letters in a font with its own map to Unicode."""
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{mapping}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        stream(f"BT /F 20 Tf 80 700 Td ({printed}) Tj ET".encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        stream(cmap.encode()),
    )


def garbled_pdf(character="E000"):
    """A page that prints HELLO but whose font maps every letter to one wrong character."""
    return mapped_pdf("HELLO HELLO", f"1 beginbfrange <41> <5A> <{character}> endbfrange")


# --- the text layer --------------------------------------------------------------------------


def test_paragraphs_come_back_and_furniture_goes():
    def draw(page):
        for number in range(1, 4):
            write(page)
            page.setFont(FONT, 10)
            page.drawString(80, 800, "某市人民政府公报")
            page.drawCentredString(297, 50, f"— {number} —")
            page.showPage()

    done = []
    found = extract_pdf(made(draw), lambda: done.append(1))
    assert found.text.split("\n") == PARAGRAPHS * 3
    assert found.route == "text_layer" and found.warnings == ()
    assert [page.number for page in found.pages] == [1, 2, 3] and len(done) == 3
    assert {one.reason for one in found.removed} == {"页眉", "页码"} and len(found.removed) == 6


def test_turned_pages_read_like_upright_ones():
    def drawn_turned(page):
        page.translate(842 - 240, 0)
        page.rotate(90)
        write(page, top=200)

    def turned_page(page):
        page.setPageSize((595, 842))
        page.setPageRotation(180)
        write(page)

    for draw in (drawn_turned, turned_page):
        assert read(made(draw)).text.split("\n") == PARAGRAPHS


def test_a_watermark_is_removed_and_a_note_at_the_side_is_kept():
    def draw(page):
        write(page)
        page.saveState()
        page.translate(300, 300)
        page.rotate(45)
        page.setFont(FONT, 40)
        page.drawString(0, 0, "内部资料")
        page.restoreState()
        page.translate(40, 500)
        page.rotate(90)
        page.setFont(FONT, 12)
        page.drawString(0, 0, "装订线")

    found = read(made(draw))
    assert [(one.reason, one.text) for one in found.removed] == [("水印", "内部资料")]
    assert sorted(found.text.split("\n")) == sorted([*PARAGRAPHS, "装订线"])


def test_text_printed_twice_is_read_once_and_hidden_text_is_kept():
    def draw(page):
        page.setFont(FONT, SIZE)
        for shift in (0, 0.3, 0.6):
            page.drawString(100 + shift, 700, "会会议议纪要")
        hidden = page.beginText(100, 600)
        hidden.setTextRenderMode(3)
        hidden.setFont(FONT, SIZE)
        hidden.textLine("会议听取了汇报。")
        page.drawText(hidden)

    assert read(made(draw)).text == "会会议议纪要\n会议听取了汇报。"


def test_a_glyph_may_stand_for_two_characters():
    both = "2 beginbfchar <51> <00660069> <5A> <20142014> endbfchar"
    assert read(mapped_pdf("a Qnal oQce of 5Z6", both)).text == "a final ofice of 5——6"


def test_text_beside_the_page_is_named_as_removed():
    def draw(page):
        write(page)
        page.drawString(-400, 500, "页外")

    found = read(made(draw))
    assert [(one.reason, one.text) for one in found.removed] == [("页面之外的文字", "页外")]
    assert found.text.split("\n") == PARAGRAPHS


def test_latin_words_keep_their_spaces_and_numbers_touch_their_units():
    def draw(page):
        page.setFont(FONT, SIZE)
        page.drawString(80, 700, "2024 年 5 月推广 Big Data 平台")

    assert read(made(draw)).text == "2024年5月推广Big Data平台"


def test_a_space_that_is_printed_between_names_stays():
    def draw(page):
        page.setFont(FONT, SIZE)
        page.drawString(80, 700, "出席：周文渊 郑亦舟 岑 参")

    assert read(made(draw)).text == "出席：周文渊 郑亦舟 岑 参"


def test_a_space_between_names_need_not_be_written():
    def draw(page):
        page.setFont(FONT, SIZE)
        for place, name in enumerate(("周文渊", "郑亦舟", "岑参")):
            page.drawString(80 + place * (3 * SIZE + 5), 700, name)

    assert read(made(draw)).text == "周文渊 郑亦舟 岑参"


def test_a_character_is_printed_twice_only_in_one_size():
    # Counted in parts of their sizes, both stand at the same place.
    def draw(page):
        page.setFont(FONT, SIZE)
        page.drawString(100, 842 - 200, "市")
        page.setFont(FONT, 2 * SIZE)
        page.drawString(200, 842 - 400, "市")

    assert read(made(draw)).text == "市\n市"


def test_what_was_typed_into_a_form_is_read():
    def draw(page):
        write(page)
        page.acroForm.textfield(name="unit", value="filled in", x=100, y=300, width=200, height=20)

    assert "filled in" in read(made(draw)).text


# --- recognition -----------------------------------------------------------------------------


def test_a_scanned_page_is_recognized(recognition):
    found = read(made(scan))
    assert found.text == RECOGNIZED and found.route == "recognition"
    assert found.pages[0].recognized and found.pages[0].confidence == 0.93
    assert not found.pages[0].garbled
    # 200 dots an inch, in three colours.
    assert recognition == [(2339, 1653, 3)]


def test_only_pages_without_text_are_recognized(recognition):
    def draw(page):
        write(page)
        page.showPage()
        scan(page)
        page.setFont(FONT, 9)
        page.drawString(400, 20, "扫描软件创建")
        page.showPage()
        scan(page)
        write(page)

    found = read(made(draw))
    assert found.route == "text_layer_and_recognition"
    assert [page.recognized for page in found.pages] == [False, True, False]
    assert found.text.split("\n") == [*PARAGRAPHS, *RECOGNIZED.split("\n"), *PARAGRAPHS]


def test_a_stamp_on_a_scan_does_not_pass_for_its_text(recognition):
    stamp = "本文件由电子公文系统生成，验证码为一二三四五六。"

    def draw(page):
        for strip in range(4):
            page.drawImage(picture(1240, 440), 0, strip * 210, 595, 211)
        page.setFont(FONT, 8)
        page.drawString(80, 30, stamp)

    # What the stub reads is not longer than this stamp, and twice as long as the other.
    assert read(made(draw)).text == stamp
    stamp = "验证码为一二三四五六。"
    assert read(made(draw)).text == RECOGNIZED
    assert len(recognition) == 2


def test_a_layer_laid_under_a_scan_is_believed(recognition):
    def draw(page):
        scan(page)
        hidden = page.beginText(80, 720)
        hidden.setTextRenderMode(3)
        hidden.setFont(FONT, SIZE, leading=PITCH)
        for _ in range(12):
            hidden.textLine("会议听取了市发展改革委关于全年重点工作的汇报。")
        page.drawText(hidden)

    found = read(made(draw))
    assert found.route == "text_layer" and found.warnings == () and recognition == []


def test_a_garbled_page_is_recognized_and_named(recognition):
    for character in ("E000", "FFFD", "F0000"):
        found = read(garbled_pdf(character))
        assert found.text == RECOGNIZED and found.route == "recognition"
        assert found.pages[0].garbled and found.pages[0].recognized
        assert found.warnings == ("第 1 页文字层乱码，已改用文字识别",)


def test_garbled_text_is_never_returned(blind):
    with pytest.raises(ExtractionError, match="第 1 页文字层乱码，改用文字识别也没有认出文字"):
        read(garbled_pdf())


def test_a_scan_without_print_is_named(blind):
    def draw(page):
        write(page)
        for _ in range(2):
            page.showPage()
            scan(page)

    found = read(made(draw))
    assert found.warnings == ("第 2—3 页只有图像，没有识别到文字",)
    assert found.text.split("\n") == PARAGRAPHS
    with pytest.raises(ExtractionError, match="没有可读的文字.*没有识别到文字"):
        read(made(scan))


def test_an_absurd_page_is_recognized_at_a_bounded_size(recognition):
    def draw(page):
        page.setPageSize((14_400, 14_400))
        page.drawImage(picture(100, 100), 0, 0, 14_400, 14_400)

    assert read(made(draw)).text == RECOGNIZED
    height, width, _ = recognition[0]
    assert 4_000_000 < height * width < 8_100_000


def test_a_picture_of_too_many_pixels_is_not_decoded(recognition):
    content = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(b"595 0 0 842 0 0 cm /I Do"),
        stream(
            zlib.compress(bytes(1000)),
            b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
            b"/ColorSpace/DeviceGray/Filter/FlateDecode",
        ),
    )
    with pytest.raises(ExtractionError, match="第 1 页图像过大"):
        read(content)
    assert recognition == []


def test_a_picture_beside_text_is_remarked():
    def draw(page):
        write(page)
        page.drawImage(picture(400, 400), 80, 60, 430, 430)

    assert read(made(draw)).warnings == ("第 1 页有较大的图片，图片中如有文字没有读取",)


def test_a_real_scan_is_read_by_real_recognition():
    fonts = sorted(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))
    if not fonts:
        pytest.skip("needs the font Noto Serif CJK")
    image = Image.new("L", (1000, 420), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(fonts[0]), 40, index=2)
    rows = ("　　会议听取了市发展改革委的汇报，要求抓", "好落实。", "　　会议还研究了其他事项。")
    for number, row in enumerate(rows):
        pen.text((80, 80 + 80 * number), row, font=font, fill=0)
    content = made(lambda page: page.drawImage(ImageReader(image), 50, 500, 500, 210))
    found = read(content)
    assert found.route == "recognition"
    assert found.text.split("\n") == [
        "会议听取了市发展改革委的汇报，要求抓好落实。",
        "会议还研究了其他事项。",
    ]


# --- what cannot be read ---------------------------------------------------------------------


def test_passwords():
    locked = made(write, encrypt=pdfencrypt.StandardEncryption("secret"))
    with pytest.raises(ExtractionError, match="密码"):
        read(locked)
    open_to_all = pdfencrypt.StandardEncryption("", ownerPassword="owner", canCopy=0)
    assert read(made(write, encrypt=open_to_all)).text.split("\n") == PARAGRAPHS


def test_a_file_cut_off_anywhere_is_refused_or_remarked():
    content = made(write)
    for length in range(0, len(content) - 8, 37):
        try:
            found = read(content[:length])
        except ExtractionError as error:
            assert re.search("[一-鿿]", str(error))
        else:
            assert any("不完整" in warning for warning in found.warnings)


def test_other_files_are_refused():
    for content in (b"", b"hello", b"%PDF-1.7\nnothing", b"%PDF-1.7\n%%EOF"):
        with pytest.raises(ExtractionError):
            read(content)
    with pytest.raises(ExtractionError, match="不是 PDF"):
        read(b"PK\x03\x04")


def test_pages_that_are_missing_are_named():
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F 4 0 R>>>>>>"
    )
    content = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        page,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"BT /F 20 Tf 80 700 Td (Notice) Tj ET"),
    )
    found = read(content)
    assert found.text == "Notice" and found.warnings == ("第 2 页已损坏，没有读出",)
    with pytest.raises(ExtractionError, match="没有页面|不完整"):
        read(raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"))


def test_a_blank_page_has_no_text():
    with pytest.raises(ExtractionError, match="没有可读的文字"):
        read(made(lambda page: page.showPage()))


def test_limits_are_named(monkeypatch):
    def draw(page):
        for _ in range(3):
            write(page)
            page.showPage()

    content = made(draw)
    monkeypatch.setattr(pdf_module, "MAXIMUM_PAGES", 2)
    with pytest.raises(ExtractionError, match="有 3 页，超过 2 页"):
        read(content)
    monkeypatch.setattr(pdf_module, "MAXIMUM_PAGES", 3)
    monkeypatch.setattr(pdf_text, "MAXIMUM_CHARACTERS", 50)
    with pytest.raises(ExtractionError, match="文字多得不合理"):
        read(content)


def test_a_form_for_one_program_is_refused_by_name():
    content = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 4 0 R>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"),
    )
    with pytest.raises(ExtractionError, match="XFA"):
        read(content)


def test_attachments_are_named_and_not_read():
    document = pdfium.PdfDocument(made(write))
    document.new_attachment("secret.txt").set_data(b"hidden words")
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    found = read(buffer.getvalue())
    assert found.warnings == ("PDF 带有 1 个附件，没有读取；需要时请另存后单独放入",)
    assert "hidden" not in found.text


# --- PDFs that an office program wrote -------------------------------------------------------


def add_field(paragraph, code):
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run.append(mark)


def office_document(lines, rows):
    """A document as GB/T 9704 sets it: 16 pt, first-line indent, header and page number."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header.paragraphs[0].text = "某市人民政府公报"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    add_field(footer, "PAGE")
    footer.add_run(" —")
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(16), "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    style.paragraph_format.line_spacing, style.paragraph_format.space_after = Pt(28), Pt(0)
    for line in lines:
        document.add_paragraph(line).paragraph_format.first_line_indent = Pt(32)
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


TABLE = [
    ("序号", "任务", "责任单位"),
    ("1", "推进老旧小区改造和城市更新行动，完成年度任务。", "市住建局、市城管局"),
    ("2", "加强不可移动文物保护——石塔、廊桥优先。", "市文旅局"),
]


@pytest.fixture(scope="module")
def office_pdf(tmp_path_factory):
    """The lines of two samples, and the PDF of a document that holds them and a table."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    lines = []
    for name in ("policy-shiliang-2025-14.txt", "minutes-qinghe-13-045.txt"):
        text = (ROOT / "samples" / name).read_text(encoding="utf-8")
        lines += [line.strip() for line in text.splitlines() if line.strip()]
    office_document(lines, TABLE).save(folder / "document.docx")
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "document.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return lines, (folder / "document.pdf").read_bytes()


def test_an_office_document_keeps_its_paragraphs_and_its_table(office_pdf):
    lines, content = office_pdf
    found = read(content)
    squeezed = [squeeze(line) for line in found.text.split("\n")]
    assert squeezed == [
        *(squeeze(line) for line in lines),
        *(squeeze("|".join(row)) for row in TABLE),
    ]
    assert {one.reason for one in found.removed} == {"页眉", "页码"}
    assert len(found.removed) == 2 * len(found.pages) and len(found.pages) > 5


def test_an_office_document_with_a_broken_font_map_is_recognized(office_pdf, recognition):
    def broken(match):
        try:
            data = zlib.decompress(match[2])
        except zlib.error:
            return match[0]
        if b"begincmap" not in data:
            return match[0]
        wrong = re.sub(rb"(<[0-9A-F]+>\s*)<[0-9A-F]{4}>(?=\s*\n)", rb"\1<E000>", data)
        packed = zlib.compress(wrong, 9)
        return match[1] + packed.ljust(len(match[2]), b"\0") + match[3]

    _, content = office_pdf
    spoiled = re.sub(rb"(stream\r?\n)(.*?)(\r?\nendstream)", broken, content, flags=re.DOTALL)
    assert len(spoiled) == len(content) and spoiled != content
    found = read(spoiled)
    assert found.route == "recognition" and all(page.garbled for page in found.pages)
    assert found.warnings == (f"第 1—{len(found.pages)} 页文字层乱码，已改用文字识别",)
    assert all(np.prod(shape) == np.prod(recognition[0]) for shape in recognition)


# --- real files ------------------------------------------------------------------------------


def shared(path):
    if not path.exists():
        pytest.skip("needs ../shared (real PDF files)")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "articles", "numbers"),
    [("《中华人民共和国宪法》.pdf", 138, 0), ("中华人民共和国民法典.pdf", 1260, 234)],
)
def test_every_article_of_a_law_starts_a_line(name, articles, numbers):
    found = read(shared(FORMATS / name))
    starts = re.findall(r"(?m)^第[一二三四五六七八九十百千零]+条", found.text)
    assert len(starts) == len(set(starts)) == articles
    assert [one.reason for one in found.removed] == ["页码"] * numbers
    # Rows inside a paragraph end with no mark; what is left are titles and headings.
    longest = max(
        (line for line in found.text.split("\n") if not line.endswith(tuple("。；：）”"))), key=len
    )
    assert len(longest) < 40


@pytest.mark.parametrize("name", ["test", "master_template"])
def test_the_same_document_reads_like_its_docx(name):
    found = read(shared(SAME / f"{name}.pdf"))
    with zipfile.ZipFile(SAME / f"{name}.docx") as archive:
        parts = ("word/header1.xml", "word/document.xml")
        xml = [archive.read(part).decode() for part in parts if part in archive.namelist()]
    printed = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", "".join(xml)))
    # What a header has on the first page of a document of one page is a line of the page.
    assert squeeze(found.text) == squeeze(printed)
