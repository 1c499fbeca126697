"""Word documents (.docx) that are made to do harm: ECMA-376 packages written by hand."""

from __future__ import annotations

import zipfile

from hostile_model import CANARY, CONTENT, TEXT, Hostile, Site, of_bytes, of_site
from packed_zip import Packer
from written_docx import (
    OFFICE,
    WORD,
    XML,
    document,
    docx,
    in_pieces,
    packer,
    paragraphs,
    relationships,
)


def billion_laughs() -> bytes:
    """Ten entities, each ten of the one before."""
    lines = ['<!ENTITY e0 "哈">']
    lines += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    doctype = f"<!DOCTYPE w:document [{''.join(lines)}]>"
    return docx(document("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", doctype))


def quadratic() -> bytes:
    """One long entity, used often."""
    doctype = f'<!DOCTYPE w:document [<!ENTITY e "{"哈" * 50_000}">]>'
    return docx(document(f"<w:p><w:r><w:t>{'&e;' * 20_000}</w:t></w:r></w:p>", doctype))


def external_entity(site: Site, encoding: str = "utf-8") -> bytes:
    """An entity whose text is another file."""
    doctype = f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "{site.secret.as_uri()}">]>'
    part = document("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", doctype)
    return docx(part.replace("UTF-8", encoding).encode(encoding))


def external_subset(site: Site) -> bytes:
    """A document type, and entities, that lie on a server."""
    doctype = (
        f'<!DOCTYPE w:document SYSTEM "{site.address}.dtd"'
        f' [<!ENTITY % e SYSTEM "{site.address}"> %e;]>'
    )
    return docx(document("", doctype))


def inclusion(site: Site) -> bytes:
    """XInclude and a style sheet, which nobody is asked to follow."""
    body = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        f'href="{site.secret.as_uri()}"/>'
    )
    instruction = f'<?xml-stylesheet type="text/xsl" href="{site.address}"?>'
    return docx(document(body).replace(XML, XML + instruction))


def outside(site: Site) -> bytes:
    """Pictures, a template, frames and pieces that lie on a server or elsewhere on the disk."""
    kinds = ("image", "attachedTemplate", "aFChunk", "subDocument", "oleObject", "hyperlink")
    targets = [(f"{OFFICE}/{kind}", site.address, True) for kind in kinds]
    targets += [(f"{OFFICE}/{kind}", site.secret.as_uri(), True) for kind in kinds]
    body = "".join(
        f'<w:altChunk r:id="rId{n}"/><w:subDoc r:id="rId{n}"/>'
        f'<w:p><w:hyperlink r:id="rId{n}"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>'
        f'<w:p><w:fldSimple w:instr="INCLUDETEXT {site.secret}"/></w:p>'
        f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE {site.address}"/></w:p>'
        for n in range(1, len(targets) + 1)
    )
    return docx(document(body), rels=relationships(*targets))


def leading_out() -> bytes:
    """A package whose document lies outside it."""
    made = packer("../../../../../../etc/passwd").add(b"word/other.xml", document().encode())
    return made.packed()


def leading_out_beside() -> bytes:
    """Styles, notes and numbering that lie outside the package."""
    targets = [
        (f"{OFFICE}/{kind}", target, False)
        for kind in ("styles", "numbering", "footnotes", "header")
        for target in ("../../../../etc/passwd", "/etc/passwd", "..\\..\\a.xml", "document.xml", "")
    ]
    return docx(document(), rels=relationships(*targets))


def loops() -> bytes:
    """Styles and numberings that rest on each other."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/>'
        f'<w:link w:val="s{(n + 2) % 3}"/><w:next w:val="s{n}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{n + 1}"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="s{n}"/>'
        f'<w:styleLink w:val="s{(n + 1) % 3}"/></w:abstractNum>'
        for n in range(3)
    )
    numbers = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3)
    )
    used = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>循环</w:t></w:r></w:p>'
        for n in range(3)
    )
    return docx(
        document(used),
        styles=f'{XML}<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        numbering=f'{XML}<w:numbering xmlns:w="{WORD}">{abstract}{numbers}</w:numbering>',
    )


def absurd_numbers() -> bytes:
    """Levels, starts and widths beyond all reason, and numbers that are none."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{"%1" * 20_000}"/></w:lvl>'
        for level, start, form in (
            (0, 10**15, "upperRoman"),
            (1, -5, "chineseCounting"),
            (2, 10**40, "lowerLetter"),
            (10**9, 1, "decimal"),
        )
    )
    numbering = (
        f'{XML}<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    used = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f'<w:r><w:t>编号</w:t><w:sym w:font="x" w:char="{"F" * 40}"/></w:r></w:p>'
        for level in (0, 1, 2, 3, 10**9, -1, "x")
    )
    return docx(document(used), numbering=numbering)


def wide_table() -> bytes:
    """Cells that say they are a million columns wide."""
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>'
        "<w:p><w:r><w:t>宽</w:t></w:r></w:p></w:tc>"
    )
    below = cell.replace("</w:tcPr>", '<w:vMerge w:val="continue"/></w:tcPr>')
    rows = (
        f"<w:tr><w:trPr><w:gridBefore w:val='1000000'/></w:trPr>{cell}</w:tr><w:tr>{below}</w:tr>"
    )
    return docx(document(f"<w:tbl>{rows * 50}</w:tbl>"))


def nested_tables(depth: int) -> bytes:
    """Tables in tables."""
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return docx(document(opened * depth + paragraphs("深") + closed * depth))


def encrypted() -> bytes:
    """A package whose parts have the flag of encryption."""
    return packer().add(b"word/document.xml", document().encode(), flags=1).packed()


def two_documents() -> bytes:
    """Two parts under one name: readers differ in which they take."""
    other = document().replace(CONTENT, CANARY)
    made = packer().add(b"word/document.xml", document().encode())
    return made.add(b"word/document.xml", other.encode()).packed()


def open_document(site: Site) -> bytes:
    """An OpenDocument text with a picture, a section and an object on a server."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    body = "".join(f"<text:p>{line}</text:p>" for line in TEXT.splitlines())
    links = "".join(
        f'<text:section text:name="s{n}"><text:section-source xlink:href="{target}"/>'
        "</text:section>"
        f'<text:p><draw:frame><draw:image xlink:href="{target}"/></draw:frame></text:p>'
        f'<text:p><draw:frame><draw:object xlink:href="{target}"/></draw:frame></text:p>'
        for n, target in enumerate((site.address, site.secret.as_uri()))
    )
    content = (
        f'{XML}<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' office:version="1.3"><office:body><office:text>{body}{links}</office:text>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'{XML}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    made = Packer().add(b"mimetype", kind.encode(), method=zipfile.ZIP_STORED)
    made.add(b"content.xml", content.encode())
    return made.add(b"META-INF/manifest.xml", manifest.encode()).packed()


_RUN = "<w:p><w:r><w:t>重复的段落</w:t></w:r></w:p>"

WORDS = (
    Hostile("billion-laughs.docx", of_bytes(billion_laughs), "DOCTYPE"),
    Hostile("quadratic-entity.docx", of_bytes(quadratic), "DOCTYPE"),
    Hostile("external-entity.docx", of_site(external_entity), "DOCTYPE"),
    Hostile(
        "external-entity-utf16.docx",
        of_site(lambda site: external_entity(site, "utf-16")),
        "DOCTYPE",
    ),
    Hostile("external-dtd.docx", of_site(external_subset), "DOCTYPE"),
    Hostile("inclusion.docx", of_site(inclusion), holds=CONTENT),
    Hostile(
        "document-1gb.docx",
        of_bytes(
            lambda: in_pieces("<w:p><w:r><w:t>", "压缩炸弹", 90_000_000, "</w:t></w:r></w:p>")
        ),
        "炸弹|过大|压缩比",
    ),
    Hostile(
        "paragraphs-2000000.docx",
        of_bytes(lambda: in_pieces("", _RUN, 2_000_000)),
        "过多|过大|压缩比|炸弹",
    ),
    Hostile(
        "paragraphs-200000.docx",
        of_bytes(lambda: in_pieces("", _RUN, 200_000)),
        "过多|过大|压缩比|炸弹",
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile(
        "nested-1000000.docx",
        of_bytes(lambda: in_pieces("", "<w:sdt><w:sdtContent>", 500_000)),
        "过深|过多|过大|压缩比|炸弹",
    ),
    Hostile("nested-tables.docx", of_bytes(lambda: nested_tables(60)), "深", CONTENT, either=True),
    Hostile("nested-tables-2000.docx", of_bytes(lambda: nested_tables(2_000)), "过深"),
    Hostile(
        "no-document.docx",
        of_bytes(lambda: packer().add(b"word/x.xml").packed()),
        "损坏|没有|缺|找不到",
    ),
    Hostile("outside.docx", of_site(outside), holds=CONTENT),
    Hostile("document-outside.docx", of_bytes(leading_out), "损坏|之外|找不到"),
    Hostile("parts-outside.docx", of_bytes(leading_out_beside), holds=CONTENT),
    Hostile("loops.docx", of_bytes(loops), holds=CONTENT),
    Hostile("absurd-numbers.docx", of_bytes(absurd_numbers), holds=CONTENT),
    Hostile("columns-1000000.docx", of_bytes(wide_table), holds=CONTENT),
    Hostile("encrypted-parts.docx", of_bytes(encrypted), "密"),
    Hostile("two-documents.docx", of_bytes(two_documents), "损坏|重复", CONTENT, either=True),
    Hostile("truncated.docx", of_bytes(lambda: docx(document())[:-200]), "不完整|损坏"),
    Hostile("xml-cut.docx", of_bytes(lambda: docx(document()[:-100])), "损坏"),
    Hostile("noise.docx", of_bytes(lambda: docx(b"\xff\xfe\x00" * 999)), "损坏|XML"),
    Hostile("links.odt", of_site(open_document), "LibreOffice", CONTENT, either=True, slow=True),
)
