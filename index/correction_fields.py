"""The facts that people may correct, by the names of their fields in ``corrections.tsv``.

A row corrects one value, or one entry of a list. ``docs/corrections.md`` is the table for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.correction_values import (
    read_date,
    read_disclosure,
    read_due,
    read_item_type,
    read_kind,
    read_named_party,
    read_next_step,
    read_number,
    read_outcome,
    read_role_and_party,
    read_text,
    read_title,
    read_validity,
)
from index.fact_model import (
    HEADING,
    Citation,
    Deadline,
    Evidence,
    NextStep,
    Outcome,
    Party,
    Reporter,
    Responsibility,
)
from index.parsers.kinds import genre_of
from index.text_forms import bare

#: A fact that a person added rests on no words of the text.
_NO_WORDS = Evidence("", HEADING, 0, 0)
#: What a deadline follows from that a person wrote.
_RULE = "人工更正"


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
    "title": Scalar(("title",), read_text, optional=False),
    "kind": Scalar(("kind",), read_kind, optional=False),
    "genre": Scalar(("genre",), read_text),
    "document_number": Scalar(("document_number",), read_text),
    "issuer": Scalar(("issuer",), read_text),
    "meeting_body": Scalar(("meeting", "body"), read_text),
    "meeting_term": Scalar(("meeting", "term"), read_number),
    "meeting_type": Scalar(("meeting", "meeting_type"), read_text),
    "meeting_number": Scalar(("meeting", "number"), read_number),
    "meeting_year": Scalar(("meeting", "year"), read_number),
    "meeting_date": Scalar(("meeting", "held"), read_date),
    "chair": Scalar(("meeting", "chair"), read_text),
    "recorder": Scalar(("meeting", "recorder"), read_text),
    "signed_date": Scalar(("signed",), read_date),
    "issued_date": Scalar(("issued",), read_date),
    "published_date": Scalar(("published",), read_date),
    "effective_date": Scalar(("effective",), read_date),
    "valid_until": Scalar(("valid_until",), read_date),
    "disclosure": Scalar(("disclosure",), read_disclosure),
    "validity": Scalar(("validity",), read_validity),
}
RESOLUTION_FIELDS: Mapping[str, Scalar | Entries] = {
    "heading": Scalar(("heading",), read_text, optional=False),
    "item_types": Entries(
        "item_types",
        read_item_type,
        lambda asked, entry: asked == entry,
        lambda asked, _: asked,
    ),
    "outcomes": Entries(
        "outcomes",
        read_outcome,
        lambda asked, entry: asked == entry.outcome,
        lambda asked, replaced: Outcome(asked, _words(replaced)),
    ),
    "next_steps": Entries(
        "next_steps",
        read_next_step,
        lambda asked, entry: asked == entry.step,
        lambda asked, replaced: NextStep(asked, _words(replaced)),
    ),
    "responsible": Entries(
        "responsible",
        read_role_and_party,
        lambda asked, entry: asked[0] == entry.role and _is_party(entry.party, *asked[1:]),
        _make_responsibility,
    ),
    "reported_by": Entries(
        "reported_by",
        read_named_party,
        lambda asked, entry: _is_party(entry.party, *asked),
        _make_reporter,
    ),
    "deadlines": Entries("deadlines", read_due, _matches_deadline, _make_deadline),
    "cited_documents": Entries(
        "citations",
        read_title,
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
