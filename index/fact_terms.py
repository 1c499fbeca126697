"""The facts of a resolution as terms: what can be filtered by and counted.

A value may be found under several *spellings* (a unit by its short name, its former and its present
one), all in normal form. Facts of the document (its chair, its 文种) hold for each of its
resolutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.authority import alternatives
from index.fact_model import DEADLINE_KINDS, ITEM_TYPES, NEXT_STEPS, OUTCOMES, ROLES, Party
from index.model import DISCLOSURES, VALIDITIES, Document, Resolution
from index.normalize import normalize
from index.text_forms import bare

_ROUND_TO_SQUARE = str.maketrans("()", "[]")

#: Who reported has no role of responsibility; in a filter it stands beside those that are.
REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class FactField:
    """A kind of fact: ``choices`` are all its values, or empty where they are words of the text.

    With ``part`` a value is found by a part of it, otherwise by one of its spellings as a whole.
    """

    name: str
    choices: tuple[str, ...] = ()
    part: bool = False


#: The names are those of the query language; command line, API and page share them.
FIELDS: dict[str, FactField] = {
    field.name: field
    for field in (
        FactField("item", ITEM_TYPES),
        FactField("outcome", OUTCOMES),
        FactField("next", NEXT_STEPS),
        FactField("unit"),
        FactField("role", (*ROLES, REPORTED)),
        FactField("deadline", DEADLINE_KINDS),
        FactField("cites", part=True),
        FactField("chair"),
        FactField("attendee"),
        FactField("body", part=True),
        FactField("term"),
        FactField("meeting"),
        FactField("genre"),
        FactField("issuer", part=True),
        FactField("number", part=True),
        FactField("validity", VALIDITIES),
        FactField("disclosure", DISCLOSURES),
    )
}


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a field, with the normal forms under which it is found."""

    field: str
    value: str
    spellings: tuple[str, ...]


def terms_of(resolution: Resolution, document: Document) -> Iterator[Term]:
    """Yield the terms of one resolution, those of its document too; some may come twice."""
    for field, values in _plain_values(resolution, document):
        for value in values:
            yield Term(field, value, (spelling(field, value),))
    for fact in resolution.responsible:
        yield from _party_terms(fact.party, fact.role)
    for report in resolution.reported_by:
        yield from _party_terms(report.party, REPORTED)


def _plain_values(
    resolution: Resolution, document: Document
) -> Iterator[tuple[str, Iterable[str]]]:
    meeting = document.meeting
    yield "item", resolution.item_types
    yield "outcome", (fact.outcome for fact in resolution.outcomes)
    yield "next", (fact.step for fact in resolution.next_steps)
    yield "deadline", (fact.kind for fact in resolution.deadlines)
    yield "cites", resolution.cited_documents
    yield "genre", _known(document.genre)
    yield "issuer", _known(document.issuer)
    yield "number", _known(document.document_number)
    yield "validity", _known(document.validity)
    yield "disclosure", _known(document.disclosure)
    if meeting:
        yield "chair", _known(meeting.chair)
        yield "attendee", (attendee.name for attendee in meeting.attendance)
        yield "body", _known(meeting.body)
        yield "term", _known(meeting.term)
        yield "meeting", _known(meeting.number)


def _known(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _party_terms(party: Party, role: str) -> Iterator[Term]:
    """Yield a party as a unit, as a unit in this role (for both together), and the role."""
    names = (party.name, party.printed, *party.successors, *alternatives(party.name))
    yield Term("unit", party.name, tuple(sorted({spelling("unit", name) for name in names})))
    # Found by the spellings of the unit: a unit has a hundred of them.
    yield Term(unit_in_role(role), party.name, ())
    yield Term("role", role, (role,))


_IN_ROLE = "unit as "


def unit_in_role(role: str) -> str:
    """Return the name of the field that holds the units of one role."""
    return _IN_ROLE + role


def field_of_spellings(field: str) -> str:
    """Return the field whose spellings name the values of ``field``."""
    return "unit" if field.startswith(_IN_ROLE) else field


def spelling(field: str, value: str) -> str:
    """Return the form in which values of a field are compared; brackets of any shape are equal."""
    form = normalize(bare(value) if field == "number" else value).text
    return form.translate(_ROUND_TO_SQUARE) if field == "number" else form
