"""One entry of an attendance list: unit, post and name, run together or broken over tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from index.model import Attendee
from index.person_names import is_likely_name, is_name
from index.text_forms import squeeze

#: What a unit's name ends with.
UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|处|科|院|会|室|队|站|所|中心|区|市|县|镇|乡|旗|街道|公司|集团|银行|支行|联|社|学校|大学|学院|医院|台|海关|中支|支队|大队|总队"
    r"|政府|管委会|开发区|园区|工委|纪委|党组|联社|合作社|农场|林场|村|中学|小学|校|法院|检察院|馆|库|厂|矿|站|团|组|署|庭|人大|政协|协|基地|协会|商会|联合会|专班|办公室"
    # Companies without 公司: 城投, 某某半导体.
    r"|[城交国文产农水建旅]投|半导体|科技|材料|股份|控股|电力|能源|实业|药业|置业|银保|水务|燃气|热力|移动|联通|电信|铁塔"
    r"|邮政|烟草|石化|石油|重工|智能|生物|传媒|物流|证券|保险|建工)$"
)
#: What a post ends with; it stands between unit and name.
POST = (
    r"(?:(?:常务)?副?(?:省|市|区|县|州|盟|旗|乡|镇|局|处|科|厅|部|院|校|站|所|社|队|组|行|台|馆|会|秘书|董事|庭|园|师|团|司)长"
    r"|(?:副)?书记|(?:副)?主任|(?:副)?主席|(?:副)?总经理|(?:副)?经理|常委|委员|成员|专员|助理|调研员|巡视员|主任科员|督学|政委|参谋长|总工程师|检察长|负责人|代表)"
)
POST_END = re.compile(rf"(?P<post>{POST})$")


def split_post(words: str) -> tuple[str | None, str]:
    """Part a post from the unit before it: 市发改委副主任 → 市发改委, 副主任.

    What party committees and governments give of themselves (市委副书记、副市长) stays whole.
    """
    match = POST_END.search(words)
    if match is None or "、" in words or match.start() < _SHORTEST_UNIT:
        return None, words
    unit = words[: match.start()]
    return (unit, match["post"]) if UNIT_END.search(unit) else (None, words)


_SHORTEST_UNIT = 3

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
    return 0.7 if POST_END.search(entry) or is_name(entry) else 3.0


def read_entries(lines: Sequence[str], status: str, group: str | None) -> Iterator[Attendee]:
    """Yield one attendee per name of lines that hold units or posts beside names.

    ``group`` is the unit of those who are printed without one.
    """
    unit: str | None = group
    posts: list[str] = []
    shared: str | None = None
    for entry, begins in _entries(lines):
        split = split_entry(entry)
        if split is not None:
            named, post, name = split
            unit = named or (group if begins else unit)
            shared = post if named is None and _SHARED_POST.match(post or "") else None
            yield Attendee(name, _joined([*posts, post]), unit, status)
            posts = []
        elif POST_END.search(entry):
            posts.append(entry)
        elif is_name(entry) and not UNIT_END.search(entry):
            unit = group if begins or posts else unit
            shared = None if begins else shared
            yield Attendee(entry, _joined(posts) or shared, unit, status)
            posts = []


#: A post that several hold: 副市长赵某、钱某.
_SHARED_POST = re.compile(r"副|.*(?:常委|委员|成员|助理)$")


def _joined(posts: Iterable[str | None]) -> str | None:
    return "、".join(post for post in posts if post) or None


#: A unit before a name with a middle dot, whose length tells nothing.
_DOTTED_ENTRY = re.compile(
    rf"(?P<unit>.+{UNIT_END.pattern[:-1]})(?P<name>[一-鿿]{{1,8}}(?:[·•・][一-鿿]{{1,8}})+)"
)


def split_entry(entry: str) -> tuple[str | None, str | None, str] | None:
    """Split 市发改委凌鸣, 区财政局局长王某 or 市长李某 into unit, post and name."""
    form = squeeze(entry)
    if dotted := _DOTTED_ENTRY.fullmatch(form):
        return dotted["unit"], None, dotted["name"]
    lengths = [n for n in (3, 2, 4, 5, 6, 7) if is_likely_name(form[-n:])]
    lengths += [n for n in (3, 2) if n not in lengths and is_name(form[-n:])]
    for length in lengths:
        unit, name = form[:-length], form[-length:]
        if len(unit) < 2:
            continue
        post = POST_END.search(unit)
        if post:
            return unit[: post.start()] or None, post["post"], name
        if UNIT_END.search(unit):
            return unit, None, name
    return None
