"""The graphic objects of a page, each with its place (GB/T 33190-2016, clauses 8 to 13)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.ofd.document import Resources
from index.extract.ofd.markup import box, child, children, local_name
from index.extract.ofd.matrix import Matrix, read_matrix, shift
from index.extract.ofd.text_object import TextRun, read_runs

#: Blocks and drawing units inside one another; a drawing unit may name itself.
MAXIMUM_DEPTH = 24
#: Objects of one page: drawing units that hold each other twice would double at every level.
MAXIMUM_OBJECTS = 200_000
MAXIMUM_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image: where its unit square comes to stand (mm), and the medium's name in the package.

    ``medium`` is ``None`` where the file does not have it.
    """

    matrix: Matrix
    medium: str | None


@dataclass(frozen=True, slots=True)
class PlacedPath:
    """A drawn path: its ``PathObject`` and the transformation of its points to the page (mm).

    ``area`` is the box it says it fills: left, top, right, bottom.
    """

    matrix: Matrix
    element: etree._Element
    area: tuple[float, float, float, float]


@dataclass(slots=True)
class PageObjects:
    """What a page shows, in the order it is drawn.

    ``patterns`` are texts that fill areas again and again, which only watermarks do.
    """

    runs: list[TextRun] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    paths: list[PlacedPath] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    objects: int = 0
    characters: int = 0

    def add(self, parent: etree._Element, matrix: Matrix, resources: Resources) -> None:
        """Add what a layer, an appearance or the content of a page holds.

        Raises:
            ExtractionError: it is nested too deeply, or holds too much.
        """
        self._add_all(parent, matrix, resources, 0)

    def _add_all(
        self, parent: etree._Element, matrix: Matrix, resources: Resources, depth: int
    ) -> None:
        if depth > MAXIMUM_DEPTH:
            raise ExtractionError("图元嵌套过深，已停止读取")
        for element in parent:
            self._count()
            name = local_name(element)
            if name in ("Layer", "PageBlock", "Content"):
                self._add_all(element, matrix, resources, depth + 1)
            elif name == "TextObject":
                self._add_text(element, matrix)
            elif name == "ImageObject":
                self._add_image(element, matrix, resources)
            elif name == "PathObject":
                self._add_path(element, matrix)
            elif name == "CompositeObject" and _is_visible(element):
                unit = resources.units.get(element.get("ResourceID") or "")
                if unit is not None:
                    self._add_all(unit, _inside(element, matrix), resources, depth + 1)

    def _count(self) -> None:
        self.objects += 1
        if self.objects > MAXIMUM_OBJECTS:
            raise ExtractionError(f"图元过多（超过 {MAXIMUM_OBJECTS} 个），已停止读取")

    def _add_text(self, element: etree._Element, matrix: Matrix) -> None:
        for run in read_runs(element, _inside(element, matrix)):
            self.characters += len(run.text)
            if self.characters > MAXIMUM_CHARACTERS:
                raise ExtractionError(f"文字过多（超过 {MAXIMUM_CHARACTERS} 字），已停止读取")
            self.runs.append(run)

    def _add_image(self, element: etree._Element, matrix: Matrix, resources: Resources) -> None:
        if _is_visible(element):
            medium = resources.media.get(element.get("ResourceID") or "")
            self.images.append(PlacedImage(_image_square(element, matrix), medium))

    def _add_path(self, element: etree._Element, matrix: Matrix) -> None:
        if not _is_visible(element):
            return
        self.paths.append(PlacedPath(_inside(element, matrix), element, _area(element, matrix)))
        cell = child(element, "FillColor", "Pattern", "CellContent")
        for text in children(cell, "TextObject"):
            self.patterns += [run.text for run in read_runs(text, Matrix())]


def _is_visible(element: etree._Element) -> bool:
    return element.get("Visible") != "false"


def _inside(element: etree._Element, matrix: Matrix) -> Matrix:
    """Return the transformation of what an object holds: its CTM, its Boundary, its parent's."""
    left, top, _, _ = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return matrix.around(shift(left, top)).around(read_matrix(element.get("CTM")))


def _area(element: etree._Element, matrix: Matrix) -> tuple[float, float, float, float]:
    left, top, width, height = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    start, end = matrix.apply(left, top), matrix.apply(left + width, top + height)
    return (
        min(start[0], end[0]),
        min(start[1], end[1]),
        max(start[0], end[0]),
        max(start[1], end[1]),
    )


def _image_square(element: etree._Element, matrix: Matrix) -> Matrix:
    """Return where the unit square of an image stands: without a CTM it fills its Boundary."""
    if element.get("CTM"):
        return _inside(element, matrix)
    left, top, width, height = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    return matrix.around(Matrix(width, 0.0, 0.0, height, left, top))
