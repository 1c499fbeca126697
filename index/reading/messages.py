"""What the build and its worker processes say to each other, and how it travels.

A message is one byte for its kind and MessagePack behind it, decoded into these types only: a
worker that a hostile file has taken over cannot make the build run anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.extract.formats import Format
from index.extract.model import Extraction
from index.model import Document
from index.sources import Cause

#: Kinds of message from a worker.
PAGE_DONE, MEMBERS, READING = b"p", b"m", b"r"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a marked document may do: see :mod:`index.secrecy`.

    ``allowed_marks`` are the classes that are read all the same, ``refuse_internal`` refuses
    内部资料 as well.
    """

    allowed_marks: tuple[str, ...] = ()
    refuse_internal: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to read: a file, a member of an archive, or a line of a JSON-lines file.

    ``path`` is the name of the file as the system has it (bytes: it need not be UTF-8).
    ``position`` is the member's place in the archive. ``record`` is the line's content.
    ``extraction`` is the text where an earlier build has extracted it, of a file with ``sha256``.
    """

    name: str
    path: bytes = b""
    position: int | None = None
    line: int | None = None
    record: bytes | None = None
    sha256: str = ""
    extraction: Extraction | None = None
    format: Format | None = None
    options: ReadingOptions = ReadingOptions()


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A file in an archive: where it is, or the reason why it is not read."""

    name: str
    position: int | None = None
    sha256: str = ""
    reason: str | None = None
    cause: Cause = "unreadable"


@dataclass(frozen=True, slots=True)
class Members:
    """What an archive holds, in its own order."""

    members: tuple[ListedMember, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a task: a document, or the reason why there is none.

    ``extraction`` is what the cache may keep; it is missing for records, for what the task
    brought along, and for anything that was refused. ``seconds`` and ``peak_memory`` (MiB) are
    what the reading took; both are 0 for what an earlier build has read (``cached``).
    """

    name: str
    line: int | None = None
    sha256: str = ""
    format: Format | None = None
    document: Document | None = None
    extraction: Extraction | None = None
    recognized_pages: int = 0
    garbled_pages: tuple[int, ...] = ()
    reason: str | None = None
    cause: Cause = "unreadable"
    seconds: float = 0.0
    peak_memory: int = 0
    cached: bool = False
