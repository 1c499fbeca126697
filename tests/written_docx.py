"""Word documents written part by part (ECMA-376), so that each of them may be wrong."""

from __future__ import annotations

from hostile_model import TEXT
from packed_zip import Packer, repeated

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relationships(*targets: tuple[str, str, bool]) -> str:
    """Return a part of relationships: (type, target, external)."""
    lines = [
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if external else "/>")
        for number, (kind, target, external) in enumerate(targets, start=1)
    ]
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def paragraphs(text: str = TEXT) -> str:
    """Return a paragraph for each line."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())


def document(body: str = "", doctype: str = "") -> str:
    """Return a document part that ends with the text of good minutes."""
    return (
        f'{XML}{doctype}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>'
        f"{body}{paragraphs()}</w:body></w:document>"
    )


def packer(target: str = "word/document.xml") -> Packer:
    """Begin a package that says its document is ``target``."""
    main = relationships((f"{OFFICE}/officeDocument", target, False))
    return Packer().add(b"[Content_Types].xml", TYPES.encode()).add(b"_rels/.rels", main.encode())


def docx(part: str | bytes, **beside: str) -> bytes:
    """Pack a document part, with further parts of the folder word/ (``styles`` → styles.xml)."""
    content = part.encode() if isinstance(part, str) else part
    made = packer().add(b"word/document.xml", content)
    kinds = [(f"{OFFICE}/{name}", f"{name}.xml", False) for name in beside if name != "rels"]
    made.add(
        b"word/_rels/document.xml.rels", (beside.get("rels") or relationships(*kinds)).encode()
    )
    for name, xml in beside.items():
        if name != "rels":
            made.add(f"word/{name}.xml".encode(), xml.encode())
    return made.packed()


def in_pieces(head: str, piece: str, times: int, tail: str = "") -> bytes:
    """Pack a document part of ``times`` equal pieces, however large it becomes."""
    part = f'{XML}<w:document xmlns:w="{WORD}"><w:body>{head}'
    end = f"{tail}{paragraphs()}</w:body></w:document>"
    stream = repeated(part.encode(), piece.encode(), times, end.encode())
    return packer().add_packed(b"word/document.xml", *stream).packed()
