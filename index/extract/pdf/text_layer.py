"""The text layer of a PDF page: its characters, with their places, to printed lines.

PDFium gives characters in the order of the content stream (ISO 32000-1, 9.4). Places come from
the origin and the advance of each character, so that neither the ink of a glyph nor the declared
height of a font moves a line.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.extract.errors import ExtractionError
from index.extract.layout import Ruling, TextLine
from index.extract.layout.rows import space_between
from index.extract.pdf.frame import PageFrame, Segment

#: No printed page holds as much; a page that does was made to do harm.
MAXIMUM_CHARACTERS = 200_000
#: Parts of a line further apart (in type sizes) are spans of their own: they may be cells.
_SPAN_GAP = 0.55
#: Marks are set closer than their advance says, by most of it; but each is further right.
_FORWARDS = 0.05
#: Between the characters of two cells is at least this gap.
_WALL_GAP = 0.05
#: A space that is printed between Chinese characters is at least this wide.
_SHOWN_SPACE = 0.15
_SAME_BASELINE = 0.3
_SAME_SIZE = 0.15
#: The box of a line: this part of the type size is below the baseline.
_DESCENT = 0.12
#: Bold type is imitated by printing a character again, moved by less than this.
_BOLD_SHIFT = 0.06
_NEIGHBOURS = tuple((right, down) for right in (0, -1, 1) for down in (0, -1, 1))
#: So many characters show whether the text is painted.
_HIDDEN_SAMPLE = 50
#: In points; larger type is an error of the file.
_LARGEST_SIZE = 10_000
#: Text turned by other angles than quarters (within 5 degrees) is a watermark.
_UPRIGHT = math.radians(5)
#: What PDFium gives for a hyphen at the end of a row.
_HYPHEN_MARK = 2
_SPACE = 0x20


#: A character, its direction and size, and its place in parts of the size.
_Print = tuple[str, int, float, int, int]


@dataclass(frozen=True, slots=True)
class _Character:
    """One character, in the space of the page, upright in the direction of its own text."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The printed lines of a page, and what of it is no line.

    ``quarter`` is the direction of most text; the lines are placed as if it were upright.
    ``hidden`` says that the text is not painted: it was laid under a scan by recognition.
    """

    lines: tuple[TextLine, ...]
    quarter: int = 0
    rulings: tuple[Ruling, ...] = ()
    watermarks: tuple[str, ...] = ()
    hidden: bool = False


def read_text_layer(
    page: pdfium.PdfPage, frame: PageFrame, segments: Sequence[Segment]
) -> TextLayer:
    """Return the text layer of a page; lines that are drawn on the page part cells.

    Raises:
        ExtractionError: the page holds more characters than any printed page.
    """
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > MAXIMUM_CHARACTERS:
            raise ExtractionError("有一页的文字多得不合理，可能是恶意文件，没有读取")
        directions, watermarks = _characters(textpage, frame)
        hidden = _is_hidden(textpage)
    finally:
        textpage.close()
    if not directions:
        return TextLayer((), watermarks=watermarks)
    counts = Counter({quarter: len(found) for quarter, found in directions.items()})
    quarter = counts.most_common(1)[0][0]
    rulings = tuple(_ruling(segment, frame, quarter) for segment in segments)
    walls = [ruling for ruling in rulings if ruling.upright]
    lines = [_line(run) for run in _runs(directions.pop(quarter), walls)]
    for other, found in sorted(directions.items()):
        lines += [_moved(_line(run), frame, other, quarter) for run in _runs(found, ())]
    return TextLayer(tuple(lines), quarter, rulings, watermarks, hidden)


def _is_hidden(textpage: pdfium.PdfTextPage) -> bool:
    """Whether most of the text has the rendering mode 3, invisible (ISO 32000-1, 9.3.6)."""
    count = textpage.count_chars()
    sample = range(0, count, max(1, count // _HIDDEN_SAMPLE))
    objects = [raw.FPDFText_GetTextObject(textpage, index) for index in sample]
    modes = [raw.FPDFTextObj_GetTextRenderMode(item) for item in objects if item]
    return 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)


def _ruling(segment: Segment, frame: PageFrame, quarter: int) -> Ruling:
    x, y = frame.place(segment[0], segment[1], quarter)
    other_x, other_y = frame.place(segment[2], segment[3], quarter)
    return Ruling(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def _characters(
    textpage: pdfium.PdfTextPage, frame: PageFrame
) -> tuple[dict[int, list[_Character]], tuple[str, ...]]:
    """Return the characters by direction in quarter turns, and the text in other directions."""
    directions: dict[int, list[_Character]] = {}
    slanted: list[str] = []
    seen: set[_Print] = set()
    spaced = False
    last = -1, (0.0, 0.0)
    for index, text in _printed(textpage):
        if text.isspace():
            spaced = True
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        quarter = _quarter(matrix)
        if quarter is None:
            slanted.append(text)
            continue
        origin = _origin(textpage, index)
        found = directions.setdefault(quarter, [])
        if found and last == (index - 1, origin) and _is_one_object(textpage, index):
            # One glyph of two characters, fi or a dash; they share its box, or each has a part.
            end = found[-1].right
            right = max(_edges(textpage, index, frame, quarter)[1], end)
            found.append(replace(found[-1], text=text, left=end, right=right, spaced=False))
        else:
            left, right = _edges(textpage, index, frame, quarter)
            size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
            baseline = frame.place(*origin, quarter)[1]
            character = _Character(text, left, right, baseline, size, spaced)
            if _is_seen(character) and not _printed_before(character, quarter, seen):
                found.append(character)
        last = index, origin
        spaced = False
    watermarks = ("".join(slanted),) if slanted else ()
    return {quarter: found for quarter, found in directions.items() if found}, watermarks


def _printed(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Yield the characters of the page with their numbers; PDFium adds spaces to them.

    It adds one where a gap is a space that was not written, and line feeds, left out here.
    """
    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if raw.FPDFText_IsGenerated(textpage, index) == 1 and code != _SPACE:
            continue
        unmapped = code == 0 or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        valid = code < 0x110000 and not 0xD800 <= code < 0xE000
        character = chr(code) if valid and not unmapped else "\ufffd"
        hyphen = code == _HYPHEN_MARK and raw.FPDFText_IsHyphen(textpage, index) == 1
        yield index, "-" if hyphen else character


def _quarter(matrix: raw.FS_MATRIX) -> int | None:
    """Return the direction of text in quarter turns counter-clockwise, ``None`` if slanted."""
    angle = math.atan2(matrix.b, matrix.a)
    quarter = round(angle / (math.pi / 2))
    return quarter % 4 if abs(angle - quarter * math.pi / 2) <= _UPRIGHT else None


def _is_one_object(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Whether a character and the one before it were printed by one operator."""
    own = raw.FPDFText_GetTextObject(textpage, index)
    before = raw.FPDFText_GetTextObject(textpage, index - 1)
    return bool(own) and _address(own) == _address(before)


def _address(handle: object) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value  # type: ignore[arg-type]


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    return x.value, y.value


def _edges(
    textpage: pdfium.PdfTextPage, index: int, frame: PageFrame, quarter: int
) -> tuple[float, float]:
    """Return where a character starts and where its advance ends."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, box)
    one = frame.place(box.left, box.bottom, quarter)[0]
    other = frame.place(box.right, box.top, quarter)[0]
    return min(one, other), max(one, other)


def _is_seen(character: _Character) -> bool:
    """Whether a character has a size and a place that a person could see."""
    finite = math.isfinite(character.left + character.right + character.baseline)
    return finite and 0 < character.size < _LARGEST_SIZE


def _printed_before(character: _Character, quarter: int, seen: set[_Print]) -> bool:
    """Whether the same character was printed in the same size at the same place; remembers it."""
    # Places are counted in parts of the size, so only those of one size can be compared.
    size = round(character.size, 1)
    unit = _BOLD_SHIFT * max(size, 0.1)
    x, y = round(character.left / unit), round(character.baseline / unit)
    for right, down in _NEIGHBOURS:
        if (character.text, quarter, size, x + right, y + down) in seen:
            return True
    seen.add((character.text, quarter, size, x, y))
    return False


def _runs(characters: Iterable[_Character], walls: Sequence[Ruling]) -> Iterator[list[_Character]]:
    """Yield the characters that were printed one after the other, side by side."""
    run: list[_Character] = []
    for character in characters:
        if run and not _follows(run[-1], character, walls):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _follows(before: _Character, after: _Character, walls: Sequence[Ruling]) -> bool:
    size = max(before.size, after.size)
    gap = (after.left - before.right) / size
    return (
        abs(after.baseline - before.baseline) < _SAME_BASELINE * size
        and abs(after.size - before.size) <= _SAME_SIZE * size
        and after.left > before.left + _FORWARDS * size
        and gap < _SPAN_GAP
        and not (gap > _WALL_GAP and _parted(before, after, walls))
    )


def _parted(before: _Character, after: _Character, walls: Sequence[Ruling]) -> bool:
    """Whether a drawn line stands between two characters."""
    height = after.baseline - 0.3 * after.size
    slack = 0.3 * after.size
    return any(
        before.right - slack <= wall.left <= after.left + slack and wall.top < height < wall.bottom
        for wall in walls
    )


def _line(run: Sequence[_Character]) -> TextLine:
    text = run[0].text
    for before, after in zip(run, run[1:], strict=False):
        latin = before.text.isascii(), after.text.isascii()
        gap = (after.left - before.right) / after.size
        # A space between Chinese characters counts where it shows: it parts names.
        spaced = after.spaced and (all(latin) or not any(latin) and gap > _SHOWN_SPACE)
        text += " " if spaced else space_between(before.text, after.text, gap)
        text += after.text
    size = max(character.size for character in run)
    bottom = max(character.baseline for character in run) + _DESCENT * size
    left = min(character.left for character in run)
    right = max(character.right for character in run)
    return TextLine(left, bottom - size, right, bottom, text)


def _moved(line: TextLine, frame: PageFrame, quarter: int, upright: int) -> TextLine:
    """Return a line of another direction, set at its upper left corner as seen upright."""
    corners = ((line.left, line.top), (line.right, line.bottom))
    turned = [frame.turn(x, y, quarter, upright) for x, y in corners]
    left, top = min(x for x, _ in turned), min(y for _, y in turned)
    return TextLine(left, top, left + line.height, top + line.height, line.text)
