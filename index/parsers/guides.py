"""Texts that are headed without numbers: questions and answers, guides to a service (办事指南)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.parsers.paragraphs import Paragraph
from index.parsers.sections import is_question

_FEWEST_QUESTIONS = 2
_QUESTION = re.compile(
    r"(?:问|Q|提问|记者|主持人|网友)\d{0,2}[:]|(?:问题|疑问)[\d一二三四五六七八九十]{1,3}[:、.]?"
)
_ANSWER = re.compile(r"(?:答|A|回答|答复|解答|回复)[:]")

#: What a guide has to say under: 《国务院关于加快推进“互联网+政务服务”工作的指导意见》 of 2016
#: and the catalogue of GB/T 36114 (政务服务中心进驻事项服务指南编制规范) name these elements.
_ELEMENTS = re.compile(
    r"[【\[]?(?:(?:服务|办理|办事|审批|申请|受理|实施|申报|法定|承诺|设定|结果|咨询|监督|投诉|收费|许可|事项|办件|行使|行政|是否|主管|责任|权限|中介|进驻|联办|决定|办结|常见|联系|网上|特别|温馨|适用|基本|审查|所需|提交|数量|送达|年审|救济)"
    r"(?:事项|名称|类型|类别|编码|对象|主体|机构|机关|部门|单位|条件|范围|依据|材料|流程|程序|时限|期限|标准|方式|渠道|地点|地址|时间|电话|结果|层级|内容|收费|要求|提示|问题|信息|数量|限制|样本|途径|性质|窗口|入口|清单|情形|及送达|权利){1,2})"
    r"[】\]]?(?P<rest>[:].*|[(][^()]{1,20}[)])?$"
)
_FEWEST_ELEMENTS = 4
_LONGEST_VALUE = 60


def opener_of(paragraphs: Sequence[Paragraph]) -> Callable[[Paragraph], bool] | None:
    """Return what tells the paragraphs that head a part of such a text; ``None``: none do."""
    questions = sum(1 for p in paragraphs if _asks(p))
    if questions >= _FEWEST_QUESTIONS:
        return _asks
    elements = [p for p in paragraphs if _ELEMENTS.match(p.bare)]
    if len(elements) >= _FEWEST_ELEMENTS:
        return _heads_element
    return None


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
