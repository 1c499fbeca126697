"""What was decided."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import Outcome
from index.facts.text import FactText
from index.model import Document


def outcomes(texts: Sequence[FactText], document: Document) -> tuple[Outcome, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
