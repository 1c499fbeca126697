"""Reads ``corrections.tsv``: rows of facts that people set right, or sentences on what is wrong.

The file is UTF-8 text, one row a line, cells separated by tabs, with a line of column names at the
top. Empty lines and lines that begin with ``#`` are passed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.correction_fields import (
    DOCUMENT_FIELDS,
    FIELD_NAMES,
    RESOLUTION_FIELDS,
    Entries,
)
from index.correction_values import ValueFormError, read_date, split_place
from index.settings import SettingError

#: The columns, each with its Chinese name.
_COLUMNS: Mapping[str, str] = {
    "id": "编号",
    "field": "字段",
    "old": "原值",
    "new": "新值",
    "who": "更正人",
    "date": "日期",
    "reason": "理由",
}
_MAY_LACK = frozenset({"reason"})
_MAY_BE_EMPTY = frozenset({"old", "new", "reason"})


class CorrectionsError(SettingError):
    """The file as a whole cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One row: ``line`` is its place in the file, ``field`` the English name, cells as written."""

    line: int
    id: str
    field: str
    old: str
    new: str
    who: str
    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """The rows of a file that can be used, sentences on the others, and the file's SHA-256."""

    name: str
    sha256: str
    rows: tuple[CorrectionRow, ...]
    broken: tuple[str, ...]


class _RowError(ValueError):
    """A row cannot be used; the message says why."""


def read_corrections(path: Path) -> CorrectionFile:
    """Read a file of corrections.

    Raises:
        CorrectionsError: it cannot be read, is not UTF-8, or its first line does not name the
            columns. A build without any of the corrections would quietly undo them.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"更正表 {path} 读不出（{error.strerror}）") from None
    except UnicodeDecodeError:
        raise CorrectionsError(f"更正表 {path} 不是 UTF-8，请另存为 UTF-8 再用") from None
    rows: list[CorrectionRow] = []
    broken: list[str] = []
    columns: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = _columns(cells, path)
            continue
        try:
            rows.append(_row(number, columns, cells))
        except (_RowError, ValueFormError) as error:
            broken.append(f"更正表 {path.name} 第 {number} 行不能用：{error}")
    sha256 = hashlib.sha256(content).hexdigest()
    return CorrectionFile(path.name, sha256, tuple(rows), tuple(broken))


def _columns(cells: list[str], path: Path) -> list[str]:
    """Return the English names of the columns of a header line.

    Raises:
        CorrectionsError: it lacks one that is needed, or names one twice.
    """
    english = {chinese: name for name, chinese in _COLUMNS.items()}
    columns = [english.get(cell, cell.lower()) for cell in cells]
    lacking = [name for name in _COLUMNS if name not in columns and name not in _MAY_LACK]
    twice = [name for name in _COLUMNS if columns.count(name) > 1]
    if lacking or twice:
        told = f"缺少 {'、'.join(lacking)}" if lacking else f"重复 {'、'.join(twice)}"
        raise CorrectionsError(
            f"更正表 {path} 的第一行应是列名 {'、'.join(_COLUMNS)}（以制表符分隔），{told}"
        )
    return columns


def _row(number: int, columns: list[str], cells: list[str]) -> CorrectionRow:
    """Make a row of its cells.

    Raises:
        _RowError: a cell is missing or too many.
        ValueFormError: a cell holds no value of its field.
    """
    if any(cells[len(columns) :]):
        raise _RowError(f"有 {len(cells)} 格，比列名多")
    named = dict(zip(columns, cells, strict=False))
    lacking = [
        chinese
        for name, chinese in _COLUMNS.items()
        if not named.get(name) and name not in _MAY_BE_EMPTY
    ]
    if lacking:
        raise _RowError(f"没有填 {'、'.join(lacking)}")
    field = FIELD_NAMES.get(named["field"], named["field"])
    old, new = named.get("old", ""), named.get("new", "")
    _check_values(field, old, new)
    return CorrectionRow(
        line=number,
        id=named["id"],
        field=field,
        old=old,
        new=new,
        who=named["who"],
        date=read_date(named["date"]),
        reason=named.get("reason", ""),
    )


def _check_values(field: str, old: str, new: str) -> None:
    rule = DOCUMENT_FIELDS.get(field) or RESOLUTION_FIELDS.get(field)
    if rule is None:
        raise _RowError(f"没有“{field}”这个字段")
    if old == new:
        raise _RowError("新值与原值相同")
    if not new and not isinstance(rule, Entries) and not rule.optional:
        raise _RowError(f"{field} 不能为空")
    if old:
        rule.read(split_place(old)[0] if isinstance(rule, Entries) else old)
    if new:
        rule.read(new)
