"""Which format a file has, told by its content; the name of a file is never believed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from index.extract.archive.directory import check_directory
from index.extract.errors import ExtractionError

Format = Literal["text", "html", "mhtml", "pdf", "docx", "ofd", "office", "rtf", "image", "zip"]

#: First bytes of what has an extractor.
_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"II+\x00", "image"),
    (b"MM\x00+", "image"),
)

#: First bytes of what is no document, or has no reader here, and its name.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR 压缩包，请解开后放入"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包，请解开后放入"),
    (b"\x1f\x8b", "gzip 压缩文件，请解开后放入"),
    (b"BZh", "bzip2 压缩文件，请解开后放入"),
    (b"\xfd7zXZ\x00", "xz 压缩文件，请解开后放入"),
    (b"(\xb5/\xfd", "zstd 压缩文件，请解开后放入"),
    (b"MSCF\x00\x00\x00\x00", "CAB 压缩包，请解开后放入"),
    (b"GIF87a", "GIF 图片"),
    (b"GIF89a", "GIF 图片"),
    (b"8BPS\x00", "Photoshop 图片"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片，请另存为 JPG"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90\x00", "程序"),
    (b"SQLite format 3\x00", "数据库"),
    (b"OggS\x00", "音像文件"),
    (b"ID3\x02", "音像文件"),
    (b"ID3\x03", "音像文件"),
    (b"ID3\x04", "音像文件"),
    (b"0&\xb2u\x8ef\xcf\x11", "音像文件"),
)
#: Brands of ISO base media files (ISO/IEC 14496-12, 4.3) that are still images.
_PHOTO_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")

#: A name in a zip file that only one kind of document has, and what that kind is called.
_OTHER_ZIPPED = (
    ("xl/", "表格文件（Excel）"),
    ("ppt/", "演示文稿（PowerPoint）"),
    ("visio/", "绘图文件（Visio）"),
    ("FixedDocSeq.fdseq", "XPS 文档，请另存为 PDF"),
    ("Index/Document.iwa", "Pages 文稿，请导出为 .docx"),
    ("META-INF/container.xml", "电子书（EPUB）"),
    ("AndroidManifest.xml", "程序"),
    ("META-INF/MANIFEST.MF", "程序"),
)
#: Types of OpenDocument (ODF 1.3 part 3, appendix C) that are no text.
_OTHER_OPEN_DOCUMENT = (
    (b"spreadsheet", "表格文件（OpenDocument）"),
    (b"presentation", "演示文稿（OpenDocument）"),
    (b"graphics", "绘图文件（OpenDocument）"),
)
#: XML of Word and of the Chinese office format (GB/T 20916), in the head of the file.
_REFUSED_XML = (
    (b'progid="Word.Document"', "Word XML 文档，请另存为 .docx"),
    (b"<pkg:package", "Word XML 文档，请另存为 .docx"),
    (b"<uof:UOF", "标文通（UOF）文档，请另存为 .docx"),
)

#: A PDF may have other bytes before its header; readers look at this many.
_PDF_HEAD = 1024
_PDF = re.compile(rb"%PDF-\d")
_HTML_HEAD = 4096
#: Comments before the first element may be longer than the head, up to this.
_LONGEST_PROLOGUE = 1_000_000
#: Possessive: a head full of comments must not be tried in all its divisions.
_PROLOGUE = re.compile(rb"\A(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*+", re.DOTALL)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|noscript|style|frameset|iframe"
    rb"|div|table|center|article|section|main|header|nav|aside|footer|form|h[1-6]|p|font|span|[bi]"
    rb"|strong|em|a|img|br|hr|[uod]l|li|pre|blockquote|embed|object)(?=[\s/>])",
    re.IGNORECASE,
)
_MHTML = re.compile(rb"(?im)^content-type:\s*multipart/related")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: More entries than any document has; the directory is also bounded in bytes.
_MAXIMUM_ENTRIES = 65_535


def detect_format(content: bytes) -> Format:
    """Return the format of a file.

    Raises:
        ExtractionError: it is empty, or of a format that nothing here reads.
    """
    if not content.strip():
        raise ExtractionError("文件是空的")
    for signature, name in _REFUSED:
        if content.startswith(signature):
            raise ExtractionError(f"不支持的格式：{name}")
    for first_bytes, known in _SIGNATURES:
        if content.startswith(first_bytes):
            return known
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(content)
    if _PDF.search(content[:_PDF_HEAD]):
        return "pdf"
    return _media_format(content) or _markup_format(content)


def _media_format(content: bytes) -> Format | None:
    """Tell images that a few first bytes are not enough for.

    Raises:
        ExtractionError: it is a film, a sound, or an image that nothing here reads.
    """
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image"
    # The reserved fields are zero (BITMAPFILEHEADER): a text may begin with BM.
    if content[:2] == b"BM" and content[6:10] == b"\0\0\0\0":
        return "image"
    if content[:4] == b"RIFF" and content[8:12] in (b"AVI ", b"WAVE"):
        raise ExtractionError("不支持的格式：音像文件")
    if content[4:8] == b"ftyp":
        photo = content[8:12] in _PHOTO_BRANDS
        name = "HEIC/AVIF 图片，请另存为 JPG" if photo else "音像文件"
        raise ExtractionError(f"不支持的格式：{name}")
    if content[257:262] == b"ustar":
        raise ExtractionError("不支持的格式：tar 归档，请解开后放入")
    return None


def _markup_format(content: bytes) -> Format:
    """Tell web pages from plain text.

    Raises:
        ExtractionError: it is the XML of an office program.
    """
    head = _printed_head(content[:_HTML_HEAD])
    if head.startswith(b"<!--"):
        head = _printed_head(content[:_LONGEST_PROLOGUE])
    if head.startswith(b"<?xml"):
        for mark, name in _REFUSED_XML:
            if mark in head:
                raise ExtractionError(f"不支持的格式：{name}")
    if _HTML.match(_PROLOGUE.sub(b"", head, count=1)):
        return "html"
    if _MHTML.search(head) and head[:200].lower().startswith((b"from:", b"mime-version:")):
        return "mhtml"
    return "text"


def _printed_head(content: bytes) -> bytes:
    """Return the begin of a file without marks of its encoding; UTF-16 reads like ASCII then."""
    head = content.removeprefix(_BYTE_ORDER_MARK).replace(b"\0", b"").lstrip()
    return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()


def _zip_format(content: bytes) -> Format:
    """Tell documents that are zip files from archives of documents.

    Raises:
        ExtractionError: the archive is damaged, or of a kind that nothing here reads.
    """
    file = io.BytesIO(content)
    check_directory(file, _MAXIMUM_ENTRIES)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename.replace("\\", "/").lstrip("/") for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ExtractionError("文件不完整或已损坏，打不开，请重新复制或下载") from None
    if "OFD.xml" in names:
        return "ofd"
    for mark, name in _OTHER_ZIPPED:
        if "word/document.xml" not in names and _holds(names, mark):
            raise ExtractionError(f"不支持的格式：{name}")
    if "[Content_Types].xml" in names:
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return _open_document(content)
    return "zip"


def _holds(names: set[str], mark: str) -> bool:
    """Whether an entry has this name, or lies in this folder beside a list of content types."""
    if not mark.endswith("/"):
        return mark in names
    return "[Content_Types].xml" in names and any(name.startswith(mark) for name in names)


def _open_document(content: bytes) -> Format:
    # The type is the first entry, neither packed nor encrypted (ODF 1.3 part 2, 3.3).
    for mark, name in _OTHER_OPEN_DOCUMENT:
        if mark in content[30:150]:
            raise ExtractionError(f"不支持的格式：{name}")
    return "office"
