"""The whole write path in reading order: sources → documents → passages → vectors → generation.

Documents get their ids, what people have corrected, and links to near duplicates before passages
are cut.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from index import generation
from index.analyzer import analyzer_fingerprint
from index.calibration import calibrate
from index.correction_file import CorrectionFile, read_corrections
from index.corrections import correct
from index.coverage import coverage
from index.encoder import Encoder
from index.generation import Counts, EncoderRecord, Manifest
from index.identity import aliases, identify
from index.model import Document, Passage
from index.near_duplicates import with_near_duplicates
from index.passages import PASSAGES_VERSION, passages_of
from index.reading import ReadingOptions, ReadingRequest, read_all
from index.reading.cache import ReadingCache
from index.report import BuildReport
from index.report_writer import ReportWriter
from index.settings import ReadingLimits
from index.vector_cache import VectorCache, encode_with_cache
from index.writers import local
from index.writers.local import Content

#: Files in the folder of caches.
READINGS, VECTORS = "readings.sqlite", "vectors.sqlite"


class BuildError(RuntimeError):
    """Nothing was published; ``report`` says what was read and why it failed."""

    def __init__(self, sentence: str, report: BuildReport) -> None:
        super().__init__(sentence)
        self.report = report


class Progress(Protocol):
    """Told how far a stage has come; ``total`` is ``None`` where it is not known beforehand."""

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage: ``read``, ``identify``, ``encode`` or ``write``."""

    def expect(self, steps: int) -> None:
        """Add ``steps`` to what there is to do; they may be negative."""

    def advance(self, steps: int) -> None:
        """Count ``steps`` more as done."""

    def finish(self) -> None:
        """End the stage."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: ``full`` ignores the caches: every file is read, every passage encoded anew.

    ``encoder_setting`` names the encoder in the manifest, so that searches open the same one.
    More unreadable sources than ``maximum_unreadable`` percent let the build fail. ``corrections``
    is the file of what people have set right, or ``None``.
    """

    sources: tuple[Path, ...]
    index: Path
    cache: Path
    limits: ReadingLimits
    full: bool = False
    encoder_setting: str = "bundled"
    options: ReadingOptions = ReadingOptions()
    maximum_unreadable: float = 10.0
    corrections: Path | None = None


def build(request: BuildRequest, encoder: Encoder | None, progress: Progress) -> BuildReport:
    """Build and publish a generation; return the report that is also kept in it.

    Raises:
        GenerationError: the index is locked, or a generation cannot be written.
        BuildError: no document could be read; the served index is as it was.
        CorrectionsError: the file of corrections cannot be used.
    """
    report = ReportWriter()
    corrections = read_corrections(request.corrections) if request.corrections else None
    with generation.build_lock(request.index):
        documents = _read(request, report, progress)
        _check_enough(request, documents, report)
        identified = _identify(request, documents, corrections, report, progress)
        passages = tuple(_passages(identified.documents))
        draft = generation.begin(request.index)
        try:
            content = _content(request, identified, passages, encoder, report, progress)
            progress.start("write", None)
            with report.stage("write"):
                local.write(draft, content)
            published = _publish(request, draft, content, encoder, report, corrections)
            progress.finish()
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _tidy(request, encoder)
    return published


def _read(request: BuildRequest, report: ReportWriter, progress: Progress) -> list[Document]:
    """Read every source; what cannot be read goes to the report."""
    documents: list[Document] = []
    progress.start("read", 0)
    with (
        report.stage("read"),
        generation.temporary_folder(request.index) as folder,
        ReadingCache(request.cache / READINGS) as cache,
    ):
        if request.full:
            cache.prune(())
        reading_request = ReadingRequest(request.sources, request.limits, folder, request.options)
        for reading in read_all(reading_request, cache, progress.expect):
            report.add(reading)
            if reading.document is not None:
                documents.append(reading.document)
            progress.advance(1)
        report.add_notices(cache.notices)
    progress.finish()
    return documents


def _check_enough(
    request: BuildRequest, documents: Sequence[Document], report: ReportWriter
) -> None:
    """Refuse to publish what is not worth it.

    Raises:
        BuildError: no document was read, or too many could not be.
    """
    if not documents:
        raise BuildError("没有读到任何文件，索引保持原样", report.failed())
    share = report.unreadable_share
    if share > request.maximum_unreadable:
        raise BuildError(
            f"有 {share:.1f}% 读不出，超过 --max-failed 允许的 {request.maximum_unreadable:g}%，"
            "没有发布，索引保持原样；确认无妨的，可用 --max-failed 放宽",
            report.failed(),
        )


@dataclass(frozen=True, slots=True)
class _Identified:
    """Documents with ids, corrections and links; ``aliases`` lead from former ids to theirs."""

    documents: tuple[Document, ...]
    aliases: dict[str, str]


def _identify(
    request: BuildRequest,
    documents: Iterable[Document],
    corrections: CorrectionFile | None,
    report: ReportWriter,
    progress: Progress,
) -> _Identified:
    """Give documents their ids, apply what people corrected, link near duplicates."""
    progress.start("identify", None)
    with report.stage("identify"):
        identified = identify(documents)
        report.add_notices(identified.notices)
        known = _aliases(request.index, identified.documents, report)
        current = identified.documents
        if corrections is not None:
            corrected = correct(current, corrections, known)
            current = corrected.documents
            report.add_notices(corrected.notices)
            report.add_corrections(corrected.applied)
        linked = with_near_duplicates(current)
        near = sum(bool(r.near_duplicates) for document in linked for r in document.resolutions)
        report.add_contents(coverage(linked), near)
    progress.finish()
    return _Identified(linked, known)


def _passages(documents: Iterable[Document]) -> Iterable[Passage]:
    for document in documents:
        for resolution in document.resolutions:
            yield from passages_of(resolution)


def _content(
    request: BuildRequest,
    identified: _Identified,
    passages: tuple[Passage, ...],
    encoder: Encoder | None,
    report: ReportWriter,
    progress: Progress,
) -> Content:
    """Add passages and their vectors to the documents."""
    if encoder is None:
        return Content(identified.documents, passages, None, identified.aliases)
    progress.start("encode", len(passages))
    with report.stage("encode"), VectorCache(request.cache / VECTORS) as cache:
        if request.full:
            cache.prune({})
        texts = [passage.text for passage in passages]
        vectors, counts = encode_with_cache(encoder, cache, texts, progress.advance)
        report.add_notices(cache.notices)
    progress.finish()
    report.add_vectors(counts.reused, counts.encoded)
    return Content(identified.documents, passages, vectors, identified.aliases)


def _aliases(index: Path, documents: tuple[Document, ...], report: ReportWriter) -> dict[str, str]:
    """Map former ids to present ones, as far as the generation before can still say them."""
    current = generation.current_name(index)
    if current is None or not (index / current).is_dir():
        return {}
    try:
        places, known = local.read_identities(index / current)
    except sqlite3.Error as error:
        report.add_notices([f"上一个索引 {current} 已损坏，旧编号无法沿用（{error}）"])
        return {}
    return aliases(places, documents, known)


def _publish(
    request: BuildRequest,
    draft: Path,
    content: Content,
    encoder: Encoder | None,
    report: ReportWriter,
    corrections: CorrectionFile | None,
) -> BuildReport:
    """Write report and manifest, verify, and make the draft the current generation."""
    counts = Counts(
        documents=len(content.documents),
        resolutions=sum(len(document.resolutions) for document in content.documents),
        passages=len(content.passages),
    )
    finished = report.published(generation.draft_name(draft), counts)
    encoded = msgspec.json.format(msgspec.json.encode(finished))
    (draft / generation.REPORT).write_bytes(encoded)
    manifest = Manifest(
        generation=generation.draft_name(draft),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        analyzer=analyzer_fingerprint(),
        passages=PASSAGES_VERSION,
        encoder=_encoder_record(request.encoder_setting, encoder) if encoder else None,
        floors=calibrate(encoder, content.vectors),
        counts=counts,
        corrections=corrections.sha256 if corrections else None,
    )
    generation.seal(draft, manifest)
    generation.publish(request.index, draft)
    return finished


def _encoder_record(setting: str, encoder: Encoder) -> EncoderRecord:
    return EncoderRecord(setting, encoder.name, encoder.dimension, encoder.fingerprint)


def _tidy(request: BuildRequest, encoder: Encoder | None) -> None:
    """Remove old generations, and from the caches what no kept generation uses."""
    generation.prune(request.index)
    passages: set[str] = set()
    contents: set[str] = set()
    for name in generation.list_names(request.index):
        # A damaged generation uses nothing; --verify names it.
        with suppress(sqlite3.Error):
            passages |= local.read_passage_hashes(request.index / name)
            contents |= local.read_content_hashes(request.index / name)
    with ReadingCache(request.cache / READINGS) as readings:
        readings.prune(contents)
    if encoder is not None:
        with VectorCache(request.cache / VECTORS) as vectors:
            vectors.prune({encoder.fingerprint: passages})
