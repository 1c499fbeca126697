"""Deadlines on a day of the calendar: 6月底前, 不迟于12月15日, 到2027年, 上半年完成."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.facts.calendar_times import CalendarTime, calendar_times
from index.facts.time_clauses import FoundDeadline, clause_after, clause_before

#: Behind a time: it is the latest. 前 also opens other words (前期, 前后), and so does 内 (内部).
_BOUND = re.compile(
    r"(?:来临|到来)?(?:之前|以前|前(?![夕后期往端列沿景瞻置述款面]|提(?:下|条件|是)|[一二三四]?季度|\d+个)"
    r"|之内|以内|内(?![容部外涵在控涝河蒙]))"
)
#: Before a time: it is the latest.
_NOT_LATER = re.compile(
    r"(?:不得?(?:迟|晚)于|最(?:迟|晚)(?:不超过|于|在|到|至)?"
    r"|(?:截止|截至)(?:时间|日期|期限)?[为是定到至在]{1,2}|(?:期限|时限|限期)[为至到是]{0,2})$"
)
_AND = re.compile("[、和及与]")
#: 到2027年，…: a target, at the opening of a clause.
_TARGET = re.compile(r"(?:^|[、]|力争|确保|争取|计划|努力|力求|要|应|须|是|并)到$")
#: What has happened, or began there; a span; what is known otherwise.
_PAST_BEFORE = re.compile(
    r"(?:截至|截止|自|从|原定于?|原计划于?|此前|早在|已经?[于在]?|曾于?|去年|上年|前年|往年|历年|每年"
    r"|同比|较|比|上月|每月|每季度?|次月|提前|延续|超过|凡|对|对于|[起日][至到])$"
)
_PAST_AFTER = re.compile(r"[—―–\-~～]|已|的|未|[仍尚还]未|不得|不许|禁止|严禁|是|为|系")
#: 1月10日前仍未清零的，…: the date of a condition.
_IN_CONDITION = re.compile("的$")
#: Behind a time without a bound these make it something else than the latest day.
_NOT_LATEST = re.compile(
    r"的|以来|起|以?后|之后|至|到|[—―–\-~～、]|已|召开|举行|举办|印发|下发|开始|以上|国民|全市|全县|全区"
)
#: What is completed then; without it a bare time is no deadline.
_COMPLETION = (
    r"(?:完成|建成|竣工|完工|投用|投产|启用|交付|到位|拨付|公布|公开|提交|上报|报送|印发|出台|上线|实现"
    r"|达到|达标|覆盖|销号|清零|见底|落地|供地|通车|通水|封顶|验收|签订|签约|挂网|开通|开业|投入|兑付"
    r"|化解|整改到位|解决|消除|具备|形成|移交|归还|开班|开馆|办结|交房|送电|动工|开工|拿出|报市|报区|报县"
    r"|提出|再行|提请|对账|兑现|结清|收官|发布|销账|清偿|见效|运行|运营|开放)"
)
_COMPLETED_SOON = re.compile(rf"[^,。;的]{{0,14}}?{_COMPLETION}")
_COMPLETED_NEXT = re.compile(
    rf"(?:前后|份)?(?:要|须|应|必须|正式|全面|全部|基本|确保)?{_COMPLETION}"
)
_MEANT = re.compile(r"(?:力争|确保|争取|务必|必须|计划)(?:[于在到])?$|(?:^|[须应要定])[于在]$")


def fixed_deadlines(text: str, reference: date | None) -> Iterator[FoundDeadline]:
    """Yield the fixed deadlines of a bare text.

    ``reference`` is the day of the meeting, or that of the document; times before it are past.
    """
    bounded: CalendarTime | None = None
    for time in reversed(list(calendar_times(text, reference))):
        bound = _BOUND.match(text, time.end)
        shares = bounded is not None and _AND.fullmatch(text, time.end, bounded.start) is not None
        if found := _deadline(text, time, bound, shares, reference):
            yield found
        bounded = time if bound or shares else None


def _deadline(
    text: str,
    time: CalendarTime,
    bound: re.Match[str] | None,
    shares: bool,
    reference: date | None,
) -> FoundDeadline | None:
    """Read one time; it may share the bound of the next (6月底、12月底前)."""
    before = clause_before(text, time.start)
    earliest = _NOT_LATER.search(before)
    if earliest is None and _PAST_BEFORE.search(before):
        return None
    start, end = time.start, bound.end() if bound else time.end
    if bound or shares or earliest or text[time.end - 1] == "内":
        if _PAST_AFTER.match(text, end) or _IN_CONDITION.search(clause_after(text, end)):
            return None
        if _is_past(time, reference):
            return None
        start -= len(earliest.group()) if earliest else 0
        return _found(text, start, end, time)
    return _soft_deadline(text, time, before, reference)


def _soft_deadline(
    text: str, time: CalendarTime, before: str, reference: date | None
) -> FoundDeadline | None:
    """Read a time that only what is done then makes a deadline."""
    if (
        _NOT_LATEST.match(text, time.end)
        or _is_past(time, reference)
        or _is_rolled(time, reference)
    ):
        return None
    after = clause_after(text, time.end)
    if _TARGET.search(before) and (time.is_year or time.names_end):
        return _found(text, time.start - 1, time.end, time)
    meant = _MEANT.search(before) is not None
    if time.names_end and _COMPLETED_SOON.match(after):
        return _found(text, time.start, time.end, time)
    if time.last is None:
        return None
    if not time.is_year and (_COMPLETED_SOON if meant else _COMPLETED_NEXT).match(after):
        return _found(text, time.start, time.end, time)
    return None


def _is_past(time: CalendarTime, reference: date | None) -> bool:
    return bool(time.dated and time.last and reference and time.last < reference)


def _is_rolled(time: CalendarTime, reference: date | None) -> bool:
    """Whether the year was concluded to be the next: a bare time is a past one then."""
    later = time.last and reference and (time.last.year > reference.year or time.last < reference)
    return bool(later and not time.dated)


def _found(text: str, start: int, end: int, time: CalendarTime) -> FoundDeadline:
    return FoundDeadline(start, end, "fixed", time.last, f"“{text[start:end]}”：{time.rule}")
