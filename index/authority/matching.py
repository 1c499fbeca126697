"""Which unit a printed name means: templates of the units table against a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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
            before, slot, behind = alias.replace("{~}", "{}").partition("{}")
            if slot:
                found = table.setdefault(before, {})
                found[behind] = (*found.get(behind, ()), unit)
    return table


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


def is_slot(words: str) -> bool:
    """Whether words can stand for the place of a unit."""
    if _LEVEL_WORD.fullmatch(words) or is_known(words) or _PLACE_NAME.fullmatch(words):
        return True
    return place_in_short(words) is not None


#: Names that mean nothing without the place in their slot.
_NEVER_ALONE = frozenset(
    {"委", "府", "政府", "财政", "人民政府", "级财政", "法院", "检察院", "人民法院", "人民检察院"}
)


def longest_unit(text: str, start: int) -> int | None:
    """Return where the longest unit of the table that begins at ``start`` ends in ``text``."""
    best = 0
    for before, endings in _templates().items():
        if text.startswith(before, start):
            for behind in _slot_ends(text, start + len(before)):
                end = _longest(text, behind, endings, alone=behind == start)
                best = max(best, end)
    for length in range(min(22, len(text) - start), 1, -1):
        if text[start : start + length] in _national():
            best = max(best, start + length)
            break
    return best or None


def _slot_ends(text: str, start: int) -> Iterator[int]:
    """Yield where the place of a unit may end that begins at ``start``."""
    yield start
    for length in range(1, 9):
        words = text[start : start + length]
        if len(words) == length and is_slot(words):
            yield start + length


def _longest(text: str, start: int, endings: dict[str, tuple[Unit, ...]], alone: bool) -> int:
    for length in range(min(longest_ending(), len(text) - start), 0, -1):
        words = text[start : start + length]
        if words in endings and not (alone and words in _NEVER_ALONE):
            return start + length
    return 0


@cache
def longest_ending() -> int:
    """Return how long the fixed part of a name is at most."""
    return max(len(behind) for endings in _templates().values() for behind in endings)
