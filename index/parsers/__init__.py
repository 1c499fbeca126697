"""Plain text to documents, one file per kind; pure functions."""

from __future__ import annotations

from dataclasses import replace

from index.cleaning import Cleaned, clean, split_lines
from index.cleaning.originals import with_originals
from index.cleaning.page_data import spoken_parts
from index.model import Document
from index.parsers.hints import Hints
from index.parsers.imprint import read_number
from index.parsers.kinds import detect_kind
from index.parsers.minutes import parse_minutes
from index.parsers.plain import parse_plain
from index.parsers.policy import parse_policy
from index.text_forms import bare

__all__ = ["EmptyTextError", "Hints", "parse"]


class EmptyTextError(ValueError):
    """The text has no visible character: there is nothing to make a document of."""


_NO_HINTS = Hints()


def parse(text: str, name: str, hints: Hints = _NO_HINTS) -> Document:
    """Turn extracted text into a document.

    Args:
        text: the text of one source file, with its line breaks.
        name: the name of the file, used for a title where there is no other.
        hints: what is known beside the text.

    Raises:
        EmptyTextError: nothing is printed in ``text``.
    """
    if not bare(text):
        raise EmptyTextError("文件里没有文字")
    source = [part for line in split_lines(text) for part in spoken_parts(line.text) if part]
    cleaned = clean(text)
    if not any(line.bare for line in cleaned.lines):
        cleaned = Cleaned(split_lines(text))
    document = with_originals(_dispatch(cleaned, source, name, hints), cleaned.lines)
    return replace(
        document,
        document_number=read_number(hints.number) if hints.number else document.document_number,
        url=hints.url,
        published=document.published or hints.published,
        disclosure=document.disclosure or hints.disclosure,
        validity=document.validity or hints.validity,
        index_number=hints.index_number,
    )


def _dispatch(cleaned: Cleaned, source: list[str], name: str, hints: Hints) -> Document:
    lines = [line.bare for line in cleaned.lines if line.bare]
    kind = hints.kind or detect_kind(lines, bare(hints.title or "") or None)
    if kind == "minutes":
        return parse_minutes(cleaned, source, name, hints)
    if kind == "other":
        return parse_plain(cleaned, kind, name, hints)
    return parse_policy(cleaned, kind, name, hints)
