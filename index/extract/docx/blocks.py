"""Paragraphs and tables in reading order (ISO/IEC 29500-1, 17.2 to 17.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.extract.docx.fields import FieldStack
from index.extract.docx.findings import Findings
from index.extract.docx.lines import (
    PAGE_BREAK,
    most_page_marks,
    one_line,
    split_breaks,
    trim,
    without_marks,
)
from index.extract.docx.markup import (
    attribute,
    child,
    is_on,
    name_of,
    number,
)
from index.extract.docx.numbering import Numbering
from index.extract.docx.runs import CONTENTS, RunReader
from index.extract.docx.styles import Style, Styles

_CELLS = " | "
_CELLS_INSIDE_A_CELL = " "
_CONTENTS_STYLE = re.compile(r"(?:toc|contents|目录) ?(?:\d|heading|标题)", re.IGNORECASE)
_CONTENTS_GALLERY = "Table of Contents"
_DELETED = "修订删除"
_HIDDEN = "隐藏文字"


class BlockReader:
    """Reads the containers of one part: the body, a header, a note.

    Lines that it returns may hold the page marks of :mod:`index.extract.docx.runs`.
    """

    def __init__(self, styles: Styles, numbering: Numbering, findings: Findings) -> None:
        self._styles = styles
        self._numbering = numbering
        self._findings = findings
        self._fields = FieldStack()
        #: Text of a paragraph whose end was deleted or hidden: it opens the next one.
        self._carried: list[str] = []
        #: How many cells, each one of several in its row, stand around this place.
        self._cells_around = 0

    def read(self, container: etree._Element) -> list[str]:
        """Return the lines of a container, one paragraph or row a line."""
        # A text box stands inside a paragraph: what waits for that one's successor is not its.
        outside, self._carried = self._carried, []
        lines = self._inside(container)
        lines += split_breaks("".join(self._carried), centred=False)
        self._carried = outside
        return lines

    def _inside(self, container: etree._Element) -> list[str]:
        """Read what only groups blocks, as a content control does."""
        return [line for element in container for line in self._read(element)]

    def _read(self, element: etree._Element) -> list[str]:
        name = name_of(element)
        if name == "w:p":
            return self._paragraph(element)
        if name == "w:tbl":
            return self._table(element)
        if name == "w:sdt":
            return self._content_control(element)
        if name in ("w:altChunk", "w:subDoc"):
            self._findings.embedded += 1
            return []
        if name in ("w:del", "w:moveFrom"):
            self._findings.revised = True
            return self._taken_out(element, _DELETED)
        if name == "mc:AlternateContent":
            element = next((one for one in element if name_of(one) == "mc:Choice"), element)
        if name in ("w:sectPr", "w:tcPr", "w:tblPr", "w:trPr", "w:sdtPr", "mc:Fallback"):
            return []
        return self._inside(element)

    def _taken_out(self, container: etree._Element, reason: str) -> list[str]:
        """Read a container whose text is not the document's."""
        for line in self._inside(container):
            self._findings.remove(reason, without_marks(line))
        return []

    def _content_control(self, element: etree._Element) -> list[str]:
        content = child(element, "w:sdtContent")
        if content is None:
            return []
        gallery = child(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if attribute(gallery, "w:val") == _CONTENTS_GALLERY:
            return self._taken_out(content, CONTENTS)
        if is_on(child(element, "w:sdtPr", "w:showingPlcHdr")):
            return self._taken_out(content, "占位文字")
        return self._inside(content)

    # --- paragraphs --------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element) -> list[str]:
        properties = child(element, "w:pPr")
        style = self._styles.paragraph(attribute(child(properties, "w:pStyle"), "w:val"))
        mark = child(properties, "w:rPr")
        runs = RunReader(self._styles, self._findings, self._fields, self.read)
        was_in_contents = self._fields.in_contents
        text = runs.read(element, style.hidden or False)
        merged = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        self._findings.revised |= merged or child(mark, "w:ins") is not None
        hidden = is_on(child(mark, "w:vanish")) and not text.strip()
        if not (merged or hidden or was_in_contents):
            label = self._label(properties, style)
            empty_bullet = not text.strip() and not any(sign.isalnum() for sign in label)
            text = text if empty_bullet else label + text
        self._carried.append(text)
        if merged or is_on(child(mark, "w:specVanish")):
            return runs.boxes
        text = "".join(self._carried)
        self._carried.clear()
        if _CONTENTS_STYLE.fullmatch(style.name):
            self._findings.remove(CONTENTS, without_marks(text))
            return runs.boxes
        before, after = _page_breaks(properties, style)
        aligned = attribute(child(properties, "w:jc"), "w:val") or style.alignment
        lines = split_breaks(text, centred=aligned == "center")
        return [*before, *lines, *runs.boxes, *after]

    def _label(self, properties: etree._Element | None, style: Style) -> str:
        """Return the number of a paragraph: its own list, or the one of its style."""
        own = child(properties, "w:numPr")
        list_id = number(child(own, "w:numId"), "w:val")
        level = number(child(own, "w:ilvl"), "w:val")
        if list_id is None:
            list_id = style.list_id
            if list_id is not None and level is None:
                level = self._numbering.level_of_style(list_id, style.identifier)
            if list_id is not None and level is None:
                level = self._numbering.level_of_style(list_id, style.numbered_by)
            level = style.list_level if level is None else level
        return self._numbering.next_label(list_id, level or 0) if list_id else ""

    # --- tables ------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> list[str]:
        return [line for row in _rows(table) for line in self._row(row)]

    def _row(self, row: etree._Element) -> list[str]:
        """Return one line for a row; a row of one cell is a frame around its paragraphs."""
        properties = child(row, "w:trPr")
        reason = None
        if child(properties, "w:del") is not None:
            self._findings.revised, reason = True, _DELETED
        elif is_on(child(properties, "w:hidden")):
            reason = _HIDDEN
        cells = list(_cells(row))
        lines = self._cell(cells[0]) if len(cells) == 1 else self._several_cells(cells)
        if reason is None:
            return lines
        for line in lines:
            self._findings.remove(reason, without_marks(line))
        return []

    def _several_cells(self, cells: list[etree._Element]) -> list[str]:
        self._cells_around += 1
        texts = most_page_marks([one_line(self._cell(cell)) for cell in cells])
        self._cells_around -= 1
        if not any(without_marks(text).strip() for text in texts):
            return ["".join(texts)]
        return [trim((_CELLS_INSIDE_A_CELL if self._cells_around else _CELLS).join(texts))]

    def _cell(self, cell: etree._Element) -> list[str]:
        """Return the paragraphs of a cell; one merged into the cell above it prints nothing."""
        properties = child(cell, "w:tcPr")
        for merge in (child(properties, "w:vMerge"), child(properties, "w:hMerge")):
            if merge is not None and attribute(merge, "w:val") in (None, "continue"):
                return self._taken_out(cell, _HIDDEN)
        return self.read(cell)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table; content controls and revisions may stand around them."""
    for element in table:
        if name_of(element) == "w:tr":
            yield element
        elif name_of(element) in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if name_of(element) == "w:tc":
            yield element
        elif name_of(element) in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _cells(element)


def _page_breaks(properties: etree._Element | None, style: Style) -> tuple[list[str], list[str]]:
    """Return the page marks before and after a paragraph."""
    own = is_on(child(properties, "w:pageBreakBefore"))
    starts = style.starts_page if own is None else own
    section = child(properties, "w:sectPr")
    kind = attribute(child(section, "w:type"), "w:val") or "nextPage"
    ends = section is not None and kind not in ("continuous", "nextColumn")
    return [PAGE_BREAK] if starts else [], [PAGE_BREAK] if ends else []
