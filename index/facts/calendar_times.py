"""Points of the calendar in running text, and the last day of each: 6月底, 三季度, 下周五, 国庆节.

What lies *before* a month, quarter or year is taken to include it, as offices use the words
(6月底前, 三季度前, 2027年前); only a festival is not part of the time before it. A month before
that of the reference day is one of the next year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index.facts.festivals import FESTIVALS, next_festival
from index.facts.working_days import add_days, last_day
from index.parsers.numerals import parse_numeral

#: Years printed out, and years told from the year of the meeting.
_SAID_YEARS: dict[str, int | None] = {
    **dict.fromkeys(("今年", "本年", "本年度"), 0),
    **dict.fromkeys(("明年", "来年"), 1),
    "后年": 2,
    # Of the year that the sentence speaks of, which is not always that of the meeting.
    **dict.fromkeys(("当年", "翌年", "次年"), None),
}
_YEAR = (
    r"(?:(?<![\d〇零一二三四五六七八九])(?P<year>(?:19|20)\d{2}|[一二][〇零一二三四五六七八九]{3})年"
    rf"|(?P<said>{'|'.join(sorted(_SAID_YEARS, key=len, reverse=True))}))"
)
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DIGIT = "[一二三四五六七八九]"
_DAY = rf"3[01]|[12]\d|0?[1-9]|[二三]?十{_DIGIT}?|{_DIGIT}"
_HOUR = r"(?:(?:上午|下午|中午|晚上)?\d{1,2}(?:[时点]|:\d\d)(?:整|\d{1,2}分)?)?"
_NOT_NUMBERED = r"(?<![\d〇零一二三四五六七八九十百千两半几数多近往历每逐按上去前同个正腊])"

_DATED = re.compile(
    rf"(?:{_YEAR}的?)?(?<![\d第])(?P<month>{_MONTH})月份?"
    rf"(?:(?P<day>{_DAY})[日号]{_HOUR}|(?P<part>上旬|中旬|下旬|初|中(?![一-鿿])|底|末)|(?!\d))"
)
_QUARTER = re.compile(rf"(?:{_YEAR}的?)?第?(?P<quarter>[一二三四1-4])季度(?P<part>末|底|初)?")
_HALF = re.compile(rf"(?:{_YEAR}的?)?(?P<half>[上下])半年(?P<part>末|底)?")
_YEAR_PART = re.compile(rf"(?:{_YEAR}年?|{_NOT_NUMBERED}年)(?P<part>底|末|中旬?(?=[前之以])|初|内)")
_WHOLE_YEAR = re.compile(_YEAR)
_OWN_MONTH = re.compile(
    rf"(?:(?P<which>本|下个?)月|{_NOT_NUMBERED}(?<![本下次当])月(?=[底末内]))"
    rf"(?:份)?(?:(?P<part>上旬|中旬|下旬|初|底|末|内)|(?P<day>{_DAY})[日号]{_HOUR})?"
)
_WEEK = re.compile(
    r"(?P<which>本|这|下下|下)周(?P<day>[一二三四五六日天末])?(?P<part>内)?"
    r"|(?<![一二两三四五六七八九十\d每逐按上])周(?P<lone>[一二三四五六日天末])(?=[前之以]{1,2})"
)
#: Only where nothing else can be meant: 开工三十日前 is a distance.
_LONE_DAY = re.compile(
    rf"(?:^|(?<=[,。;:、于在须应要必]))(?P<day>3[01]|[12]\d|[1-9])[日号]{_HOUR}(?=(?:之|以)?前)"
)
#: The plan of N-th five years ends in 1955 + 5 N, since the third (1966 to 1970).
_PLAN = re.compile(
    r"[“\"]?十(?P<plan>[一二三四五六七八九])五[”\"]?(?:规划)?(?:时期|期)?(?:末|结束)"
)
_FIRST_YEAR_OF_PLANS = 1955

#: 节 and 年 alone are festivals that the sentence does not name.
_FESTIVAL = re.compile(
    rf"(?:{_YEAR}的?)?[“\"]?(?:(?P<festival>{'|'.join(FESTIVALS)})[”\"]?(?:国际)?(?:劳动|儿童)?节?"
    rf"|(?P<unnamed>{_NOT_NUMBERED}(?<![季环细情关章音调全当本]))(?:重阳节|两节|双节|节|年))"
    r"(?:假期|长假|黄金周)?(?=(?:来临|到来)?(?:之前|以前|前)(?![夕后期]))"
)


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A time in a bare text, and the last day that belongs to it.

    ``last`` is ``None`` where the text does not tell it. ``names_end`` says that the words name an
    end by themselves (月底, 下旬, 年内), ``dated`` that the year is told and not only concluded.
    ``rule`` says in Chinese how the day came about.
    """

    start: int
    end: int
    last: date | None
    rule: str
    names_end: bool = False
    dated: bool = False
    is_year: bool = False


Reader = Callable[[re.Match[str], date | None], CalendarTime | None]


def calendar_times(text: str, reference: date | None) -> Iterator[CalendarTime]:
    """Yield the times of a bare text, longest first where they overlap, by place.

    ``reference`` is the day of the meeting, or that of the document.
    """
    found: list[CalendarTime] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if time := read(match, reference):
                found.append(time)
    end = 0
    for time in sorted(found, key=lambda t: (t.start, -t.end)):
        if time.start >= end:
            yield time
            end = time.end


def _year(match: re.Match[str], month: int, reference: date | None) -> tuple[int | None, str]:
    """Return the year of a time that ends in ``month``, and how it is known."""
    groups = match.groupdict()
    if groups.get("year"):
        return parse_numeral(match["year"]), "原文写明年份"
    if reference is None:
        return None, "会议（发文）日期不详，年份无从推定"
    if said := groups.get("said"):
        later = _SAID_YEARS[said]
        if later is None:
            return None, f"“{said}”以何年为准不详，不作推算"
        return reference.year + later, f"“{said}”以会议（发文）年份推定"
    if month < reference.month:
        return reference.year + 1, "月份早于会议（发文）月份，取次年"
    return reference.year, "年份取会议（发文）当年"


def _time(
    match: re.Match[str],
    last: date | None,
    rule: str,
    names_end: bool = True,
    is_year: bool = False,
) -> CalendarTime:
    dated = any(match.groupdict().get(name) for name in ("year", "said", "which", "plan"))
    return CalendarTime(match.start(), match.end(), last, rule, names_end, dated, is_year)


#: The last day of a part of a month; 月底 and the like are its last day.
_LAST_OF_PART = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}


def _day_of_month(year: int, month: int, day: int) -> date | None:
    end = last_day(year, month)
    return end.replace(day=day) if 1 <= day <= end.day else None


def _read_dated(match: re.Match[str], reference: date | None) -> CalendarTime | None:
    month = parse_numeral(match["month"]) or 1
    year, known = _year(match, month, reference)
    if year is None:
        return _time(match, None, known, bool(match["part"]))
    if match["day"]:
        day = _day_of_month(year, month, parse_numeral(match["day"]) or 0)
        return _time(match, day, f"写明日期，{known}", False) if day else None
    if match["part"] in _LAST_OF_PART:
        day = _day_of_month(year, month, _LAST_OF_PART[match["part"]])
        return _time(
            match, day, f"“{match['part']}”按{month}月{day.day if day else 0}日计，{known}"
        )
    rule = f"按{month}月最后一日计，{known}"
    return _time(match, last_day(year, month), rule, bool(match["part"]))


def _read_quarter(match: re.Match[str], reference: date | None) -> CalendarTime:
    quarter = parse_numeral(match["quarter"]) or 1
    year, known = _year(match, 3 * quarter, reference)
    month = 3 * quarter - (2 if match["part"] == "初" else 0)
    last = last_day(year, month) if year else None
    return _time(match, last, f"按季度最后一日计，{known}", match["part"] is not None)


def _read_half(match: re.Match[str], reference: date | None) -> CalendarTime:
    month = 6 if match["half"] == "上" else 12
    year, known = _year(match, month, reference)
    last = last_day(year, month) if year else None
    return _time(match, last, f"按半年最后一日计，{known}", match["part"] is not None)


def _read_year_part(match: re.Match[str], reference: date | None) -> CalendarTime:
    month = {"中": 6, "初": 1}.get(match["part"][0], 12)
    year, known = _year(match, 12, reference)
    if year and month < 12 and not match["year"] and not match["said"]:
        year, known = _year(match, month, reference)
    last = last_day(year, month) if year else None
    return _time(match, last, f"“年{match['part']}”按{month}月最后一日计，{known}", is_year=True)


def _read_whole_year(match: re.Match[str], reference: date | None) -> CalendarTime:
    year, known = _year(match, 12, reference)
    last = last_day(year, 12) if year else None
    return _time(match, last, f"按当年最后一日计，{known}", False, is_year=True)


def _read_own_month(match: re.Match[str], reference: date | None) -> CalendarTime | None:
    if reference is None:
        return _time(match, None, "会议（发文）日期不详，月份无从推定")
    later = 1 if (match["which"] or "").startswith("下") else 0
    years, month = divmod(reference.month - 1 + later, 12)
    end = last_day(reference.year + years, month + 1)
    count = _LAST_OF_PART.get(match["part"] or "", end.day)
    if match["day"]:
        count = parse_numeral(match["day"]) or 0
    day = _day_of_month(end.year, end.month, count)
    known = "会议（发文）次月" if later else "会议（发文）当月"
    return _time(match, day, f"按{known}推定", bool(match["part"])) if day else None


_WEEKDAYS = "一二三四五六日"


def _read_week(match: re.Match[str], reference: date | None) -> CalendarTime:
    named = (match["day"] or match["lone"] or "日").replace("天", "日").replace("末", "日")
    if reference is None:
        return _time(match, None, "会议（发文）日期不详，无从推定", match["part"] is not None)
    monday = reference - timedelta(days=reference.weekday())
    weeks = {"下": 1, "下下": 2}.get(match["which"] or "", 0)
    day = add_days(monday, 7 * weeks + _WEEKDAYS.index(named))
    if match["lone"] and day and day < reference:
        day = add_days(day, 7)
    known = "会议（发文）当周" if not weeks else "会议（发文）当周之后"
    return _time(match, day, f"按{known}推定，周日为一周末日", match["part"] is not None)


def _read_lone_day(match: re.Match[str], reference: date | None) -> CalendarTime | None:
    count = parse_numeral(match["day"]) or 0
    if reference is None:
        return _time(match, None, "会议（发文）日期不详，月份无从推定", False)
    if day := _day_of_month(reference.year, reference.month, count):
        if day >= reference:
            return _time(match, day, "未写月份，取会议（发文）当月", False)
        following = last_day(reference.year, reference.month) + timedelta(days=1)
        day = _day_of_month(following.year, following.month, count)
        return _time(match, day, "未写月份且日期已过，取会议（发文）次月", False)
    return None


def _read_plan(match: re.Match[str], reference: date | None) -> CalendarTime:
    ordinal = 10 + (parse_numeral(match["plan"]) or 0)
    year = _FIRST_YEAR_OF_PLANS + 5 * ordinal
    return _time(match, last_day(year, 12), "五年规划期最后一日", is_year=True)


def _read_festival(match: re.Match[str], reference: date | None) -> CalendarTime:
    name = match["festival"]
    if name is None:
        return _time(match, None, "节日未写明日期，不作推算")
    if match["year"]:
        day = FESTIVALS[name](parse_numeral(match["year"]) or 0)
    else:
        day = next_festival(name, reference) if reference else None
    if day is None:
        return _time(match, None, "年份或节日日期不详，无从推定")
    return _time(match, day - timedelta(days=1), f"节日（{day.isoformat()}）前一日")


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_DATED, _read_dated),
    (_QUARTER, _read_quarter),
    (_HALF, _read_half),
    (_YEAR_PART, _read_year_part),
    (_WHOLE_YEAR, _read_whole_year),
    (_OWN_MONTH, _read_own_month),
    (_WEEK, _read_week),
    (_LONE_DAY, _read_lone_day),
    (_PLAN, _read_plan),
    (_FESTIVAL, _read_festival),
)
