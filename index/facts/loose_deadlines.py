"""Deadlines without a day: rhythms, lasting duties and haste."""

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
    r"年?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|(?<=[周期])[一二三四五六日天](?![次个])"
    r"|年?[底末初]|[上中下]旬|首月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
)
_EVERY = re.compile(
    rf"每个?{_UNIT}的?(?P<day>(?:{_DAY}){{0,3}}"
    r"(?:之前|以前|前(?![夕后期往端列沿景提瞻置])|内(?![容部外涵在控蒙]))?)"
)
#: Behind 每年 and the like: a rate, a limit or a span, nothing to be done in a rhythm.
_NO_RHYTHM = re.compile(
    r"[的,。;、)!?]|$|约|净|最[高低多少]|一[题课讲主案]|可|可|达|平均|均|都?有|为|以|新增|共|超过|近|节约|用水|用电|消费|产生|减免|城镇|增速"
    r"|增长|投资额|产值|[^,。;]{0,10}?不(?:得)?(?:超过|多于)|高|低"
    r"|(?:补助|补贴|发放|安排|奖励|给予)?[\d一二三四五六七八九十百]+(?:\.\d+)?[余多]?[万亿千]?(?:元|人|户|吨|亩|个百分点|%)"
)
#: 每年7月至次年6月: how long, not when.
_SPAN = re.compile(r"[至—\-~～]")
_RATE_BEFORE = re.compile(r"(?:元|每[一-鿿]|每家企业|均|标准|时间|由)$")
_RHYTHM = re.compile(
    r"(?:(?:逐|按)(?:月|季度|季|周|旬|日|半年|年度?)|逐年|分(?:月|季度?|年度?|旬))"
    r"(?=(?:足额|据实|及时|全额|逐级|主动|如实|集中|统一|分别|滚动|进行|予以|分类|向[^,。;]{1,10}?)?"
    r"(?:调度|通报|报告|报送|上报|汇报|更新|公布|公开|跟踪|结算|拨付|支付|发放|考核|督查|督办|分析|梳理|汇总|评估|销号|推进"
    r"|公示|核算|兑现|缴纳|清算|检查|研判|会商|统计|排名|晾晒|报|巡查|抽查|清零|下达|开展|组织|排入|纳入|列入|安排|编列"
    r"|偿还|还款|落实|实施|消化|化解|清偿|注入|到位|征收|收取))"
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

# --- 尽快 -------------------------------------------------------------------------------------

_HASTE = re.compile(
    r"尽快|尽早|尽速|及早|早日|抓紧(?!抓)|立即|立刻|即刻|马上|从速|限期(?![内为至]|[\d一二三四五六七八九十])"
    r"|近期(?=内|要|将|须|应|完成|组织|开展|安排|启动|召集|拿出|提出|研究|形成|报|向|对|集中)"
)
_NOT_HASTE_BEFORE = re.compile(r"(?:紧抓|原定|已|曾)$")


def recurring_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done in a rhythm."""
    for match in _EVERY.finditer(text):
        if _RATE_BEFORE.search(clause_before(text, match.start())):
            continue
        span = _SPAN.match(text, match.end())
        if not span and (match["day"] or not _NO_RHYTHM.match(text, match.end())):
            yield _found(match.start(), match.end(), "按周期重复，无单一期限", "recurring")
    for match in _RHYTHM.finditer(text):
        yield _found(match.start(), match.end(), "按周期重复，无单一期限", "recurring")


def lasting_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done for good."""
    for match in _LASTING.finditer(text):
        if (
            text[match.end() : match.end() + 1] == "的"
            or match.group() == "常态化"
            and (_OF_A_NOUN.match(text, match.end()) or not _DONE_SO.match(text, match.end()))
        ):
            continue
        yield _found(match.start(), match.end(), "长期坚持，无截止日期", "ongoing")


def hasty_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield what must be done soon, by no day."""
    for match in _HASTE.finditer(text):
        if not _NOT_HASTE_BEFORE.search(clause_before(text, match.start())):
            yield _found(match.start(), match.end(), "未写明日期", "vague")


def _found(start: int, end: int, rule: str, kind: DeadlineKind) -> FoundDeadline:
    return FoundDeadline(start, end, kind, None, rule)
