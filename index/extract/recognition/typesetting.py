"""The printed line behind a read one: spaces that gaps stand for, and the box of its type.

The models give no space between Chinese characters however far they are apart, and names in an
attendance list are told apart by nothing else. The box of a line that was detected is that of the
ink and some air around it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from index.extract.layout import TextLine
from index.extract.recognition.model import ReadLine
from index.extract.recognition.punctuation import restore_full_width

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
#: Marks whose ink fills only the right or the left half of their place.
_OPENING = frozenset("（《“‘〈【〔「『")
_CLOSING = frozenset("）》”’〉】〕」』，。、；：！？")
_EMPTY_HALF = 0.45

#: The model sees a line of any height in columns of a sixth of it, and a box is hardly lower than
#: its type.
_WIDEST_TYPE = 6.6
_NARROWEST_TYPE = 3.6
#: Part of the size of the type by which characters stand apart that have a space between them.
_GAP = 0.35
#: Size of the type in parts of the box, for lines that do not show it.
_USUAL_SIZE = 0.9


def set_type(line: ReadLine, box: NDArray[np.float64]) -> TextLine:
    """Return a read line with its spaces, in the box of its type.

    Args:
        line: what was read.
        box: left, top, right, bottom of the detected box, in pixels, 4 values.
    """
    left, top, right, bottom = box.tolist()
    columns = type_columns(line)
    size = columns / line.length * (right - left) if columns else _USUAL_SIZE * (bottom - top)
    text = restore_full_width(spaced(line, columns).strip())
    if text[0] in _OPENING:
        left -= _EMPTY_HALF * size
    if text[-1] in _CLOSING:
        right += _EMPTY_HALF * size
    middle = (top + bottom) / 2
    return TextLine(left, middle - size / 2, right, middle + size / 2, text)


def type_columns(line: ReadLine) -> float:
    """Return the columns that a Chinese character takes; 0 where the line does not show it."""
    steps = [step for step in _steps(line).values() if step > 0]
    if not steps:
        return 0.0
    usual = median(steps)
    mean = fmean(step for step in steps if abs(step - usual) <= 1)
    return min(max(mean, _NARROWEST_TYPE), _WIDEST_TYPE)


def _steps(line: ReadLine) -> dict[int, int]:
    """Return how far two Chinese neighbours are apart, by the place of the second in the text."""
    visible = [place for place, character in enumerate(line.text) if not character.isspace()]
    if len(visible) != len(line.columns):
        return {}
    seen = list(zip(visible, line.columns, strict=True))
    return {
        place: column - earlier
        for (before, earlier), (place, column) in pairwise(seen)
        if place == before + 1
        and _CHINESE.match(line.text[before])
        and _CHINESE.match(line.text[place])
    }


def spaced(line: ReadLine, columns: float) -> str:
    """Return the text of a line with a space where Chinese characters stand apart."""
    if not columns:
        return line.text
    apart = {place for place, step in _steps(line).items() if step > (1 + _GAP) * columns}
    return "".join(" " * (place in apart) + c for place, c in enumerate(line.text))
