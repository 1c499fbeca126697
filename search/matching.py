"""Where in a text a query stands: spans to mark, and how much of the query is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.analyzer import content_words
from index.normalize import NormalText, normalize

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: ``phrases`` in normal form, ``words`` with their idf."""

    phrases: tuple[str, ...] = ()
    words: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Spans of the original text, in order and apart, and the share (0 to 1) found there."""

    spans: tuple[Span, ...]
    share: float


def match_text(text: str, wanted: Wanted) -> TextMatch:
    """Find a query in one text.

    Where a phrase is found, only phrases are marked: the words inside it would scatter marks over
    the rest of the text.
    """
    normal = normalize(text)
    found = [span for phrase in wanted.phrases for span in _occurrences(normal.text, phrase)]
    if found:
        return TextMatch(_in_original(normal, found), 1.0)
    words = wanted.words or {}
    terms = [term for term in content_words(normal) if term.text in words]
    total = sum(words.values())
    held = sum(words[text] for text in {term.text for term in terms})
    spans = _in_original(normal, [(term.start, term.end) for term in terms])
    return TextMatch(spans, held / total if total else 0.0)


def _occurrences(text: str, phrase: str) -> Iterable[Span]:
    start = text.find(phrase)
    while start >= 0:
        yield start, start + len(phrase)
        start = text.find(phrase, start + len(phrase))


def _in_original(normal: NormalText, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Lead spans back to the original text and join those that overlap or touch."""
    joined: list[Span] = []
    for start, end in sorted(normal.original_span(*span) for span in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
