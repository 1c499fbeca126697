"""A PDF of one page (ISO 32000-1) that holds what PDFium shall render; nobody keeps it."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from index.extract.errors import ExtractionError
from index.extract.ofd.matrix import Matrix
from index.extract.ofd.package import Package

_OPENTYPE_CFF = b"OTTO"
#: Bytes of embedded fonts that are put into one page.
_MAXIMUM_FONT_SIZE = 64 * 1024 * 1024
#: ISO/IEC 14492, annex D.4: signature, flags, number of pages unless the flags leave it out.
_JBIG2_HEADER = 9
_JBIG2_UNKNOWN_PAGES = 0x02
_JBIG2_SEQUENTIAL = 0x01


class PdfPage:
    """Collects the operators and resources of a page; the unit is the point (1/72 inch)."""

    def __init__(self, width: float, height: float) -> None:
        self._size = f"{width:.3f} {height:.3f}"
        self._operators: list[bytes] = []
        self._objects: list[bytes] = []
        self._images: list[int] = []
        self._fonts: dict[str, tuple[str, int]] = {}
        self._font_size = 0

    def transform(self, matrix: Matrix) -> None:
        """Transform all that is added from now on."""
        self._operators.append(_matrix(matrix) + b" cm")

    def add_path(self, matrix: Matrix, operators: bytes) -> None:
        """Add a path with its colours and how it is painted."""
        self._operators.append(b"q " + _matrix(matrix) + b" cm " + operators + b" Q")

    def add_pixels(self, square: Matrix, pixels: NDArray[np.uint8]) -> None:
        """Add an image, height × width × 3 RGB, on a transformed unit square."""
        height, width, _ = pixels.shape
        data = zlib.compress(pixels.tobytes(), 1)
        entries = f"/Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8"
        self._add_image(square, entries + " /Filter /FlateDecode", data)

    def add_jbig2(self, square: Matrix, content: bytes) -> None:
        """Add a black and white image from a JBIG2 file (ISO/IEC 14492).

        Raises:
            ExtractionError: its segments are not in sequence, or there is no page.
        """
        flags = content[8] if len(content) > _JBIG2_HEADER else 0
        if not flags & _JBIG2_SEQUENTIAL:
            raise ExtractionError("JBIG2 图片的组织方式不支持，没有识别")
        data = content[_JBIG2_HEADER + (0 if flags & _JBIG2_UNKNOWN_PAGES else 4) :]
        width, height = _jbig2_size(data)
        entries = f"/Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 1"
        self._add_image(square, entries + " /Filter /JBIG2Decode", data)

    def _add_image(self, square: Matrix, entries: str, data: bytes) -> None:
        self._images.append(self._add_stream(f"/Type /XObject /Subtype /Image {entries}", data))
        name = f"/I{len(self._images)} Do Q".encode()
        self._operators.append(b"q " + _matrix(square) + b" cm " + name)

    def font(self, name: str, package: Package) -> str:
        """Return the name under which the page knows a font file of the package.

        Raises:
            ExtractionError: the file is damaged, or the fonts are too large.
        """
        if name not in self._fonts:
            data = package.read(name)
            self._font_size += len(data)
            if self._font_size > _MAXIMUM_FONT_SIZE:
                raise ExtractionError("内嵌字体过大，没有识别")
            self._fonts[name] = (f"F{len(self._fonts) + 1}", self._add_font(data))
        return self._fonts[name][0]

    def _add_font(self, data: bytes) -> int:
        """Add a font whose character codes are its glyph numbers (9.7.4, Identity-H)."""
        outlines = data.startswith(_OPENTYPE_CFF)
        file = self._add_stream("/Subtype /OpenType" if outlines else f"/Length1 {len(data)}", data)
        key = "FontFile3" if outlines else "FontFile2"
        descriptor = self._add(
            "<< /Type /FontDescriptor /FontName /Embedded /Flags 4 /FontBBox [0 -200 1000 900] "
            "/ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 "
            f"/{key} {file} 0 R >>"
        )
        kind = "CIDFontType0" if outlines else "CIDFontType2 /CIDToGIDMap /Identity"
        descendant = self._add(
            f"<< /Type /Font /Subtype /{kind} /BaseFont /Embedded /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R >>"
        )
        return self._add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Embedded /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] >>"
        )

    def add_glyph(self, font: str, matrix: Matrix, place: tuple[float, float], index: int) -> None:
        """Add a glyph at its origin; ``matrix`` gives its size and direction (y down)."""
        turned = Matrix(matrix.a, matrix.b, -matrix.c, -matrix.d, *place)
        show = f"BT /{font} 1 Tf ".encode() + _matrix(turned) + f" Tm <{index:04x}> Tj ET".encode()
        self._operators.append(show)

    def _add(self, body: str) -> int:
        self._objects.append(body.encode())
        return len(self._objects) + 2  # the catalogue and the list of pages are 1 and 2

    def _add_stream(self, entries: str, data: bytes) -> int:
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        self._objects.append(head + data + b"\nendstream")
        return len(self._objects) + 2

    def pdf(self) -> bytes:
        """Return the file."""
        images = " ".join(f"/I{place} {it} 0 R" for place, it in enumerate(self._images, start=1))
        fonts = " ".join(f"/{name} {it} 0 R" for name, it in self._fonts.values())
        content = self._add_stream("", b"\n".join(self._operators))
        page = self._add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self._size}] /Contents {content} 0 R "
            f"/Resources << /XObject << {images} >> /Font << {fonts} >> >> >>"
        )
        catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
        pages = f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>".encode()
        return _file([catalogue, pages, *self._objects])


def _file(objects: list[bytes]) -> bytes:
    """Write numbered objects, their cross-reference table and the trailer (7.5)."""
    parts = [b"%PDF-1.7\n"]
    offsets = []
    length = len(parts[0])
    for number, body in enumerate(objects, start=1):
        offsets.append(length)
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        length += len(parts[-1])
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    parts.append(
        f"xref\n0 {count}\n0000000000 65535 f \n{entries}trailer\n"
        f"<< /Size {count} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n".encode()
    )
    return b"".join(parts)


def _matrix(matrix: Matrix) -> bytes:
    values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return " ".join(f"{value:.6f}" for value in values).encode()


def _jbig2_size(data: bytes) -> tuple[int, int]:
    """Return width and height of the first page: segment type 48, page information (7.4.8)."""
    place = 0
    while place + 11 <= len(data):
        kind, referred = data[place + 4] & 0x3F, data[place + 5] >> 5
        number = int.from_bytes(data[place : place + 4], "big")
        reference = 1 if number <= 256 else 2 if number <= 65_536 else 4
        if referred == 7:  # a long list of references: no page has come before it
            break
        head = place + 6 + referred * reference + (4 if data[place + 4] & 0x40 else 1)
        length = int.from_bytes(data[head : head + 4], "big")
        if kind == 48:
            width = int.from_bytes(data[head + 4 : head + 8], "big")
            height = int.from_bytes(data[head + 8 : head + 12], "big")
            if 0 < width * height <= 160_000_000:
                return width, height
            break
        place = head + 4 + length
    raise ExtractionError("JBIG2 图片已损坏或过大，没有识别")
