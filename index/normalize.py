"""The normal form in which text is compared: the same for the index, the query and the snippet.

White space and invisible marks are removed, compatibility forms are unified (full-width letters,
digits and punctuation, ㎡, Kangxi radicals: Unicode NFKC, Unicode Standard Annex 15, applied to one
character at a time), letters are lower case. Punctuation is kept. Offsets lead back to the
original, so that a match found in the normal form can be marked in the text as it was written.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

#: Part of every generation's manifest: a change here means that every index must be rebuilt.
NORMALIZER_VERSION = "1"


@dataclass(frozen=True, slots=True)
class NormalText:
    """``text`` in normal form; ``offsets[i]`` is where character ``i`` starts in the original.

    ``offsets`` has one entry more than ``text``: the length of the original, so that the
    original of ``text[i:j]`` begins at ``offsets[i]`` and ends at or before ``offsets[j]``.
    """

    text: str
    offsets: array[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of ``text[start:end]``; ``end`` is above ``start``.

        White space that follows the last character is left out of the span.
        """
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=65536)
def normal_characters(character: str) -> str:
    """Return the normal form of one character: none, one, or several characters."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(part for part in folded if not _vanishes(part))


def _vanishes(character: str) -> bool:
    """Whether a character is white space, a control or format mark (zero-width, direction).

    So is a lone surrogate: damaged JSON and file names hold it, and no file can.
    """
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs")


def normalize(original: str) -> NormalText:
    """Return the normal form of ``original`` with offsets back to it."""
    parts: list[str] = []
    offsets = array("i")
    for position, character in enumerate(original):
        normal = normal_characters(character)
        if normal:
            parts.append(normal)
            offsets.extend([position] * len(normal))
    offsets.append(len(original))
    return NormalText("".join(parts), offsets)
