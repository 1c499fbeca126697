"""Writes small OFD files (GB/T 33190-2016) for tests, whole or with something wrong in them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from PIL import Image, ImageOps

NAMESPACE = "http://www.ofdspec.org/2016"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text_object(
    text: str,
    left: float,
    top: float,
    size: float = 5.0,
    *,
    step: float | None = None,
    delta_x: str | None = None,
    delta_y: str | None = None,
    attributes: str = "",
    glyphs: Sequence[int] = (),
) -> str:
    """A TextObject whose first character stands with its upper left corner at a place (mm)."""
    if delta_x is None and delta_y is None and len(text) > 1:
        delta_x = f"g {len(text) - 1} {size if step is None else step}"
    deltas = f' DeltaX="{delta_x}"' if delta_x is not None else ""
    deltas += f' DeltaY="{delta_y}"' if delta_y is not None else ""
    transform = ""
    if glyphs:
        numbers = " ".join(map(str, glyphs))
        transform = (
            f'<ofd:CGTransform CodePosition="0" CodeCount="{len(glyphs)}" '
            f'GlyphCount="{len(glyphs)}"><ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>'
        )
    width = size * max(len(text), 1)
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{left} {top} {width} {size}" '
        f'{attributes}>{transform}<ofd:TextCode X="0" Y="{size * 0.86:.4f}"{deltas}>'
        f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def image_object(resource: str, left: float, top: float, width: float, height: float) -> str:
    """An ImageObject that fills a box (mm)."""
    return (
        f'<ofd:ImageObject ID="2" ResourceID="{resource}" Boundary="{left} {top} {width} {height}" '
        f'CTM="{width} 0 0 {height} 0 0"/>'
    )


def path_object(data: str, boundary: str, attributes: str = 'Fill="true" Stroke="false"') -> str:
    """A PathObject; its data is in millimetres from the corner of the boundary."""
    return (
        f'<ofd:PathObject ID="3" Boundary="{boundary}" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def annotation(content: str, kind: str = "Path", *, attributes: str = "", remark: str = "") -> str:
    """An Annot over the whole page."""
    note = f"<ofd:Remark>{escape(remark)}</ofd:Remark>" if remark else ""
    return (
        f'<ofd:Annot ID="4" Type="{kind}" {attributes}>{note}'
        f'<ofd:Appearance Boundary="0 0 210 297">{content}</ofd:Appearance></ofd:Annot>'
    )


@dataclass
class Page:
    """Objects of one page, the annotations over it, and the templates under it (by place)."""

    objects: Sequence[str] = ()
    annotations: Sequence[str] = ()
    templates: Sequence[int] = ()
    size: str | None = None


@dataclass
class OfdFile:
    """An OFD of one document; ``media`` and ``fonts`` are numbered from 100 and from 1."""

    pages: Sequence[Page]
    templates: Sequence[Sequence[str]] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    units: str = ""
    namespace: str = NAMESPACE
    document: str = ""
    body: str = ""
    info: str = ""
    more: Mapping[str, bytes] = field(default_factory=dict)
    absolute: bool = False

    def parts(self) -> dict[str, bytes]:
        """The members of the zip file by their names."""
        parts = {
            "OFD.xml": f"<ofd:OFD {self._xmlns} DocType='OFD' Version='1.1'><ofd:DocBody>"
            f"<ofd:DocInfo><ofd:DocID>1</ofd:DocID>{self.info}</ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{self.body}</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": self._document(),
            "Doc_0/DocumentRes.xml": self._resources(),
        }
        for number, objects in enumerate(self.templates):
            parts[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = self._page(Page(objects))
        for number, page in enumerate(self.pages):
            parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = self._page(page)
            if page.annotations:
                notes = "".join(page.annotations)
                parts[f"Doc_0/Annots/Page_{number}/Annotation.xml"] = (
                    f"<ofd:PageAnnot {self._xmlns}>{notes}</ofd:PageAnnot>"
                )
        if any(page.annotations for page in self.pages):
            parts["Doc_0/Annots/Annotations.xml"] = self._annotations()
        written = {name: (HEAD + text).encode() for name, text in parts.items()}
        for name, content in {**self.media, **self.fonts}.items():
            written[f"Doc_0/Res/{name}"] = content
        return {**written, **self.more}

    @property
    def _xmlns(self) -> str:
        return f'xmlns:ofd="{self.namespace}"'

    def _location(self, path: str) -> str:
        return f"/Doc_0/{path}" if self.absolute else path

    def _document(self) -> str:
        templates = "".join(
            f'<ofd:TemplatePage ID="T{n}" BaseLoc="{self._location(f"Tpls/Tpl_{n}/Content.xml")}"/>'
            for n in range(len(self.templates))
        )
        pages = "".join(
            f'<ofd:Page ID="P{n}" BaseLoc="{self._location(f"Pages/Page_{n}/Content.xml")}"/>'
            for n in range(len(self.pages))
        )
        notes = any(page.annotations for page in self.pages)
        listed = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>" if notes else ""
        return (
            f"<ofd:Document {self._xmlns}><ofd:CommonData><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:DocumentRes>{self._location('DocumentRes.xml')}</ofd:DocumentRes>{templates}"
            f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{listed}{self.document}</ofd:Document>"
        )

    def _resources(self) -> str:
        media = "".join(
            f'<ofd:MultiMedia ID="{n}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile>'
            "</ofd:MultiMedia>"
            for n, name in enumerate(self.media, start=100)
        )
        fonts = "".join(
            f'<ofd:Font ID="{n}" FontName="F"><ofd:FontFile>{name}</ofd:FontFile></ofd:Font>'
            for n, name in enumerate(self.fonts, start=1)
        )
        units = f"<ofd:CompositeGraphicUnits>{self.units}</ofd:CompositeGraphicUnits>"
        return (
            f'<ofd:Res {self._xmlns} BaseLoc="Res"><ofd:Fonts>{fonts}</ofd:Fonts>'
            f"<ofd:MultiMedias>{media}</ofd:MultiMedias>{units}</ofd:Res>"
        )

    def _page(self, page: Page) -> str:
        area = f"<ofd:PhysicalBox>{page.size}</ofd:PhysicalBox>" if page.size else ""
        under = "".join(
            f'<ofd:Template TemplateID="T{number}" ZOrder="Background"/>'
            for number in page.templates
        )
        objects = "".join(page.objects)
        return (
            f"<ofd:Page {self._xmlns}><ofd:Area>{area}</ofd:Area>{under}<ofd:Content>"
            f'<ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )

    def _annotations(self) -> str:
        listed = "".join(
            f'<ofd:Page PageID="P{number}"><ofd:FileLoc>Page_{number}/Annotation.xml</ofd:FileLoc>'
            "</ofd:Page>"
            for number, page in enumerate(self.pages)
            if page.annotations
        )
        return f"<ofd:Annotations {self._xmlns}>{listed}</ofd:Annotations>"


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write the members of a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def write_ofd(file: OfdFile) -> bytes:
    """Write an OFD file."""
    return pack(file.parts())


def one_page(objects: Iterable[str], **changes: object) -> bytes:
    """Write an OFD of one page of these objects."""
    return write_ofd(OfdFile([Page(tuple(objects))], **changes))  # type: ignore[arg-type]


def paragraph(text: str, top: float, *, left: float = 28.0, length: int = 28) -> list[str]:
    """A paragraph as printed: two characters of indent, lines of ``length`` characters of 5 mm."""
    objects = []
    first = length - 2
    pieces = [text[:first], *(text[i : i + length] for i in range(first, len(text), length))]
    for number, piece in enumerate(pieces):
        x = left + (10.0 if number == 0 else 0.0)
        objects.append(text_object(piece, x, top + number * 9.0))
    return objects


def jbig2(picture: Image.Image) -> bytes:
    """A JBIG2 file (ISO/IEC 14492) of one page: a generic region that is coded as T.6 (MMR)."""

    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    target = io.BytesIO()
    # Pillow's TIFF has 0 for black, JBIG2 has 1; one strip holds the whole page.
    bilevel = ImageOps.invert(picture.convert("1"))
    bilevel.save(target, "TIFF", compression="group4", tiffinfo={278: bilevel.height})
    with Image.open(target) as coded:
        (start,), (length,) = coded.tag_v2[273], coded.tag_v2[279]  # type: ignore[attr-defined]
    size = struct.pack(">II", *bilevel.size)
    strip = target.getvalue()[start : start + length]
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\1" + strip
    page = size + struct.pack(">IIBH", 0, 0, 0, 0)
    head = b"\x97JB2\r\n\x1a\n\1" + struct.pack(">I", 1)
    ends = segment(2, 49, b"") + segment(3, 51, b"")
    return head + segment(0, 48, page) + segment(1, 38, region) + ends
