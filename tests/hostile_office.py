"""OLE2 containers (MS-CFB) and RTF files that are made to do harm."""

from __future__ import annotations

import random
import struct

from hostile_model import CONTENT, TEXT, Hostile, Site, of_bytes, of_site

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int) -> bytes:
    """Return an entry of the directory (MS-CFB 2.6.1)."""
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<H2B", len(raw) + 2 if raw else 0, kind, 1)
    links = struct.pack("<3L", _FREE, right, child)
    return head + links + bytes(36) + struct.pack("<LQ", start, size)


def container(streams: dict[str, bytes], chain: dict[int, int] | None = None) -> bytes:
    """Write streams of at least 4,096 bytes; ``chain`` changes the table of sectors."""
    table = [_TABLE]
    body = b""
    entries = [_entry("Root Entry", _ROOT, _END, 0, 2 if streams else _FREE, _FREE)]
    directory_sectors = (len(streams) + 4) // 4
    first = 1 + directory_sectors
    table += [*range(2, first), _END]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(max(4_096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        sectors = len(padded) // _SECTOR
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, _STREAM, len(table), len(padded), _FREE, right))
        table += [*range(len(table) + 1, len(table) + sectors), _END]
        body += padded
    # The child of the root is its first stream; the others hang to the right of it.
    entries[0] = _entry("Root Entry", _ROOT, _END, 0, 1 if streams else _FREE, _FREE)
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    for place, following in (chain or {}).items():
        table[place] = following
    assert len(table) <= _SECTOR // 4
    sectors = struct.pack(f"<{len(table)}L", *table).ljust(_SECTOR, b"\xff")
    header = _SIGNATURE + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4_096, _END, 0, _END, 0)
    header += struct.pack("<109L", 0, *[_FREE] * 108)
    return header + sectors + directory + body


def encrypted() -> bytes:
    """What Office makes of a .docx with a password (MS-OFFCRYPTO 2.3.4.4)."""
    noise = random.Random(11)
    return container(
        {"EncryptionInfo": noise.randbytes(4_096), "EncryptedPackage": noise.randbytes(9_000)}
    )


def word_stream(flags: int = 0) -> bytes:
    """Return a stream that begins like that of Word 97 (MS-DOC 2.5.2)."""
    return struct.pack("<6H", 0xA5EC, 0xC1, 0, 0x804, 0, flags) + bytes(5_000)


def rtf(body: str = "") -> bytes:
    """Return good minutes in RTF with ``body`` before them."""
    printed = "".join(
        "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in line) + "\\par\n"
        for line in TEXT.splitlines()
    )
    head = "\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 FangSong;}}"
    return f"{{{head}\n{body}{printed}}}".encode()


def asking(site: Site) -> bytes:
    """Fields and templates that lie on a server or elsewhere on the disk."""
    fields = "".join(
        f'{{\\field{{\\*\\fldinst {kind} "{place}" \\\\d}}{{\\fldrslt x}}}}\\par\n'
        for kind in ("INCLUDEPICTURE", "INCLUDETEXT", "LINK Word.Document", "DDEAUTO cmd")
        for place in (site.address, str(site.secret), site.secret.as_uri())
    )
    return rtf(f"{{\\*\\template {site.address}}}" + fields)


def program_inside() -> bytes:
    """An object that is a program, of 2 MB, and says to be of 2 GB."""
    name = b"Package\0"
    head = struct.pack("<3L", 0x501, 2, len(name)) + name + struct.pack("<3L", 0, 0, 2**31 - 1)
    data = (head + b"MZ\x90\0" * 500_000).hex()
    return rtf(f"{{\\object\\objemb\\objupdate{{\\*\\objclass Package}}{{\\*\\objdata {data}}}}}")


_BROKEN = "损坏|不完整|不是 Word|无法|打不开|LibreOffice|没有"
_EITHER = f"{_BROKEN}|过深|过多|超时"

OFFICE = (
    Hostile(
        "noise.doc", of_bytes(lambda: _SIGNATURE + random.Random(2).randbytes(20_000)), _BROKEN
    ),
    Hostile("header-only.doc", of_bytes(lambda: _SIGNATURE), _BROKEN),
    Hostile("zeros.doc", of_bytes(lambda: _SIGNATURE + bytes(20_000)), _BROKEN),
    Hostile("encrypted.docx", of_bytes(encrypted), "密"),
    Hostile(
        "encrypted.doc", of_bytes(lambda: container({"WordDocument": word_stream(0x100)})), "密"
    ),
    Hostile(
        "workbook.doc",
        of_bytes(lambda: container({"Workbook": bytes(5_000)})),
        "表格|Excel",
    ),
    Hostile(
        "slides.doc",
        of_bytes(lambda: container({"PowerPoint Document": bytes(5_000)})),
        "演示|PowerPoint",
    ),
    Hostile(
        "sectors-loop.doc",
        of_bytes(lambda: container({"WordDocument": word_stream()}, {3: 3, 4: 3})),
        _BROKEN,
    ),
    Hostile(
        "directory-loop.doc",
        of_bytes(lambda: container({"WordDocument": word_stream()}, {1: 1})),
        _BROKEN,
    ),
    Hostile("no-text.doc", of_bytes(lambda: container({"1Table": bytes(5_000)})), _BROKEN),
    Hostile(
        "text-of-zeros.doc",
        of_bytes(lambda: container({"WordDocument": word_stream(), "0Table": bytes(5_000)})),
        _BROKEN,
        slow=True,
    ),
    Hostile(
        "groups-100000.rtf",
        of_bytes(lambda: rtf("{" * 100_000 + "}" * 100_000)),
        _EITHER,
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile(
        "unclosed.rtf", of_bytes(lambda: rtf("{" * 300)), _EITHER, CONTENT, either=True, slow=True
    ),
    Hostile(
        "bytes-2gb.rtf",
        of_bytes(lambda: rtf("{\\bin2147483647 ")),
        _EITHER,
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile("asking.rtf", of_site(asking), "LibreOffice", CONTENT, either=True),
    Hostile(
        "program-inside.rtf",
        of_bytes(program_inside),
        "LibreOffice",
        CONTENT,
        either=True,
        slow=True,
    ),
)
