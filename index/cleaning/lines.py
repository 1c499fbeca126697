"""The lines of a text, and what cleaning leaves of them."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import RemovedText
from index.text_forms import bare


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: as it stands, and its :func:`bare` form.

    ``inline`` says that the line was cut off the end of a longer printed line, whose bare form is
    ``printed``.
    """

    text: str
    bare: str
    inline: bool = False
    printed: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.bare


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines that remain, in order and with blank lines, and what was removed."""

    lines: Lines
    removed: tuple[RemovedText, ...] = ()


def split_lines(text: str) -> Lines:
    """Split at every kind of line end, form feeds (page marks) included.

    Of neighbouring blank lines one is kept: that there is a gap matters, not how tall it is.
    """
    lines: list[Line] = []
    gap = False
    for text_line in text.splitlines():
        if not text_line and gap:
            continue
        line = Line(text_line, bare(text_line))
        if not (gap and line.blank):
            lines.append(line)
        gap = line.blank
    return tuple(lines)


def without(lines: Lines, unwanted: dict[int, str]) -> Cleaned:
    """Remove the lines at the positions of ``unwanted``, which gives each its reason."""
    kept = tuple(line for position, line in enumerate(lines) if position not in unwanted)
    removed = tuple(
        RemovedText(reason, lines[position].text.strip()) for position, reason in unwanted.items()
    )
    return Cleaned(kept, removed)
