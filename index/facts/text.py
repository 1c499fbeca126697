"""A text in which facts are looked for: patterns match its bare form, evidence is the original."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from index.fact_model import HEADING, LEAD, Evidence
from index.model import Resolution
from index.text_forms import bare_with_offsets

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?|[。;!?]")


@dataclass(frozen=True, slots=True)
class FactText:
    """One place of a resolution: a point, the lead, or the printed heading.

    ``bare`` is ``original`` without white space, look-alike forms unified: full-width digits,
    commas, colons and （） as ASCII, brackets 〔〕【】 as []. ``offsets[i]`` is where its character
    ``i`` stands in ``original``.
    """

    point: int
    original: str
    bare: str
    offsets: array[int]

    def evidence(self, start: int, end: int) -> Evidence:
        """Return ``bare[start:end]`` as it is printed; ``end`` is above ``start``."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Evidence(self.original[first:last], self.point, first, last)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield start and end, in ``bare``, of every sentence (。；！？ end one)."""
        for match in _SENTENCE.finditer(self.bare):
            yield match.span()


def fact_text(original: str, point: int) -> FactText:
    """Prepare a text of a resolution."""
    squeezed, offsets = bare_with_offsets(original)
    return FactText(point, original, squeezed, offsets)


def texts_of(resolution: Resolution) -> tuple[FactText, ...]:
    """Return the texts of a resolution in reading order; a derived heading stands in them."""
    printed = resolution.heading if resolution.heading_printed else ""
    places = [
        (HEADING, printed),
        (LEAD, resolution.lead),
        *((number, point.text) for number, point in enumerate(resolution.points)),
    ]
    return tuple(fact_text(text, point) for point, text in places if text.strip())
