"""Reads the facts of every resolution from its words; ``docs/facts.md`` says what counts."""

from __future__ import annotations

from dataclasses import replace

from index.facts.amounts import amounts
from index.facts.citations import citations
from index.facts.deadlines import deadlines
from index.facts.item_types import item_types
from index.facts.next_steps import next_steps
from index.facts.outcomes import outcomes
from index.facts.reporters import reporters
from index.facts.responsible import responsible
from index.facts.text import texts_of
from index.model import Document, Resolution
from index.parsers.headings import first_sentence

__all__ = ["with_facts"]


def with_facts(document: Document) -> Document:
    """Return the document with the facts that its resolutions state."""
    return replace(
        document,
        resolutions=tuple(_with_facts(r, document) for r in document.resolutions),
    )


def _with_facts(resolution: Resolution, document: Document) -> Resolution:
    texts = texts_of(resolution)
    opening = first_sentence(resolution.lead or resolution.points[0].text)
    decides = document.kind == "minutes"
    return replace(
        resolution,
        item_types=item_types(resolution.heading, opening) if decides else (),
        outcomes=outcomes(texts, document),
        next_steps=next_steps(texts, document),
        responsible=responsible(texts, document),
        reported_by=reporters(texts, document),
        deadlines=deadlines(texts, document),
        citations=citations(texts, document),
        amounts=amounts(texts, document),
    )
