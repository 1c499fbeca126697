"""Counting periods: days, working days, months.

A period given in days, months or years begins on the day after the event and ends, for months and
years, on the day of the same number, or on the last day of a shorter month (Civil Code,
articles 201 to 203).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_SATURDAY = 5


def add_days(day: date, count: int) -> date | None:
    """Return the day ``count`` days later; ``None`` beyond the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_working_days(day: date, count: int) -> date | None:
    """Return the ``count``-th day from Monday to Friday after ``day``.

    Public holidays are not known: they are decreed year by year.
    """
    weeks, rest = divmod(count, 5)
    if day.weekday() >= _SATURDAY:  # The weekend counts as the Friday before it.
        day -= timedelta(days=day.weekday() - (_SATURDAY - 1))
    over_weekend = day.weekday() + rest >= _SATURDAY
    return add_days(day, 7 * weeks + rest + (2 if over_weekend else 0))


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date | None:
    """Return the day of the same number ``count`` months later, or the last of that month."""
    years, month = divmod(day.month - 1 + count, 12)
    if day.year + years > date.max.year:
        return None
    end = last_day(day.year + years, month + 1)
    return end.replace(day=min(day.day, end.day))
