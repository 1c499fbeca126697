"""The numbers that Word prints before paragraphs and stores nowhere (ISO/IEC 29500-1, 17.9).

A paragraph names a list (``w:num``) and a level. Lists share the counters of the abstract list
that they are made from; a list may start levels anew (``w:lvlOverride/w:startOverride``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from index.extract.docx.markup import attribute, child, children, descendants, is_on, number
from index.extract.docx.number_formats import format_number, zero_padded
from index.extract.docx.styles import Styles
from index.extract.docx.symbols import BULLET, is_symbol_font, symbol

_LEVELS = 9
#: A label is printed before every paragraph of its level; a longer one is no label.
_LONGEST_LABEL = 100
_PLACE = re.compile(r"%([1-9])")
#: Courier's letter o is how Word draws a hollow bullet.
_HOLLOW_BULLET = "○"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restart`` is the level, from 1, that restarts this one (0: none).

    ``example`` is set for a custom format: its first numbers, as they are printed.
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """One list: whose counters it shares, its levels, and where it starts some of them anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document and where their counters stand; paragraphs come in reading order."""

    def __init__(self, find: Callable[[int], NumberedList | None] = lambda _: None) -> None:
        self._find = cache(find)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()

    def level_of_style(self, list_id: int, style: str | None) -> int | None:
        """Return the level that a list links to a paragraph style (17.9.23)."""
        numbered = self._find(list_id)
        if numbered is None or style is None:
            return None
        linked = (place for place, level in numbered.levels.items() if level.style == style)
        return next(linked, None)

    def next_label(self, list_id: int, level: int) -> str:
        """Count one paragraph and return what is printed before it, with the gap to its text."""
        numbered = self._find(list_id)
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.counters, [None] * _LEVELS)
        self._count(counts, numbered, list_id, level)
        definition = numbered.levels[level]
        if definition.number_format == "bullet":
            label = _bullet(definition)
        else:
            label = _PLACE.sub(
                lambda match: _printed(numbered, counts, level, int(match[1]) - 1), definition.text
            )
        return label + _gap(label, definition.suffix)

    def _count(
        self, counts: list[int | None], numbered: NumberedList, list_id: int, level: int
    ) -> None:
        anew = numbered.starts.get(level)
        before = counts[level]
        if anew is not None and (list_id, level) not in self._started:
            self._started.add((list_id, level))
            counts[level] = anew
        elif before is None:
            counts[level] = numbered.levels[level].start if anew is None else anew
        else:
            counts[level] = before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None


def _printed(numbered: NumberedList, counts: list[int | None], level: int, referred: int) -> str:
    """Return the number of one level as the label of a paragraph on ``level`` shows it."""
    definition = numbered.levels.get(referred)
    if definition is None or referred > level:
        return ""
    count = counts[referred]
    if count is None:  # no paragraph of this level yet: where it would start
        count = numbered.starts.get(referred, definition.start)
    if numbered.levels[level].legal and definition.number_format != "none":
        return str(count)
    if definition.example:
        return zero_padded(count, definition.example)
    return format_number(count, definition.number_format)


def _bullet(level: Level) -> str:
    """Return a bullet as it looks; what a symbol font draws may have no character."""
    if len(level.text) != 1:
        return level.text if level.text and not is_symbol_font(level.font) else BULLET
    if level.text == "o" and (level.font or "").startswith("Courier"):
        return _HOLLOW_BULLET
    return symbol(level.font, ord(level.text)) or BULLET


def _gap(label: str, suffix: str) -> str:
    """Return the gap after a label; full-width punctuation has its own: 一、, （一）."""
    if not label or suffix == "nothing" or label[-1].isspace():
        return ""
    last = label[-1]
    wide = unicodedata.east_asian_width(last) in "WF" and unicodedata.category(last)[0] == "P"
    return "" if wide else " "


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Read a numbering part; without one, no paragraph has a number."""
    return Numbering(_Definitions(root, styles).find)


class _Definitions:
    """The lists of a numbering part; each is read when a paragraph first names it."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._instances: dict[int, etree._Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        for element in children(root, "w:abstractNum"):
            self._abstract.setdefault(attribute(element, "w:abstractNumId") or "", element)
        for element in children(root, "w:num"):
            identifier = number(element, "w:numId")
            if identifier is not None:
                self._instances.setdefault(identifier, element)

    def find(self, identifier: int) -> NumberedList | None:
        """Return a list by its number."""
        instance = self._instances.get(identifier)
        if instance is None:
            return None
        counters = self._levels_of(instance)
        levels, starts = dict(self._levels[counters]), {}
        for override in children(instance, "w:lvlOverride"):
            place = number(override, "w:ilvl")
            if place is None or not 0 <= place < _LEVELS:
                continue
            levels |= _read_levels(override, place)
            start = number(child(override, "w:startOverride"), "w:val")
            if start is not None:
                starts[place] = start
        return NumberedList(counters, levels, starts)

    def _levels_of(self, instance: etree._Element) -> str:
        """Read the levels of the abstract list of a list; return its identifier."""
        identifier = attribute(child(instance, "w:abstractNumId"), "w:val") or ""
        linked = attribute(child(self._abstract.get(identifier), "w:numStyleLink"), "w:val")
        if linked is not None:  # the levels stand with the style's own list (17.9.21)
            other = self._instances.get(self._styles.list_of(linked) or 0)
            identifier = attribute(child(other, "w:abstractNumId"), "w:val") or identifier
        if identifier not in self._levels:
            self._levels[identifier] = _read_levels(self._abstract.get(identifier))
        return identifier


def _read_levels(parent: etree._Element | None, place: int | None = None) -> dict[int, Level]:
    """Read the levels below an abstract list, or the one of an override for ``place``."""
    levels: dict[int, Level] = {}
    for element in children(parent, "w:lvl"):
        level = number(element, "w:ilvl") if place is None else place
        if level is not None and 0 <= level < _LEVELS:
            levels[level] = _read_level(element)
    return levels


def _read_level(element: etree._Element) -> Level:
    fonts = child(element, "w:rPr", "w:rFonts")
    level = Level(
        start=number(child(element, "w:start"), "w:val") or 0,
        text=(attribute(child(element, "w:lvlText"), "w:val") or "")[:_LONGEST_LABEL],
        suffix=attribute(child(element, "w:suff"), "w:val") or "tab",
        restart=number(child(element, "w:lvlRestart"), "w:val"),
        legal=is_on(child(element, "w:isLgl")) or False,
        style=attribute(child(element, "w:pStyle"), "w:val"),
        font=attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi"),
    )
    # A custom format stands in mc:AlternateContent, with an ordinary one to fall back to.
    formats = list(descendants(element, "w:numFmt"))
    custom = next((one for one in formats if attribute(one, "w:val") == "custom"), None)
    if custom is not None:
        return replace(level, number_format="custom", example=attribute(custom, "w:format"))
    first = attribute(formats[0], "w:val") if formats else None
    return replace(level, number_format=first or "decimal")
