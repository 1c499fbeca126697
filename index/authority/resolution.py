"""From a printed name to a party: its full name, its level, who does its work today."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from index.authority.lineage import had_ended, successors
from index.authority.matching import UnitMatch, matches, national_unit
from index.authority.party_types import party_type_of, person_name
from index.authority.places import NATION, Place, is_known, place_called, place_in_short
from index.authority.tables import Unit
from index.fact_model import Party
from index.text_forms import bare

#: The letters of the units table for the levels of places.
_LETTERS = {
    NATION: "国",
    "省": "省",
    "市": "市",
    "县级市": "县",
    "区": "县",
    "县": "县",
    "开发区": "县",
    "乡镇街道": "乡",
}
#: The level that a word in front of a unit says where its place is not known.
_LEVEL_OF_WORD = {
    "省": "省",
    "自治区": "省",
    "市": "市",
    "州": "市",
    "自治州": "市",
    "盟": "市",
    "区": "区",
    "县": "县",
    "自治县": "县",
    "旗": "县",
    "自治旗": "县",
    "镇": "乡镇街道",
    "乡": "乡镇街道",
    "街道": "乡镇街道",
}
#: 原市国土局, 我市财政局: the unit is meant, the first word says when or whose.
_LEADING = re.compile(r"^(?:原|现|我|本|全)(?=[一-鿿]{2})")
#: Whoever the document is sent to: who that is stands in its head.
_ADDRESSED = ("你", "贵")
#: The party organisation inside a unit, printed behind its name.
_INNER = re.compile(r"(?:机关党委|党委|党组|党总支|党支部|党工委)$")


@lru_cache(maxsize=16384)
def resolve(printed: str, place: Place | None = None, on: date | None = None) -> Party:
    """Return the party that a text names.

    Never fails: what the tables do not know keeps its words as name.

    Args:
        printed: the words of the text (市科技局).
        place: whose document it is (:func:`index.authority.places.place_of`).
        on: the day of the document; a unit that then acted under its name a year after it should
            have been reorganised has no successors.
    """
    words = bare(printed)
    party_type = party_type_of(words)
    if party_type == "group":
        return Party(printed, printed, "group")
    if party_type == "person":
        return Party(person_name(words) or printed, printed, "person")
    former = words.startswith("原")
    words = _LEADING.sub("", words)
    inner = _INNER.search(words)
    base = words[: inner.start()] if inner and inner.start() > 1 else words
    party = _unit(base, printed, place, None if former else on)
    if base == words:
        return party
    return Party(party.name + words[len(base) :], printed, "unit", party.level, party.place)


def _unit(words: str, printed: str, place: Place | None, on: date | None) -> Party:
    own_country = place is not None and place.level == NATION
    if words.startswith(_ADDRESSED):
        return Party(words, printed, "unit", _LEVEL_OF_WORD.get(words[1:]))
    local = _best(list(matches(words)), place, on)
    if (unit := national_unit(words)) and (own_country or local is None):
        return _national(unit, printed, on)
    if local is None:
        return _without_table(words, printed, place)
    return _local(local, printed, place, on)


def _national(unit: Unit, printed: str, on: date | None) -> Party:
    today = tuple(one.name for one in successors(unit, "国", None, on))
    return Party(unit.name, printed, "unit", NATION, None, today)


def _best(found: list[UnitMatch], here: Place | None, on: date | None) -> UnitMatch | None:
    """Choose the unit that exists at the level and on the day; otherwise the first row wins."""
    found = [match for match in found if _may_be(match, here)]
    fitting = [match for match in found if _letter(match.slot, here) in (*match.unit.levels, None)]
    standing = [match for match in fitting if on and not _had_ended(match, here, on)]
    return next(iter(standing or fitting or found), None)


def _may_be(match: UnitMatch, here: Place | None) -> bool:
    """Whether a name that holds the city above can be meant: 张家港生态环境局, of 苏州市."""
    if "{^}" not in match.unit.name:
        return True
    place = place_of_slot(match.slot, here)
    return place is not None and place.city is not None and match.slot.endswith(place.short)


def _had_ended(match: UnitMatch, here: Place | None, on: date) -> bool:
    place = place_of_slot(match.slot, here)
    return had_ended(match.unit, _letter(match.slot, here), place, on)


def _letter(slot: str, here: Place | None) -> str | None:
    """Return the letter of the level that is meant; a municipality has the offices of a city."""
    place = place_of_slot(slot, here)
    if place and place.is_municipality:
        return "市"
    level = level_of_slot(slot, here)
    return _LETTERS.get(level) if level else None


def level_of_slot(slot: str, here: Place | None) -> str | None:
    """Return the level that is meant by the words in the slot of a unit's place."""
    place = place_of_slot(slot, here)
    if place:
        return place.level
    return _LEVEL_OF_WORD.get(slot)


def place_of_slot(slot: str, here: Place | None) -> Place | None:
    """Return the place that is meant: 市 in minutes of a district is the city above it."""
    word = _LEADING.sub("", slot) if len(slot) > 1 else slot
    if word in ("", "本", "我"):
        return None if here is None or here.level == NATION else here
    if word not in _LEVEL_OF_WORD:
        return place_in_short(word, here) or place_called(word) or _behind_city(word)
    if here is None:
        return None
    if here.name.endswith(word) and not (word == "区" and here.level == "省"):
        return here
    above = (here.city, here.province)
    return next((place_called(name) for name in above if name and name.endswith(word)), None)


def _behind_city(word: str) -> Place | None:
    """Return the place of a short name behind that of its city: 苏州市张家港."""
    found = (place_in_short(word[end:]) for end in range(3, len(word) - 1) if is_known(word[:end]))
    return next((place for place in found if place), None)


def _local(match: UnitMatch, printed: str, here: Place | None, on: date | None) -> Party:
    unit, place = match.unit, place_of_slot(match.slot, here)
    letter = _letter(match.slot, here)
    level = "垂管" if unit.vertical else level_of_slot(match.slot, here)
    name = place.name if place else None
    today = successors(unit, letter, place, on)
    return Party(
        named(unit, place, match.slot),
        printed,
        "unit",
        level,
        name,
        tuple(named(one, place, match.slot) for one in today),
    )


def named(unit: Unit, place: Place | None, slot: str) -> str:
    """Return the full name of a unit at a place, or with the words of the text for it."""
    text = place.name if place else slot
    short = place.short if place else ("" if slot in _LEVEL_OF_WORD else slot)
    above = place.city or "" if place else ""
    return unit.name.replace("{^}", above).replace("{}", text).replace("{~}", short)


# --- parties that the units table does not hold ----------------------------------------------

_COMMITTEE = re.compile(r"(?P<zone>[一-鿿]{2,14}?)(?:管委会|管理委员会|党工委)")
_GOVERNMENT = re.compile(
    r"(?P<place>[一-鿿]{1,12}?(?:镇|乡|街道))(?:人民政府|政府|办事处|党委|党工委)?"
)
_LEVEL_AHEAD = re.compile(r"(?P<level>自治区|自治州|[省市州盟县区旗])(?P<rest>[一-鿿()]{2,})")


def _without_table(words: str, printed: str, here: Place | None) -> Party:
    if match := _COMMITTEE.fullmatch(words):
        return _zone(match["zone"], printed)
    if match := _GOVERNMENT.fullmatch(words):
        return _township(match["place"], printed, here)
    place = place_called(words)
    if place and place.level == "开发区":
        return _zone(words, printed)
    if place:
        return Party(f"{place.name}人民政府", printed, "unit", place.level, place.name)
    match = _LEVEL_AHEAD.fullmatch(words)
    meant = place_of_slot(match["level"], here) if match else None
    if match and meant:
        return Party(meant.name + match["rest"], printed, "unit", meant.level, meant.name)
    level = _LEVEL_OF_WORD.get(match["level"]) if match else None
    return Party(words, printed, "unit", level)


def _zone(zone: str, printed: str) -> Party:
    return Party(f"{zone}管理委员会", printed, "unit", "开发区", zone)


def _township(name: str, printed: str, here: Place | None) -> Party:
    """Return the government of a town; the place of the document is the one above it."""
    kind = "办事处" if name.endswith("街道") else "人民政府"
    above = here.name if here and here.level in ("县级市", "区", "县") else ""
    full = name if name.startswith(above) else above + name
    return Party(full + kind, printed, "unit", "乡镇街道", full)
