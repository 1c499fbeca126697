"""The read path, in reading order: request → query → two legs → one ranking → page."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, EncoderError, open_encoder
from index.generation import current_name, list_names
from index.normalize import normalize
from index.passages import PASSAGE_LENGTH, split_at_sentences
from index.segments import resolution_segments
from index.settings import NO_ENCODER, encoder_setting, models_directory
from search.errors import IndexUnavailableError, InvalidRequestError, NotFoundError
from search.facets import count_facets
from search.matching import Wanted
from search.messages import Message, message
from search.presentation import HitWriter, document_hits, wanted_by
from search.query import parse_query
from search.ranking import Ranking, rank, rank_similar
from search.readers.local import LocalReader
from search.reports import BuildReport, read_report
from search.request import MAXIMUM_TEXT_LENGTH, PAGING_LIMIT, SearchRequest, check_window
from search.results import DocumentView, Health, ResolutionView, SearchPage
from search.similar import likeness


class SearchEngine:
    """Answers searches from the generations in ``directory``; safe to share between threads.

    ``encoder`` is a setting of :func:`index.encoder.open_encoder`, by default the one the index was
    built with; it is opened when a first query needs it, and ``none`` compares words only. A newly
    published generation is used from the next request on; a request that names a generation is
    answered from that one as long as it is kept.
    """

    def __init__(
        self, directory: Path, encoder: str | None = None, models: Path | None = None
    ) -> None:
        self._directory = directory
        self._encoder_setting = encoder or encoder_setting()
        self._models = models or models_directory()
        self._encoders: dict[str, Encoder | None] = {}
        self._lock = threading.Lock()
        self._readers: dict[str, LocalReader] = {}

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one search.

        Raises:
            IndexUnavailableError: no generation can be opened, or its encoder is not at hand.
        """
        started = time.perf_counter()
        reader, notices = self._reader(request.generation)
        if request.mode != "keyword" and not self._compares_meaning(reader):
            notices.append(message("no_encoder"))
            request = replace(request, mode="keyword")
        query = parse_query(request.query)
        if query.empty and request.filters.empty:
            notices.append(message("no_terms"))
        semantic = request.mode != "keyword" and query.words.text
        vector = self._query_vector(reader, query.remaining) if semantic else None
        ranking = rank(reader, query, request, vector)
        if request.offset + request.limit > PAGING_LIMIT:
            notices.append(message("paging_limit", limit=PAGING_LIMIT))
        window = ranking.rows[:PAGING_LIMIT][request.offset : request.offset + request.limit]
        writer = HitWriter(reader, ranking, wanted_by(query, reader.keyword))
        page = SearchPage(
            query=request.query,
            interpreted=query.interpreted,
            notices=(*query.notices, *notices),
            mode=request.mode,
            offset=request.offset,
            total=len(ranking.rows),
            took_ms=0.0,
            generation=reader.name,
            document_hits=document_hits(reader, query, request.filters),
            hits=writer.write(window.tolist(), request.offset),
            facets=count_facets(reader.dates, reader.kinds, reader.facts, ranking.matched),
        )
        return replace(page, took_ms=_milliseconds_since(started))

    def similar(
        self, resolution_id: str, limit: int = 10, generation: str | None = None
    ) -> SearchPage:
        """Rank the resolutions most like this one, other documents first; itself is left out.

        Raises:
            NotFoundError: there is no such resolution.
        """
        started = time.perf_counter()
        check_window(0, limit)
        reader, notices = self._reader(generation)
        row = self._resolution_row(reader, resolution_id)
        stored = reader.resolution(row)
        segments = resolution_segments(stored.resolution)
        own = reader.vectors.matrix[reader.vectors.of_row(row)] if reader.vectors else None
        like = likeness(reader, [segment.text for segment in segments], own)
        others = np.ones(reader.resolution_count, dtype=np.bool_)
        others[row] = False
        siblings = reader.document_rows == reader.document_rows[row]
        ranking = rank_similar(like, others, siblings, limit)
        return self._similar_page(reader, ranking, notices, started)

    def similar_text(self, text: str, limit: int = 10, generation: str | None = None) -> SearchPage:
        """Rank the resolutions most like a pasted text, which is not kept.

        Raises:
            InvalidRequestError: the text is empty.
        """
        started = time.perf_counter()
        check_window(0, limit)
        if not normalize(text).text:
            raise InvalidRequestError("empty_text")
        reader, notices = self._reader(generation)
        if len(text) > MAXIMUM_TEXT_LENGTH:
            notices.append(message("text_too_long", limit=MAXIMUM_TEXT_LENGTH))
            text = text[:MAXIMUM_TEXT_LENGTH]
        vectors = None
        if self._compares_meaning(reader):
            parts = split_at_sentences(text, PASSAGE_LENGTH)
            vectors = np.stack([self._query_vector(reader, part) for part in parts])
        like = likeness(reader, [text], vectors)
        near = np.ones(reader.resolution_count, dtype=np.bool_)
        if like.cosine is not None:
            # A text may be about anything: what is no nearer to it than junk is not like it.
            near = like.cosine >= reader.manifest.floors.semantic
        ranking = rank_similar(like, near, np.zeros_like(near), limit)
        return self._similar_page(reader, ranking, notices, started)

    def resolution(self, resolution_id: str, generation: str | None = None) -> ResolutionView:
        """Return one resolution with its document; a former id leads to the present one.

        Raises:
            NotFoundError: there is no such resolution.
        """
        reader, _ = self._reader(generation)
        row = self._resolution_row(reader, resolution_id)
        document = reader.document(int(reader.document_rows[row]))
        resolution = reader.resolution(row).resolution
        place = next(i for i, r in enumerate(document.resolutions) if r.id == resolution.id)
        around = (None, *document.resolutions, None)
        return ResolutionView(reader.name, document, resolution, around[place], around[place + 2])

    def document(self, document_id: str, generation: str | None = None) -> DocumentView:
        """Return one document; a former id leads to the present one.

        Raises:
            NotFoundError: there is no such document.
        """
        reader, _ = self._reader(generation)
        row = reader.find_document(document_id)
        if row is None:
            raise NotFoundError("unknown_document", value=document_id)
        return DocumentView(reader.name, reader.document(row))

    def report(self, generation: str | None = None) -> BuildReport:
        """Return what the build of a generation, or of the current one, read and passed over.

        Raises:
            IndexUnavailableError: there is no generation, or its report cannot be read.
        """
        reader, _ = self._reader(generation)
        return read_report(self._directory / reader.name)

    def health(self) -> Health:
        """Say over what a search would work now.

        Raises:
            IndexUnavailableError: it would not.
        """
        reader, _ = self._reader(None)
        if self._compares_meaning(reader):
            self._matching_encoder(reader)
        manifest = reader.manifest
        return Health(
            generation=reader.name,
            documents=manifest.counts.documents,
            resolutions=manifest.counts.resolutions,
            passages=manifest.counts.passages,
            encoder=manifest.encoder.name if manifest.encoder else NO_ENCODER,
            built_at=manifest.built_at,
        )

    def _similar_page(
        self, reader: LocalReader, ranking: Ranking, notices: list[Message], started: float
    ) -> SearchPage:
        writer = HitWriter(reader, ranking, Wanted())
        page = SearchPage(
            query="",
            interpreted="",
            notices=tuple(notices),
            mode="similar",
            offset=0,
            total=len(ranking.rows),
            took_ms=0.0,
            generation=reader.name,
            document_hits=(),
            hits=writer.write(ranking.rows.tolist(), 0),
            facets=count_facets(reader.dates, reader.kinds, reader.facts, ranking.matched),
        )
        return replace(page, took_ms=_milliseconds_since(started))

    # What is opened ------------------------------------------------------------------------

    def _reader(self, generation: str | None) -> tuple[LocalReader, list[Message]]:
        """Return the reader of a generation, or of the current one with a notice."""
        if generation and generation in list_names(self._directory):
            return self._opened(generation), []
        # The name first, then its folder: a build may publish at any moment between two looks.
        current = current_name(self._directory)
        if current is None or not (self._directory / current).is_dir():
            raise IndexUnavailableError("no_index", directory=self._directory)
        notices = [message("generation_gone", generation=generation)] if generation else []
        return self._opened(current), notices

    def _opened(self, name: str) -> LocalReader:
        """Open a generation once; forget those that were pruned."""
        with self._lock:
            if name not in self._readers:
                kept = set(list_names(self._directory))
                self._readers = {n: r for n, r in self._readers.items() if n in kept}
                self._readers[name] = LocalReader(self._directory / name)
            return self._readers[name]

    def _compares_meaning(self, reader: LocalReader) -> bool:
        return reader.vectors is not None and self._encoder_setting != NO_ENCODER

    def _query_vector(self, reader: LocalReader, text: str) -> NDArray[np.float32]:
        """Return the vector of a text as a query.

        Raises:
            IndexUnavailableError: the encoder cannot be used.
        """
        try:
            return self._matching_encoder(reader).encode_query(text)
        except EncoderError as error:
            raise IndexUnavailableError("encoder_unusable", reason=error) from error

    def _matching_encoder(self, reader: LocalReader) -> Encoder:
        """Return the encoder that made the generation's vectors.

        Raises:
            IndexUnavailableError: another encoder is set, or it cannot be opened.
        """
        record = reader.manifest.encoder
        setting = self._encoder_setting or (record.setting if record else NO_ENCODER)
        with self._lock:
            if setting not in self._encoders:
                self._encoders[setting] = open_encoder(setting, self._models)
            encoder = self._encoders[setting]
        if encoder is None or record is None or encoder.fingerprint != record.fingerprint:
            raise IndexUnavailableError(
                "encoder_mismatch",
                built=record.name if record else NO_ENCODER,
                configured=encoder.name if encoder else NO_ENCODER,
            )
        return encoder

    def _resolution_row(self, reader: LocalReader, resolution_id: str) -> int:
        row = reader.find_resolution(resolution_id)
        if row is None:
            raise NotFoundError("unknown_resolution", value=resolution_id)
        return row


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
