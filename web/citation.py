"""How an official document cites one item: 《标题》（文号）第二项第（三）点.

The words inside come from the printed numbering; where nothing is printed, the running number is
used, because a reader must find the place again.
"""

from __future__ import annotations

import re

from search.results import ResolutionView

NUMERAL = r"([〇零一二三四五六七八九十百]+|\d+)"
PLAIN_LABEL = re.compile(NUMERAL + r"[、.．,，:：)）]?")
#: A label of several levels: 三、（二）.
JOINED_LABEL = re.compile(
    r"([〇零一二三四五六七八九十百]+、|\d+[.．])([（(][^（）()]{1,6}[）)])(.*)"
)
BRACKETED_LABEL = re.compile(rf"[（(]{NUMERAL}[）)][、.．]?")


def cite(view: ResolutionView, point_label: str | None = None) -> str:
    """Return the citation of a resolution, or of the point with ``point_label`` in it."""
    unit = "项" if view.document.kind == "minutes" else "部分"
    place = numbered(view.resolution.label or str(view.resolution.ordinal), unit)
    if point_label:
        place += numbered(point_label, "点")
    return f"{quoted_title(view.document.title)}{in_brackets(view)}{place}"


def numbered(label: str, unit: str) -> str:
    """Turn a printed label into a place: 二、 → 第二项, （三） → 第（三）点, 第五条 stays.

    Behind the first level all are points: 三、（二） → 第三部分第（二）点.
    """
    if joined := JOINED_LABEL.fullmatch(label):
        first, second, rest = joined.groups()
        return (
            numbered(first, unit) + numbered(second, "点") + (numbered(rest, "点") if rest else "")
        )
    bracketed = BRACKETED_LABEL.fullmatch(label)
    if bracketed:
        return f"第（{bracketed[1]}）{unit}"
    plain = PLAIN_LABEL.fullmatch(label)
    if plain:
        return f"第{plain[1]}{unit}"
    return label.rstrip("、.．:：")


def quoted_title(title: str) -> str:
    """Put a title into book-title marks; marks inside become single ones (GB/T 15834—2011)."""
    return f"《{title.strip().replace('《', '〈').replace('》', '〉')}》"


def in_brackets(view: ResolutionView) -> str:
    """Return the document number, else the day of the meeting, in brackets; else nothing."""
    document = view.document
    if document.document_number:
        return f"（{document.document_number}）"
    held = document.meeting.held if document.meeting else None
    return f"（{held.year}年{held.month}月{held.day}日）" if held else ""
