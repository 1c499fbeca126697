"""What the packed parts of a PDF hold, found out before PDFium unpacks them.

PDFium unpacks whatever a stream says, and ends its process where memory is at an end. Streams
that are encrypted, or packed otherwise than by Flate (ISO 32000-1, 7.4.4), are not measured here;
for those the limits of the process must do.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from index.extract.errors import ExtractionError

#: In bytes. The operators of a crowded map have 20 MB, a whole Chinese font has 30 MB.
MAXIMUM_STREAM = 128 * 1024**2
MAXIMUM_STREAMS = 512 * 1024**2
#: Bytes of text that one stream prints: ten times what a page may hold, two for a character.
MAXIMUM_PRINTED = 4_000_000
#: Forty for each of the 5,000 pages that are read.
_MAXIMUM_COUNT = 200_000
#: Nobody packs twice; each layer may hold a thousand times what the one around it does.
_MAXIMUM_LAYERS = 3

#: ISO 32000-1, 7.3.8.1: the keyword and the end of its line, behind a dictionary.
_STREAM = re.compile(rb">>\s{0,16}stream\r?\n")
#: PDFium unpacks a picture row by row, and what is attached not at all.
_UNPACKED_APART = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/EmbeddedFile\b")
_DICTIONARY = 2_000
_PIECE = 64 * 1024
#: ISO 32000-1, 9.4.1 and 7.3.4: text begins and chooses its font; what it prints is in strings.
_PRINTS = re.compile(rb"\bBT\b[^\0]{0,200}?\bTf\b")
_STRING = re.compile(rb"\([^()]*\)|<[0-9A-Fa-f\s]*>")


def check_streams(content: bytes) -> None:
    """Measure what the streams of a PDF unpack to.

    Raises:
        ExtractionError: it is more than any printed document has.
    """
    total = place = 0
    for _ in range(_MAXIMUM_COUNT):
        found = _STREAM.search(content, place)
        if found is None:
            return
        place = found.end()
        if _UNPACKED_APART.search(content, _dictionary(content, found.start()), found.start()):
            continue
        total += _checked_size(_unpacked(_pieces(content, place)), _MAXIMUM_LAYERS)
        if total > MAXIMUM_STREAMS:
            raise ExtractionError(_TOO_LARGE)
    raise ExtractionError("PDF 内部的数据块过多，可能是恶意文件，没有读取")


_TOO_LARGE = "PDF 内部的数据解压后过大，可能是压缩炸弹，没有读取"


def _dictionary(content: bytes, end: int) -> int:
    """Return about where the dictionary of a stream begins that ends at ``end``."""
    earliest = max(end - _DICTIONARY, 0)
    return max(content.rfind(b" obj", earliest, end), earliest)


def _pieces(content: bytes, start: int) -> Iterator[bytes]:
    for place in range(start, len(content), _PIECE):
        yield content[place : place + _PIECE]


def _checked_size(pieces: Iterable[bytes], layers: int) -> int:
    """Return how many bytes there are; what is packed once more counts as unpacked.

    Raises:
        ExtractionError: they are too many, or print too much.
    """
    inner: list[bytes] = []
    size = printed = 0
    prints = False
    for piece in pieces:
        if not size:
            prints = _PRINTS.search(piece) is not None
        if inner or (not size and layers > 1 and _is_packed(piece)):
            inner.append(piece)
        size += len(piece)
        if size > MAXIMUM_STREAM:
            raise ExtractionError(_TOO_LARGE)
        if prints:
            printed += sum(len(text) // (1 + (text[0] == 60)) for text in _STRING.findall(piece))
            if printed > MAXIMUM_PRINTED:
                raise ExtractionError("PDF 有一页的文字多得不合理，可能是恶意文件，没有读取")
    return max(size, _checked_size(_unpacked(inner), layers - 1)) if inner else size


def _is_packed(start: bytes) -> bool:
    """Whether bytes begin as zlib data does (RFC 1950, 2.2)."""
    return len(start) > 1 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what pieces of zlib data unpack to, until its end or until it is none."""
    packed = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not packed.eof:
            try:
                unpacked = packed.decompress(rest, _PIECE)
            except zlib.error:
                return
            if unpacked:
                yield unpacked
            rest = packed.unconsumed_tail
        if packed.eof:
            return
