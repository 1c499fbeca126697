"""By when something must be done."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from index.fact_model import Deadline
from index.facts.clauses import blanked_titles
from index.facts.conditions import conditional_deadlines
from index.facts.fixed_deadlines import fixed_deadlines
from index.facts.loose_deadlines import (
    hasty_deadlines,
    lasting_deadlines,
    recurring_deadlines,
)
from index.facts.relative_deadlines import Anchors, relative_deadlines
from index.facts.text import FactText
from index.facts.time_clauses import FoundDeadline
from index.model import Document


def deadlines(texts: Sequence[FactText], document: Document) -> tuple[Deadline, ...]:
    """Return the deadlines that the texts set, in the order of their words.

    ``rule`` says in Chinese how ``due`` came about, or why there is none.
    """
    return tuple(
        Deadline(found.kind, found.due, found.rule, text.evidence(found.start, found.end))
        for text in texts
        for found in _deadlines(text, document)
    )


def _deadlines(text: FactText, document: Document) -> list[FoundDeadline]:
    words = blanked_titles(text.bare)
    anchors = _anchors(document)
    readings: tuple[Iterable[FoundDeadline], ...] = (
        recurring_deadlines(words),
        fixed_deadlines(words, document.order_date),
        relative_deadlines(words, anchors),
        conditional_deadlines(words),
        lasting_deadlines(words),
        hasty_deadlines(words),
    )
    return sorted(_apart(readings), key=lambda found: found.start)


def _anchors(document: Document) -> Anchors:
    held = document.meeting.held if document.meeting else None
    issued = document.issued or document.signed or document.published
    minutes = document.kind == "minutes"
    return Anchors(minutes, held if minutes else None, issued, document.effective)


def _apart(readings: Iterable[Iterable[FoundDeadline]]) -> Iterator[FoundDeadline]:
    """Keep of readings that overlap the one that comes first in the order of ``readings``."""
    taken: list[tuple[int, int]] = []
    for reading in readings:
        for found in sorted(reading, key=lambda found: (found.start, -found.end)):
            place = bisect_right(taken, (found.start, found.end))
            free_before = place == 0 or taken[place - 1][1] <= found.start
            free_behind = place == len(taken) or found.end <= taken[place][0]
            if free_before and free_behind:
                insort(taken, (found.start, found.end))
                yield found
