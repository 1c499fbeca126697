"""The report of a build as a page shows it: counted, grouped, and cut where it is endless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.reports import BuildReport, FileRead, OrdinalRange, SkippedSource
from web.language import gettext
from web.words import CAUSES

#: So many places are shown of a group, so many groups of a list; the API has all of them.
PLACES_SHOWN = 200
GROUPS_SHOWN = 50
FILES_SHOWN = 100
#: A group of more places is folded.
PLACES_OPEN = 5


@dataclass(frozen=True, slots=True)
class RouteCount:
    """What was read by one route."""

    route: str
    files: int
    pages: int
    recognized_pages: int
    cached: int


@dataclass(frozen=True, slots=True)
class Place:
    """A source, and the line in it of a JSON-lines file."""

    source: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The places of which the same is said; ``places`` are the first of ``count``."""

    text: str
    count: int
    places: tuple[Place, ...]

    @property
    def open(self) -> bool:
        """Whether the places are shown at once."""
        return self.count <= PLACES_OPEN


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups, the largest first. ``count`` counts all places, ``groups_left_out`` what is cut."""

    count: int
    groups: tuple[Group, ...]
    groups_left_out: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of some files, and how many are left out."""

    files: tuple[FileRead, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page of a report shows beside its figures.

    ``skipped`` is by cause, in the order of :data:`web.words.CAUSES`.
    """

    routes: tuple[RouteCount, ...]
    skipped: tuple[tuple[str, Grouped], ...]
    warnings: Grouped
    recognized: Listed
    garbled: Listed


def report_page(report: BuildReport) -> ReportPage:
    """Count and group what a build reports."""
    return ReportPage(
        routes=tuple(_routes(report.files)),
        skipped=tuple(_by_cause(report.skipped)),
        warnings=_grouped((w.text, Place(w.source, w.line)) for w in report.warnings),
        recognized=_listed(sorted(_recognized(report.files), key=_confidence)),
        garbled=_listed([file for file in report.files if file.garbled_pages]),
    )


def _routes(files: Iterable[FileRead]) -> Iterator[RouteCount]:
    """Yield the routes, the one of most files first."""
    by_route: dict[str, list[FileRead]] = {}
    for file in files:
        by_route.setdefault(file.route, []).append(file)
    for route, read in sorted(by_route.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield RouteCount(
            route=route,
            files=len(read),
            pages=sum(file.pages or 0 for file in read),
            recognized_pages=sum(file.recognized_pages for file in read),
            cached=sum(file.cached for file in read),
        )


def _by_cause(skipped: Iterable[SkippedSource]) -> Iterator[tuple[str, Grouped]]:
    by_cause: dict[str, list[SkippedSource]] = {cause: [] for cause in CAUSES}
    for one in skipped:
        by_cause.setdefault(one.cause, []).append(one)
    for cause, those in by_cause.items():
        if those:
            yield cause, _grouped((one.reason, Place(one.source, one.line)) for one in those)


def _grouped(told: Iterable[tuple[str, Place]]) -> Grouped:
    counts: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    for text, place in told:
        counts[text] += 1
        kept = places.setdefault(text, [])
        if len(kept) < PLACES_SHOWN:
            kept.append(place)
    # Equal counts keep the order of the report.
    groups = [Group(text, count, tuple(places[text])) for text, count in counts.most_common()]
    return Grouped(counts.total(), tuple(groups[:GROUPS_SHOWN]), max(0, len(groups) - GROUPS_SHOWN))


def _recognized(files: Iterable[FileRead]) -> Iterator[FileRead]:
    return (file for file in files if file.recognized_pages or file.confidence is not None)


def _confidence(file: FileRead) -> tuple[float, str]:
    """Order by confidence, the lowest first; what is not known is the lowest."""
    return (file.confidence if file.confidence is not None else -1.0), file.source


def _listed(files: list[FileRead]) -> Listed:
    return Listed(tuple(files[:FILES_SHOWN]), max(0, len(files) - FILES_SHOWN))


def ordinal_ranges(ordinals: Iterable[OrdinalRange]) -> str:
    """Return ordinals in short: 1–3, 7."""
    return ", ".join(
        f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}" for one in ordinals
    )


def page_ranges(numbers: Iterable[int]) -> str:
    """Return page numbers in short: 1–3, 7."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in ranges)


def duration(seconds: float) -> str:
    """Return a time span in words: 0.42 秒, 3 分 5 秒."""
    if seconds < 60:
        return gettext("%(seconds)s 秒", seconds=f"{seconds:.3g}")
    minutes, rest = divmod(round(seconds), 60)
    return gettext("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=rest)
