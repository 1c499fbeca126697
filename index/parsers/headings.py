"""Headings: which printed words are one, and what stands in where none is printed."""

from __future__ import annotations

import re

from index.parsers.marks import AGENDA_VERB
from index.text_forms import bare

#: A printed heading longer than this is a paragraph.
LONGEST_PRINTED = 160
#: A derived heading is cut to about this many characters, at a clause.
LONGEST_DERIVED = 80

_OPENING = "《〈（(“‘「『[〔【"
_CLOSING = "》〉）)”’」』]〕】"
_SENTENCE_ENDS = "。！？!?；;\n"
_CLAUSE_ENDS = "，,：:"

#: A clause that opens so says what was decided, no longer what it was about.
_DECISION = re.compile(
    r"(?:会议)?(?:研究)?(?:并)?(?:现)?(?:责成|由|要求|原则|一致|同意|决定|明确|议定|确定|指出|强调|认为|充分肯定|根据|现将|形成)"
)


def is_heading(text: str) -> bool:
    """Whether a paragraph's text can be a printed heading: no sentence, and not too long."""
    form = bare(text)
    if not form or len(form) > LONGEST_PRINTED:
        return False
    return not any(c in "。;!?" for c in _outside_brackets(form)) and not form.endswith((":", ","))


def _outside_brackets(text: str) -> str:
    """Return the characters of ``text`` that no bracket encloses."""
    depth = 0
    kept: list[str] = []
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(character)
    return "".join(kept)


def cut_at(text: str, ends: str) -> list[str]:
    """Cut ``text`` behind each of ``ends`` that no bracket encloses."""
    pieces: list[str] = []
    depth = start = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in ends:
            pieces.append(text[start : position + 1])
            start = position + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]


def first_sentence(text: str) -> str:
    """Return the first sentence of ``text`` with its full stop."""
    pieces = cut_at(text, _SENTENCE_ENDS)
    return pieces[0] if pieces else text


_MEETING = re.compile(rf"(?:本次|此次)?会议(?=[^，。]{{0,4}}{AGENDA_VERB})")


def derive_heading(text: str) -> str:
    """Return what a paragraph is about, in its own words: its first clauses before a decision.

    Never empty for a text with visible characters.
    """
    sentence = first_sentence(text[:2000].strip())
    clauses = cut_at(sentence, _CLAUSE_ENDS)
    heading = clauses[0]
    for clause in clauses[1:]:
        if _DECISION.match(clause) or len(heading) + len(clause) > LONGEST_DERIVED:
            break
        heading += clause
    heading = heading.rstrip(_SENTENCE_ENDS + _CLAUSE_ENDS + " ")
    heading = _MEETING.sub("", heading, count=1) if _MEETING.match(heading) else heading
    return _shortened(heading) or text.strip()[:LONGEST_DERIVED]


def _shortened(heading: str) -> str:
    if len(heading) <= LONGEST_DERIVED * 1.5:
        return heading
    parts = cut_at(heading, "、")
    kept = parts[0]
    for part in parts[1:]:
        if len(kept) + len(part) > LONGEST_DERIVED:
            break
        kept += part
    return kept.rstrip("、")[: int(LONGEST_DERIVED * 1.5)]
