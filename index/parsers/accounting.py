"""Every character that was parsed is somewhere: the words of a document, put together again."""

from __future__ import annotations

import re
from collections import Counter
from os.path import commonprefix

from index.model import Document, Resolution
from index.text_forms import squeeze


def accounted_text(document: Document) -> str:
    """Return all text that ``document`` holds, each source character once.

    A derived heading (``heading_printed`` false) repeats words of the lead or the first point and
    is left out. A line of the group of neighbouring resolutions is printed once, and not again
    where it is the heading of the resolution before: the text of a section that is divided stands
    under its own heading. Of a joined label (三、（二）) only the last numbering is its own.
    """
    parts = [document.front_matter]
    before: Resolution | None = None
    for resolution in document.resolutions:
        parts.extend(new_group_lines(resolution, before))
        parts.extend(_resolution_parts(resolution))
        before = resolution
    parts.append(document.back_matter)
    parts.extend(removed.text for removed in document.removed)
    return "\n".join(part for part in parts if part)


def new_group_lines(resolution: Resolution, before: Resolution | None) -> list[str]:
    """Return the lines of a group that the resolution before has not printed."""
    lines = (resolution.group or "").split("\n")
    if before is None:
        return lines
    known = (before.group or "").split("\n")
    shared = len(commonprefix([lines, known])) if before.group else 0
    if lines[shared:] and _heads(before, shared, lines[shared], resolution.label):
        shared += 1
    return lines[shared:]


def _heads(before: Resolution, depth: int, line: str, label: str | None) -> bool:
    """Whether ``line``, at ``depth`` of a group, is the heading of the resolution before."""
    deep = len(before.group.split("\n")) if before.group else 0
    goes_on = label is None or (label != before.label and label.startswith(before.label or ""))
    printed = own_label(before.label or "") + before.heading
    return deep == depth and goes_on and squeeze(printed) == squeeze(line)


#: One numbering of a joined label: 第二章, （三）, 1）, 四、, ①.
_NUMERAL = "[一二三四五六七八九十百千〇零\\d]+"
_LABEL_PIECE = re.compile(
    rf"第{_NUMERAL}(?:[编篇章节]|部分)|\d+(?:\.\d+)+|第{_NUMERAL}[项个点](?:议题|事项|议程|内容)?[:：、.]?|[(（]{_NUMERAL}[)）][、.．]?|\d+[)）][、.．]?"
    rf"|{_NUMERAL}[、.．,，:：]?|[①-⑳]"
)


def own_label(label: str) -> str:
    """Return the last numbering of a joined label; any other label as it is."""
    pieces = _LABEL_PIECE.findall(label)
    return pieces[-1] if pieces and "".join(pieces) == label else label


def _resolution_parts(resolution: Resolution) -> list[str]:
    parts = [own_label(resolution.label or "")]
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
