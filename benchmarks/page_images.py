"""Pages of an official document as images, and what scanning, copying and posting do to them.

Used by the recognition benchmark and by tests. The layout is that of GB/T 9704-2012, clause 5: A4,
type area 156 mm × 225 mm, 22 lines of 28 characters at 16 pt, page number between dashes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

#: Fonts for Chinese that are looked for, in this order; the first that is there is used.
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc",
)
#: Place of the simplified Chinese face in Noto's collections.
_SIMPLIFIED = 2

_A4 = (210.0, 297.0)
_MARGIN_LEFT, _MARGIN_TOP = 28.0, 37.0
_LINE_WIDTH, _LINES = 28, 22
_LINE_PITCH = 225.0 / _LINES
_TYPE_SIZE, _TITLE_SIZE, _FOLIO_SIZE = 16.0, 22.0, 14.0
#: The printed number stands 7 mm below the type area.
_FOLIO_BELOW = 7.0
#: What may not begin a line: it hangs over the end of the one before.
_CLOSING = frozenset("，。、；：！？）〕】》”’％,.;:!?)]%")
_UNBROKEN = re.compile(r"[A-Za-z0-9.]+|.")

_SEAL_RED = (215, 30, 40)

Page = Image.Image


def chinese_font() -> Path | None:
    """Return a font file with Chinese characters, or ``None``."""
    return next((Path(name) for name in FONTS if Path(name).exists()), None)


def load_font(pixels: float) -> ImageFont.FreeTypeFont:
    """Load the Chinese font at a size in pixels.

    Raises:
        FileNotFoundError: none is installed.
    """
    path = chinese_font()
    if path is None:
        raise FileNotFoundError("no Chinese font (fonts-noto-cjk) is installed")
    return ImageFont.truetype(str(path), round(pixels), index=_SIMPLIFIED)


def render_pages(text: str, dpi: int = 200) -> list[Page]:
    """Print ``text`` on pages: short lines at its beginning are centred as a title.

    Every other line is a paragraph with two characters of indent.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title = list(takewhile(_is_title, lines))
    printed = [(line, True) for line in title]
    for paragraph in lines[len(title) :]:
        printed += [(line, False) for line in break_lines("　　" + paragraph)]
    sheets = [printed[start : start + _LINES] for start in range(0, len(printed), _LINES)]
    return [_print_page(sheet, number, dpi) for number, sheet in enumerate(sheets, start=1)]


def _is_title(line: str) -> bool:
    return len(line) <= _LINE_WIDTH and not line.endswith(("。", "："))


def break_lines(paragraph: str, width: int = _LINE_WIDTH) -> list[str]:
    """Break a paragraph into lines of ``width`` full-width characters; numbers stay whole."""
    lines, line, used = [], "", 0.0
    for piece in _UNBROKEN.findall(paragraph):
        size = sum(0.56 if character.isascii() else 1.0 for character in piece)
        if line and used + size > width and piece not in _CLOSING:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + piece, used + size
    return [*lines, line]


def _print_page(lines: Sequence[tuple[str, bool]], number: int, dpi: int) -> Page:
    def pixels(millimetres: float) -> int:
        return round(millimetres / 25.4 * dpi)

    page = Image.new("RGB", (pixels(_A4[0]), pixels(_A4[1])), "white")
    draw = ImageDraw.Draw(page)
    body, title = (load_font(size / 72 * dpi) for size in (_TYPE_SIZE, _TITLE_SIZE))
    for row, (line, centred) in enumerate(lines):
        top = pixels(_MARGIN_TOP + row * _LINE_PITCH)
        font = title if centred and len(line) < 20 else body
        left = (page.width - font.getlength(line)) / 2 if centred else pixels(_MARGIN_LEFT)
        draw.text((left, top), line, "black", font)
    top = pixels(_MARGIN_TOP + _LINES * _LINE_PITCH + _FOLIO_BELOW)
    folio = load_font(_FOLIO_SIZE / 72 * dpi)
    draw.text((page.width / 2, top), f"— {number} —", "black", folio, anchor="ma")
    return page


def add_noise(page: Page, seed: int = 0) -> Page:
    """Copy and post a page badly: blur, Gaussian noise, specks, JPEG at quality 40."""
    generator = np.random.default_rng(seed)
    pixels = np.asarray(page.filter(ImageFilter.GaussianBlur(0.8)), np.float32)
    grain = generator.normal(0.0, 18.0, pixels.shape[:2])[:, :, None]
    grey = pixels * 0.85 + 20.0 + grain
    specks = generator.random(pixels.shape[:2])
    grey[specks < 0.004] = 0.0
    grey[specks > 0.996] = 255.0
    return _through_jpeg(Image.fromarray(grey.clip(0, 255).astype(np.uint8)), 40)


def _through_jpeg(page: Page, quality: int) -> Page:
    return Image.open(io.BytesIO(jpeg_bytes(page, quality))).convert("RGB")


def jpeg_bytes(page: Page, quality: int = 85) -> bytes:
    """Return a page as a JPEG file."""
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality)
    return file.getvalue()


def rotate(page: Page, degrees: float) -> Page:
    """Turn a page counter-clockwise on a white ground of the same size."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def add_seal(
    page: Page, centre: tuple[float, float], radius: int = 165, name: str = "临澜市人民政府"
) -> Page:
    """Stamp a red seal, 42 mm wide at 200 dpi, on a page; ``centre`` is in parts of its size."""
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y = round(centre[0] * page.width), round(centre[1] * page.height)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_SEAL_RED, width=9)
    draw.text((x, y), "★", _SEAL_RED, load_font(radius * 0.6), anchor="mm")
    side = radius // 3
    font = load_font(side * 0.9)
    for place, character in enumerate(name):
        # The name runs round from the lower left to the lower right.
        angle = 120 - 240 * place / (len(name) - 1)
        letter = Image.new("L", (side, side))
        ImageDraw.Draw(letter).text((side / 2, side / 2), character, 255, font, anchor="mm")
        away = radius * 0.76
        left = x - away * np.sin(np.radians(angle)) - side / 2
        top = y - away * np.cos(np.radians(angle)) - side / 2
        ink.paste(_SEAL_RED, (round(left), round(top)), letter.rotate(angle))
    # Ink over print: each lets through what the other does.
    return ImageChops.multiply(page, ink)


def pixels_of(page: Page) -> NDArray[np.uint8]:
    """Return a page as height × width × 3 values, RGB."""
    return np.asarray(page.convert("RGB"))


def scanned_pdf(pages: Sequence[Page], dpi: int = 200) -> bytes:
    """Return a PDF that holds nothing but one image a page."""
    file = io.BytesIO()
    first, *others = (page.convert("RGB") for page in pages)
    first.save(file, "PDF", save_all=True, append_images=others, resolution=float(dpi))
    return file.getvalue()


_OFD = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016"{1}>{2}</ofd:{0}>'


def _element(name: str, attributes: str, content: str) -> bytes:
    spaced = f" {attributes}" if attributes else ""
    return ('<?xml version="1.0" encoding="UTF-8"?>' + _OFD.format(name, spaced, content)).encode()


def image_ofd(pages: Sequence[Page]) -> bytes:
    """Return an OFD file (GB/T 33190-2016) that holds nothing but one image a page."""
    box = f"<ofd:PhysicalBox>0 0 {_A4[0]:g} {_A4[1]:g}</ofd:PhysicalBox>"
    media, listed = "", ""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages, start=1):
            media += (
                f'<ofd:MultiMedia ID="{number}" Type="Image" Format="JPEG">'
                f"<ofd:MediaFile>page{number}.jpg</ofd:MediaFile></ofd:MultiMedia>"
            )
            place = f"Pages/Page_{number - 1}/Content.xml"
            listed += f'<ofd:Page ID="{100 + number}" BaseLoc="{place}"/>'
            archive.writestr(f"Doc_0/Res/page{number}.jpg", jpeg_bytes(page))
            archive.writestr(f"Doc_0/{place}", _ofd_page(number))
        for name, content in _ofd_frame(box, media, listed).items():
            archive.writestr(name, content)
    return file.getvalue()


def _ofd_page(number: int) -> bytes:
    width, height = _A4
    return _element(
        "Page",
        "",
        f'<ofd:Content><ofd:Layer ID="{200 + number}"><ofd:ImageObject ID="{300 + number}" '
        f'Boundary="0 0 {width:g} {height:g}" CTM="{width:g} 0 0 {height:g} 0 0" '
        f'ResourceID="{number}"/></ofd:Layer></ofd:Content>',
    )


def _ofd_frame(box: str, media: str, listed: str) -> dict[str, bytes]:
    """Return the files of an OFD beside its pages and images."""
    return {
        "OFD.xml": _element(
            "OFD",
            'Version="1.0" DocType="OFD"',
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": _element(
            "Document",
            "",
            "<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>"
            f"<ofd:PageArea>{box}</ofd:PageArea>"
            "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>",
        ),
        "Doc_0/DocumentRes.xml": _element(
            "Res", 'BaseLoc="Res"', f"<ofd:MultiMedias>{media}</ofd:MultiMedias>"
        ),
    }
