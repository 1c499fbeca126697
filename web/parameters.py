"""What a search page or the API was asked, before the search checks it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from werkzeug.datastructures import MultiDict

from search.filters import FIELDS, FactFilter, FactFilters, Filters, Quantity, read_amount
from search.request import Mode, SearchRequest, Sort
from web.errors import ParameterError
from web.language import gettext

DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SearchParameters:
    """The parameters of a search as they were given; days and amounts as typed.

    ``facts`` are the fields of :data:`search.filters.FIELDS` that filter, with their values.
    """

    q: str = ""
    mode: str = "hybrid"
    kinds: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    due_from: str = ""
    due_to: str = ""
    amount_from: str = ""
    amount_to: str = ""
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    generation: str = ""

    def request(self) -> SearchRequest:
        """Return the search that is asked for.

        Raises:
            InvalidRequestError: a value is out of its range.
            ParameterError: a date cannot be read.
        """
        return SearchRequest(
            query=self.q,
            mode=cast(Mode, self.mode),
            filters=Filters(
                kinds=self.kinds,
                start=read_date("from", self.start, last=False),
                end=read_date("to", self.end, last=True),
                facts=self.fact_filters(),
            ),
            sort=cast(Sort, self.sort),
            offset=self.offset,
            limit=self.limit,
            generation=self.generation or None,
        )

    def fact_filters(self) -> FactFilters:
        """Return the filters by facts.

        Raises:
            InvalidRequestError: a value is none of the field's, or no amount.
            ParameterError: a date cannot be read.
        """
        return FactFilters(
            fields=tuple(FactFilter(name, values) for name, values in self.facts),
            due_from=read_date("due_from", self.due_from, last=False),
            due_to=read_date("due_to", self.due_to, last=True),
            amount_from=_amount("amount_from", self.amount_from),
            amount_to=_amount("amount_to", self.amount_to),
        )

    def values(self, field: str) -> tuple[str, ...]:
        """Return the wanted values of one field, none where it does not filter."""
        return dict(self.facts).get(field, ())

    def with_values(self, field: str, values: tuple[str, ...]) -> SearchParameters:
        """Return the same search with other values wanted in one field."""
        others = [(name, known) for name, known in self.facts if name != field]
        wanted = [*others, (field, values)] if values else others
        return replace(self, facts=tuple(sorted(wanted)))

    @property
    def filtered(self) -> bool:
        """Whether anything but the words restricts the search."""
        return bool(self.kinds or self.start or self.end or self.facts or self._bounds())

    def _bounds(self) -> dict[str, str]:
        bounds = {
            "due_from": self.due_from,
            "due_to": self.due_to,
            "amount_from": self.amount_from,
            "amount_to": self.amount_to,
        }
        return {name: value for name, value in bounds.items() if value}

    def address(self) -> dict[str, str | list[str] | int]:
        """Return the parameters that differ from their defaults, by their names in an address."""
        values: dict[str, str | list[str] | int] = {
            "q": self.q,
            "mode": "" if self.mode == "hybrid" else self.mode,
            "kind": list(self.kinds),
            "from": self.start,
            "to": self.end,
            **{name: list(values) for name, values in self.facts},
            **self._bounds(),
            "sort": "" if self.sort == "relevance" else self.sort,
            "offset": self.offset,
            "generation": self.generation,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def asks_nothing(self) -> bool:
        """Whether there is neither a query nor a filter."""
        return not (self.q.strip() or self.filtered)


def from_page(arguments: MultiDict[str, str]) -> SearchParameters:
    """Read the address of a search page; an empty form field counts as absent.

    Raises:
        ParameterError: ``offset`` is not a number.
    """
    return SearchParameters(
        q=arguments.get("q", "").strip(),
        mode=arguments.get("mode") or "hybrid",
        kinds=tuple(dict.fromkeys(kind for kind in arguments.getlist("kind") if kind)),
        start=arguments.get("from", "").strip(),
        end=arguments.get("to", "").strip(),
        facts=_facts(lambda name: arguments.getlist(name)),
        due_from=arguments.get("due_from", "").strip(),
        due_to=arguments.get("due_to", "").strip(),
        amount_from=arguments.get("amount_from", "").strip(),
        amount_to=arguments.get("amount_to", "").strip(),
        sort=arguments.get("sort") or "relevance",
        offset=read_number("offset", arguments.get("offset") or "0"),
        generation=arguments.get("generation", ""),
    )


def from_api(arguments: Mapping[str, object]) -> SearchParameters:
    """Take over what the API's schema has read; an empty value counts as absent."""
    known = {name: value for name, value in arguments.items() if value != ""}
    known.pop("lang", None)
    known["kinds"] = tuple(cast("list[str]", known.pop("kind", ())))
    facts = {name: cast("list[str]", known.pop(name, [])) for name in FIELDS}
    known["facts"] = _facts(facts.__getitem__)
    return SearchParameters(**known)  # type: ignore[arg-type]  # the schema has checked the types


def _facts(given: Callable[[str], list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields that filter with their values, in the order of their names."""
    wanted = {
        name: tuple(dict.fromkeys(value.strip() for value in given(name) if value.strip()))
        for name in sorted(FIELDS)
    }
    return tuple((name, values) for name, values in wanted.items() if values)


def _amount(name: str, text: str) -> Quantity | None:
    return read_amount(name, text) if text else None


def read_number(name: str, text: str) -> int:
    """Read a whole number.

    Raises:
        ParameterError: ``text`` is no whole number of at most nine digits.
    """
    if not NUMBER.fullmatch(text.strip()):
        raise ParameterError(
            "invalid_number",
            gettext("%(name)s 应为整数，不能是“%(value)s”。", name=name, value=text),
        )
    return int(text)


def read_date(name: str, text: str, *, last: bool) -> date | None:
    """Read 2024, 2024-05 or 2024-05-08 as its first or ``last`` day; nothing as ``None``.

    Raises:
        ParameterError: ``text`` is no date of these forms.
    """
    if not text:
        return None
    match = DATE.fullmatch(text)
    try:
        if match:
            return complete_date(*match.groups(), last=last)
    except ValueError:  # the digits name no day of the calendar, such as 2024-02-30
        pass
    raise ParameterError(
        "invalid_date",
        gettext(
            "%(name)s 应为 2024、2024-05 或 2024-05-08 这样的日期，不能是“%(value)s”。",
            name=name,
            value=text,
        ),
    )


def complete_date(year: str, month: str | None, day: str | None, *, last: bool) -> date:
    """Return the first or ``last`` day of what is given.

    Raises:
        ValueError: there is no such month or day.
    """
    known_month = int(month) if month else (12 if last else 1)
    if day:
        return date(int(year), known_month, int(day))
    first = date(int(year), known_month, 1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if last else first
