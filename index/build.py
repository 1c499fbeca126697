"""The whole write path in reading order: sources → documents → passages → vectors → generation."""

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
from index.encoder import Encoder
from index.generation import Counts, EncoderRecord, Manifest
from index.identity import aliases, identify
from index.model import Document, Passage
from index.passages import PASSAGES_VERSION, passages_of
from index.reading import read_document
from index.report import BuildReport, ReportWriter
from index.sources import Skipped, read_sources
from index.vector_cache import VectorCache, encode_with_cache
from index.writers import local
from index.writers.local import Content


class BuildError(RuntimeError):
    """Nothing was published; ``report`` says what was read and why it failed."""

    def __init__(self, sentence: str, report: BuildReport) -> None:
        super().__init__(sentence)
        self.report = report


class Progress(Protocol):
    """Told how far a stage has come; ``total`` is ``None`` where it is not known beforehand."""

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage: ``read``, ``encode`` or ``write``."""

    def advance(self, steps: int) -> None:
        """Count ``steps`` more as done."""

    def finish(self) -> None:
        """End the stage."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: ``full`` ignores the vector cache and encodes every passage anew.

    ``encoder_setting`` names the encoder in the manifest, so that searches open the same one.
    """

    sources: tuple[Path, ...]
    index: Path
    cache: Path
    full: bool = False
    encoder_setting: str = "bundled"


def build(request: BuildRequest, encoder: Encoder | None, progress: Progress) -> BuildReport:
    """Build and publish a generation; return the report that is also kept in it.

    Raises:
        GenerationError: the index is locked, or a generation cannot be written.
        BuildError: no document could be read; the served index is as it was.
    """
    report = ReportWriter()
    with generation.build_lock(request.index):
        documents = _read(request.sources, report, progress)
        if not documents:
            raise BuildError("没有读到任何文件，索引保持原样", report.failed())
        identified = identify(documents)
        report.add_notices(identified.notices)
        passages = tuple(_passages(identified.documents))
        draft = generation.begin(request.index)
        try:
            content = _content(request, identified.documents, passages, encoder, report, progress)
            progress.start("write", None)
            local.write(draft, content)
            published = _publish(request, draft, content, encoder, report)
            progress.finish()
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _tidy(request, encoder)
    return published


def _read(sources: Sequence[Path], report: ReportWriter, progress: Progress) -> list[Document]:
    """Read every source; what cannot be read goes to the report."""
    documents: list[Document] = []
    progress.start("read", None)
    for source in read_sources(sources):
        result = read_document(source)
        if isinstance(result, Skipped):
            report.add_skipped(result)
        else:
            report.add_document(result)
            documents.append(result)
        progress.advance(1)
    progress.finish()
    return documents


def _passages(documents: Iterable[Document]) -> Iterable[Passage]:
    for document in documents:
        for resolution in document.resolutions:
            yield from passages_of(resolution)


def _content(
    request: BuildRequest,
    documents: tuple[Document, ...],
    passages: tuple[Passage, ...],
    encoder: Encoder | None,
    report: ReportWriter,
    progress: Progress,
) -> Content:
    """Add vectors and aliases to the documents."""
    known = _aliases(request.index, documents, report)
    if encoder is None:
        return Content(documents, passages, None, known)
    progress.start("encode", len(passages))
    with VectorCache(request.cache / "vectors.sqlite") as cache:
        if request.full:
            cache.prune({})
        texts = [passage.text for passage in passages]
        vectors, counts = encode_with_cache(encoder, cache, texts, progress.advance)
        report.add_notices(cache.notices)
    progress.finish()
    report.add_vectors(counts.reused, counts.encoded)
    return Content(documents, passages, vectors, known)


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
    )
    generation.seal(draft, manifest)
    generation.publish(request.index, draft)
    return finished


def _encoder_record(setting: str, encoder: Encoder) -> EncoderRecord:
    return EncoderRecord(setting, encoder.name, encoder.dimension, encoder.fingerprint)


def _tidy(request: BuildRequest, encoder: Encoder | None) -> None:
    """Remove old generations, and from the cache the vectors that no kept generation uses."""
    generation.prune(request.index)
    if encoder is None:
        return
    kept: set[str] = set()
    for name in generation.list_names(request.index):
        # A damaged generation uses no vectors; --verify names it.
        with suppress(sqlite3.Error):
            kept |= local.read_passage_hashes(request.index / name)
    with VectorCache(request.cache / "vectors.sqlite") as cache:
        cache.prune({encoder.fingerprint: kept})
