"""Who must do it, and in which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.authority import Place, place_of
from index.fact_model import HEADING, Responsibility, Role
from index.facts.first_named import first_named_leads
from index.facts.parties import Mention, Parties, parties_at, resolve_mention
from index.facts.role_patterns import (
    ADVERBS,
    ASKED,
    CLAUSE,
    INTRODUCTION,
    LABEL,
    LABEL_ROLES,
    MODAL,
    TOGETHER_WITH,
    predicate_role,
    subject_role,
)
from index.facts.text import FactText
from index.model import Document

#: In these kinds an action without 要 is a task; laws and reports describe.
_DEMANDING = frozenset({"minutes", "policy"})
#: The more particular role wins where the same words have several.
_RANK: dict[Role, int] = {
    "lead": 0,
    "issue": 1,
    "supervise": 2,
    "guide": 3,
    "support": 4,
    "owner": 5,
}


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a document speaks.

    ``leads``: the first in a list leads; ``demands``: an action without 要 is a task; ``decides``:
    it is the record of decisions, where a unit that opens a clause is told what to do.
    """

    leads: bool
    demands: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class _Claim:
    """A party in a role."""

    mention: Mention
    role: Role


def responsible(texts: Sequence[FactText], document: Document) -> tuple[Responsibility, ...]:
    """Return who must do something, in the order of the words; one entry per party and role."""
    place = place_of(document)
    manner = _Manner(
        leads=first_named_leads(texts, document),
        demands=document.kind in _DEMANDING,
        decides=document.kind == "minutes",
    )
    return tuple(
        fact
        for text in texts
        if text.point != HEADING
        for fact in _in_text(text, place, document.order_date, manner)
    )


def _in_text(
    text: FactText, place: Place | None, on: date | None, manner: _Manner
) -> Iterator[Responsibility]:
    claims = _most_particular(_claims(text, manner))
    seen: set[tuple[str, Role]] = set()
    for claim in claims:
        mention = claim.mention
        evidence = text.evidence(mention.start, mention.end)
        party = resolve_mention(text, mention, place, on)
        key = (party.name.removeprefix("各"), claim.role)
        if key not in seen:
            seen.add(key)
            yield Responsibility(party, claim.role, evidence)


def _most_particular(claims: Iterable[_Claim]) -> list[_Claim]:
    """Keep one role for each mention, in the order of the words."""
    kept: dict[tuple[int, int], _Claim] = {}
    for claim in claims:
        span = (claim.mention.start, claim.mention.end)
        known = kept.get(span)
        if known is None or _RANK[claim.role] < _RANK[known.role]:
            kept[span] = claim
    return _outermost(sorted(kept.values(), key=lambda one: (one.mention.start, -one.mention.end)))


def _outermost(claims: Iterable[_Claim]) -> list[_Claim]:
    """Leave out parties inside the words of others (各部门 in 各地各部门)."""
    outer: list[_Claim] = []
    for claim in claims:
        if not outer or claim.mention.end > outer[-1].mention.end:
            outer.append(claim)
    return outer


def _claims(text: FactText, manner: _Manner) -> Iterator[_Claim]:
    for start, end in text.sentences():
        yield from _labelled(text.bare, start, end, manner)
        yield from _asked(text.bare, start, end)
        yield from _subjects(text.bare, start, end, manner)
        yield from _each(text.bare, start, end)


# --- （牵头单位：甲；责任单位：乙、丙） -------------------------------------------------------


def _labelled(bare: str, start: int, end: int, manner: _Manner) -> Iterator[_Claim]:
    for label in LABEL.finditer(bare, start, end):
        parties = parties_at(bare, label.end(), bracketed=True)
        if parties:
            role = _label_role(label["label"])
            yield from _first_leads(bare, parties, role, manner.leads)


def _label_role(label: str) -> Role:
    return next((role for word, role in LABEL_ROLES if word in label), "owner")


def _first_leads(bare: str, parties: Parties, role: Role, leads: bool) -> Iterator[_Claim]:
    """Give each its role; the first in a list leads where the document says so."""
    for number, mention in enumerate(parties.mentions):
        first = leads and number == 0 and role == "owner" and len(parties.mentions) > 1
        yield _claim(bare, mention, "lead" if first else role)


#: 牵头部门要…, 配合部门要…, 市政府督查室…: the name itself says the role.
_NAMED_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:[省市县区各])?牵头(?:部门|单位)"), "lead"),
    (re.compile(r"(?:[省市县区各])?(?:配合|协办)(?:部门|单位)"), "support"),
    (re.compile(r"[一-鿿]{0,6}督查(?:室|办|办公室|局)"), "supervise"),
)


def _claim(bare: str, mention: Mention, role: Role) -> _Claim:
    """Return a party in a role; where only 要 is printed, its name may tell more."""
    if role == "owner":
        for pattern, named in _NAMED_ROLES:
            if pattern.fullmatch(bare, mention.start, mention.end):
                return _Claim(mention, named)
    return _Claim(mention, role)


# --- 由甲…, 责成甲…, 请甲… ---------------------------------------------------------------------


def _asked(bare: str, start: int, end: int) -> Iterator[_Claim]:
    for trigger in ASKED.finditer(bare, start, end):
        parties = parties_at(bare, trigger.end())
        if parties is None or parties.end > end:
            continue
        rest = _clause_from(bare, parties.end, end)
        role = predicate_role(rest)
        if role:
            yield from (_claim(bare, mention, role) for mention in parties.mentions)
            yield from _together(bare, parties.end, parties.end + len(rest))


def _clause_from(bare: str, start: int, end: int) -> str:
    """Return the words up to the end of the clause."""
    match = CLAUSE.search(bare, start, end)
    return bare[start : match.start() if match else end]


def _together(bare: str, start: int, end: int) -> Iterator[_Claim]:
    """Give those that the actor works with (会同) their part."""
    for match in TOGETHER_WITH.finditer(bare, start, end):
        if parties := parties_at(bare, match.end()):
            yield from (_Claim(mention, "support") for mention in parties.mentions)


# --- 甲要…, 甲负责…, 甲牵头，乙配合 -----------------------------------------------------------


#: Each of a class is named behind other words: 民生实事项目各单位必须….
_EACH = re.compile(r"(?<=[一-鿿])各(?!自|项|类|种|环|领|行|方面|界|族)")


def _each(bare: str, start: int, end: int) -> Iterator[_Claim]:
    for match in _EACH.finditer(bare, start, end):
        parties = parties_at(bare, match.start())
        if parties and parties.end <= end and MODAL.match(bare, parties.end, end):
            yield from (_claim(bare, mention, "owner") for mention in parties.mentions)


def _subjects(bare: str, start: int, end: int, manner: _Manner) -> Iterator[_Claim]:
    for opening in _clause_starts(bare, start, end):
        if opening > start:
            yield from _joined(bare, opening, end)
        bracketed = bare[opening - 1 : opening] == "("
        parties = parties_at(bare, _behind_opening(bare, opening, end), bracketed)
        if parties is None or parties.end > end:
            continue
        rest = _clause_from(bare, _predicate_start(bare, parties.end, end), end)
        if bare.startswith(",已", parties.end + len(rest)):
            continue  # 甲牵头13个，已完成8个: told, not asked.
        demands = manner.demands and not _LOOKING_BACK.search(bare, start, opening)
        role = subject_role(rest, demands, _told(parties, manner))
        if role:
            yield from _first_leads(bare, parties, role, manner.leads and bracketed)
            yield from _together(bare, parties.end, parties.end + len(rest))


#: A sentence that opens so tells what was done.
_LOOKING_BACK = re.compile(r"(?:近[几两]?年来|以来|多年来),")


def _told(parties: Parties, manner: _Manner) -> bool:
    """Whether parties that open a clause are told what to do, whatever the verb."""
    return manner.decides and all(one.known for one in parties.mentions)


def _joined(bare: str, start: int, end: int) -> Iterator[_Claim]:
    """Give those their part with whom a subject of before acts (…牵头，会同乙…)."""
    match = TOGETHER_WITH.match(bare, start, end)
    parties = parties_at(bare, match.end()) if match else None
    if parties and parties.end <= end:
        yield from (_Claim(mention, "support") for mention in parties.mentions)


#: What may part a subject from 要: a comma, 作为项目业主.
_ASIDE = re.compile(r"(?:作为[^,。;]{2,16})?,")


def _predicate_start(bare: str, start: int, end: int) -> int:
    """Return where the predicate begins: a long subject may be parted from it by a comma."""
    aside = _ASIDE.match(bare, start, end)
    if aside and MODAL.match(bare, aside.end(), end):
        return aside.end()
    return start


def _clause_starts(bare: str, start: int, end: int) -> Iterator[int]:
    yield start
    for match in CLAUSE.finditer(bare, start, end):
        yield match.end()


def _behind_opening(bare: str, start: int, end: int) -> int:
    """Return where who acts may be named: behind 会议要求, 同时, 9月底前."""
    introduction = INTRODUCTION.match(bare, start, end)
    position = introduction.end() if introduction else start
    timed = ADVERBS.match(bare, position, end)
    return timed.end() if timed else position
