"""The facts of a resolution in the answers of the API, as marshmallow schemas."""

from __future__ import annotations

from marshmallow import Schema
from marshmallow.fields import Float, Integer, List, Nested, String

from web.language import translatable
from web.schemas import described

POINT = translatable("所在议定意见的序号，从 0 起；-1 为引言，null 为标题")


class EvidenceAnswer(Schema):
    """The words a fact rests on, and where they stand."""

    text = String()
    point = Integer(allow_none=True, metadata=described(POINT))
    start = Integer()
    end = Integer()


class OutcomeAnswer(EvidenceAnswer):
    """What was decided."""

    outcome = String()


class NextStepAnswer(EvidenceAnswer):
    """What has to happen to the matter after the meeting."""

    step = String()


class PartyAnswer(EvidenceAnswer):
    """A unit, person or group, with the words that name it."""

    party = String()
    printed = String()
    party_type = String()
    level = String(allow_none=True)
    place = String(allow_none=True)
    successors = List(String())


class ResponsibleAnswer(PartyAnswer):
    """Who must do it."""

    role = String()


class CitationAnswer(EvidenceAnswer):
    """A document that the text names."""

    title = String(allow_none=True)
    genre = String(allow_none=True)
    draft = String(allow_none=True)
    short_name = String(allow_none=True)
    document_number = String(allow_none=True)


class DeadlineAnswer(EvidenceAnswer):
    """By when."""

    kind = String()
    due = String(allow_none=True)
    rule = String()


class AmountAnswer(EvidenceAnswer):
    """A quantity as a number."""

    value = Float()
    maximum = Float(allow_none=True)
    unit = String()


class CorrectionAnswer(Schema):
    """A fact that a person set right."""

    field = String()
    old = String()
    new = String()
    who = String()
    date = String()
    reason = String()


class FactsAnswer(Schema):
    """What is read from the words of a resolution."""

    item_types = List(String())
    outcomes = List(Nested(OutcomeAnswer))
    next_steps = List(Nested(NextStepAnswer))
    reported_by = List(Nested(PartyAnswer))
    responsible = List(Nested(ResponsibleAnswer))
    cited_documents = List(String())
    citations = List(Nested(CitationAnswer))
    deadlines = List(Nested(DeadlineAnswer))
    amounts = List(Nested(AmountAnswer))
    corrections = List(Nested(CorrectionAnswer))
    near_duplicates = List(String())
