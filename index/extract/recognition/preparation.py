"""What is done to an image before lines are looked for."""

from __future__ import annotations

import cv2
import numpy as np

from index.extract.recognition.model import Image

#: Long side of a page image beyond which more pixels show nothing more: A4 at 300 dpi.
_LONGEST_SIDE = 3_508
#: A page image may be this many times higher than wide; longer ones are cut (screenshots).
_TALLEST = 2.0
_STRIP = 1.5

#: A seal is round, 42 mm and more on paper 210 mm wide; letters of a red letterhead are smaller.
_SEAL_SIDE = 0.12
_ROUNDNESS = 0.75
#: Red ink: how much stronger red is than green and blue, of 255.
_RED = 50
#: Red ink over black print is darker than this in the red channel, red ink on paper lighter.
_DARK = 140


def bounded(image: Image) -> tuple[Image, float]:
    """Return the image, scaled down where it is larger than needed, and the scale."""
    height, width = image.shape[:2]
    longest = _LONGEST_SIDE * max(1.0, height / width / _TALLEST)
    scale = min(1.0, longest / max(height, width))
    return scaled(image, scale), scale


def scaled(image: Image, scale: float) -> Image:
    """Return the image at another scale."""
    if scale == 1.0:
        return image
    size = tuple(max(1, round(side * scale)) for side in (image.shape[1], image.shape[0]))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=method), np.uint8)


def strips(image: Image) -> list[tuple[int, Image]]:
    """Cut a very long image (a screenshot of a whole web page) where rows are empty.

    Returns:
        The first row of each part, and the part.
    """
    height, width = image.shape[:2]
    if height <= _TALLEST * width:
        return [(0, image)]
    ink = image.std(axis=(1, 2))
    parts, start, step = [], 0, int(_STRIP * width)
    while height - start > step:
        last_quarter = start + step - step // 4
        end = last_quarter + _emptiest(ink[last_quarter : start + step])
        parts.append((start, image[start:end]))
        start = end
    return [*parts, (start, image[start:])]


def _emptiest(ink: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    """Return the middle of the longest run of rows with the least ink."""
    empty = ink <= ink.min() + 1.0
    best, length, run = 0, 0, 0
    for row, is_empty in enumerate(empty):
        run = run + 1 if is_empty else 0
        if run > length:
            best, length = row - run // 2, run
    return best


def without_seals(image: Image) -> Image:
    """Return the image with the red ink of seals taken off; print below them stays.

    Red letterheads and red rules are not round and stay.
    """
    mask = _red(image)
    seals = _round_shapes(mask)
    if not seals:
        return image
    clean = image.copy()
    # The edges of strokes are paler than what counts as red.
    inked = cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0
    for left, top, right, bottom in seals:
        part = clean[top:bottom, left:right]
        light = inked[top:bottom, left:right] & (part[:, :, 0] > _DARK)
        # To the red channel red ink is as light as paper, black print below it is not.
        np.maximum(part, part[:, :, :1], out=part)
        part[light] = 255
    return clean


def _red(image: Image) -> Image:
    """Return 1 where ink is red, 0 elsewhere."""
    red, green, blue = cv2.split(image)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)) > _RED, np.uint8)


def _round_shapes(mask: Image) -> list[tuple[int, int, int, int]]:
    """Return left, top, right, bottom of the large round shapes."""
    smallest = _SEAL_SIDE * mask.shape[1]
    if np.count_nonzero(mask) < smallest:
        return []
    # Print over a ring and a poor stamp cut it into arcs.
    reach = max(3, mask.shape[1] // 200)
    joined = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    shapes = []
    for left, top, width, height, _ in found[1:].tolist():
        if min(width, height) >= max(smallest, _ROUNDNESS * max(width, height)):
            shapes.append((left, top, left + width, top + height))
    return shapes
