"""Who must do it, and in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    NOT_ASKED,
    TOGETHER_WITH,
    predicate_role,
    subject_role,
)
from index.facts.text import FactText
from index.model import Document

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
class _Claim:
    """A party in a role."""

    mention: Mention
    role: Role


def responsible(texts: Sequence[FactText], document: Document) -> tuple[Responsibility, ...]:
    """Return who must do something, in the order of the words; one entry per party and role."""
    place = place_of(document)
    leads = first_named_leads(texts, document)
    return tuple(
        fact
        for text in texts
        if text.point != HEADING
        for fact in _in_text(text, place, document, leads)
    )


def _in_text(
    text: FactText, place: Place | None, document: Document, leads: bool
) -> Iterator[Responsibility]:
    claims = _most_particular(_claims(text, leads, document.kind == "minutes"))
    seen: set[tuple[str, Role]] = set()
    for claim in claims:
        mention = claim.mention
        evidence = text.evidence(mention.start, mention.end)
        party = resolve_mention(text, mention, place, document.order_date)
        if (party.name, claim.role) not in seen:
            seen.add((party.name, claim.role))
            yield Responsibility(party, claim.role, evidence)


def _most_particular(claims: Iterable[_Claim]) -> list[_Claim]:
    """Keep one role for each mention, in the order of the words."""
    kept: dict[tuple[int, int], _Claim] = {}
    for claim in claims:
        span = (claim.mention.start, claim.mention.end)
        known = kept.get(span)
        if known is None or _RANK[claim.role] < _RANK[known.role]:
            kept[span] = claim
    return [kept[span] for span in sorted(kept)]


def _claims(text: FactText, leads: bool, decides: bool) -> Iterator[_Claim]:
    for start, end in text.sentences():
        yield from _labelled(text.bare, start, end, leads)
        yield from _asked(text.bare, start, end)
        yield from _subjects(text.bare, start, end, leads, decides)


# --- （牵头单位：甲；责任单位：乙、丙） -------------------------------------------------------


def _labelled(bare: str, start: int, end: int, leads: bool) -> Iterator[_Claim]:
    for label in LABEL.finditer(bare, start, end):
        parties = parties_at(bare, label.end())
        if parties:
            role = _label_role(label["label"])
            yield from _first_leads(parties, role, leads)


def _label_role(label: str) -> Role:
    return next((role for word, role in LABEL_ROLES if word in label), "owner")


def _first_leads(parties: Parties, role: Role, leads: bool) -> Iterator[_Claim]:
    """Give each its role; the first in a list leads where the document says so."""
    for number, mention in enumerate(parties.mentions):
        first = leads and number == 0 and role == "owner" and len(parties.mentions) > 1
        yield _Claim(mention, "lead" if first else role)


# --- 由甲…, 责成甲…, 请甲… ---------------------------------------------------------------------


def _asked(bare: str, start: int, end: int) -> Iterator[_Claim]:
    for trigger in ASKED.finditer(bare, start, end):
        if NOT_ASKED.search(bare, max(start, trigger.start() - 1), trigger.end()):
            continue
        parties = parties_at(bare, trigger.end())
        if parties is None or parties.end > end:
            continue
        rest = _clause_from(bare, parties.end, end)
        role = predicate_role(rest)
        if role:
            yield from (_Claim(mention, role) for mention in parties.mentions)
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


def _subjects(bare: str, start: int, end: int, leads: bool, decides: bool) -> Iterator[_Claim]:
    for opening in _clause_starts(bare, start, end):
        parties = parties_at(bare, _behind_opening(bare, opening, end))
        if parties is None or parties.end > end:
            continue
        rest = _clause_from(bare, parties.end, end)
        role = subject_role(rest, decides)
        if role:
            bracketed = bare[opening - 1 : opening] == "("
            yield from _first_leads(parties, role, leads and bracketed)
            yield from _together(bare, parties.end, parties.end + len(rest))


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
