"""Attendance lists: 出席, 列席, 请假 … to one :class:`Attendee` per name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from index.model import Attendee
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


#: What a unit's name ends with.
_UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|处|科|院|会|室|队|站|所|中心|区|市|县|镇|乡|旗|街道|公司|集团|银行|支行|联|社|学校|大学|学院|医院|台|海关|中支|支队|大队|总队"
    r"|政府|管委会|开发区|园区|工委|纪委|党组|联社|合作社|农场|林场|村|中学|小学|校|法院|检察院|馆|库|厂|矿|站|团|署|庭|基地|协会|商会|联合会|专班|办公室)$"
)
#: What a post ends with; it stands between unit and name.
POST = (
    r"(?:(?:常务)?副?(?:省|市|区|县|州|盟|旗|乡|镇|局|处|科|厅|部|院|校|站|所|社|队|组|行|台|馆|会|秘书|董事|庭|园|师|团|司)长"
    r"|(?:副)?书记|(?:副)?主任|(?:副)?主席|(?:副)?总经理|(?:副)?经理|常委|委员|成员|专员|助理|调研员|巡视员|主任科员|督学|政委|参谋长|总工程师|检察长|负责人|代表)"
)
_POST_END = re.compile(rf"(?P<post>{POST})$")


def _spaced(word: str) -> str:
    return r"\s*".join(word)


_WORDS = "|".join(_spaced(word) for word in sorted(_STATUS_OF, key=len, reverse=True))
_TAIL = r"(?:\s*(?:会\s*议|人\s*员|单\s*位|领\s*导|同\s*志|名\s*单|部\s*门|人|情\s*况))*"
_LIST_START = re.compile(
    rf"(?:^|(?<=[\s。；;）)]))\s*(?P<number>[（(]\s*[一二三四五六七八九十]+\s*[）)])?\s*"
    rf"(?:会\s*议\s*)?(?P<word>{_WORDS}){_TAIL}\s*(?:[:：]|$)",
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
    plain = _BRACKETS.sub(" ", body)
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
    yield from _read_entries(_entries(lines[count:]), status, unit)


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
        or (_UNIT_END.search(piece) is not None and len(piece) > 1 and not is_likely_name(piece))
        for piece in pieces
        if piece
    )


#: Tokens that may belong to one entry: a unit broken twice, a post, a name with a gap.
_LONGEST_ENTRY = 6


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield entries, and whether each begins a new unit (it stands behind ， ； or white space).

    White space parts entries but also stands inside them, and so does a line end: the cut that
    gives most entries of unit and name is taken.
    """
    text = re.sub("[：:]", "", "\n".join(lines))  # 区府办：李想 is a unit and a name.
    for clause in re.split(r"[，,；;。]", text):
        for index, run in enumerate(re.split(r"[、/／]", clause)):
            tokens = tuple(squeeze(token) for token in run.split() if squeeze(token))
            for entry in _best_entries(tokens):
                yield entry, index == 0


def _best_entries(tokens: tuple[str, ...]) -> list[str]:
    """Join neighbouring tokens to entries at the lowest total cost."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        choices = (
            (best[start][0] + _cut_cost(tokens[start:end]), start)
            for start in range(max(0, end - _LONGEST_ENTRY), end)
        )
        best.append(min(choices))
    entries: list[str] = []
    end = len(tokens)
    while end:
        start = best[end][1]
        entries.append("".join(tokens[start:end]))
        end = start
    return entries[::-1]


def _cut_cost(tokens: tuple[str, ...]) -> float:
    """Say how unlikely ``tokens`` are as one entry; a lone first character ends the one before."""
    lone = len(tokens) > 1 and len(tokens[0]) == 1 and tokens[0] not in "市区县州省镇乡团国"
    return _entry_cost("".join(tokens)) + 0.1 * (len(tokens) - 1) + (0.05 if lone else 0.0)


@cache
def _entry_cost(entry: str) -> float:
    """Say how unlikely ``entry`` is as one entry; unit with a usual name costs nothing."""
    split = split_entry(entry)
    if split is not None:
        return 0.0 if is_likely_name(split[2]) else 1.0
    if is_likely_name(entry):
        return 0.5
    return 0.7 if _POST_END.search(entry) or is_name(entry) else 3.0


def _read_entries(
    entries: Iterable[tuple[str, bool]], status: str, group: str | None
) -> Iterator[Attendee]:
    unit: str | None = group
    posts: list[str] = []
    for entry, begins in entries:
        split = split_entry(entry)
        if split is not None:
            unit, post, name = split
            yield Attendee(name, _joined([*posts, post]), unit, status)
            posts = []
        elif _POST_END.search(entry):
            posts.append(entry)
        elif is_name(entry) and not _UNIT_END.search(entry):
            unit = group if begins or posts else unit
            yield Attendee(entry, _joined(posts), unit, status)
            posts = []


def _joined(posts: Iterable[str | None]) -> str | None:
    return "、".join(post for post in posts if post) or None


#: A unit before a name with a middle dot, whose length tells nothing.
_DOTTED_ENTRY = re.compile(
    rf"(?P<unit>.+{_UNIT_END.pattern[:-1]})(?P<name>[一-鿿]{{1,8}}(?:[·•・][一-鿿]{{1,8}})+)"
)


def split_entry(entry: str) -> tuple[str, str | None, str] | None:
    """Split 市发改委凌鸣 or 区财政局局长王某 into unit, post and name, if it has these."""
    form = squeeze(entry)
    if dotted := _DOTTED_ENTRY.fullmatch(form):
        return dotted["unit"], None, dotted["name"]
    lengths = [n for n in (3, 2, 4) if is_likely_name(form[-n:])]
    lengths += [n for n in (3, 2) if n not in lengths and is_name(form[-n:])]
    for length in lengths:
        unit, name = form[:-length], form[-length:]
        if len(unit) < 2:
            continue
        post = _POST_END.search(unit)
        if post and len(unit) > len(post["post"]):
            return unit[: post.start()], post["post"], name
        if _UNIT_END.search(unit):
            return unit, None, name
    return None


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
