"""Attendance told in sentences (副市长梁某、万某，秘书长李某出席会议；赵某因公请假)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Attendee
from index.parsers.entries import POST
from index.parsers.item_references import REFERENCE, item_ordinals
from index.person_names import could_be_name, is_likely_name
from index.text_forms import squeeze

_STATUS_OF = {
    "出席": "出席",
    "参加": "出席",
    "应邀参加": "邀请列席",
    "应邀出席": "邀请列席",
    "应邀列席": "邀请列席",
    "受邀列席": "邀请列席",
    "受邀参加": "邀请列席",
    "列席": "列席",
}
_HOW = "|".join(sorted(_STATUS_OF, key=len, reverse=True))
_SAYS = re.compile(
    rf"(?P<how>{_HOW})(?:了)?(?P<what>(?:本次|此次|这次)?会议|(?:{REFERENCE})|(?:相关|有关)议题)"
    r"|(?:因(?P<why>[^，,。；;因]{1,16}?))?(?P<leave>请假|缺席会议|未(?:能)?(?:出席|参加)会议)"
)
#: A sentence, and the clause that names the meeting, end before the persons are named.
_OPENING = re.compile(
    r"。|；|;|(?:会议|纪要|召开|主持)[，,]|(?<=[出列])席[，,]|请假[，,]|议题[，,]"
)
_BRACKET = re.compile(r"[（(][^（）()]{1,30}[)）]")
_LONGEST_SENTENCE = 600
#: Who has to come, not who was there.
_NO_REPORT = re.compile("会议(?:要求|强调|指出|明确)|负责人|负责同志|[应须要]|亲自|不得|无故")
_LAST_WORDS = re.compile(r"(?:等(?:领导|同志|人)?|同志|分别|也)$")
_ANY_POST_END = re.compile(rf".*{POST}")


def read_prose(text: str) -> tuple[Attendee, ...]:
    """Read 市委副书记、副市长王莉，副市长梁曦、万资平…出席会议, where every clause can be read.

    A sentence with one piece that is neither post nor name gives nothing: better none than a guess.
    """
    found: list[Attendee] = []
    form = squeeze(text)
    start = 0
    for match in _SAYS.finditer(form):
        words = form[max(start, match.start() - _LONGEST_SENTENCE) : match.start()]
        opening = 0
        for opened in _OPENING.finditer(words):
            opening = opened.end()
        found.extend(_read_sentence(words[opening:], match))
        start = match.end()
    return tuple(dict.fromkeys(found))


def _read_sentence(words: str, match: re.Match[str]) -> list[Attendee]:
    status = "请假" if match["leave"] else _STATUS_OF[match["how"]]
    reason = f"因{match['why']}" if match["why"] else None
    items = item_ordinals(match["what"] or "")
    found: list[Attendee] = []
    if _NO_REPORT.search(words):
        return []
    for one in _persons(_BRACKET.sub("", words).lstrip("，,")):
        if one is None:
            return []
        found.append(Attendee(one[0], one[1], None, status, reason, items))
    return found


def _persons(who: str) -> Iterator[tuple[str, str | None] | None]:
    """Yield name and post of each person; ``None`` for words that are neither."""
    for clause in re.split(r"[，,]", _LAST_WORDS.sub("", who)):
        posts: list[str] = []
        named = False
        for piece in _pieces(clause):
            match = _ANY_POST_END.match(piece)
            if match and named:
                posts, named = [], False
            name = _LAST_WORDS.sub("", piece[match.end() :] if match else piece)
            if match:
                posts.append(match.group())
            if name:
                named = True
                known = is_likely_name(name) or (bool(posts) and could_be_name(name))
                yield (name, "、".join(posts) or None) if known else None


_AND = re.compile(
    r"以及|[和及](?=[^、]*(?:长|书记|主任|主席|员|委|人))|(?<=[一-鿿]{2})[和及](?=[一-鿿]{2,3}$)"
)


def _pieces(clause: str) -> list[str]:
    return [part for piece in clause.split("、") for part in _AND.split(piece) if part]
