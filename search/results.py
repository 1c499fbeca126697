"""What a search answers, and its JSON form (the contract shared by command line and API)."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.document_lines import document_facts, resolution_facts, source_facts
from index.model import Document, Resolution
from search.messages import Language, Message

Leg = Literal["keyword", "semantic"]


@dataclass(frozen=True, slots=True)
class LegScore:
    """Rank (1 is best) and raw score of a resolution in one leg: BM25 or cosine."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class PointMatch:
    """A point that matched. ``snippet`` is escaped HTML in which only ``<mark>`` is markup.

    ``page`` and ``last_page`` are as in :class:`index.model.Point`.
    """

    label: str | None
    snippet: str
    matched_by: tuple[Leg, ...]
    page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a hit says of its document.

    ``date`` is the one that sorting and date filters use; ``sources`` are file names.
    """

    title: str
    kind: str
    issuer: str | None
    meeting_number: int | None
    meeting_date: datetime.date | None
    issued_date: datetime.date | None
    date: datetime.date | None
    url: str | None
    sources: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> DocumentSummary:
        """Summarize a document."""
        meeting = document.meeting
        return cls(
            title=document.title,
            kind=document.kind,
            issuer=document.issuer,
            meeting_number=meeting.number if meeting else None,
            meeting_date=meeting.held if meeting else None,
            issued_date=document.issued,
            date=document.order_date,
            url=document.url,
            sources=tuple(source.name for source in document.sources),
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One resolution in a ranking. ``score`` is the fused score, rounded to 1e-4.

    ``facts`` are those of :func:`index.fact_lines.stated_facts`. ``page`` and ``last_page`` say
    where the resolution stands in its file, from 1.
    """

    rank: int
    score: float
    resolution_id: str
    document_id: str
    heading: str
    snippet: str
    points: tuple[PointMatch, ...]
    keyword: LegScore | None
    semantic: LegScore | None
    document: DocumentSummary
    facts: dict[str, Any]
    page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document whose own text (attendance, preamble, distribution) matched."""

    document_id: str
    snippet: str
    score: float
    document: DocumentSummary


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with the number of resolutions in the match set that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits from one generation. ``total`` counts the whole match set."""

    query: str
    interpreted: str
    notices: tuple[Message, ...]
    mode: str
    offset: int
    total: int
    took_ms: float
    generation: str
    document_hits: tuple[DocumentHit, ...]
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """Return the JSON object of the search contract, notices in ``language``."""
        body: dict[str, Any] = json_ready(asdict(self))
        body["notices"] = [notice.text(language) for notice in self.notices]
        return body


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """One resolution with its document, and its neighbours in the same document."""

    generation: str
    document: Document
    resolution: Resolution
    previous: Resolution | None
    following: Resolution | None

    def to_json(self) -> dict[str, Any]:
        """Return the keys of an ``--inspect`` resolution, its document and its neighbours."""
        return {
            "generation": self.generation,
            **resolution_facts(self.resolution),
            "previous_id": self.previous.id if self.previous else None,
            "next_id": self.following.id if self.following else None,
            "document_id": self.document.id,
            "document": json_ready(asdict(DocumentSummary.of(self.document))),
        }


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document as the current generation holds it."""

    generation: str
    document: Document

    def to_json(self) -> dict[str, Any]:
        """Return the keys of an ``--inspect`` line and the document's own text.

        ``source_details`` tells of each source where and how it was read.
        """
        return {
            "generation": self.generation,
            **document_facts(self.document),
            "sources": [source.name for source in self.document.sources],
            "source_details": [
                {"name": source.name, **source_facts(source)} for source in self.document.sources
            ],
            "front_matter": self.document.front_matter,
            "back_matter": self.document.back_matter,
        }


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a search would work, and over what."""

    generation: str
    documents: int
    resolutions: int
    passages: int
    encoder: str
    built_at: str


def json_ready(value: Any) -> Any:  # noqa: ANN401 - any JSON-like tree
    """Turn tuples into lists and dates into ISO strings, all the way down."""
    if isinstance(value, dict):
        return {key: json_ready(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_ready(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
