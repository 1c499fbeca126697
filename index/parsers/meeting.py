"""Which meeting it was: body, term, type and ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.parsers.numerals import NUMERAL, parse_numeral

#: 会 or 会议 at the end of a type; 常务会议室 is a room.
_HELD = "会(?:议(?!室|厅|中心)|(?!议))"
_EXTENDED = "(?:[(]扩大[)])?"
_TYPE = (
    rf"(?P<type>常务{_EXTENDED}{_HELD}|全体(?:组成人员)?{_EXTENDED}{_HELD}"
    rf"|党组(?:理论学习中心组)?{_EXTENDED}(?:学习)?{_HELD}"
    rf"|(?:工作)?专题(?:办公|工作|协调|研究)?{_HELD}"
    rf"|(?:省|市|区|县|州|旗|盟|镇|乡|局|秘书)长?(?:专题)?办公{_HELD}|主任办公{_HELD}|办公{_HELD}"
    rf"|(?:领导小组|指挥部|委员会|专班)(?:成员|组长|主任)?{_HELD}|(?:党政)?联席{_HELD}|工作{_HELD}|协调{_HELD}|调度{_HELD}"
    rf"|推进{_HELD}|班子(?:成员)?{_HELD})"
)
_NUM = rf"(?P<number>{NUMERAL}{{1,6}})"
_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九Oo0]{3}|今|本)"
_TERM = rf"(?:第?(?P<term>{NUMERAL}{{1,4}})届)"
_TERM_WORDS = re.compile(_TERM)
#: What may stand between 召开 and the ordinal: body and term.
_BODY = r"[一-鿿()\d]{0,30}?"

#: 主持召开 + term, body, ordinal and type in any of the printed orders.
_REFERENCES: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?P<before>{_BODY})[\[(]?(?:{_YEAR}(?:年度?|[\])]))?第{_NUM}次[\])]?(?P<between>[^,。;、《]{{0,14}}?){_TYPE}"
    ),
    re.compile(rf"(?P<before>{_BODY})(?<!\d)(?:[\[(]?{_YEAR}(?:年度?|[\])]))?{_NUM}次{_TYPE}"),
    re.compile(rf"(?P<before>{_BODY}){_TYPE}(?:纪要)?[\[(]?(?:{_YEAR}(?:年度?)?[\])]?)?第{_NUM}次"),
)
#: 第8次会议 right behind 召开: the type stands in the title.
_PLAIN = re.compile(rf"^(?P<before>{_BODY})(?:{_YEAR}年度?)?第{_NUM}次(?:[(]扩大[)])?会议?")
_ORDINAL_ONLY = re.compile(rf"(?:{_TERM}[^,。]{{0,8}}?)?(?:{_YEAR}年度?)?第{_NUM}次$")
_TYPE_ONLY = re.compile(rf"(?P<before>{_BODY}){_TYPE}")


@dataclass(frozen=True, slots=True)
class Reference:
    """How a text names its meeting; ``body`` as printed, ``year`` only with the ordinal."""

    body: str | None = None
    term: int | None = None
    meeting_type: str | None = None
    number: int | None = None
    year: int | None = None
    this_year: bool = False


def read_reference(text: str) -> Reference:
    """Return the first meeting that a bare sentence or title names."""
    for pattern in _REFERENCES:
        if match := pattern.search(text):
            return _reference(match)
    if match := _PLAIN.match(text):
        return _reference(match)
    if match := _ORDINAL_ONLY.search(text):
        return Reference(
            term=_number(match["term"]), number=_number(match["number"]), year=_year(match["year"])
        )
    if match := _TYPE_ONLY.search(text):
        body, meeting_type = _body_and_type(match)
        return Reference(body=body, meeting_type=meeting_type)
    return Reference()


def _reference(match: re.Match[str]) -> Reference:
    term = _TERM_WORDS.search(match["before"])
    body, meeting_type = _body_and_type(match)
    return Reference(
        body=body,
        term=_number(term["term"]) if term else None,
        meeting_type=meeting_type,
        number=_number(match["number"]),
        year=_year(match["year"]),
        this_year=match["year"] in ("今", "本"),
    )


#: Bodies whose name the type of the meeting ends: 领导小组会议 is the meeting of a 领导小组.
_GROUP = re.compile("领导小组|指挥部|委员会|专班")


def _body_and_type(match: re.Match[str]) -> tuple[str | None, str | None]:
    """Return who met and the type; a 领导小组 and a Party group say both with one word."""
    groups = match.groupdict()
    printed = groups.get("type") or ""
    group = _GROUP.match(printed)
    before, between = groups["before"] + (group.group() if group else ""), groups.get("between")
    body = _body_words(before) or _body_words(between or "")
    if group and between:
        body = _body_words(between + group.group()) or body
    meeting_type = _type(printed) if printed and not group else None
    if body is None and printed.startswith(("联席", "党政联席")):
        body = _conference(f"{before}{between or ''}", printed)
    if body and meeting_type is None:
        meeting_type = next((name for end, name in _TYPE_OF if body.endswith(end)), None)
    return body, meeting_type


_TYPE_OF = (("领导小组", "领导小组会议"), ("党组", "党组会议"))
_CONFERENCE = re.compile(r"全?(?P<name>(?!关于|由|经|本次|此次)[一-鿿]{2,24})")


def _conference(words: str, printed: str) -> str | None:
    """Return the name of a standing conference, which is its own body (…联席会议)."""
    matter = re.sub(rf"第{NUMERAL}+次", "", _SENTENCE_WORDS.split(words)[-1])
    match = _CONFERENCE.fullmatch(matter)
    return f"{match['name']}{_type(printed)}" if match else None


def _number(text: str | None) -> int | None:
    return parse_numeral(text) if text else None


def _year(text: str | None) -> int | None:
    return None if text in (None, "今", "本") else _number(text)


def _type(text: str) -> str:
    plain = re.sub(r"[(]扩大[)]|理论学习中心组|组成人员", "", text)
    return plain if plain.endswith("会议") else plain + "议"


_SENTENCE_WORDS = re.compile(r"召开了?|召集|举行了?|的|在|主持|上午|下午|晚上?|会议室|暨|通报|研究")
_BODY_WORDS = re.compile(
    r"全?(?P<body>[一-鿿]{0,24}?(?:人民政府|政府(?!安全|投资|采购|职能)|管委会|管理委员会|办事处|公署|党组|党委|工委|(?<!常务)委员会"
    r"|领导小组|指挥部|专班)(?:党组)?)"
)


def _body_words(before: str) -> str | None:
    """Return who met, without the term and the words of the sentence around it."""
    # A masthead (专题会议纪要, 第15次) may stand before the name where title lines are joined.
    words = re.sub(rf"^第{NUMERAL}+[次期号]|第?{NUMERAL}+届", "", before.rpartition("纪要")[2])
    words = _SENTENCE_WORDS.split(words)[-1]
    match = _BODY_WORDS.search(words)
    return match["body"] if match else None


def merged(first: Reference, second: Reference) -> Reference:
    """Fill what ``first`` leaves open from ``second``; ordinals of two meetings are never mixed."""
    same = None in (first.number, second.number) or first.number == second.number
    if not same:
        return first
    return Reference(
        body=_longer(first.body, second.body),
        term=first.term if first.term is not None else second.term,
        meeting_type=first.meeting_type or second.meeting_type,
        number=first.number if first.number is not None else second.number,
        year=first.year or second.year,
        this_year=first.this_year or second.this_year,
    )


def _longer(first: str | None, second: str | None) -> str | None:
    """Return the fuller of two names of one body: 领导小组 gives way to …工作领导小组."""
    if first and second and second.endswith(first):
        return second
    return first or second
