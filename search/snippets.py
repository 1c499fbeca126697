"""Snippets: the best window of a text, escaped, with what matched in ``<mark>``.

``<mark>`` is the only markup that leaves here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from search.matching import Span

#: Characters of original text in a snippet.
WINDOW = 120
_ELLIPSIS = "…"


def snippet(text: str, spans: Sequence[Span], window: int = WINDOW) -> str:
    """Return the window of ``text`` that holds most marks, as escaped HTML with ``<mark>``.

    ``spans`` are the marked spans of ``text``, in order and apart.
    """
    start, end = _best_window(text, spans, window)
    parts: list[str] = [_ELLIPSIS] if start else []
    place = start
    for mark_start, mark_end in spans:
        if mark_end <= start or mark_start >= end:
            continue
        mark_start, mark_end = max(mark_start, start), min(mark_end, end)
        parts.append(_shown(text[place:mark_start]))
        parts.append(f"<mark>{_shown(text[mark_start:mark_end])}</mark>")
        place = mark_end
    parts.append(_shown(text[place:end]))
    if end < len(text):
        parts.append(_ELLIPSIS)
    return "".join(parts)


def _shown(text: str) -> str:
    return escape(text.replace("\n", " "))


def _best_window(text: str, spans: Sequence[Span], window: int) -> Span:
    """Return the window with most marked characters; it starts a little before its first mark."""
    if len(text) <= window:
        return 0, len(text)
    if not spans:
        return 0, window
    before = window // 4
    last = len(text) - window
    starts = [max(0, min(start - before, last)) for start, _ in spans]
    best = max(starts, key=lambda start: (_marked_within(spans, start, start + window), -start))
    return best, best + window


def _marked_within(spans: Sequence[Span], start: int, end: int) -> int:
    return sum(max(0, min(e, end) - max(s, start)) for s, e in spans)
