"""Zip archives that are made to do harm."""

from __future__ import annotations

import io
import random
import stat
import zipfile

from hostile_model import TEXT, Hostile, of_bytes
from packed_zip import Packer, repeated

CONTENT_BYTES = TEXT.encode()
MEGABYTE = 1024**2
GIGABYTE = 1024**3


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """Return an ordinary archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def bomb(size: int) -> bytes:
    """One member of zeros, beside a good one."""
    packer = Packer().add_packed(b"a.txt", *repeated(b"", bytes(1024), size // 1024))
    return packer.add(b"good.txt", CONTENT_BYTES).packed()


def nested(depth: int) -> bytes:
    """Archives in archives, 16 in each, as in 42.zip: gigabytes at the bottom."""
    inner = bomb(49 * MEGABYTE)
    for _ in range(depth):
        inner = zipped(*((f"lib {number}.zip", inner) for number in range(16)))
    return inner


def overlapping() -> bytes:
    """One kernel of 10 MB for 1,000 names (D. Fifield, "A better zip bomb", WOOT 2019)."""
    kernel = repeated(b"", b"a" * 1024, 10 * 1024)
    packer = Packer().add_packed(b"0000.txt", *kernel)
    for number in range(1, 1_000):
        packer.add_packed(b"%04d.txt" % number, b"", kernel[1], kernel[2], offset=0)
    return packer.packed()


def many(count: int) -> bytes:
    """More members than any person packs."""
    packer = Packer()
    for number in range(count):
        packer.add(b"%d.txt" % number, b"", method=0)
    return packer.packed()


def huge_directory() -> bytes:
    """A million entries that all lie; the end record counts two bytes of them."""
    entry = b"PK\x01\x02" + bytes(42)
    size = (len(entry) * 1_000_000).to_bytes(4, "little")
    return b"PK\x03\x04" + entry * 1_000_000 + b"PK\x05\x06" + bytes(6) + b"AB" + size + bytes(6)


def many_large() -> bytes:
    """25 members that say 45 MB each."""
    packer = Packer()
    for number in range(25):
        packer.add(b"%d.txt" % number, CONTENT_BYTES, size=45 * MEGABYTE)
    return packer.packed()


def traversal() -> bytes:
    """Names that lead out of the folder where someone might unpack them."""
    names = (
        b"../../escaped.txt",
        b"..\\..\\escaped.txt",
        b"/etc/cron.d/escaped",
        b"C:\\escaped.txt",
    )
    packer = Packer().add(b"good.txt", CONTENT_BYTES)
    for name in names:
        packer.add(name, CONTENT_BYTES)
    return packer.packed()


def damaged() -> bytes:
    """A member whose bytes are not what was packed."""
    packer = Packer().add(b"bad.txt", CONTENT_BYTES, crc=1).add(b"good.txt", CONTENT_BYTES)
    return packer.packed()


def noise_inside() -> bytes:
    """Members with a true directory and random bytes where Deflate should be."""
    noise = random.Random(5).randbytes(10_000)
    packer = Packer().add_packed(b"noise.txt", noise, 1, 200_000)
    return packer.add(b"good.txt", CONTENT_BYTES).packed()


def pack(*entries: tuple[bytes, dict[str, int]]) -> bytes:
    """Pack minutes under several names with changed fields, and once under a good one."""
    packer = Packer()
    for name, changes in entries:
        packer.add(name, CONTENT_BYTES, **changes)
    return packer.add("纪要.txt".encode("gb18030"), CONTENT_BYTES).packed()


HELD = "会议原则同意"

ARCHIVES = (
    Hostile("bomb-1gb.zip", of_bytes(lambda: bomb(GIGABYTE)), "^超过 50 MB", HELD),
    Hostile("bomb-49mb.zip", of_bytes(lambda: bomb(49 * MEGABYTE)), "炸弹", HELD),
    Hostile("nested-42.zip", of_bytes(lambda: nested(3)), "又有压缩包"),
    Hostile("overlapping.zip", of_bytes(overlapping), "重叠"),
    Hostile("members-60000.zip", of_bytes(lambda: many(60_000)), "超过 2000 个"),
    Hostile("directory-1000000.zip", of_bytes(huge_directory), "超过 .* 个"),
    Hostile("says-1gb.zip", of_bytes(many_large), "超过 1 GB"),
    Hostile("traversal.zip", of_bytes(traversal), "压缩包之外", HELD),
    Hostile(
        "link.zip",
        of_bytes(lambda: pack((b"link.txt", {"mode": stat.S_IFLNK | 0o777}))),
        "链接",
        HELD,
    ),
    Hostile("encrypted.zip", of_bytes(lambda: pack((b"a.txt", {"flags": 1}))), "加密", HELD),
    Hostile("gbk-names.zip", of_bytes(pack), holds=HELD),
    Hostile("same-names.zip", of_bytes(lambda: pack((b"a.txt", {}), (b"a.txt", {}))), "同名", HELD),
    Hostile(
        "comment-64k.zip",
        of_bytes(lambda: Packer(b"x" * 65_535).add(b"a.txt", CONTENT_BYTES).packed()),
        holds=HELD,
    ),
    Hostile(
        "comment-of-ends.zip",
        of_bytes(lambda: Packer(b"PK\x05\x06" * 16_000).add(b"a.txt", CONTENT_BYTES).packed()),
        "损坏|不完整",
        HELD,
        either=True,
    ),
    Hostile("truncated.zip", of_bytes(lambda: pack()[:-30]), "不完整"),
    Hostile("checksum.zip", of_bytes(damaged), "损坏", HELD),
    Hostile("noise-inside.zip", of_bytes(noise_inside), "损坏|炸弹", HELD),
    Hostile("size-lies.zip", of_bytes(lambda: pack((b"a.txt", {"size": 10}))), "损坏", HELD),
    Hostile("lzma.zip", of_bytes(lambda: pack((b"a.txt", {"method": 14}))), "LZMA", HELD),
    Hostile("empty.zip", of_bytes(lambda: Packer().packed()), "没有文件"),
    Hostile("long-name.zip", of_bytes(lambda: pack((b"a" * 65_000, {}))), "文件名", HELD),
    Hostile(
        "program-inside.zip",
        of_bytes(lambda: zipped(("纪要.pdf", b"\x7fELF" + bytes(500)), ("a.txt", CONTENT_BYTES))),
        "程序",
        HELD,
    ),
    Hostile(
        "bomb-inside-a-document.zip",
        of_bytes(
            lambda: zipped(
                (
                    "纪要.docx",
                    Packer()
                    .add(b"[Content_Types].xml", b"<Types/>")
                    .add_packed(b"word/document.xml", *repeated(b"<a>", b"b" * 1024, 10**6))
                    .packed(),
                ),
                ("a.txt", CONTENT_BYTES),
            )
        ),
        "炸弹|过大|损坏",
        HELD,
    ),
)
