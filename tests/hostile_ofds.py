"""OFD files that are made to do harm: packages of GB/T 33190-2016 written by hand."""

from __future__ import annotations

from hostile_images import png_bomb
from hostile_model import CONTENT, TEXT, Hostile, Site, of_bytes, of_site
from packed_zip import Packer, repeated

SPACE = "http://www.ofdspec.org/2016"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def text_objects(extra: str = "") -> str:
    """Return one object for each line of good minutes (11.3); ``extra`` goes to each code."""
    return "".join(
        f'<ofd:TextObject ID="{100 + n}" Boundary="20 {20 + 8 * n} 170 8" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {max(1, len(line) - 1)} 4.2" {extra}>{line}'
        "</ofd:TextCode></ofd:TextObject>"
        for n, line in enumerate(TEXT.splitlines())
    )


def page(objects: str = "", doctype: str = "", area: str = "0 0 210 297") -> str:
    """Return a page (7.7) of good minutes with ``objects`` before them."""
    return (
        f'{_XML}{doctype}<ofd:Page xmlns:ofd="{SPACE}"><ofd:Area><ofd:PhysicalBox>{area}'
        '</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2" Type="Body">'
        f"{objects}{text_objects()}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def document(pages: str = "", resources: str = "", templates: str = "") -> str:
    """Return the root of a document (7.5)."""
    pages = pages or '<ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>'
    return (
        f'{_XML}<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData>'
        "<ofd:MaxUnitID>999</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{resources}{templates}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )


def package(root: str = "Doc_0/Document.xml", doctype: str = "") -> Packer:
    """Begin a package (7.4) that says where its document is."""
    return Packer().add(
        b"OFD.xml",
        f'{_XML}{doctype}<ofd:OFD xmlns:ofd="{SPACE}" Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>".encode(),
    )


def ofd(part: str = "", root: str = "", **beside: bytes) -> bytes:
    """Pack a page and a document; ``beside`` are further files of the folder Doc_0/."""
    made = package().add(b"Doc_0/Document.xml", (root or document()).encode())
    made.add(b"Doc_0/Pages/Page_0/Content.xml", (part or page()).encode())
    for name, content in beside.items():
        made.add(f"Doc_0/{name.replace('_', '.')}".encode(), content)
    return made.packed()


def in_pieces(head: str, piece: str, times: int, tail: str = "") -> bytes:
    """Pack a page of ``times`` equal pieces."""
    start, end = page("|").split("|")
    stream = repeated(f"{start}{head}".encode(), piece.encode(), times, f"{tail}{end}".encode())
    made = package().add(b"Doc_0/Document.xml", document().encode())
    return made.add_packed(b"Doc_0/Pages/Page_0/Content.xml", *stream).packed()


def entities(site: Site) -> bytes:
    """Entities of the two bad kinds in the page."""
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    outside = f'<!ENTITY x SYSTEM "{site.secret.as_uri()}">'
    doctype = f'<!DOCTYPE p [<!ENTITY e0 "哈">{laughs}{outside}]>'
    objects = text_objects().replace("</ofd:TextCode>", "&e9;&x;</ofd:TextCode>")
    return ofd(page(objects, doctype))


def leading_out(site: Site) -> bytes:
    """Pages, resources, templates and pictures that lie outside the package."""
    places = (f"../../../..{site.secret}", str(site.secret), site.secret.as_uri(), site.address)
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="{place}"/>' for n, place in enumerate(places))
    good = '<ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>'
    resources = "".join(f"<ofd:PublicRes>{place}</ofd:PublicRes>" for place in places)
    templates = "".join(
        f'<ofd:TemplatePage ID="{50 + n}" BaseLoc="{place}"/>' for n, place in enumerate(places)
    )
    return ofd(root=document(pages + good, resources, templates))


def resources_outside(site: Site) -> bytes:
    """A picture whose file is another one of this machine."""
    media = "".join(
        f'<ofd:MultiMedia ID="{60 + n}" Type="Image"><ofd:MediaFile>{place}</ofd:MediaFile>'
        "</ofd:MultiMedia>"
        for n, place in enumerate((f"../../..{site.secret}", str(site.secret), site.address))
    )
    listed = (
        f'{_XML}<ofd:Res xmlns:ofd="{SPACE}" BaseLoc="../../..">'
        f"<ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>"
    )
    shown = "".join(
        f'<ofd:ImageObject ID="7{n}" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" '
        f'ResourceID="{60 + n}"/>'
        for n in range(3)
    )
    return ofd(
        page(shown),
        document(resources="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"),
        PublicRes_xml=listed.encode(),
    )


def templates_in_templates() -> bytes:
    """A template that lies on itself."""
    loop = '<ofd:Template TemplateID="50" ZOrder="Background"/>'
    part = page().replace("<ofd:Area>", f"{loop}<ofd:Area>")
    templates = '<ofd:TemplatePage ID="50" BaseLoc="Pages/Page_0/Content.xml"/>'
    return ofd(part, document(templates=templates))


def absurd_numbers() -> bytes:
    """Places and sizes that are infinite, nothing, or no numbers at all."""
    values = ("1e308 -1e308 1e308 1e308", "nan nan nan nan", "0 0 0 0", "x y", "", "9" * 400)
    objects = "".join(
        f'<ofd:TextObject ID="2{n}" Boundary="{value}" CTM="{value} {value}" Size="{value[:6]}" '
        f'Font="1"><ofd:TextCode X="{value[:5]}" Y="inf" DeltaX="{value}">数</ofd:TextCode>'
        "</ofd:TextObject>"
        for n, value in enumerate(values)
    )
    return ofd(page(objects, area="0 0 210 297"))


def large_picture() -> bytes:
    """A page that is nothing but a picture of 50,000 × 50,000 pixels."""
    shown = (
        '<ofd:ImageObject ID="71" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="60"/>'
    )
    listed = (
        f'{_XML}<ofd:Res xmlns:ofd="{SPACE}" BaseLoc="."><ofd:MultiMedias><ofd:MultiMedia ID="60"'
        ' Type="Image" Format="PNG"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
        "</ofd:MultiMedias></ofd:Res>"
    )
    root = document(resources="<ofd:DocumentRes>PublicRes.xml</ofd:DocumentRes>")
    part = page(shown).replace(text_objects(), "")
    return ofd(part, root, PublicRes_xml=listed.encode(), scan_png=png_bomb(50_000))


def delta(value: str) -> bytes:
    """Distances between characters in the short form (11.3, ``g`` count distance)."""
    part = page().replace("DeltaX=", f'DeltaY="{value}" DeltaX=', 1)
    return ofd(part.replace('DeltaX="g ', f'DeltaX="{value} ', 2))


def missing(*names: str) -> bytes:
    """A package without some of its parts."""
    made = package()
    if "Document" not in names:
        made.add(b"Doc_0/Document.xml", document().encode())
    return made.packed()


def many_pages(count: int) -> bytes:
    """As many pages as are said, all of them one file."""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_0/Content.xml"/>' for n in range(count)
    )
    return ofd(root=document(listed))


_OBJECT = (
    '<ofd:TextObject ID="1" Boundary="20 20 170 8" Font="1" Size="5">'
    '<ofd:TextCode X="0" Y="5">重复</ofd:TextCode></ofd:TextObject>'
)
_BROKEN = "损坏|没有|缺|找不到|之外"

OFDS = (
    Hostile("entities.ofd", of_site(entities), "DOCTYPE"),
    Hostile("pages-outside.ofd", of_site(leading_out), _BROKEN, CONTENT, either=True),
    Hostile("pictures-outside.ofd", of_site(resources_outside), _BROKEN, CONTENT, either=True),
    Hostile(
        "root-outside.ofd",
        of_bytes(lambda: package("/../../../etc/passwd").add(b"a.xml", b"<a/>").packed()),
        _BROKEN,
    ),
    Hostile("template-in-itself.ofd", of_bytes(templates_in_templates), holds=CONTENT),
    Hostile("pages-200000.ofd", of_bytes(lambda: many_pages(200_000)), "页|过多|过大"),
    Hostile(
        "objects-1000000.ofd",
        of_bytes(lambda: in_pieces("", _OBJECT, 1_000_000)),
        "过多|过大|压缩比|炸弹",
    ),
    Hostile(
        "page-1gb.ofd",
        of_bytes(lambda: in_pieces("<!--", "x" * 1024, 1024**2, "-->")),
        "过大|压缩比|炸弹",
    ),
    Hostile(
        "nested-blocks.ofd",
        of_bytes(lambda: in_pieces("", "<ofd:PageBlock>", 100_000)),
        "过深|过多|过大|压缩比|损坏",
    ),
    Hostile(
        "nested-blocks-200.ofd",
        of_bytes(lambda: in_pieces("", "<ofd:PageBlock>", 200, "</ofd:PageBlock>" * 200)),
        "深|过多",
        CONTENT,
        either=True,
    ),
    Hostile("delta-1000000000.ofd", of_bytes(lambda: delta("g 1000000000 1")), holds="会议"),
    Hostile("delta-negative.ofd", of_bytes(lambda: delta("g -5 1 g")), holds="会议"),
    Hostile("absurd-numbers.ofd", of_bytes(absurd_numbers), holds=CONTENT),
    Hostile("picture-50000.ofd", of_bytes(large_picture), "过大|像素|图|没有"),
    Hostile("no-document.ofd", of_bytes(lambda: missing("Document")), _BROKEN),
    Hostile("no-page.ofd", of_bytes(lambda: missing("Page")), _BROKEN),
    Hostile("truncated.ofd", of_bytes(lambda: ofd()[:-100]), "不完整|损坏"),
    Hostile("xml-cut.ofd", of_bytes(lambda: ofd(page()[:-60])), "损坏"),
    Hostile("good.ofd", of_bytes(ofd), holds=CONTENT),
)
