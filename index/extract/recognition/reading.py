"""One page image → its lines: prepare, find the lines, turn the page upright, read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.extract.layout import Ruling, TextLine
from index.extract.recognition import engine, geometry
from index.extract.recognition.model import Image, Quads, ReadLine, Recognized
from index.extract.recognition.preparation import bounded, scaled, strips, without_seals
from index.extract.recognition.rulings import drawn_lines
from index.extract.recognition.typesetting import set_type

_Line = TypeVar("_Line", TextLine, Ruling)

#: Long side, in pixels, of the image in which lines are looked for.
_DETECTION_SIDE = 1_280
_LARGEST_DETECTION_SIDE = 2_560
#: Lines lower than this, in pixels of that image, are looked for again in a larger one.
_LOW = 11.0
_LARGEST_ENLARGEMENT = 2.0

#: Lines that are asked whether the page stands on its head.
_ASKED = 9
#: What is read with less confidence is a mark of the paper or cannot be trusted; it is no text, but
#: counts for the confidence of the page.
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class _Found:
    """An image that stands upright, and its lines."""

    image: Image
    quads: Quads


def recognize(image: Image) -> Recognized:
    """Read the print on one page image.

    Args:
        image: height × width × 3, RGB, in any orientation and size.

    Returns:
        The lines of the upright page; none for a blank page, which is no error.
    """
    small, scale = bounded(image)
    starts, found = _parts(without_seals(small))
    lines: list[TextLine] = []
    confidences: list[float] = []
    rulings: list[Ruling] = []
    for start, part in zip(starts, found, strict=True):
        drawn = drawn_lines(part.image, geometry.skew(part.quads)) if len(part.quads) else ()
        rulings += [_placed(ruling, start, scale) for ruling in drawn]
        for line, box in _read(part):
            confidences += [line.confidence] * len(line.text)
            if line.confidence >= _LEAST_CONFIDENCE:
                lines.append(_placed(set_type(line, box), start, scale))
    height = round(sum(part.image.shape[0] for part in found) / scale)
    width = round(found[0].image.shape[1] / scale)
    mean = float(np.mean(confidences)) if lines else 0.0
    return Recognized(tuple(lines), mean, width, height, tuple(rulings))


def _parts(image: Image) -> tuple[list[int], list[_Found]]:
    """Return an image in upright parts, and the first row of each; nearly all are one part."""
    cut = strips(image)
    if len(cut) > 1:
        found = [_Found(part, _detected(part)) for _, part in cut]
        if not geometry.lies_on_its_side(np.concatenate([part.quads for part in found])):
            return [start for start, _ in cut], found
    return [0], [_upright(image)]


def _placed(line: _Line, start: int, scale: float) -> _Line:
    """Return a line of a strip as a line of the image that was given."""
    return replace(
        line,
        left=line.left / scale,
        top=(line.top + start) / scale,
        right=line.right / scale,
        bottom=(line.bottom + start) / scale,
    )


def _detected(image: Image) -> Quads:
    """Return the lines of an image; small print is looked for at a larger scale."""
    longest = max(image.shape[:2])
    scale = min(_LARGEST_ENLARGEMENT, _DETECTION_SIDE / longest)
    quads = engine.detect(scaled(image, scale))
    if len(quads) and np.median(geometry.heights(quads)) < _LOW and scale < 1:
        scale = min(1.0, _LARGEST_DETECTION_SIDE / longest)
        quads = engine.detect(scaled(image, scale))
    return geometry.without_doubles(np.asarray(quads / scale, np.float32))


def _upright(image: Image) -> _Found:
    """Return the image turned so that its lines run from left to right, and the lines."""
    quads = _detected(image)
    if len(quads) and geometry.lies_on_its_side(quads):
        image = np.ascontiguousarray(np.rot90(image))
        quads = _detected(image)
    if len(quads) and _stands_on_its_head(_Found(image, quads)):
        image = np.ascontiguousarray(np.rot90(image, 2))
        height, width = image.shape[:2]
        # Half a turn puts every corner in the place of the opposite one.
        quads = np.asarray((width, height) - quads, np.float32)[:, [2, 3, 0, 1]]
    return _Found(image, quads)


def _stands_on_its_head(found: _Found) -> bool:
    """Ask the longest lines; where some say so, the way that reads better decides."""
    order = np.argsort(-geometry.widths(found.quads), kind="stable")[:_ASKED]
    lines = [geometry.cut_out(found.image, found.quads[place]) for place in order]
    votes = sum(engine.is_upside_down(line) for line in lines)
    if votes * 3 < len(lines):
        return False
    upright = sum(engine.read(line).confidence for line in lines[:3])
    turned = sum(engine.read(np.rot90(line, 2)).confidence for line in lines[:3])
    return turned > upright


def _read(found: _Found) -> Iterator[tuple[ReadLine, NDArray[np.float64]]]:
    """Yield the lines of an upright page and their boxes once it is straight."""
    height, width = found.image.shape[:2]
    angle = geometry.skew(found.quads)
    straight = geometry.turned(found.quads, angle, (width / 2, height / 2))
    for quad, box in zip(found.quads, geometry.boxes(straight), strict=True):
        line = engine.read(geometry.cut_out(found.image, quad))
        if line.text.strip():
            yield line, box
