"""Deadlines counted from an event: 会后10个工作日内, 自印发之日起30日内, 验收合格后15日内."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.facts.conditions import phrase_start
from index.facts.time_clauses import (
    FoundDeadline,
    clause_before,
    previous_clause,
    sentence_before,
)
from index.facts.working_days import add_days, add_months, add_working_days
from index.parsers.numerals import parse_numeral

_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百两]{1,4}|半)"
_UNIT = r"(?:个?工作日|个?自然日|日|天|个?星期|周|个半月|个月|个季度|年半|年|个?小时|分钟)"
#: A range counts to its upper end: 3至5个工作日内.
_PERIOD = rf"(?:{_COUNT}(?:[—\-~～至到]){{1,2}})?(?P<count>{_COUNT})(?P<unit>{_UNIT})(?:时间)?"
_WITHIN = re.compile(
    rf"(?<![\d月第近])(?:{_PERIOD})(?:之内|以内|内(?![容部外涵在控涝河蒙]))"
    rf"|(?P<limit>限(?:期|时)?[于在]?)(?P<limit_count>{_COUNT})(?P<limit_unit>{_UNIT})"
    rf"|(?:最迟|最长|最晚)?不(?:得)?超过(?P<most_count>{_COUNT})(?P<most_unit>{_UNIT})"
)
#: How long something takes, lasts or lay back is no deadline.
_NO_DEADLINE_BEFORE = re.compile(
    r"(?:压缩|控制|缩短|缩减|压减|限制|稳定|保持|提速|压降)(?:[至到在为]|不超过)?$|(?:近|过去|最近|连续|持续|累计"
    r"|每|任职|毕业|离校|退役|退伍|注册|成立|出生|入职|在校|脱贫|服务|运营|有效|保质|质保|合同|租|贷款"
    r"|存续|期|寿命|同一|整个|距离|年龄|病前|往前)$"
)
_NO_DEADLINE_BEHIND = re.compile(
    r"的|(?:到|去|来|有|受|接触|发生|离开)过|租金|减半|连续|发生|出现|再次|[两二三多\d]+次|免征|减征|免收|免费|免缴|不得|不再|不予|有效|可(?!研)|按|享受|累计|未|无|仍|曾|因|逐年"
)
_BETWEEN = r"(?:[,、]|[须应要可]|必须|最迟|最长|最晚|立即|务必|力争|争取|确保|在|于|的|不超过){0,4}"
_FROM_MEETING = re.compile(
    rf"(?:会后|会议(?:结束|召开|闭幕)?(?:之?后|之日起|之日后)|(?:即|今)日起|从现在起|散会后){_BETWEEN}$"
)
#: The document itself: 本办法, 纪要; another is named without 本.
_THIS = (
    r"(?:(?:本|此)(?:次)?(?:会议)?(?:[一-鿿]{1,6}(?=施行|生效|实施|执行|印发|下发|发布|公布))?"
    r"|(?:会议)?纪要|通知|文件|决定|批复|公告|通告|文)?"
)
_FROM_ISSUE = re.compile(
    rf"(?:^|自|从|在|于|[须应要]|[须应要]自){_THIS}"
    rf"(?:印发|下发|发布|公布|发文|成文|制发|签发|公告)(?:之日|当日)?(?:起|之?后)(?:计算)?{_BETWEEN}$"
)
_FROM_EFFECT = re.compile(
    rf"(?:^|自|从|在|于){_THIS}(?:施行|生效|实施|执行)(?:之日|当日)?(?:起|之?后){_BETWEEN}$"
)
_FROM_RECEIPT = re.compile(
    rf"(?:收到|接到|接)(?:本|此|该)?(?:会议)?(?:纪要|通知|文件|通报|交办单|批复)(?:之日)?(?:起|之?后){_BETWEEN}$"
)
_FROM_EVENT = re.compile(rf"(?:之日起|之时起|当日起|起|之?后|以后){_BETWEEN}$")
#: The day on which another document comes out or into force is not known here.
_FROM_OTHER = re.compile(r"(?:施行|实施|生效|印发|下发|公布|发布)(?:之日|当日)?$")
_CONDITION = re.compile(
    r"(?:的|时|后|的话|之日起|起)$|^(?:凡|如|若|遇|对|一旦|发现|接|需|确需)|凡|一旦|接到|接报|发现|来电|来访"
)
#: What comes in again and again, each with its own period.
_CASES = re.compile(
    r"凡|一旦|接到|接报|来电|来访|来信|转办件|投诉|举报|申请人|诉求|^[^\d]*(?:案件|事项|线索|工单|申请|转办)$"
)
_SHORT = re.compile("小时|分钟")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days from which periods count; each ``None`` where it is not known.

    A period that tells no beginning ``counts`` from the meeting; in a policy document, which has
    none, it is one that begins with each case.
    """

    counts: bool = True
    meeting: date | None = None
    issued: date | None = None
    effective: date | None = None


def relative_deadlines(text: str, anchors: Anchors) -> Iterator[FoundDeadline]:
    """Yield the periods of a bare text within which something must be done."""
    for match in _WITHIN.finditer(text):
        before = clause_before(text, match.start())
        if _NO_DEADLINE_BEFORE.search(before) or _NO_DEADLINE_BEHIND.match(text, match.end()):
            continue
        if found := _deadline(text, match, before, anchors):
            yield found


def _deadline(
    text: str, match: re.Match[str], before: str, anchors: Anchors
) -> FoundDeadline | None:
    """Say from when the period of ``match`` counts, the more particular beginning first."""
    start, end = match.span()
    known = (
        (_FROM_MEETING, anchors.meeting, "会议日期"),
        (_FROM_ISSUE, anchors.issued, "印发（成文）日期"),
        (_FROM_EFFECT, anchors.effective, "施行日期"),
        (_FROM_RECEIPT, None, "收到之日"),
    )
    behind_comma = f"{previous_clause(text, start)},"
    for words in (before, behind_comma):
        for pattern, day, name in known:
            if begin := pattern.search(words):
                length = len(begin.group()) if words is before else 0
                return _counted(match, start - length, day, name)
    if event := _FROM_EVENT.search(before or behind_comma):
        start -= len(before) - phrase_start(before) if before else 0
        named = (before or behind_comma)[: event.start()]
        if before and _FROM_OTHER.search(named):
            return _counted(match, start, None, "该文件印发（施行）日期")
        if len(named) > 1:
            return FoundDeadline(start, end, "conditional", None, "自条件成就之日起计")
    if match["most_count"]:
        return None
    sentence = sentence_before(text, start)
    depends = _CONDITION.search(before) or _CONDITION.search(previous_clause(text, start))
    if depends or _CASES.search(sentence) or _SHORT.search(match.group()) or not anchors.counts:
        return FoundDeadline(start, end, "conditional", None, "自所述情形发生时起计")
    return _counted(match, start, anchors.meeting, "会议日期")


def _counted(match: re.Match[str], start: int, day: date | None, name: str) -> FoundDeadline:
    """Count the period from ``day``."""
    count = match["count"] or match["limit_count"] or match["most_count"]
    unit = (match["unit"] or match["limit_unit"] or match["most_unit"]).removeprefix("个")
    due, how = _due(day, count, unit) if day else (None, "")
    printed = f"{count}{match['unit'] or match['limit_unit'] or match['most_unit']}"
    if day is None:
        rule = f"自{name}起{printed}，{name}不详，不作推算"
    else:
        rule = f"自{name}（{day.isoformat()}）起{printed}{how}"
    return FoundDeadline(start, match.end(), "relative", due, rule)


def _due(day: date, count: str, unit: str) -> tuple[date | None, str]:
    half = count == "半"
    number = 0 if half else parse_numeral(count) or 0
    if "工作日" in unit:
        return add_working_days(day, number), "，周六、周日不计，法定节假日未计入"
    if unit in ("日", "天", "自然日"):
        return add_days(day, number), "，次日起算"
    if unit in ("周", "星期"):
        return add_days(day, 7 * number), "，次日起算"
    if unit == "半月" or (half and unit == "月"):
        months = add_months(day, number)
        return (add_days(months, 15) if months else None), "，半个月按15日计"
    months_of = {"月": 1, "季度": 3, "年": 12, "年半": 12}
    if unit not in months_of:
        return day, "，当日届满"
    total = 6 if half else number * months_of[unit] + (6 if unit == "年半" else 0)
    return add_months(day, total), "，按对应日届满"
