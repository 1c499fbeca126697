"""What character recognition returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.extract.layout import PageLayout, Ruling, TextLine

#: Height × width × 3, RGB.
Image = NDArray[np.uint8]
#: n × 4 × 2: the corners of n printed lines in reading direction, x and y in pixels: top left, top
#: right, bottom right, bottom left.
Quads = NDArray[np.float32]

#: Below this mean confidence about one character in twenty is wrong: on pages blurred, shrunk and
#: posted until they could hardly be read, .97 came with 97 % of the characters right, .92 with 93 %
#: and .80 with 71 %.
DOUBTFUL = 0.95


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The text of the image of one line, and the confidence in it (0 to 1).

    The model looks at a line in ``length`` columns of equal width; ``columns`` has the one in
    which each visible character was seen.
    """

    text: str
    confidence: float
    columns: tuple[int, ...]
    length: float


@dataclass(frozen=True, slots=True)
class Recognized:
    """The lines of one page image.

    ``confidence`` (0 to 1) is the mean over characters, 0 where there are none (a blank page).
    ``lines`` are in pixels of the image that was given, once it stands upright and straight;
    ``width`` and ``height`` are the size of that upright page (exchanged, for a page that lay on
    its side). ``rulings`` are the lines that are drawn on it, where they may be a table's.
    """

    lines: tuple[TextLine, ...]
    confidence: float
    width: int
    height: int
    rulings: tuple[Ruling, ...] = ()


def doubts(pages: Sequence[PageLayout]) -> tuple[str, ...]:
    """Return a warning that names the recognized pages that are likely to hold many errors."""
    doubtful = [
        page.number
        for page in pages
        if page.recognized and page.confidence is not None and page.confidence < DOUBTFUL
    ]
    if not doubtful:
        return ()
    named = "、".join(str(number) for number in doubtful[:10])
    more = " 等" if len(doubtful) > 10 else ""
    return (f"第 {named}{more} 页字迹不清，识别结果可能有较多错字，请核对原件",)
