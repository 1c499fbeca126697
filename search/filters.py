"""Restrictions that apply before ranking, in both legs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.fact_fields import FIELDS, unit_in_role
from index.model import KINDS, Document
from search.errors import InvalidRequestError

__all__ = ["FIELDS", "FactFilter", "FactFilters", "Filters", "Quantity", "read_amount"]

#: A field of :data:`index.fact_fields.FIELDS` and the value that is wanted there.
Alternative = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FactFilter:
    """One of ``values`` is wanted in a field of :data:`index.fact_fields.FIELDS`."""

    field: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        choices = FIELDS[self.field].choices
        for value in self.values:
            if choices and value not in choices:
                raise InvalidRequestError(
                    "invalid_fact", field=self.field, value=value, choices="、".join(choices)
                )


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a unit: 亿元 and 万元 are 元."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class FactFilters:
    """Restrictions by facts: every field that is named must pass.

    ``due_from`` and ``due_to`` bound the last day of a deadline, ``amount_from`` and ``amount_to``
    an amount; a resolution passes where one of its deadlines, one of its amounts does.
    """

    fields: tuple[FactFilter, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    amount_from: Quantity | None = None
    amount_to: Quantity | None = None

    def __post_init__(self) -> None:
        if self.due_from and self.due_to and self.due_from > self.due_to:
            raise InvalidRequestError("invalid_dates", start=self.due_from, end=self.due_to)
        lower, upper = self.amount_from, self.amount_to
        if lower and upper and (lower.unit != upper.unit or lower.value > upper.value):
            raise InvalidRequestError(
                "invalid_amounts",
                least=f"{lower.value:g}{lower.unit}",
                greatest=f"{upper.value:g}{upper.unit}",
            )

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        bounds = (self.due_from, self.due_to, self.amount_from, self.amount_to)
        return not self.fields and all(bound is None for bound in bounds)

    def clauses(self) -> Iterator[tuple[Alternative, ...]]:
        """Yield what must all be true: each time, one of several fields having a value.

        A unit and a role together ask for the unit in that role.
        """
        wanted = {part.field: part.values for part in self.fields}
        if "unit" in wanted and "role" in wanted:
            units, roles = wanted.pop("unit"), wanted.pop("role")
            yield tuple((unit_in_role(role), unit) for role in roles for unit in units)
        for field, values in wanted.items():
            yield tuple((field, value) for value in values)


def read_amount(name: str, text: str) -> Quantity:
    """Read an amount as people write it: 1.2亿元, 300亩.

    Raises:
        InvalidRequestError: it is no amount.
    """
    # Only this filter needs what reads the facts of documents: other searches start without it.
    from index.facts.amounts import amounts
    from index.facts.text import fact_text

    found = amounts((fact_text(text, 0),), Document("other", "", ()))
    if len(found) != 1 or found[0].evidence.text != text.strip():
        raise InvalidRequestError("invalid_amount", name=name, value=text)
    return Quantity(found[0].value, found[0].unit)


@dataclass(frozen=True, slots=True)
class Filters:
    """All restrictions of a search.

    ``kinds`` are document kinds (any of them); ``start`` and ``end`` bound
    ``Document.order_date``, both ends included. Documents without a date fail a date filter.
    """

    kinds: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    facts: FactFilters = FactFilters()

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise InvalidRequestError("invalid_kind", value=kind, choices="、".join(KINDS))
        if self.start and self.end and self.start > self.end:
            raise InvalidRequestError("invalid_dates", start=self.start, end=self.end)

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        return not (self.kinds or self.start or self.end) and self.facts.empty
