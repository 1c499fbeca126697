"""The encoding of a web page: what it declares is tried, what it holds decides."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from index.extract.errors import ExtractionError
from index.extract.text.encodings import (
    Decoded,
    decode,
    familiar_share,
    marked_encoding,
    replacement_warnings,
)

#: HTML asks for the declaration within the first 1,024 bytes; real pages put it behind scripts.
_HEAD_LENGTH = 64 * 1024
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
#: Names that mean a larger encoding on real pages (WHATWG Encoding Standard, section 4.2).
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
#: A page may have been cut in the middle of a character here and there.
_MAXIMUM_WRONG = 0.002
_SAMPLE_LENGTH = 200_000
#: How much better another encoding must read than the declared one.
_DECLARED_BONUS = 0.15
_LOWEST_QUALITY = 0.15


def decode_page(content: bytes, charset: str | None = None) -> Decoded:
    """Decode a web page.

    A byte order mark comes first, then UTF-8 where the bytes are UTF-8 (no other text happens to
    be), then the encoding that gives the most familiar characters; the one that the container
    (``charset``) or the page declares is preferred where that is doubtful.

    Raises:
        ExtractionError: no encoding gives text.
    """
    if not content.strip():
        raise ExtractionError("文件是空的")
    if marked := marked_encoding(content):
        reading = _tolerant(content, marked)
        if reading is None:
            return decode(content)
        return Decoded(reading.text, marked, replacement_warnings(reading.text))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _best_reading(content, _declared(content, charset))
    return decode(content) if "\0" in text else Decoded(text, "utf-8", replacement_warnings(text))


def _best_reading(content: bytes, declared: Sequence[str]) -> Decoded:
    """Read bytes in the encodings that a page may have, and take the one that reads best."""
    names = dict.fromkeys((*declared, "utf-8", "gb18030", "big5hkscs"))
    readings = [one for name in names if (one := _tolerant(content, name)) is not None]
    best = max(readings, key=lambda one: _quality(one, declared), default=None)
    if best is None or _quality(best, declared) < _LOWEST_QUALITY:
        return decode(content)
    return Decoded(best.text, best.encoding, replacement_warnings(best.text))


def _quality(reading: Decoded, declared: Sequence[str]) -> float:
    share = familiar_share(reading.text[:_SAMPLE_LENGTH])
    return share + (_DECLARED_BONUS if reading.encoding in declared else 0.0)


def _declared(content: bytes, charset: str | None) -> list[str]:
    """Return the declared encodings that Python knows and that a page can have."""
    match = _DECLARED.search(content[:_HEAD_LENGTH])
    named = (match[1] or match[2]).decode("ascii", "replace") if match else None
    found = []
    for name in (charset, named):
        try:
            known = codecs.lookup(name).name if name else None
        except (LookupError, ValueError):  # unknown, or no name at all (it holds a NUL)
            known = None
        # A page whose declaration can be read byte by byte is not in UTF-16.
        if known and not known.startswith(("utf-16", "utf-32", "utf-7")) and _is_text(known):
            found.append(_LARGER.get(known, known))
    return found


def _is_text(name: str) -> bool:
    """Whether a codec gives characters (Python also has ones between bytes)."""
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, ValueError):
        return False


def _tolerant(content: bytes, name: str) -> Decoded | None:
    """Decode with a few wrong bytes replaced; ``None`` where they are too many."""
    text = content.decode(name, "replace").removeprefix("\ufeff")
    if text.count("\ufffd") > max(3, _MAXIMUM_WRONG * len(text)):
        return None
    return Decoded(text, name)
