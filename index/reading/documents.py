"""A task → what is read of it: extract, refuse what is marked, parse, read the facts.

Runs in a worker process.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path, PurePosixPath

from index.extract.archive.members import Member, RefusedMember, list_members, read_member
from index.extract.dispatch import extract
from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.model import Extraction, Metadata, PageDone
from index.facts import with_facts
from index.model import Document, SourceReference
from index.page_numbers import with_pages
from index.parsers import EmptyTextError, parse
from index.parsers.hints import Hints
from index.reading.messages import ListedMember, Members, Reading, ReadingOptions, Task
from index.reading.records import Record, RecordError, read_record
from index.secrecy import find_mark
from index.sources import unreadable

#: The longest text in one file. The Civil Code has 110,000 characters.
MAXIMUM_CHARACTERS = 3_000_000


class MarkedError(ExtractionError):
    """A document carries a mark of secrecy; nothing of it may be kept."""


def read_task(task: Task, page_done: PageDone) -> Reading | Members:
    """Read a task; whatever is wrong with what it names is in the answer."""
    try:
        if task.record is not None:
            return _read_line(task, task.record)
        return _read_file(task, page_done)
    except MarkedError as error:
        return Reading(task.name, task.line, reason=str(error), cause="refused")
    except (ExtractionError, RecordError) as error:
        return Reading(task.name, task.line, reason=str(error))
    except OSError as error:
        return Reading(task.name, task.line, reason=unreadable(task.name, error).reason)


# --- files -------------------------------------------------------------------------------------


def _read_file(task: Task, page_done: PageDone) -> Reading | Members:
    if task.extraction is not None:
        known = replace(_document_reading(task, task.extraction, task.sha256), format=task.format)
        return replace(known, extraction=None)
    path = Path(os.fsdecode(task.path))
    content = path.read_bytes() if task.position is None else read_member(path, task.position)
    format = detect_format(content)
    if format == "zip":
        return _members(task, path)
    extraction = extract(content, format, page_done)
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(_document_reading(task, extraction, sha256), format=format)


def _members(task: Task, path: Path) -> Members:
    """List an archive.

    Raises:
        ExtractionError: it is an archive inside another one, or cannot be opened.
    """
    if task.position is not None:
        raise ExtractionError("压缩包里又有压缩包，请先解开")
    return Members(tuple(_listed(task.name, member) for member in list_members(path)))


def _listed(archive: str, member: Member | RefusedMember) -> ListedMember:
    name = f"{archive}/{member.name}"
    if isinstance(member, Member):
        return ListedMember(name, member.position, member.sha256)
    return ListedMember(name, reason=member.reason, cause=member.cause)


def _document_reading(task: Task, extraction: Extraction, sha256: str) -> Reading:
    """Parse an extracted text.

    Raises:
        ExtractionError: it is longer than any document, or marked as secret.
    """
    if len(extraction.text) > MAXIMUM_CHARACTERS:
        raise ExtractionError(
            f"文字过多（{len(extraction.text):,} 字，"
            f"上限 {MAXIMUM_CHARACTERS // 10_000} 万字），请拆分后再放入"
        )
    name = PurePosixPath(task.name).stem
    texts = [removed.text for removed in extraction.removed]
    document = _parsed(extraction.text, name, _hints(extraction.metadata), texts, task.options)
    pages = extraction.pages
    document = with_facts(with_pages(document, extraction.text, pages))
    reference = SourceReference(
        task.name, None, sha256, extraction.route, _confidence(extraction), len(pages) or None
    )
    return Reading(
        task.name,
        sha256=sha256,
        document=replace(
            document,
            sources=(reference,),
            warnings=(*extraction.warnings, *document.warnings),
            removed=(*extraction.removed, *document.removed),
        ),
        extraction=extraction,
        recognized_pages=sum(1 for page in pages if page.recognized),
        garbled_pages=tuple(page.number for page in pages if page.garbled),
    )


def _hints(metadata: Metadata) -> Hints:
    return Hints(
        title=metadata.title,
        date=metadata.signed,
        issuer=metadata.issuer,
        number=metadata.document_number,
        url=metadata.url,
        published=metadata.published,
        disclosure=metadata.disclosure,
        validity=metadata.validity,
        index_number=metadata.index_number,
    )


def _confidence(extraction: Extraction) -> float | None:
    """Return the mean confidence of the recognized pages."""
    known = [page.confidence for page in extraction.pages if page.confidence is not None]
    return round(sum(known) / len(known), 3) if known else None


def _parsed(
    text: str, name: str, hints: Hints, beside: list[str], options: ReadingOptions
) -> Document:
    # A title that is known beside the text, and the file's name, may end in （机密）.
    titles = (name, hints.title or "")
    mark = find_mark(text, (*titles, *beside), internal=options.refuse_internal)
    if mark and mark.secrecy_class not in options.allowed_marks:
        raise MarkedError(mark.refusal)
    try:
        return parse(text, name, hints)
    except EmptyTextError:
        raise ExtractionError("文件里没有文字") from None


# --- lines of JSON -----------------------------------------------------------------------------


def _read_line(task: Task, content: bytes) -> Reading:
    record = read_record(content)
    beside = [text for r in record.resolutions for text in (r.heading, r.points[0].text)]
    document = _parsed(record.text, record.title, record.hints, beside, task.options)
    sha256 = hashlib.sha256(content.strip()).hexdigest()
    return Reading(
        task.name,
        task.line,
        sha256=sha256,
        document=with_facts(
            _with_given(document, record, SourceReference(task.name, task.line, sha256))
        ),
    )


def _with_given(document: Document, record: Record, reference: SourceReference) -> Document:
    """Let what the record brought along stand instead of what was parsed."""
    given = record.resolutions
    return replace(
        document,
        id=record.id,
        resolutions=given or document.resolutions,
        front_matter="" if given and not record.body else document.front_matter,
        sources=(reference,),
    )
