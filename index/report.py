"""What a build did, for people and for ``report.json``: nothing is passed over in silence."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from index.generation import Counts
from index.model import Document
from index.sources import Skipped


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something that a person should know about a source that was read."""

    source: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SkippedSource:
    """A source that was not read, and why."""

    source: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of one build. ``generation`` is ``None`` where nothing was published."""

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

    def add_skipped(self, skipped: Skipped) -> None:
        """Name a source that was not read."""
        self._skipped.append(SkippedSource(skipped.name, skipped.line, skipped.reason))

    def add_document(self, document: Document) -> None:
        """Count a document that was read, and keep its warnings."""
        self._read += 1
        for source in document.sources:
            self._warnings += [
                SourceWarning(source.name, source.line, text) for text in document.warnings
            ]

    def add_notices(self, sentences: Iterable[str]) -> None:
        """Keep sentences about the build as a whole: ids that collided, a damaged cache."""
        self._notices += sentences

    def add_vectors(self, reused: int, encoded: int) -> None:
        """Keep how many vectors came from the cache and how many were made."""
        self._vectors = (reused, encoded)

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
            skipped=tuple(self._skipped),
            warnings=tuple(self._warnings),
            notices=tuple(self._notices),
        )
