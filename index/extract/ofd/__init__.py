"""OFD, the national format for fixed documents (GB/T 33190-2016): text by the places of its glyphs.

A page without a usable text layer is drawn and recognized. Attachments, forms, links and seals
are not followed; what they would say is named in the warnings or set aside in ``removed``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.extract.errors import ExtractionError
from index.extract.layout import PageLayout, read_layout
from index.extract.model import Extraction, PageDone, Route
from index.extract.ofd.classify import classify
from index.extract.ofd.document import PageEntry, read_contents
from index.extract.ofd.heading import with_heading
from index.extract.ofd.lines import read_lines
from index.extract.ofd.package import open_package
from index.extract.ofd.page import PageReader
from index.extract.ofd.recognize import (
    is_picture,
    picture_remark,
    recognize_page,
    text_is_garbled,
)
from index.extract.ofd.rulings import read_rulings
from index.extract.recognition import doubts
from index.model import RemovedText
from index.text_forms import squeeze


@dataclass(slots=True)
class _Reading:
    """What was read so far: pages, texts set aside, and remarks with the pages they are about."""

    pages: list[PageLayout] = field(default_factory=list)
    removed: dict[RemovedText, None] = field(default_factory=dict)
    remarks: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def extract_ofd(content: bytes, page_done: PageDone) -> Extraction:
    """Return the text of an OFD file: all its documents, each in its current version.

    Raises:
        ExtractionError: it is damaged, encrypted, has too many pages, or has no text even for
            recognition.
    """
    package = open_package(content)
    contents = read_contents(package)
    reading = _Reading()
    reading.removed.update(dict.fromkeys(contents.removed))
    for document in contents.documents:
        reader = PageReader(package, document)
        for entry in document.pages:
            reading.pages.append(_read_page(reader, entry, reading))
            page_done()
    laid_out = read_layout(reading.pages)
    warnings = (*dict.fromkeys(contents.warnings), *_warnings(reading))
    if not squeeze(laid_out.text):
        raise ExtractionError("；".join(("OFD 文件里没有可读的文字", *warnings)))
    return Extraction(
        text=laid_out.text,
        route=_route(reading.pages),
        pages=laid_out.pages,
        removed=(*laid_out.removed, *_aside(reading.removed, laid_out.text)),
        warnings=warnings,
    )


def _read_page(reader: PageReader, entry: PageEntry, reading: _Reading) -> PageLayout:
    """Read one page, by its text layer or by recognition; what fails is remarked upon."""
    number = len(reading.pages) + 1
    try:
        page = reader.read(entry)
    except ExtractionError as error:
        reading.remarks[f"读不出：{error}"].append(number)
        return PageLayout(number, *reader.document.size, ())
    runs = classify(page.objects.runs, page.width, page.height)
    reading.removed.update(dict.fromkeys((*page.removed, *runs.removed)))
    # The lines of a page that lies on its side do not turn with its text.
    rulings = () if runs.quarter_turns else read_rulings(page.objects.paths)
    lines = read_lines(runs.runs, rulings)
    sides = (page.width, page.height) if runs.quarter_turns % 2 == 0 else (page.height, page.width)
    layout = PageLayout(number, *sides, lines, rulings=rulings)
    remarks = list(page.warnings)
    garbled = text_is_garbled(page.objects, lines)
    if garbled or is_picture(page, lines):
        layout = replace(layout, garbled=garbled)
        resources = reader.document.resources
        layout = recognize_page(reader.package, page, resources, layout, remarks)
    else:
        if number == 1 and not runs.quarter_turns:
            layout = with_heading(reader.package, page, layout, remarks)
        remarks += filter(None, (picture_remark(page),))
    for remark in remarks:
        reading.remarks[remark].append(number)
    return layout


def _route(pages: Sequence[PageLayout]) -> Route:
    """Return how the text was got, by the pages that have some."""
    recognized = {page.recognized for page in pages if page.lines}
    if recognized == {True}:
        return "recognition"
    return "text_layer_and_recognition" if True in recognized else "text_layer"


def _aside(removed: Iterable[RemovedText], text: str) -> Iterable[RemovedText]:
    """Yield what was set aside; a remark that is printed on the page too is in the text."""
    return (each for each in removed if each.reason != "批注" or each.text not in text)


def _warnings(reading: _Reading) -> tuple[str, ...]:
    """Return what a person should know, each sentence with the pages it is about."""
    listed = (f"第 {_listed(pages)} 页{remark}" for remark, pages in reading.remarks.items())
    return (*listed, *doubts(reading.pages))


def _listed(numbers: Iterable[int]) -> str:
    """Return ascending page numbers as 1、3—5."""
    spans: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)
