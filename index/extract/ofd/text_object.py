"""Text objects: characters and the place of each (GB/T 33190-2016, clause 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from index.extract.ofd.markup import children, deltas, local_name, number, text_of
from index.extract.ofd.matrix import Matrix

#: Glyphs of one run that are looked at.
_LONGEST = 100_000
#: What producers write where a glyph has no character.
_NO_CHARACTER = "¤\ufffd"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyphs of the embedded font that stand for characters (CGTransform, clause 11.4)."""

    position: int
    characters: int
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TextRun:
    """One TextCode: its characters and where each stands on the page.

    ``places`` are the origins of the glyphs, left on the baseline, in millimetres on the page
    (more than characters, where some glyphs have none);
    ``size`` is the height of the type and ``width`` that of a full-width character, in
    millimetres; ``angle`` is how far the glyphs are turned (degrees, clockwise). ``matrix`` takes
    a font's unit square to the page, ``font`` is the identifier of the font's resource.
    """

    text: str
    places: tuple[tuple[float, float], ...]
    size: float
    width: float
    angle: float
    visible: bool
    alpha: float
    font: str
    matrix: Matrix
    glyphs: tuple[Glyphs, ...] = ()

    @property
    def unreadable(self) -> int:
        """How many glyphs have no character that says what they are."""
        doubtful = sum(_is_doubtful(character, bool(self.glyphs)) for character in self.text)
        covered = sum(min(each.characters, len(each.indices)) for each in self.glyphs)
        return doubtful + max(0, covered - len(self.text))


def read_runs(element: etree._Element, matrix: Matrix) -> Iterator[TextRun]:
    """Yield the runs of a ``TextObject``; ``matrix`` takes its points to the page."""
    size = number(element.get("Size"), 1.0)
    scale = number(element.get("HScale"), 1.0)
    transform = matrix.around(Matrix(a=scale * size, d=size))
    reading = number(element.get("ReadDirection"))
    glyphs: list[Glyphs] = []
    x = y = 0.0
    for part in element:
        if local_name(part) == "CGTransform":
            glyphs.append(_glyphs(part))
        elif local_name(part) == "TextCode":
            x, y = number(part.get("X"), x), number(part.get("Y"), y)
            text = _characters(part)
            points = _points(part, (x, y), _filled(text, glyphs), size, reading)
            yield TextRun(
                text,
                tuple(matrix.apply(*point) for point in points),
                transform.vertical_scale,
                transform.horizontal_scale,
                (matrix.angle + number(element.get("CharDirection"))) % 360,
                element.get("Visible") != "false",
                number(element.get("Alpha"), 255.0),
                element.get("Font") or "",
                transform,
                tuple(glyphs),
            )
            glyphs = []


def is_wide(character: str) -> bool:
    """Say whether a character fills a square in a Chinese font (UAX #11: wide, full, ambiguous)."""
    return unicodedata.east_asian_width(character) in "WFA"


def _characters(code: etree._Element) -> str:
    """Return the characters of a TextCode; line breaks are the XML's, no glyphs."""
    text = code.text or ""
    if "\n" in text or "\r" in text:
        text = text.strip().replace("\r", "").replace("\n", "")
    return text.replace("\t", " ")


def _filled(text: str, glyphs: Sequence[Glyphs]) -> str:
    """Return the text with a square for each glyph that has no character."""
    ends = [each.position + len(each.indices) for each in glyphs]
    return text + "□" * (max(ends, default=0) - len(text))


def _points(
    code: etree._Element, origin: tuple[float, float], text: str, size: float, reading: float
) -> Iterator[tuple[float, float]]:
    """Yield the origin of each character in the coordinates of the text object."""
    x, y = origin
    across = deltas(code.get("DeltaX"), len(text) - 1)
    down = deltas(code.get("DeltaY"), len(text) - 1)
    for place, character in enumerate(text):
        yield x, y
        if across or down:
            x += across[place] if place < len(across) else 0.0
            y += down[place] if place < len(down) else 0.0
        else:  # the font would say how far; this is near enough for the order
            step = size if is_wide(character) else size / 2
            x += {0: step, 180: -step}.get(int(reading), 0.0)
            y += {90: step, 270: -step}.get(int(reading), 0.0)


def _glyphs(transform: etree._Element) -> Glyphs:
    indices: list[int] = []
    for listed in children(transform, "Glyphs"):
        indices += [int(number(token)) for token in text_of(listed).split()]
    return Glyphs(
        min(max(int(number(transform.get("CodePosition"))), 0), _LONGEST),
        int(number(transform.get("CodeCount"), 1.0)),
        tuple(index for index in indices[:_LONGEST] if 0 <= index < 65_536),
    )


def _is_doubtful(character: str, has_glyphs: bool) -> bool:
    if character in _NO_CHARACTER:
        return has_glyphs or character == "\ufffd"
    return has_glyphs and unicodedata.category(character) in ("Co", "Cc", "Cn")
