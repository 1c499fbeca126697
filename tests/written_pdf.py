"""PDF files written object by object (ISO 32000-1), so that each of them may be wrong."""

from __future__ import annotations

from collections.abc import Mapping

from hostile_model import TEXT

#: A font that every reader knows (9.7.5.2), with characters written in UTF-16.
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 0 1000 1000]"
    b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>]>>"
)
CATALOG, PAGES, PAGE, STREAM = 1, 2, 3, 4


def text_stream() -> bytes:
    """Return the operators that print good minutes."""
    lines = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in TEXT.splitlines()]
    return f"BT /F1 14 Tf 20 TL 60 760 Td {' '.join(lines)} ET".encode()


def stream(content: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """Return a stream object; ``content`` is as it stands in the file."""
    length = len(content) if length is None else length
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, length, content)


def objects(**changes: bytes) -> dict[int, bytes]:
    """Return the objects of one page of minutes; ``o7=`` adds or replaces object 7."""
    usual = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R>>",
        PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        STREAM: stream(text_stream()),
        5: FONT,
    }
    return {**usual, **{int(name[1:]): content for name, content in changes.items()}}


def written(parts: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Write objects with a table of where they are."""
    body, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in parts.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    last = max(parts)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        free = b"0000000000 00000 f \n"
        body += b"%010d 00000 n \n" % places[number] if number in places else free
    body += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        last + 1,
        trailer,
        start,
    )
    return bytes(body)


def pdf(**changes: bytes) -> bytes:
    """Write one page of minutes with some objects changed."""
    return written(objects(**changes))


def page(entries: bytes, **changes: bytes) -> bytes:
    """Write one page of minutes with further entries in its dictionary."""
    usual = objects()[PAGE].removesuffix(b">>")
    return pdf(**{"o3": usual + entries + b">>", **changes})


def picture(width: int, height: int, data: bytes, entries: bytes, text: bool = False) -> bytes:
    """Write a page that shows one picture over all of it."""
    image = b"<</Type/XObject/Subtype/Image/Width %d/Height %d%s" % (width, height, entries)
    content = b"q 595 0 0 842 0 0 cm /I1 Do Q " + (text_stream() if text else b"")
    return pdf(
        o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I1 6 0 R>>/Font<</F1 5 0 R>>>>>>",
        o4=stream(content),
        o6=image + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream",
    )
