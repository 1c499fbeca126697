"""What a build did, for people and for ``report.json``: nothing is passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from index.coverage import MeetingSeries
from index.generation import REPORT, GenerationError
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
