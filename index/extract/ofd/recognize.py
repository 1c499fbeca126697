"""Pages that must be recognized: scans, text turned to outlines, glyphs without characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.extract.errors import ExtractionError
from index.extract.garbled import is_garbled
from index.extract.layout import PageLayout, TextLine
from index.extract.ofd.document import Resources
from index.extract.ofd.objects import PageObjects, PlacedImage, PlacedPath
from index.extract.ofd.package import Package
from index.extract.ofd.page import Page
from index.extract.ofd.path_data import count_operators
from index.text_forms import squeeze

if TYPE_CHECKING:
    from index.extract.ofd.drawing import PageDrawing

#: A page with fewer visible characters over images of this part of it is a scan.
_FEW_CHARACTERS = 50
_SCAN_SHARE = 0.5
#: A page without text is looked at for images of this part, or so many curves of outlines.
_PICTURE_SHARE = 0.05
_OUTLINES = 60
#: Beside text a picture of this part of the page is worth a remark: it may hold text.
_LARGE_PICTURE = 0.25
#: Glyphs without characters: some are bullets, this part of the text is not.
_UNREADABLE = 0.1


def text_is_garbled(objects: PageObjects, lines: Sequence[TextLine]) -> bool:
    """Whether the characters of a page are not what its glyphs show."""
    shown = [run for run in objects.runs if run.visible]
    unreadable = sum(run.unreadable for run in shown)
    every = unreadable + sum(len(squeeze(line.text)) for line in lines)
    return unreadable > _UNREADABLE * every or is_garbled([line.text for line in lines])


def is_picture(page: Page, lines: Sequence[TextLine]) -> bool:
    """Whether what a page shows is not in its text: a scan, or outlines of text."""
    visible = sum(len(squeeze(line.text)) for line in lines)
    share = _image_share(page)
    if visible:
        return visible < _FEW_CHARACTERS and share >= _SCAN_SHARE
    return share >= _PICTURE_SHARE or has_outlines(page.objects.paths)


def has_outlines(paths: Sequence[PlacedPath]) -> bool:
    """Whether paths have as many curves as the outlines of a few characters."""
    return sum(count_operators(path.element) for path in paths) >= _OUTLINES


def picture_remark(page: Page) -> str | None:
    """Return what a person should know of the pictures beside the text of a page."""
    share = _image_share(page)
    over_text = share >= 0.8  # a scan under its own text, or a background
    large = share >= _LARGE_PICTURE and not over_text
    return "有较大的图片，图片中如有文字没有读取" if large else None


def _image_share(page: Page) -> float:
    """Return which part of the page its images cover, when they do not overlap."""
    area = sum(_area(image) for image in page.objects.images)
    return area / (page.width * page.height)


def _area(image: PlacedImage) -> float:
    matrix = image.matrix
    return abs(matrix.a * matrix.d - matrix.b * matrix.c)


def recognize_page(
    package: Package, page: Page, resources: Resources, layout: PageLayout, warnings: list[str]
) -> PageLayout:
    """Return a page as recognition reads it; what its text layer says beside that is kept.

    A garbled text layer is kept only where there is nothing to recognize.
    """
    from index.extract.ofd.drawing import PageDrawing
    from index.extract.recognition import recognize

    drawing = PageDrawing(package, page.width, page.height)
    if not _draw(drawing, page, resources, layout.garbled, warnings):
        if layout.garbled:
            warnings.append("的文字没有字符编码，也没有可识别的图像，读不出")
        return layout
    pixels, scale = drawing.render()
    found = recognize(pixels)
    if not found.lines:
        lost = "文字层乱码，改用文字识别也没有认出文字"
        warnings.append(lost if layout.garbled else "只有图像，没有识别到文字")
        return replace(layout, lines=() if layout.garbled else layout.lines)
    if layout.garbled:
        warnings.append("文字层乱码，已改用文字识别")
    lines = tuple(scaled(line, scale) for line in found.lines)
    kept = () if layout.garbled else beside(layout.lines, lines)
    return replace(
        layout,
        width=found.width * scale,
        height=found.height * scale,
        lines=(*lines, *kept),
        recognized=True,
        confidence=found.confidence,
        rulings=(),
    )


def _draw(
    drawing: PageDrawing, page: Page, resources: Resources, garbled: bool, warnings: list[str]
) -> bool:
    """Draw what can be drawn of a page; say whether that is anything to recognize."""
    drawn = 0
    for image in page.objects.images:
        try:
            drawing.add_image(image)
            drawn += 1
        except ExtractionError as error:
            warnings.append(f"的图片没有识别：{error}")
    drawn += draw_paths(drawing, page.objects.paths, warnings)
    for run in page.objects.runs if garbled else ():
        try:
            drawn += drawing.add_glyphs(run, resources.fonts.get(run.font))
        except ExtractionError as error:
            warnings.append(f"的字形没有识别：{error}")
    return drawn > 0


def draw_paths(drawing: PageDrawing, paths: Sequence[PlacedPath], warnings: list[str]) -> int:
    """Draw paths; return how many may be outlines of characters."""
    drawn = 0
    for path in paths:
        try:
            drawing.add_path(path)
            drawn += count_operators(path.element) > 0
        except ExtractionError as error:
            warnings.append(f"的图形没有识别：{error}")
    return drawn


def scaled(line: TextLine, scale: float) -> TextLine:
    """Return a line in other units, one of the old being so many of the new."""
    return TextLine(
        line.left * scale, line.top * scale, line.right * scale, line.bottom * scale, line.text
    )


def beside(lines: Sequence[TextLine], recognized: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines of the text layer that were not recognized a second time."""
    return tuple(line for line in lines if not any(_overlap(line, other) for other in recognized))


def _overlap(line: TextLine, other: TextLine) -> bool:
    middle = (line.left + line.right) / 2
    return other.left <= middle <= other.right and other.top <= line.middle <= other.bottom
