"""What a build did, for people and for ``report.json``: nothing is passed over in silence."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index.coverage import MeetingSeries
from index.generation import REPORT, Counts, GenerationError
from index.model import SourceReference
from index.reading import Reading
from index.sources import Cause


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something that a person should know about a source that was read."""

    source: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SkippedSource:
    """A source that was not read, and why; ``cause`` is what kind of reason it is."""

    source: str
    line: int | None
    reason: str
    cause: Cause = "unreadable"


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read, and how.

    A JSON-lines file has one entry, with the number of its ``records`` that were read and the
    route ``records``; other routes are those of :data:`index.extract.model.Route`.
    ``confidence`` (0 to 1) is the mean over recognized pages, ``garbled_pages`` are numbers of
    pages whose text layer could not be trusted. ``cached`` says that an earlier build has read
    it; ``seconds`` is what reading took in this one.
    """

    source: str
    route: str
    format: str
    seconds: float
    cached: bool
    line: int | None = None
    pages: int | None = None
    recognized_pages: int = 0
    garbled_pages: tuple[int, ...] = ()
    confidence: float | None = None
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """How long a stage of the build took: ``read``, ``identify``, ``encode`` or ``write``."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of one build. ``generation`` is ``None`` where nothing was published.

    ``corrections`` counts those of people that were applied; what was left out is in ``notices``.
    ``near_duplicates`` counts the resolutions that have some.
    """

    generation: str | None
    started_at: str
    seconds: float
    sources_read: int
    documents: int
    resolutions: int
    passages: int
    vectors_reused: int
    vectors_encoded: int
    skipped: tuple[SkippedSource, ...]
    warnings: tuple[SourceWarning, ...]
    notices: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    files: tuple[FileRead, ...] = ()
    coverage: tuple[MeetingSeries, ...] = ()
    corrections: int = 0
    near_duplicates: int = 0


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


def read_report(generation_folder: Path) -> BuildReport:
    """Read the report that is kept in a generation.

    Raises:
        GenerationError: it is missing or damaged.
    """
    try:
        content = (generation_folder / REPORT).read_bytes()
        return msgspec.json.decode(content, type=BuildReport)
    except OSError as error:
        raise GenerationError(f"建库报告读不出（{error.strerror}）") from None
    except msgspec.MsgspecError as error:
        raise GenerationError(f"建库报告已损坏（{error}）") from None
