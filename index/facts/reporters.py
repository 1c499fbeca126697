"""Who reported on a matter or submitted it."""

from __future__ import annotations

from collections.abc import Sequence

from index.fact_model import Reporter
from index.facts.text import FactText
from index.model import Document


def reporters(texts: Sequence[FactText], document: Document) -> tuple[Reporter, ...]:
    """Return the facts of this kind in the order of their words."""
    return ()
