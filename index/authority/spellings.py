"""Under which spellings a party is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.authority.lineage import kin
from index.authority.matching import matches, national_unit
from index.authority.places import place_called, shortened
from index.authority.resolution import named, place_of_slot
from index.authority.tables import SLOT, Unit

#: The words of a level that stand for a place of this level in prose.
_WORDS = {"省": ("省",), "市": ("市",), "县级市": ("市",), "区": ("区",), "县": ("县",)}
#: Alone these would find every government of the country.
_NEVER_ALONE = ("}委", "}府", "}政府", "}人民政府", "}财政", "}级财政")
_ZONE = re.compile(r"(?P<zone>.{2,}?)(?:管理委员会|管委会)")
_GOVERNMENT = re.compile(r"(?P<place>.{2,}?)(?:人民政府|办事处)")
_TOWN = re.compile(r"(?:.*[省市州县区旗])?(?P<town>.{1,6}(?:镇|乡|街道))")


@lru_cache(maxsize=4096)
def alternatives(name: str) -> tuple[str, ...]:
    """Return the spellings under which a search for a party finds it, ``name`` first.

    Its short names with its place, with the word of its level and alone, and those of the units
    that did the work before or do it today, or that do it elsewhere under another name (发改委 and
    发改局). A government is also found by its place (清泉镇), a zone without its committee. A name
    that the tables do not know has only itself.
    """
    return tuple(dict.fromkeys((name, *_of_units(name), *_of_places(name))))


def _of_units(name: str) -> Iterator[str]:
    if unit := national_unit(name):
        for one in kin(unit):
            yield from (one.name, *one.aliases)
    for match in list(matches(name))[:1]:
        for one in kin(match.unit):
            yield from _spellings(one, match.slot)


def _spellings(unit: Unit, slot: str) -> Iterator[str]:
    place = place_of_slot(slot, None) if slot else None
    words = (place.name, *_WORDS.get(place.level, ())) if place else ()
    short = place.short if place else shortened(slot)
    yield named(unit, place, slot)
    for one in dict.fromkeys((slot, *words, short, "")):
        for alias in unit.aliases:
            if one not in (short, "") or not alias.endswith(_NEVER_ALONE):
                yield SLOT.sub(one, alias)


def _of_places(name: str) -> Iterable[str]:
    if zone := _ZONE.fullmatch(name):
        return zone["zone"], f"{zone['zone']}管委会"
    government = _GOVERNMENT.fullmatch(name)
    if government is None or place_called(government["place"]) is None:
        return ()
    place = government["place"]
    town = _TOWN.fullmatch(place)
    names = [place, town["town"]] if town else [place]
    ending = "办事处" if place.endswith("街道") else "政府"
    return [one + end for one in names for end in ("", ending)]
