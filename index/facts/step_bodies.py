"""To whom a matter is submitted, seen from the body that met: 市委, 省政府, 市人大."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.fact_model import NextStepName
from index.model import Document

#: Administrative levels, by the word that stands for them; 区 is 市辖区, 自治区 a province.
_RANKS = {
    **dict.fromkeys(("自治区", "省"), 4),
    **dict.fromkeys(("市", "州", "盟"), 3),
    **dict.fromkeys(("区", "县", "旗"), 2),
    **dict.fromkeys(("镇", "乡"), 1),
}
_LEVEL = "(?P<level>自治区|[省市州盟区县旗镇乡])"
_CONGRESS = re.compile(r"人大(?:常委会)?|人代会|人民代表大会(?:常务委员会)?")
#: 市委, 县委常委会, 市委财经委; not 市委办, 市委编办, 县委常委某某 (a person), 市委宣传部.
_PARTY = re.compile(
    rf"(?P<place>[一-鿿]{{0,6}}?){_LEVEL}委"
    r"(?!常委(?!会|扩)|员(?!会)|办|编办|宣|组织|统战|政法|党校|督|巡|会)|(?:镇|乡|街道)?党(?:工)?委|^常委会"
)
_GOVERNMENT = re.compile(rf"(?P<place>[一-鿿]{{0,6}}?){_LEVEL}(?:人民)?(?:政府|府(?!办))")
#: 分管副市长, 常务副县长某某: whoever holds an office of the government.
_OFFICIAL = re.compile(rf"(?P<place>){_LEVEL}长")
#: Offices and meetings of the government itself, where no level is printed.
_OWN_GOVERNMENT = re.compile(
    r"人民政府|政府|[一-鿿]{2,4}同志$|常务会议|专题会议?|办公会议?|[市区县州省旗镇乡]长|秘书长|(?:主要|分管)(?:市|区|县|省|州)?领导"
    r"|[市区县省州]领导|规划委员会|规委会|[市区县州省][^,]{0,14}(?:委员会|领导小组|指挥部)"
)
_DEPARTMENT = re.compile(rf"^(?P<place>[一-鿿]{{0,6}}?){_LEVEL}(?!委)[一-鿿]{{1,14}}")
_CENTRAL = re.compile(
    r"国务院|中央|国家|上级|上一级|[一-鿿]{2,8}(?<!宣传)(?<!组织)(?<!统战)(?<!武装)部委?$|省直|省级"
)
_OWN = re.compile(rf"{_LEVEL}(?:人民政府|政府|委|人大)")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The body whose minutes are read: its printed name and the rank of its level, if known."""

    body: str
    rank: int | None


def standpoint(document: Document) -> Standpoint:
    """Return from where 市政府 or 省委 is looked at in a document."""
    body = (document.meeting.body if document.meeting else None) or document.issuer or ""
    matches = list(_OWN.finditer(body))
    level = matches[-1]["level"] if matches else None
    if level is None:
        known = [word for word in _RANKS if word in body]
        level = known[0] if len(known) == 1 else None
    return Standpoint(body, _RANKS[level] if level else None)


def steps_before(target: str, own: Standpoint) -> tuple[NextStepName, ...]:
    """Return the reviews that ``target`` (市委常委会, 省政府) stands for, if it is such a body."""
    steps: list[NextStepName] = []
    rest = target
    if _CONGRESS.search(rest):
        steps.append("congress_review")
        rest = _CONGRESS.sub(",", rest)
    for party in _PARTY.finditer(rest):
        steps.append("superior_approval" if _is_above(party, own) else "party_committee_review")
    rest = _PARTY.sub(",", rest)
    if government := _before_government(rest, own):
        steps.append(government)
    return tuple(dict.fromkeys(steps))


def _before_government(target: str, own: Standpoint) -> NextStepName | None:
    named = _GOVERNMENT.search(target) or _OFFICIAL.search(target)
    if named:
        return "superior_approval" if _is_above(named, own) else "government_approval"
    if _CENTRAL.search(target):
        return "superior_approval"
    department = _DEPARTMENT.match(target)
    if department and _is_above(department, own):
        return "superior_approval"
    return "government_approval" if _OWN_GOVERNMENT.search(target) else None


def _is_above(body: re.Match[str], own: Standpoint) -> bool:
    """Whether a body with a level word stands above: 省委 for 市, 岳阳市 for another 市."""
    level = body.group("level")
    if level is None:
        return False
    rank = _RANKS[level]
    if own.rank is None:
        return rank == _RANKS["省"]
    if rank != own.rank:
        return rank > own.rank
    place = body.group("place")
    return len(place) > 1 and bool(own.body) and _is_name(own.body) and place not in own.body


def _is_name(body: str) -> bool:
    """Whether a body is printed with its place (山丹县人民政府, not 县政府)."""
    return _OWN.sub("", body) != "" and not body.startswith(tuple(_RANKS))
