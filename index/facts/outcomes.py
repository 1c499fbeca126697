"""What was decided: approved, rejected, deferred, sent back, or required of somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.fact_model import HEADING, Outcome, OutcomeName
from index.facts.clauses import Clause, sentence_clauses
from index.facts.decisions import Decision, decisions
from index.facts.requirements import document_says, is_answerable, is_title, requires
from index.facts.text import FactText
from index.model import Document
from index.text_forms import bare

#: The same body sees the matter again.
_AGAIN_PREFIX = (
    r"(?:本次|下次|市|区|县|州|省|旗|镇|乡|我)?(?:人民)?(?:政府)?(?:党组)?(?:第?[\d一二三四五六七八九十]*次)?"
    r"(?:常务|专题|办公|工作|党组|领导小组)?"
)
_AGAIN, _MEETING = _AGAIN_PREFIX + "(?:会议?)?", _AGAIN_PREFIX + "会议?"
_STUDY = r"(?:审议|研究|审定|讨论|决定|审查|审阅|议定)"
_RESUBMITTED = re.compile(
    rf"(?:再次|重新|再行|另行|择期再|择机再)(?:按程序)?(?:提交|提请|报请|报送|报|上){_AGAIN}(?:{_STUDY}|$|汇报)"
    rf"|(?<!一)再(?:提交|提请|报请|报|上)(?:{_MEETING}{_STUDY}?|{_AGAIN}(?:研究|审议|讨论|$))"
    rf"|再行(?:{_STUDY}|上会|商议)|再次(?:{_STUDY}|上会)|重新(?:上会|提请审议|提交审议)"
    rf"|另行(?:提请|提交|上会){_AGAIN}{_STUDY}?"
    rf"|(?:修改|完善|补充|优化|论证)[^,]{{0,20}}后,?(?:提交|提请|报请?|上){_MEETING}{_STUDY}"
)
_DEFERRED = re.compile(
    r"暂缓|暂不|缓议|(?:成熟|以|容)后再议|(?:留待|待)?下次会议[^,]{0,4}(?:研究|审议|讨论)|暂时?搁置|(?:下次|下一次|以后|今后)[^,]{0,8}会议?再(?:行)?(?:议|研究|审议|讨论|定)"
    r"|待[^,]{1,60}[后时],?[^,]{0,12}(?:再|另)(?:行)?(?:议|研究|审议|讨论|决定|确定|定|上会|提交|提请|启动|办理)"
    r"|不列入本次|推迟(?:审议|研究|实施)|择[期机](?:再|另)(?:行)?(?:议|研究|审议|讨论)|(?:另行|另案)研究(?=$)"
)
_WAITING = re.compile(r"^待[^,]{1,60}[后时],?$")
_AFTER_WAITING = re.compile(
    r"(?:再|另)(?:行)?(?:议|研究|审议|讨论|决定|确定|定|上会|提交|提请|启动)"
)
#: What stands in front of 暂缓 or 再行研究 in a rule for cases.
_IN_A_CASE = re.compile(r"(?:的|凡|确需[^,]{0,12}|者)$")


#: Every decision has one of these; most clauses have none.
_DECISION_WORD = re.compile("[意过准予决赞可持暂再另次缓搁推择]|重新|列入|提交|提请|上")


def outcomes(texts: Sequence[FactText], document: Document) -> tuple[Outcome, ...]:
    """Return what was decided, in the order of its words.

    Minutes, and of other documents the reply (批复, 复函): it decides on a request, but requires
    nothing that counts. What the heading says is left out where the text says it again.
    """
    if document.kind != "minutes" and not _is_reply(document):
        return ()
    tasks = document.kind == "minutes"
    found = [outcome for text in texts for outcome in _in_text(text, tasks)]
    below = {outcome.outcome for outcome in found if outcome.evidence.point != HEADING}
    return tuple(o for o in found if o.evidence.point != HEADING or o.outcome not in below)


def _is_reply(document: Document) -> bool:
    return document.genre in ("批复", "复函") or bare(document.title).endswith("复函")


def _in_text(text: FactText, tasks: bool) -> Iterator[Outcome]:
    sentences = [sentence for sentence in sentence_clauses(text) if sentence]
    found: list[Decision] = []
    for sentence in sentences:
        decided: list[Decision] = []
        for clause in sentence:
            if _DECISION_WORD.search(clause.words):
                decided += decisions(clause) or _put_off(clause)
        found += _single(decided)
    if tasks and text.point != HEADING and (first := _first_required(text, sentences)):
        found.append(Decision("tasked", first.start, first.end))
    for decision in sorted(found, key=lambda decision: decision.start):
        yield Outcome(decision.outcome, text.evidence(decision.start, decision.end))


def _first_required(text: FactText, sentences: list[list[Clause]]) -> Clause | None:
    """Return the first clause that requires something, else the one that says who answers."""
    said = False
    for sentence in sentences:
        said = document_says(sentence) or (said and text.bare[sentence[0].start - 1] == ";")
        title = is_title(sentence, len(text.bare))
        for clause in sentence:
            if not said and requires(clause, title):
                return clause
    clauses = (clause for sentence in sentences for clause in sentence)
    return next((clause for clause in clauses if is_answerable(clause)), None)


def _put_off(clause: Clause) -> list[Decision]:
    """Return the decision to see the matter again or to leave it for now."""
    waiting = _WAITING.match(clause.previous)
    patterns: tuple[tuple[OutcomeName, re.Pattern[str] | None], ...] = (
        ("deferred", _AFTER_WAITING if waiting else None),
        ("deferred", _DEFERRED),
        ("revise_and_resubmit", _RESUBMITTED),
    )
    for name, pattern in patterns:
        match = pattern.search(clause.words) if pattern else None
        if match and not _is_a_case(clause, match.start()):
            return [Decision(name, clause.start + match.start(), clause.end)]
    return []


def _is_a_case(clause: Clause, start: int) -> bool:
    before = clause.words[:start]
    return bool(_IN_A_CASE.search(before) or (not before and _IN_A_CASE.search(clause.previous)))


def _single(found: list[Decision]) -> list[Decision]:
    """Leave out what a sentence says twice: 暂缓审议, 待条件成熟后另行研究."""
    twice = ("deferred", "revise_and_resubmit")
    kept = found[:1]
    for earlier, later in pairwise(found):
        if later.outcome not in twice or earlier.outcome != later.outcome:
            kept.append(later)
    return kept
