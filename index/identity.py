"""Ids of documents and resolutions: short, safe in a URL, and the same after every rebuild.

A document's key is what it is, not where it lies: a meeting by its canonical body, type, term (or
the year where ordinals count within a year) and ordinal; anything else by its document number,
else by title and date, else by its text. The id is a hash of the key. An id given from outside
(JSONL) is kept as it is.

What claims one id is compared: copies of one text become one document (:mod:`index.copies`,
:mod:`index.merging`), a corrected issue replaces the former one (:mod:`index.reissues`), and
different texts stay apart, each with an id of its own. A copy of which too little is known for its
key takes that of its better-known one (:mod:`index.weak_keys`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.copies import Text, grouped, text_of
from index.document_keys import content_hash, document_key, heading_text, short_hash
from index.merging import equal_merged, merged, names, source_names, with_former
from index.model import Document
from index.reissues import replaced_by
from index.weak_keys import with_stronger_keys

__all__ = [
    "Identified",
    "aliases",
    "content_hash",
    "document_key",
    "identify",
    "source_places",
]

#: Genres that are issued under a number of their own (the fifteen of the 2012 rules). Measures or
#: a plan that are published apart from the notice with which they were issued only borrow its
#: number.
_OFFICIAL_GENRES = frozenset(
    ("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复")
    + ("议案", "函", "纪要")
)


@dataclass(frozen=True, slots=True)
class Identified:
    """Documents with their ids, and a sentence for every collision and every merger."""

    documents: tuple[Document, ...]
    notices: tuple[str, ...]


def identify(documents: Iterable[Document]) -> Identified:
    """Give every document and resolution its id, whatever the order of input.

    Copies of one text are one document with several sources, of which one is shown; a text that a
    corrected one has replaced is named among its sources. Documents with the same key but
    different text keep the key's id for the first of them (see :func:`_precedence`); the others
    get an id of their own behind it. All this is told in ``notices``.
    """
    by_id: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in _keyed(documents):
        by_id[document.id][content_hash(document)].append(document)
    identified: list[Document] = []
    notices: list[str] = []
    for identifier, equal in sorted(by_id.items()):
        texts, said = _texts(equal)
        standing, replaced = _standing(texts)
        own = _with_own_ids(identifier, standing)
        identified += own
        notices += [*said, *replaced, *_collisions(own)]
    return Identified(tuple(identified), tuple(notices))


def _keyed(documents: Iterable[Document]) -> list[Document]:
    """Give every document its key, and the id that belongs to it or that it brought along."""
    foreign: list[Document] = []
    own: list[Document] = []
    for document in documents:
        key = document_key(document)
        keyed = replace(document, id=document.id or short_hash(key), key=key)
        (foreign if document.id else own).append(keyed)
    return foreign + with_stronger_keys(own)


def _texts(equal: Mapping[str, list[Document]]) -> tuple[list[Text], list[str]]:
    """Return the different texts of one id, each with all its sources, and what was joined."""
    notices: list[str] = []
    each = {digest: equal_merged(copies) for digest, copies in sorted(equal.items())}
    for document in each.values():
        if len(document.sources) > 1:
            notices.append(f"{names(document)} 内容相同，作为一份文件")
    if len(each) == 1:
        return [Text(document, digest) for digest, document in each.items()], notices
    texts: list[Text] = []
    for group in grouped(text_of(document, digest) for digest, document in each.items()):
        text = merged(group) if len(group) > 1 else group[0]
        texts.append(text)
        if len(group) > 1:
            shown = source_names(s for s in text.document.sources if s.shown)
            notices.append(f"{names(text.document)} 内容基本相同，作为一份文件，正文采用 {shown}")
    return texts, notices


def _standing(texts: Sequence[Text]) -> tuple[list[Text], list[str]]:
    """Return the texts that stand, with the sources of those that they replace."""
    former: dict[str, list[Document]] = defaultdict(list)
    replacing = {text.digest: replaced_by(text, texts) for text in texts} if len(texts) > 1 else {}
    notices: list[str] = []
    for text in sorted(texts, key=lambda one: one.digest):
        new = replacing.get(text.digest)
        if new is None:
            continue
        while (newer := replacing[new.digest]) is not None:
            new = newer
        former[new.digest].append(text.document)
        notices.append(
            f"{names(new.document)} 是 {names(text.document)} 的更正或重新印发，"
            "旧文只列为来源，不再检索"
        )
    standing = [text for text in texts if replacing.get(text.digest) is None]
    return [
        replace(text, document=with_former(text.document, former[text.digest])) for text in standing
    ], notices


def _with_own_ids(identifier: str, texts: Sequence[Text]) -> list[Document]:
    """Number the different texts that claim one id; the first keeps it.

    The others are told apart by title and headings, which small corrections leave alone, and by
    the whole text only where those are the same.
    """
    if len(texts) == 1:
        return [_with_ids(texts[0].document, identifier)]
    headings = {text.digest: heading_text(text.document) for text in texts}
    shared = Counter(headings.values())
    ordered = sorted(texts, key=lambda text: _precedence(text, headings[text.digest]))
    given = [_with_ids(ordered[0].document, identifier)]
    for text in ordered[1:]:
        own = headings[text.digest]
        own += text.digest if shared[own] > 1 else ""
        suffix = short_hash(text.document.key + own)
        given.append(_with_ids(text.document, f"{identifier}-{suffix}"))
    return given


def _precedence(text: Text, headings: str) -> tuple[bool, str, str]:
    """Order the texts of one key: a notice before what is annexed to it, then by headings."""
    return text.document.genre not in _OFFICIAL_GENRES, headings, text.digest


def _collisions(documents: Sequence[Document]) -> list[str]:
    first, *others = documents
    return [
        f"{names(other)} 与 {names(first)} 的标识相同（{other.key}）但内容不同，编号改为 {other.id}"
        for other in others
    ]


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
