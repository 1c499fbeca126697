"""SOURCE… → source files, in a fixed order; every file that is passed over is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Larger files are no minutes; JSON lines are read line by line and have no limit.
MAXIMUM_FILE_SIZE = 50 * 1024 * 1024

#: Data that is not a document, whatever folder it lies in: named as skipped, never parsed.
_DATA_SUFFIXES = frozenset({".json", ".tsv", ".csv", ".yaml", ".yml", ".xml", ".py"})


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
    for root in paths:
        base = root if root.is_dir() else root.parent
        for path in _files(root):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield from _read(path, base)


def _files(root: Path) -> list[Path]:
    if root.is_dir():
        return sorted(path for path in root.rglob("*") if path.is_symlink() or not path.is_dir())
    return [root]


def _read(path: Path, base: Path) -> Iterator[Source]:
    name = path.relative_to(base).as_posix()
    if reason := _reason_to_skip(path, base, name):
        yield Skipped(name, reason)
        return
    try:
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
    except (json.JSONDecodeError, RecursionError) as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "嵌套过深"
        return Skipped(name, f"这一行不是 JSON（{detail}）", line)
    if not isinstance(fields, dict):
        return Skipped(name, "这一行不是 JSON 对象", line)
    return SourceRecord(name, line, fields, hashlib.sha256(raw.strip()).hexdigest())
