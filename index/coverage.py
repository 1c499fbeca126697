"""Which meetings the documents cover, and which are missing in between.

Ordinals count the meetings of one body and type within a term of office or a year. Where 98 and
101 are held, 99 and 100 are missing; what came before the first or after the last is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.model import Document, Meeting


@dataclass(frozen=True, slots=True)
class OrdinalRange:
    """Ordinals from ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many ordinals these are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """The meetings of one body and type whose ordinals count together.

    ``term`` is the ordinal of the term of office; ``year`` is set instead where ordinals count
    within a year or no term is known. ``held`` and ``missing`` are sorted and do not overlap;
    ``missing`` is what lies between the first and the last held. ``unnumbered`` counts meetings
    without an ordinal. ``first_date`` and ``last_date`` are the days of the first and the last
    meeting known.
    """

    body: str
    meeting_type: str | None
    term: int | None
    year: int | None
    held: tuple[OrdinalRange, ...]
    missing: tuple[OrdinalRange, ...]
    unnumbered: int = 0
    first_date: date | None = None
    last_date: date | None = None

    @property
    def held_count(self) -> int:
        """How many meetings with an ordinal are held."""
        return sum(ordinals.count for ordinals in self.held)

    @property
    def missing_count(self) -> int:
        """How many are missing."""
        return sum(ordinals.count for ordinals in self.missing)


_Key = tuple[str, str | None, int | None, int | None]


def coverage(documents: Iterable[Document]) -> tuple[MeetingSeries, ...]:
    """Return the series of meetings, by body, type, term and year.

    Minutes whose body is not known are in none.
    """
    known = [d.meeting for d in documents if d.kind == "minutes" and d.meeting is not None]
    printed: dict[tuple[str | None, str | None], list[Meeting]] = defaultdict(list)
    for meeting in known:
        if meeting.term is not None and meeting.year is None:
            printed[meeting.body, meeting.meeting_type].append(meeting)
    meetings: dict[_Key, list[Meeting]] = defaultdict(list)
    for meeting in known:
        if meeting.body is not None:
            dated = _with_term(meeting, printed[meeting.body, meeting.meeting_type])
            meetings[_key(dated, meeting.body)].append(meeting)
    return tuple(_series(key, meetings[key]) for key in sorted(meetings, key=_order))


def _with_term(meeting: Meeting, printed: Sequence[Meeting]) -> Meeting:
    """Give a meeting whose minutes print no term the one it falls in.

    Ordinals rise with the days within a term: it is that of the ``printed`` meetings of the body
    among which day and ordinal stand in the same place. Where several would do, none is given.
    """
    if meeting.term is not None or meeting.year is not None:
        return meeting
    terms = {other.term for other in printed}
    fitting = [t for t in terms if all(_in_order(meeting, m) for m in printed if m.term == t)]
    return replace(meeting, term=fitting[0]) if len(fitting) == 1 else meeting


def _in_order(one: Meeting, other: Meeting) -> bool:
    """Whether the later of two meetings has the higher ordinal; both must be known."""
    if one.number is None or other.number is None or one.held is None or other.held is None:
        return False
    if one.held == other.held:
        return True
    return (one.held < other.held) == (one.number < other.number)


def _key(meeting: Meeting, body: str) -> _Key:
    """Return the series of a meeting: like its identity, by term where ordinals count in one."""
    if meeting.term is not None and meeting.year is None:
        return body, meeting.meeting_type, meeting.term, None
    year = meeting.year or (meeting.held.year if meeting.held else None)
    return body, meeting.meeting_type, None, year


def _order(key: _Key) -> tuple[str, str, int, int]:
    return key[0], key[1] or "", key[2] or 0, key[3] or 0


def _series(key: _Key, meetings: Sequence[Meeting]) -> MeetingSeries:
    body, meeting_type, term, year = key
    held = _ranges({meeting.number for meeting in meetings if meeting.number is not None})
    days = sorted(meeting.held for meeting in meetings if meeting.held is not None)
    return MeetingSeries(
        body=body,
        meeting_type=meeting_type,
        term=term,
        year=year,
        held=held,
        missing=tuple(
            OrdinalRange(before.last + 1, behind.first - 1)
            for before, behind in zip(held, held[1:], strict=False)
        ),
        unnumbered=sum(meeting.number is None for meeting in meetings),
        first_date=days[0] if days else None,
        last_date=days[-1] if days else None,
    )


def _ranges(ordinals: Iterable[int]) -> tuple[OrdinalRange, ...]:
    """Join neighbouring ordinals; an ordinal far off makes two ranges, never a long list."""
    ranges: list[OrdinalRange] = []
    for ordinal in sorted(ordinals):
        if ranges and ranges[-1].last + 1 == ordinal:
            ranges[-1] = OrdinalRange(ranges[-1].first, ordinal)
        else:
            ranges.append(OrdinalRange(ordinal, ordinal))
    return tuple(ranges)
