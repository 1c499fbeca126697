"""The facts of a resolution as terms of :mod:`index.fact_fields`.

Facts of the document (its chair, its 文种) hold for each of its resolutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.authority import alternatives
from index.fact_fields import REPORTED, Term, spelling, unit_in_role
from index.fact_model import Party
from index.model import Document, Resolution


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
