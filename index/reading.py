"""One source → one document, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from index.extract.errors import ExtractionError
from index.extract.text import extract_text
from index.facts import cited_documents, item_types
from index.model import KINDS, Document, Point, Resolution, SourceReference
from index.parsers import EmptyTextError, parse
from index.parsers.hints import Hints
from index.secrecy import secrecy_mark
from index.sources import Skipped, Source, SourceFile, SourceRecord

_TEXT_FIELDS = ("title", "text", "issuer", "number", "kind", "url", "date")


class RecordError(ValueError):
    """A line of a JSON-lines file is not a document; the message is for the report."""


def read_document(source: Source) -> Document | Skipped:
    """Extract and parse one source."""
    try:
        if isinstance(source, SourceFile):
            return _read_file(source)
        if isinstance(source, SourceRecord):
            return _read_record(source)
    except (ExtractionError, RecordError) as error:
        line = source.line if isinstance(source, SourceRecord) else None
        return Skipped(source.name, str(error), line)
    return source


def _read_file(source: SourceFile) -> Document:
    extracted = extract_text(source.content)
    document = _parse(extracted.text, PurePosixPath(source.name).stem, Hints())
    reference = SourceReference(source.name, None, source.sha256)
    warnings = (*extracted.warnings, *document.warnings)
    return replace(document, sources=(reference,), warnings=warnings)


def _parse(text: str, name: str, hints: Hints) -> Document:
    if mark := secrecy_mark(text):
        raise ExtractionError(f"文件标有密级“{mark}”，不得进入本系统")
    try:
        return parse(text, name, hints)
    except EmptyTextError:
        raise ExtractionError("文件里没有文字") from None


def _read_record(source: SourceRecord) -> Document:
    """Read a JSON-lines record: ``{"id", "title", "text"}`` and the optional fields.

    Raises:
        RecordError: a field is missing or of the wrong type.
    """
    fields = _checked(source.fields)
    hints = Hints(
        title=fields.get("title"),
        date=_date(fields.get("date")),
        issuer=fields.get("issuer"),
        number=fields.get("number"),
        kind=fields.get("kind"),
        url=fields.get("url"),
    )
    text = fields.get("text") or ""
    title = fields.get("title") or ""
    given = _given_resolutions(fields.get("resolutions"))
    if not (text.strip() or given):
        raise RecordError("没有 text")
    # The title alone stands in for the text where a record brings its own resolutions.
    document = _parse(text if text.strip() else title or given[0].heading, title, hints)
    return replace(
        document,
        id=fields.get("id") or "",
        resolutions=given or document.resolutions,
        front_matter="" if given and not text.strip() else document.front_matter,
        sources=(SourceReference(source.name, source.line, source.sha256),),
    )


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    """Check the types of the known fields; ``null`` counts as absent."""
    known = {name: value for name, value in fields.items() if value is not None}
    for name in _TEXT_FIELDS:
        if not isinstance(known.get(name, ""), str):
            raise RecordError(f"{name} 应是文字")
    identifier = known.get("id", "")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise RecordError("id 应是文字或整数")
    if isinstance(identifier, str) and identifier != identifier.strip():
        raise RecordError("id 首尾有空白")
    if "kind" in known and known["kind"] not in KINDS:
        raise RecordError(f"kind 应是 {'、'.join(KINDS)} 之一，不能是“{known['kind']}”")
    return {**known, "id": str(identifier)}


def _date(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RecordError(f"date 应写作 2020-05-11，不能是“{value}”") from None


def _given_resolutions(value: Any) -> tuple[Resolution, ...]:  # noqa: ANN401 - foreign JSON
    """Take over ``[{"heading","text"}]``.

    Raises:
        RecordError: the list has another shape.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise RecordError("resolutions 应是列表")
    return tuple(_given_resolution(number, item) for number, item in enumerate(value, start=1))


def _given_resolution(ordinal: int, item: Any) -> Resolution:  # noqa: ANN401 - foreign JSON
    if not isinstance(item, dict):
        raise RecordError("resolutions 的每一项应是 JSON 对象")
    heading, text = item.get("heading"), item.get("text")
    if not isinstance(heading, str) or not isinstance(text, str) or not heading.strip():
        raise RecordError("resolutions 的每一项应有 heading 和 text")
    return Resolution(
        ordinal=ordinal,
        heading=heading.strip(),
        points=(Point(None, text.strip()),),
        item_types=item_types(heading),
        cited_documents=cited_documents(f"{heading}\n{text}"),
    )
