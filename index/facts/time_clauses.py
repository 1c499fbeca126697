"""What stands around a time in its clause, and what a reader of times finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.fact_model import DeadlineKind

#: How far a clause is looked into on either side of a time, in characters.
_WINDOW = 48
_CLAUSE_END = re.compile(r"[,。;:!?]")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline at ``[start:end]`` of a bare text."""

    start: int
    end: int
    kind: DeadlineKind
    due: date | None
    rule: str


def clause_before(text: str, position: int) -> str:
    """Return the words of the clause before ``position``, at most a window of them."""
    return _CLAUSE_END.split(text[max(0, position - _WINDOW) : position])[-1]


def clause_after(text: str, position: int) -> str:
    """Return the words of the clause from ``position`` on, at most a window of them."""
    return _CLAUSE_END.split(text[position : position + _WINDOW], maxsplit=1)[0]


def sentence_before(text: str, position: int) -> str:
    """Return the words of the sentence before ``position``, at most two windows of them."""
    return re.split(r"[。;!?]", text[max(0, position - 2 * _WINDOW) : position])[-1]


def previous_clause(text: str, position: int) -> str:
    """Return the clause before that of ``position`` in the same sentence, if near enough."""
    clauses = re.split(r"[,:]", sentence_before(text, position))
    return clauses[-2] if len(clauses) > 1 else ""
