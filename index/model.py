"""The vocabulary of the project: what a document is made of.

Every package speaks in these frozen records. They hold text and facts only: no identifier of a
library, no path of a machine. Strings that are not known are ``None``; collections are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from index.fact_model import (
    Amount,
    Citation,
    Correction,
    Deadline,
    ItemType,
    NextStep,
    Outcome,
    Reporter,
    Responsibility,
)

Kind = Literal["minutes", "policy", "report", "law", "other"]
Disclosure = Literal["public", "on_request", "not_public"]
#: 现行有效, 已修改, 已废止, 已失效.
Validity = Literal["in_force", "amended", "repealed", "expired"]

KINDS: tuple[Kind, ...] = get_args(Kind)
DISCLOSURES: tuple[Disclosure, ...] = get_args(Disclosure)
VALIDITIES: tuple[Validity, ...] = get_args(Validity)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One name in an attendance list.

    ``status`` is the printed word: 出席, 列席, 邀请列席, 固定列席 or 请假; ``reason`` is why
    someone asked for leave (出差), ``items`` the ordinals of the items that they sat in on (empty:
    all of them, or not told).
    """

    name: str
    post: str | None
    unit: str | None
    status: str
    reason: str | None = None
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that minutes record.

    ``body`` is the canonical name of who met (苏州市人民政府) or the words printed when no place
    is known (市政府). ``term`` is the ordinal of the term of office (十九届 → 19), ``number`` the
    ordinal of the meeting (第101次 and 2026年第1次 alike), ``year`` is set only where the ordinal
    counts within a year.
    """

    body: str | None = None
    term: int | None = None
    meeting_type: str | None = None
    number: int | None = None
    year: int | None = None
    held: date | None = None
    chair: str | None = None
    recorder: str | None = None
    attendance: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One （一）… paragraph of a resolution, or its whole text where it has none.

    ``label`` is the numbering as printed, without white space, or ``None``. ``text`` excludes the
    label; paragraphs are separated by a line feed. ``page`` and ``last_page`` are where it starts
    and ends in its file, from 1, or ``None`` where the file knows no pages. ``original`` is the
    text with the lines and gaps of the source, ``None`` where these are no others.
    """

    label: str | None
    text: str
    page: int | None = None
    last_page: int | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """One decided item: the unit of search.

    ``id`` is empty until :mod:`index.identity` assigns it. ``heading`` is never empty. Where the
    heading is not printed on its own but taken from the first sentence, ``heading_printed`` is
    false and the same words stand in ``lead`` or in the first point. ``lead`` is text between a
    printed heading and the first labelled point. ``group`` is the heading of a parent item whose
    sub-items are resolutions of their own. ``page`` and ``last_page`` are as in :class:`Point`.
    The facts (``item_types`` and what follows it) are read by :mod:`index.facts`, each in the order
    of its words; ``corrections`` are those that people made to them. ``near_duplicates`` are the
    ids of resolutions of other documents that say nearly the same.
    """

    ordinal: int
    heading: str
    points: tuple[Point, ...]
    id: str = ""
    label: str | None = None
    heading_printed: bool = True
    lead: str = ""
    group: str | None = None
    page: int | None = None
    last_page: int | None = None
    item_types: tuple[ItemType, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    responsible: tuple[Responsibility, ...] = ()
    reported_by: tuple[Reporter, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    corrections: tuple[Correction, ...] = ()
    near_duplicates: tuple[str, ...] = ()

    @property
    def cited_documents(self) -> tuple[str, ...]:
        """The final titles of the documents that it cites."""
        return tuple(citation.title for citation in self.citations if citation.title)

    def with_id(self, identifier: str) -> Resolution:
        """Return the same resolution under ``identifier``."""
        return replace(self, id=identifier)


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Text that the parser took out of the document, and why (page number, site navigation …)."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceReference:
    """Where a document came from: file name, place inside it (JSONL line or ``None``), SHA-256.

    ``route`` is how its text was got (:data:`index.extract.model.Route`), ``confidence`` that of
    character recognition (0 to 1), ``pages`` how many it has; each ``None`` where not known.
    ``shown`` says that the document's text is that of this source; other sources say the same a
    little differently. ``superseded`` is a former issue, whose different text a corrected one has
    replaced: it is named and not indexed.
    """

    name: str
    line: int | None
    sha256: str
    route: str | None = None
    confidence: float | None = None
    pages: int | None = None
    shown: bool = True
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One minutes or policy document.

    ``front_matter`` is the text before the first resolution (title lines, number, preamble),
    ``back_matter`` the text after the last (attendance, recorder, imprint, distribution). They are
    searched apart from the resolutions. ``addressees`` are the 主送, ``distribution`` the 抄送 and
    分送, ``attachments`` the titles of the 附件. ``validity`` is set with the words that say so in
    ``validity_evidence`` only (有效期至2026年12月31日), ``effective`` and ``valid_until`` are the
    first and last day it is in force, ``repeals`` what it puts out of force. ``partial`` says that
    further items are not in the text (会议还研究了其他事项). ``disclosure_text`` is the remark as
    printed (此件公开发布), ``index_number`` the 索引号 of the page. Characters are accounted for:
    white space aside, front matter, resolutions, back matter and ``removed`` together are the text
    that was parsed and what extraction had taken out of the file before.
    """

    kind: Kind
    title: str
    resolutions: tuple[Resolution, ...]
    id: str = ""
    genre: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    meeting: Meeting | None = None
    signed: date | None = None
    issued: date | None = None
    published: date | None = None
    disclosure: Disclosure | None = None
    disclosure_text: str | None = None
    validity: Validity | None = None
    validity_evidence: str | None = None
    effective: date | None = None
    valid_until: date | None = None
    repeals: tuple[str, ...] = ()
    index_number: str | None = None
    partial: bool = False
    addressees: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    front_matter: str = ""
    back_matter: str = ""
    removed: tuple[RemovedText, ...] = ()
    warnings: tuple[str, ...] = ()
    url: str | None = None
    sources: tuple[SourceReference, ...] = ()
    corrections: tuple[Correction, ...] = ()
    key: str = field(default="", compare=False)

    @property
    def order_date(self) -> date | None:
        """The date that orders and filters this document.

        The day of the meeting for minutes; otherwise signed, issued, published, whichever is
        known first.
        """
        held = self.meeting.held if self.meeting else None
        return held or self.signed or self.issued or self.published


@dataclass(frozen=True, slots=True)
class Passage:
    """What gets a vector: the heading and one point, or some sentences of a long point.

    ``points`` are indexes into ``Resolution.points`` (``-1`` is the lead).
    """

    resolution_id: str
    points: tuple[int, ...]
    text: str
