"""Who met: the full name of the body, out of the words that a preamble prints (市政府)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.parsers.meeting import Reference
from index.parsers.numerals import NUMERAL

# --- who met, where its name is not printed with the meeting -------------------------------------

#: 市长, 松江市副市长, 县委副书记、代县长.
_HEAD = re.compile(
    r"(?P<place>[一-鿿]{1,8}?[省市区县州旗镇乡])?(?:代理?|常务副?|副)?(?P<level>省|市|区|县|州|旗|镇|乡)长"
)
_OF_GOVERNMENT = re.compile("常务|办公|专题|协调|调度|推进|工作|班子")


def body_by_head(reference: Reference, convening: Iterable[str]) -> str | None:
    """Return whose head convened the meeting, where who met is not printed otherwise.

    A 区长办公会议 is one of the district's government; so is a 常务会议 or a 专题会议 that the 区长
    or one of the deputies convened (地方各级人民代表大会和地方各级人民政府组织法).
    """
    if reference.meeting_type is None or not _OF_GOVERNMENT.search(reference.meeting_type):
        return None
    persons = [text.partition("主持")[0] for text in convening if "主持" in text]
    texts = [reference.meeting_type, *persons]
    found = next((match for text in texts if (match := _HEAD.search(text))), None)
    if found is None:
        return None
    place = found["place"] or ""
    named = place.endswith(found["level"]) and len(place) > 2
    return f"{place if named else found['level']}政府"


_MEMBER = (
    r"[一-鿿]{1,14}?(?:政府|检察院|法院|工会|人大常委会|政协|团委|妇联|工商联|管委会|军分区|海关"
    r"|局|大学)"
)
#: A与B召开…联席会议, 召开A与B第十二次联席会议.
_JOINT = re.compile(
    rf"(?:^|召开|[,日午、])(?P<first>{_MEMBER})[、与和同](?P<second>{_MEMBER})"
    r"(?:联合|共同)?(?:召开|举行|第|\d{4}年)"
)


def joint_body(reference: Reference, convening: Iterable[str]) -> str | None:
    """Return both bodies of a 联席会议 that two of them hold, parted by 、."""
    if reference.meeting_type is None or not reference.meeting_type.endswith("联席会议"):
        return None
    found = next((match for text in convening if (match := _JOINT.search(text))), None)
    return f"{found['first']}、{found['second']}" if found else None


# --- the full name -------------------------------------------------------------------------------

_LEVELS = "自治区|自治州|自治县|省|市|区|县|旗|州|盟|镇|乡"
_PLACE_LINE = re.compile(
    rf"^(?:(?:主办|承办|主办单位|发布机构|来源|发文机关|信息来源|所属)[:])?(?:中共)?(?P<place>[一-鿿]{{1,15}}?(?:{_LEVELS}))(?:第?{NUMERAL}*届?)(?:人民政府)(?!网)"
)
_PRINTED_PLACE = re.compile(rf"^(?P<place>[一-鿿]{{1,15}}(?:{_LEVELS}))(?:人民)?政府$")
_LEVEL_ONLY = re.compile(rf"^(?P<level>{_LEVELS})?(?:人民)?政府$")
_TITLE_PLACE = re.compile(rf"《(?:关于)?(?:\d{{4}}年)?(?P<place>[一-鿿]{{2,6}}?(?:{_LEVELS}))")


def canonical_body(printed: str | None, lines: Sequence[str], text: str) -> str | None:
    """Return the full name of who met (苏州市人民政府), or the printed words.

    Args:
        printed: the words of the preamble or title (市政府), if any.
        lines: bare lines of the whole source, the page around the text included: a line that
            opens with a government's name (imprint, masthead, site owner) tells the place.
        text: the bare document, whose own draft titles (《长宁区…方案》) are the last resort.
    """
    if printed is None:
        return None
    if "、" in printed:
        return _canonical_pair(printed, lines, text)
    printed = re.sub(r"^中共|(?<=政府)党组$", "", printed)
    if full := _PRINTED_PLACE.match(printed):
        return f"{full['place']}人民政府"
    if _COMMITTEE.fullmatch(printed):
        return _full_committee(lines) or printed
    if full_name := _fullest(printed, lines):
        return full_name
    government = _LEVEL_ONLY.match(printed)
    level = government["level"] if government else _level_at_start(printed)
    if government is None and level is None:
        return printed
    places = Counter(match["place"] for line in lines if (match := _PLACE_LINE.match(line)))
    place = _at_level(places, level) or _only_place_in_titles(text, level)
    if place is None:
        return printed
    return f"{place}人民政府" if government else place + printed[len(level or "") :]


#: 市道路交通安全工作联席会议 lacks its place; a 市场监管… or 区域… begins otherwise.
_LEVEL_AT_START = re.compile(r"[省市区县州旗镇乡](?![场容域间际政级村])")


def _level_at_start(printed: str) -> str | None:
    match = _LEVEL_AT_START.match(printed)
    return match.group() if match else None


def _fullest(printed: str, lines: Iterable[str]) -> str | None:
    """Return the one longer name of a group that lines open with: its signature, its masthead."""
    if _LEVEL_ONLY.match(printed) or len(printed) > _LONGEST_BODY:
        return None
    pattern = re.compile(rf"[一-鿿]{{1,16}}?{re.escape(printed)}(?=办公室|$|会议|第|\d)")
    found = {match.group() for line in lines if (match := pattern.match(line))}
    full = {name for name in found if not _NO_NAME.search(name)}
    return full.pop() if len(full) == 1 else None


_LONGEST_BODY = 40
_NO_NAME = re.compile("召开|主持|会议(?!$)|关于|由|经|请|向|报")


#: The body of a development zone; its masthead or imprint has it with the zone's name.
_COMMITTEE = re.compile(r"区?(?:管理委员会|管委会)")
_COMMITTEE_LINE = re.compile(
    r"(?P<zone>(?![由经请向报]|同意|会议)[一-鿿]{2,16}?)(?P<form>管理委员会|管委会)"
    r"(?:(?:主任)?(?:办公)?会议纪要.*|文件|办公室(?:(?=[\d二]).*)?)?"
)


def _canonical_pair(printed: str, lines: Sequence[str], text: str) -> str:
    """Return the full names of two bodies; the second takes its place from the first."""
    first, _, second = printed.partition("、")
    full = canonical_body(first, lines, text) or first
    place = full.removesuffix("人民政府")
    if place != full and second[:1] == place[-1:] and len(place) > 1:
        second = place + second[1:]
    return f"{full}、{second}"


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
