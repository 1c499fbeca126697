"""How a value is written in a cell of ``corrections.tsv``, and how a cell is read.

A value is written as in the JSON (``approved``, ``2025-06-30``, ``苏府〔2020〕15号``) or, where it
is one of a fixed list, by its Chinese name (同意).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from index.fact_model import (
    DEADLINE_KINDS,
    ITEM_TYPES,
    NEXT_STEPS,
    OUTCOMES,
    PARTY_TYPES,
    ROLES,
)
from index.model import KINDS, Disclosure, Validity

#: Codes and their Chinese names, in the order of the codes' own lists.
_KIND_NAMES = ("会议纪要", "政策文件", "工作报告", "法律法规", "其他文件")
_DISCLOSURE_NAMES = ("主动公开", "依申请公开", "不予公开")
_VALIDITY_NAMES = ("现行有效", "已修改", "已废止", "已失效")
_ITEM_TYPE_NAMES = ("传达学习", "听取汇报", "审议", "研究")
_OUTCOME_NAMES = ("同意", "原则同意", "修改后再上会", "暂缓", "不予同意", "部署要求")
_NEXT_STEP_NAMES = (
    *("提请党委审议", "提请人大审议", "报上级审批", "报本级政府审定", "按程序报批"),
    *("以政府名义印发", "由部门印发", "按程序印发", "公开征求意见", "备案"),
)
_ROLE_NAMES = ("牵头", "负责", "配合", "指导", "印发", "督办")
_PARTY_TYPE_NAMES = ("单位", "个人", "群体")
_DEADLINE_NAMES = ("固定日期", "相对日期", "周期", "长期", "附条件", "未定期限")


_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COLONS = re.compile("[:：]")
#: tasked#2: the second of several entries that are written alike.
_PLACE = re.compile(r"#([1-9]\d{0,3})$")


class ValueFormError(ValueError):
    """A cell does not hold a value of its field; the message is part of a sentence."""


def written(value: Any) -> str:  # noqa: ANN401 - of any field
    """Return a value as it is written in a cell."""
    if isinstance(value, tuple):
        return ":".join(written(part) for part in value if part is not None)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def split_place(cell: str) -> tuple[str, int]:
    """Return what a cell asks for, and which of the entries that match it (from 1) is meant."""
    match = _PLACE.search(cell)
    return (cell[: match.start()].strip(), int(match[1])) if match else (cell, 1)


def read_text(cell: str) -> str:
    """Read words as they are."""
    return cell


def read_number(cell: str) -> int:
    """Read digits.

    Raises:
        ValueFormError: it is no number of up to six digits.
    """
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 7):
        raise ValueFormError(f"应是数字，不能是“{cell}”")
    return int(cell)


def read_date(cell: str) -> date:
    """Read a day: 2025-06-30, 2025/6/30 or 2025年6月30日.

    Raises:
        ValueFormError: it is none.
    """
    match = _DATE.fullmatch(cell)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(cell)
    except ValueError:
        raise ValueFormError(f"日期应写作 2025-06-30，不能是“{cell}”") from None


def _one_of(codes: tuple[str, ...], names: tuple[str, ...]) -> Callable[[str], str]:
    """Return a reader of a code or of its Chinese name."""
    by_name = dict(zip(names, codes, strict=True))

    def read(cell: str) -> str:
        code = by_name.get(cell, cell.lower())
        if code not in codes:
            raise ValueFormError(f"应是 {'、'.join(codes)} 之一，不能是“{cell}”")
        return code

    return read


read_kind = _one_of(KINDS, _KIND_NAMES)
read_disclosure = _one_of(get_args(Disclosure), _DISCLOSURE_NAMES)
read_validity = _one_of(get_args(Validity), _VALIDITY_NAMES)
read_item_type = _one_of(ITEM_TYPES, _ITEM_TYPE_NAMES)
read_outcome = _one_of(OUTCOMES, _OUTCOME_NAMES)
read_next_step = _one_of(NEXT_STEPS, _NEXT_STEP_NAMES)
_role = _one_of(ROLES, _ROLE_NAMES)
_party_type = _one_of(PARTY_TYPES, _PARTY_TYPE_NAMES)
_deadline_kind = _one_of(DEADLINE_KINDS, _DEADLINE_NAMES)


def read_named_party(cell: str) -> tuple[str | None, str]:
    """Read ``市科技局`` or ``group:各地各部门``: the type where it is told, and the name."""
    before, colon, behind = (part.strip() for part in _partition(cell))
    name = behind if colon else before
    if not name:
        raise ValueFormError(f"没有写出单位名称：“{cell}”")
    return (_party_type(before) if colon else None), name


def read_role_and_party(cell: str) -> tuple[str, str | None, str]:
    """Read ``lead:市科技局`` or ``owner:group:各县区``: role, type where it is told, and name.

    Raises:
        ValueFormError: the role or the name is missing or not known.
    """
    before, colon, behind = _partition(cell)
    if not colon:
        raise ValueFormError(f"应写作 lead:市科技局，不能是“{cell}”")
    return (_role(before.strip()), *read_named_party(behind.strip()))


def _partition(cell: str) -> tuple[str, str, str]:
    parts = _COLONS.split(cell, maxsplit=1)
    return (parts[0], ":", parts[1]) if len(parts) > 1 else (cell, "", "")


def read_due(cell: str) -> tuple[str | None, date | None]:
    """Read ``2025-06-30``, ``ongoing`` or ``relative:2025-06-30``."""
    before, colon, behind = (part.strip() for part in _partition(cell))
    if colon:
        return _deadline_kind(before), read_date(behind)
    return (None, read_date(cell)) if _DATE.fullmatch(cell) else (_deadline_kind(cell), None)


def read_title(cell: str) -> str:
    """Read the title of a document, with or without 《》.

    Raises:
        ValueFormError: there is none.
    """
    title = cell.removeprefix("《").removesuffix("》").strip()
    if not title:
        raise ValueFormError("没有写出文件名称")
    return title
