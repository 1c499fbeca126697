"""The facts that can be filtered by and counted, and how their values are compared.

A value may be found under several *spellings* (a unit by its short name, its former and its present
one), all in normal form.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.fact_model import DEADLINE_KINDS, ITEM_TYPES, NEXT_STEPS, OUTCOMES, ROLES
from index.model import DISCLOSURES, VALIDITIES
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
