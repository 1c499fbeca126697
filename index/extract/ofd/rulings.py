"""Drawn lines of a page: the borders of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from index.extract.layout.model import Ruling
from index.extract.ofd.markup import child, number, text_of
from index.extract.ofd.objects import PlacedPath

#: Millimetres: a filled area that is thinner is a line; a line that is shorter is none.
_THICKEST = 1.0
_SHORTEST = 2.0
#: Rectangles and lines have few points; what has more is a picture.
_MOST_POINTS = 12
_MOST_RULINGS = 20_000


def read_rulings(paths: Iterable[PlacedPath]) -> tuple[Ruling, ...]:
    """Return the horizontal and vertical lines among the paths, in millimetres."""
    rulings: list[Ruling] = []
    for path in paths:
        if len(rulings) > _MOST_RULINGS:
            break
        rulings += _rulings(path)
    return tuple(rulings)


def _rulings(path: PlacedPath) -> Iterator[Ruling]:
    points = _points(path)
    if len(points) < 2:
        return
    whole = _ruling(points)
    if _is_line(whole):
        yield whole
    elif path.element.get("Stroke") != "false":
        for step in pairwise(points):
            if _is_line(side := _ruling(step)):
                yield side


def _points(path: PlacedPath) -> list[tuple[float, float]]:
    """Return the points of a path of straight lines, closed where it is; none for curves."""
    tokens = text_of(child(path.element, "AbbreviatedData"))[:1000].split()
    points: list[tuple[float, float]] = []
    for place, token in enumerate(tokens):
        if token in ("B", "Q", "A") or len(points) > _MOST_POINTS:
            return []
        if token in ("M", "S", "L") and place + 2 < len(tokens):
            x, y = number(tokens[place + 1]), number(tokens[place + 2])
            points.append(path.matrix.apply(x, y))
        elif token == "C" and points:
            points.append(points[0])
    return points


def _ruling(points: Iterable[tuple[float, float]]) -> Ruling:
    across, down = zip(*points, strict=True)
    return Ruling(min(across), min(down), max(across), max(down))


def _is_line(ruling: Ruling) -> bool:
    sides = sorted((ruling.right - ruling.left, ruling.bottom - ruling.top))
    return sides[0] <= _THICKEST and sides[1] >= _SHORTEST
