"""Documents marked as secret are refused: they are not for this service.

The mark stands in the head of a document, at the top right, alone on its line: the class and,
where a term is printed, ★ and the term (GB/T 9704-2012, 7.2.2, 密级和保密期限). A text that only
speaks of secrets is not marked.
"""

from __future__ import annotations

import re

from index.normalize import normalize

#: Lines of a head: copy number, class, urgency, issuer, number, title.
_HEAD_LINES = 12

_MARK = re.compile(
    r"(?:\d{1,6}号?)?(?:密级:?)?"  # copy number, or the label of a table
    r"(绝密|机密|秘密)"
    r"(?:[★☆*]?(?:\d+(?:年|个月|月|天|日)|长期)|[★☆*])?"  # term
    r"(?:特急|加急|平急)?"  # urgency
)


def secrecy_mark(text: str) -> str | None:
    """Return the class of secrecy a document is marked with (绝密, 机密, 秘密), or ``None``."""
    lines = (line for line in text.splitlines() if line.strip())
    for _, line in zip(range(_HEAD_LINES), lines, strict=False):
        if match := _MARK.fullmatch(normalize(line).text):
            return match[1]
    return None
