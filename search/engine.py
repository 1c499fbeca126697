"""The read path, in reading order: request → query → two legs → one ranking → page."""

from __future__ import annotations

from pathlib import Path

from search.request import SearchRequest
from search.results import DocumentView, Health, ResolutionView, SearchPage


class SearchEngine:
    """Answers searches from the current generation in ``directory``; safe to share by threads."""

    def __init__(self, directory: Path, encoder: str | None = None) -> None:
        raise NotImplementedError

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one search."""
        raise NotImplementedError

    def similar(
        self, resolution_id: str, limit: int = 10, generation: str | None = None
    ) -> SearchPage:
        """Rank the resolutions most like this one; other documents and this one's own alike."""
        raise NotImplementedError

    def similar_text(self, text: str, limit: int = 10) -> SearchPage:
        """Rank the resolutions most like a pasted text, which is not kept."""
        raise NotImplementedError

    def resolution(self, resolution_id: str, generation: str | None = None) -> ResolutionView:
        """Return one resolution; a former id is followed to the present one."""
        raise NotImplementedError

    def document(self, document_id: str, generation: str | None = None) -> DocumentView:
        """Return one document; a former id is followed to the present one."""
        raise NotImplementedError

    def health(self) -> Health:
        """Say whether a search would work.

        Raises:
            IndexUnavailableError: no generation can be opened.
        """
        raise NotImplementedError
