"""Which clauses decide: 同意, 原则通过, 不予同意, 暂缓, 再行研究, and which only mention it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from index.fact_model import OutcomeName
from index.facts.clauses import Clause

#: The verbs of a decision. 原则审议通过 and 原则上审议并通过 are approval in principle, too.
_VERB = re.compile(
    r"(?P<rejected>(?:原则上?)?(?:不予(?:同意|支持|通过|批准|采纳|认可)|不同意|不(?:支持|赞成|批准)|未(?:予|能|获)?通过)"
    r"|(?<!一票)否决|不予(?=采购|立项|实施|安排|建设|列入|纳入|调整|批复))"
    r"|(?P<approved_in_principle>(?:原则上?|基本|总体上?)(?:一致)?(?:审议|讨论|研究)?并?(?:一致)?"
    r"(?:同意|通过|赞同|赞成|批准|认可))"
    r"|(?P<approved>同意|通过|批准|予以支持)"
)
_NAMES: tuple[OutcomeName, ...] = ("rejected", "approved_in_principle", "approved")

#: What may stand between the one who decides and the verb; longer words first.
_MANNER = (
    *("原则上", "听取汇报", "与会人员", "与会同志", "会议", "大会", "全会", "会上", "此次", "本次"),
    *(
        "经过",
        "集体",
        "联合",
        "现场",
        "当场",
        "进行",
        "方式",
        "举手",
        "投票",
        "认真",
        "充分",
        "慎重",
    ),
    *(
        "反复",
        "综合",
        "首先",
        "最后",
        "最终",
        "同时",
        "审议",
        "审阅",
        "审定",
        "审查",
        "审核",
        "研究",
    ),
    *(
        "讨论",
        "酝酿",
        "商议",
        "票决",
        "表决",
        "决定",
        "决议",
        "议定",
        "确定",
        "明确",
        "认为",
        "表示",
    ),
    *(
        "予以",
        "给予",
        "并且",
        "一致",
        "全体",
        "全票",
        "原则",
        "经",
        "特",
        "拟",
        "现",
        "了",
        "后",
        "并",
    ),
    *("且", "、", "和", "均", "都", "也", "还", "则", "即"),
)
#: Numbering and connecting words that may open a clause.
_OPENING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十\d]{1,3}(?:是|要|[)、.])|第[一二三四五六七八九十]|其[一二三四五]|首先|其次|再次|同时"
    r"|此外|另外|另|故|因此|为此|鉴于此|据此|为)"
)
#: Verbs that others act with; they need one of these before 通过 (通过竣工验收 decides nothing).
_PASSED_BY = re.compile(
    r"(?:审议|讨论|研究|审查|审核|审定|表决|票决|一致|予以|全票|原则)(?:并|、)?(?:一致|全票|表决|原则)?$"
)
_PASSED = re.compile(r"^(?:了|《|对|关于|该|此|上述|以下|以上|[(]|$)")

#: 同意后, 同意的, 同意率: a condition, a quality, a noun.
_NOT_AFTER = re.compile(
    r"^(?:后(?![续期])|之后|以后|之日|之前|前(?![期款述])|的|率|书|权|与否|意见|或|者|方可|才|情况|数|票)"
)
#: Another body, an earlier meeting or a condition in front of the verb.
_NOT_BEFORE = re.compile(
    r"^由|(?<!财)经(?![济费营验过开信贸办理纪典常管])|已|曾|待(?![遇办业])|(?<![汇通申情日周简填举])报(?![告道送批的])"
    r"|提请(?!的)|提交(?!的)|须|若(?!干)|如(?![下何期])|凡|征得|取得|获得|得到|第[〇一二三四五六七八九十百零\d]+次|\d次|以来|此前|未$"
)
#: Clauses that say what the decision is about: 对保底回购条款不予同意, 该项目同意立项.
_MATTER = re.compile(
    r"^(?:对|就|关于|针对|该|此|上述|以上|以下|本(?!人)|会议|听取|审议|研究|讨论|传达|原则)"
)
#: A body that decides for the government of the minutes, as the whole subject.
_OWN_BODY = re.compile(r"^(?:市|区|县|州|旗)(?:人民)?政府(?:党组)?$")
#: 不合格的, 同意的: what follows is a rule for cases, no decision.
_CASE = re.compile(r"(?:的|者|时|的话|情况下|情形下)$")
_OTHER_BODY = re.compile(
    r"^(?:已?经|报经|业经).{0,30}(?:[省市区县州]委|党委|人大|人民代表大会|国务院|省政府|上级|部门|[厅局])"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its name and where its words start and end in the bare text."""

    outcome: OutcomeName
    start: int
    end: int


#: More verbs of decision in one clause are no prose.
_MOST_VERBS = 20


def decisions(clause: Clause) -> list[Decision]:
    """Return the decisions of approval or rejection that a clause states, in order."""
    found: list[Decision] = []
    for verb in islice(_VERB.finditer(clause.words), _MOST_VERBS):
        if found and not _starts_another(clause.words[: verb.start()]):
            continue
        if not _is_decision(clause, verb):
            continue
        name = next(name for name in _NAMES if verb[name])
        if found:
            last = found.pop()
            found.append(Decision(last.outcome, last.start, clause.start + verb.start()))
        found.append(Decision(name, clause.start + verb.start(), _end(clause)))
    return found


def _starts_another(prefix: str) -> bool:
    """Whether a verb behind another one decides something of its own: 同意…并原则通过…."""
    return prefix.endswith(("并", "、", "并原则", "并一致"))


_SHORT_NAME = re.compile(r"[(](?:以下|下)(?:统|简)?(?:简称|称)")


def _end(clause: Clause) -> int:
    """Return where what is decided ends: before （以下简称…）."""
    short = _SHORT_NAME.search(clause.words)
    return clause.start + short.start() if short and short.start() > 4 else clause.end


def _is_decision(clause: Clause, verb: re.Match[str]) -> bool:
    prefix, suffix = clause.words[: verb.start()], clause.words[verb.end() :]
    if _NOT_AFTER.match(suffix):
        return False
    if verb["approved"] == "通过" and not (
        _PASSED_BY.search(prefix) or (prefix.endswith("会议") and _PASSED.match(suffix))
    ):
        return False
    if verb["approved"] == "予以支持" and not _answers_a_request(clause, prefix):
        return False
    subject, manner = _subject(prefix)
    if not prefix and verb[0].startswith("未"):
        return False  # 未通过论证的 is a case, not a vote
    if verb[0] in ("不支持", "不赞成", "不批准") and "会议" not in manner:
        return False  # 评估不通过的不批准 is a rule
    if verb[0] == "不予" and subject:
        return False  # 没有资金来源的项目不予立项 is a rule
    if not subject:
        return "会议" in manner or not (
            _CASE.search(clause.previous) or _OTHER_BODY.match(clause.previous)
        )
    if _NOT_BEFORE.search(subject):
        return False
    return bool(
        _MATTER.match(subject) or _OWN_BODY.match(subject) or "会议" in manner or "予以" in manner
    )


_REQUEST = re.compile(r"请示|申请|请求|提请|申报|报来|商请|建议|诉求")


def _answers_a_request(clause: Clause, prefix: str) -> bool:
    """Whether 予以支持 says yes to a request and does not ask a unit for support."""
    asked = _REQUEST.search(clause.before + prefix)
    return bool(asked) and not re.search(r"[要应须请]", prefix)


def _subject(prefix: str) -> tuple[str, str]:
    """Part what stands before a verb into the subject and the manner of deciding."""
    rest = _OPENING.sub("", prefix)
    whole = rest
    stripped = True
    while stripped and rest:
        stripped = False
        for word in _MANNER:
            if rest.endswith(word):
                rest = rest[: -len(word)]
                stripped = True
                break
    return rest, whole[len(rest) :]
