"""By when something must be done."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import Deadline
from index.facts.text import FactText
from index.model import Document


def deadlines(texts: Sequence[FactText], document: Document) -> tuple[Deadline, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
