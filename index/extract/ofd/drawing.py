"""A page as an image: its images, paths and glyphs are written as a PDF page that PDFium renders.

OFD and PDF draw alike: an affine matrix, a path of lines and Bézier curves, an image on the unit
square, glyphs of an embedded font by their numbers. So a scan, text turned to outlines, and glyphs
without characters all become one picture for character recognition, and PDFium decodes JBIG2.
"""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from index.extract.errors import ExtractionError
from index.extract.ofd.matrix import Matrix
from index.extract.ofd.objects import PlacedImage, PlacedPath
from index.extract.ofd.package import Package
from index.extract.ofd.path_data import path_operators
from index.extract.ofd.pdf_writer import PdfPage
from index.extract.ofd.text_object import TextRun

#: Dots an inch for recognition, and no more pixels than a sheet of A3 has at it.
_DOTS_PER_INCH = 200
_MAXIMUM_PIXELS = 8_000_000
#: Pixels of the images of one page, which are held decoded.
_MAXIMUM_IMAGE_PIXELS = 160_000_000
_MILLIMETRES_PER_INCH = 25.4
_POINTS_PER_MILLIMETRE = 72 / _MILLIMETRES_PER_INCH
_JBIG2_SIGNATURE = b"\x97JB2\r\n\x1a\n"
#: Above this alpha (of 255) something is meant to be read.
_PALE = 128


class PageDrawing:
    """Draws one page of a size in millimetres; what cannot be drawn is told by the methods."""

    def __init__(self, package: Package, width: float, height: float) -> None:
        self._package = package
        self._width, self._height = width, height
        points = _POINTS_PER_MILLIMETRE
        self._page = PdfPage(width * points, height * points)
        # From millimetres with y down to points with y up.
        self._page.transform(Matrix(a=points, d=-points, f=height * points))
        self._pixels = 0

    def add_image(self, image: PlacedImage) -> None:
        """Draw an image.

        Raises:
            ExtractionError: its file is missing, damaged, too large, or of an unknown kind.
        """
        if image.medium is None:
            raise ExtractionError("图片文件缺失")
        content = self._package.read(image.medium)
        # The unit square of a PDF image has its first row on top, that of OFD too, with y down.
        square = image.matrix.around(Matrix(d=-1.0, f=1.0))
        if content.startswith(_JBIG2_SIGNATURE):
            self._page.add_jbig2(square, content)
            return
        from index.extract.image import read_pages

        pixels = next(iter(read_pages(content)))
        self._pixels += pixels.shape[0] * pixels.shape[1]
        if self._pixels > _MAXIMUM_IMAGE_PIXELS:
            raise ExtractionError("图像过大，没有识别")
        self._page.add_pixels(square, pixels)

    def add_path(self, path: PlacedPath) -> None:
        """Draw the outline or the area of a path."""
        if operators := path_operators(path.element):
            self._page.add_path(path.matrix, operators)

    def add_glyphs(self, run: TextRun, font: str | None) -> bool:
        """Draw the numbered glyphs of a run with the font of this name; say whether it was done."""
        if font is None or not run.glyphs or not run.visible or run.alpha < _PALE:
            return False
        name = self._page.font(font, self._package)
        last = len(run.places) - 1
        for glyphs in run.glyphs:
            for place, index in enumerate(glyphs.indices, start=glyphs.position):
                if place <= last:
                    self._page.add_glyph(name, run.matrix, run.places[place], index)
        return True

    def render(self) -> tuple[NDArray[np.uint8], float]:
        """Return the page as height × width × 3 RGB, and how many millimetres a pixel has."""
        scale = _DOTS_PER_INCH / _MILLIMETRES_PER_INCH
        scale = min(scale, (_MAXIMUM_PIXELS / (self._width * self._height)) ** 0.5)
        document = pdfium.PdfDocument(self._page.pdf())
        try:
            bitmap = document[0].render(scale=scale / _POINTS_PER_MILLIMETRE, rev_byteorder=True)
            return bitmap.to_numpy()[:, :, :3].copy(), 1 / scale
        finally:
            document.close()
