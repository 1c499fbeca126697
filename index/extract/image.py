"""Images of pages (PNG, JPEG, TIFF, BMP, WebP) → text, by character recognition."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from PIL import ExifTags
from PIL import Image as Pillow
from PIL.Image import Transpose
from PIL.TiffImagePlugin import TiffImageFile

from index.extract.errors import ExtractionError
from index.extract.layout import PageLayout, read_layout
from index.extract.model import Extraction, PageDone
from index.extract.recognition import Image, doubts, recognize

#: More pixels than a page of A3 has at 600 dpi (70 million) are refused before they are decoded.
MAXIMUM_PIXELS = 80_000_000
MAXIMUM_PAGES = 500

#: Decoders that may be tried; each is one more piece of C that reads foreign bytes.
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
#: TIFF 6.0, section 8: bit 0 of NewSubfileType marks a smaller copy of another page.
_NEW_SUBFILE_TYPE = 254
#: A progressive JPEG has ten scans; each of them passes over all of the picture once more
#: (ISO/IEC 10918-1, B.2.3: the marker SOS).
_MAXIMUM_SCANS = 500
_START_OF_SCAN = b"\xff\xda"
#: A short side twice as long as this (A4 at 300 dpi) is halved.
_LARGE = 2_480
#: Exif 2.32, tag 274 (Orientation) → how to set the picture upright.
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
#: What Pillow raises for damaged files: OSError by its documentation; its TIFF reader KeyError and
#: TypeError for tags that are unknown or missing, its PNG reader SyntaxError and ValueError.
_DAMAGED = (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error, EOFError)


def extract_image(content: bytes, page_done: PageDone) -> Extraction:
    """Read the print on an image; a TIFF may have several pages.

    Raises:
        ExtractionError: it is damaged, too large, or nothing is printed on it.
    """
    layouts = []
    for number, image in enumerate(read_pages(content), start=1):
        found = recognize(image)
        confidence = found.confidence if found.lines else None
        page = PageLayout(number, found.width, found.height, found.lines, True, confidence)
        layouts.append(replace(page, rulings=found.rulings))
        page_done()
    if not any(layout.lines for layout in layouts):
        raise ExtractionError("图片里没有识别到文字")
    laid_out = read_layout(layouts)
    notes = _notes(content) + doubts(layouts)
    return Extraction(
        laid_out.text, "recognition", laid_out.pages, removed=laid_out.removed, warnings=notes
    )


def read_pages(content: bytes) -> Iterator[Image]:
    """Yield the pages of an image file, upright as its camera says (EXIF).

    Raises:
        ExtractionError: it is damaged, or has too many pixels or pages.
    """
    with _clear_errors():
        file = _opened(content)
    with file:
        for _ in range(MAXIMUM_PAGES):
            with _clear_errors():
                page = None if _is_smaller_copy(file) else _decoded(file)
                more = isinstance(file, TiffImageFile) and _has_next(file)
            if page is not None:
                yield page
            if not more:
                return
    raise ExtractionError(f"图片超过 {MAXIMUM_PAGES} 页，请拆分后放入")


def _opened(content: bytes) -> Pillow.Image:
    # What is packed into a scan writes no such marker: after FF comes 00 or the number of a part.
    if content.startswith(b"\xff\xd8") and content.count(_START_OF_SCAN) > _MAXIMUM_SCANS:
        raise ExtractionError("图片里的扫描层多得不合理，可能是恶意文件，没有读取")
    return Pillow.open(io.BytesIO(content), formats=_FORMATS)


def _notes(content: bytes) -> tuple[str, ...]:
    """Say what of the file is not read: all but the first picture of an animation."""
    with _clear_errors(), _opened(content) as file:
        animated = getattr(file, "is_animated", False) and not isinstance(file, TiffImageFile)
    return ("动画图片只读取了第一帧",) if animated and file.format in ("PNG", "WEBP") else ()


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn the errors of the decoders into a sentence.

    Raises:
        ExtractionError: in their place.
    """
    try:
        with warnings.catch_warnings():
            # Odd metadata is no reason to complain; too many pixels are (Pillow only warns).
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            yield
    except ExtractionError:
        raise
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
        raise ExtractionError(_TOO_LARGE) from None
    except _DAMAGED:
        raise ExtractionError("图片已损坏或不完整，解不开，请重新导出或扫描") from None


_TOO_LARGE = f"图片过大（超过 {MAXIMUM_PIXELS // 1_000_000} 百万像素），请降低分辨率后放入"


def _is_smaller_copy(file: Pillow.Image) -> bool:
    return isinstance(file, TiffImageFile) and bool(file.tag_v2.get(_NEW_SUBFILE_TYPE, 0) & 1)


def _has_next(file: TiffImageFile) -> bool:
    try:
        file.seek(file.tell() + 1)
    except EOFError:
        return False
    return True


def _decoded(file: Pillow.Image) -> Image:
    """Decode the current page: upright, RGB, on white paper.

    Raises:
        ExtractionError: it has too many pixels.
    """
    if file.width * file.height > MAXIMUM_PIXELS:
        raise ExtractionError(_TOO_LARGE)
    file.load()
    turn = _TURNS.get(file.getexif().get(ExifTags.Base.Orientation, 1))
    page = _smaller(file)
    if turn is not None:
        page = page.transpose(turn)
    if page.has_transparency_data:
        page = page.convert("RGBA")
        page = Pillow.alpha_composite(Pillow.new("RGBA", page.size, "white"), page)
    return np.asarray(page.convert("RGB"))


def _smaller(page: Pillow.Image) -> Pillow.Image:
    """Return a page in 8 bits, scaled down by a whole number where it is very large.

    Copies of all pixels of the largest pages would need more memory than an extractor has.
    """
    factor = max(1, min(page.size) // _LARGE)
    if page.mode.startswith(("I", "F")):
        return _eight_bits(page, factor)
    if factor == 1:
        return page
    if page.mode in ("1", "P", "PA"):
        page = page.convert("L" if page.mode == "1" else "RGBA")
    return page.reduce(factor)


def _eight_bits(page: Pillow.Image, factor: int) -> Pillow.Image:
    """Return a page of 16 or 32 bits a pixel in 8: its darkest is black, its lightest white."""
    values = np.asarray(page)[::factor, ::factor].astype(np.float32)
    low, high = float(values.min()), float(values.max())
    spread = (values - low) * (255.0 / (high - low or 1.0))
    return Pillow.fromarray(spread.astype(np.uint8))
