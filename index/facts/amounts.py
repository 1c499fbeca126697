"""Quantities as numbers."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import Amount
from index.facts.text import FactText
from index.model import Document


def amounts(texts: Sequence[FactText], document: Document) -> tuple[Amount, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
