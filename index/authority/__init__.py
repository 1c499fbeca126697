"""Names of units: what a printed name means, who did the work before and who does it today."""

from __future__ import annotations

from index.authority.words import unit_words

__all__ = ["unit_words"]
