"""What the meeting did with an item: heard, reviewed, discussed, conveyed."""

from __future__ import annotations

import re

from index.fact_model import ItemType
from index.text_forms import bare

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
