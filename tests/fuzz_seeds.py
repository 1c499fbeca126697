"""Small valid files of every format that is read: what mutation fuzzing starts from."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from ofd_files import (
    OfdFile,
    Page,
    annotation,
    image_object,
    jbig2,
    paragraph,
    path_object,
    text_object,
)
from ofd_files import write_ofd as pack_ofd

TITLE = "市人民政府第十二次常务会议纪要"
TEXT = (
    "2026年3月5日，市长主持召开市政府第十二次常务会议，研究城市供水、老旧小区改造等工作。",
    "一、关于城市供水工作",
    "会议听取了市水务局关于城市供水情况的汇报。会议要求，有关单位要压实责任，加快进度。",
    "二、关于老旧小区改造",
    "会议原则同意《实施方案》，由市住建局按程序印发，于6月30日前完成（责任单位：市住建局）。",
)


def texts() -> list[bytes]:
    """Plain text in four encodings."""
    text = "\r\n".join((TITLE, *TEXT))
    return [text.encode(name) for name in ("utf-8", "gb18030", "utf-16", "utf-8-sig")]


def _page(charset: str) -> bytes:
    body = "".join(f"<p style='text-indent:2em'>{line}</p>" for line in TEXT)
    row = "<tr><td rowspan='2'>责任单位</td><td colspan='2'>市住建局&nbsp;&#24066;</td></tr>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'>"
        f"<title>{TITLE}-某某市人民政府</title>"
        "<meta name='PubDate' content='2026-03-08'><meta name='ArticleTitle' content='纪要'>"
        "<script>var a = '<p>';</script><style>p{color:red}</style></head><body>"
        "<div class='nav'><a href='/'>首页</a><a href='/zwgk'>政务公开</a></div>"
        f"<div id='UCAP-CONTENT' class='content'><h1>{TITLE}</h1>{body}<table>{row}{row}</table>"
        "<ol start='3'><li>第三</li><li value='9'>第九</li></ol><img src='a.png' alt='图'></div>"
        "<div class='footer'>主办：某某市人民政府办公室 备案号1234</div></body></html>"
    ).encode(charset)


def pages() -> list[bytes]:
    """Saved web pages in two encodings."""
    return [_page("utf-8"), _page("gb18030")]


def web_archives() -> list[bytes]:
    """Web archives (MHTML) as browsers save them."""
    archives = []
    for encoding in ("quoted-printable", "base64"):
        message = EmailMessage()
        message["From"] = "<Saved by Blink>"
        message["Subject"] = TITLE
        message["MIME-Version"] = "1.0"
        message.set_content(
            _page("utf-8"), "text", "html", cte=encoding, params={"charset": "utf-8"}
        )
        message.make_related()
        message.add_related(_image("PNG"), "image", "png", cid="<a>")
        archives.append(message.as_bytes())
    return archives


def pdfs() -> list[bytes]:
    """PDF files: text with a table, packed and not; a page that is an image."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    files = []
    for packed in (0, 1):
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(595, 842), pageCompression=packed, invariant=True)
        for number in (1, 2):
            canvas.setFont("STSong-Light", 16)
            canvas.drawCentredString(297, 760, TITLE)
            for line, text in enumerate(TEXT):
                canvas.drawString(80, 720 - 28 * line, text[:30])
            canvas.grid([80, 200, 400], [300, 330, 360])
            canvas.drawString(90, 310, "责任单位")
            canvas.drawCentredString(297, 40, f"— {number} —")
            canvas.showPage()
        canvas.save()
        files.append(target.getvalue())
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=True)
    canvas.drawImage(ImageReader(io.BytesIO(_image("JPEG"))), 0, 0, 595, 842)
    canvas.save()
    return [*files, target.getvalue()]


def word_files() -> list[bytes]:
    """Documents of Word: paragraphs, numbered points, a table, header and footer."""
    import docx

    files = []
    for style in ("List Number", "List Bullet"):
        document = docx.Document()
        document.add_heading(TITLE, 0)
        for line in TEXT:
            document.add_paragraph(line, style=style if line[1] == "、" else None)
        table = document.add_table(rows=2, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "责任单位"
        table.cell(1, 2).text = "市住建局"
        document.add_page_break()
        document.sections[0].footer.paragraphs[0].text = "— 1 —"
        document.sections[0].header.paragraphs[0].text = "内部"
        target = io.BytesIO()
        document.save(target)
        files.append(repacked(target.getvalue()))
    return files


def ofd_files() -> list[bytes]:
    """OFD files: text with rules, templates and annotations; an image; glyphs and drawing units."""
    lines = [part for number, line in enumerate(TEXT) for part in paragraph(line, 60 + 25 * number)]
    rules = [
        path_object("M 0 0 L 150 0 L 150 0.3 L 0 0.3 C", f"30 {200 + 9 * n} 150 1") for n in (0, 1)
    ]
    notes = [annotation(text_object("已核", 150, 40)), annotation("", "Stamp", remark="批注")]
    page = Page([text_object(TITLE, 60, 40, 7), *lines, *rules], notes, [0])
    label = [text_object("— 1 —", 100, 280)]
    whole = OfdFile([page, page], templates=[label])
    scan = OfdFile([Page([image_object("100", 0, 0, 210, 297)])], media={"a.png": _image("PNG")})
    fax = OfdFile([Page([image_object("100", 0, 0, 210, 297)])], media={"a.jb2": _jbig2()})
    unit = f'<ofd:CompositeGraphicUnit ID="9">{lines[0]}</ofd:CompositeGraphicUnit>'
    used = '<ofd:CompositeObject ResourceID="9" Boundary="0 9 50 9" CTM="1 0 0 1 0 0"/>'
    glyphs = text_object("¤¤¤", 28, 100, glyphs=[4, 5, 6])
    curve = path_object(
        "M 0 0 " + "B 1 0 2 1 2 2 Q 2 3 1 3 L 0 2 A 1 1 0 0 1 2 2 " * 9, "30 50 9 9"
    )
    drawn = OfdFile([Page([used, glyphs, curve, *lines])], units=unit, fonts={"a.ttf": _font()})
    return [pack_ofd(file) for file in (whole, whole, scan, fax, drawn)]


def images() -> list[bytes]:
    """Images of pages in every format that is read; one TIFF has two pages."""
    return [_image(kind) for kind in ("PNG", "JPEG", "BMP", "WEBP", "TIFF")]


def archives() -> list[bytes]:
    """Zip archives: names in UTF-8 and GBK, stored and deflated members, one archive in another."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("会议纪要/第一次.txt", texts()[0], zipfile.ZIP_DEFLATED)
        archive.writestr("会议纪要/", b"")
        archive.writestr("gbk.txt", texts()[1], zipfile.ZIP_STORED)
        archive.writestr("page.html", pages()[0], zipfile.ZIP_DEFLATED)
    inner = target.getvalue()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("inner.zip", inner)
        archive.writestr("a.gz", gzip.compress(b"a", mtime=0))
        archive.writestr("b.txt", texts()[2], zipfile.ZIP_DEFLATED)
    return [inner, target.getvalue()]


def repacked(content: bytes, changed: dict[str, bytes] | None = None) -> bytes:
    """Write a zip file anew, without dates, with some members changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = (changed or {}).get(info.filename, old.read(info))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # names may be mutated to be the same
                new.writestr(zipfile.ZipInfo(info.filename), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _image(kind: str) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (120, 170), "white")
    ImageDraw.Draw(picture).rectangle((20, 60, 90, 66), fill="black")
    target = io.BytesIO()
    more = {"save_all": True, "append_images": [picture]} if kind == "TIFF" else {}
    picture.save(target, kind, **more)
    return target.getvalue()


def _jbig2() -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(_image("PNG"))) as picture:
        return jbig2(picture)


def _font() -> bytes:
    """A few glyphs would do, but no font is written by hand: one of reportlab's is taken."""
    import reportlab

    return (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()


_WRITERS: dict[str, Callable[[], list[bytes]]] = {
    "text": texts,
    "html": pages,
    "mhtml": web_archives,
    "pdf": pdfs,
    "docx": word_files,
    "ofd": ofd_files,
    "image": images,
    "zip": archives,
}
FORMATS = tuple(_WRITERS)


@cache
def seeds(format: str) -> tuple[bytes, ...]:
    """Return the files of a format, written once a process."""
    return tuple(_WRITERS[format]())
