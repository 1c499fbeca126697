"""With which items someone sat in: 第1、2项, 第三至五个议题, 议题二."""

from __future__ import annotations

import re

from index.parsers.numerals import parse_numeral
from index.text_forms import bare

_ONE = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_LIST = rf"{_ONE}(?:\s*[、,，和及至到—–－\-~～]\s*第?\s*{_ONE}){{0,20}}"
#: A reference to items of the agenda, in text as printed.
REFERENCE = (
    rf"第\s*{_LIST}\s*(?:项(?!目)|个(?=\s*议))\s*(?:议\s*题|议\s*程|事\s*项|内\s*容)?"
    rf"|第\s*{_LIST}\s*(?:议\s*题|议\s*程)|议\s*题\s*{_LIST}"
)
_REFERENCE = re.compile(REFERENCE)
_RANGE = re.compile(rf"({_ONE})[至到—–\-~]第?({_ONE})|({_ONE})")
_LAST_ITEM = 99


def item_ordinals(text: str) -> tuple[int, ...]:
    """Return the ordinals that the references in ``text`` name, in order and each once."""
    found: dict[int, None] = {}
    for reference in _REFERENCE.finditer(text):
        for match in _RANGE.finditer(bare(reference.group())):
            first = parse_numeral(match[1] or match[3]) or 0
            last = parse_numeral(match[2] or match[3]) or 0
            found.update(dict.fromkeys(range(max(first, 1), min(last, _LAST_ITEM) + 1)))
    return tuple(found)


#: A reference before those whom it concerns: it opens an entry, with or without brackets.
_OPENING = re.compile(
    rf"(?:^|(?<=[\s,，;；、。:：)）]))\s*[（(【\[]?\s*(?:列席|参加)?\s*(?:{REFERENCE})\s*[)）】\]]?\s*[:：]?"
)


def split_by_items(body: str) -> list[tuple[tuple[int, ...], str]]:
    """Divide a list of names where references open a part; the first part may have none."""
    parts: list[tuple[tuple[int, ...], str]] = []
    items: tuple[int, ...] = ()
    start = 0
    for match in _OPENING.finditer(body):
        if _stands_behind_name(body, match):
            continue
        parts.append((items, body[start : match.start()]))
        items, start = item_ordinals(match.group()), match.end()
    parts.append((items, body[start:]))
    return [(items, part) for items, part in parts if part.strip()]


def _stands_behind_name(body: str, match: re.Match[str]) -> bool:
    """Whether a bracket belongs to the name before it: 张三 （第1项）."""
    printed = match.group().strip()
    if not printed.startswith(("（", "(", "【", "[")) or printed.endswith((":", "：")):
        return False
    before = body[: match.start()].rstrip()[-1:]
    return "一" <= before <= "鿿"
