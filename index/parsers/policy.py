"""Policy documents, laws, reports: sections or articles, with the text around them.

The main path is :func:`parse_policy`. A document may hold several parts (a notice and the measures
it issues, annexes): each has its own numbering, and what stands before its first item belongs to
no resolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.cleaning import Cleaned
from index.cleaning.page_data import page_data
from index.model import Document, Kind
from index.parsers.disclosure import disclosure_of, given_disclosure
from index.parsers.hints import Hints
from index.parsers.imprint import distribution_of, given_number, imprint_dates
from index.parsers.kinds import genre_of
from index.parsers.paragraphs import Paragraph, paragraphs_of
from index.parsers.policy_foot import (
    attachments_of,
    issuer_of,
    issuer_on_page,
    reported_for,
)
from index.parsers.policy_head import Head, read_head
from index.parsers.policy_items import items_of
from index.parsers.policy_lines import prepared
from index.parsers.policy_parts import Part, divide
from index.parsers.validity import InForce, in_force, validity_words
from index.text_forms import bare


def parse_policy(cleaned: Cleaned, kind: Kind, name: str, hints: Hints) -> Document:
    """Return a policy document, a report or a law as a document of ``kind``."""
    parts = divide(prepared(paragraphs_of(cleaned.lines)))
    head = read_head(parts[0].text) if parts else Head()
    title = hints.title or head.title or name.strip() or "未命名文件"
    items = items_of(parts, head, title)
    signed_by = head.issuer or issuer_of(_signature(parts), title)
    document = Document(
        kind=kind,
        title=title,
        resolutions=tuple(items.resolutions),
        genre=genre_of(bare(title), kind),
        issuer=hints.issuer or signed_by or _named_issuer(parts, cleaned),
        addressees=head.addressees,
        attachments=attachments_of((part.closing for part in parts), items.annexes),
        front_matter="\n".join(text for text in items.front if text),
        back_matter="\n".join(paragraph.text for paragraph in items.back),
        removed=cleaned.removed,
    )
    document = _with_page_facts(document, cleaned, parts, head, hints)
    return replace(document, warnings=_warnings(document))


def _named_issuer(parts: Sequence[Part], cleaned: Cleaned) -> str | None:
    """Return for whom a report is given, else whom the page's table names."""
    opening = parts[0].text if parts else ()
    return reported_for(opening) or issuer_on_page(page_data(t.text for t in cleaned.removed))


def _signature(parts: Sequence[Part]) -> Sequence[Paragraph]:
    """Return the closing that names who signed: the first with a date, else the first."""
    closings = [part.closing for part in parts if part.closing]
    dated = (c for c in closings if any(p.mark == "date" for p in c))
    return next(dated, closings[0] if closings else ())


def _with_page_facts(
    document: Document, cleaned: Cleaned, parts: Sequence[Part], head: Head, hints: Hints
) -> Document:
    """Add the number, the dates and the validity: read from head, foot and the page's table."""
    removed = [text.text for text in cleaned.removed]
    cells = page_data(removed)
    closings = [p for part in parts for p in part.closing]
    first = list(parts[0].text[: head.length]) if parts else []
    dates = imprint_dates(first, [*closings, *first], removed)
    signed = dates.signed or head.day or hints.date
    around = [p.text for p in (*closings, *first)]
    disclosed = disclosure_of(around) or given_disclosure(cells)
    force = in_force(
        (p.text for part in parts for p in (*part.text, *part.closing)),
        cells,
        document.title,
        signed or dates.issued,
    )
    return _with_validity(
        replace(
            document,
            document_number=head.number or given_number(cells),
            signed=signed,
            issued=dates.issued,
            published=dates.published,
            disclosure=disclosed.disclosure if disclosed else None,
            disclosure_text=disclosed.printed if disclosed else None,
            distribution=distribution_of([*closings, *first]),
        ),
        force,
        hints,
    )


def _with_validity(document: Document, force: InForce, hints: Hints) -> Document:
    """Add what is known of the validity; the page's own word fills what the text leaves open."""
    given = None if force.validity else hints.validity
    return replace(
        document,
        validity=force.validity or given,
        validity_evidence=validity_words(given) if given else force.evidence,
        effective=force.effective,
        valid_until=force.valid_until,
        repeals=tuple(title for title in force.repeals if bare(title) not in bare(document.title)),
    )


def _warnings(document: Document) -> tuple[str, ...]:
    undated = document.signed is None and document.kind != "other"
    return ("未找到成文日期",) if undated else ()
