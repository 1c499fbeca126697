"""What has to happen to a matter after the meeting: reviews, approvals, issuing, filing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.fact_model import HEADING, NextStep, NextStepName
from index.facts.clauses import Clause, sentence_clauses
from index.facts.step_bodies import Standpoint, standpoint, steps_before
from index.facts.text import FactText
from index.model import Document

#: Putting a matter before a body; not 汇报, 申报, 报告, 报备.
_SUBMIT = re.compile(
    r"(?:提请|提交|报请|呈报|呈请|报送|报经|上报|转报|(?<![汇通申情日周简填举预晚播海])报(?![告道送请经批备名价警销纸表账废考酬])"
    r"|(?<![输运护赠推])送(?=[^,]{2,12}(?:审|备案)))"
)
_REVIEW = re.compile(
    r"审议|审定|审批|批准|审查|审核|审阅|审签|签批|研究|票决|表决|同意|核准|批复|决策|讨论|审改|备案|印发|批转"
)
#: What is no step: 不得提交, 已报, 未经.
_DENIED = re.compile(
    r"每[年季月周半].*$|的(?:自动|一律|及时|立即)?$|(?:不得|不再|不予|不|未|已经?|曾|现|无需|无须|先后|此前|即将|业经?)$"
)
_FORMER = re.compile(r"^(?:通过|同意)?的(?!同时|基础)|^材料|^情况|^过程|^了")
#: 经市委常委会审议通过后, 征得省文物局同意后: what comes first, in the future.
_AFTER_REVIEW = re.compile(
    r"(?<![已未财])(?:经|征得|报经)(?P<target>[^,经]{1,40}?)(?P<action>审议|审定|审批|批准|审查|审核|审签|签批|同意|核准|把关|研究)"
    r"(?:审议|把关|通过|同意|批准|并?签字|签发|确认){0,2}后(?!即将)"
)
_REPORTED_TO_CONGRESS = re.compile(
    r"向[^,]{0,8}(?:人大(?:常委会)?|人民代表大会(?:常务委员会)?)(?:会议)?(?:作出?)?(?:专项|专题|书面)?报告$"
)
#: The same body sees it again: that is an outcome.
_AGAIN = re.compile(r"(?:再次|再行|另行|重新|择[期机]再|会议再|后再)$")
#: What is reported is no matter that is put before a body (每月将进展情况报市政府).
_REPORTED = re.compile(r"情况|进展|进度|信息|数据|灾情|总结|台账|意见$|名单")
_DECIDING_MEETING = re.compile(r"常务会议$|常委会(?:会议)?$|全会$|代表大会$")

_ISSUE = re.compile(
    r"(?<!关于)印发(?!的|之日|稿|前|通知|了|给|[^,]{0,80}的通知)|联合(?:发文|下发|行文)|(?:行文|发文)(?:下发|实施|执行)?$|下发(?:执行|实施)"
    r"|(?:发布|公布)(?:实施|施行|执行)(?!的|之日|以来|前|后)"
)
#: 以市政府名义, 以区府办文件, 以市政府令: in whose name.
_IN_NAME = re.compile(
    r"以(?P<name>[^,]{1,24}?)(?:的?名义|令|(?:规范性)?文件|(?:发文|行文))[^,]{0,16}?(?:印发|发布|公布|下发|出台|发文|行文|颁布|施行|实施|发出)"
)
_GOVERNMENT_NAME = re.compile(r"政府|府办|^办公[室厅]$|两办|[市区县省州]委办")
_BY_OFFICE = re.compile(
    r"(?:政府|府)办(?:公室|公厅)?(?:党组)?[^,]{0,30}?(?:印发|发文|下发)|政府(?:直接)?印发"
)
_BY = re.compile(r"(?<![自理缘事])由(?![于此来])(?P<who>[^,]{2,60})")
_UNIT_FIRST = re.compile(
    r"^(?:[一二三四五六七八九十]是|会后|请|责成)?(?P<who>[^,在将按经根]{1,30}?(?:局|委|办|厅|部门|中心|委员会))(?:联合|会同|修改|按|根据|牵头)?[^,]{0,20}印发"
)
_REVISED = re.compile(r"修改|完善|调整|补充|优化|压缩|细化|修订|吸收|吸纳|会签|审核")
_PASSED_ON = re.compile(r"提请|提交|报|牵头|负责")
_IN_PROCEDURE = re.compile(r"按(?:照)?(?:有关|相关|规定)?程序|依程序|依规|按规定")

_CONSULTED = re.compile(
    r"(?:公开|向社会|面向社会|向公众|向社会公众)[^,]{0,6}征求[^,]{0,10}意见(?!稿|中|时间|期|情况|的)"
    r"|公开征集[^,]{0,6}意见"
    r"|(?:方案|规划|办法|草案|稿|细则|目录|选址|》|向社会|按程序|依法)[^,]{0,10}公示(?![栏牌期信语的])"
)
_FOR_APPROVAL = re.compile(
    r"报批(?!准备|材料|稿|前|率|资料|的|工作|了)|(?:按|依)[^,]{0,6}(?:程序|规定|法)(?:提请|提交|报请|报)?(?:审议|审定|审批|报审|核准)(?!的)"
)
_FILED = re.compile(
    r"(?:向[^,]{2,20}|按(?:程序|规定|要求)|依法)(?:进行|办理)?备案(?![管制号登的材])"
)
_PLAIN_STEPS: tuple[tuple[NextStepName, re.Pattern[str]], ...] = (
    ("congress_review", _REPORTED_TO_CONGRESS),
    ("approval", _FOR_APPROVAL),
    ("public_consultation", _CONSULTED),
    ("filing", _FILED),
)
#: 确需调整的, 凡…的: a rule for cases, no step of the matter.
_CASE = re.compile(r"(?:的|者|情形)$|^凡")


def next_steps(texts: Sequence[FactText], document: Document) -> tuple[NextStep, ...]:
    """Return the procedure still ahead of the matter, in the order of its words.

    Of minutes and of policy documents. A step that one sentence names twice is one.
    """
    if document.kind not in ("minutes", "policy"):
        return ()
    own = standpoint(document)
    return tuple(step for text in texts if text.point != HEADING for step in _in_text(text, own))


def _in_text(text: FactText, own: Standpoint) -> Iterator[NextStep]:
    for clauses in sentence_clauses(text):
        seen: set[NextStepName] = set()
        for clause in clauses:
            for step in _steps(clause, own):
                if step not in seen:
                    seen.add(step)
                    yield NextStep(step, text.evidence(clause.start, clause.end))


#: Every step has one of these; most clauses have none.
_STEP_WORD = re.compile(
    "提请|提交|报|送|经|征得|印发|发布|公布|名义|行文|发文|下发|令|公示|意见|备案|审"
)


def _steps(clause: Clause, own: Standpoint) -> list[NextStepName]:
    """Return the steps of a clause in the order of their words."""
    if not _STEP_WORD.search(clause.words):
        return []
    found = [*_submissions(clause, own), *_reviews_first(clause, own)]
    if _CASE.search(clause.previous):
        return [name for _, name in found if name != "filing"]
    found += _issuing(clause)
    for name, pattern in _PLAIN_STEPS:
        match = pattern.search(clause.words)
        if match and not _DENIED.search(clause.words[: match.start()]):
            found.append((match.start(), name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


_Found = Iterator[tuple[int, NextStepName]]


def _submissions(clause: Clause, own: Standpoint) -> _Found:
    """提请市委常委会审议, 报省政府审批, 报市人大常委会备案."""
    verbs = list(_SUBMIT.finditer(clause.words))
    ends = [*(verb.start() for verb in verbs), len(clause.words)][1:]
    for verb, end in zip(verbs, ends, strict=True):
        before = clause.words[max(0, verb.start() - _LONGEST_TARGET) : verb.start()]
        segment = clause.words[verb.end() : end]
        if _DENIED.search(before):
            continue
        action = _REVIEW.search(segment)
        for step in _submitted(before + verb[0], segment, action, own):
            if step != "government_approval" or not _AGAIN.search(before):
                yield verb.start(), step


def _submitted(
    before: str, segment: str, action: re.Match[str] | None, own: Standpoint
) -> tuple[NextStepName, ...]:
    if action is None:
        # 按规定报市委: 报 with a body alone is its step; with other verbs, the meeting is named.
        alone = before.endswith("报") and not _REPORTED.search(before)
        named = alone or _DECIDING_MEETING.search(segment)
        return steps_before(segment, own) if named and len(segment) <= _LONGEST_BODY else ()
    target = segment[: action.start()]
    if len(target) > _LONGEST_TARGET or _FORMER.match(segment[action.end() :]):
        return ()
    if action[0] == "备案":
        return ("filing",)
    if action[0] == "印发":
        return ("issued_by_government",) if "政府" in target else ()
    return steps_before(target, own)


#: Names of bodies are shorter: 市十六届人民代表大会常务委员会第三十二次会议.
_LONGEST_TARGET = 40
#: Where only the body is named, anything more is something else.
_LONGEST_BODY = 16


def _reviews_first(clause: Clause, own: Standpoint) -> _Found:
    """经市委常委会审议通过后, 经分管副市长某某,副市长某某审核把关后."""
    listed = clause.previous if _LISTED.match(clause.previous) else ""
    for match in _AFTER_REVIEW.finditer(listed + clause.words):
        for step in steps_before(match["target"], own):
            yield match.start() - len(listed), step


#: The first of two who review, cut off by the comma between them.
_LISTED = re.compile(r"^经[^,]{2,30}(?:长|任)[一-鿿]{2,4},?$")


def _issuing(clause: Clause) -> _Found:
    """Who issues it: the government, a department, or it is not said."""
    named = _IN_NAME.search(clause.words)
    if named:
        government = _GOVERNMENT_NAME.search(named["name"])
        yield named.start(), "issued_by_government" if government else "issued_by_department"
        return
    issue = _ISSUE.search(clause.words)
    if issue is None or _DENIED.search(re.sub("直接$", "", clause.words[: issue.start()])):
        return
    if clause.words[issue.end() :].startswith("后"):
        return
    before = clause.words[: issue.start()]
    verbs = list(_SUBMIT.finditer(before))
    if (
        verbs
        and "政府" in before[verbs[-1].end() :]
        and not _REVIEW.search(before[verbs[-1].end() :])
    ):
        return  # 报市政府印发 is read with the submissions
    yield issue.start(), _issuer(clause, before, issue[0])


def _issuer(clause: Clause, before: str, verb: str) -> NextStepName:
    if _BY_OFFICE.search(clause.words):
        return "issued_by_government"
    if "联合" in verb or before.endswith("联合"):
        return "issued_by_department"
    if _PASSED_ON.search(before) or _IN_PROCEDURE.search(before):
        return "issued"
    if _BY.search(before) or _UNIT_FIRST.match(clause.words):
        return "issued_by_department"
    carried = _BY.search(clause.previous)
    if carried and _REVISED.search(clause.previous) and not _PASSED_ON.search(clause.previous):
        return "issued_by_government" if "政府办" in carried["who"] else "issued_by_department"
    return "issued"
