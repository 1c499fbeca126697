"""Attendance lists: 出席, 列席, 请假 … to one :class:`Attendee` per name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.model import Attendee
from index.parsers.entries import POST, POST_END, UNIT_END, read_entries
from index.parsers.names import is_likely_name, is_name, split_names
from index.text_forms import squeeze

#: The words that open a list, and the status under which its names are filed.
_STATUS_OF = {
    "出席": "出席",
    "到会": "出席",
    "参加": "出席",
    "参会": "出席",
    "与会": "出席",
    "参加会议": "出席",
    "主持": "主持",
    "邀请列席": "邀请列席",
    "应邀列席": "邀请列席",
    "应邀参加": "邀请列席",
    "应邀出席": "邀请列席",
    "固定列席": "固定列席",
    "列席": "列席",
    "旁听": "列席",
    "请假": "请假",
    "因事请假": "请假",
    "因公请假": "请假",
    "缺席": "请假",
}


def _spaced(word: str) -> str:
    return r"\s*".join(word)


_WORDS = "|".join(_spaced(word) for word in sorted(_STATUS_OF, key=len, reverse=True))
_TAIL = r"(?:\s*(?:会\s*议|人\s*员|单\s*位|领\s*导|同\s*志|名\s*单|部\s*门|人|情\s*况|的\s*有?))*"
_LIST_START = re.compile(
    rf"(?:^|(?<=[\s。；;）)]))\s*(?P<number>[（(]\s*[一二三四五六七八九十]+\s*[）)])?\s*"
    rf"[【\[]?\s*(?:会\s*议\s*)?(?P<word>{_WORDS}){_TAIL}\s*(?:[:：】\]|]|$)",
    re.MULTILINE,
)
#: 请假 lists give reasons in brackets; 出席 lists give posts there.
_BRACKETS = re.compile(r"[（(](?!\s*[一二三四五六七八九十]+\s*[）)])[^（）()]{0,60}[）)]")
_GROUP_HEAD = re.compile(
    r"(?:^|\n)\s*[（(]\s*[一二三四五六七八九十]+\s*[）)]\s*(?:[^：:\n]{2,12}[：:])?"
)


def read_lists(text: str) -> tuple[Attendee, ...]:
    """Return the names of every attendance list in ``text``.

    ``text`` is raw: its white space and line breaks part the names. Entries that hold no name
    (各区负责同志) give none.
    """
    found: list[Attendee] = []
    for status, body in _lists(text):
        # Who presided is a fact of the meeting itself.
        if status != "主持":
            found.extend(_read_list(body, status))
    return tuple(dict.fromkeys(found))


def _lists(text: str) -> Iterator[tuple[str, str]]:
    """Yield status and text of each list; a numbered list inside another ends with its group."""
    starts = list(_LIST_START.finditer(text))
    outer: str | None = None
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        status, body = _STATUS_OF[squeeze(start["word"])], text[start.end() : end]
        inside = start["number"] is not None and outer is not None
        following = _GROUP_HEAD.search(body) if inside else None
        if following is None or outer is None:
            yield status, body
        else:
            yield status, body[: following.start()]
            yield outer, body[following.start() :]
        outer = outer if start["number"] else status


def _read_list(body: str, status: str) -> Iterator[Attendee]:
    remarks = {} if status == "请假" else _remarks(body)
    for attendee in _read_plain(_ITEM_REFERENCE.sub(" ", _BRACKETS.sub(" ", body)), status):
        remark = remarks.get(attendee.name)
        if remark is None or attendee.unit is not None:
            yield attendee
        elif UNIT_END.search(remark):
            yield replace(attendee, unit=remark)
        else:
            yield replace(attendee, post=attendee.post or remark)


#: 第3项 招商局 周涛: with which item someone sat in.
_ITEM_REFERENCE = re.compile(
    r"第[\d一二三四五六七八九十、,，至—-]+(?:项|个?议题|个)(?:议题|议程)?[:：]?"
)
_REMARK = re.compile(
    r"(?P<name>[^，,；;。、/／:：（）()\n]{2,24}?)\s*[（(](?P<remark>[^（）()]{2,30})[）)]"
)


def _remarks(body: str) -> dict[str, str]:
    """Return the units and posts that stand in brackets behind a name: 张 鹏（县人大）."""
    found: dict[str, str] = {}
    for match in _REMARK.finditer(body):
        remark = squeeze(match["remark"])
        if UNIT_END.search(remark) or POST_END.search(remark):
            # The name before may stand behind others that only white space parts from it.
            names = split_names(match["name"]) or [squeeze(match["name"])]
            found[names[-1]] = remark
    return found


def _read_plain(plain: str, status: str) -> Iterator[Attendee]:
    """Read a list without remarks, group by group."""
    unit_of_group: str | None = None
    start = 0
    for head in [*_GROUP_HEAD.finditer(plain), None]:
        end = head.start() if head else len(plain)
        yield from _read_group(plain[start:end], status, unit_of_group)
        if head is None:
            return
        unit_of_group = squeeze(head.group()).partition("）")[2].partition(")")[0].rstrip("：:")
        unit_of_group = unit_of_group or None
        start = head.end()


def _read_group(text: str, status: str, unit: str | None) -> Iterator[Attendee]:
    """Read one run of entries: names only, or unit and name together."""
    lines = [line for line in text.splitlines() if line.strip()]
    with_posts = [found for line in lines if (found := _NAME_AND_POST.fullmatch(line.strip()))]
    if lines and len(with_posts) == len(lines):
        for found in with_posts:
            if is_name(squeeze(found["name"])):
                yield Attendee(squeeze(found["name"]), squeeze(found["post"]), unit, status)
        return
    count = next((i for i, line in enumerate(lines) if _names_units(line)), len(lines))
    if count < len(lines) and count and _ends_with_part_of_unit(lines[count - 1]):
        count -= 1
    for name in split_names("\n".join(lines[:count])):
        yield Attendee(name, None, unit, status)
    yield from read_entries(lines[count:], status, unit)


#: One name a line with the post behind it.
_NAME_AND_POST = re.compile(
    rf"(?P<name>\S{{2,12}}|\S\s{{1,3}}\S)\s+(?P<post>\S*{POST})\s*[，,；;。]?"
)
_SEPARATOR = re.compile(r"[，,；;。、/／]|\s")
#: A piece of so many characters is no name alone.
_LONGER_THAN_NAMES = 5


def _ends_with_part_of_unit(line: str) -> bool:
    """Whether the last word of a line of names is none: a unit's first half (市财|政局吴炜)."""
    last = line.split()[-1]
    return len(last) > 1 and not is_likely_name(last)


def _names_units(line: str) -> bool:
    """Whether a line holds entries of unit and name, not names only."""
    pieces = [squeeze(piece) for piece in _SEPARATOR.split(line)]
    return any(
        len(piece) >= _LONGER_THAN_NAMES
        and not is_name(piece)
        or (len(piece) == _LONGER_THAN_NAMES - 1 and not is_name(piece))
        or POST_END.fullmatch(piece) is not None
        or (UNIT_END.search(piece) is not None and len(piece) > 1 and not is_likely_name(piece))
        for piece in pieces
        if piece
    )


# --- prose ----------------------------------------

_PROSE = re.compile(
    r"(?:^|。)(?P<who>[^。]{4,600}?)(?:等(?:领导|同志)?)?(?P<how>出席|参加|应邀参加|应邀出席|应邀列席|列席)(?:了)?会议"
)
_ANY_POST_END = re.compile(rf".*{POST}")


def read_prose(text: str) -> tuple[Attendee, ...]:
    """Read 市委副书记、副市长王莉，副市长梁曦、万资平…出席会议, where every clause can be read.

    A sentence with one piece that is neither post nor name gives nothing: better none than a guess.
    """
    found: list[Attendee] = []
    for match in _PROSE.finditer(squeeze(text)):
        found.extend(_read_sentence(match["who"], _STATUS_OF[match["how"]]) or [])
    return tuple(found)


def _read_sentence(who: str, status: str) -> list[Attendee] | None:
    attendees: list[Attendee] = []
    for clause in re.split(r"[，,]", who):
        posts: list[str] = []
        for piece in clause.split("、"):
            match = _ANY_POST_END.match(piece)
            name = piece[match.end() :] if match else piece
            if match:
                posts.append(match.group())
            if name and not is_likely_name(name):
                return None
            if name:
                attendees.append(Attendee(name, "、".join(posts) or None, None, status))
    return attendees
