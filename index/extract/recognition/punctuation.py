"""Full-width punctuation where the models give the half-width form of the same mark."""

from __future__ import annotations

import re

_CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff"
_FULL_WIDTH = str.maketrans(",:;?!", "，：；？！")
#: A mark after a Chinese character or its closing mark, and not before a digit or letter.
_MARK = re.compile(rf"(?<=[{_CHINESE}》）”〕])[,:;?!](?![0-9A-Za-z])")
_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")
_HAS_CHINESE = re.compile(rf"[{_CHINESE}]")


def restore_full_width(line: str) -> str:
    """Return a line with the punctuation of Chinese text in its full-width form.

    Numbers and Latin words keep theirs: a mark changes only after a Chinese character and not
    before a digit or letter, a pair of brackets only with a Chinese character inside.
    """
    marked = _MARK.sub(lambda match: match[0].translate(_FULL_WIDTH), line)
    return _PAIR.sub(_wide_pair, marked)


def _wide_pair(match: re.Match[str]) -> str:
    return f"（{match[1]}）" if _HAS_CHINESE.search(match[1]) else match[0]
