"""What stands around a title: the label of an annex before it, a note on the revision behind it."""

from __future__ import annotations

import re

from index.parsers.paragraphs import Paragraph
from index.text_forms import bare, split_visible, tidy

_ANNEX = r"(?:附件|附表|附录|附|大纲|样表)[\d一二三四五六七八九十]{0,3}"
#: A line of its own above the title of an annex: 附件3：
ANNEX_LABEL = re.compile(rf"{_ANNEX}[:]?")
_ANNEX_BEFORE_TITLE = re.compile(rf"{_ANNEX}[:](?=.)")
#: A line of its own below a title, which belongs to it: （2022年修订）
REVISION = re.compile(
    r"\((?=.{2})(?:\d{4}年?(?:版|本)?)?(?:修订|修正|试行|暂行|草案|征求意见稿|送审稿)?(?:版|本|稿)?\)"
)


def without_annex_label(title: str) -> str:
    """Return a title without the label of an annex that is printed on its line."""
    match = _ANNEX_BEFORE_TITLE.match(bare(title))
    return split_visible(title, match.end())[1].strip() if match else title


def below_annex_label(paragraph: Paragraph) -> str | None:
    """Return the line below the label of an annex, where both were taken for one paragraph."""
    lines = paragraph.lines
    labelled = len(lines) > 1 and ANNEX_LABEL.fullmatch(lines[0].bare) is not None
    return tidy(lines[1].text) if labelled else None
