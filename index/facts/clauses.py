"""The clauses of a text, with titles and quotations blanked: verbs inside them decide nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from index.facts.text import FactText

#: Stands for a character of a title or quotation; it occurs in no text that is read.
BLANK = "\ue000"
#: A run between brackets longer than this is a bracket that was never closed.
_LONGEST_TITLE, _LONGEST_QUOTATION = 200, 80
_CLOSING = {"《": "》", "“": "”", "「": "」"}
_BRACKET = re.compile("[《》“”「」。]")
_TITLE_BRACKET = re.compile("[《》。]")
#: A comma between digits may group thousands, a colon part a ratio; any other ends a clause.
_CLAUSE_END = re.compile(r"(?<![0-9])[,:]|,(?![0-9]{3}(?![0-9]))|:(?![0-9])")


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence between commas or colons.

    ``words`` are ``FactText.bare[start:end]`` with the inside of 《》 and “” blanked, without the
    mark that ends the clause. ``before`` are the words of the sentence up to the clause, ``after``
    those that follow it.
    """

    start: int
    end: int
    words: str
    before: str
    after: str

    @property
    def previous(self) -> str:
        """The clause before this one in its sentence, or nothing."""
        clauses = _CLAUSE_END.split(self.before)
        return clauses[-2] if len(clauses) > 1 else ""


def sentence_clauses(text: FactText) -> Iterator[list[Clause]]:
    """Yield the clauses of every sentence, in reading order."""
    words = blanked(text.bare)
    for start, end in text.sentences():
        yield _clauses(words[start:end].rstrip("。;!?"), start)


def _clauses(sentence: str, offset: int) -> list[Clause]:
    borders = list(_borders(sentence))
    return [
        Clause(
            offset + first,
            offset + first + len(words),
            words,
            sentence[max(0, first - _CONTEXT) : first],
            sentence[last : last + _CONTEXT],
        )
        for first, last in pairwise(borders)
        if (words := sentence[first:last].rstrip(",:"))
    ]


def _borders(sentence: str) -> Iterator[int]:
    """Yield where clauses start, and the end; what is longer than any clause is cut."""
    start = 0
    yield start
    for end in chain((match.end() for match in _CLAUSE_END.finditer(sentence)), [len(sentence)]):
        yield from range(start + _LONGEST_CLAUSE, end, _LONGEST_CLAUSE)
        yield end
        start = end


#: A list of projects may be one clause; longer runs without a mark are no prose.
_LONGEST_CLAUSE = 600
#: How much of a sentence a clause keeps on either side: enough for a subject, little enough that
#: a text that is one sentence is read in proportion to its length.
_CONTEXT = 200


def blanked(bare: str) -> str:
    """Return ``bare``, at the same length, with the inside of titles and quotations blanked."""
    return _blanked(bare, _BRACKET)


def blanked_titles(bare: str) -> str:
    """Return ``bare``, at the same length, with the inside of titles blanked."""
    return _blanked(bare, _TITLE_BRACKET)


def _blanked(bare: str, bracket: re.Pattern[str]) -> str:
    kept: list[str] = []
    position = 0
    for start, end in _bracketed(bare, bracket):
        kept += bare[position:start], BLANK * (end - start)
        position = end
    return "".join([*kept, bare[position:]])


def _bracketed(bare: str, bracket: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the inside of every outermost pair of brackets."""
    opening = ""
    start = depth = 0
    for match in bracket.finditer(bare):
        mark, longest = match[0], _LONGEST_TITLE if opening == "《" else _LONGEST_QUOTATION
        if depth and (match.start() - start > longest or mark == "。" and opening == "《"):
            depth = 0
        if not depth:
            if mark in _CLOSING:
                opening, start, depth = mark, match.end(), 1
        elif mark == opening:
            depth += 1
        elif mark == _CLOSING[opening]:
            depth -= 1
            if not depth:
                yield start, match.start()
