"""The runs of one paragraph to text (ISO/IEC 29500-1, 17.3.2 and 17.3.3).

Breaks inside the text become the marks of :mod:`index.extract.docx.lines`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby
from operator import itemgetter

from lxml import etree

from index.extract.docx.equations import equation
from index.extract.docx.fields import FieldStack
from index.extract.docx.findings import Findings, NoteReference
from index.extract.docx.lines import LINE_BREAK, PAGE_BREAK, RENDERED_PAGE_BREAK
from index.extract.docx.markup import (
    attribute,
    child,
    children,
    descendants,
    is_on,
    name_of,
    number,
)
from index.extract.docx.number_formats import format_number
from index.extract.docx.styles import Styles
from index.extract.docx.symbols import PRIVATE_USE, symbol

CONTENTS = "目录"
_DELETED = "修订删除"
_HIDDEN = "隐藏文字"
_PLACEHOLDER = "占位文字"
_PHONETIC = "注音"

#: Never text: properties, instructions and data of other programs.
_PASSED_OVER = frozenset(
    ("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:smartTagPr", "w:rubyPr")
    + ("w:fldData", "w:ffData", "w:pgNum", "m:oMathParaPr", "mc:Fallback")
)
#: EMU (1/360,000 cm): a picture of 6 cm by 6 cm or more may be a page or a chart, not a logo.
_LARGE_PICTURE = 6 * 360_000


class RunReader:
    """Reads the content of one paragraph; ``text`` and ``boxes`` are what is printed.

    ``boxes`` are the lines of the text boxes that are anchored in the paragraph. ``read_blocks``
    gives the lines of a container of paragraphs and tables.
    """

    def __init__(
        self,
        styles: Styles,
        findings: Findings,
        fields: FieldStack,
        read_blocks: Callable[[etree._Element], list[str]],
    ) -> None:
        self._styles = styles
        self._findings = findings
        self._fields = fields
        self._read_blocks = read_blocks
        self._reasons: list[str] = []
        self._pieces: list[str] = []
        self._removed: list[tuple[str, str]] = []
        self._paragraph_hidden = False
        self._font: str | None = None
        self.boxes: list[str] = []

    def read(self, paragraph: etree._Element, hidden: bool) -> str:
        """Return the text of a paragraph; ``hidden`` is what its style says of its runs."""
        self._paragraph_hidden = hidden
        self._read_children(paragraph)
        self._report_removed()
        return "".join(self._pieces)

    def _report_removed(self) -> None:
        for reason, pieces in groupby(self._removed, key=itemgetter(0)):
            text = "".join(text for _, text in pieces)
            self._findings.remove(reason, re.sub("[\x01-\x03]", " ", text))

    # --- where text goes ---------------------------------------------------------------------

    def _emit(self, text: str) -> None:
        if not text or self._fields.in_instruction:
            return
        reason = self._reason()
        if reason == CONTENTS and text in (PAGE_BREAK, RENDERED_PAGE_BREAK):
            reason = None  # its pages count
        if reason is None:
            self._pieces.append(text)
        else:
            self._removed.append((reason, text))

    def _reason(self) -> str | None:
        if self._reasons:
            return self._reasons[-1]
        return CONTENTS if self._fields.in_contents else None

    def _emit_lines(self, lines: list[str]) -> None:
        reason, lines = self._reason(), [line for line in lines if line.strip()]
        if reason is None:
            self.boxes.extend(lines)
        else:
            self._removed.extend((reason, line + " ") for line in lines)

    @contextmanager
    def _removing(self, reason: str) -> Iterator[None]:
        self._reasons.append(reason)
        yield
        self._reasons.pop()

    # --- elements ----------------------------------------------------------------------------

    def _read_children(self, element: etree._Element) -> None:
        for one in element:
            self._read(one)

    def _read(self, element: etree._Element) -> None:
        name = name_of(element)
        if name in _PASSED_OVER:
            return
        handler = _HANDLERS.get(name)
        if handler is None:  # hyperlinks, smart tags, insertions: what they hold is text
            self._read_children(element)
        else:
            handler(self, element)

    def _read_run(self, run: etree._Element) -> None:
        properties = child(run, "w:rPr")
        fonts = child(properties, "w:rFonts")
        self._font = attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi")
        hidden = is_on(child(properties, "w:vanish"))
        if hidden is None:
            named = attribute(child(properties, "w:rStyle"), "w:val")
            hidden = self._styles.get(named).hidden
        hidden = self._paragraph_hidden if hidden is None else hidden
        with self._removing(self._reason() or _HIDDEN) if hidden else nullcontext():
            self._read_children(run)

    def _read_text(self, element: etree._Element) -> None:
        text = element.text or ""
        if attribute(element, "xml:space") != "preserve":
            text = text.strip(" \t\r\n")
        text = re.sub("[\t\r\n]+", " ", text).replace("\xad", "")
        self._emit(PRIVATE_USE.sub(self._private_use, text))

    def _private_use(self, match: re.Match[str]) -> str:
        found = symbol(self._font, ord(match[0]))
        self._findings.unknown_symbols += found is None
        return found or match[0]

    def _read_symbol(self, element: etree._Element) -> None:
        digits = attribute(element, "w:char") or ""
        code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", digits) else 0
        found = symbol(attribute(element, "w:font"), code)
        self._findings.unknown_symbols += found is None
        self._emit(found or "\ufffd")

    def _read_break(self, element: etree._Element) -> None:
        self._emit(PAGE_BREAK if attribute(element, "w:type") == "page" else LINE_BREAK)

    def _read_deleted(self, element: etree._Element) -> None:
        self._findings.revised = True
        with self._removing(_DELETED):
            self._read_children(element)

    def _read_inserted(self, element: etree._Element) -> None:
        self._findings.revised = True
        self._read_children(element)

    def _read_content_control(self, element: etree._Element) -> None:
        content = child(element, "w:sdtContent")
        if content is None:
            return
        placeholder = is_on(child(element, "w:sdtPr", "w:showingPlcHdr"))
        with self._removing(_PLACEHOLDER) if placeholder else nullcontext():
            self._read_children(content)

    def _read_field_mark(self, element: etree._Element) -> None:
        kind = attribute(element, "w:fldCharType")
        if kind == "begin":
            self._fields.begin(element)
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._emit(self._fields.end())

    def _read_simple_field(self, element: etree._Element) -> None:
        self._fields.begin(element)
        self._fields.add_instruction(attribute(element, "w:instr") or "")
        self._fields.separate()
        self._read_children(element)
        self._fields.end()

    def _read_alternatives(self, element: etree._Element) -> None:
        """Read one branch: the first holds the text too, unless it knows only a picture."""
        before = len(self._pieces), len(self.boxes), len(self._removed)
        for choice in children(element, "mc:Choice"):
            self._read_children(choice)
            if (len(self._pieces), len(self.boxes), len(self._removed)) != before:
                return
        fallback = child(element, "mc:Fallback")
        if fallback is not None and any(True for _ in descendants(fallback, "w:t", "v:textpath")):
            self._read_children(fallback)

    def _read_text_box(self, element: etree._Element) -> None:
        if not self._fields.in_instruction:
            self._emit_lines(self._read_blocks(element))

    def _read_drawn_paragraph(self, element: etree._Element) -> None:
        self._emit_lines(["".join(one.text or "" for one in descendants(element, "a:t"))])

    def _read_word_art(self, element: etree._Element) -> None:
        self._emit_lines([element.get("string") or ""])

    def _read_drawing(self, element: etree._Element) -> None:
        if any(True for _ in descendants(element, "pic:pic")):
            extent = next(descendants(element, "wp:extent"), None)
            sides = (number(extent, "cx"), number(extent, "cy"))
            self._findings.pictures += all((side or 0) >= _LARGE_PICTURE for side in sides)
        self._findings.objects += any(True for _ in descendants(element, "dgm:relIds", "c:chart"))
        self._read_children(element)

    def _read_object(self, element: etree._Element) -> None:
        self._findings.objects += 1

    def _read_note_reference(self, element: etree._Element) -> None:
        kind = name_of(element).removeprefix("w:").removesuffix("Reference")
        identifier = attribute(element, "w:id") or ""
        if self._reason() or self._fields.in_instruction:
            return
        if attribute(element, "w:customMarkFollows") in ("1", "true", "on"):
            label = ""  # the author's own mark is text
        else:
            count = self._findings.count_note(kind)
            shown = format_number(count, "lowerRoman") if kind == "endnote" else str(count)
            label = f"[{shown}]"
        self._findings.notes.append(NoteReference(kind, identifier, label))
        self._emit(label)

    def _read_ruby(self, element: etree._Element) -> None:
        for part in children(element, "w:rubyBase"):
            self._read_children(part)
        with self._removing(self._reason() or _PHONETIC):
            for part in children(element, "w:rt"):
                self._read_children(part)

    def _read_equation(self, element: etree._Element) -> None:
        self._emit(equation(element))


def _emit_constant(text: str) -> Callable[[RunReader, etree._Element], None]:
    return lambda reader, _: reader._emit(text)


def _add_instruction(reader: RunReader, element: etree._Element) -> None:
    reader._fields.add_instruction(element.text or "")


_HANDLERS: dict[str, Callable[[RunReader, etree._Element], None]] = {
    "w:r": RunReader._read_run,
    "w:t": RunReader._read_text,
    "w:delText": RunReader._read_text,
    "w:tab": _emit_constant("\t"),
    "w:ptab": _emit_constant("\t"),
    "w:noBreakHyphen": _emit_constant("-"),
    "w:cr": _emit_constant(LINE_BREAK),
    "w:br": RunReader._read_break,
    "w:lastRenderedPageBreak": _emit_constant(RENDERED_PAGE_BREAK),
    "w:sym": RunReader._read_symbol,
    "w:ins": RunReader._read_inserted,
    "w:moveTo": RunReader._read_inserted,
    "w:del": RunReader._read_deleted,
    "w:moveFrom": RunReader._read_deleted,
    "w:sdt": RunReader._read_content_control,
    "w:fldChar": RunReader._read_field_mark,
    "w:fldSimple": RunReader._read_simple_field,
    "w:instrText": _add_instruction,
    "w:delInstrText": _add_instruction,
    "w:footnoteReference": RunReader._read_note_reference,
    "w:endnoteReference": RunReader._read_note_reference,
    "w:ruby": RunReader._read_ruby,
    "w:object": RunReader._read_object,
    "w:drawing": RunReader._read_drawing,
    "w:txbxContent": RunReader._read_text_box,
    "a:p": RunReader._read_drawn_paragraph,
    "v:textpath": RunReader._read_word_art,
    "m:oMath": RunReader._read_equation,
    "mc:AlternateContent": RunReader._read_alternatives,
}
