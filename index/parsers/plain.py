"""Text of no known form: with sections where it has them, else one resolution that holds all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.cleaning import Cleaned
from index.model import Document, Kind, Point, Resolution
from index.parsers.chapters import has_articles
from index.parsers.dates import find_dates, is_date_line
from index.parsers.guides import opener_of
from index.parsers.headings import derive_heading, is_heading
from index.parsers.hints import Hints
from index.parsers.paragraphs import Paragraph, paragraphs_of
from index.parsers.policy import parse_policy
from index.parsers.sections import LONGEST, is_question
from index.parsers.titles import below_head, is_above_title, without_annex_label
from index.text_forms import bare


def _first_heading(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the first line that is a title, else the first words of the text."""
    if paragraphs and (title := below_head(paragraphs[0])):
        return title
    texts = [paragraph.text for paragraph in paragraphs]
    unbracketed = [
        text
        for text in texts[:_HEAD]
        if not bare(text).startswith("(") and not is_above_title(bare(text))
    ]
    if unbracketed and is_heading(unbracketed[0]):
        return without_annex_label(unbracketed[0])
    return derive_heading("\n".join(texts)) if texts else None


_HEAD = 5

#: A titled text of up to so many characters needs no outline: an article, a short notice.
_SHORT = 1_000


def parse_plain(cleaned: Cleaned, kind: Kind, name: str, hints: Hints) -> Document:
    """Return a document of no known form; without an outline it is one resolution.

    Its heading is the title or the first line.
    """
    paragraphs = paragraphs_of(cleaned.lines)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    title = (hints.title or "").strip() or _first_heading(paragraphs) or name.strip()
    if _is_divided(paragraphs) or len(text) > LONGEST:
        return parse_policy(cleaned, kind, title, hints)
    heading = title or "全文"
    short_record = bool(hints.title) and len(text) <= _SHORT
    resolution = Resolution(1, heading, (Point(None, text),), heading_printed=False)
    return Document(
        kind=kind,
        title=heading,
        resolutions=(resolution,),
        issuer=hints.issuer,
        signed=_closing_date(paragraphs) or hints.date,
        removed=cleaned.removed,
        warnings=() if short_record else ("没有识别出文件结构，全文作为一项",),
    )


def _is_divided(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text has an outline that can be trusted: 一、 and 二、, articles, questions."""
    numbers = [p.label.value for p in paragraphs if p.label and p.label.style == "han"]
    counted = numbers[:2] == [1, 2]
    asked = sum(1 for p in paragraphs if p.label and is_question(p.bare)) >= _FEWEST_QUESTIONS
    return counted or asked or has_articles(paragraphs) or opener_of(paragraphs) is not None


_FEWEST_QUESTIONS = 2


def _closing_date(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the date that stands on a line of its own at the end of the text."""
    for paragraph in reversed(paragraphs[-_CLOSING:]):
        if is_date_line(paragraph.bare):
            return find_dates(paragraph.bare)[0].in_year(None)
    return None


#: Paragraphs at the end among which the date stands: behind it a remark, who gets it, who printed.
_CLOSING = 5
