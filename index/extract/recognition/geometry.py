"""Corners of lines: how far a page is turned, where its lines are once it is straight."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from index.extract.recognition.model import Image, Quads

_Floats = NDArray[np.float64]

#: Only lines this much longer than high show a direction.
_LONG = 4.0
#: A box inside another by this much of its area was found twice.
_INSIDE = 0.8


def widths(quads: Quads) -> _Floats:
    """Return the lengths of lines, in pixels."""
    return _mean_side(quads, (0, 1), (3, 2))


def heights(quads: Quads) -> _Floats:
    """Return the heights of lines, in pixels."""
    return _mean_side(quads, (0, 3), (1, 2))


def _mean_side(quads: Quads, one: tuple[int, int], other: tuple[int, int]) -> _Floats:
    lengths = [np.linalg.norm(quads[:, a] - quads[:, b], axis=1) for a, b in (one, other)]
    return np.asarray((lengths[0] + lengths[1]) / 2, np.float64)


def lies_on_its_side(quads: Quads) -> bool:
    """Whether more is printed from top to bottom than from left to right."""
    wide, high = widths(quads), heights(quads)
    area = wide * high
    return bool(area[high > 1.5 * wide].sum() > area[wide > 1.5 * high].sum())


def skew(quads: Quads) -> float:
    """Return the angle of the lines in degrees, clockwise; the median, weighted by length."""
    wide = widths(quads)
    long = wide > _LONG * heights(quads)
    if not long.any():
        return 0.0
    along = (quads[long, 1] + quads[long, 2] - quads[long, 0] - quads[long, 3]) / 2
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    order = np.argsort(angles)
    passed = np.cumsum(wide[long][order])
    return float(angles[order][np.searchsorted(passed, passed[-1] / 2)])


def turned(quads: Quads, degrees: float, centre: tuple[float, float]) -> Quads:
    """Return the corners after a turn of the page counter-clockwise."""
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    about = np.asarray(centre)
    return np.asarray((quads - about) @ turn + about, np.float32)


def boxes(quads: Quads) -> _Floats:
    """Return n × 4: left, top, right, bottom of lines that are straight but for a rest."""
    middle = quads.mean(axis=1)
    half = np.stack([widths(quads), heights(quads)], axis=1) / 2
    return np.concatenate([middle - half, middle + half], axis=1).astype(np.float64)


def without_doubles(quads: Quads) -> Quads:
    """Return the lines without those that lie inside another."""
    around = boxes(quads)
    area = (around[:, 2:] - around[:, :2]).prod(axis=1)
    low = np.maximum(around[:, None, :2], around[None, :, :2])
    high = np.minimum(around[:, None, 2:], around[None, :, 2:])
    shared = (high - low).clip(min=0).prod(axis=2)
    inside = (shared > _INSIDE * area[:, None]) & (area[:, None] < area[None, :])
    return np.asarray(quads[~inside.any(axis=1)], np.float32)


def cut_out(image: Image, quad: NDArray[np.float32]) -> Image:
    """Return the image of one line, straight."""
    width = max(1, round(float(widths(quad[None])[0])))
    height = max(1, round(float(heights(quad[None])[0])))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(np.ascontiguousarray(quad, np.float32), frame)
    return np.asarray(
        cv2.warpPerspective(
            image,
            turn,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )
