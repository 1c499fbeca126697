"""SOURCE… → source files, in a fixed order; every file that is passed over is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

#: Larger files are no minutes; of a JSON-lines file this limits each line.
MAXIMUM_FILE_SIZE = 50 * 1024 * 1024
TOO_LARGE = f"超过 {MAXIMUM_FILE_SIZE // 1024 // 1024} MB"

RECORDS_SUFFIX = ".jsonl"

#: Data that is not a document, whatever folder it lies in: named as skipped, never parsed.
_DATA_SUFFIXES = frozenset({".json", ".tsv", ".csv", ".yaml", ".yml", ".xml", ".py"})


class SourceError(ValueError):
    """A SOURCE argument cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read. ``name`` is its path below the SOURCE it was found in."""

    name: str
    path: Path

    @property
    def holds_records(self) -> bool:
        """Whether it is a JSON-lines file, read line by line."""
        return self.path.suffix.lower() == RECORDS_SUFFIX


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a JSON-lines file, as it stands; ``line`` counts from 1."""

    name: str
    line: int
    content: bytes


#: Why something was not read: by rule (a hidden file, data), because it is marked as secret, or
#: because it could not be.
Cause = Literal["passed_over", "refused", "unreadable"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read, and why; ``line`` is set for a line of a JSON-lines file."""

    name: str
    reason: str
    line: int | None = None
    cause: Cause = "unreadable"


def check_sources(paths: Sequence[Path]) -> None:
    """Check that every SOURCE exists.

    Raises:
        SourceError: one does not.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(f"找不到 {path}")


def find_sources(paths: Sequence[Path]) -> list[SourceFile | Skipped]:
    """Return what the SOURCEs hold, sorted by path, each file once; nothing is opened."""
    found: list[SourceFile | Skipped] = []
    seen: set[str] = set()
    # A SOURCE that is itself a link was named by a person, so it is followed.
    for root in (path.resolve() for path in paths):
        base = root if root.is_dir() else root.parent
        for path in _files(root):
            # Not Path.resolve(): of a link that leads to itself it makes an error.
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                found.append(_source(path, base))
    return found


def _files(root: Path) -> list[Path]:
    """Return the files below ``root``, and the folders that are not entered: they are named."""
    if not root.is_dir():
        return [root]
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for folder, folders, files in os.walk(root, onerror=closed):
        place = Path(folder)
        passed_over = [n for n in folders if n.startswith(".") or (place / n).is_symlink()]
        folders[:] = [n for n in folders if n not in passed_over]
        found += [place / n for n in (*passed_over, *files)]
    return sorted(found)


def _source(path: Path, base: Path) -> SourceFile | Skipped:
    name = printable_name(os.fsencode(path.relative_to(base).as_posix()))
    try:
        return _passed_over(path, base, name) or SourceFile(name, path)
    except OSError as error:
        return unreadable(name, error)


def printable_name(name: bytes) -> str:
    """Return a file's name as it can be stored and printed.

    It need not be UTF-8, and may hold controls that would act on a terminal.
    """
    text = name.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def unreadable(name: str, error: OSError) -> Skipped:
    """Name a file that the system does not give."""
    return Skipped(name, f"无法读取：{error.strerror}")


def _passed_over(path: Path, base: Path, name: str) -> Skipped | None:
    """Name a path that is not read at all, or return ``None``."""
    if is_hidden(name):
        return Skipped(name, "隐藏文件", cause="passed_over")
    if path.is_symlink():
        if not Path(os.path.realpath(path)).is_relative_to(base):
            return Skipped(name, "链接指向文件夹之外", cause="passed_over")
        if path.is_dir():
            return Skipped(name, "链接指向文件夹，不从链接进入", cause="passed_over")
    if path.is_dir():
        return Skipped(name, "无法读取：没有进入这个文件夹的权限")
    if not path.is_file():
        return Skipped(name, "不是普通文件", cause="passed_over")
    if is_data(name):
        return Skipped(name, f"{path.suffix.lower()} 是数据文件，不是公文", cause="passed_over")
    if path.suffix.lower() != RECORDS_SUFFIX and path.stat().st_size > MAXIMUM_FILE_SIZE:
        return Skipped(name, TOO_LARGE)
    return None


def is_hidden(name: str) -> bool:
    """Whether a file or a folder above it is one that systems do not show."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def is_data(name: str) -> bool:
    """Whether a file's name says that it holds data, not a document."""
    return PurePosixPath(name).suffix.lower() in _DATA_SUFFIXES


def read_lines(file: SourceFile) -> Iterator[SourceLine | Skipped]:
    """Yield the lines of a JSON-lines file that are not blank; an empty file is named.

    Raises:
        OSError: the system does not give the file.
    """
    with file.path.open("rb") as stream:
        empty = True
        for line in count(1):
            content = stream.readline(MAXIMUM_FILE_SIZE + 1)
            if not content:
                break
            if len(content) > MAXIMUM_FILE_SIZE:
                empty = False
                yield Skipped(file.name, f"这一行{TOO_LARGE}", line)
                _skip_line(stream)
            elif content.strip():
                empty = False
                yield SourceLine(file.name, line, content)
        if empty:
            yield Skipped(file.name, "文件是空的")


def _skip_line(stream: BinaryIO) -> None:
    """Read to the end of a line without holding it."""
    while (piece := stream.readline(MAXIMUM_FILE_SIZE)) and not piece.endswith(b"\n"):
        pass
