"""The vocabulary of the facts that are read from the words of a document.

Every fact of a resolution carries its :class:`Evidence`: the words it rests on and where they
stand, so that a reader can check it. ``docs/facts.md`` says what counts as which fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

#: 传达学习, 听取汇报, 审议, 研究.
ItemType = Literal["conveyed", "heard", "reviewed", "discussed"]
#: 同意, 原则同意, 修改后再上会, 暂缓, 不予同意, 部署要求.
OutcomeName = Literal[
    "approved", "approved_in_principle", "revise_and_resubmit", "deferred", "rejected", "tasked"
]
#: 提请党委审议, 提请人大审议, 报上级审批, 报本级政府审定, 按程序报批, 以政府名义印发, 由部门印发,
#: 按程序印发, 公开征求意见, 备案.
NextStepName = Literal[
    "party_committee_review",
    "congress_review",
    "superior_approval",
    "government_approval",
    "approval",
    "issued_by_government",
    "issued_by_department",
    "issued",
    "public_consultation",
    "filing",
]
PartyType = Literal["unit", "person", "group"]
#: 牵头, 负责（主办）, 会同（配合）, 指导, 印发, 督办.
Role = Literal["lead", "owner", "support", "guide", "issue", "supervise"]
#: 固定日期, 相对日期, 周期, 长期, 附条件, 未定期限.
DeadlineKind = Literal["fixed", "relative", "recurring", "ongoing", "conditional", "vague"]

ITEM_TYPES: tuple[ItemType, ...] = get_args(ItemType)
OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)
NEXT_STEPS: tuple[NextStepName, ...] = get_args(NextStepName)
PARTY_TYPES: tuple[PartyType, ...] = get_args(PartyType)
ROLES: tuple[Role, ...] = get_args(Role)
DEADLINE_KINDS: tuple[DeadlineKind, ...] = get_args(DeadlineKind)

#: Places of evidence that are not a point.
LEAD, HEADING = -1, -2


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a fact rests on.

    ``point`` is the index into ``Resolution.points``, or ``LEAD`` or ``HEADING``; ``text`` is
    ``[start:end]`` of that point's text (of the lead, of the heading), in characters.
    """

    text: str
    point: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided."""

    outcome: OutcomeName
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NextStep:
    """What has to happen to the matter after the meeting."""

    step: NextStepName
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, person or group that a text names.

    ``name`` is canonical: the full name of the time, with its place where that is known
    (市科技局 in minutes of Suzhou → 苏州市科学技术局). ``printed`` is how the text writes it.
    ``level`` is 省, 市, 县级市, 区, 县, 开发区, 乡镇街道 or 垂管. ``successors`` are the names of
    the units that do its work today, where it was reorganised (原市国土局 →
    苏州市自然资源和规划局).
    """

    name: str
    printed: str
    party_type: PartyType
    level: str | None = None
    place: str | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who must do it, and in which role."""

    party: Party
    role: Role
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported on the matter or submitted it; not a responsibility."""

    party: Party
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. ``due`` is the last day, where one follows from the text; ``rule`` says how.

    ``rule`` is a short Chinese sentence (会议日期起 10 个工作日; 每月 5 日前).
    """

    kind: DeadlineKind
    due: date | None
    rule: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the text names, once per resolution.

    ``title`` is the final title without 《》 and without the mark of a draft, ``draft`` that mark
    as printed (送审稿). ``genre`` is the 文种 or text name at its end (方案, 条例). ``short_name``
    is what it is called further on (以下简称《…》). Where only a number is cited, ``title`` is
    ``None``.
    """

    title: str | None
    evidence: Evidence
    genre: str | None = None
    draft: str | None = None
    short_name: str | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as a number: ``value`` in ``unit`` (3.5亿元 → 350000000 元).

    ``maximum`` is the upper end of a range, else ``None``.
    """

    value: float
    unit: str
    evidence: Evidence
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that a person set right: a row of ``corrections.tsv``.

    ``field`` is the name of the fact in the JSON; ``old`` and ``new`` are written as there.
    """

    id: str
    field: str
    old: str
    new: str
    who: str
    date: date
    reason: str
