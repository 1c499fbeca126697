"""PDF files that are made to do harm: ISO 32000-1 objects written by hand."""

from __future__ import annotations

import random
import zlib

from hostile_model import CONTENT, TEXT, Hostile, Site, of_bytes, of_site
from packed_zip import as_zlib, repeated
from written_pdf import FONT, PAGE, objects, page, pdf, picture, stream, text_stream, written


def encrypted(password: str) -> bytes:
    """Minutes that open with ``password`` only."""
    import io

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    locked = StandardEncryption(password, ownerPassword="owner", strength=128)
    canvas = Canvas(file, encrypt=locked, invariant=1)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 14)
    for place, line in enumerate(TEXT.splitlines()):
        canvas.drawString(60, 760 - 24 * place, line)
    canvas.save()
    return file.getvalue()


def flate_bomb() -> bytes:
    """A page whose operators are a gigabyte of blanks."""
    raw, _, size = repeated(b"", b" " * 1024, 1024**2)
    assert size == 1024**3
    return pdf(o4=stream(as_zlib(raw), b"/Filter/FlateDecode"))


def twice_packed_bomb() -> bytes:
    """The same, packed once more: a few hundred bytes."""
    raw, _, _ = repeated(b"", b" " * 1024, 1024**2)
    return pdf(o4=stream(zlib.compress(as_zlib(raw), 9), b"/Filter[/FlateDecode/FlateDecode]"))


def many_bombs() -> bytes:
    """A page whose operators are in twenty parts of 100 MB each."""
    part = stream(zlib.compress(b" " * 100_000_000, 9), b"/Filter/FlateDecode")
    contents = b"[%s]" % b" ".join(b"%d 0 R" % number for number in range(10, 30))
    whole = objects()[PAGE].replace(b"4 0 R", contents)
    return written({**objects(), PAGE: whole, **dict.fromkeys(range(10, 30), part)})


def many_streams() -> bytes:
    """Hundreds of thousands of streams that begin as if they were packed."""
    return pdf(o6=stream(b">>stream\nx\x9c" * 300_000))


def object_stream_bomb() -> bytes:
    """An object stream (7.5.7) of a gigabyte, which holds the page."""
    raw, _, _ = repeated(b"3 0 ", b" " * 1024, 1024**2)
    entries = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"
    parts = objects(o6=stream(as_zlib(raw), entries))
    del parts[PAGE]
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in parts.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = bytearray()
    for number in range(8):
        if number == PAGE:
            table += b"\x02" + (6).to_bytes(4, "big") + bytes(2)
        else:
            table += b"\x01" + places.get(number, len(body)).to_bytes(4, "big") + bytes(2)
    start = len(body)
    entries = b"/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R"
    body += b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(bytes(table), entries),
        start,
    )
    return bytes(body)


def tree_of_pages(depth: int) -> bytes:
    """A tree of pages (7.7.3) in which every node has the next one for a kid ten times."""
    parts = objects(o2=b"<</Type/Pages/Kids[10 0 R]/Count 1>>")
    for level in range(depth):
        kids = b"%d 0 R " % (11 + level) * 10
        parts[10 + level] = b"<</Type/Pages/Parent %d 0 R/Kids[%s]/Count 1000000>>" % (
            9 + level if level else 2,
            kids,
        )
    parts[10 + depth] = parts.pop(PAGE)
    return written(parts)


def many_pages(count: int) -> bytes:
    """As many pages as are said, all of them one object."""
    return pdf(o2=b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count))


def asking(site: Site) -> bytes:
    """Scripts, links, forms and programs that open with the file or the page."""
    address = site.address.encode()
    actions = (
        b"<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>" % address,
        b"<</S/URI/URI(%s)>>" % address,
        b"<</S/Launch/F(%s)/Win<</F(cmd.exe)>>>>" % bytes(site.secret),
        b"<</S/SubmitForm/F<</FS/URL/F(%s)>>>>" % address,
        b"<</S/GoToR/F(%s)/D[0/Fit]>>" % bytes(site.secret),
        b"<</S/ImportData/F(%s)>>" % bytes(site.secret),
    )
    chain = b""
    for action in reversed(actions):
        chain = action.removesuffix(b">>") + (b"/Next " + chain if chain else b"") + b">>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction %s/AA<</WC %s>>>>" % (chain, chain)
    annotation = b"[<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A %s>>]" % chain
    return page(b"/AA<</O %s>>/Annots%s" % (chain, annotation), o1=catalog)


def outside_stream(site: Site) -> bytes:
    """A page whose operators lie in another file (7.3.8.2, /F)."""
    other = b"/F<</FS/URL/F(%s)>>" % site.address.encode()
    return page(b"", o4=b"<<%s/Length 0>>stream\n\nendstream" % other)


def attachment_only() -> bytes:
    """Nothing but a file that the PDF carries (7.11.4)."""
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.exe)"
        b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>]>>>>>>"
    )
    return pdf(o1=catalog, o4=stream(b""), o6=stream(b"MZ\x90\0", b"/Type/EmbeddedFile"))


def form_in_itself() -> bytes:
    """A form that draws itself twice."""
    form = stream(
        b"/X1 Do /X1 Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X1 6 0 R>>>>",
    )
    resources = b"<</XObject<</X1 6 0 R>>/Font<</F1 5 0 R>>>>"
    return pdf(
        o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s>>"
        % resources,
        o4=stream(b"/X1 Do " + text_stream()),
        o6=form,
    )


def forms_of_forms(levels: int) -> bytes:
    """Forms that draw the next form ten times: 10 to the power of ``levels`` in the end."""
    resources = b"/Resources<</XObject<</X1 %d 0 R>>>>"
    parts = objects(
        o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X1 10 0 R>>/Font<</F1 5 0 R>>>>>>",
        o4=stream(text_stream() + b" /X1 Do"),
    )
    for level in range(levels):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources % (11 + level)
        parts[10 + level] = stream(b"/X1 Do " * 10, entries)
    end = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    parts[10 + levels] = stream(b"0 0 1 1 re f " * 10, end)
    return written(parts)


def map_in_itself() -> bytes:
    """A character map that uses itself (9.7.5.3)."""
    program = b"/CIDInit /ProcSet findresource begin /Loop usecmap begincmap endcmap"
    named = b"/Type/CMap/CMapName/Loop/UseCMap 6 0 R"
    font = FONT.replace(b"/Encoding/UniGB-UCS2-H", b"/Encoding 6 0 R/ToUnicode 6 0 R")
    return pdf(o5=font, o6=stream(program, named))


def many_characters() -> bytes:
    """Five million characters on one page."""
    line = f"<{('会议' * 500).encode('utf-16-be').hex()}> Tj T* ".encode()
    content = b"BT /F1 14 Tf 20 TL 60 760 Td " + line * 5_000 + b"ET"
    return pdf(o4=stream(zlib.compress(content), b"/Filter/FlateDecode"))


def no_table() -> bytes:
    """Objects without the table of where they are: readers look for them."""
    whole = pdf()
    return whole[: whole.index(b"xref")]


def previous_loop() -> bytes:
    """A table whose predecessor is itself."""
    whole = pdf()
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % whole.index(b"xref"))


def large_picture() -> bytes:
    """2.5 thousand million black and white pixels, which are 0.3 MB when packed."""
    side = 50_000
    raw, _, _ = repeated(b"", bytes(side // 8), side)
    return picture(
        side, side, as_zlib(raw), b"/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode"
    )


def noise_picture(kind: bytes) -> bytes:
    """A scan that is no picture."""
    noise = random.Random(7).randbytes(20_000)
    entries = b"/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/" + kind
    return picture(2_000, 3_000, noise, entries)


_BROKEN = "损坏|不完整|没有|无法|打不开"
#: PDFium follows forms as deep as they go, and ends its process when memory is at an end.
_TOO_MUCH = f"{_BROKEN}|过大|炸弹|内存|崩溃"

PDFS = (
    Hostile("password.pdf", of_bytes(lambda: encrypted("sesame")), "密"),
    Hostile("empty-password.pdf", of_bytes(lambda: encrypted("")), holds=CONTENT),
    Hostile("only-a-header.pdf", of_bytes(lambda: b"%PDF-1.7\n"), _BROKEN),
    *(
        Hostile(
            f"truncated-{share}.pdf",
            of_bytes(lambda share=share: (whole := pdf())[: len(whole) * share // 100]),
            _BROKEN,
            CONTENT,
            either=True,
        )
        for share in (5, 30, 60, 90)
    ),
    Hostile("no-table.pdf", of_bytes(no_table), _BROKEN, CONTENT, either=True),
    Hostile("previous-loop.pdf", of_bytes(previous_loop), _BROKEN, CONTENT, either=True),
    Hostile(
        "pages-in-pages.pdf",
        of_bytes(lambda: pdf(o2=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>")),
        _BROKEN,
        CONTENT,
        either=True,
    ),
    Hostile(
        "page-tree-10-to-8.pdf",
        of_bytes(lambda: tree_of_pages(8)),
        f"{_BROKEN}|页",
        CONTENT,
        either=True,
    ),
    Hostile(
        "pages-declared-1000000.pdf",
        of_bytes(lambda: pdf(o2=b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>")),
        "页",
        CONTENT,
        either=True,
    ),
    Hostile("pages-20000.pdf", of_bytes(lambda: many_pages(20_000)), "页"),
    Hostile("no-pages.pdf", of_bytes(lambda: pdf(o2=b"<</Type/Pages/Kids[]/Count 0>>")), _BROKEN),
    Hostile(
        "page-1000000pt.pdf",
        of_bytes(lambda: page(b"").replace(b"[0 0 595 842]", b"[0 0 1000000 1000000]")),
        "页|过大",
        CONTENT,
        either=True,
    ),
    Hostile(
        "page-of-no-size.pdf",
        of_bytes(lambda: page(b"").replace(b"[0 0 595 842]", b"[0 0 0 0]")),
        f"{_BROKEN}|页",
        CONTENT,
        either=True,
    ),
    Hostile("picture-50000.pdf", of_bytes(large_picture), "没有|过大|图"),
    *(
        Hostile(
            f"noise-{kind.decode()}.pdf",
            of_bytes(lambda kind=kind: noise_picture(kind)),
            "没有|损坏|图",
            slow=True,
        )
        for kind in (b"DCTDecode", b"JPXDecode", b"JBIG2Decode", b"CCITTFaxDecode")
    ),
    Hostile(
        "nested-arrays.pdf",
        of_bytes(lambda: page(b"/Deep " + b"[" * 100_000 + b"]" * 100_000)),
        _BROKEN,
        CONTENT,
        either=True,
    ),
    Hostile("flate-1gb.pdf", of_bytes(flate_bomb), "压缩炸弹"),
    Hostile("flate-twice.pdf", of_bytes(twice_packed_bomb), "压缩炸弹"),
    Hostile("object-stream-1gb.pdf", of_bytes(object_stream_bomb), "压缩炸弹"),
    Hostile("flate-100mb-20-times.pdf", of_bytes(many_bombs), "压缩炸弹"),
    Hostile("streams-300000.pdf", of_bytes(many_streams), "数据块过多"),
    Hostile("asking.pdf", of_site(asking), holds=CONTENT),
    Hostile("outside-stream.pdf", of_site(outside_stream), "没有"),
    Hostile("attachment-only.pdf", of_bytes(attachment_only), "附件|没有"),
    Hostile(
        "form-in-itself.pdf", of_bytes(form_in_itself), _TOO_MUCH, CONTENT, either=True, slow=True
    ),
    Hostile(
        "forms-10-to-8.pdf",
        of_bytes(lambda: forms_of_forms(8)),
        _TOO_MUCH,
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile("map-in-itself.pdf", of_bytes(map_in_itself), holds="乱码", slow=True),
    Hostile("characters-5000000.pdf", of_bytes(many_characters), "文字多得不合理"),
    Hostile(
        "noise.pdf", of_bytes(lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(50_000)), _BROKEN
    ),
)
