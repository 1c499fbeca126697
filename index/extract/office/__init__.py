"""Word 97–2003 (.doc), WPS (.wps), RTF and OpenDocument text, by way of LibreOffice.

LibreOffice makes *something* of almost any bytes, so a file is first checked for what it is:
OLE2 compound files by their streams ([MS-CFB]), Word's by their header ([MS-DOC] 2.5, FibBase),
OpenDocument by its manifest (ODF 1.3, part 2).
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, replace

from index.extract.docx import extract_docx
from index.extract.errors import ExtractionError
from index.extract.model import Extraction, PageDone
from index.extract.office.libreoffice import convert_to_docx
from index.extract.safe_xml import parse_xml
from index.extract.zip_container import open_container

_RTF = b"{\\rtf"
_ZIP = b"PK"
_PASSWORD = "文件设有打开密码（已加密），请取消密码后再放入"
_DAMAGED = "文件已损坏（内容不完整），请重新获取原件"

#: Streams that tell what an OLE2 file is, where it holds no Word text.
_OTHER_KINDS = (
    (("Workbook", "Book"), "表格文件（Excel、WPS 表格）"),
    (("PowerPoint Document", "PP97_DUALSTORAGE"), "演示文稿（PowerPoint、WPS 演示）"),
    (("__properties_version1.0", "__nameid_version1.0"), "Outlook 邮件（.msg）"),
    (("FileHeader", "HwpSummaryInformation", "\x05HwpSummaryInformation"), "HWP 文档"),
    (("VisioDocument",), "Visio 绘图"),
    (("Quill",), "Publisher 出版物"),
    (("MatOST", "MM", "MN0"), "Microsoft Works 文档"),
    (("Catalog",), "缩略图缓存（Thumbs.db）"),
)
_INSTALLER_CLASS = "000C1084-0000-0000-C000-000000000046"
#: FibBase.wIdent: Word 97 and later, and Word 6 and 95 ([MS-DOC] 2.5.2).
_WORD_97, _WORD_6 = 0xA5EC, (0xA5DC, 0xA5DB)
_FILTERS = {_WORD_97: "MS Word 97", **dict.fromkeys(_WORD_6, "MS WinWord 6.0")}
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_SMALLEST_HEADER = 0x60
#: FibRgFcLcb97.fcClx: where the table stream says which bytes are text; Clx begins with 1 or 2.
_PIECES_PLACE, _PIECES_BEGIN = 0x1A2, (1, 2)
_LENGTH_PLACE = 0x4C  # FibRgLw97.ccpText: characters of the main text
_FEWEST_CHARACTERS = 200
_LEAST_SHARE = 0.3

_TEXT_TYPES = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
    "application/vnd.oasis.opendocument.text-master",
)
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class _Convertible:
    """How LibreOffice shall read a file; ``characters`` is the length that it states itself."""

    suffix: str
    input_filter: str
    characters: int = 0


def extract_office(content: bytes, page_done: PageDone) -> Extraction:
    """Read a .doc, .wps, .rtf or .odt file; LibreOffice converts it to .docx.

    It has no pages: LibreOffice would lay it out with other fonts than its author.

    Raises:
        ExtractionError: it is encrypted, damaged or something else than text, LibreOffice is
            missing or cannot read it.
    """
    known = _checked(content)
    page_done()  # starting LibreOffice on a busy machine takes long before there is a page
    converted = convert_to_docx(content, known.suffix, known.input_filter)
    read = extract_docx(converted, page_done)
    found = len(read.text) + sum(len(one.text) for one in read.removed)
    warnings = read.warnings
    if known.characters >= _FEWEST_CHARACTERS and found < _LEAST_SHARE * known.characters:
        warnings += (f"转换后只有 {found} 字，原文件记录有 {known.characters} 字，可能不完整",)
    return replace(read, route="conversion", pages=(), warnings=warnings)


def _checked(content: bytes) -> _Convertible:
    if content.startswith(_RTF):
        _check_rtf(content)
        return _Convertible(".rtf", "Rich Text Format")
    if content.startswith(_ZIP):
        return _checked_opendocument(content)
    return _checked_ole(content)


#: Binary data inside RTF (RTF 1.9.1, "Pictures"): \binN, one space, N bytes.
_LONGEST_FIGURE = 12
_RTF_BINARY = re.compile(rb"(?<!\\)(?:\\\\)*\\bin(\d+)")


def _check_rtf(content: bytes) -> None:
    """Check that an RTF file is whole; LibreOffice waits for the missing bytes to its limit.

    Raises:
        ExtractionError: it is not.
    """
    whole = content.rstrip(b"\0 \r\n\t").endswith(b"}")
    stated = _RTF_BINARY.finditer(content)
    if not whole or any(int(one[1][:_LONGEST_FIGURE]) > len(content) - one.end() for one in stated):
        raise ExtractionError("文件已损坏（RTF 内容被截断），请重新获取原件")


# --- OpenDocument ------------------------------------------------------------------------------


def _checked_opendocument(content: bytes) -> _Convertible:
    container = open_container(content)
    kind = container.read("mimetype").decode("ascii", "replace").strip()
    if kind not in _TEXT_TYPES:
        raise ExtractionError(f"不支持的格式：{_opendocument_name(kind)}")
    if _MANIFEST in container:
        manifest = parse_xml(container.read(_MANIFEST))
        if any(str(one.tag).endswith("}encryption-data") for one in manifest.iter()):
            raise ExtractionError(_PASSWORD)
    # LibreOffice inflates without our limits, so everything is inflated here once.
    for member in container:
        inflated = container.read(member)
        if member.name in ("content.xml", "styles.xml"):
            parse_xml(inflated)
    return _Convertible(".odt", "writer8")


def _opendocument_name(kind: str) -> str:
    names = {"spreadsheet": "表格文件（.ods）", "presentation": "演示文稿（.odp）"}
    return next((name for word, name in names.items() if word in kind), "OpenDocument 的其他类型")


# --- OLE2 --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _CompoundFile:
    """What an OLE2 file holds: the names of its entries, its class, the streams of Word."""

    names: frozenset[str]
    root_class: str
    streams: dict[str, bytes]


def _checked_ole(content: bytes) -> _Convertible:
    file = _open_ole(content)
    _refuse_other_kinds(file)
    header = file.streams["WordDocument"]
    if len(header) < _SMALLEST_HEADER:
        raise ExtractionError(_DAMAGED)
    identifier, _, _, _, _, flags = struct.unpack_from("<6H", header)
    if identifier not in _FILTERS:
        raise ExtractionError("文件已损坏（Word 文件头有错），请重新获取原件")
    if flags & _ENCRYPTED:
        raise ExtractionError(_PASSWORD)
    if identifier != _WORD_97:
        return _Convertible(".doc", _FILTERS[identifier])
    table = file.streams.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
    if len(header) < _PIECES_PLACE + 8:
        raise ExtractionError(_DAMAGED)
    start, length = struct.unpack_from("<II", header, _PIECES_PLACE)
    if not 0 < length <= len(table) - start or table[start] not in _PIECES_BEGIN:
        raise ExtractionError(_DAMAGED)
    (characters,) = struct.unpack_from("<i", header, _LENGTH_PLACE)
    return _Convertible(".doc", _FILTERS[identifier], characters)


def _open_ole(content: bytes) -> _CompoundFile:
    """Read the directory and Word's streams.

    Raises:
        ExtractionError: they are not whole.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            names = frozenset(entry[0] for entry in file.listdir(streams=True, storages=True))
            streams = {}
            for name in names.intersection(("WordDocument", "0Table", "1Table")):
                streams[name] = file.openstream(name).read()
                if len(streams[name]) != file.get_size(name):
                    raise ExtractionError(_DAMAGED)
            return _CompoundFile(names, str(file.root.clsid), streams)
    except (OSError, IndexError, TypeError, AttributeError, ValueError, struct.error):
        # olefile raises OSError for the faults it looks for, the others for those it does not.
        raise ExtractionError(_DAMAGED) from None


def _refuse_other_kinds(file: _CompoundFile) -> None:
    names = file.names
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise ExtractionError(_PASSWORD)
    if "\x09DRMContent" in names:
        raise ExtractionError("文件受权限管理（IRM）保护，无法读取；请由有权限的人另存一份")
    if "WordDocument" in file.streams:
        return
    for streams, name in _OTHER_KINDS:
        if names.intersection(streams):
            raise ExtractionError(f"不支持的格式：{name}")
    if file.root_class == _INSTALLER_CLASS:
        raise ExtractionError("不支持的格式：安装程序（.msi）")
    raise ExtractionError("不支持的格式：OLE2 文件，但里面没有 Word 文档")
