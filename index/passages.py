"""What gets a vector: each point with its heading, long points split at sentences.

Short scraps must not be embedded alone (a stray "。。" is near to every junk query): a piece with
fewer than :data:`SCRAP_LENGTH` letters joins its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.analyzer import is_content
from index.model import Passage, Resolution

#: Part of the manifest: a change means other passages.
PASSAGES_VERSION = "1"

#: Characters of a point in one passage. The bundled encoder reads 512 tokens, about 700
#: characters of Chinese; a vector over 300 says more clearly what it is about.
PASSAGE_LENGTH = 300
SCRAP_LENGTH = 10

_SENTENCE_END = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’」』）)]*|\n+|$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some sentences of the points ``first`` to ``last``."""

    first: int
    last: int
    text: str


def passages_of(resolution: Resolution) -> list[Passage]:
    """Return the passages of a resolution in reading order; at least one."""
    pieces = _join_scraps(_pieces(resolution))
    heading = resolution.heading.strip()
    if not pieces:
        return [Passage(resolution.id, (0,), heading)]
    return [
        Passage(
            resolution.id,
            tuple(range(piece.first, piece.last + 1)),
            piece.text if piece.text.startswith(heading) else f"{heading}\n{piece.text}",
        )
        for piece in pieces
    ]


def _pieces(resolution: Resolution) -> Iterable[_Piece]:
    texts = [(-1, resolution.lead), *((i, p.text) for i, p in enumerate(resolution.points))]
    for number, text in texts:
        for part in split_at_sentences(text.strip(), PASSAGE_LENGTH):
            yield _Piece(number, number, part)


def split_at_sentences(text: str, length: int) -> list[str]:
    """Split a text into parts of at most ``length`` characters, at sentence ends where it can.

    A sentence that is longer than ``length`` is cut at that length. Joined, the parts are the
    text without the white space between them.
    """
    parts: list[str] = []
    current = ""
    for sentence in _SENTENCE_END.findall(text):
        if current and len(current) + len(sentence) > length:
            parts.append(current)
            current = ""
        current += sentence
        while len(current) > length:
            parts.append(current[:length])
            current = current[length:]
    parts.append(current)
    return [stripped for part in parts if (stripped := part.strip())]


def _join_scraps(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Join every scrap to the piece before it, or to the one after where that is full or missing.

    Many short points in a row would otherwise grow into one passage that no encoder reads whole.
    """
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and (_is_scrap(joined[-1].text) or _takes_in(joined[-1], piece)):
            joined.append(_joined(joined.pop(), piece))
        else:
            joined.append(piece)
    if len(joined) > 1 and _is_scrap(joined[-1].text):
        last = joined.pop()
        joined.append(_joined(joined.pop(), last))
    return joined


def _takes_in(before: _Piece, piece: _Piece) -> bool:
    return _is_scrap(piece.text) and len(before.text) + len(piece.text) < PASSAGE_LENGTH


def _joined(before: _Piece, piece: _Piece) -> _Piece:
    return _Piece(before.first, piece.last, f"{before.text}\n{piece.text}")


def _is_scrap(text: str) -> bool:
    return sum(1 for character in text if is_content(character)) < SCRAP_LENGTH
