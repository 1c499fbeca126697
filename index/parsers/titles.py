"""What stands around a title: the label of an annex before it, a note on the revision behind it."""

from __future__ import annotations

import re

from index.parsers.paragraphs import Paragraph
from index.text_forms import bare, split_visible, tidy

_ANNEX = r"(?:附件|附表|附录|附|大纲|样表)[\d一二三四五六七八九十]{0,3}"
#: A line of its own above the title of an annex: 附件3：
ANNEX_LABEL = re.compile(rf"{_ANNEX}[:]?")
_ANNEX_BEFORE_TITLE = re.compile(rf"{_ANNEX}[:](?=.)")
#: Lines of the head of a document (GB/T 9704-2012, 7.2): copy number, class of secrecy, urgency,
#: letterhead, document number.
_HEAD = re.compile(
    r"\d{6}|(?:绝密|机密|秘密)(?:[★☆*].{0,8})?|特急|加急|平急|特提|急件"
    r"|(?!关于|印发|转发).{2,30}(?<!有关)(?<!等)文件|[一-鿿A-Za-z]{1,16}\[(?:19|20)\d\d\].{0,6}号"
)
#: A line of its own below a title, which belongs to it: （2022年修订）
REVISION = re.compile(
    r"\((?=.{2})(?:\d{4}年?(?:版|本)?)?(?:修订|修正|试行|暂行|草案|征求意见稿|送审稿)?(?:版|本|稿)?\)"
)


def without_annex_label(title: str) -> str:
    """Return a title without the label of an annex that is printed on its line."""
    match = _ANNEX_BEFORE_TITLE.match(bare(title))
    return split_visible(title, match.end())[1].strip() if match else title


def is_above_title(text: str) -> bool:
    """Whether a bare line is one of those that stand above a title and are none."""
    return ANNEX_LABEL.fullmatch(text) is not None or _HEAD.fullmatch(text) is not None


def below_head(paragraph: Paragraph) -> str | None:
    """Return the line below the head, where both were taken for one paragraph."""
    lines = list(paragraph.lines)
    while lines and is_above_title(lines[0].bare):
        lines.pop(0)
    return tidy(lines[0].text) if 0 < len(lines) < len(paragraph.lines) else None
