"""Dates in running text: 2025年1月21日, 二〇二五年十一月三日, 11月3日, 2025-11-03."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from index.parsers.numerals import parse_numeral

_YEAR = r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九Oo0]{3}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DIGIT = "[一二三四五六七八九]"
_DAY = rf"3[01]|[12]\d|0?[1-9]|[二三]?十{_DIGIT}?|廿{_DIGIT}?|{_DIGIT}"

#: A date in words; groups year (may be missing), month, day.
CHINESE_DATE = rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]"
_PATTERN = re.compile(
    rf"(?<!\d)(?:{CHINESE_DATE}"
    r"|(?P<iso_year>(?:19|20)\d\d)[-./](?P<iso_month>1[0-2]|0?[1-9])[-./](?P<iso_day>3[01]|[12]\d|0?[1-9]))"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its span there, and ``year`` ``None`` where it is not printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def in_year(self, year: int | None) -> date | None:
        """Return the date, in ``year`` where it prints none; ``None`` for 2月30日."""
        known = self.year if self.year is not None else year
        if known is None or not 1 <= self.month <= 12:
            return None
        if not 1 <= self.day <= calendar.monthrange(known, self.month)[1]:
            return None
        return date(known, self.month, self.day)


def find_dates(text: str) -> list[FoundDate]:
    """Return the dates of a bare text in order, without checking that each day exists."""
    return [_found(match) for match in _PATTERN.finditer(text)]


def _found(match: re.Match[str]) -> FoundDate:
    if match["iso_year"]:
        parts: list[int | None] = [int(match[f"iso_{name}"]) for name in ("year", "month", "day")]
    else:
        parts = [
            parse_numeral(match["year"]) if match["year"] else None,
            parse_numeral(match["month"]),
            parse_numeral(match["day"]),
        ]
    return FoundDate(match.start(), match.end(), parts[0], parts[1] or 0, parts[2] or 0)


_ALONE = re.compile(rf"[(]?(?:{CHINESE_DATE})[)]?")


def is_date_line(text: str) -> bool:
    """Whether a bare line is one date in words and nothing else."""
    return _ALONE.fullmatch(text) is not None
