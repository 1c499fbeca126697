"""Ids of documents and resolutions: short, safe in a URL, and the same after every rebuild.

A document's key is what it is, not where it lies: a meeting by its canonical body, type, term (or
the year where ordinals count within a year) and ordinal; anything else by its document number,
else by title and date, else by its text. The id is a hash of the key. An id given from outside
(JSONL) is kept as it is.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.model import Document, Meeting, SourceReference
from index.normalize import normalize

#: 10 base32 characters are 50 bits: among 100,000 documents a chance collision has p = 4e-6.
ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Identified:
    """Documents with their ids, and a sentence for every collision and every merger."""

    documents: tuple[Document, ...]
    notices: tuple[str, ...]


def document_key(document: Document) -> str:
    """Return what makes this document the one it is, as readable text."""
    if document.meeting and (key := _meeting_key(document.meeting)):
        return key
    if document.document_number:
        return _join("number", document.document_number)
    day = document.order_date
    if document.title and day:
        return _join("title", document.title, day.isoformat())
    return _join("content", content_hash(document))


def _meeting_key(meeting: Meeting) -> str | None:
    """Key a meeting, or ``None`` when body, ordinal or the series of ordinals is not known.

    Without a printed term, the year of the meeting stands in for it: ordinals restart each term,
    and within a year a body holds no two meetings of one type with one ordinal.
    """
    series = meeting.year or (meeting.held.year if meeting.held else None)
    if meeting.body is None or meeting.number is None:
        return None
    if meeting.term is not None and meeting.year is None:
        return _join(
            "meeting", meeting.body, meeting.meeting_type, f"term{meeting.term}", meeting.number
        )
    if series is None:
        return None
    return _join("meeting", meeting.body, meeting.meeting_type, series, meeting.number)


def _join(*parts: object) -> str:
    return "|".join(normalize(str(part)).text for part in parts)


def content_hash(document: Document) -> str:
    """Hash everything a reader sees of the text, in normal form."""
    resolutions = (
        [r.group or "", r.label or "", r.heading, r.lead]
        + [piece for point in r.points for piece in (point.label or "", point.text)]
        for r in document.resolutions
    )
    pieces = [document.front_matter, *(p for r in resolutions for p in r), document.back_matter]
    return hashlib.sha256(normalize("\n".join(pieces)).text.encode()).hexdigest()


def short_hash(key: str) -> str:
    """Return the id that belongs to a key: lower-case base32 of its SHA-256, shortened."""
    return b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:ID_LENGTH]


def identify(documents: Iterable[Document]) -> Identified:
    """Give every document and resolution its id, whatever the order of input.

    Documents with the same key and equal text are one document with several sources. Documents
    with the same key but different text keep the key's id for the first by content hash; the
    others get the id of key and content together. Both are told in ``notices``.
    """
    by_id: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        key = document_key(document)
        identifier = document.id or short_hash(key)
        keyed = replace(document, id=identifier, key=key)
        by_id[identifier][content_hash(document)].append(keyed)
    identified: list[Document] = []
    notices: list[str] = []
    for identifier, equal in sorted(by_id.items()):
        contents = {digest: _merged(copies) for digest, copies in equal.items()}
        notices += [
            f"{_names(document)} 内容相同，作为一份文件"
            for _, document in sorted(contents.items())
            if len(document.sources) > 1
        ]
        first, *others = sorted(contents)
        identified.append(_with_ids(contents[first], identifier))
        for digest in others:
            other = contents[digest]
            new = f"{identifier}-{short_hash(other.key + digest)}"
            identified.append(_with_ids(other, new))
            notices.append(
                f"{_names(other)} 与 {_names(contents[first])} 的标识相同（{other.key}）"
                f"但内容不同，编号改为 {new}"
            )
    return Identified(tuple(identified), tuple(notices))


def _names(document: Document) -> str:
    """Name where a document came from, for a sentence."""
    places = (f"{s.name} 第 {s.line} 行" if s.line else s.name for s in document.sources)
    return "、".join(places) or document.title


#: What one source of a document may know and another not.
_FACTS = (
    "document_number",
    "issuer",
    "signed",
    "issued",
    "published",
    "disclosure",
    "disclosure_text",
    "validity",
    "index_number",
    "url",
)


def _merged(copies: list[Document]) -> Document:
    """Return one document for equal texts of several sources, whatever the order of input.

    Each fact comes from the first source by name that knows it; so do the pages.
    """
    ordered = sorted(copies, key=lambda copy: [_place(source) for source in copy.sources])
    first = ordered[0]
    if len(ordered) == 1:
        return first
    facts = {name: _first_known(ordered, name) for name in _FACTS}
    paged = next((copy for copy in ordered if _has_pages(copy)), first)
    sources = {_place(source): source for copy in ordered for source in copy.sources}
    return replace(
        first,
        **facts,
        resolutions=paged.resolutions,
        warnings=tuple(dict.fromkeys(text for copy in ordered for text in copy.warnings)),
        sources=tuple(sources[place] for place in sorted(sources)),
    )


def _place(source: SourceReference) -> tuple[str, int]:
    return source.name, source.line or 0


def _first_known(copies: Iterable[Document], name: str) -> Any:  # noqa: ANN401 - of any field
    return next((value for copy in copies if (value := getattr(copy, name)) is not None), None)


def _has_pages(document: Document) -> bool:
    return any(resolution.page is not None for resolution in document.resolutions)


def _with_ids(document: Document, identifier: str) -> Document:
    resolutions = tuple(r.with_id(f"{identifier}-{r.ordinal}") for r in document.resolutions)
    return replace(document, id=identifier, resolutions=resolutions)


def aliases(
    previous: Mapping[str, str], documents: Iterable[Document], known: Mapping[str, str]
) -> dict[str, str]:
    """Map former document ids to present ones.

    A source (by the hash of its bytes and its place in them) whose document has another id than
    before leaves an alias; older aliases follow the chain.

    Args:
        previous: source place → document id, of the generation before.
        documents: the documents of this build, with ids.
        known: aliases that the generation before carried.
    """
    present = {place: document.id for document in documents for place in source_places(document)}
    ids = set(present.values())
    changed = {
        old: present[place]
        for place, old in previous.items()
        if place in present and present[place] != old and old not in ids
    }
    carried = {old: changed.get(new, new) for old, new in known.items()}
    return {old: new for old, new in {**carried, **changed}.items() if old not in ids}


def source_places(document: Document) -> list[str]:
    """Name the bytes that a document came from, apart from the file's name."""
    return [f"{source.sha256}:{source.line or 0}" for source in document.sources]
