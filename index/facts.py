"""Facts in the words of a resolution: what kind of item it is, which documents it cites."""

from __future__ import annotations

import re

from index.model import ItemType
from index.text_forms import bare, tidy

#: What the meeting did, by the words of the heading or the first sentence.
_ITEM_WORDS: tuple[tuple[ItemType, re.Pattern[str]], ...] = (
    ("conveyed", re.compile(r"传达|学习|宣读")),
    ("heard", re.compile(r"听取|观看|通报")),
    ("reviewed", re.compile(r"审议|审定|审查|审核|审阅|票决")),
    ("discussed", re.compile(r"研究|讨论|酝酿|商议")),
)


def item_types(heading: str, first_sentence: str = "") -> tuple[ItemType, ...]:
    """Return what was done with an item, by its heading and, where that is silent, its opening.

    Titles in 《》 are left out of account: 审议《…研究报告》 is a review only.
    """
    found = _types_in(heading)
    return found or _types_in(first_sentence)


_VERB_RUN = re.compile(
    r"(?:会议|还|并|又|首先|随后|最后|专题|集中|认真|共同|分别|书面|再次|组织|深入|专门|重点)*"
    r"(?P<verbs>(?:传达|学习|宣读|听取|观看|通报|审议|审定|审查|审核|审阅|票决|研究|讨论|酝酿|商议|部署|贯彻|安排|通过|了|并|和|、|及)+)"
)
_REPORTED = re.compile(r"汇报了|作了汇报|的汇报|汇报[。]?$")


def _types_in(text: str) -> tuple[ItemType, ...]:
    """Read the verbs that open a clause: a verb further in belongs to the matter."""
    words = re.sub(r"《[^《》]*》", "", bare(text))
    clauses = re.split("[,;。:]", words)
    verbs = " ".join(m["verbs"] for clause in clauses if (m := _VERB_RUN.match(clause)))
    if not verbs.strip() and _REPORTED.search(words):
        return ("heard",)
    return tuple(name for name, pattern in _ITEM_WORDS if pattern.search(verbs))


#: Longer runs between 《 and 》 are a bracket that was never closed.
_LONGEST_TITLE = 150
_SHORT_NAME = re.compile(r"(?:以下|下文|下|后)(?:统)?(?:简称|称)为?[:“\"]?$")


def cited_documents(text: str) -> tuple[str, ...]:
    """Return the document titles in 《》, outermost brackets only, each once and in order.

    A short name (以下简称《工作意见》, or 《方案》 for a draft named before) is not a title.
    """
    titles: dict[str, None] = {}
    short_names: set[str] = set()
    for start, end in _title_spans(text):
        title = tidy(text[start + 1 : end].replace("\n", ""))
        if not title:
            continue
        if _SHORT_NAME.search(bare(text[max(0, start - 12) : start])):
            short_names.add(title)
        else:
            titles.setdefault(title)
    whole = [title for title in titles if title not in short_names]
    return tuple(t for i, t in enumerate(whole) if not _is_short_for(t, whole[:i]))


_LONGEST_SHORT_NAME = 8


def _is_short_for(title: str, earlier: list[str]) -> bool:
    """Whether a few characters only repeat part of a title cited before."""
    return len(title) <= _LONGEST_SHORT_NAME and any(title in known for known in earlier)


def _title_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every outermost 《…》."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for position, character in enumerate(text):
        if character == "《":
            if depth and position - start > _LONGEST_TITLE:
                depth = 0
            start = position if depth == 0 else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0 and position - start <= _LONGEST_TITLE:
                spans.append((start, position))
    return spans
