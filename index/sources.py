"""SOURCE… → source files, in a fixed order; every file that is passed over is named."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Larger files are no minutes; JSON lines are read line by line and have no limit.
MAXIMUM_FILE_SIZE = 50 * 1024 * 1024

#: Data that is not a document, whatever folder it lies in: named as skipped, never parsed.
_DATA_SUFFIXES = frozenset({".json", ".tsv", ".csv", ".yaml", ".yml", ".xml", ".py"})


#: Escapes of half a character; two together may be a whole one.
_LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class SourceError(ValueError):
    """A SOURCE argument cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one file. ``name`` is its path below the SOURCE it was found in."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One line of a JSON-lines file, decoded; ``sha256`` is over the bytes of the line."""

    name: str
    line: int
    fields: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read, and why; ``line`` is set for a line of a JSON-lines file."""

    name: str
    reason: str
    line: int | None = None


Source = SourceFile | SourceRecord | Skipped


def check_sources(paths: Sequence[Path]) -> None:
    """Check that every SOURCE exists.

    Raises:
        SourceError: one does not.
    """
    for path in paths:
        if not path.exists():
            raise SourceError(f"找不到 {path}")


def read_sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Yield what the SOURCEs hold, sorted by path, each file once."""
    seen: set[Path] = set()
    # A SOURCE that is itself a link was named by a person, so it is followed.
    for root in (path.resolve() for path in paths):
        base = root if root.is_dir() else root.parent
        for path in _files(root):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield from _read(path, base)


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


def _read(path: Path, base: Path) -> Iterator[Source]:
    # A name need not be UTF-8; what is stored and printed must be.
    name = os.fsencode(path.relative_to(base).as_posix()).decode("utf-8", "replace")
    try:
        if reason := _reason_to_skip(path, base, name):
            yield Skipped(name, reason)
            return
        if path.suffix.lower() == ".jsonl":
            yield from _read_lines(path, name)
        else:
            content = path.read_bytes()
            yield SourceFile(name, content, hashlib.sha256(content).hexdigest())
    except OSError as error:
        yield Skipped(name, f"无法读取：{error.strerror}")


def _reason_to_skip(path: Path, base: Path, name: str) -> str | None:
    """Say why a path is not read at all, or ``None``."""
    if any(part.startswith(".") for part in name.split("/")):
        return "隐藏文件"
    if path.is_symlink() and not path.resolve().is_relative_to(base.resolve()):
        return "链接指向文件夹之外"
    if path.is_dir():
        return "无法读取：没有进入这个文件夹的权限"
    if not path.is_file():
        return "不是普通文件"
    if path.suffix.lower() in _DATA_SUFFIXES:
        return f"{path.suffix.lower()} 是数据文件，不是公文"
    if path.suffix.lower() != ".jsonl" and path.stat().st_size > MAXIMUM_FILE_SIZE:
        return f"超过 {MAXIMUM_FILE_SIZE // 1024 // 1024} MB"
    return None


def _read_lines(path: Path, name: str) -> Iterator[Source]:
    with path.open("rb") as file:
        empty = True
        for line, raw in enumerate(file, start=1):
            if raw.strip():
                empty = False
                yield _record(name, line, raw)
        if empty:
            yield Skipped(name, "文件是空的")


def _record(name: str, line: int, raw: bytes) -> SourceRecord | Skipped:
    try:
        fields = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Skipped(name, "这一行不是 UTF-8", line)
    except RecursionError:
        return Skipped(name, "这一行不是 JSON（嵌套过深）", line)
    except ValueError as error:
        # JSONDecodeError, or an integer of more digits than Python converts.
        return Skipped(name, f"这一行不是 JSON（{getattr(error, 'msg', '数字过长')}）", line)
    if not isinstance(fields, dict):
        return Skipped(name, "这一行不是 JSON 对象", line)
    if _LONE_SURROGATE.search(raw) and not _can_be_written(fields):
        return Skipped(name, "这一行有不完整的字符（单独的代理码 \\ud800–\\udfff）", line)
    return SourceRecord(name, line, fields, hashlib.sha256(raw.strip()).hexdigest())


def _can_be_written(fields: dict[str, Any]) -> bool:
    """Whether no string is damaged: JSON may escape half of a character, no file can hold it."""
    try:
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
