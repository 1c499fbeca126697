"""Finds, for documents of which little is known, the copy of which more is known.

One file of a document may lack what makes its key: a scan on which the ordinal of the meeting was
not read, a .doc without the number and date that its web page has. Where the text says that both
are one document, the weaker key gives way to the stronger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.copies import MOST_COMPARED, Text, is_alike, text_of
from index.document_keys import content_hash, is_strong, key_strength
from index.model import Document
from index.text_likeness import letters_of

#: A shorter title (会议纪要, 关于任免的通知) is that of many documents.
_TITLE_LENGTH = 8
#: Likeness of a recognized text to its copy: without a common key it has to be clear.
_ALIKE = 0.85

_Bucket = tuple[str, ...]


def with_stronger_keys(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with id and key of their best-known copy, whatever the order of input.

    Args:
        documents: with id and key; ids that were given from outside are left alone.
    """
    given = list(documents)
    buckets: dict[_Bucket, list[int]] = defaultdict(list)
    for place, document in enumerate(given):
        bucket = _bucket(document)
        if bucket is not None:
            buckets[bucket].append(place)
    for places in buckets.values():
        keys = {given[place].key for place in places}
        if len(keys) > 1 and len(places) <= MOST_COMPARED and _may_join(keys):
            for place, joined in zip(places, _joined([given[p] for p in places]), strict=True):
                given[place] = joined
    return given


def _bucket(document: Document) -> _Bucket | None:
    """Return what copies of a document have in common even where little is known of one."""
    if document.kind == "minutes":
        held = document.meeting.held if document.meeting else None
        return ("minutes", held.isoformat()) if held else None
    title = letters_of(document.title)
    return ("title", title) if len(title) >= _TITLE_LENGTH else None


def _may_join(keys: Iterable[str]) -> bool:
    """Whether one of several keys says less than another, or little."""
    strengths = {key_strength(key) for key in keys}
    return len(strengths) > 1 or not any(map(is_strong, keys))


def _joined(documents: Sequence[Document]) -> list[Document]:
    """Give each weakly known document the id and key of the likest one that is known better."""
    texts = [text_of(document, content_hash(document)) for document in documents]
    order = sorted(range(len(texts)), key=lambda place: _order(texts[place]))
    settled: list[Text] = []
    joined = list(documents)
    for place in order:
        text = texts[place]
        copies = [other for other in settled if _completes(other, text)]
        if copies:
            best = max(copies, key=lambda other: (text.likeness(other), other.digest))
            joined[place] = replace(text.document, id=best.document.id, key=best.document.key)
        settled.append(replace(text, document=joined[place]))
    return joined


def _order(text: Text) -> tuple[int, str, str]:
    return -key_strength(text.document.key), text.document.key, text.digest


def _completes(known: Text, weak: Text) -> bool:
    """Whether ``known`` is the same document as ``weak``, and its key says more."""
    if known.document.key == weak.document.key:
        return False
    return not _contradict(known.document, weak.document) and is_alike(known, weak, _ALIKE)


def _contradict(first: Document, second: Document) -> bool:
    """Whether both are known by something that is not the same."""
    pairs = (
        (first.document_number, second.document_number),
        (first.order_date, second.order_date),
        *(
            (getattr(first.meeting, name, None), getattr(second.meeting, name, None))
            for name in ("number", "body", "meeting_type")
        ),
    )
    return any(
        None not in pair and letters_of(str(pair[0])) != letters_of(str(pair[1])) for pair in pairs
    )
