"""Attendance lists: 出席, 列席, 请假 … to one :class:`Attendee` per name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.model import Attendee
from index.parsers.attendance_prose import read_prose
from index.parsers.entries import POST, POST_END, UNIT_END, read_entries, split_entry, split_post
from index.parsers.item_references import REFERENCE, item_ordinals, split_by_items
from index.parsers.leave import leave_parts, reason_of_word
from index.person_names import is_likely_name, is_name, split_names
from index.text_forms import squeeze

__all__ = ["read_lists", "read_prose"]

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
    "因病请假": "请假",
    "缺席": "请假",
}


def _spaced(word: str) -> str:
    return r"\s*".join(word)


_WORDS = "|".join(_spaced(word) for word in sorted(_STATUS_OF, key=len, reverse=True))
_TAIL = r"(?:\s*(?:会\s*议|人\s*员|单\s*位|领\s*导|同\s*志|名\s*单|部\s*门|人|情\s*况|的\s*有?))*"
_LIST_START = re.compile(
    rf"(?:^|(?<=[\s。；;）)]))\s*(?P<number>[（(]\s*[一二三四五六七八九十]+\s*[）)])?\s*"
    rf"[【\[]?\s*(?:会\s*议\s*)?(?P<before>(?:{REFERENCE})\s*的?\s*)?(?P<word>{_WORDS}){_TAIL}\s*"
    rf"(?P<items>[（(]?\s*(?:{REFERENCE})\s*[)）]?\s*的?)?{_TAIL}\s*(?:[:：】\]|]|$)",
    re.MULTILINE,
)
#: 出席 lists give posts, units and items in brackets.
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
    for heading in _lists(text):
        # Who presided is a fact of the meeting itself.
        if heading.status == "主持":
            continue
        for items, part in split_by_items(heading.body):
            read = _read_leave if heading.status == "请假" else _read_list
            for attendee in read(part, heading):
                found.append(replace(attendee, items=attendee.items or items or heading.items))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _List:
    """A list as printed: the status and the items that its heading tells, and its body."""

    status: str
    body: str
    items: tuple[int, ...] = ()
    word: str = ""


def _lists(text: str) -> Iterator[_List]:
    """Yield each list; a numbered list inside another ends with its group."""
    starts = list(_LIST_START.finditer(text))
    outer: str | None = None
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        word, body = squeeze(start["word"]), text[start.end() : end]
        items = item_ordinals(f"{start['before'] or ''}{start['items'] or ''}")
        status = _STATUS_OF[word]
        inside = start["number"] is not None and outer is not None
        following = _GROUP_HEAD.search(body) if inside else None
        if following is None or outer is None:
            yield _List(status, body, items, word)
        else:
            yield _List(status, body[: following.start()], items, word)
            yield _List(outer, body[following.start() :])
        outer = outer if start["number"] else status


def _read_list(body: str, heading: _List) -> Iterator[Attendee]:
    remarks = _remarks(body)
    for attendee in _read_plain(_BRACKETS.sub(" ", body), heading.status):
        remark = remarks.get(attendee.name)
        yield attendee if remark is None else _with_remark(attendee, remark)


def _with_remark(attendee: Attendee, remark: str) -> Attendee:
    """Add what stands in brackets behind a name: items, unit or post."""
    items = item_ordinals(remark)
    if items:
        return replace(attendee, items=items)
    if attendee.unit is not None:
        return attendee
    if UNIT_END.search(remark):
        return replace(attendee, unit=remark)
    unit, post = split_post(remark)
    return replace(attendee, unit=unit, post=attendee.post or post)


def _read_leave(body: str, heading: _List) -> Iterator[Attendee]:
    """Read who is on leave, each with the reason that is printed."""
    common = reason_of_word(heading.word)
    for part in leave_parts(body, _POST_OR_UNIT):
        people = list(_read_plain(part.names, heading.status))
        for place, attendee in enumerate(people):
            is_last = place == len(people) - 1
            reason = part.reason if is_last or part.of_all else None
            told = replace(attendee, reason=reason or common)
            yield _with_remark(told, part.remark) if part.remark and is_last else told


_POST_OR_UNIT = re.compile(f"{POST_END.pattern}|{UNIT_END.pattern}")
_REMARK = re.compile(
    r"(?P<name>[^，,；;。、/／:：（）()\n]{2,24}?)\s*[（(](?P<remark>[^（）()]{2,30})[）)]"
)


def _remarks(body: str) -> dict[str, str]:
    """Return the units, posts and items in brackets behind a name: 张 鹏（县人大）."""
    found: dict[str, str] = {}
    for match in _REMARK.finditer(body):
        remark = squeeze(match["remark"])
        if UNIT_END.search(remark) or POST_END.search(remark) or item_ordinals(remark):
            # The name before may stand behind others that only white space parts from it.
            names = split_names(match["name"]) or [_name_of_entry(match["name"])]
            found[names[-1]] = remark
    return found


def _name_of_entry(words: str) -> str:
    """Return the name that ends an entry of unit and name (市财政局张三)."""
    split = split_entry(squeeze(words))
    return split[2] if split else squeeze(words)


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
                named, post = split_post(squeeze(found["post"]))
                yield Attendee(squeeze(found["name"]), post, named or unit, status)
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
