"""Letterheads that are drawn: the name of the issuing body as outlines above a text layer.

Government offices print it in a typeface of its own (GB/T 9704-2012, clause 7.2.4), and producers
turn that to paths. Nothing but recognition tells which body it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.extract.layout import PageLayout, TextLine
from index.extract.ofd.matrix import shift
from index.extract.ofd.objects import PlacedPath
from index.extract.ofd.package import Package
from index.extract.ofd.page import Page
from index.extract.ofd.path_data import count_operators
from index.extract.ofd.recognize import beside, draw_paths, has_outlines, scaled

#: The letterhead stands in this part of the first page, and its characters are narrower.
_UPPER_PART = 1 / 3
_WIDEST = 0.95
#: It is wide and low; a seal is as high as it is wide.
_LEAST_PROPORTION = 1.5
#: Millimetres of paper around it.
_MARGIN = 8.0
_READ = "的红头是图形，已用文字识别读出"
_UNREAD = "有画成图形的内容（如印章、艺术字），没有读取"


def with_heading(
    package: Package, page: Page, layout: PageLayout, warnings: list[str]
) -> PageLayout:
    """Return the layout with what recognition reads of a drawn letterhead; warn of other outlines.

    Outlines elsewhere are mostly seals, whose text is not the document's.
    """
    outlines = [path for path in page.objects.paths if count_operators(path.element)]
    heading = [path for path in outlines if _is_heading(path, page)]
    others = [path for path in outlines if not _is_heading(path, page)]
    lines: tuple[TextLine, ...] = ()
    if has_outlines(heading) and _is_low(area := _around(heading)):
        lines = beside(_recognized(package, heading, area, warnings), layout.lines)
    if lines:
        warnings.append(_READ)
    if has_outlines(others if lines else outlines):
        warnings.append(_UNREAD)
    return replace(layout, lines=(*lines, *layout.lines))


def _is_heading(path: PlacedPath, page: Page) -> bool:
    left, top, right, bottom = path.area
    on_page = left >= 0 and top >= 0 and right <= page.width
    return on_page and bottom <= page.height * _UPPER_PART and right - left <= page.width * _WIDEST


def _around(paths: Sequence[PlacedPath]) -> tuple[float, float, float, float]:
    left, top, right, bottom = zip(*(path.area for path in paths), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _is_low(area: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = area
    return right - left >= _LEAST_PROPORTION * (bottom - top)


def _recognized(
    package: Package,
    paths: Sequence[PlacedPath],
    area: tuple[float, float, float, float],
    warnings: list[str],
) -> tuple[TextLine, ...]:
    from index.extract.ofd.drawing import PageDrawing
    from index.extract.recognition import recognize

    left, top, right, bottom = area
    x, y = left - _MARGIN, top - _MARGIN
    drawing = PageDrawing(package, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    moved = [replace(path, matrix=shift(-x, -y).around(path.matrix)) for path in paths]
    draw_paths(drawing, moved, warnings)
    pixels, scale = drawing.render()
    return tuple(_moved(scaled(line, scale), x, y) for line in recognize(pixels).lines)


def _moved(line: TextLine, x: float, y: float) -> TextLine:
    return TextLine(line.left + x, line.top + y, line.right + x, line.bottom + y, line.text)
