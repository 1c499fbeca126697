"""What has to happen to a matter after the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import NextStep
from index.facts.text import FactText
from index.model import Document


def next_steps(texts: Sequence[FactText], document: Document) -> tuple[NextStep, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
