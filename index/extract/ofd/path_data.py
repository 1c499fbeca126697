"""Paths of OFD (GB/T 33190-2016, clause 9.1, AbbreviatedData) as operators of PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.ofd.markup import child, number, numbers, text_of

#: Operators of one path; outlines of a page of text have some ten thousand.
_MAXIMUM_OPERATORS = 500_000
#: Boxes, arrows and lines have so many operators; characters have more.
_SIMPLE = 8
#: How many numbers each operator takes.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PALE = 128


def path_operators(element: etree._Element) -> bytes:
    """Return the operators that draw a ``PathObject``; empty where it draws nothing to read.

    Raises:
        ExtractionError: it has too many operators.
    """
    if number(element.get("Alpha"), 255.0) < _PALE:
        return b""
    fill = element.get("Fill") == "true"
    stroke = element.get("Stroke") != "false"
    if child(element, "FillColor", "Pattern") is not None or not (fill or stroke):
        return b""
    shape = " ".join(_shape(text_of(child(element, "AbbreviatedData"))))
    width = number(element.get("LineWidth"), 0.353)  # clause 8.2: the default is 1 point
    colors = f"{_color(element, 'FillColor')} rg {_color(element, 'StrokeColor')} RG {width:.4f} w"
    even_odd = "*" if element.get("Rule") == "Even-Odd" else ""
    paint = f"B{even_odd}" if fill and stroke else f"f{even_odd}" if fill else "S"
    return f"{colors} {shape} {paint}".encode() if shape else b""


def count_operators(element: etree._Element) -> int:
    """Return how many operators a filled shape has; what is as simple as a box counts for none."""
    data = text_of(child(element, "AbbreviatedData"))
    count = sum(data.count(name) for name in "LQB")
    return count if element.get("Fill") == "true" and count > _SIMPLE else 0


def _color(element: etree._Element, name: str) -> str:
    """Return a colour as three parts of 1; what is not RGB or grey is drawn black."""
    color = child(element, name)
    values = numbers(color.get("Value")) if color is not None else ()
    if len(values) == 1:
        values *= 3
    if len(values) != 3:
        values = (0.0, 0.0, 0.0)
    return " ".join(f"{min(max(value / 255, 0.0), 1.0):.3f}" for value in values)


def _shape(data: str) -> Iterator[str]:
    last = (0.0, 0.0)
    for count, (name, values) in enumerate(_commands(data)):
        if count > _MAXIMUM_OPERATORS:
            raise ExtractionError("矢量图形过于复杂，没有识别")
        if name == "C":
            yield "h"
            continue
        end = (values[-2], values[-1])
        if name in "SM":
            yield f"{_written(end)} m"
        elif name == "B":
            yield f"{_written(values)} c"
        elif name == "Q":
            yield f"{_written((*_cubic(last, values), *end))} c"
        else:  # an arc is drawn as its chord: the outlines of characters have none
            yield f"{_written(end)} l"
        last = end


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the operators with their numbers; one with too few ends the path."""
    tokens = _TOKEN.findall(data)
    place = 0
    started = False
    while place < len(tokens):
        name = tokens[place].upper()
        count = _OPERANDS.get(name)
        if count is None:
            place += 1
            continue
        taken = tokens[place + 1 : place + 1 + count]
        if len(taken) < count or any(token.isalpha() for token in taken):
            return
        started = started or name in "SM"
        if started:
            yield name, tuple(number(token) for token in taken)
        place += 1 + count


def _cubic(
    start: tuple[float, float], values: tuple[float, ...]
) -> tuple[float, float, float, float]:
    """Return the two middle points of the cubic curve that is this quadratic one."""
    x, y, end_x, end_y = values
    return (
        start[0] + 2 / 3 * (x - start[0]),
        start[1] + 2 / 3 * (y - start[1]),
        end_x + 2 / 3 * (x - end_x),
        end_y + 2 / 3 * (y - end_y),
    )


def _written(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}" for value in values)
