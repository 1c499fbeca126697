"""Which documents a resolution cites: titles in 《》."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.fact_model import Citation
from index.facts.text import FactText
from index.model import Document
from index.text_forms import tidy

#: Longer runs between 《 and 》 are a bracket that was never closed.
_LONGEST_TITLE = 150
_SHORT_NAME = re.compile(r"(?:以下|下文|下|后)(?:统)?(?:简称|称)为?[:“\"]?$")


def citations(texts: Sequence[FactText], document: Document) -> tuple[Citation, ...]:
    """Return the document titles in 《》, outermost brackets only, each once and in order.

    A short name (以下简称《工作意见》, or 《方案》 for a draft named before) is not a title.
    """
    titles: dict[str, Citation] = {}
    short_names: set[str] = set()
    for text in texts:
        for start, end in _title_spans(text.bare):
            evidence = text.evidence(start, end + 1)
            title = tidy(evidence.text[1:-1].replace("\n", ""))
            if not title:
                continue
            if _SHORT_NAME.search(text.bare[max(0, start - 12) : start]):
                short_names.add(title)
            else:
                titles.setdefault(title, Citation(title, evidence))
    whole = [title for title in titles if title not in short_names]
    return tuple(titles[t] for i, t in enumerate(whole) if not _is_short_for(t, whole[:i]))


_LONGEST_SHORT_NAME = 8


def _is_short_for(title: str, earlier: list[str]) -> bool:
    """Whether a few characters only repeat part of a title cited before."""
    return len(title) <= _LONGEST_SHORT_NAME and any(title in known for known in earlier)


def _title_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every outermost 《…》."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for position, character in enumerate(text):
        if character == "《":
            if depth and position - start > _LONGEST_TITLE:
                depth = 0
            start = position if depth == 0 else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0 and position - start <= _LONGEST_TITLE:
                spans.append((start, position))
    return spans
