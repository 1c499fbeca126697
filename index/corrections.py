"""Applies to the records what people have set right, and says what could not be applied.

A correction names what the text yielded (``old``); where the text now yields something else, the
correction is stale: it is told, and not applied. Ids do not change through a correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.correction_fields import (
    DOCUMENT_FIELDS,
    RESOLUTION_FIELDS,
    Entries,
    Scalar,
)
from index.correction_file import CorrectionFile, CorrectionRow
from index.correction_values import split_place, written
from index.fact_model import HEADING, Correction, Evidence
from index.model import Document, Meeting, Resolution
from index.text_forms import bare

#: Lists of facts whose evidence may stand in the heading.
_STATED = (
    *("outcomes", "next_steps", "responsible", "reported_by"),
    *("deadlines", "citations", "amounts"),
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The documents with ``applied`` corrections, and a sentence for every row left out."""

    documents: tuple[Document, ...]
    applied: int
    notices: tuple[str, ...]


class _StaleError(ValueError):
    """A correction does not fit what the text yields; the message says why."""


def correct(
    documents: Sequence[Document], file: CorrectionFile, former: Mapping[str, str]
) -> Corrected:
    """Apply the rows of a file in their order.

    Args:
        documents: with facts and ids.
        file: what people set right.
        former: former document ids → present ones; a row may name either.
    """
    records = _Records(documents, former)
    notices = list(file.broken)
    applied = 0
    for row in file.rows:
        try:
            records.apply(row)
            applied += 1
        except _StaleError as error:
            notices.append(
                f"更正表 {file.name} 第 {row.line} 行（{row.id} {row.field}）没有采用：{error}"
            )
    return Corrected(records.documents(), applied, tuple(notices))


class _Records:
    """The documents while they are corrected, found by id."""

    def __init__(self, documents: Sequence[Document], former: Mapping[str, str]) -> None:
        self._documents = {document.id: document for document in documents}
        self._places = {
            resolution.id: (document.id, place)
            for document in documents
            for place, resolution in enumerate(document.resolutions)
        }
        self._former = former

    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())

    def apply(self, row: CorrectionRow) -> None:
        """Apply a row.

        Raises:
            _StaleError: its id is not known, or the text yields something else.
        """
        if row.field in DOCUMENT_FIELDS:
            document = self._document(row.id)
            self._documents[document.id] = _corrected_document(document, row)
            return
        identifier, place = self._resolution(row.id)
        document = self._documents[identifier]
        resolutions = list(document.resolutions)
        resolutions[place] = _corrected_resolution(resolutions[place], row)
        self._documents[identifier] = replace(document, resolutions=tuple(resolutions))

    def _document(self, identifier: str) -> Document:
        document = self._documents.get(self._former.get(identifier, identifier))
        if document is None:
            other = "是议定事项的编号，这个字段属于文件" if identifier in self._places else "不存在"
            raise _StaleError(f"编号 {identifier} {other}")
        return document

    def _resolution(self, identifier: str) -> tuple[str, int]:
        document, _, ordinal = identifier.rpartition("-")
        present = f"{self._former.get(document, document)}-{ordinal}"
        place = self._places.get(identifier) or self._places.get(present)
        if place is None:
            known = identifier in self._documents
            other = "是文件的编号，这个字段属于议定事项" if known else "不存在"
            raise _StaleError(f"编号 {identifier} {other}")
        return place


# --- documents ---------------------------------------------------------------------------------


def _corrected_document(document: Document, row: CorrectionRow) -> Document:
    rule = DOCUMENT_FIELDS[row.field]
    meeting = document.meeting or Meeting()
    within = rule.path[0] == "meeting"
    old, new = _checked(rule, row, getattr(meeting if within else document, rule.path[-1]))
    changes: dict[str, Any] = {rule.path[-1]: new}
    if within:
        changes = {"meeting": replace(meeting, **changes)}
    elif row.field == "validity":
        # The words said the former; who corrects it gives a reason instead.
        changes["validity_evidence"] = None
    made = _correction(row, document.id, old, new)
    return replace(document, corrections=(*document.corrections, made), **changes)


def _checked(rule: Scalar, row: CorrectionRow, current: object) -> tuple[object, object]:
    """Return the old and the new value of a fact.

    Raises:
        _StaleError: the present value is another one.
    """
    old = rule.read(row.old) if row.old else None
    new = rule.read(row.new) if row.new else None
    if _same(current, new):
        raise _StaleError("现在读出的已是新值，这一行可以删去")
    if not _same(current, old):
        raise _StaleError(f"现在读出的是“{written(current)}”，不是“{row.old}”")
    return old, new


def _same(one: object, other: object) -> bool:
    """Whether two values are the same, whatever the spaces and brackets of texts."""
    if isinstance(one, str) and isinstance(other, str):
        return bare(one) == bare(other)
    return one == other


def _correction(row: CorrectionRow, identifier: str, old: object, new: object) -> Correction:
    return Correction(
        id=identifier,
        field=row.field,
        old=written(old),
        new=written(new),
        who=row.who,
        date=row.date,
        reason=row.reason,
    )


# --- resolutions -------------------------------------------------------------------------------


def _corrected_resolution(resolution: Resolution, row: CorrectionRow) -> Resolution:
    rule = RESOLUTION_FIELDS[row.field]
    if isinstance(rule, Scalar):
        old, new = _checked(rule, row, resolution.heading)
        changed = _with_heading(resolution, str(new))
    else:
        old, new = _asked(rule, row)
        entries = _entries(rule, getattr(resolution, rule.attribute), row, old, new)
        changes: dict[str, Any] = {rule.attribute: entries}
        changed = replace(resolution, **changes)
    made = _correction(row, resolution.id, old, new)
    return replace(changed, corrections=(*resolution.corrections, made))


def _asked(rule: Entries, row: CorrectionRow) -> tuple[object, object]:
    old = rule.read(split_place(row.old)[0]) if row.old else None
    return old, rule.read(row.new) if row.new else None


def _entries(
    rule: Entries, entries: tuple[Any, ...], row: CorrectionRow, old: object, new: object
) -> tuple[Any, ...]:
    """Return a list of facts in which one entry is added, replaced or removed.

    Raises:
        _StaleError: the entry is not there, or the new one is there already.
    """
    if new is not None and old is None and any(rule.matches(new, entry) for entry in entries):
        raise _StaleError(f"已有“{row.new}”，这一行可以删去")
    if old is None:
        return (*entries, rule.make(new, None))
    found = [place for place, entry in enumerate(entries) if rule.matches(old, entry)]
    wanted = split_place(row.old)[1]
    if len(found) < wanted:
        raise _StaleError(f"现在没有读出“{row.old}”")
    place = found[wanted - 1]
    made = () if new is None else (rule.make(new, entries[place]),)
    return (*entries[:place], *made, *entries[place + 1 :])


def _with_heading(resolution: Resolution, heading: str) -> Resolution:
    """Return a resolution under another heading, which stands by itself from now on.

    Facts that rest on words of the former heading keep them where the new one has them too.
    """
    facts: dict[str, Any] = {
        name: tuple(_on_heading(fact, heading) for fact in getattr(resolution, name))
        for name in _STATED
    }
    return replace(resolution, heading=heading, heading_printed=True, **facts)


def _on_heading(fact: Any, heading: str) -> Any:  # noqa: ANN401 - any fact with evidence
    evidence: Evidence = fact.evidence
    if evidence.point != HEADING:
        return fact
    start = heading.find(evidence.text)
    if start < 0:
        return replace(fact, evidence=Evidence("", HEADING, 0, 0))
    return replace(
        fact, evidence=Evidence(evidence.text, HEADING, start, start + len(evidence.text))
    )
