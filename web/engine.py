"""The search engine as the web sees it, opened when the first request needs it."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Protocol

from flask import Flask, current_app

from search.engine import SearchEngine
from search.reports import BuildReport
from search.request import SearchRequest
from search.results import DocumentView, Health, ResolutionView, SearchPage
from web.settings import index_directory, models_directory

EXTENSION = "yiding"


class Engine(Protocol):
    """What the web asks of :class:`search.engine.SearchEngine`."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one search."""
        ...

    def similar(
        self, resolution_id: str, limit: int = 10, generation: str | None = None
    ) -> SearchPage:
        """Rank the resolutions most like this one."""
        ...

    def similar_text(self, text: str, limit: int = 10) -> SearchPage:
        """Rank the resolutions most like a pasted text."""
        ...

    def resolution(self, resolution_id: str, generation: str | None = None) -> ResolutionView:
        """Return one resolution."""
        ...

    def document(self, document_id: str, generation: str | None = None) -> DocumentView:
        """Return one document."""
        ...

    def report(self, generation: str | None = None) -> BuildReport:
        """Return what a build read and passed over."""
        ...

    def health(self) -> Health:
        """Say whether a search would work."""
        ...


class EngineHolder:
    """Opens the engine once, on first use.

    Opening late keeps ``create_app`` working before there is an index, and keeps the encoder out
    of a server that forks its workers. An opening that fails is tried again by the next request.
    """

    def __init__(self, settings: Mapping[str, str], engine: Engine | None = None) -> None:
        self._settings = settings
        self._engine = engine
        self._lock = Lock()

    def get(self) -> Engine:
        """Return the engine.

        Raises:
            IndexUnavailableError: there is no generation to open.
        """
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._settings)
            return self._engine


def open_engine(settings: Mapping[str, str]) -> Engine:
    """Open the engine that the settings describe.

    Raises:
        IndexUnavailableError: there is no generation to open.
    """
    encoder = settings["YIDING_ENCODER"] or None
    return SearchEngine(index_directory(settings), encoder, models_directory(settings))


def install_engine(app: Flask, settings: Mapping[str, str]) -> None:
    """Give ``app`` its engine: the one in its configuration as ``ENGINE``, else the index."""
    app.extensions[EXTENSION] = EngineHolder(settings, app.config.get("ENGINE"))


def engine() -> Engine:
    """Return the engine of the current application.

    Raises:
        IndexUnavailableError: there is no generation to open.
    """
    holder: EngineHolder = current_app.extensions[EXTENSION]
    return holder.get()
