"""Take out of extracted text what the document's author did not write, and keep account of it.

:data:`STEPS` is a tuple of named pure steps over the lines of a text. A step removes whole lines
(page numbers, running headers, site navigation …) and names what it removed; it never changes a
line, so that every character is either in the cleaned lines or in the removed text.
"""

from __future__ import annotations

from collections.abc import Callable

from index.cleaning.lines import Cleaned, Line, Lines, split_lines
from index.cleaning.page_marks import drop_page_numbers, drop_running_headers
from index.cleaning.site_chrome import drop_site_foot, drop_site_head, drop_site_tools
from index.model import RemovedText

__all__ = ["STEPS", "Cleaned", "Line", "Lines", "clean", "split_lines"]

#: The order matters: a page number marks a running header, the foot begins where prose ends.
STEPS: tuple[tuple[str, Callable[[Lines], Cleaned]], ...] = (
    ("running headers", drop_running_headers),
    ("page numbers", drop_page_numbers),
    ("site head", drop_site_head),
    ("site foot", drop_site_foot),
    ("site tools", drop_site_tools),
)


def clean(text: str) -> Cleaned:
    """Run :data:`STEPS` over the lines of ``text``."""
    lines = split_lines(text)
    removed: list[RemovedText] = []
    for _name, step in STEPS:
        result = step(lines)
        lines = result.lines
        removed.extend(result.removed)
    return Cleaned(lines, tuple(removed))
