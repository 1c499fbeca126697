"""The facts of a resolution for people: in words, with a link to the words of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from index.fact_model import HEADING, LEAD, Correction, Evidence, Party
from index.model import Resolution
from search.results import ResolutionView
from web.language import gettext, long_date, translatable
from web.words import words

#: Where words stand, in an address: point (-1 the lead, -2 the heading), start, end.
WORDS = re.compile(r"(-?\d{1,6})\.(\d{1,9})\.(\d{1,9})", re.ASCII)
#: Where a clause ends, and how far it is shown to either side of the words.
CLAUSE_END = re.compile(r"[，。；：！？,;!?\n]")
CLAUSE_REACH = 30
#: What a hit shows of its facts.
UNITS_SHOWN = 3
DUES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact: what it is, a word beside it, and the clause that says so with its address.

    ``search`` is the address of the search for this value. A fact that a person added has no
    words.
    """

    value: str
    beside: str
    words: str
    address: str | None
    search: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one kind; ``corrections`` are those that people made to them."""

    title: str
    entries: tuple[FactEntry, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact before its addresses are written; ``filters`` are the parameters of its search."""

    value: str
    evidence: Evidence
    filters: dict[str, str]
    beside: str = ""


def _outcomes(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.outcomes:
        yield _Stated(words(fact.outcome), fact.evidence, {"outcome": fact.outcome})


def _next_steps(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.next_steps:
        yield _Stated(words(fact.step), fact.evidence, {"next": fact.step})


def _responsible(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.responsible:
        filters = {"unit": fact.party.name, "role": fact.role}
        yield _Stated(party_words(fact.party), fact.evidence, filters, words(fact.role))


def _reporters(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.reported_by:
        filters = {"unit": fact.party.name, "role": "reported"}
        yield _Stated(party_words(fact.party), fact.evidence, filters)


def _deadlines(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.deadlines:
        value = long_date(fact.due) if fact.due else fact.rule
        yield _Stated(value, fact.evidence, {"deadline": fact.kind}, words(fact.kind))


def _citations(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.citations:
        value = fact.title or fact.document_number or ""
        beside = (fact.draft, fact.document_number if fact.title else None)
        filters = {"cites": fact.title} if fact.title else {"q": f'"{value}"'}
        yield _Stated(value, fact.evidence, filters, "，".join(part for part in beside if part))


def _amounts(resolution: Resolution) -> Iterator[_Stated]:
    for fact in resolution.amounts:
        least = f"{fact.value:.12g}{fact.unit}"
        value = amount_words(fact.value, fact.maximum, fact.unit)
        yield _Stated(value, fact.evidence, {"amount_from": least, "amount_to": least})


#: The facts in the order in which they are shown: key in the JSON → heading and reader.
_KINDS: dict[str, tuple[str, Callable[[Resolution], Iterator[_Stated]]]] = {
    "outcomes": (translatable("议定结果"), _outcomes),
    "next_steps": (translatable("后续程序"), _next_steps),
    "responsible": (translatable("责任主体"), _responsible),
    "reported_by": (translatable("汇报"), _reporters),
    "deadlines": (translatable("期限"), _deadlines),
    "cited_documents": (translatable("引用的文件"), _citations),
    "amounts": (translatable("数量"), _amounts),
}


def fact_groups(view: ResolutionView) -> tuple[FactGroup, ...]:
    """Return the facts of a resolution by kind; kinds without facts are left out."""
    resolution = view.resolution
    groups = (
        FactGroup(
            gettext(title),
            tuple(_entry(view, stated) for stated in read(resolution)),
            tuple(c for c in resolution.corrections if c.field == key),
        )
        for key, (title, read) in _KINDS.items()
    )
    return tuple(group for group in groups if group.entries or group.corrections)


def other_corrections(resolution: Resolution) -> tuple[Correction, ...]:
    """Return the corrections of what is no fact with words (heading, item types)."""
    return tuple(c for c in resolution.corrections if c.field not in _KINDS)


def _entry(view: ResolutionView, stated: _Stated) -> FactEntry:
    query: dict[str, Any] = {"generation": view.generation, **stated.filters}
    return FactEntry(
        value=stated.value,
        beside=stated.beside,
        words=clause_around(view.resolution, stated.evidence),
        address=_address(view, stated.evidence),
        search=url_for("pages.search", **query),
    )


def clause_around(resolution: Resolution, evidence: Evidence) -> str:
    """Return the clause in which the words stand: a name alone does not say what is asked of it."""
    texts = {HEADING: resolution.heading, LEAD: resolution.lead}
    texts |= {number: point.text for number, point in enumerate(resolution.points)}
    text = texts.get(evidence.point, "")
    before = CLAUSE_END.split(text[: evidence.start])[-1][-CLAUSE_REACH:]
    after = CLAUSE_END.split(text[evidence.end :])[0][:CLAUSE_REACH]
    return f"{before}{evidence.text}{after}".strip() if evidence.text else ""


def party_words(party: Party) -> str:
    """Return a party as it is shown: 苏州市自然资源和规划局（原市国土局）."""
    if party.successors:
        return gettext(
            "%(present)s（原%(former)s）",
            present="、".join(party.successors),
            former=party.printed.removeprefix("原"),
        )
    return party.name


def amount_words(value: float, maximum: float | None, unit: str) -> str:
    """Return an amount in the customary multiples: 350000000 元 → 3.5 亿元."""
    for size, multiple in ((1e8, "亿"), (1e4, "万")):
        if value >= size and unit not in ("%", "个百分点"):
            value, maximum = value / size, maximum / size if maximum else None
            unit = multiple + unit
            break
    upper = f"–{maximum:.10g}" if maximum else ""
    return f"{value:.10g}{upper} {unit}"


def _address(view: ResolutionView, evidence: Evidence) -> str | None:
    """Return the address of the page with these words marked."""
    if not evidence.text:
        return None
    place = f"{evidence.point}.{evidence.start}.{evidence.end}"
    page = url_for(
        "pages.resolution",
        resolution_id=view.resolution.id,
        generation=view.generation,
        words=place,
    )
    return f"{page}#words"


@dataclass(frozen=True, slots=True)
class Place:
    """Words to mark: ``point`` is an index, ``LEAD`` or ``HEADING``."""

    point: int
    start: int
    end: int


def read_place(text: str) -> Place | None:
    """Read ``words`` of an address; anything else marks nothing."""
    match = WORDS.fullmatch(text)
    return Place(*(int(part) for part in match.groups())) if match else None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: ``marked`` where it is what a link leads to, ``anchor`` where that begins."""

    text: str
    marked: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class WordMarker:
    """Cuts the texts of a resolution into pieces, so that the wanted words can be marked."""

    place: Place | None

    def heading(self, text: str) -> list[Piece]:
        """Return the pieces of the heading."""
        return self._pieces(text, 0, HEADING)

    def lead(self, text: str) -> list[list[Piece]]:
        """Return the pieces of each paragraph of the lead."""
        return self.paragraphs(text, LEAD)

    def paragraphs(self, text: str, point: int) -> list[list[Piece]]:
        """Return the pieces of each paragraph of a point; paragraphs are parted by line feeds."""
        found: list[list[Piece]] = []
        start = 0
        for line in text.split("\n"):
            if line.strip():
                found.append(self._pieces(line, start, point))
            start += len(line) + 1
        return found

    def _pieces(self, text: str, offset: int, point: int) -> list[Piece]:
        """Cut ``text``, which stands at ``offset`` of its point, around what is wanted."""
        place = self.place
        if place is None or place.point != point:
            return [Piece(text)]
        first = min(max(place.start - offset, 0), len(text))
        last = min(max(place.end - offset, 0), len(text))
        if first >= last:
            return [Piece(text)]
        # Where the words go over two paragraphs, the link leads to the first of them.
        inside = Piece(text[first:last], True, place.start >= offset)
        return [p for p in (Piece(text[:first]), inside, Piece(text[last:])) if p.text]


@dataclass(frozen=True, slots=True)
class HitFacts:
    """What a hit shows of its facts."""

    outcomes: tuple[str, ...]
    units: tuple[str, ...]
    dues: tuple[str, ...]


def hit_facts(facts: dict[str, Any]) -> HitFacts:
    """Choose what tells a reader most: decisions, who leads, the last days."""
    outcomes = _once(f["outcome"] for f in facts["outcomes"] if f["outcome"] != "tasked")
    leading = _once(f["printed"] for f in facts["responsible"] if f["role"] == "lead")
    dues = _once(f["due"] for f in facts["deadlines"] if f["due"])
    return HitFacts(outcomes, leading[:UNITS_SHOWN], dues[:DUES_SHOWN])


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
