"""PDF (ISO 32000-1): the text layer of each page, or recognition of its image where that fails.

A page is recognized where its text layer is garbled, or where it has hardly any text under a
picture that covers it. Scripts, links, attachments and forms are not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.extract.errors import ExtractionError
from index.extract.garbled import is_garbled
from index.extract.layout import PageLayout, Ruling, TextLine, read_layout
from index.extract.model import Extraction, PageDone, Route
from index.extract.pdf.frame import PageFrame
from index.extract.pdf.objects import Drawing, read_drawing
from index.extract.pdf.streams import check_streams
from index.extract.pdf.text_layer import TextLayer, read_text_layer
from index.model import RemovedText
from index.text_forms import squeeze

_Line = TypeVar("_Line", TextLine, Ruling)

MAXIMUM_PAGES = 5_000
#: Recognition sees a page at 200 dots an inch, but never more pixels than a sheet of A3 has.
_DOTS_PER_POINT = 200 / 72
_MAXIMUM_PIXELS = 8_000_000
#: Pictures of more pixels than this on one page are not decoded: that takes four bytes each.
_MAXIMUM_PICTURE_PIXELS = 120_000_000
#: In points; a page with a shorter side shows no print.
_SMALLEST_SIDE = 9.0
#: A page with fewer visible characters on pictures of this part of it may be a scan, whose layer
#: is a stamp or a remark of the scanner. It is one if recognition finds more than the layer has.
_MANY_CHARACTERS = 200
_FEW_CHARACTERS = 50
_SCAN_SHARE = 0.5
_MORE = 1.3
#: Beside text a picture of this part of the page is worth a remark: it may hold text.
_PICTURE_SHARE = 0.25

_GARBLED = "文字层乱码，已改用文字识别"
_GARBLED_LOST = "文字层乱码，改用文字识别也没有认出文字"
_NOTHING_FOUND = "只有图像，没有识别到文字"
_PICTURE_TOO_LARGE = "图像过大，没有识别"
_PICTURE_UNREAD = "有较大的图片，图片中如有文字没有读取"
_DAMAGED = "已损坏，没有读出"


@dataclass(slots=True)
class _Reading:
    """What was read so far: pages, text that is none of theirs, remarks with their pages."""

    pages: list[PageLayout] = field(default_factory=list)
    removed: list[RemovedText] = field(default_factory=list)
    remarks: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def extract_pdf(content: bytes, page_done: PageDone) -> Extraction:
    """Return the text of a PDF.

    Raises:
        ExtractionError: it is damaged, needs a password, has too many pages, is a form that only
            one program shows, or has no text even for recognition; or it unpacks to more than any
            printed document.
    """
    check_streams(content)
    document = _open(content)
    try:
        reading = _Reading()
        for number in range(1, _page_count(document) + 1):
            reading.pages.append(_read_page(document, number, reading))
            page_done()
        warnings = _warnings(document, content, reading)
    finally:
        document.close()
    laid_out = read_layout(reading.pages)
    if not squeeze(laid_out.text):
        raise ExtractionError("；".join(("PDF 里没有可读的文字", *warnings)))
    return Extraction(
        text=laid_out.text,
        route=_route(reading.pages),
        pages=laid_out.pages,
        removed=(*laid_out.removed, *reading.removed),
        warnings=warnings,
    )


def _open(content: bytes) -> pdfium.PdfDocument:
    """Open a document that no password protects.

    Raises:
        ExtractionError: it cannot be opened.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ExtractionError("PDF 设有打开密码，请去除密码后再放入") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise ExtractionError("PDF 的加密方式不受支持，请另存为不加密的 PDF") from None
        if b"%PDF-" not in content[:1024]:
            raise ExtractionError("不是 PDF 文件") from None
        raise ExtractionError("PDF 已损坏或不完整，请重新获取或导出") from None
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        document.close()
        raise ExtractionError("PDF 是 XFA 动态表单，请用 Adobe Reader 打开后打印成普通 PDF")
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    return document


def _page_count(document: pdfium.PdfDocument) -> int:
    """Return the number of pages.

    Raises:
        ExtractionError: there are none, or too many.
    """
    count = len(document)
    if count == 0:
        raise ExtractionError("PDF 里没有页面，文件可能不完整，请重新获取")
    if count > MAXIMUM_PAGES:
        raise ExtractionError(f"PDF 有 {count} 页，超过 {MAXIMUM_PAGES} 页的上限，请拆分")
    return count


def _read_page(document: pdfium.PdfDocument, number: int, reading: _Reading) -> PageLayout:
    """Read one page (from 1), by its text layer or by recognition."""
    try:
        page = _load_page(document, number - 1)
        try:
            return _read_loaded(page, number, reading)
        finally:
            page.close()
    except pdfium.PdfiumError:
        reading.remarks[_DAMAGED].append(number)
        return PageLayout(number, 0.0, 0.0, ())


def _read_loaded(page: pdfium.PdfPage, number: int, reading: _Reading) -> PageLayout:
    frame = PageFrame(*page.get_cropbox())
    drawing = read_drawing(page, frame)
    layer = read_text_layer(page, frame, drawing.segments)
    garbled = is_garbled([line.text for line in layer.lines])
    visible = sum(len(squeeze(line.text)) for line in layer.lines)
    if garbled or _may_be_scan(visible, drawing):
        recognized = _recognized(page, number, drawing, reading)
        found = sum(len(squeeze(line.text)) for line in recognized.lines)
        if garbled:
            reading.remarks[_GARBLED if found else _GARBLED_LOST].append(number)
            return replace(recognized, garbled=True)
        if found > _MORE * visible:
            return recognized
        if not found and visible < _FEW_CHARACTERS and drawing.picture_share >= _SCAN_SHARE:
            reading.remarks[_NOTHING_FOUND].append(number)
    elif drawing.picture_share > _PICTURE_SHARE and not layer.hidden:
        reading.remarks[_PICTURE_UNREAD].append(number)
    return _text_page(number, frame, layer, reading)


def _text_page(number: int, frame: PageFrame, layer: TextLayer, reading: _Reading) -> PageLayout:
    """Return the text layer of a page, without what stands beside the page."""
    width, height = frame.size(layer.quarter)
    outside = [line for line in layer.lines if _is_outside(line, width, height)]
    reading.removed += [RemovedText("水印", text) for text in layer.watermarks]
    reading.removed += [RemovedText("页面之外的文字", line.text) for line in outside]
    lines = tuple(line for line in layer.lines if not _is_outside(line, width, height))
    return PageLayout(number, width, height, lines, rulings=layer.rulings)


def _load_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Return a page with the values of its form fields among its text.

    Raises:
        PdfiumError: the page is damaged.
    """
    page = document[index]
    if document.formenv is not None:
        # What was typed into a form is drawn beside the page until it is made part of it.
        page.flatten()
        page.close()
        page = document[index]
    return page


def _is_outside(line: TextLine, width: float, height: float) -> bool:
    """Whether a line stands beside the page, where nobody sees it."""
    across = line.right < 0 or line.left > width
    return across or line.bottom < 0 or line.top > height


def _may_be_scan(visible: int, drawing: Drawing) -> bool:
    """Whether what the page shows may not be in its text layer of so many characters."""
    if visible == 0:
        return drawing.objects > 0
    return visible < _MANY_CHARACTERS and drawing.picture_share >= _SCAN_SHARE


def _recognized(
    page: pdfium.PdfPage, number: int, drawing: Drawing, reading: _Reading
) -> PageLayout:
    """Return what recognition reads on the image of a page."""
    from index.extract.recognition import recognize

    width, height = page.get_size()
    blank = PageLayout(number, width, height, (), recognized=True)
    if drawing.picture_pixels > _MAXIMUM_PICTURE_PIXELS:
        reading.remarks[_PICTURE_TOO_LARGE].append(number)
        return blank
    if min(width, height) < _SMALLEST_SIDE:
        return blank
    scale = min(_DOTS_PER_POINT, (_MAXIMUM_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        found = recognize(bitmap.to_numpy()[:, :, :3].copy())
    finally:
        bitmap.close()
    if not found.lines:
        return blank
    return PageLayout(
        number,
        found.width / scale,
        found.height / scale,
        tuple(_scaled(line, 1 / scale) for line in found.lines),
        recognized=True,
        confidence=found.confidence,
        rulings=tuple(_scaled(ruling, 1 / scale) for ruling in found.rulings),
    )


def _scaled(line: _Line, scale: float) -> _Line:
    return replace(
        line,
        left=line.left * scale,
        top=line.top * scale,
        right=line.right * scale,
        bottom=line.bottom * scale,
    )


def _route(pages: Sequence[PageLayout]) -> Route:
    """Return how the text was got, by the pages that have some."""
    routes = {page.recognized for page in pages if page.lines}
    if routes == {True}:
        return "recognition"
    return "text_layer_and_recognition" if True in routes else "text_layer"


def _warnings(document: pdfium.PdfDocument, content: bytes, reading: _Reading) -> tuple[str, ...]:
    """Return what a person should know, each sentence with the pages it is about."""
    warnings = [f"第 {_listed(pages)} 页{remark}" for remark, pages in reading.remarks.items()]
    if (attached := document.count_attachments()) > 0:
        warnings.append(f"PDF 带有 {attached} 个附件，没有读取；需要时请另存后单独放入")
    if b"%%EOF" not in content[-2048:]:
        warnings.append("PDF 的末尾不完整，可能缺少内容，请核对原件")
    return tuple(warnings)


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as 1、3—5."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)
