"""Under which spellings a party is found."""

from __future__ import annotations

from functools import lru_cache

from index.authority.lineage import kin
from index.authority.matching import matches, national_unit
from index.authority.places import place_called, shortened
from index.authority.resolution import named
from index.authority.tables import Unit

#: The words of a level that stand for a place of this level in prose.
_WORDS = {"省": ("省",), "市": ("市",), "县级市": ("市",), "区": ("区",), "县": ("县",)}


@lru_cache(maxsize=4096)
def alternatives(name: str) -> tuple[str, ...]:
    """Return the spellings under which a search for a party finds it, ``name`` first.

    Its short names with its place, with the word of its level and alone, and those of the units
    that did the work before or do it today, or that do it elsewhere under another name (发改委 and
    发改局). A name that the tables do not know has only itself.
    """
    found: dict[str, None] = {name: None}
    if unit := national_unit(name):
        for one in kin(unit):
            found.update(dict.fromkeys((one.name, *one.aliases)))
    for match in list(matches(name))[:1]:
        for one in kin(match.unit):
            found.update(dict.fromkeys(_spellings(one, match.slot)))
    return tuple(found)


def _spellings(unit: Unit, slot: str) -> list[str]:
    place = place_called(slot) if slot else None
    words = _WORDS.get(place.level, ()) if place else ()
    slots = dict.fromkeys((slot, shortened(slot), *words, ""))
    full = named(unit, place, slot)
    short = [
        alias.replace("{}", one).replace("{~}", shortened(one))
        for one in slots
        for alias in unit.aliases
        if one or not alias.endswith(("}委", "}府", "}政府"))
    ]
    return [full, *short]
