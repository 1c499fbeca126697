"""Where the titles in 《》 stand in a text."""

from __future__ import annotations

import re

#: Longer runs between 《 and 》 are a bracket that was never closed.
_LONGEST_TITLE = 160
#: A sentence does not end inside a title; a bracket open there was never closed.
_MARK = re.compile("[《》。]")


def title_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every outermost 《…》 of a bare text, brackets included.

    Of a 《 that is never closed nothing is returned, but the titles behind it are.
    """
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if mark.group() == "《":
            opened.append(mark.start())
        elif mark.group() == "。":
            opened.clear()
        elif opened:
            start = opened.pop()
            if mark.end() - start <= _LONGEST_TITLE + 2:
                _keep_outermost(spans, start, mark.end())
    return spans


def _keep_outermost(spans: list[tuple[int, int]], start: int, end: int) -> None:
    while spans and spans[-1][0] > start:
        spans.pop()
    spans.append((start, end))
