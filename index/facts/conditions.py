"""Deadlines that hang on an event: 资金到位后, 在开工前15日, 待条件成熟后, 查出当日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.facts.time_clauses import FoundDeadline, clause_before

#: Words that open the phrase of a condition; in 关于, 存在, 各自 they do not.
_OPENING = re.compile(
    r"(?<![关由对属位终大等敢勇])于|(?<![存所现正实抢赶])在|[抢赶]在|(?<![各亲来独])自(?![治己行筹])|从(?!事)|待"
)
#: Else it begins behind the words that require: 应当验收后, 由市财政局竣工后.
_REQUIRING = re.compile(r"应当|必须|务必|要求|明确|决定|同意|允许|可以|原则上|[须应要将]")

#: What has to come first. Steps of procedure (修改完善后, 审定后, 报…批准后) are none.
_EVENT = (
    r"(?:到位|成熟|具备|齐备|竣工|完工|通车|验收(?:合格|通过|完成)?|交付|投产|达产|投用|收回|解除|签订|签约|签署"
    r"|获批|批复|批准|下达|期满|届满|过渡期满|结束|闭幕|拆除|移交|供地|摘牌|落地|办结|就位|完成|挂牌|评审通过)"
)
_AFTER_EVENT = re.compile(
    rf"{_EVENT}(?:后且[^,。;:!?、]{{2,20}}?{_EVENT})?"
    r"(?:之后|以后|后(?![续期勤果台备来代天人第])|时(?![间长段限效代刻候点任]))"
)
_WAIT = re.compile(
    r"(?<![招等期看对接优亏善款虐])待(?![遇命定办业岗人客查泊机产料])[^,。;:!?待]{2,30}?"
    r"(?:之后|后|(?<![按及同准随临小实])时(?![间长段限效代刻候点任])|再(?=[一-鿿]))"
)
#: A step of procedure, a meeting; and what says nothing alone.
_PROCEDURE = re.compile(
    r"[报经][^,]{0,16}(?:批准|批复|同意|审定)(?:之|以)?后$|会议?(?:结束|闭幕)(?:之|以)?后$"
    r"|^(?:完成|结束|批准|批复|下达|办结|签署|修改完成|整改完成)(?:之后|以后|后|时)$|修改[^,]{0,6}完成|[顺延]延|延[期迟长至]"
)
_FORBIDDING = re.compile(r",?[^,。;]{0,8}?(?:不得|不再|不予|严禁|禁止)")

_PART_END = re.compile("[,。;:!?、]")
_LONGEST_PHRASE = 30
_PERIOD = (
    r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})(?:个?工作日|个?自然日|日|天|周|个月|个半月|年)"
)
#: What something may have to be done before, beside the days of the calendar.
_DUE_EVENT = (
    r"(?:开工|施行|实施|投用|投产|交付|竣工|完工|验收|收割|播种|备种|春耕|秋收|签约|签订|上市|开业|开园|开学|开幕|召开|举行"
    r"|举办|启用|通车|挂牌|出让|届满|期满|到期|换届|供暖|上冻|封冻|入冬|入汛|入夏|施工|生效|办理|送审|上会|搬迁|停电|停水)"
)
_BEFORE_EVENT = re.compile(
    rf"[赶抢]在[^,。;、]{{1,20}}?(?:之前|以前|前)(?:{_PERIOD}(?:之内|以内|内)?)?"
    rf"|{_DUE_EVENT}(?:之前|以前|前(?![夕后期往沿景瞻置述款面]))(?:{_PERIOD}(?:之内|以内|内)?)?"
    rf"|{_DUE_EVENT}{_PERIOD}(?:之前|以前|前)"
    r"|(?:主?汛期?|雨季|台风季|汛期结束|高考|中考|全国两会|两会)(?:来临|到来|结束)?(?:之前|以前|前(?![夕后期往]))"
)
_SEASON = re.compile("主?汛|雨季|台风季|高考|中考|全国两会|两会|[赶抢]在")
#: Of what stands before an event much is a mere name: 汛前准备, 开工前的手续.
_OF_A_NAME = re.compile(
    r"的|[,。;]?$|,|。|;|检查|准备|期间|培训会|教育|公示|手续|评估|审查|阶段|一直|已|未"
)
_AHEAD = re.compile(
    rf"(?:至少|须|应|要|均)?提前{_PERIOD}(?=[一-鿿])(?!完成|实现|达到|竣工|结束|的)"
)

#: 当日停工: on the day that it is found.
_SAME_DAY = re.compile(
    r"(?:会议|事发|发现|接报|受理|查获|到账)?当[日天月晚周](?![的、,。;及数值最平均气天夜下晚中起]|上午|上旬)"
)
_TOLD = re.compile(r"发生|出现|召开|举行|已|曾|了$")
#: 满三年、满六年各开展一次: after so long a time.
_FULL = re.compile(
    rf"满{_PERIOD}(?:、满{_PERIOD})?(?:之?后|时)?(?=各|即|应|须|要|由|开展|进行|组织|再行|一次)"
)


def conditional_deadlines(text: str) -> Iterator[FoundDeadline]:
    """Yield the conditions on which something must be done, each its whole phrase."""
    for match in _WAIT.finditer(text):
        yield _found(match.start(), match.end())
    for match in _AFTER_EVENT.finditer(text):
        phrase = _words_before(text, match.start()) + match.group()
        if not _PROCEDURE.search(phrase) and not _FORBIDDING.match(text, match.end()):
            yield _found(match.end() - len(phrase) + phrase_start(phrase), match.end())
    yield from _before_events(text)
    for match in _SAME_DAY.finditer(text):
        if not _TOLD.search(clause_before(text, match.start())):
            yield _found(match.start(), match.end())
    for match in _FULL.finditer(text):
        yield _found(match.start() - len(_words_before(text, match.start())), match.end())


def _before_events(text: str) -> Iterator[FoundDeadline]:
    for match in _BEFORE_EVENT.finditer(text):
        if _OF_A_NAME.match(text, match.end()) or _FORBIDDING.match(text, match.end()):
            continue
        before = "" if _SEASON.match(match.group()) else _words_before(text, match.start())
        phrase = before + match.group()
        yield _found(match.end() - len(phrase) + phrase_start(phrase), match.end())
    for match in _AHEAD.finditer(text):
        yield _found(match.start(), match.end())


def _words_before(text: str, position: int) -> str:
    """Return what may belong to the phrase of a condition, back to a comma or 、."""
    return _PART_END.split(text[max(0, position - _LONGEST_PHRASE) : position])[-1]


def phrase_start(words: str) -> int:
    """Return where in ``words``, which end in a condition, its phrase begins."""
    starts = [m.start() for m in _OPENING.finditer(words) if m.end() < len(words) - 1]
    if not starts:
        starts = [m.end() for m in _REQUIRING.finditer(words) if m.end() < len(words) - 1]
    return starts[-1] if starts else 0


def _found(start: int, end: int) -> FoundDeadline:
    return FoundDeadline(start, end, "conditional", None, "以所述条件为准，无固定日期")
