"""Chinese numerals that a reader takes for the same as digits: in dates and ordinals.

二〇二六年三月五日, 第一百零一次, 十二届, 十五号, 三〇二所. A numeral anywhere else is part of a
word (三农, 一带一路, 十四五, 五位一体, 三年行动) and stays.

What decides is the numeral itself and the one character on either side, so that a piece of a text
has, but for a numeral that is cut in two, the same form as in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = "〇一二三四五六七八九"
_DIGIT_VALUES = {character: value for value, character in enumerate(_DIGITS)}
_DIGIT_VALUES |= {"零": 0, "o": 0} | {str(value): value for value in range(10)}
_UNIT_VALUES = {"十": 10, "百": 100, "千": 1000}

#: A numeral, whole. The letter o is what some type for 〇 (二oo八年); between numerals only.
_RUN = re.compile(
    "[0-9〇零一二三四五六七八九十百千廿卅]+(?:oo?[0-9〇零一二三四五六七八九十百千廿卅]+)*"
)

#: 廿一 is 二十一, 卅 is 三十.
_CONTRACTED = {"廿": "二十", "卅": "三十"}
#: 九千九百九十九 has seven characters.
_LONGEST_COMPOUND = 7

#: What a year and a number read out digit by digit are made of.
_READ_OUT = frozenset(_DIGIT_VALUES)
_FROM_ONE = frozenset("一二三四五六七八九")
#: Any year is one before 年; one of the last or this century also without it.
_MILLENNIA = frozenset("一二12")
_MODERN = ("一九", "二〇", "二零", "二0", "二o")

#: What is counted off after 第, even where the numeral is one character: 第三次, 第五条. Not 产业,
#: 方, 书记: 第三产业 and 第一书记 are words.
_COUNTED = frozenset("次届期号条款项章节批轮卷辑版页")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start:end]`` of a text and its ``digits``.

    ``by_digit`` says that each of its characters is one of the digits.
    """

    start: int
    end: int
    digits: str
    by_digit: bool


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text that are written in digits, in order.

    ``text`` is without white space, in lower case and in simplified characters.
    """
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isascii():
            continue
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 2]
        if _is_read_by_digit(run, after):
            digits = "".join(str(_DIGIT_VALUES[character]) for character in run)
            yield Numeral(start, end, digits, by_digit=True)
        elif (value := compound_value(run)) is not None and _counts(run, value, before, after):
            yield Numeral(start, end, str(value), by_digit=len(str(value)) == len(run) == 1)


def _is_read_by_digit(run: str, after: str) -> bool:
    """Whether a run is a year (二〇二六) or a number read out digit by digit (三〇二).

    Such a number has a 〇, or a 零 in the middle (一零一; not 清零一批).
    """
    if len(run) == 1 or after == "年级" or not _READ_OUT.issuperset(run):
        return False
    if len(run) == 4 and run[0] in _MILLENNIA and (after[:1] == "年" or run.startswith(_MODERN)):
        return True
    if after[:1] in ("万", "亿", "点"):
        return False
    inside = run[0] in _FROM_ONE and run[-1] in _FROM_ONE and "零" in run
    return inside or "〇" in run


@lru_cache(maxsize=4096)
def compound_value(run: str) -> int | None:
    """Return what 三, 十五 or 一百零一 is worth; ``None`` where the run is no numeral (十四五)."""
    if len(run) > _LONGEST_COMPOUND:
        return None
    for short, long in _CONTRACTED.items():
        run = run.replace(short, long)
    total = digit = 0
    for character in run:
        if unit := _UNIT_VALUES.get(character):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGIT_VALUES[character]
    total += digit
    same = 0 < total < 10_000 and _spelled(total) == run.replace("〇", "零").replace("一十", "十")
    return total if same else None


def _spelled(number: int) -> str:
    """Spell a number below 10,000 as documents do; 十 without 一 before it."""
    parts: list[str] = []
    for unit in ("千", "百", "十", ""):
        divisor = _UNIT_VALUES.get(unit, 1)
        digit, number = divmod(number, divisor)
        if digit:
            parts.append(f"{_DIGITS[digit]}{unit}")
        elif parts and number and parts[-1] != "零":
            parts.append("零")
    return "".join(parts).replace("一十", "十")


def _counts(run: str, value: int, before: str, after: str) -> bool:
    """Whether a numeral between these characters is that of a date or an ordinal."""
    follows = after[:1]
    if follows == "月":
        return value <= 12
    if follows == "日":
        return value <= _LAST_DAY and (value > 1 or before == "月")
    if follows == "号":
        return after not in ("号召", "号称")
    if before == "第":
        if run[-1] == "百" and follows == "货":
            return False
        return len(run) > 1 or run == "十" or follows in _COUNTED
    if follows == "届":
        return value > 1 or after[1:] in _DIGIT_VALUES or after[1:] in _UNIT_VALUES
    return follows in _COUNTED and (len(run) > 1 or before == "届")
