"""Zip containers (.docx, OFD, archives), read in memory and with bounds.

A container is never unpacked to disk, so the paths in it cannot do harm; how much it may grow in
memory is limited before it is inflated. The format is PKWARE's APPNOTE.TXT 6.3.10; members are
stored (method 0) or deflated (method 8), the two that OPC (ISO/IEC 29500-2, annex B) allows.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.extract.errors import ExtractionError

_LOCAL_HEADER = struct.Struct("<4s22sHH")  # APPNOTE 4.3.7: signature, fields, two lengths
_LOCAL_SIGNATURE = b"PK\x03\x04"
_DIRECTORY_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
#: APPNOTE 4.6.9, Info-ZIP's Unicode path: type, size, version, CRC of the other name.
_UNICODE_PATH = 0x7075
#: A directory is read whole before its members can be counted; archives inside an archive
#: have directories too, so this is far above any limit.
_MOST_SIGNATURES = 200_000
#: Small members may be as repetitive as they like.
_RATIO_COUNTS_FROM = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ContainerLimits:
    """How much a container may hold; sizes are bytes after inflation.

    ``total_size`` is counted over everything that is read, so one container (or several, through
    :attr:`Container.bytes_read`) cannot grow without bound.
    """

    members: int = 10_000
    member_size: int = 128 * 1024 * 1024
    total_size: int = 512 * 1024 * 1024
    ratio: int = 250


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container; ``name`` is decoded, with ``/`` between folders."""

    name: str
    size: int
    encrypted: bool
    _info: zipfile.ZipInfo


class Container:
    """The members of a zip file; get one from :func:`open_container`."""

    def __init__(
        self, content: bytes, members: tuple[Member, ...], limits: ContainerLimits
    ) -> None:
        self._content = content
        self._limits = limits
        #: Files in the order of the directory, folders left out; a name may occur twice.
        self.members = members
        self._by_name = {member.name: member for member in reversed(members)}
        #: Bytes inflated so far.
        self.bytes_read = 0

    def names(self) -> tuple[str, ...]:
        """Return the names of the files, each once, in the order of the directory."""
        return tuple(dict.fromkeys(member.name for member in self.members))

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def read(self, name: str | Member) -> bytes:
        """Return the content of one file; of two under one name, the first.

        Raises:
            KeyError: there is no file of this name (ask with ``in``).
            ExtractionError: it is encrypted, damaged, compressed in an unknown way, or grows
                beyond the limits of the container.
        """
        member = self._by_name[name] if isinstance(name, str) else name
        if member.encrypted:
            raise ExtractionError("文件加了密码，无法读取；请去掉密码后再放入")
        left = self._limits.total_size - self.bytes_read
        content = self._inflated(member, min(self._limits.member_size, left))
        self.bytes_read += len(content)
        return content

    def _inflated(self, member: Member, limit: int) -> bytes:
        raw = self._raw(member)
        if member._info.compress_type == zipfile.ZIP_STORED:
            content, whole = bytes(raw[: limit + 1]), True
        elif member._info.compress_type == zipfile.ZIP_DEFLATED:
            content, whole = _inflate(raw, limit)
        else:
            method = member._info.compress_type
            raise ExtractionError(f"压缩方法（编号 {method}）不支持，请用普通 zip 重新压缩")
        if len(content) > limit:
            raise ExtractionError("文件解压后过大，已停止读取（可能是压缩炸弹）")
        if len(content) > max(_RATIO_COUNTS_FROM, self._limits.ratio * len(raw)):
            raise ExtractionError("文件的压缩比异常，已停止读取（可能是压缩炸弹）")
        if not whole or zlib.crc32(content) != member._info.CRC:
            raise ExtractionError("文件已损坏（压缩数据不完整或校验不符），请重新获取原件")
        return content

    def _raw(self, member: Member) -> memoryview:
        """Return the compressed bytes; the directory is believed, not the header before them."""
        start = member._info.header_offset
        header = self._content[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
            raise ExtractionError("文件已损坏（压缩目录与内容不符），请重新获取原件")
        _, _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start += _LOCAL_HEADER.size + name_length + extra_length
        raw = memoryview(self._content)[start : start + member._info.compress_size]
        if len(raw) < member._info.compress_size:
            raise ExtractionError("文件已损坏（内容被截断），请重新获取原件")
        return raw


def _inflate(raw: memoryview, limit: int) -> tuple[bytes, bool]:
    """Inflate to at most ``limit + 1`` bytes, and say whether the stream came to its end."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(raw, limit + 1)
    except zlib.error:
        raise ExtractionError("文件已损坏（压缩数据有错），请重新获取原件") from None
    return content, stream.eof


def open_container(content: bytes, limits: ContainerLimits | None = None) -> Container:
    """Read the directory of a zip file; nothing is inflated yet.

    Raises:
        ExtractionError: it is damaged or cut off, or has too many members.
    """
    limits = limits or ContainerLimits()
    if content.count(_DIRECTORY_SIGNATURE) > _MOST_SIGNATURES:
        raise ExtractionError("压缩文件的成员过多，已停止读取")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error):
        # A name that is not what its flag says raises UnicodeDecodeError, a ValueError.
        raise ExtractionError("文件已损坏（压缩目录不完整），请重新获取原件") from None
    if len(entries) > limits.members:
        raise ExtractionError(f"压缩文件的成员过多（{len(entries)} 个，上限 {limits.members} 个）")
    members = tuple(_member(entry) for entry in entries if not entry.filename.endswith("/"))
    return Container(content, members, limits)


def _member(entry: zipfile.ZipInfo) -> Member:
    name = _name(entry).replace("\\", "/").lstrip("/")
    return Member(name, entry.file_size, bool(entry.flag_bits & _ENCRYPTED), entry)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name in the encoding of whoever packed it: programs in China write GBK."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    if written := _unicode_path(entry.extra, zlib.crc32(raw)):
        return written
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _unicode_path(extra: bytes, checksum: int) -> str | None:
    """Return the name that an extra field holds in UTF-8, if it is for this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        whole = kind == _UNICODE_PATH and len(field) > 5
        if whole and struct.unpack_from("<I", field, 1)[0] == checksum:
            return field[5:].decode("utf-8", "replace")
    return None
