"""Which texts of a page are its own, and which are watermarks, notes at its edge, or not shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from index.extract.ofd.text_object import TextRun
from index.model import RemovedText

#: Scanned text is turned by a degree or two; text that is turned by more is printed so.
_UPRIGHT = 5.0
#: A watermark is pale (alpha of 255) and larger than the text by this factor.
_PALE = 128
_LARGE = 1.5


@dataclass(frozen=True, slots=True)
class ClassifiedRuns:
    """Upright runs of the page as it is read, and what was set aside.

    ``quarter_turns`` says how often the page was turned for that, by 90° anticlockwise each.
    """

    runs: tuple[TextRun, ...]
    removed: tuple[RemovedText, ...]
    quarter_turns: int


def classify(runs: Sequence[TextRun], width: float, height: float) -> ClassifiedRuns:
    """Sort the runs of one page of this size (mm).

    Most of the text of a page has one direction; where that is sideways or upside down, the page
    is turned. Text at another right angle stays where it stands among the text (labels of
    tables), and is a note where it stands beside it (the binding line).
    """
    removed = [_removed("不可见文字", run) for run in runs if not run.visible]
    shown = [run for run in runs if run.visible and run.text.strip()]
    turned = [run for run in shown if _quarter_turns(run) is None]
    square = [run for run in shown if _quarter_turns(run) is not None]
    turns = _main_direction(square)
    upright = [_turn(run, turns, width, height) for run in square]
    texts = [run for run in upright if _quarter_turns(run) == 0]
    sideways = [run for run in upright if _quarter_turns(run) != 0]
    usual = _usual_size(texts)
    pale = [run for run in texts if _is_pale(run, usual)]
    removed += [_removed("水印", run) for run in (*turned, *pale)]
    texts = [run for run in texts if not _is_pale(run, usual)]
    left, right = _extent(texts)
    edge = [run for run in sideways if not _stands_between(run, left, right)]
    removed += [_removed("页边文字", run) for run in edge]
    texts += [run for run in sideways if _stands_between(run, left, right)]
    return ClassifiedRuns(tuple(texts), tuple(each for each in removed if each.text), turns)


def _removed(reason: str, run: TextRun) -> RemovedText:
    return RemovedText(reason, run.text.strip())


def _quarter_turns(run: TextRun) -> int | None:
    """Return by how many right angles the glyphs are turned; ``None`` for another angle."""
    turns = round(run.angle / 90)
    return turns % 4 if abs(run.angle - 90 * turns) <= _UPRIGHT else None


def _main_direction(runs: Sequence[TextRun]) -> int:
    weights: Counter[int] = Counter()
    for run in runs:
        weights[_quarter_turns(run) or 0] += len(run.text)
    return max(weights, key=lambda turns: (weights[turns], -turns), default=0)


def _turn(run: TextRun, turns: int, width: float, height: float) -> TextRun:
    """Turn a run with its page, anticlockwise, by so many right angles."""
    if turns == 0:
        return run
    places = tuple(_turned_point(x, y, turns, width, height) for x, y in run.places)
    return replace(run, places=places, angle=(run.angle - 90 * turns) % 360)


def _turned_point(
    x: float, y: float, turns: int, width: float, height: float
) -> tuple[float, float]:
    if turns == 1:
        return y, width - x
    if turns == 2:
        return width - x, height - y
    return height - y, x


def _usual_size(runs: Sequence[TextRun]) -> float:
    """Return the size of the type that the page is printed in."""
    solid = [run.size for run in runs if run.alpha >= _PALE]
    return median(solid or [run.size for run in runs]) if runs else math.inf


def _is_pale(run: TextRun, usual: float) -> bool:
    """Say whether a run lies pale and large under the text; alpha 0 is the text of a scan."""
    return 0 < run.alpha < _PALE and run.size >= _LARGE * usual


def _extent(runs: Sequence[TextRun]) -> tuple[float, float]:
    """Return where the text begins and ends on the left and the right; no text is everywhere."""
    lefts = [x for run in runs for x, _ in run.places]
    return (min(lefts), max(lefts)) if lefts else (-math.inf, math.inf)


def _stands_between(run: TextRun, left: float, right: float) -> bool:
    return all(left <= x <= right for x, _ in run.places)
