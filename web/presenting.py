"""What a page of results offers beside its hits: facet links, page links, and safe snippets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from search.messages import Message
from search.request import PAGING_LIMIT
from search.results import PointMatch, SearchPage
from web.language import gettext
from web.parameters import SearchParameters
from web.words import FIELDS, words

Address = dict[str, str | list[str] | int]
MARK = re.compile(r"(</?mark>)")
NEIGHBOURS = 2
POINTS_SHOWN = 3
CHOICES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows a search, or takes the narrowing back when ``active``.

    ``count`` is not known of a value that nothing has, or that is another spelling.
    """

    label: str
    count: int | None
    active: bool
    address: Address


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """The links of one facet."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The links that are shown at once: the first, and those that are active."""
        first = self.choices[:CHOICES_SHOWN]
        return (*first, *(choice for choice in self.choices[CHOICES_SHOWN:] if choice.active))

    @property
    def others(self) -> tuple[Choice, ...]:
        """The links behind them."""
        return tuple(choice for choice in self.choices[CHOICES_SHOWN:] if not choice.active)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another page of the same results; no ``address`` for the present one."""

    number: int
    address: Address | None


@dataclass(frozen=True, slots=True)
class Paging:
    """Where this page stands among the others."""

    previous: Address | None
    following: Address | None
    links: tuple[PageLink, ...]


def marked(snippet: str) -> Markup:
    """Return a snippet as HTML in which ``<mark>`` is the only markup.

    The search has already escaped its snippets. This is the one place that declares them safe,
    so it does not take that on trust: outside the marks no angle bracket survives.
    """
    parts = MARK.split(snippet)
    inert = [
        part if MARK.fullmatch(part) else part.replace("<", "&lt;").replace(">", "&gt;")
        for part in parts
    ]
    return Markup("".join(inert))


def split_points(
    points: tuple[PointMatch, ...],
) -> tuple[tuple[PointMatch, ...], tuple[PointMatch, ...]]:
    """Return the points to show at once and the others, both in reading order.

    A long resolution can match in a dozen points; those that both legs found tell most.
    """
    by_legs = sorted(range(len(points)), key=lambda place: -len(points[place].matched_by))
    first = set(by_legs[:POINTS_SHOWN])
    shown = tuple(point for place, point in enumerate(points) if place in first)
    return shown, tuple(point for place, point in enumerate(points) if place not in first)


def page_words(page: int | None, last_page: int | None) -> str:
    """Return where in its file something stands: 第 3 页, 第 3–4 页; nothing without pages."""
    if page is None:
        return ""
    if last_page is None or last_page == page:
        return gettext("第 %(page)s 页", page=page)
    return gettext("第 %(first)s–%(last)s 页", first=page, last=last_page)


def page_notices(parameters: SearchParameters, page: SearchPage) -> tuple[Message, ...]:
    """Return the notices that a person needs.

    That an empty box holds no words goes without saying: the page then lists what the filters
    admit, or asks for words itself.
    """
    if parameters.q:
        return page.notices
    return tuple(notice for notice in page.notices if notice.code != "no_terms")


def facet_groups(parameters: SearchParameters, page: SearchPage) -> tuple[ChoiceGroup, ...]:
    """Return the links for kind, year and facts, pinned to the generation of ``page``."""
    pinned = replace(parameters, offset=0, generation=page.generation)
    facts = (
        ChoiceGroup(gettext(title), fact_choices(field, pinned, page))
        for field, title in FIELDS.items()
    )
    groups = (
        ChoiceGroup(gettext("文件类型"), kind_choices(pinned, page)),
        ChoiceGroup(gettext("年份"), year_choices(pinned, page)),
        *facts,
    )
    return tuple(group for group in groups if group.choices)


def fact_choices(field: str, pinned: SearchParameters, page: SearchPage) -> tuple[Choice, ...]:
    """Return one link for each counted value of a fact, and for each that is wanted."""
    wanted = pinned.values(field)
    counts = {facet.value: facet.count for facet in page.facets.get(field, ())}
    choices = []
    for value in (*counts, *(value for value in wanted if value not in counts)):
        active = value in wanted
        others = tuple(known for known in wanted if known != value)
        address = pinned.with_values(field, others if active else (*wanted, value)).address()
        choices.append(Choice(words(value), counts.get(value), active, address))
    return tuple(choices)


def kind_choices(pinned: SearchParameters, page: SearchPage) -> tuple[Choice, ...]:
    """Return one link for each kind in the match set."""
    choices = []
    for facet in page.facets.get("kind", ()):
        active = pinned.kinds == (facet.value,)
        wanted = () if active else (facet.value,)
        address = replace(pinned, kinds=wanted).address()
        choices.append(Choice(words(facet.value), facet.count, active, address))
    return tuple(choices)


def year_choices(pinned: SearchParameters, page: SearchPage) -> tuple[Choice, ...]:
    """Return one link for each year in the match set."""
    choices = []
    for facet in page.facets.get("year", ()):
        first, last = f"{facet.value}-01-01", f"{facet.value}-12-31"
        active = (pinned.start, pinned.end) == (first, last)
        wanted = ("", "") if active else (first, last)
        address = replace(pinned, start=wanted[0], end=wanted[1]).address()
        choices.append(Choice(facet.value, facet.count, active, address))
    return tuple(choices)


def paging(parameters: SearchParameters, page: SearchPage) -> Paging:
    """Return the links to the pages around this one, pinned to its generation."""
    size = parameters.limit
    current = page.offset // size + 1
    last = max(1, -(-min(page.total, PAGING_LIMIT) // size))
    pinned = replace(parameters, generation=page.generation)

    def address(number: int) -> Address | None:
        if not 1 <= number <= last or number == current:
            return None
        return replace(pinned, offset=(number - 1) * size).address()

    around = range(max(1, current - NEIGHBOURS), min(last, current + NEIGHBOURS) + 1)
    shown = sorted({1, *around, last})
    return Paging(
        address(current - 1),
        address(current + 1),
        tuple(PageLink(number, address(number)) for number in shown),
    )
