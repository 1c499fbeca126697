"""Which unit a printed name means: templates of the units table against a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from index.authority.name_words import IN_NAME, NO_NAME_START
from index.authority.places import is_known, place_in_short
from index.authority.tables import Unit, units

#: What may stand where a template has its place: nothing, the word of a level, a place's name.
_LEVEL_WORD = re.compile(
    r"[我本全]?(?:自治区|自治州|自治县|自治旗|省|市|州|盟|区|县|旗|镇|乡|街道)?"
)
_PLACE_NAME = re.compile(
    rf"{NO_NAME_START}(?:(?![局委办厅部会取意过报案项目]){IN_NAME}){{1,14}}(?:自治区|自治州|自治县|自治旗|地区|街道|省|市|州|盟|区|县|旗|镇|乡)"
)


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit, and the words that stand in the slot of its place."""

    unit: Unit
    slot: str


@cache
def _templates() -> dict[str, dict[str, tuple[Unit, ...]]]:
    """Return the units by the words before and behind the slot of their names."""
    table: dict[str, dict[str, tuple[Unit, ...]]] = {}
    for unit in units():
        for alias in dict.fromkeys((*unit.aliases, unit.name)):
            before, slot, behind = _with_one_slot(alias).partition("{}")
            if slot:
                found = table.setdefault(before, {})
                found[behind] = (*found.get(behind, ()), unit)
    return table


def _with_one_slot(alias: str) -> str:
    return alias.replace("{^}", "").replace("{~}", "{}")


@cache
def _national() -> dict[str, Unit]:
    named: dict[str, Unit] = {}
    for unit in units():
        if unit.levels == "国":
            for alias in (unit.name, *unit.aliases):
                named.setdefault(alias, unit)
    return named


def national_unit(printed: str) -> Unit | None:
    """Return the unit of the state as a whole that is called so."""
    return _national().get(printed)


def matches(printed: str) -> Iterator[UnitMatch]:
    """Yield the units that a whole string may name, a longer fixed part first."""
    for before, endings in sorted(_templates().items(), key=lambda item: -len(item[0])):
        if not printed.startswith(before):
            continue
        rest = printed[len(before) :]
        for start in range(len(rest)):
            for unit in endings.get(rest[start:], ()):
                if is_slot(rest[:start]):
                    yield UnitMatch(unit, rest[:start])


@lru_cache(maxsize=65536)
def is_slot(words: str) -> bool:
    """Whether words can stand for the place of a unit."""
    if _LEVEL_WORD.fullmatch(words) or is_known(words) or _PLACE_NAME.fullmatch(words):
        return True
    return place_in_short(words) is not None or _is_below(words)


def _is_below(words: str) -> bool:
    """Whether words are a short name behind that of the city above: 苏州市张家港."""
    return any(
        is_known(words[:end]) and place_in_short(words[end:]) is not None
        for end in range(2, len(words) - 1)
    )


#: 委派, 委托, 委员: with these a 委 is no end of a name.
_CONTINUED = frozenset("派托员任")
#: Names that mean nothing without the place in their slot.
_NEVER_ALONE = frozenset(
    {"委", "府", "政府", "财政", "人民政府", "级财政", "法院", "检察院", "人民法院", "人民检察院"}
)


#: Names are written without any mark.
_RUN = re.compile(r"[一-鿿]{2,26}")


def longest_unit(text: str, start: int) -> int | None:
    """Return where the longest unit of the table that begins at ``start`` ends in ``text``."""
    run = _RUN.match(text, start)
    words = run.group() if run else ""
    for end in range(len(words), 1, -1):
        if words[end - 1] in _last_characters() and _is_unit(words, end):
            return start + end
    return None


def _is_unit(words: str, end: int) -> bool:
    """Whether the first characters of a run name a unit, and its last one ends there."""
    if words[end - 1] == "委" and words[end : end + 1] in _CONTINUED:
        return False
    if words[:end] in _national():
        return True
    for before, endings in _templates_of(words[0]):
        first = len(before)
        if not words.startswith(before):
            continue
        for slot in range(first, end):
            if words[slot:end] in endings and _may_stand(words[first:slot], words[:end]):
                return True
    return False


def _may_stand(slot: str, name: str) -> bool:
    return is_slot(slot) if slot else name not in _NEVER_ALONE


@cache
def _templates_of(character: str) -> list[tuple[str, dict[str, tuple[Unit, ...]]]]:
    """Return the templates for names that begin with a character."""
    return [
        (before, endings)
        for before, endings in _templates().items()
        if before.startswith(character) or not before
    ]


def is_field(words: str) -> bool:
    """Whether words are the field of a unit's work: 公安, of 公安局."""
    return any(words + ending in _templates()[""] for ending in "局委厅部办")


def is_without_place(name: str) -> bool:
    """Whether a unit is named without its place: 公安局, in a list that began with 县财政局."""
    return any(match.slot == "" for match in matches(name))


@cache
def _last_characters() -> frozenset[str]:
    local = (behind[-1:] for endings in _templates().values() for behind in endings)
    return frozenset((*local, *(name[-1] for name in _national())))
