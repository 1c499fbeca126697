"""One document out of the copies of one text: whose text is shown, what each copy adds.

The cleanest text is shown. In this order: a text that lacks no more than a tenth of the longest
copy; the fewest unreadable characters; the surest way in which it was got (text as such, text
converted, text layer of pages, recognition); the higher confidence of recognition; fewer warnings;
the longer text. Facts that only another copy knows are taken over, and so are the pages where its
resolutions are the same ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from index.copies import Text
from index.model import Document, Meeting, Point, Resolution, SourceReference

#: From the surest way of getting a text to the least sure. Records of JSON have no route.
_ROUTES = (None, "text", "conversion", "text_layer", "text_layer_and_recognition", "recognition")
#: The part of the longest copy's letters that a text must have, to be taken for complete.
_COMPLETE = 0.9
#: Replacement character, private use, unassigned: glyphs without a letter.
_UNREADABLE = frozenset({"Co", "Cn"})
_REPLACEMENT = "\ufffd"

#: What one source of a document may know and another not; words go with the fact they state.
_FACTS: tuple[tuple[str, ...], ...] = (
    ("document_number",),
    ("issuer",),
    ("genre",),
    ("signed",),
    ("issued",),
    ("published",),
    ("disclosure", "disclosure_text"),
    ("disclosure_text",),
    ("validity", "validity_evidence"),
    ("effective",),
    ("valid_until",),
    ("repeals",),
    ("index_number",),
    ("addressees",),
    ("distribution",),
    ("attachments",),
    ("url",),
)


def merged(copies: Iterable[Text]) -> Text:
    """Return the one text that is shown for all copies, its document with all they know.

    The order of input changes nothing.
    """
    texts = sorted(copies, key=lambda text: text.digest)
    longest = max(_length(text) for text in texts)
    ranked = sorted(texts, key=lambda text: (_rank(text, longest), text.digest))
    return replace(ranked[0], document=_merged([text.document for text in ranked]))


def equal_merged(copies: Iterable[Document]) -> Document:
    """Return one document for sources of equal text; each fact from the first by name."""
    ordered = sorted(copies, key=lambda copy: [_place(source) for source in copy.sources])
    if len(ordered) == 1:
        return ordered[0]
    texts = dict.fromkeys(text for copy in ordered for text in copy.warnings)
    return replace(_merged(ordered), warnings=tuple(texts), sources=_sources(ordered))


def with_former(document: Document, former: Sequence[Document]) -> Document:
    """Name the sources of texts that this document has replaced."""
    replaced = [
        replace(source, shown=False, superseded=True) for old in former for source in old.sources
    ]
    return replace(document, sources=(*document.sources, *sorted(replaced, key=_place)))


def names(document: Document) -> str:
    """Name where a document came from, for a sentence."""
    return source_names(document.sources) or document.title


def source_names(sources: Iterable[SourceReference]) -> str:
    """Name files and lines, for a sentence."""
    return "、".join(f"{s.name} 第 {s.line} 行" if s.line else s.name for s in sources)


# --- the cleanest text -------------------------------------------------------------------------


def _length(text: Text) -> int:
    return sum(len(sentence) for sentence in text.sentences)


def _rank(text: Text, longest: int) -> tuple[object, ...]:
    """Order texts, the one to show first."""
    sources = text.document.sources
    return (
        _length(text) < _COMPLETE * longest,
        round(_unreadable_share(text), 2),
        min((_ROUTES.index(source.route) for source in sources), default=0),
        -max((source.confidence or 0.0 for source in sources), default=0.0),
        len(text.document.warnings),
        -_length(text),
    )


def _unreadable_share(text: Text) -> float:
    """Return which share of the characters, white space aside, stands for no letter."""
    said = [
        character
        for resolution in text.document.resolutions
        for part in (resolution.heading, resolution.lead, *(p.text for p in resolution.points))
        for character in part
        if not character.isspace()
    ]
    unreadable = sum(
        c == _REPLACEMENT or unicodedata.category(c) in _UNREADABLE for c in said if not c.isascii()
    )
    return unreadable / max(1, len(said))


# --- facts, pages, sources ---------------------------------------------------------------------


def _merged(ordered: Sequence[Document]) -> Document:
    """Return the first document with what the others know besides."""
    first = ordered[0]
    known = {name: value for group in _FACTS for name, value in _known(ordered, group).items()}
    return replace(
        first,
        **known,
        meeting=_meeting([copy.meeting for copy in ordered if copy.meeting]),
        resolutions=_with_pages(ordered),
        sources=_sources(ordered),
    )


def _known(ordered: Sequence[Any], group: tuple[str, ...]) -> dict[str, Any]:
    """Return facts that belong together from the first record that knows the first of them."""
    knowing = next((one for one in ordered if getattr(one, group[0]) not in (None, ())), ordered[0])
    return {name: getattr(knowing, name) for name in group}


def _meeting(meetings: Sequence[Meeting]) -> Meeting | None:
    if not meetings:
        return None
    known: dict[str, Any] = {}
    for field in fields(Meeting):
        known |= _known(meetings, (field.name,))
    return replace(meetings[0], **known)


def _with_pages(ordered: Sequence[Document]) -> tuple[Resolution, ...]:
    """Return the shown resolutions, with the pages of the first copy that has the same ones."""
    shown = ordered[0].resolutions
    for copy in ordered:
        pages_known = any(resolution.page is not None for resolution in copy.resolutions)
        if pages_known and _shape(copy.resolutions) == _shape(shown):
            pairs = zip(shown, copy.resolutions, strict=True)
            return tuple(_on_pages_of(one, other) for one, other in pairs)
    return shown


def _shape(resolutions: Sequence[Resolution]) -> list[tuple[int, int]]:
    return [(resolution.ordinal, len(resolution.points)) for resolution in resolutions]


def _on_pages_of(shown: Resolution, paged: Resolution) -> Resolution:
    points: list[Point] = [
        replace(point, page=other.page, last_page=other.last_page)
        for point, other in zip(shown.points, paged.points, strict=True)
    ]
    return replace(shown, points=tuple(points), page=paged.page, last_page=paged.last_page)


def _sources(ordered: Sequence[Document]) -> tuple[SourceReference, ...]:
    """Return all sources by name; those of the first document are shown."""
    shown = {_place(source) for source in ordered[0].sources}
    by_place = {_place(source): source for copy in ordered for source in copy.sources}
    return tuple(replace(by_place[place], shown=place in shown) for place in sorted(by_place))


def _place(source: SourceReference) -> tuple[str, int, str]:
    """Return what tells a source from others: two folders may hold files of one name."""
    return source.name, source.line or 0, source.sha256
