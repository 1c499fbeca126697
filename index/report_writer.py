"""Collects what happens during a build, for its report."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from index.coverage import MeetingSeries
from index.generation import Counts
from index.model import SourceReference
from index.reading import Reading
from index.report import BuildReport, FileRead, SkippedSource, SourceWarning, Stage


class ReportWriter:
    """Collects what happens during a build."""

    def __init__(self) -> None:
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._clock = time.perf_counter()
        self._read = 0
        self._vectors = (0, 0)
        self._skipped: list[SkippedSource] = []
        self._warnings: list[SourceWarning] = []
        self._notices: list[str] = []
        self._stages: list[Stage] = []
        self._files: dict[str, FileRead] = {}
        self._coverage: tuple[MeetingSeries, ...] = ()
        self._corrections = 0
        self._near_duplicates = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; only one that ends well is told."""
        began = time.perf_counter()
        yield
        self._stages.append(Stage(name, round(time.perf_counter() - began, 2)))

    def add(self, reading: Reading) -> None:
        """Keep what came of one source."""
        if reading.document is None:
            skipped = SkippedSource(reading.name, reading.line, reading.reason or "", reading.cause)
            self._skipped.append(skipped)
            return
        self._read += 1
        for source in reading.document.sources:
            self._add_file(reading, source)
            self._warnings += [
                SourceWarning(source.name, source.line, text) for text in reading.document.warnings
            ]

    def _add_file(self, reading: Reading, source: SourceReference) -> None:
        if reading.format is not None:
            self._files[source.name] = FileRead(
                source=source.name,
                route=source.route or "text",
                format=reading.format,
                seconds=reading.seconds,
                cached=reading.cached,
                pages=source.pages,
                recognized_pages=reading.recognized_pages,
                garbled_pages=reading.garbled_pages,
                confidence=source.confidence,
            )
            return
        none = FileRead(source.name, "records", "jsonl", 0.0, True, records=0)
        known = self._files.get(source.name, none)
        self._files[source.name] = replace(
            known,
            seconds=round(known.seconds + reading.seconds, 3),
            cached=known.cached and reading.cached,
            records=(known.records or 0) + 1,
        )

    @property
    def unreadable_share(self) -> float:
        """Which share of what should have been read could not be, in percent."""
        unreadable = sum(1 for skipped in self._skipped if skipped.cause == "unreadable")
        return 100 * unreadable / max(1, unreadable + self._read)

    def add_notices(self, sentences: Iterable[str]) -> None:
        """Keep sentences about the build as a whole: ids that collided, a damaged cache."""
        self._notices += sentences

    def add_vectors(self, reused: int, encoded: int) -> None:
        """Keep how many vectors came from the cache and how many were made."""
        self._vectors = (reused, encoded)

    def add_corrections(self, applied: int) -> None:
        """Keep how many corrections of people were applied."""
        self._corrections = applied

    def add_contents(self, series: tuple[MeetingSeries, ...], near_duplicates: int) -> None:
        """Keep which meetings are covered, and how many resolutions have near duplicates."""
        self._coverage, self._near_duplicates = series, near_duplicates

    def published(self, generation: str, counts: Counts) -> BuildReport:
        """Return the report of a build that succeeded."""
        return self._report(generation, counts)

    def failed(self) -> BuildReport:
        """Return the report of a build that published nothing."""
        return self._report(None, Counts(0, 0, 0))

    def _report(self, generation: str | None, counts: Counts) -> BuildReport:
        return BuildReport(
            generation=generation,
            started_at=self._started_at,
            seconds=round(time.perf_counter() - self._clock, 2),
            sources_read=self._read,
            documents=counts.documents,
            resolutions=counts.resolutions,
            passages=counts.passages,
            vectors_reused=self._vectors[0],
            vectors_encoded=self._vectors[1],
            skipped=tuple(sorted(self._skipped, key=_place)),
            warnings=tuple(sorted(self._warnings, key=_place)),
            notices=tuple(self._notices),
            stages=tuple(self._stages),
            files=tuple(self._files[name] for name in sorted(self._files)),
            coverage=self._coverage,
            corrections=self._corrections,
            near_duplicates=self._near_duplicates,
        )


def _place(told: SkippedSource | SourceWarning) -> tuple[str, int]:
    """Order by where it was found: workers finish in any order."""
    return told.source, told.line or 0
