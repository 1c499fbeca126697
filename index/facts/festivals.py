"""The days of festivals that deadlines are set before: 国庆节前, 春节前.

Those of the lunar calendar (GB/T 33661-2017) are tabled for 2000 to 2050; 清明 is reckoned.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

#: Solar festivals: month and day of the first day.
_SOLAR = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "国庆": (10, 1),
    "十一": (10, 1),
}
_FIRST_YEAR = 2000


def _table(days: str) -> tuple[date, ...]:
    return tuple(
        date(year, int(day[:2]), int(day[2:]))
        for year, day in enumerate(days.split(), start=_FIRST_YEAR)
    )


#: Month and day of the festival in each year from 2000.
_SPRING = _table(
    "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208"
    " 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131"
    " 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123"
)
_DRAGON_BOAT = _table(
    "0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 0612 0602 0620 0609"
    " 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601"
    " 0620 0610 0530 0618 0607 0527 0614 0603 0622 0611 0531 0619 0608 0529 0615 0604 0623"
)
_MID_AUTUMN = _table(
    "0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915"
    " 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908"
    " 0927 0916 1004 0924 0913 1002 0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930"
)


def _tabled(table: tuple[date, ...], later: int = 0) -> Callable[[int], date | None]:
    def day(year: int) -> date | None:
        place = year - _FIRST_YEAR
        return table[place] + timedelta(days=later) if 0 <= place < len(table) else None

    return day


def _tomb_sweeping(year: int) -> date | None:
    """Reckon 清明, the solar term, for this century: ⌊0.2422 y + 4.81⌋ − ⌊y / 4⌋ April."""
    short = year - _FIRST_YEAR
    return date(year, 4, int(0.2422 * short + 4.81) - short // 4) if 0 <= short < 100 else None


def _solar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: date(year, month, day)


#: By name, the day in a year; ``None`` outside the tables.
FESTIVALS: dict[str, Callable[[int], date | None]] = {
    **{name: _solar(*day) for name, day in _SOLAR.items()},
    "春节": _tabled(_SPRING),
    "除夕": _tabled(_SPRING, -1),
    "元宵": _tabled(_SPRING, 14),
    "清明": _tomb_sweeping,
    "端午": _tabled(_DRAGON_BOAT),
    "中秋": _tabled(_MID_AUTUMN),
}


def next_festival(name: str, after: date) -> date | None:
    """Return the first day of the festival that comes next after a day."""
    days = (FESTIVALS[name](year) for year in (after.year, after.year + 1))
    return next((day for day in days if day and day > after), None)
