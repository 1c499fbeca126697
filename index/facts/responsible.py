"""Who must do it, and in which role."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import Responsibility
from index.facts.text import FactText
from index.model import Document


def responsible(texts: Sequence[FactText], document: Document) -> tuple[Responsibility, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
