"""The facts that people may correct, and how each is written in a cell of ``corrections.tsv``.

A value is written as in the JSON (``approved``, ``2025-06-30``, ``苏府〔2020〕15号``) or, where it
is one of a fixed list, by its Chinese name (同意). A row corrects one entry of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from index.fact_model import (
    DEADLINE_KINDS,
    HEADING,
    ITEM_TYPES,
    NEXT_STEPS,
    OUTCOMES,
    PARTY_TYPES,
    ROLES,
    Citation,
    Deadline,
    Evidence,
    NextStep,
    Outcome,
    Party,
    Reporter,
    Responsibility,
)
from index.model import KINDS, Disclosure, Validity
from index.parsers.kinds import genre_of
from index.text_forms import bare

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

#: A fact that a person added rests on no words of the text.
_NO_WORDS = Evidence("", HEADING, 0, 0)
#: What a deadline follows from that a person wrote.
_RULE = "人工更正"

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COLONS = re.compile("[:：]")
#: tasked#2: the second of several entries that are written alike.
_PLACE = re.compile(r"#([1-9]\d{0,3})$")


class ValueFormError(ValueError):
    """A cell does not hold a value of its field; the message is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A fact with one value: ``path`` leads to it from the record, ``read`` makes it of a cell.

    With ``optional`` an empty cell means that nothing is known.
    """

    path: tuple[str, ...]
    read: Callable[[str], Any]
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Entries:
    """A fact that is a list: ``read`` makes what is asked for of a cell.

    ``matches`` says whether an entry is that, ``make`` makes the entry, with what it replaces or
    ``None``.
    """

    attribute: str
    read: Callable[[str], Any]
    matches: Callable[[Any, Any], bool]
    make: Callable[[Any, Any], Any]


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


# --- values ------------------------------------------------------------------------------------


def _text(cell: str) -> str:
    return cell


def _number(cell: str) -> int:
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


_role = _one_of(ROLES, _ROLE_NAMES)
_party_type = _one_of(PARTY_TYPES, _PARTY_TYPE_NAMES)
_deadline_kind = _one_of(DEADLINE_KINDS, _DEADLINE_NAMES)


def _named_party(cell: str) -> tuple[str | None, str]:
    """Read ``市科技局`` or ``group:各地各部门``: the type where it is told, and the name."""
    before, colon, behind = (part.strip() for part in _partition(cell))
    name = behind if colon else before
    if not name:
        raise ValueFormError(f"没有写出单位名称：“{cell}”")
    return (_party_type(before) if colon else None), name


def _role_and_party(cell: str) -> tuple[str, str | None, str]:
    before, colon, behind = _partition(cell)
    if not colon:
        raise ValueFormError(f"应写作 lead:市科技局，不能是“{cell}”")
    return (_role(before.strip()), *_named_party(behind.strip()))


def _partition(cell: str) -> tuple[str, str, str]:
    parts = _COLONS.split(cell, maxsplit=1)
    return (parts[0], ":", parts[1]) if len(parts) > 1 else (cell, "", "")


def _due(cell: str) -> tuple[str | None, date | None]:
    """Read ``2025-06-30``, ``ongoing`` or ``relative:2025-06-30``."""
    before, colon, behind = (part.strip() for part in _partition(cell))
    if colon:
        return _deadline_kind(before), read_date(behind)
    return (None, read_date(cell)) if _DATE.fullmatch(cell) else (_deadline_kind(cell), None)


def _title(cell: str) -> str:
    title = cell.removeprefix("《").removesuffix("》").strip()
    if not title:
        raise ValueFormError("没有写出文件名称")
    return title


# --- entries -----------------------------------------------------------------------------------


def _words(replaced: Any) -> Evidence:  # noqa: ANN401 - any fact
    """Return the words that a corrected fact rests on: those of the one that it replaces."""
    evidence = getattr(replaced, "evidence", _NO_WORDS)
    return evidence if isinstance(evidence, Evidence) else _NO_WORDS


def _is_party(party: Party, party_type: str | None, name: str) -> bool:
    named = bare(name) in (bare(party.name), bare(party.printed))
    return named and party_type in (None, party.party_type)


def _party(party_type: str | None, name: str, replaced: Party | None) -> Party:
    if replaced is None:
        return Party(name, name, party_type or "unit")  # type: ignore[arg-type]
    if bare(name) in (bare(replaced.name), bare(replaced.printed)):
        return Party(
            replaced.name,
            replaced.printed,
            party_type or replaced.party_type,  # type: ignore[arg-type]
            replaced.level,
            replaced.place,
            replaced.successors,
        )
    return Party(name, replaced.printed, party_type or replaced.party_type)  # type: ignore[arg-type]


def _make_responsibility(
    asked: tuple[str, str | None, str], replaced: Responsibility | None
) -> Responsibility:
    party = _party(asked[1], asked[2], replaced.party if replaced else None)
    return Responsibility(party, asked[0], _words(replaced))  # type: ignore[arg-type]


def _make_reporter(asked: tuple[str | None, str], replaced: Reporter | None) -> Reporter:
    return Reporter(_party(*asked, replaced.party if replaced else None), _words(replaced))


def _make_deadline(asked: tuple[str | None, date | None], replaced: Deadline | None) -> Deadline:
    kind, due = asked
    return Deadline(kind or "fixed", due, _RULE, _words(replaced))  # type: ignore[arg-type]


def _make_citation(title: str, replaced: Citation | None) -> Citation:
    number = replaced.document_number if replaced else None
    genre = genre_of(bare(title), "other")
    return Citation(title, _words(replaced), genre, document_number=number)


def _matches_deadline(asked: tuple[str | None, date | None], entry: Deadline) -> bool:
    kind, due = asked
    return kind in (None, entry.kind) and due in (None, entry.due)


DOCUMENT_FIELDS: Mapping[str, Scalar] = {
    "title": Scalar(("title",), _text, optional=False),
    "kind": Scalar(("kind",), _one_of(KINDS, _KIND_NAMES), optional=False),
    "genre": Scalar(("genre",), _text),
    "document_number": Scalar(("document_number",), _text),
    "issuer": Scalar(("issuer",), _text),
    "meeting_body": Scalar(("meeting", "body"), _text),
    "meeting_term": Scalar(("meeting", "term"), _number),
    "meeting_type": Scalar(("meeting", "meeting_type"), _text),
    "meeting_number": Scalar(("meeting", "number"), _number),
    "meeting_year": Scalar(("meeting", "year"), _number),
    "meeting_date": Scalar(("meeting", "held"), read_date),
    "chair": Scalar(("meeting", "chair"), _text),
    "recorder": Scalar(("meeting", "recorder"), _text),
    "signed_date": Scalar(("signed",), read_date),
    "issued_date": Scalar(("issued",), read_date),
    "published_date": Scalar(("published",), read_date),
    "effective_date": Scalar(("effective",), read_date),
    "valid_until": Scalar(("valid_until",), read_date),
    "disclosure": Scalar(("disclosure",), _one_of(get_args(Disclosure), _DISCLOSURE_NAMES)),
    "validity": Scalar(("validity",), _one_of(get_args(Validity), _VALIDITY_NAMES)),
}
RESOLUTION_FIELDS: Mapping[str, Scalar | Entries] = {
    "heading": Scalar(("heading",), _text, optional=False),
    "item_types": Entries(
        "item_types",
        _one_of(ITEM_TYPES, _ITEM_TYPE_NAMES),
        lambda asked, entry: asked == entry,
        lambda asked, _: asked,
    ),
    "outcomes": Entries(
        "outcomes",
        _one_of(OUTCOMES, _OUTCOME_NAMES),
        lambda asked, entry: asked == entry.outcome,
        lambda asked, replaced: Outcome(asked, _words(replaced)),
    ),
    "next_steps": Entries(
        "next_steps",
        _one_of(NEXT_STEPS, _NEXT_STEP_NAMES),
        lambda asked, entry: asked == entry.step,
        lambda asked, replaced: NextStep(asked, _words(replaced)),
    ),
    "responsible": Entries(
        "responsible",
        _role_and_party,
        lambda asked, entry: asked[0] == entry.role and _is_party(entry.party, *asked[1:]),
        _make_responsibility,
    ),
    "reported_by": Entries(
        "reported_by",
        _named_party,
        lambda asked, entry: _is_party(entry.party, *asked),
        _make_reporter,
    ),
    "deadlines": Entries("deadlines", _due, _matches_deadline, _make_deadline),
    "cited_documents": Entries(
        "citations",
        _title,
        lambda asked, entry: entry.title is not None and bare(asked) == bare(entry.title),
        _make_citation,
    ),
}
#: What people may write instead of the name of a field.
FIELD_NAMES: Mapping[str, str] = {
    "标题": "title",
    "类型": "kind",
    "文种": "genre",
    "文号": "document_number",
    "发文机关": "issuer",
    "会议主体": "meeting_body",
    "届次": "meeting_term",
    "会议类型": "meeting_type",
    "会议次数": "meeting_number",
    "会议年份": "meeting_year",
    "会议日期": "meeting_date",
    "主持": "chair",
    "记录": "recorder",
    "成文日期": "signed_date",
    "印发日期": "issued_date",
    "发布日期": "published_date",
    "施行日期": "effective_date",
    "有效期至": "valid_until",
    "公开属性": "disclosure",
    "有效性": "validity",
    "议题": "heading",
    "议题类型": "item_types",
    "议定结果": "outcomes",
    "后续程序": "next_steps",
    "责任主体": "responsible",
    "汇报单位": "reported_by",
    "期限": "deadlines",
    "引用文件": "cited_documents",
}
