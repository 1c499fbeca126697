"""Names of units: what a printed name means, who did the work before and who does it today.

The tables (``*.tsv``) are plain text, with a reason and a source in each.
"""

from __future__ import annotations

from index.authority.places import Place, place_called, place_of
from index.authority.resolution import resolve
from index.authority.spellings import alternatives
from index.authority.words import unit_words

__all__ = ["Place", "alternatives", "place_called", "place_of", "resolve", "unit_words"]
