"""Deadlines without a day: rhythms, lasting duties, conditions and haste."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.fact_model import DeadlineKind
from index.facts.time_clauses import FoundDeadline, clause_before

# --- 每月5日前, 按季结算, 一周一通报 ---------------------------------------------------------

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十两半])"
_UNIT = rf"(?:{_NUMBER}?(?:个?(?:月|季度|星期|学期)|周|季|旬|年度|年|日|天|半年)|半年度?|半个?月)"
#: The day within the rhythm.
_DAY = (
    r"年?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|[一二三四五六](?![个项次名家件条处批月])"
    r"|年?[底末初]|[上中下]旬|首月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
)
_EVERY = re.compile(
    rf"每个?{_UNIT}的?(?P<day>(?:{_DAY}){{0,3}}"
    r"(?:之前|以前|前(?![夕后期往端列沿景提瞻置])|内(?![容部外涵在控]))?)"
)
#: What is done in a rhythm; 每年 before a sum or a count of things tells a rate.
_ACTION = re.compile(
    r"[^,。;]{0,12}?(?:至少|不少于|不低于|调度|通报|报送|上报|报告|汇报|召开|开展|组织|检查|巡查|督查|督办|更新|公布"
    r"|公开|核对|核查|研究|会商|听取|梳理|排查|由|都要|要|应|须|必须|提交|评估|考核|结算|演练|抽查|走访|随访|现场"
    r"|反馈|发布|轮换|分析|评价|下达|编制|申报|完成|兑现|拨付|统计|汇总|推送|公示|推进|[一二三两\d]+次|向|将|对"
    r"|晾晒|点评|例会|报市|报区|报县|报州|报旗|写出|形成|开放|清理|清运|消杀|复核|回访|会办|到)"
)
_RATE_BEFORE = re.compile(r"(?:[元人户处亩班生床件台个吨]|平均|标准)$")
_RATE_BEHIND = re.compile(
    r"(?:约|可|达|将|平均|分别|共|超过|近|节约|新增|增加|补助|补贴|发放)?[\d一二三四五六七八九十百]+(?:\.\d+)?(?:余|多)?"
    r"[万亿千]?(?:元|人|户|吨|亩|个百分点|%|平方米|公里|万|亿|千瓦)"
)
_RHYTHM = re.compile(
    r"(?:逐|按)(?:月|季度|季|周|旬|日|半年|年度?)(?=调度|通报|报告|报送|上报|汇报|更新|公布|公开|跟踪|结算|拨付|支付"
    r"|发放|考核|督查|督办|分析|梳理|汇总|评估|销号|推进|公示|核算|兑现|缴纳|清算|检查|研判|会商|统计|排名|晾晒|报"
    r"|巡查|抽查|清零|下达|开展|组织|向)"
    r"|一[月周季年日天旬]一(?:调度|通报|报告|会商|研判|汇总|小结|总结|评估|督查|清零|例会|推进|检查|分析|研究|汇报|报|次)"
)

# --- 常抓不懈 ---------------------------------------------------------------------------------

_LASTING = re.compile(
    r"长期(?:坚持|抓|不懈|跟踪|推进|开展)|常抓不懈|常抓常新|常抓常严|抓常抓长|常态长效|常态化、?长效化?|长效化、?常态化|常态化"
)
#: 常态化 beside a noun says what something is: 常态化机制, 常态化疫情防控.
_OF_A_NOUN = re.compile(r"[^,。;、]{0,12}?(?:机制|制度|体系|模式|格局|平台|队伍|台账)")
_DONE_SO = re.compile(
    r"(?:地)?(?:$|[,。;、!”\")]|开展|推进|抓|做好|组织|实施|落实|坚持|巡|排查|检查|调度|督|监测|宣传|运行|整治|监管"
    r"|管理|进行|推动|化解|清理|养护|治理|走访|通报|更新|举办|保持|执行|研判|暗访|抽查|曝光|服务|对接|联系|培训"
    r"|演练|运营|维护|管护|保洁|跟踪|指导|向|对)"
)

# --- 资金到位后 -------------------------------------------------------------------------------

#: What has to come first. Steps of procedure (修改完善后, 审定后) are none.
_EVENT = (
    r"(?:到位|成熟|具备|齐备|竣工|完工|通车|验收(?:合格|通过|完成)?|交付|投产|达产|投用|收回|解除|签订|签约|签署|获批|批复"
    r"|批准|下达|结束|闭幕|期满|届满|到期|拆除|移交|供地|摘牌|落地|办结|就位|完成)"
)
_AFTER_EVENT = re.compile(
    rf"(?<![一-鿿“])?(?P<event>[^,。;:!?、]{{2,30}}?{_EVENT}(?P<and>后且[^,。;:!?、]{{2,20}}?{_EVENT})?(?:之?后|时|以后)"
    r"(?![续期勤果台备来代天人]))"
)
_WAIT = re.compile(r"待[^,。;:!?待]{2,30}?(?:之?后|时|再(?=[一-鿿]))")
_BEFORE_SEASON = re.compile(
    r"(?:主?汛期?(?:来临|到来|结束)?|雨季(?:来临|到来)?|(?:秋季|春季)?(?:新学期)?开学|供暖(?:期|季)?(?:来临|开始)?"
    r"|入冬|入汛|入夏|上冻|封冻|台风季(?:来临)?|高考|中考|全?国?省?市?区?县?两会|换届)(?:之前|以前|前(?![夕后期往]))"
)
_SUBJECT = re.compile(r"^.*(?:[在自待从]|要求|明确|决定|同意)(?=[^在自待从]{2,})")

# --- 尽快 -------------------------------------------------------------------------------------

_HASTE = re.compile(
    r"尽快|尽早|尽速|及早|早日|抓紧(?!抓)|立即|立刻|即刻|马上|从速|限期(?!内|为|至|[\d一二三四五六七八九十])"
    r"|近期(?=内|要|将|须|应|完成|组织|开展|安排|启动|召集|拿出|提出|研究|形成|报|向|对|集中|,|、)"
)
_NOT_HASTE_BEFORE = re.compile(r"(?:紧抓|要?继续抓紧|已|曾)$")


def recurring_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done in a rhythm."""
    for match in _EVERY.finditer(text):
        if _RATE_BEFORE.search(clause_before(text, match.start())):
            continue
        if match["day"] or (
            not _RATE_BEHIND.match(text, match.end()) and _ACTION.match(text, match.end())
        ):
            yield _found(match.start(), match.end(), "按周期重复，无单一期限", "recurring")
    for match in _RHYTHM.finditer(text):
        yield _found(match.start(), match.end(), "按周期重复，无单一期限", "recurring")


def lasting_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done for good."""
    for match in _LASTING.finditer(text):
        if match.group() == "常态化" and (
            _OF_A_NOUN.match(text, match.end()) or not _DONE_SO.match(text, match.end())
        ):
            continue
        yield _found(match.start(), match.end(), "长期坚持，无截止日期", "ongoing")


def conditional_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield the conditions after which something must be done."""
    for pattern in (_WAIT, _AFTER_EVENT, _BEFORE_SEASON):
        for match in pattern.finditer(text):
            start = match.start()
            if pattern is _AFTER_EVENT and (subject := _SUBJECT.match(match.group())):
                start += subject.end() - 1 if subject.group()[-1] in "在自待从" else subject.end()
            yield _found(start, match.end(), "以所述条件为准，无固定日期", "conditional")


def hasty_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done soon, by no day."""
    for match in _HASTE.finditer(text):
        if not _NOT_HASTE_BEFORE.search(clause_before(text, match.start())):
            yield _found(match.start(), match.end(), "未写明日期", "vague")


def _found(start: int, end: int, rule: str, kind: DeadlineKind) -> FoundDeadline:
    return FoundDeadline(start, end, kind, None, rule)
