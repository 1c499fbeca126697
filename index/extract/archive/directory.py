"""The directory of a zip archive: its size before it is read, and the names as they were meant.

Windows writes the names of members in the code page of the machine (GBK on Chinese ones) and
does not say which; :mod:`zipfile` then reads them as code page 437. The flag for UTF-8 and the
Unicode Path field (0x7075) say it: APPNOTE.TXT 6.3.10, 4.4.4 (bit 11), 4.6.9 and appendix D.
"""

from __future__ import annotations

import os
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from index.extract.errors import ExtractionError

#: One entry of the directory is 46 bytes, name, extra field and comment: this holds 16,000 usual
#: ones, and 350,000 at most, which zipfile holds in 200 MB.
_LARGEST_DIRECTORY = 16 * 1024**2
#: End record (4.3.16) with the longest comment, and the locator of the ZIP64 one before it.
_TAIL = 22 + 65_535 + 20
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_UTF_8_NAME = 1 << 11
_UNICODE_PATH = 0x7075
#: Characters that a printed line cannot hold, or that turn its order around.
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
#: Both encodings have punctuation first and then Chinese characters in two levels, common ones
#: before rare ones: GB 2312 rows 1–9 and 16–55, Big5 A140–C67E.
_USUAL = {
    "gb18030": re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1-\xc5][\x40-\xfe]|\xc6[\x40-\x7e]"),
}
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def check_directory(file: BinaryIO, maximum_members: int) -> None:
    """Read the end record of an archive; leave the file where it stood.

    Raises:
        ExtractionError: there is none, the archive is in parts, or has too many members.
    """
    start = file.tell()
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _TAIL))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        raise ExtractionError("文件不完整（压缩数据缺少末尾），请重新复制或下载")
    _, disk, first_disk, _, count, size, _, _ = _END.unpack_from(tail, place)
    if place >= _LOCATOR.size and tail.startswith(b"PK\x06\x07", place - _LOCATOR.size):
        disks = _LOCATOR.unpack_from(tail, place - _LOCATOR.size)[3]
        disk, first_disk = max(disks, 1) - 1, 0
        count, size = _zip64_counts(file, tail, place)
    file.seek(start)
    if disk or first_disk:
        raise ExtractionError("这是分卷压缩包的一部分，请先合并解开")
    if count > maximum_members or size > _LARGEST_DIRECTORY:
        raise ExtractionError(f"压缩包里的文件超过 {maximum_members} 个，请分成几个压缩包")


def _zip64_counts(file: BinaryIO, tail: bytes, place: int) -> tuple[int, int]:
    """Return how many entries the ZIP64 end record tells of, and their size in bytes."""
    position = _LOCATOR.unpack_from(tail, place - _LOCATOR.size)[2]
    file.seek(0, os.SEEK_END)
    if position + _END_64.size > file.tell():
        raise ExtractionError("文件不完整或已损坏，打不开，请重新复制或下载")
    file.seek(position)
    record = _END_64.unpack(file.read(_END_64.size))
    return record[7], record[8]


def printed_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the names of members, with ``/`` between folders, fit to be printed."""
    given = [_given_name(info) for info in infos]
    unnamed = [_raw_name(info) for info, name in zip(infos, given, strict=True) if name is None]
    encoding = _encoding_of(unnamed)
    names = [
        _decoded(_raw_name(info), encoding) if name is None else name
        for info, name in zip(infos, given, strict=True)
    ]
    return [_printable(name.replace("\\", "/").removeprefix("./")) for name in names]


def _given_name(info: zipfile.ZipInfo) -> str | None:
    """Return a name whose encoding the archive tells, or ``None``."""
    if info.flag_bits & _UTF_8_NAME or info.orig_filename.isascii():
        return info.orig_filename
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5:
            checksum = int.from_bytes(field[1:5], "little")
            if checksum == zlib.crc32(_raw_name(info)):  # else the name was changed later
                return field[5:].decode("utf-8", "replace")
    return None


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437", "replace")


def _encoding_of(names: Sequence[bytes]) -> str:
    """Return the one encoding in which the names together look most like Chinese."""
    return max(("utf-8", "gb18030", "big5"), key=lambda one: sum(_rating(n, one) for n in names))


def _rating(name: bytes, encoding: str) -> float:
    """Rate a reading by the share of characters, beyond ASCII, that are usual in this encoding."""
    try:
        text = name.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    beyond = [character for character in text if ord(character) > 127]
    if encoding == "utf-8":
        # Three bytes make each character: a wrong reading is hardly possible.
        return 2.0 * sum(1 for c in beyond if _CHINESE.match(c)) / max(1, len(beyond))
    usual = _USUAL[encoding]
    return sum(1 for c in beyond if usual.fullmatch(c.encode(encoding))) / max(1, len(beyond))


def _decoded(name: bytes, encoding: str) -> str:
    for one in (encoding, "utf-8", "gb18030", "big5"):
        try:
            return name.decode(one)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def _printable(name: str) -> str:
    return "".join("\ufffd" if unicodedata.category(c) in _UNPRINTABLE else c for c in name)
