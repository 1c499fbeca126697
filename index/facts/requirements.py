"""Which clauses require something of somebody: 要…, 必须…, 由…负责, 责成…, 市住建局于6月底前…."""

from __future__ import annotations

import re

from index.facts.clauses import BLANK, Clause

#: 要 as a verb: not 重要, 主要, 需要, 纪要, 只要 …; not 要求, 要点, 要素 ….
_MUST = re.compile(
    r"(?<![重主需必纲摘概纪扼首险索将只次显简紧提冲讨机政想])要(?![求点素件害闻道塞价么是领义旨员津约])"
    r"|必须|务必|务须|应当|应该|应予"
    # 应 alone: not 应急, 供应, 应保尽保, 应诉 ….
    r"|(?<![响反供相适对效感呼策接顺叫一理本有回])应(?![急对用届收纳保诉付邀聘征税运有缴变答允力季]|.尽|接不)"
    r"|(?<![无毋勿不])须(?![知臾])|不得|不准|不许|严禁|不要|切忌|不能(?=[只再以把因用搞让照成简单有将])"
)
#: 责成…, 委托…, 请… at the head of a clause; not 请示, 请假, 申请, 提请.
_ASKED = re.compile(
    r"责成|责令|(?<![申提报邀聘商恳呈吁])请(?![示求假客愿教帖款战命缨进出])[^,]{2}|委托[^,]{2,20}(?=负责|承担|开展|组织)"
)
#: Who is asked: the name of a unit, a person with a post, a class of them.
_UNIT = (
    r"(?:局|委|办|厅|部|院|署|处|科|所|站|队|台|社|行|署|校|大学|学院|部门|单位|政府|办公室|中心|集团|公司|企业|街道|乡镇|各镇|[^各]镇"
    r"|乡|村|园区|新区|高新区|开发区|经开区|度假区|委员会|管委会|指挥部|专班|领导小组|机构|协会|联合会|银行|支行|医院"
    r"|同志|市长|区长|县长|州长|秘书长|主任|各地|各级|[市县区]|方)"
)
_BY_UNIT = re.compile(rf"(?<![自理缘事])由(?![于此来])(?P<unit>[^,由]{{1,60}}?{_UNIT})(?=[^,])")
_CHARGED = re.compile(r"牵头|负责|主办|承办|会同|具体落实|抓落实|组织实施|督办|包案|领办")
#: 由…组成 and 由30%提高到50% tell what is, 由…编制的 what was made.
_TELLS = re.compile(
    r"组成|构成|引起|造成|导致|所致|出资[^,]{0,6}的|(?:牵头|负责|会同|起草|编制|制定|提出|提交|承办|承担|组织|主办|建设|实施)[^,]{0,12}的(?!意见|要求|原则|基础)"
)
_FROM_TO = re.compile(
    r"由[^,]{0,40}?\d[^,]{0,20}?(?:提高|增加|调整|减少|下降|压缩|压减|缩短|上升|降低|扩大|增)[到至为]"
)
#: What was done, said, reported or is expected.
_TOLD = re.compile(
    r"[了过](?!程|渡|关|硬|头|度|路|境)|已(?!建|有)|汇报|介绍|作.{0,8}说明|通报了|认为|反映|据.{0,12}(?:预测|统计)|预计|拟|计划(?:投资|总投资)|同比|截至|截止"
)
#: By when, in the future.
_BY_WHEN = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:月|日)[^,]{0,4}前|[月年旬周季]度?[底末初内]前?|年内|(?:工作)?日内|节前|汛前|汛期前|本月内|之前|以前"
)
#: What opens a clause that the meeting requires, its verb bare.
_ORDERED = re.compile(r"会议(?:还|同时|最后|并)?(?:要求|责成|明确要求|强调要求)$")
_SUBJECT = re.compile(
    rf"^(?:[(]?[一二三四五六七八九十\d]{{1,3}}(?:是|要|[)、.])|会后|下一步|同时|另外|此外|下阶段|下一阶段)?(?P<subject>[^,是为有在将对把]{{1,60}}?{_UNIT})"
    rf"(?P<rest>.*)$"
)
_NOT_SUBJECT = re.compile(
    r"会议|我们?市$|全市$|我[市区县]|^[在对把将从以按根为到自向与和经据就]|本次"
)


def requires(clause: Clause) -> bool:
    """Whether a clause requires something of somebody."""
    words = clause.words
    if not words.strip(BLANK + "《》“”"):
        return False
    if _must(words) or _ASKED.search(words):
        return True
    if _ORDERED.search(clause.previous.removesuffix(":")) and not _TOLD.search(words):
        return True
    if _TOLD.search(words) or _FROM_TO.search(words):
        return False
    return _by_unit(words) or _is_charged(words) or _is_bare_order(words)


def _must(words: str) -> bool:
    return _MUST.search(words) is not None


def _by_unit(words: str) -> bool:
    """由市科技局修改完善: whoever stands behind 由 is to do it."""
    return _BY_UNIT.search(words) is not None and not _TELLS.search(words)


def _is_charged(words: str) -> bool:
    """副县长某某牵头, 市水务局负责疏通."""
    charged = _CHARGED.search(words)
    if charged is None or _TELLS.search(words):
        return False
    subject = _SUBJECT.match(words)
    return bool(subject) and not _NOT_SUBJECT.search(words[: charged.start()])


def _is_bare_order(words: str) -> bool:
    """市应急局在1月19日前再查一遍: a unit and a day by when, without a modal verb."""
    return bool(_BY_WHEN.search(words)) and not _TELLS.search(words)
