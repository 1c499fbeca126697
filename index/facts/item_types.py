"""What the meeting did with an item: heard, reviewed, discussed, conveyed."""

from __future__ import annotations

import re

from index.fact_model import ItemType
from index.facts.clauses import blanked
from index.text_forms import bare

#: What the meeting did, by the verbs of the heading or the first sentence.
_ITEM_WORDS: tuple[tuple[ItemType, re.Pattern[str]], ...] = (
    ("conveyed", re.compile(r"传达|学习|宣读|领学")),
    ("heard", re.compile(r"听取|观看|收看|通报|听汇报")),
    ("reviewed", re.compile(r"审议|审定|审查|审核|审阅|票决")),
    ("discussed", re.compile(r"研究|讨论|酝酿|商议")),
)
_CLAUSE_END = re.compile("[,;。:!]")
#: Who met, and in which manner; 提交…会议审议 is what comes next, 关于审议《…》的问题 names the
#: matter.
_OPENING = (
    r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?"
    r"(?:(?!提交|提请|提报|报请|上报|呈报|报|经|由|待|请)[^,;。:《]{0,24}?(?:会议|班子|党组|与会人员|与会同志|全体人员|成员)(?:成员)?)?"
    r"(?:会上|会前|还|并|又|先|再次|再|首先|随后|最后|专题|集中|集体|认真|共同|分别|书面|现场|组织|开展|进行|深入|专门|重点|逐项|同时"
    r"|继续|了|对照)*"
)
#: Not 研究院, 研究制定 or 学习型, which belong to the matter.
_VERB = (
    r"传达|学习(?!型|园|中心|平台)|宣读|领学|听取|观看|收看|通报(?!批评)|审议|审定|审查(?!起诉)|审核|审阅|票决"
    r"|研究(?!院|所|生|中心|基地|型|制定|开发|会|成果|报告)|讨论(?!稿)|酝酿|商议|部署|贯彻|安排|谋划|通过|同意|原则"
)
_VERB_RUN = re.compile(rf"{_OPENING}(?P<verbs>(?:{_VERB}|了|并|和|、|及)+)")
#: 研究议定了以下意见 and 研究确定 open the decisions.
_FORMULA = re.compile(r"研究(?:后)?(?:并)?(?:议定|确定|明确|形成|决定|提出)")
#: 审议学习贯彻…的意见: what is reviewed or heard is named by the next verb.
_OBJECT = re.compile(r"(?<=审议|听取|通报|审定|审查)(?:学习|传达|宣读|贯彻).*")
_REPORTED = re.compile(r"汇报了|作了?[^,。;]{0,6}(?:汇报|通报)|的汇报|汇报[。]?$")


def item_types(heading: str, first_sentence: str = "") -> tuple[ItemType, ...]:
    """Return what was done with an item, by its heading and, where that is silent, its opening.

    Titles in 《》 are left out of account: 审议《…研究报告》 is a review only.
    """
    found = _types_in(heading)
    return found or _types_in(first_sentence)


def _types_in(text: str) -> tuple[ItemType, ...]:
    """Read the verbs that open a clause: a verb further in belongs to the matter."""
    words = blanked(bare(text))
    clauses = [_FORMULA.sub("", clause) for clause in _CLAUSE_END.split(words)]
    verbs = " ".join(
        _OBJECT.sub("", match["verbs"]) for clause in clauses if (match := _VERB_RUN.match(clause))
    )
    found = tuple(name for name, pattern in _ITEM_WORDS if pattern.search(verbs))
    return found or (("heard",) if _REPORTED.search(words) else ())
