"""Who presided: the name that stands before 主持, or behind 主持人：."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.parsers.entries import POST
from index.person_names import is_likely_name, is_name, is_surname

_CHAIR_LINE = re.compile(r"^(?:会议)?主持(?:人|会议)?[:](?P<rest>[^,。;]{2,40})")
#: 主持召开…会议, 会议由…主持, and 主持市政府第3次常务会议.
_PRESIDES = re.compile(r"主持(?:召开|会议|了|并|。|,|$|(?=[^,。;、()]{1,40}会议?))")
_SETTING = re.compile(r"(?:在[^,。;、在]{1,30}|于[^,。;、于]{0,30}[室厅楼心馆堂\d号])$")
_POSTS = re.compile(rf".*(?:{POST}|[代副](?:市|区|县)长)(?:[(][^()]*[)])?")
_POST_AT_END = re.compile(
    r"^(?P<name>[^,。;、]{2,12}?)(?P<post>(?:代理?|常务副?|副)?(?:省|市|区|县|州|旗|盟|镇|乡|秘书)?长|(?:副)?(?:书记|主任|主席|专员))$"
)
_STOP = re.compile(r"[,。;:、]|日|上午|下午|晚上?|委托|会议由|由|许可")
#: What may stand between a name and 主持: how it was done, or a remark on the person.
_BEHIND_NAME = re.compile(r"(?:同志|亲自|[(][^()]{1,16}[)])+$")
#: With one of these more than one person presided.
_JOINTLY = re.compile(r"(?:共同|先后|分别|轮流|联合)$")


def chair_of(sentences: Iterable[str]) -> str | None:
    """Return who presided, out of bare sentences; several names are joined with 、."""
    for text in sentences:
        line = _CHAIR_LINE.match(text)
        if line and (name := _name_on_line(line["rest"])):
            return name
        for match in _PRESIDES.finditer(text):
            before = _SETTING.sub("", text[max(0, match.start() - 80) : match.start()])
            if _JOINTLY.search(before):
                return "、".join(_joint_names(before)) or None
            if name := _name_at_end(before):
                return name
    return None


def _joint_names(before: str) -> list[str]:
    """Return the names of a sentence's persons, each at the end of its clause."""
    clauses = re.split(r"[,、]|和(?=[^,、]*长)", _JOINTLY.sub("", before))
    named = [name for clause in clauses if (name := _name_of_person(clause))]
    return list(dict.fromkeys(named))


def _name_of_person(words: str) -> str | None:
    """Return the name that a post is printed with."""
    before = _BEHIND_NAME.sub("", words)
    match = _POSTS.match(before)
    if match is None:
        return None
    name = before[match.end() :]
    return name if is_name(name) else _name_before_post(before)


def _name_on_line(words: str) -> str | None:
    """Return the name of a line that holds nothing else but posts and remarks."""
    plain = re.split(r"[()]", words)[0]
    if is_surname(plain) and is_name(plain):
        return plain
    return _name_at_end(words) or _name_at_start(words)


def _name_at_start(words: str) -> str | None:
    return next((words[:n] for n in (3, 2, 4) if is_likely_name(words[:n])), None)


def _name_at_end(words: str) -> str | None:
    """Return the name that ends ``words``: after a post, before one, or by itself."""
    before = _BEHIND_NAME.sub("", _SETTING.sub("", words))
    if name := _name_before_post(before):
        return name
    after_post = before[match.end() :] if (match := _POSTS.match(before)) else ""
    if is_name(after_post):
        return after_post
    alone = _STOP.split(before)[-1]
    return alone if is_likely_name(alone) else None


def _name_before_post(words: str) -> str | None:
    last = _STOP.split(words)[-1]
    match = _POST_AT_END.match(last)
    if match is None:
        return None
    return match["name"] if is_likely_name(match["name"]) else None
