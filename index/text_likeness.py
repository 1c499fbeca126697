"""How alike two texts are, whatever their spaces, punctuation and forms of characters.

Texts are compared by their letters (Han characters, Latin letters and digits of the normal form)
and by the stretches of a few letters that they share: *shingles* (A. Broder, "On the resemblance
and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet

from index.model import Resolution
from index.normalize import normalize

#: Punctuation and signs: extraction loses them, and editors set them differently.
_SIGNS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in normal form."""
    return _SIGNS.sub("", normalize(text).text)


def resolution_text(resolution: Resolution) -> str:
    """Return what a resolution says; a heading that was taken from its text is not said twice."""
    heading = resolution.heading if resolution.heading_printed else ""
    return "\n".join((heading, resolution.lead, *(point.text for point in resolution.points)))


def shingles(letters: str, length: int) -> frozenset[str]:
    """Return every stretch of ``length`` letters; a shorter text is one by itself."""
    if len(letters) <= length:
        return frozenset((letters,)) if letters else frozenset()
    return frozenset(letters[i : i + length] for i in range(len(letters) - length + 1))


def jaccard(first: AbstractSet[str], second: AbstractSet[str]) -> float:
    """Return the share of what both hold in what either holds, 0 to 1 (P. Jaccard, 1901)."""
    common = len(first & second)
    either = len(first) + len(second) - common
    return common / either if either else 0.0


def counted_shingles(letters: str, length: int) -> Counter[str]:
    """Return how often every stretch of ``length`` letters occurs."""
    return Counter(letters[i : i + length] for i in range(len(letters) - length + 1))


def dice(first: Counter[str], second: Counter[str]) -> float:
    """Return twice what both hold through what they hold together, 0 to 1 (L. Dice, 1945)."""
    total = first.total() + second.total()
    if not total:
        return 1.0
    small, large = sorted((first, second), key=len)
    return 2 * sum(min(count, large[shingle]) for shingle, count in small.items()) / total
