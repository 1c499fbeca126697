"""The names of units as words, for the segmentation of text."""

from __future__ import annotations

from index.authority.tables import units

#: The levels whose word stands in front of a unit's name in prose.
_PREFIXES = {"省": ("省",), "市": ("市",), "县": ("县", "区", "市")}
#: Short forms that are also everyday words: as dictionary words they would cut other phrases.
_EVERYDAY = frozenset({"{}财政", "{}级财政", "{}府", "{}委"})


def unit_words() -> list[str]:
    """Return every short name of a unit with the word of its level, each once (市科技局)."""
    words: dict[str, None] = {}
    for unit in units():
        for alias in unit.aliases:
            if alias in _EVERYDAY or "{~}" in alias:
                continue
            if "{}" not in alias:
                words[alias] = None
            for level in unit.levels:
                for prefix in _PREFIXES.get(level, ()):
                    words[alias.replace("{}", prefix)] = None
    return list(words)
