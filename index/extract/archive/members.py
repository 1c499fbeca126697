"""Zip archives of documents: what they hold, checked before it is read, one member at a time.

The format is APPNOTE.TXT 6.3.10 (.ZIP File Format Specification, PKWARE). Nothing is ever written
to disk: members are read from the archive where it lies. An archive is refused as a whole where
it cannot be trusted (damaged, too large, entries on top of each other), otherwise each member by
itself, with the reason.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.extract.archive.directory import check_directory, printed_names
from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.sources import MAXIMUM_FILE_SIZE, RECORDS_SUFFIX, TOO_LARGE, Cause, is_data

#: More is a data set or an attack, not what a person packs. 1 GB is a day's work of recognition.
MAXIMUM_MEMBERS = 2_000
MAXIMUM_TOTAL_SIZE = 1024**3
#: Text packs 3 to 10 times, a form full of blanks perhaps 100 times; Deflate ends at 1032.
MAXIMUM_RATIO = 200
_RATIO_COUNTS_FROM = 1024**2
_LONGEST_NAME = 500
_CHUNK = 1024**2

#: APPNOTE 4.4.4: bits 0 (encrypted), 6 (strong encryption), 13 (the directory is encrypted).
_ENCRYPTED = 1 | 1 << 6 | 1 << 13
#: APPNOTE 4.4.5; only the two that everybody writes are read.
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_COMPRESSIONS = {6: "Implode", 9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ"}
#: What an attack, or a break in the copy, makes of zipfile's reading.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)

_SYSTEM_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_NESTED = "压缩包里又有压缩包，请先解开"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive that may be read; ``size`` is in bytes, unpacked.

    ``position`` is its place in the archive's directory, from 0: names need not be unique.
    """

    name: str
    position: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """One file of an archive that is not read, and why, in a sentence for the report.

    ``cause`` tells what is passed over by rule from what could not be read.
    """

    name: str
    reason: str
    cause: Cause = "unreadable"


def list_members(path: Path) -> list[Member | RefusedMember]:
    """Return what an archive holds, in its own order, each member unpacked once in memory.

    Raises:
        ExtractionError: the archive is empty, damaged, in parts, or too large.
    """
    members: list[Member | RefusedMember] = []
    seen: set[str] = set()
    with _opened(path) as archive:
        infos = archive.infolist()
        for position, (info, name) in enumerate(zip(infos, printed_names(infos), strict=True)):
            if name.endswith("/") and info.file_size == 0:
                continue  # a folder
            listed = _listed(archive, info, name, position, seen)
            members.append(listed)
            if isinstance(listed, Member):
                seen.add(name)
    if not members:
        raise ExtractionError("压缩包里没有文件")
    return members


def read_member(path: Path, position: int) -> bytes:
    """Return the content of one member.

    Raises:
        ExtractionError: the archive or the member is damaged, or is to be refused.
    """
    with _opened(path) as archive:
        infos = archive.infolist()
        if not 0 <= position < len(infos):
            raise ExtractionError("压缩包在读取时被改动，请重新建立索引")
        info = infos[position]
        # Its name was checked when it was listed; to decode all of them again takes time.
        if reason := _reason_by_kind(info) or _reason_by_size(info):
            raise ExtractionError(reason)
        return b"".join(_chunks(archive, info))


def _listed(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, position: int, seen: set[str]
) -> Member | RefusedMember:
    """Check one member; of those with one name only the first is read."""
    if reason := _passed_over(name):
        return RefusedMember(_shortened(name), reason, "passed_over")
    reason = _refused(info, name)
    if reason is None and name in seen:
        reason = "压缩包里有同名文件，只读取第一个"
    if reason is not None:
        return RefusedMember(_shortened(name), reason)
    return _unpacked(archive, info, name, position)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose directory makes sense.

    Raises:
        ExtractionError: it does not, or the members are too many or too large.
    """
    with path.open("rb") as file:
        check_directory(file, MAXIMUM_MEMBERS)
        try:
            archive = zipfile.ZipFile(file)
        except (*_DAMAGED, OverflowError):
            raise ExtractionError("压缩包不完整或已损坏，打不开，请重新复制或压缩") from None
        with archive:
            _check_entries(archive)
            yield archive


def _check_entries(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack to too much, or whose entries share bytes.

    Entries that overlap let a few bytes stand for many files (D. Fifield, "A better zip bomb",
    WOOT 2019); no program that packs writes them.
    """
    infos = archive.infolist()
    if len(infos) > MAXIMUM_MEMBERS:
        raise ExtractionError(f"压缩包里的文件超过 {MAXIMUM_MEMBERS} 个，请分成几个压缩包")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise ExtractionError("压缩包里的文件互相重叠（疑似压缩炸弹），没有读取")
        # 30 bytes of local header (APPNOTE 4.3.7) and at least the name stand before the data.
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size
    if infos and (min(info.header_offset for info in infos) < 0 or end > archive.start_dir):
        raise ExtractionError("压缩包不完整或已损坏，打不开，请重新复制或压缩")
    wanted = (i.file_size for i in infos if i.file_size <= MAXIMUM_FILE_SIZE)
    if sum(wanted) > MAXIMUM_TOTAL_SIZE:
        raise ExtractionError("压缩包解开后超过 1 GB，请分成几个压缩包")


def _passed_over(name: str) -> str | None:
    """Say why a member is no document, as :mod:`index.sources` does of files, or ``None``."""
    parts = name.split("/")
    if "__MACOSX" in parts or parts[-1].lower() in _SYSTEM_NAMES:
        return "系统自动生成的文件，不是公文"
    if any(part.startswith(".") and part != ".." for part in parts):
        return "隐藏文件"
    return f"{PurePosixPath(name).suffix.lower()} 是数据文件，不是公文" if is_data(name) else None


def _refused(info: zipfile.ZipInfo, name: str) -> str | None:
    """Say why a member is not read, by what the directory says of it, or ``None``."""
    return _reason_by_name(name) or _reason_by_kind(info) or _reason_by_size(info)


def _reason_by_name(name: str) -> str | None:
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return "文件名指向压缩包之外，没有读取"
    if len(name) > _LONGEST_NAME:
        return f"文件名超过 {_LONGEST_NAME} 字"
    if name.lower().endswith(RECORDS_SUFFIX):
        return f"压缩包里的 {RECORDS_SUFFIX} 文件不读取，请解开后放入"
    return None


def _reason_by_kind(info: zipfile.ZipInfo) -> str | None:
    # The upper half of the external attributes is the mode where Unix packed (APPNOTE 4.4.15).
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "是链接，不是文件"
    if kind not in (0, stat.S_IFREG):
        return "不是普通文件"
    if info.flag_bits & _ENCRYPTED:
        return "已加密，请解开压缩包后再放入"
    if info.compress_type not in _READABLE:
        method = _COMPRESSIONS.get(info.compress_type, f"第 {info.compress_type} 种")
        return f"压缩方法 {method} 不支持，请用普通的 zip 方式重新压缩"
    return None


def _reason_by_size(info: zipfile.ZipInfo) -> str | None:
    if info.file_size > MAXIMUM_FILE_SIZE:
        return TOO_LARGE
    if info.file_size > max(_RATIO_COUNTS_FROM, MAXIMUM_RATIO * info.compress_size):
        return f"解开后大 {MAXIMUM_RATIO} 倍以上（疑似压缩炸弹），没有读取"
    return None


def _unpacked(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, position: int
) -> Member | RefusedMember:
    """Unpack a member once: its checksum must hold, and it may be no archive itself."""
    digest = hashlib.sha256()
    kept: list[bytes] = []
    try:
        for chunk in _chunks(archive, info):
            digest.update(chunk)
            if not kept and chunk.startswith(_ARCHIVES):
                return RefusedMember(name, _NESTED)
            if kept or chunk.startswith(b"PK"):
                kept.append(chunk)
    except ExtractionError as error:
        return RefusedMember(name, str(error))
    if kept and _is_archive(b"".join(kept)):
        return RefusedMember(name, _NESTED)
    return Member(name, position, digest.hexdigest(), info.file_size)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a member piece by piece; never more than the directory says, whatever is packed.

    Raises:
        ExtractionError: it is damaged.
    """
    size = 0
    try:
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                yield chunk
    except _DAMAGED:
        raise ExtractionError("在压缩包里已损坏，读不出来") from None
    if size != info.file_size:
        raise ExtractionError("在压缩包里已损坏，读不出来")


def _is_archive(content: bytes) -> bool:
    """Whether a zip file is an archive and no document (.docx, .ofd); damage is told later."""
    try:
        return detect_format(content) == "zip"
    except ExtractionError:
        return False


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
