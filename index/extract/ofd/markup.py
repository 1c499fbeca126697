"""Elements and value types of OFD (GB/T 33190-2016, clause 7.3): names, numbers, boxes, deltas.

Producers use several namespaces (http://www.ofdspec.org/2016, the draft's http://www.ofdspec.org,
none at all), so elements are told by their local names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

#: Millimetres or factors beyond this are no place on any page.
_FARTHEST = 1_000_000.0


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the children of any of these names; none of them given, all children."""
    if element is None:
        return
    for child in element:
        if not names or local_name(child) in names:
            yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along a path of names, or ``None``."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: etree._Element | None) -> str:
    """Return the text of an element without white space around it."""
    return (element.text or "").strip() if element is not None else ""


def texts(element: etree._Element | None, *names: str) -> Iterator[str]:
    """Yield the texts of the children of these names that have any."""
    for found in children(element, *names):
        if text := text_of(found):
            yield text


def number(text: str | None, default: float = 0.0) -> float:
    """Read one number; what is none, or is beyond all pages, gives the default."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) <= _FARTHEST else default


def numbers(text: str | None) -> tuple[float, ...]:
    """Read an array of numbers (ST_Array)."""
    return tuple(number(token) for token in (text or "").replace(",", " ").split())


def box(text: str | None) -> tuple[float, float, float, float] | None:
    """Read ``left top width height`` (ST_Box) in millimetres; ``None`` where it is none."""
    values = numbers(text)
    if len(values) < 4:
        return None
    left, top, width, height = values[:4]
    return left, top, max(width, 0.0), max(height, 0.0)


def deltas(text: str | None, count: int) -> tuple[float, ...]:
    """Read ``count`` distances between glyphs (clause 11.3, DeltaX and DeltaY).

    ``g 3 2.5`` stands for ``2.5 2.5 2.5``. The last distance goes on where there are too few;
    no distances at all give an empty tuple.
    """
    tokens = (text or "").split()
    values: list[float] = []
    place = 0
    while place < len(tokens) and len(values) < count:
        if tokens[place] == "g" and place + 2 < len(tokens):
            repeats = int(tokens[place + 1][:9]) if tokens[place + 1].isdecimal() else 0
            values += [number(tokens[place + 2])] * min(repeats, count - len(values))
            place += 3
        else:
            values.append(number(tokens[place]))
            place += 1
    if values:
        values += [values[-1]] * (count - len(values))
    return tuple(values)
