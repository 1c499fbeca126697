"""Texts that are headed without numbers: questions and answers, guides to a service (办事指南)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.parsers.paragraphs import Paragraph
from index.parsers.sections import is_question
from index.parsers.unnumbered import is_headline

_FEWEST_QUESTIONS = 2
_QUESTION = re.compile(
    r"(?:问|Q|提问|记者|主持人|网友)\d{0,2}[:]|(?:问题|疑问)[\d一二三四五六七八九十]{1,3}[:、.]?"
)
_ANSWER = re.compile(r"(?:答|A|回答|答复|解答|回复)[:]")

#: What a guide has to say under: 《国务院关于加快推进“互联网+政务服务”工作的指导意见》 of 2016
#: and the catalogue of GB/T 36114 (政务服务中心进驻事项服务指南编制规范) name these elements.
_ELEMENTS = re.compile(
    r"[【\[]?(?:(?:服务|办理|办事|审批|申请|受理|实施|申报|法定|承诺|设定|结果|咨询|监督|投诉|收费|许可|事项|办件|行使|行政|是否|主管|责任|权限|中介|进驻|联办|决定|办结|常见|联系|网上|特别|温馨|适用|基本|审查|所需|提交|数量|送达|年审|救济|结果|审批)"
    r"(?:事项|名称|类型|类别|编码|对象|主体|机构|机关|部门|单位|条件|范围|依据|材料|流程|程序|时限|期限|标准|方式|渠道|地点|地址|时间|电话|结果|层级|内容|收费|要求|提示|问题|信息|数量|限制|样本|途径|性质|窗口|入口|清单|情形|送达|权利|形式|投诉|举报|咨询|监督){1,2})"
    r"[】\]]?(?P<rest>[:].*|[(][^()]{1,20}[)])?$"
)
_FEWEST_ELEMENTS = 4
_LONGEST_VALUE = 60


def opener_of(paragraphs: Sequence[Paragraph]) -> Callable[[Paragraph], bool] | None:
    """Return what tells the paragraphs that head a part of such a text; ``None``: none do."""
    questions = sum(1 for p in paragraphs if _asks(p))
    if questions >= _FEWEST_QUESTIONS:
        return _asks
    if is_guide(paragraphs):
        return _heads_element
    if any(p.label and p.label.depth <= _TOP_DEPTH for p in paragraphs):
        return None
    headlines = frozenset(_headlines(paragraphs))
    return headlines.__contains__ if len(headlines) >= _FEWEST_HEADLINES else None


def is_guide(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text is a guide to a service: its lines name what such a guide has to say."""
    return sum(1 for p in paragraphs if _ELEMENTS.match(p.bare)) >= _FEWEST_ELEMENTS


def names_element(paragraph: Paragraph) -> bool:
    """Whether a line names an element of a guide, its value beside it or below."""
    return paragraph.label is None and _ELEMENTS.match(paragraph.bare) is not None


#: Numbering of this depth or above is an outline of its own: 一、, （一）.
_TOP_DEPTH = 2
_FEWEST_HEADLINES = 2
_LONGEST_HEADLINE = 30
_SENTENCE_END = re.compile(r"[。!?;:][”’)]?$")


def _headlines(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the short lines that stand between paragraphs of sentences and head the next one."""
    found = []
    for before, line, below in zip([None, *paragraphs], paragraphs, paragraphs[1:], strict=False):
        short = len(line.bare) <= _LONGEST_HEADLINE and line.bare[-1:] not in "。!?;"
        plain = line.label is None and line.mark is None and is_headline(line.bare)
        ended = before is None or _SENTENCE_END.search(before.bare) or before.label is None
        if short and plain and ended and "。" in below.bare and below.label is None:
            found.append(line)
    return found


def _asks(paragraph: Paragraph) -> bool:
    """Whether a paragraph without a number is a question."""
    if paragraph.label is not None:
        return False
    form = paragraph.bare
    return _QUESTION.match(form) is not None or (is_question(form) and _ANSWER.match(form) is None)


def _heads_element(paragraph: Paragraph) -> bool:
    """Whether a line names an element of a guide, and its text follows; key：value does not."""
    match = _ELEMENTS.match(paragraph.bare) if paragraph.label is None else None
    rest = (match["rest"] or "") if match else ""
    return match is not None and (len(rest) <= 1 or rest[0] != ":" or len(rest) > _LONGEST_VALUE)
