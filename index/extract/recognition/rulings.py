"""Lines that are drawn on a page image: the borders of its tables."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from index.extract.layout import Ruling
from index.extract.recognition.model import Image

#: Long side, in pixels, of the image in which lines are looked for; 5.4 pixels are a millimetre
#: of a sheet of A4.
_SIDE = 1_600
#: In these pixels: strokes of characters are shorter, bars and the dark border of a scan thicker.
_SHORTEST = 42
_THICKEST = 9
#: A table has at least so many lines each way; a drawing has more than the other number.
_FEWEST, _MOST = 2, 1_000
#: Ink is darker than its surroundings (in pixels) by this much.
_SURROUNDINGS, _DARKER = 31, 18


def drawn_lines(image: Image, degrees: float) -> tuple[Ruling, ...]:
    """Return the level and upright lines of an image once it is turned by so many degrees.

    The places are in pixels of the image. There are none where they cannot make a table.
    """
    scale = min(1.0, _SIDE / max(image.shape[:2]))
    ink = _ink(image, scale, degrees)
    level = list(_lines(ink, (_SHORTEST, 1), scale))
    upright = list(_lines(ink, (1, _SHORTEST), scale))
    if min(len(level), len(upright)) < _FEWEST or len(level) + len(upright) > _MOST:
        return ()
    return (*level, *upright)


def _ink(image: Image, scale: float, degrees: float) -> NDArray[np.uint8]:
    """Return a small straight image of what is printed: 255 for ink."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    width, height = (max(1, round(side * scale)) for side in grey.shape[::-1])
    grey = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    straight = cv2.warpAffine(grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    ink = cv2.adaptiveThreshold(
        straight, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _SURROUNDINGS, _DARKER
    )
    return np.asarray(ink, np.uint8)


def _lines(ink: NDArray[np.uint8], shape: tuple[int, int], scale: float) -> Iterator[Ruling]:
    """Yield the thin runs of ink in which a rod of this width and height has room."""
    # A line that is not quite straight has steps; across it they are closed, never along it,
    # where the strokes of characters would become one.
    across = np.ones((3, 1) if shape[0] > shape[1] else (1, 3), np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, across)
    rod = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, rod)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs)
    for left, top, width, height, _ in boxes[1:].tolist():
        if min(width, height) > _THICKEST:
            continue
        if width > height:
            middle = (top + height / 2) / scale
            yield Ruling(left / scale, middle, (left + width) / scale, middle)
        else:
            middle = (left + width / 2) / scale
            yield Ruling(middle, top / scale, middle, (top + height) / scale)
