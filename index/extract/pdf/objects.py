"""What is drawn on a PDF page beside text: the lines of tables, and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.extract.pdf.frame import PageFrame, Segment

#: A page of more objects is a drawing; the rest of it is not looked at.
_MAXIMUM_OBJECTS = 20_000
_MAXIMUM_SEGMENTS = 3_000
_MAXIMUM_POINTS = 2_000
_MAXIMUM_DEPTH = 8
#: In points: filled shapes this thin are lines, lines this short are none.
_THIN = 2.5
_SHORT = 4.0
_STRAIGHT = 1.0

#: a, b, c, d, e, f: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.3).
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page.

    ``segments`` are level and upright lines in the space of the page; ``picture_share`` is the
    part of the page that pictures cover, ``picture_pixels`` counts their pixels, ``objects``
    what is drawn, text aside.
    """

    segments: list[Segment] = field(default_factory=list)
    picture_share: float = 0.0
    picture_pixels: int = 0
    objects: int = 0


def read_drawing(page: pdfium.PdfPage, frame: PageFrame) -> Drawing:
    """Look through the objects of a page."""
    drawing = Drawing()
    for kind, item, matrix in islice(_objects(page), _MAXIMUM_OBJECTS):
        if kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):
            continue
        drawing.objects += 1
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawing, item, matrix, frame)
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(drawing.segments) < _MAXIMUM_SEGMENTS:
            drawing.segments += _path_segments(item, matrix)
    return drawing


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, ctypes.c_void_p, _Matrix]]:
    """Yield kind, handle and matrix to the page of every object; forms are entered."""
    pending = [(raw.FPDFPage_GetObject, page.raw, raw.FPDFPage_CountObjects(page), _IDENTITY, 0)]
    while pending:
        get, container, count, outer, depth = pending.pop()
        for index in range(count):
            item = get(container, index)
            if not item:
                continue
            kind = raw.FPDFPageObj_GetType(item)
            matrix = _product(_matrix(item), outer)
            yield kind, item, matrix
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAXIMUM_DEPTH:
                inner = raw.FPDFFormObj_CountObjects(item)
                pending.append((raw.FPDFFormObj_GetObject, item, inner, matrix, depth + 1))


def _matrix(item: ctypes.c_void_p) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    return (
        *_applied(a, b, (*outer[:4], 0.0, 0.0)),
        *_applied(c, d, (*outer[:4], 0.0, 0.0)),
        *_applied(e, f, outer),
    )


def _applied(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _add_picture(
    drawing: Drawing, item: ctypes.c_void_p, matrix: _Matrix, frame: PageFrame
) -> None:
    # A picture is drawn on the unit square (ISO 32000-1, 8.9.5).
    corners = [_applied(x, y, matrix) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    width = min(right, frame.right) - max(left, frame.left)
    height = min(top, frame.top) - max(bottom, frame.bottom)
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    if width > 0 and height > 0 and area > 0:
        # Scanners cut a page into strips, so that the parts count together.
        drawing.picture_share = min(drawing.picture_share + width * height / area, 1.0)
    columns, rows = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFImageObj_GetImagePixelSize(item, columns, rows):
        drawing.picture_pixels += columns.value * rows.value


def _path_segments(item: ctypes.c_void_p, matrix: _Matrix) -> list[Segment]:
    """Return the level and upright lines of a path that is stroked, or filled and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return []
    segments: list[Segment] = []
    for points in _subpaths(item, matrix):
        if stroke.value:
            segments += [line for a, b in pairwise(points) if (line := _straight(*a, *b))]
            continue
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        bottom, top = min(y for _, y in points), max(y for _, y in points)
        if min(right - left, top - bottom) <= _THIN:
            middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
            upright = top - bottom > right - left
            line = (
                (middle_x, bottom, middle_x, top) if upright else (left, middle_y, right, middle_y)
            )
            segments += [line] if _straight(*line) else []
    return segments


def _straight(x: float, y: float, other_x: float, other_y: float) -> Segment | None:
    """Return a line that is level or upright and long enough, or ``None``."""
    width, height = abs(other_x - x), abs(other_y - y)
    if min(width, height) > _STRAIGHT or max(width, height) < _SHORT:
        return None
    return x, y, other_x, other_y


def _subpaths(item: ctypes.c_void_p, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path; a closed part ends where it begins."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _MAXIMUM_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_applied(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
