"""Which meeting it was: body, term, type and ordinal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
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
    rf"|领导小组(?:[^,。]{{0,6}}?){_HELD}|(?:党政)?联席{_HELD}|工作{_HELD}|协调{_HELD}|调度{_HELD}"
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
        return Reference(body=_body_words(match["before"]), meeting_type=_type(match["type"]))
    return Reference()


def _reference(match: re.Match[str]) -> Reference:
    term = _TERM_WORDS.search(match["before"])
    return Reference(
        body=_body_words(match["before"]) or _body_words(match.groupdict().get("between") or ""),
        term=_number(term["term"]) if term else None,
        meeting_type=_type(match["type"]) if "type" in match.groupdict() else None,
        number=_number(match["number"]),
        year=_year(match["year"]),
        this_year=match["year"] in ("今", "本"),
    )


def _number(text: str | None) -> int | None:
    return parse_numeral(text) if text else None


def _year(text: str | None) -> int | None:
    return None if text in (None, "今", "本") else _number(text)


def _type(text: str) -> str:
    plain = re.sub(r"[(]扩大[)]|理论学习中心组|组成人员", "", text)
    return plain if plain.endswith("会议") else plain + "议"


_HEAD_OF = re.compile("(?P<level>省|市|区|县|州|旗|镇|乡)长")


def body_by_head(reference: Reference, convening: Iterable[str]) -> str | None:
    """Return whose head met with the others where who met is not printed otherwise.

    A 区长办公会议 is one of the district's government; so is a 常务会议 that the 区长 convened:
    governments alone hold it (地方各级人民代表大会和地方各级人民政府组织法).
    """
    if reference.meeting_type is None:
        return None
    texts = [reference.meeting_type]
    if reference.meeting_type.startswith("常务"):
        texts += [text.partition("主持")[0] for text in convening if "主持" in text]
    found = next((match for text in texts if (match := _HEAD_OF.search(text))), None)
    return f"{found['level']}政府" if found else None


_BODY_WORDS = re.compile(
    r"[一-鿿]{0,16}?(?:人民政府|政府|管委会|管理委员会|办事处|公署|党组|党委|工委|委员会|领导小组|指挥部)(?:党组)?"
)


def _body_words(before: str) -> str | None:
    """Return who met, without the term and the words of the sentence around it."""
    # A masthead (专题会议纪要, 第15次) may stand before the name where title lines are joined.
    words = re.sub(rf"^第{NUMERAL}+[次期号]|第?{NUMERAL}+届", "", before.rpartition("纪要")[2])
    words = re.split(r"召开了?|召集|举行了?|的|在|主持|上午|下午|晚上?|会议室", words)[-1]
    match = _BODY_WORDS.search(words)
    return match.group() if match else None


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


# --- who met: the full name ----------------------------------------

_LEVELS = "自治区|自治州|自治县|省|市|区|县|旗|州|盟|镇|乡"
_PLACE_LINE = re.compile(
    rf"^(?:(?:主办|承办|主办单位|发布机构|来源|发文机关|信息来源|所属)[:])?(?:中共)?(?P<place>[一-鿿]{{1,15}}?(?:{_LEVELS}))(?:第?{NUMERAL}*届?)(?:人民政府)(?!网)"
)
_PRINTED_PLACE = re.compile(rf"^(?P<place>[一-鿿]{{1,15}}(?:{_LEVELS}))(?:人民)?政府$")
_LEVEL_ONLY = re.compile(rf"^(?P<level>{_LEVELS})?(?:人民)?政府$")
_TITLE_PLACE = re.compile(rf"《(?:关于)?(?:\d{{4}}年)?(?P<place>[一-鿿]{{2,6}}?(?:{_LEVELS}))")


def canonical_body(printed: str | None, lines: Iterable[str], text: str) -> str | None:
    """Return the full name of who met (苏州市人民政府), or the printed words.

    Args:
        printed: the words of the preamble or title (市政府), if any.
        lines: bare lines of the whole source, the page around the text included: a line that
            opens with a government's name (imprint, masthead, site owner) tells the place.
        text: the bare document, whose own draft titles (《长宁区…方案》) are the last resort.
    """
    if printed is None:
        return None
    printed = re.sub(r"^中共|(?<=政府)党组$", "", printed)
    if full := _PRINTED_PLACE.match(printed):
        return f"{full['place']}人民政府"
    if _COMMITTEE.fullmatch(printed):
        return _full_committee(lines) or printed
    level = _LEVEL_ONLY.match(printed)
    if level is None:
        return printed
    places = Counter(match["place"] for line in lines if (match := _PLACE_LINE.match(line)))
    place = _at_level(places, level["level"]) or _only_place_in_titles(text, level["level"])
    return f"{place}人民政府" if place else printed


#: The body of a development zone; its masthead or imprint has it with the zone's name.
_COMMITTEE = re.compile(r"区?(?:管理委员会|管委会)")
_COMMITTEE_LINE = re.compile(
    r"(?P<zone>(?![由经请向报]|同意|会议)[一-鿿]{2,16}?)(?P<form>管理委员会|管委会)"
    r"(?:(?:主任)?(?:办公)?会议纪要.*|文件|办公室(?:(?=[\d二]).*)?)?"
)


def _full_committee(lines: Iterable[str]) -> str | None:
    """Return the one committee that lines of nothing else name, in its longer form."""
    found = {
        line[: match.end("form")]
        for line in lines
        if (match := _COMMITTEE_LINE.fullmatch(line)) and not _COMMITTEE.fullmatch(line)
    }
    zones = {re.sub("管理委员会$|管委会$", "", name) for name in found}
    return max(found, key=len) if len(zones) == 1 else None


def _at_level(places: Counter[str], level: str | None) -> str | None:
    fitting = [place for place, _ in places.most_common() if not level or place.endswith(level)]
    return fitting[0] if fitting else None


def _only_place_in_titles(text: str, level: str | None) -> str | None:
    """Return the one place of this level with which the reviewed drafts are titled."""
    if not level:
        return None
    found = {match["place"] for match in _TITLE_PLACE.finditer(text)}
    fitting = [place for place in found if place.endswith(level) and len(place) > 2]
    return fitting[0] if len(fitting) == 1 else None
