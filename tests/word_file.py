"""Writes .docx files for tests, part by part: what a library would never write, too."""

from __future__ import annotations

import io
import zipfile

from index.extract.docx import extract_docx
from index.extract.model import Extraction

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def part(name: str, inside: str) -> str:
    """Return one XML part: ``part("w:styles", …)``."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {_NAMESPACES}>{inside}</{name}>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", raw: str = "") -> str:
    """Return a paragraph of one run; ``raw`` is XML that follows it."""
    written = run(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{written}{raw}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is its text, or XML that begins with ``<``."""
    written = ""
    for row in rows:
        cells = (cell if cell.startswith("<") else paragraph(cell) for cell in row)
        written += "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def word_file(body: str, place: str = "word/document.xml", **parts: str) -> bytes:
    """Return a .docx; further parts by the last word of their relationship: ``styles=…``."""
    folder, _, name = place.rpartition("/")
    related = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for kind in parts
    )
    files = {
        "[Content_Types].xml": _content_types(place, [f"{folder}/{kind}.xml" for kind in parts]),
        "_rels/.rels": _relationships(
            f'<Relationship Id="a" Type="{R}/officeDocument" Target="/{place}"/>'
        ),
        place: part("w:document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{name}.rels": _relationships(related),
        **{f"{folder}/{kind}.xml": content for kind, content in parts.items()},
    }
    return zipped(files)


def _content_types(main: str, others: list[str]) -> str:
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {main: "document.main"}
    kinds |= {other: other.rpartition("/")[2].removesuffix(".xml") for other in others}
    listed = "".join(
        f'<Override PartName="/{place}" ContentType="{office}.{kind}+xml"/>'
        for place, kind in kinds.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(inside: str) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{inside}</Relationships>'


def zipped(files: dict[str, str] | dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def read(content: bytes) -> Extraction:
    return extract_docx(content, lambda: None)


def lines_of(body: str, **parts: str) -> list[str]:
    """Return the lines of a document with this body."""
    return read(word_file(body, **parts)).text.split("\n")


def removed_from(body: str, **parts: str) -> list[tuple[str, str]]:
    """Return what is taken out of a document with this body."""
    return [(one.reason, one.text) for one in read(word_file(body, **parts)).removed]
