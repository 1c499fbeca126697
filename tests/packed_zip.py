"""A writer of zip files that says whatever it is told: no library writes bad ones."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

#: What inflates to much is packed in pieces of this size; each piece stands for itself.
PIECE = 4 * 1024**2
#: What a member holds if nothing else is said.
CONTENT = "市政府常务会议纪要\n一、研究就业工作\n会议同意。\n".encode()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of an archive: what the directory says, and what is there."""

    name: bytes
    data: bytes
    fields: dict[str, int]
    extra: bytes

    def common(self) -> bytes:
        """Return the fields that both headers have (APPNOTE 4.3.7 and 4.3.12)."""
        known = self.fields
        sizes = (known["crc"], known["packed"], known["size"], len(self.name))
        return struct.pack("<5H3LH", 20, known["flags"], known["method"], 0, 0x21, *sizes)


class Packer:
    """Packs files under names given as bytes; any field of a header may be changed."""

    def __init__(self, comment: bytes = b"") -> None:
        self._entries: list[_Entry] = []
        self._comment = comment

    def add(
        self, name: bytes, content: bytes = CONTENT, extra: bytes = b"", **changes: int
    ) -> Packer:
        """Pack ``content``; ``changes`` replace flags, method, crc, size, mode or offset."""
        method = changes.get("method", 8)
        data = zlib.compress(content, wbits=-15) if method == 8 else content
        fields = {"crc": zlib.crc32(content), "size": len(content), **changes}
        return self._put(name, data, extra, fields)

    def add_packed(self, name: bytes, data: bytes, crc: int, size: int, **changes: int) -> Packer:
        """Add what is packed already, as :func:`repeated` returns it."""
        return self._put(name, data, b"", {"crc": crc, "size": size, **changes})

    def _put(self, name: bytes, data: bytes, extra: bytes, fields: dict[str, int]) -> Packer:
        usual = {"flags": 0, "method": 8, "packed": len(data), "mode": 0}
        self._entries.append(_Entry(name, data, {**usual, **fields}, extra))
        return self

    def packed(self) -> bytes:
        """Return the archive."""
        body, directory = bytearray(), bytearray()
        for entry in self._entries:
            offset = entry.fields.get("offset", len(body))
            common, mode = entry.common(), entry.fields["mode"]
            directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
            directory += struct.pack("<4H2L", len(entry.extra), 0, 0, 0, mode << 16, offset)
            directory += entry.name + entry.extra
            body += b"PK\x03\x04" + common + bytes(2) + entry.name + entry.data
        count = min(len(self._entries), 0xFFFF)
        places = (count, count, len(directory), len(body), len(self._comment))
        end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, *places) + self._comment
        return bytes(body + directory) + end


def repeated(head: bytes, piece: bytes, times: int, tail: bytes = b"") -> tuple[bytes, int, int]:
    """Deflate ``head``, ``times`` pieces and ``tail`` without ever holding them.

    Returns:
        The raw Deflate stream, the CRC-32 and the size of what it inflates to.
    """
    copies = max(1, PIECE // len(piece))
    whole, rest = divmod(times, copies)
    block, last = piece * copies, piece * rest + tail
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block refers to nothing before it, so it may stand there many times.
    packed_block = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(last) + packer.flush(zlib.Z_FINISH)
    crc = zlib.crc32(head)
    for _ in range(whole):
        crc = zlib.crc32(block, crc)
    size = len(head) + whole * len(block) + len(last)
    return first + packed_block * whole + end, zlib.crc32(last, crc), size


def as_zlib(raw: bytes, adler: int = 1) -> bytes:
    """Return a raw Deflate stream as a zlib stream (RFC 1950), as PNG and PDF have them."""
    return b"\x78\xda" + raw + adler.to_bytes(4, "big")
