"""Who was on leave, and why: 郭强（出差）, 郭强、李明，因公外出."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text_forms import tidy

#: What opens or is a reason; the names before it took leave for it.
_REASON = re.compile(
    r"\s*(?:(?:均|都)?(?:因|赴|参加|出席|陪同|前往|正?在\S{1,10}(?:学习|培训|挂职|出差|开会))"
    r"|(?:外出|出差|学习|培训|公出|病假|事假|休假|年假|公假|产假|公休|公务|考察|调研|开会|住院|挂职|援疆|援藏|会议))"
)
_PIECE = re.compile(
    r"(?P<bracket>[（(](?P<inside>[^（）()]{1,60})[)）])"
    rf"|(?P<mark>[,，;；。、：:\n]|\s(?={_REASON.pattern}))"
)
_REASON_END = re.compile(r"[,，;；。、\n]")
#: 因公请假：…: the word of the list tells the reason of all.
_REASON_OF_WORD = re.compile(r"因[公事病]|公假|病假|事假")


@dataclass(frozen=True, slots=True)
class LeavePart:
    """Some names of a list, as printed, and why the last of them, or all, are on leave."""

    names: str
    reason: str | None = None
    of_all: bool = False
    remark: str | None = None


def reason_of_word(word: str) -> str | None:
    """Return the reason that the bare word of a list tells (因公请假 → 因公)."""
    match = _REASON_OF_WORD.search(word)
    return match.group() if match else None


def leave_parts(body: str, is_post: re.Pattern[str]) -> Iterator[LeavePart]:
    """Divide a list at the reasons in it; ``is_post`` tells posts and units in brackets."""
    names, position = "", 0
    while position < len(body):
        reason = _REASON.match(body, position) if _at_piece(body, position) else None
        if reason:
            end = _end_of_reason(body, reason.end())
            yield LeavePart(names, tidy(body[position:end]), of_all=True)
            names, position = "", end
            continue
        piece = _PIECE.search(body, position)
        if piece is None:
            break
        names += body[position : piece.start()]
        position = piece.end()
        if piece["bracket"]:
            remark, why = _posts_and_reason(piece["inside"], is_post)
            yield LeavePart(names, why, remark=remark, of_all=(why or "").startswith(("均", "都")))
            names = ""
        else:
            names += piece["mark"]
    yield LeavePart(names + body[position:])


def _at_piece(body: str, position: int) -> bool:
    """Whether a piece begins here: behind a mark, a bracket or white space."""
    return position > 0 and (body[position - 1] in ",，;；。、：:\n）)" or body[position].isspace())


def _end_of_reason(body: str, position: int) -> int:
    match = _REASON_END.search(body, position)
    return match.start() if match else len(body)


def _posts_and_reason(inside: str, is_post: re.Pattern[str]) -> tuple[str | None, str | None]:
    """Part a bracket into post or unit, and reason: （副市长，出差）."""
    pieces = [tidy(piece) for piece in re.split(r"[,，;；]", inside) if piece.strip()]
    posts = [p for p in pieces if is_post.search(p) and not _REASON.match(p)]
    reasons = [p for p in pieces if p not in posts]
    return "、".join(posts) or None, "，".join(reasons) or None
