"""Which format a file has, told by its content; the name of a file is never believed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

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
    (b"BM", "image"),
)

#: First bytes of what is no document, or has no reader here, and its name.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"BZh", "bzip2 压缩文件"),
    (b"\xfd7zXZ\x00", "xz 压缩文件"),
    (b"(\xb5/\xfd", "zstd 压缩文件"),
    (b"GIF8", "GIF 图片"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90\x00", "程序"),
    (b"SQLite format 3\x00", "数据库"),
    (b"OggS", "音像文件"),
    (b"ID3", "音像文件"),
)

#: A PDF may have other bytes before its header; readers look at this many.
_PDF_HEAD = 1024
_HTML_HEAD = 4096
_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?im)^content-type:\s*multipart/related")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image"
    for first_bytes, known in _SIGNATURES:
        if content.startswith(first_bytes):
            return known
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(content)
    if b"%PDF-" in content[:_PDF_HEAD]:
        return "pdf"
    return _markup_format(content)


def _markup_format(content: bytes) -> Format:
    """Tell web pages from plain text."""
    head = content[:_HTML_HEAD].removeprefix(_BYTE_ORDER_MARK).replace(b"\0", b"").lstrip()
    head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML.match(head):
        return "html"
    if _MHTML.search(head) and head[:200].lower().startswith((b"from:", b"mime-version:")):
        return "mhtml"
    return "text"


def _zip_format(content: bytes) -> Format:
    """Tell documents that are zip files from archives of documents.

    Raises:
        ExtractionError: the archive is damaged, or a spreadsheet or presentation.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename.replace("\\", "/").lstrip("/") for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ExtractionError("压缩包已损坏，打不开") from None
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for folder, what in (("xl/", "表格文件（Excel）"), ("ppt/", "演示文稿（PowerPoint）")):
            if any(name.startswith(folder) for name in names):
                raise ExtractionError(f"不支持的格式：{what}")
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return "office"  # OpenDocument
    return "zip"
