"""Who reported on a matter or submitted it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.authority import place_of
from index.authority.matching import longest_unit
from index.fact_model import Reporter
from index.facts.parties import Mention, Parties, parties_at, resolve_mention
from index.facts.role_patterns import INTRODUCTION, TOGETHER_WITH
from index.facts.text import FactText
from index.model import Document

#: 会议听取了甲局关于…的汇报: what is heard or read opens with who speaks.
_HEARD = re.compile(r"(?:听取|听了|审阅|观看)(?:并[一-鿿]{2,6})?了?")
#: What is heard, behind who speaks.
_SPOKEN = re.compile(r"[^。;]{0,120}?(?:汇报|报告|通报|说明|介绍|情况)")
#: 同意甲局关于…的请示, 审议甲局提交的《…》, 讨论了甲局《关于…的请示》.
_DECIDED = re.compile(
    r"(?:同意|通过|审议|审定|研究|讨论|批准|审查|票决|传达)(?:并[一-鿿]{2,8}?)?(?:了|由)?(?=[^,。])"
)
_SUBMITTED = re.compile(
    r"(?:提交|提请|提出|报送|呈报|上报|呈送|送审|申报|汇报)(?:审议|研究|审定|讨论|会议)?的"
    r"|《?关于[^。;]{1,120}?(?:汇报|请示|报告|意见|建议|方案|申请|说明|函|议题|事项|情况|事宜)"
    r"|(?<!政府)(?<!党委)《[^》]{1,120}》"
)
#: 甲局（局长某某）汇报了…
_REPORTS = re.compile(
    r"(?:(?!要|应|须|需|每|定期|及时)[^,。;:、]){0,14}?(?:就[^,。;]{1,60}?|关于[^,。;]{1,60}?)?"
    r"(?:作了?[^,。;]{0,30}(?:汇报|说明|报告)|进行了?汇报|(?:汇报|通报|介绍|提交|报送)了|汇报(?=$|[。;,)]))"
)


def reporters(texts: Sequence[FactText], document: Document) -> tuple[Reporter, ...]:
    """Return who reported or submitted, in the order of the words; each once in one text."""
    place = place_of(document)
    found: list[Reporter] = []
    for text in texts:
        seen: set[str] = set()
        mentions = {_without_people(text.bare, one) for one in _mentions(text.bare)}
        for mention in sorted(mentions, key=lambda one: one.start):
            party = resolve_mention(text, mention, place, document.order_date)
            if party.party_type != "group" and party.name not in seen:
                seen.add(party.name)
                found.append(Reporter(party, text.evidence(mention.start, mention.end)))
    return tuple(found)


def _without_people(bare: str, mention: Mention) -> Mention:
    """Return the unit for those who speak for it (市卫健委负责同志)."""
    unit = longest_unit(bare, mention.start) if mention.known else None
    return (
        replace(mention, end=unit)
        if unit and unit < mention.end and _SPEAKER.match(bare, unit)
        else mention
    )


_SPEAKER = re.compile(r"(?:主要|分管|有关|相关)?(?:负责|领导)")


def _mentions(bare: str) -> Iterator[Mention]:
    for opening in _HEARD.finditer(bare):
        yield from _followed(bare, opening.end(), _SPOKEN)
    for opening in _DECIDED.finditer(bare):
        yield from _followed(bare, opening.end(), _SUBMITTED)
    for label in _LABEL.finditer(bare):
        parties = parties_at(bare, label.end(), bracketed=True)
        yield from parties.mentions if parties else ()
    for start in _clause_starts(bare):
        introduction = INTRODUCTION.match(bare, start)
        yield from _followed(bare, introduction.end() if introduction else start, _REPORTS)


#: （汇报单位：甲局）
_LABEL = re.compile(r"(?:汇报|提交|提请|报送|呈报|议题)(?:单位|部门|人):")
_CLAUSE = re.compile(r"[,;:。(\n]")


def _clause_starts(bare: str) -> Iterator[int]:
    yield 0
    yield from (match.end() for match in _CLAUSE.finditer(bare))


def _followed(bare: str, start: int, pattern: re.Pattern[str]) -> Iterator[Mention]:
    """Yield the parties at ``start``, and those they act with, if the words behind them fit."""
    parties = parties_at(bare, start)
    if parties is None:
        return
    partners = _partners(bare, parties.end)
    end = partners.end if partners else parties.end
    if pattern.match(bare, end) and _may_speak(bare, parties, end):
        yield from parties.mentions
        yield from partners.mentions if partners else ()


def _partners(bare: str, start: int) -> Parties | None:
    joined = TOGETHER_WITH.match(bare, start)
    return parties_at(bare, joined.end()) if joined else None


#: What parts who speaks from what is spoken of (听取清泉镇供水情况: of the town, not by it).
_PARTED = re.compile(
    r"关于|就|对|的|提|报|呈|申|《|汇报|通报|作|[一-鿿]{0,3}(?:局长|主任|书记|同志)"
)


def _may_speak(bare: str, parties: Parties, end: int) -> bool:
    """Whether parties speak; a place or zone alone may be what is spoken of."""
    return any(one.known for one in parties.mentions) or _PARTED.match(bare, end) is not None
