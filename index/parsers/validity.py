"""From when until when a document is in force, and whether it still is — as far as it says so.

The text names the day of effect, the term and what it puts out of force (国办发〔2018〕37号 on
normative documents; 《规章制定程序条例》 of 2017, articles 32 and 39). That it is *still* in force
only the page or a remark can say; silence and a term say nothing of it. Patterns are for bare text.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.model import Validity
from index.parsers.dates import find_dates
from index.parsers.numerals import parse_numeral
from index.parsers.repeals import Sentence, listed_as_repealed, repealed_in, sentences_of
from index.text_forms import bare, squeeze


@dataclass(frozen=True, slots=True)
class InForce:
    """The status with its evidence, the first and the last day, and the titles repealed."""

    validity: Validity | None = None
    evidence: str | None = None
    effective: date | None = None
    valid_until: date | None = None
    repeals: tuple[str, ...] = ()


def in_force(
    texts: Iterable[str],
    cells: Mapping[str, str],
    title: str,
    issued: date | None,
) -> InForce:
    """Read the validity of a document.

    Args:
        texts: its paragraphs as printed.
        cells: the page's table of data.
        title: its title, which may carry a remark （已废止）.
        issued: the day that 自印发之日起 counts from, where it is known.
    """
    printed = list(texts)
    sentences = list(sentences_of(printed))
    status, words = _status(sentences, cells, title)
    effective, effective_words = _effective(sentences, issued)
    until, until_words = _until(sentences, effective or issued)
    repealed = [*repealed_in(sentences), *listed_as_repealed(printed, title)]
    return InForce(
        validity=status,
        evidence=words or _joined(effective_words, until_words),
        effective=effective,
        valid_until=until,
        repeals=tuple(dict.fromkeys(repealed)),
    )


_WORDS: Mapping[Validity, str] = {
    "in_force": "现行有效",
    "amended": "已修改",
    "repealed": "已废止",
    "expired": "已失效",
}


def validity_words(validity: Validity) -> str:
    """Return the evidence for a status that came with the page, apart from its text."""
    return f"网页标注：{_WORDS[validity]}"


def _joined(first: str | None, second: str | None) -> str | None:
    """Return both pieces of evidence, once where they are one."""
    return "；".join(dict.fromkeys(words for words in (first, second) if words)) or None


# --- status ----------------------------------------

_STATUS_KEYS = ("有效性", "效力状态", "时效性", "是否有效")
_STATUS_WORDS: tuple[tuple[Validity, re.Pattern[str]], ...] = (
    ("amended", re.compile("部分|修改|修订|修正")),
    ("repealed", re.compile("废止|撤销")),
    ("expired", re.compile("失效|无效|过期|到期|停止执行|^否$")),
    ("in_force", re.compile("有效|^是$")),
)
#: 本文件已于2024年5月1日废止; the subject is this document, the words are in the past.
_THIS = r"(?:本|此|该)(?:[一-鿿]{1,8}?)"
_STATED = re.compile(
    rf"^[(\[【]?(?:{_THIS}(?:现)?(?:已经?|自[^,。;]{{4,24}}起|于[^,。;]{{4,24}}|业经)"
    r"[^,。;]{0,40}?(?P<status>废止|失效|停止执行|撤销|修改|修订)"
    r"|(?P<whole>全文|部分)(?:已)?(?P<part>废止|失效|有效|修改)|已(?P<past>废止|失效|修改|修订))[)\]】。!]?$"
)
_TITLE_REMARK = re.compile(r"[(\[](?:已|现已|全文)(?:废止|失效|修改|修订)[)\]]")
_LONGEST_REMARK = 80


def _status(
    sentences: Sequence[Sentence], cells: Mapping[str, str], title: str
) -> tuple[Validity | None, str | None]:
    for key in _STATUS_KEYS:
        value = squeeze(cells.get(key, ""))
        if status := _status_of(bare(value)):
            return status, f"{key}：{value}"
    if match := _TITLE_REMARK.search(bare(title)):
        return _status_of(match.group()), match.group().strip("()[]")
    for sentence in sentences:
        if len(sentence.form) <= _LONGEST_REMARK and _STATED.match(sentence.form):
            return _status_of(sentence.form), sentence.printed
    return None, None


def _status_of(form: str) -> Validity | None:
    return next((status for status, words in _STATUS_WORDS if words.search(form)), None)


# --- the first day ----------------------------------------

#: What a document calls itself.
_SELF = r"本[一-鿿]{1,10}?(?:[(][^()]{1,20}[)])?"
_RELEASE = "(?:印发|发布|公布|公告|下发|签发|颁布|发文|批准|通过|刊登|印制)"
_EFFECTIVE = re.compile(
    rf"(?:(?P<self>{_SELF})|[,:]|^)(?:现予(?:印发|公布|发布),?)?自(?P<when>[^,。;自]{{2,24}}?)"
    r"(?:(?:起|开始)(?P<later>满?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:日|天|个月)(?:后|之后)?)?)?"
    r"(?:正式|全面|开始)?(?:施行|实施|执行|生效|试行|实行)"
)
_FROM_RELEASE = re.compile(rf"(?:本[一-鿿]{{0,10}}?)?{_RELEASE}之日")
_RELEASED = re.compile(rf"(?:现予|现将|现|予以|同意|已经).{{0,60}}?{_RELEASE}|{_SELF}")


def _effective(
    sentences: Sequence[Sentence], issued: date | None
) -> tuple[date | None, str | None]:
    """Return the first day in force; of several documents in one text, that of the first."""
    for sentence in sentences:
        match = _EFFECTIVE.search(sentence.form)
        if match is None or not (match["self"] or _RELEASED.search(sentence.form)):
            continue
        day = _day(match["when"], issued)
        if match["later"] and day is not None:
            day = _after(day, match["later"])
        if day is not None or _FROM_RELEASE.match(match["when"]):
            return day, sentence.printed
    return None, None


def _day(when: str, issued: date | None) -> date | None:
    if _FROM_RELEASE.match(when):
        return issued
    found = find_dates(when)
    return found[0].in_year(issued.year if issued else None) if found else None


_LATER = re.compile(r"(?P<count>\d+|[一二三四五六七八九十]+)(?P<unit>日|天|个月)")


def _after(day: date, words: str) -> date:
    match = _LATER.search(words)
    count = (parse_numeral(match["count"]) or 0) if match else 0
    if match and match["unit"] == "个月":
        return add_months(day, count)
    return day + timedelta(days=count)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


# --- the last day ----------------------------------------

_COUNT = r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})(?P<half>年半)?(?P<unit>年|个月)?"
#: A term is that of the document where it stands alone or is its own; 许可证有效期 is not.
_TERM = re.compile(
    rf"(?:(?:^|[,。;:(]|且|并|{_SELF}(?:的)?)(?:其|该)?)"
    r"(?:有效期限?|试行期限?|执行期限?|实施期限?|施行期限?|政策期限|有效时间|执行时间|实施时间)"
    rf"(?:暂定为?|为|是|:|定为|共)?(?P<rest>.{{1,40}})"
)
_TO_DATE = re.compile(r"(?:至|到|截至|截止到?|止于)(?P<day>.{6,12})")
_UNTIL = re.compile(
    rf"(?:施行|实施|执行|生效|{_SELF}(?:[一-鿿]{{0,4}}))[^,。;]{{0,4}},?(?:有效期)?(?:至|到|截至|截止到?)(?P<day>(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)"
    rf"|自[^,。;]{{4,24}}起?(?:施行|实施|执行|试行),?[^。;]{{0,8}}?至"
    r"(?P<last>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:止|自动失效|失效|终止|废止)"
)
_PERIOD = re.compile(rf"^{_COUNT}")


def _until(sentences: Sequence[Sentence], start: date | None) -> tuple[date | None, str | None]:
    """Return the last day in force, counted from ``start`` where a length is given."""
    for sentence in sentences:
        if match := _TERM.search(sentence.form):
            day = _end_of_term(match["rest"], start)
            if day is not None or _PERIOD.match(match["rest"]):
                return day, sentence.printed
        elif match := _UNTIL.search(sentence.form):
            found = find_dates(match["day"] or match["last"])
            if found and (day := found[0].in_year(None)):
                return day, sentence.printed
    return None, None


def _end_of_term(rest: str, start: date | None) -> date | None:
    if match := _TO_DATE.search(rest):
        found = find_dates(rest[match.start() :])
        return found[0].in_year(None) if found else None
    match = _PERIOD.match(rest)
    if match is None or start is None or not (match["unit"] or match["half"]):
        return None
    count = 2 if match["count"] == "两" else parse_numeral(match["count"]) or 0
    months = count if match["unit"] == "个月" else count * 12
    if match["half"]:
        months += 6
    return add_months(start, months) - timedelta(days=1) if 0 < months <= 1_200 else None
