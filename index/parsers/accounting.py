"""Every character that was parsed is somewhere: the words of a document, put together again."""

from __future__ import annotations

from collections import Counter

from index.model import Document, Resolution
from index.text_forms import squeeze


def accounted_text(document: Document) -> str:
    """Return all text that ``document`` holds, each source character once.

    A derived heading (``heading_printed`` false) repeats words of the lead or the first point and
    is left out; the group of neighbouring resolutions is printed once.
    """
    parts = [document.front_matter]
    group: str | None = None
    for resolution in document.resolutions:
        if resolution.group is not None and resolution.group != group:
            parts.append(resolution.group)
        group = resolution.group
        parts.extend(_resolution_parts(resolution))
    parts.append(document.back_matter)
    parts.extend(removed.text for removed in document.removed)
    return "\n".join(part for part in parts if part)


def _resolution_parts(resolution: Resolution) -> list[str]:
    parts = [resolution.label or ""]
    if resolution.heading_printed:
        parts.append(resolution.heading)
    parts.append(resolution.lead)
    for point in resolution.points:
        parts += [point.label or "", point.text]
    return parts


def unaccounted(text: str, document: Document) -> Counter[str]:
    """Return the visible characters that ``text`` and ``document`` do not share, with counts.

    Positive counts were lost, negative ones were invented. Empty when all is accounted for.
    """
    difference = Counter(squeeze(text))
    difference.subtract(Counter(squeeze(accounted_text(document))))
    return Counter({character: count for character, count in difference.items() if count})
