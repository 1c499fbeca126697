"""Images that are made to do harm."""

from __future__ import annotations

import io
import struct
import zlib

from hostile_model import Hostile, of_bytes
from packed_zip import as_zlib, repeated


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG (ISO/IEC 15948, 5.3)."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", checksum)


def png(width: int, height: int, data: bytes, *before: bytes, depth: int = 1) -> bytes:
    """Return a grey PNG; ``data`` is a zlib stream and ``before`` are chunks ahead of it."""
    header = struct.pack(">2L5B", width, height, depth, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + b"".join(before) + chunk(b"IDAT", data)
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    """A black square of ``side`` pixels with one bit each."""
    row = bytes(1 + (side + 7) // 8)
    return png(side, side, as_zlib(repeated(b"", row, side)[0]))


def text_bomb() -> bytes:
    """A small picture with compressed comments and a colour profile of a gigabyte."""
    raw = as_zlib(repeated(b"", b" " * 1024, 1024**2)[0])
    comment = chunk(b"zTXt", b"Comment\0\0" + raw)
    profile = chunk(b"iCCP", b"ICC\0\0" + raw)
    return png(64, 64, zlib.compress(b"\0" + b"\xff" * 8) * 1, profile, comment)


def saved(format: str, **options: object) -> bytes:
    """Return a white page as Pillow writes it."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, format, **options)
    return file.getvalue()


def tiff(*directories: bytes) -> bytes:
    """Return a TIFF (revision 6.0, section 2) of directories that are laid one behind the other."""
    return b"II*\0" + struct.pack("<L", 8) + b"".join(directories)


def directory(next_one: int, width: int = 8, height: int = 8, strip: int = 8) -> bytes:
    """Return a directory of one strip; 8 tags, 102 bytes."""
    tags = (
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (278, height),
        (279, strip),
    )
    fields = b"".join(struct.pack("<2H2L", tag, 4, 1, value) for tag, value in tags)
    return struct.pack("<H", len(tags)) + fields + struct.pack("<L", next_one)


def bmp(width: int, height: int, bits: int = 24) -> bytes:
    """Return a bitmap of this size with hardly any pixels."""
    info = struct.pack("<L2l2H6L", 40, width, height, 1, bits, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<L2HL", 10_000, 0, 0, 54) + info + bytes(10_000)


def many_scans() -> bytes:
    """A progressive JPEG of 4,000 × 4,000 with a last scan that is there 20,000 times."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (4_000, 4_000), 255).save(file, "JPEG", progressive=True)
    content = file.getvalue()
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last[:40] * 20_000 + content[-2:]


def animated(frames: int) -> bytes:
    """A WebP that moves."""
    from PIL import Image

    pictures = [Image.new("L", (64, 64), n % 256) for n in range(frames)]
    file = io.BytesIO()
    pictures[0].save(file, "WEBP", save_all=True, append_images=pictures[1:], lossless=True)
    return file.getvalue()


_BROKEN = "损坏|不完整|没有识别到|打不开|无法"
_LARGE = "过大|像素|太大"

IMAGES = (
    Hostile("bomb-50000.png", of_bytes(lambda: png_bomb(50_000)), _LARGE),
    Hostile("bomb-12000.png", of_bytes(lambda: png_bomb(12_000)), f"{_LARGE}|没有识别到"),
    Hostile("long-15000000.png", of_bytes(lambda: png(15_000_000, 1, b"")), f"{_LARGE}|{_BROKEN}"),
    Hostile("says-30000.png", of_bytes(lambda: png(30_000, 30_000, zlib.compress(b""))), _LARGE),
    Hostile(
        "says-4000000000.png", of_bytes(lambda: png(2**32 - 1, 2**32 - 1, b"")), f"{_LARGE}|损坏"
    ),
    Hostile("says-nothing.png", of_bytes(lambda: png(0, 0, zlib.compress(b""))), _BROKEN),
    Hostile(
        "more-data.png",
        of_bytes(lambda: png(16, 16, as_zlib(repeated(b"", bytes(1024), 1024**2)[0]))),
        _BROKEN,
    ),
    Hostile("text-1gb.png", of_bytes(text_bomb), f"{_BROKEN}|{_LARGE}"),
    Hostile("one-pixel.png", of_bytes(lambda: png(1, 1, zlib.compress(b"\0\xff"))), _BROKEN),
    Hostile("truncated.png", of_bytes(lambda: saved("PNG")[:-200]), "损坏|不完整"),
    Hostile("truncated.jpg", of_bytes(lambda: (s := saved("JPEG"))[: len(s) // 2]), "损坏|不完整"),
    Hostile("header.jpg", of_bytes(lambda: b"\xff\xd8\xff\xe0"), "损坏|不完整"),
    Hostile(
        "says-65000.jpg",
        of_bytes(lambda: saved("JPEG").replace(b"\x03\x20\x02\x58", b"\xfd\xe8\xfd\xe8", 1)),
        _LARGE,
    ),
    Hostile("scans-20000.jpg", of_bytes(many_scans), "扫描层多得不合理"),
    Hostile("loop.tiff", of_bytes(lambda: tiff(directory(8))), _BROKEN),
    Hostile(
        "pages-100000.tiff",
        of_bytes(lambda: tiff(*(directory(8 + 102 * (n + 1)) for n in range(100_000)))),
        "页",
        slow=True,
    ),
    Hostile(
        "pages-2000.tiff",
        of_bytes(lambda: tiff(*(directory(8 + 102 * (n + 1)) for n in range(2_000)))),
        "页",
    ),
    Hostile("says-100000.tiff", of_bytes(lambda: tiff(directory(0, 100_000, 100_000))), _LARGE),
    Hostile("strip-4gb.tiff", of_bytes(lambda: tiff(directory(0, strip=2**32 - 1))), _BROKEN),
    Hostile("negative.bmp", of_bytes(lambda: bmp(-50, -50)), f"{_BROKEN}|{_LARGE}"),
    Hostile("says-2000000000.bmp", of_bytes(lambda: bmp(2**31 - 1, 2**31 - 1)), f"{_LARGE}|损坏"),
    Hostile("bits-77.bmp", of_bytes(lambda: bmp(10, 10, 77)), _BROKEN),
    Hostile("broken.webp", of_bytes(lambda: b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40)), _BROKEN),
    Hostile("truncated.webp", of_bytes(lambda: saved("WEBP")[:-60]), _BROKEN),
    Hostile("moving.webp", of_bytes(lambda: animated(200)), f"{_BROKEN}|动"),
    Hostile("document.pdf.png", of_bytes(lambda: b"GIF89a" + bytes(100)), "GIF"),
)
