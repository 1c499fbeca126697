"""What character recognition returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.extract.layout import TextLine

#: Height × width × 3, RGB.
Image = NDArray[np.uint8]
#: n × 4 × 2: the corners of n printed lines in reading direction, x and y in pixels: top left, top
#: right, bottom right, bottom left.
Quads = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recognized:
    """The lines of one page image.

    ``confidence`` (0 to 1) is the mean over characters, 0 where there are none (a blank page).
    ``lines`` are in pixels of the image that was given, once it stands upright and straight;
    ``width`` and ``height`` are the size of that upright page (exchanged, for a page that lay on
    its side).
    """

    lines: tuple[TextLine, ...]
    confidence: float
    width: int
    height: int
