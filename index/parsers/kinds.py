"""Which kind of document a text is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Kind
from index.parsers.marks import OPENER, is_other_matters, parse_label

_HEAD_LINES = 25
_HEAD_LENGTH = 2500
_LINE_LENGTH = 400

_MINUTES_TITLE = re.compile(r"(?:会议?)?纪要(?:[(\[].{1,24}[)\]])?$")
_FORWARDING = re.compile(r"关于.*(?:印发|转发|公布).*(?:通知|函)$|的通知$")
#: A cover that hands minutes on: 关于印发市政府第12次常务会议纪要的通知.
_COVER = re.compile(r"(?:印发|转发|下发|发送|报送|公布).{0,60}纪要.{0,12}(?:的通知|的函)")
_COVER_LINES = 3
_CONVENED = re.compile(r"主持召开|召开[^。]{0,30}会议|会议由[^。]{2,40}主持|(?:会议)?主持人?[:]")
_PRESIDED = re.compile(
    r"主持(?:召开)?(?:了)?[^。]{0,50}?会|会议由[^。]{2,40}主持|召开(?:了)?[^。]{0,40}(?:常务|全体|党组|专题|办公)会议?"
)
_MINUTED = re.compile(
    r"纪要如下|议定(?:如下|以下|事项)|会议(?:传达|听取|审议|审定|研究|讨论|学习|通报|部署|议定|强调|指出|要求|认为|明确|原则|同意|决定)"
)
_LIST_LINE = re.compile(r"(?:会议)?(?:出席|列席|记录|请假|缺席)(?:人员|人|单位)?[:]")
_OPENER_LINE = re.compile(r"(?:[一二三四五六七八九十]+、)?会议(?:传达|听取|审议|研究|讨论|学习)")

_AGENDA_LINE = re.compile(r"[一二三四五六七八九十]+、(?:听取|审议|传达|研究|讨论|学习)")

_GENRES = (
    "通知|意见|批复|函|决定|决议|命令|公报|公告|通告|通报|报告|请示|议案|纪要"
    "|办法|方案|规划|规定|细则|条例|要点|措施|计划|指南|规则|预案|标准|目录|纲要|指引|清单|准则"
)
_POLICY_TITLE = re.compile(
    rf"(?:关于.{{2,120}}的?(?:{_GENRES})|令|(?:{_GENRES})|[对就].{{2,80}}(?:建议|提案)的答复)"
    r"(?:[(].{1,20}[)])?$"
)
_ADDRESSEES = re.compile(
    r".{0,400}(?:人民政府|委|厅|局|办|部|部门|单位|机构|司|企业|公司|院|校|会|所|等)[)]?[:]$"
)
#: 关于建立…联席会议制度的批复 is about a meeting; it is not its minutes.
_ABOUT = re.compile(
    rf"关于.{{2,120}}(?:的(?:{_GENRES}|答复|复函)|的答复)(?:[(].{{1,20}}[)])?$|建议的答复$"
)
_NEWS = re.compile(r"新华社|中新社|本报讯|记者|[(][^()]{2,12}[)]电|总理")
_NEWS_LENGTH = 600
_SPEECH = re.compile(r"^(?:同志们|各位.{2,8})[:,!]$")
_REPORT_TITLE = re.compile(
    r"(?:政府工作|工作|情况的?|预算(?:草案)?的?|决算(?:草案)?的?|述职|审计)报告(?:[(].*[)])?$"
)
_DELEGATES = re.compile(r"^各位(?:代表|委员)[:,!]")
#: A document number on a line of its own: 云政发〔2024〕15号.
_NUMBER_LINE = re.compile(r"[一-鿿A-Za-z]{1,16}[\[(](?:19|20)\d\d[\])]第?\d+号")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百〇零\d]+条")
_LAW_TITLE = re.compile(r"^(?!关于).{2,50}(?:(?<!办)法|条例|法典)(?:[(].{1,30}[)])?$")
#: Rules by article, of procedure at meetings too: 常务委员会议事规则.
_RULES_TITLE = re.compile(r"(?:规则|条例|办法|规定|细则|章程|(?<!办)法)(?:[(].{1,20}[)])?$")
_ENACTED = re.compile(r"(?:代表大会|常务委员会)[^。]{0,40}(?:通过|修正|修订)")


def detect_kind(lines: Sequence[str], title: str | None = None) -> Kind:
    """Return the kind of a document.

    Args:
        lines: its bare, non-empty lines.
        title: a title that came with the text.
    """
    head = [line[:_LINE_LENGTH] for line in lines[:_HEAD_LINES]]
    short = [line for line in head if len(line) <= 80 and parse_label(line) is None]
    titles = ([title] if title else []) + short
    articles = sum(1 for line in lines if _ARTICLE.match(line))
    rules = articles >= 3 and _any(_RULES_TITLE, titles[:4])
    if not rules and _is_minutes(lines, titles):
        return "minutes"
    lawlike = _any(_LAW_TITLE, titles) or _any(_ENACTED, head)
    if articles >= 3 and lawlike and not _is_issued_by_notice(short):
        return "law"
    if _any(_DELEGATES, head) or _any(_REPORT_TITLE, titles[:3]):
        return "report"
    numbered = any(_NUMBER_LINE.fullmatch(line) for line in head[:8])
    named = _any(_POLICY_TITLE, titles[:8]) or _any(_ADDRESSEES, head[:8])
    if articles >= 3 or numbered or named:
        return "policy"
    return "other"


#: A covering notice decides: what it issues is policy, even where its title reads like a law.
_ISSUES = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发).{2,160}的(?:通知|函|决定|公告)(?:[(].{1,20}[)])?$"
)
_NOTICE_LINES = 6


def _is_issued_by_notice(lines: Sequence[str]) -> bool:
    """Whether the title, which may be broken over lines, is that of a notice that issues rules."""
    return any(
        _ISSUES.search("".join(lines[start:end]))
        for start in range(min(_NOTICE_LINES, len(lines)))
        for end in range(start + 1, start + 4)
    )


def _any(pattern: re.Pattern[str], lines: Sequence[str]) -> bool:
    return any(pattern.search(line) for line in lines)


def _is_minutes(lines: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a title says so, or a meeting is opened and its business follows."""
    if _encloses_minutes(lines):
        return True
    if any(_MINUTES_TITLE.search(t) and not _FORWARDING.search(t) for t in titles):
        return not any(_FORWARDING.search(title) for title in titles[:3])
    opening = [*titles[:6], "".join(titles[:2]), "".join(titles[:3])]
    if any(_ABOUT.search(title) or _REPORT_TITLE.search(title) for title in opening):
        return False
    if any(_POLICY_TITLE.search(title) and "会议" not in title for title in titles[:4]):
        return False
    text = "".join(lines)[:_HEAD_LENGTH]
    if _NEWS.search(text[:_NEWS_LENGTH]) or _any(_SPEECH, lines[:_HEAD_LINES]):
        return False
    lists = sum(1 for line in lines if _LIST_LINE.match(line))
    openers = sum(1 for line in lines if _OPENER_LINE.match(line))
    if _PRESIDED.search(text):
        minuted = _MINUTED.search(text) or OPENER.search(text)
        return minuted is not None or lists > 0
    if openers >= 2 or (openers >= 1 and lists >= 1):
        return True
    # An extract may have lost its head: agenda headings, and a list or 其他事项 at the end.
    agenda = sum(1 for line in lines if _AGENDA_LINE.match(line))
    return agenda >= 2 and (lists > 0 or any(is_other_matters(line) for line in lines))


def _encloses_minutes(lines: Sequence[str]) -> bool:
    """Whether the text is a covering notice and, behind it, the minutes that it hands on."""
    if _COVER.search("".join(line[:_LINE_LENGTH] for line in lines[:_COVER_LINES])) is None:
        return False
    return any(_CONVENED.search(line[:_LINE_LENGTH]) for line in lines[_COVER_LINES:])


#: 令 is the short form of 命令 (GB/T 9704-2012, 10.2).
_ORDER = re.compile(r"(?:政府|国务院|主席|部|委员会|委|总局|署|厅|局|行)令(?:第?\d+号)?$")
_GENRE_AT_END = re.compile(
    rf"(?P<genre>{_GENRES}|解读|问答|答复)(?:[(].{{1,24}}[)]|(?:\d{{4}}年)?第\d+号)?$"
)


def genre_of(title: str, kind: Kind) -> str | None:
    """Return the genre (文种) that a bare title ends with; minutes are 纪要."""
    if kind == "minutes":
        return "纪要"
    if _ORDER.search(title):
        return "命令"
    match = _GENRE_AT_END.search(title)
    return match["genre"] if match else None
