"""Finds the parties that a text names, from a place where a name can begin.

A name is read from its left end: what opens a clause or follows 由, 责成, 听取. Where it ends is
told by the authority's table of units, by the last words of organisations (集团, 指挥部) and of
classes (各有关部门), or by the post and 同志 of a person. Chinese prints no gap between words, so
nothing is looked for in the middle of a run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from index.authority import Place, resolve
from index.authority.matching import is_field, is_without_place, longest_unit
from index.authority.places import is_known
from index.fact_model import Party, PartyType
from index.facts.party_patterns import (
    COMMON,
    COUNTED,
    FIELDS,
    GROUP,
    HEADS,
    ORGANISATION,
    PARTY_OFFICE,
    PERSON_BEFORE_POST,
    PERSON_BEHIND_POST,
    PLACE,
    STEMS,
    UNIT_TAIL,
)
from index.facts.text import FactText
from index.person_names import is_likely_name


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named at ``[start:end]`` of a bare text.

    ``carried`` is the level or place that a list printed only once (市发展改革委、住房城乡建设局).
    ``known`` says that it is surely a party: a unit of the authority's table, a person, a class.
    """

    start: int
    end: int
    carried: str = ""
    party_type: PartyType = "unit"
    known: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """A list of parties, and where the words behind it begin."""

    mentions: tuple[Mention, ...]
    end: int


_SEPARATOR = re.compile(r"、|以及|或者?|和|及|,(?=各|[省市县区]各|有关|相关)")
#: Inside brackets a list may be parted by commas.
_SEPARATOR_IN_BRACKETS = re.compile(r"、|或者?|以及|和|及|,")
#: 与 joins two who act only where they act together; otherwise the second is who it is done with.
_WITH = re.compile(r"与")
_TOGETHER = re.compile(r"(?:双方)?(?:共同|联合|分别|要|应|须|均|都|一起|各)")
_AND_OTHERS = re.compile(
    r"等(?:(?:各?有关|相关|职能|多个|成员|[一-鿿]{0,4})?(?:部门|单位|地区|地|镇|街道|企业|方)|[一二三四五六七八九十两\d]+(?:个|家)?(?:部门|单位|地|方|家)?)?"
)
_LEVEL_AHEAD = re.compile(
    r"(?:原|我)?(?P<level>自治区|自治州|市(?!场)|乡(?!村)|[区县](?!域)|[省州盟旗镇])"
)


def parties_at(text: str, start: int, bracketed: bool = False) -> Parties | None:
    """Read a list of parties that begins at ``start``, or ``None`` where none does."""
    pattern = _SEPARATOR_IN_BRACKETS if bracketed else _SEPARATOR
    mentions: list[Mention] = []
    carried, position, end = "", start, start
    while mention := mention_at(text, position, carried):
        mentions.append(mention)
        carried = _carried(text, mention) or carried
        position = mention.end
        end = _others_end(text, position)
        separator = pattern.match(text, end)
        if not separator:
            break
        position = separator.end()
    if mentions and (partner := _partner(text, end, carried)):
        mentions.append(partner)
        end = partner.end
    return Parties(tuple(mentions), end) if mentions else None


def _partner(text: str, start: int, carried: str) -> Mention | None:
    """Read who acts together with the parties before ``start`` (甲与乙共同…)."""
    joined = _WITH.match(text, start)
    partner = mention_at(text, joined.end(), carried) if joined else None
    return partner if partner and _TOGETHER.match(text, partner.end) else None


def _others_end(text: str, start: int) -> int:
    """Return where 等部门 or 两部门 behind a party ends, ``start`` where there is none."""
    others = (
        _AND_OTHERS.match(text, start) or COUNTED.match(text, start) or HEADS.match(text, start)
    )
    end = others.end() if others else start
    included = _INCLUDED.match(text, end)
    return included.end() if included else end


#: 县级人民政府（含管委会，下同）
_INCLUDED = re.compile(r"\(含[^()]{1,14}\)")


def _carried(text: str, mention: Mention) -> str:
    match = _LEVEL_AHEAD.match(text, mention.start, mention.end)
    return match["level"] if match and mention.party_type == "unit" else ""


def mention_at(text: str, start: int, carried: str = "") -> Mention | None:
    """Read the one party that begins at ``start``."""
    if end := _person_end(text, start):
        return Mention(start, end, "", "person", True)
    if match := STEMS.match(text, start) or _fields(text, start):
        return Mention(start, match.end(), "", "group", True)
    office = PARTY_OFFICE.match(text, start)
    unit = max(longest_unit(text, start) or 0, office.end() if office else 0)
    group = GROUP.match(text, start)
    if group and group.end() > unit:
        common = COMMON.fullmatch(text, start, group.end()) is not None
        return Mention(start, group.end(), "", "group", not common)
    if unit:
        tail = UNIT_TAIL.match(text, unit)
        bare_name = bool(carried) and is_without_place(text[start:unit])
        return Mention(
            start, tail.end() if tail else unit, carried if bare_name else "", "unit", True
        )
    if match := ORGANISATION.match(text, start):
        return Mention(start, match.end())
    if match := PLACE.match(text, start):
        return Mention(start, match.end(), "", "unit", is_known(match.group()))
    return None


def _fields(text: str, start: int) -> re.Match[str] | None:
    """Read units that are named by their field without any word for a unit (公安、交通要…)."""
    match = FIELDS.match(text, start)
    return match if match and all(is_field(one) for one in match.group().split("、")) else None


def _person_end(text: str, start: int) -> int | None:
    """Return where a person's name with post or 同志 ends."""
    if (match := PERSON_BEFORE_POST.match(text, start)) and is_likely_name(match["name"]):
        return match.end()
    if match := PERSON_BEHIND_POST.match(text, start):
        for length in (3, 2, 4):
            end = match.end() + length
            name = text[match.end() : end]
            if is_likely_name(name) and _name_may_end(text, end):
                return end + 2 if text.startswith("同志", end) else end
    return None


#: Words that a name is not cut into: 周某关|于.
_WORDS_BEHIND_NAME = frozenset(
    {"关于", "负责", "牵头", "同志", "具体", "统筹", "分别", "任组", "总牵"}
)
_BEHIND_NAME = re.compile(
    r"同志|总?牵头|负|关于|就|每|于|到|赴|率|在|对|按|作|抓|具体|统筹|协调|调度|主抓|分管|会同|带队|担任|任|要|亲自|分别|审核|审定|召集|组织|指导|督办|等|、|和|及|与|,|;|。|\)|$"
)


def _name_may_end(text: str, end: int) -> bool:
    crossed = text[end - 1 : end + 1]
    return crossed not in _WORDS_BEHIND_NAME and _BEHIND_NAME.match(text, end) is not None


def resolve_mention(
    text: FactText, mention: Mention, place: Place | None, on: date | None
) -> Party:
    """Return the party that a mention names, with the words as they are printed."""
    printed = "".join(text.evidence(mention.start, mention.end).text.split())
    if mention.party_type == "group":
        return Party(printed, printed, "group")
    party = resolve(mention.carried + printed, place, on)
    return replace(party, printed=printed)
