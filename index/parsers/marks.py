"""How the lines of minutes open: numbering, agenda sentences, attendance, imprint.

All patterns are for bare text (:func:`index.cleaning.bare`: no white space, ASCII forms of
full-width punctuation), so that 出 席： and 出席: are one spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.parsers.dates import CHINESE_DATE, is_date_line
from index.parsers.numerals import parse_numeral

_AGENDA_WORD = r"(?:会议|关于|审议|听取|传达|研究|学习)"
_HAN = r"[一二三四五六七八九十百〇零]{1,5}"

#: Style of numbering, its depth where styles are nested, and how it is printed.
LABEL_STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        "item",  # 第一项：, 议题一：, 第一个议题, 【议题1】
        0,
        re.compile(
            rf"(?:第(?P<a>{_HAN}|\d+)[项个](?:议题|事项|议程|内容)?|(?:议题|事项|议程)(?P<b>{_HAN}|\d+)"
            rf"|第(?P<c>{_HAN}|\d+)(?:议题|议程))(?:[::、.]|$|(?=[《会审听传研学关]))"
            rf"|\[(?:议题|事项|议程)(?P<d>{_HAN}|\d+)\]"
        ),
    ),
    ("han", 1, re.compile(rf"(?P<a>{_HAN})(?:[、.]|[,:](?={_AGENDA_WORD})|$)")),
    ("han_bracket", 2, re.compile(rf"[(](?P<a>{_HAN})[)][、.]?")),
    (
        "digit",  # 1., 1、, and before an agenda heading also 1， and 01
        3,
        re.compile(
            rf"(?P<a>\d{{1,2}})(?:[.、](?!\d)|[.](?=20\d\d年)|[,:](?={_AGENDA_WORD}))"
            rf"|(?P<b>0[1-9])(?={_AGENDA_WORD})"
        ),
    ),
    ("digit_bracket", 4, re.compile(r"(?:[(](?P<a>\d{1,2})[)]|(?P<b>\d{1,2})[)])[、.]?")),
    ("circled", 5, re.compile(r"(?P<a>[①-⑳])")),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A numbering at the start of a paragraph: its style, depth, value and printed length."""

    style: str
    depth: int
    value: int
    length: int


def parse_label(text: str) -> Label | None:
    """Return the numbering that a bare line opens with."""
    for style, depth, pattern in LABEL_STYLES:
        match = pattern.match(text)
        if match is None:
            continue
        printed = next(group for group in match.groups() if group)
        value = ord(printed) - ord("①") + 1 if style == "circled" else parse_numeral(printed)
        if value:
            return Label(style, depth, value, match.end())
    return None


#: What a meeting does with an agenda item.
AGENDA_VERB = (
    r"(?:听取|审议|审定|审查|审核|审阅|传达|学习|研究|讨论|通报|部署|安排|观看|集中学习|组织学习"
    r"|宣读|通过|表决|酝酿|票决)"
)
_BEFORE_VERB = (
    r"(?:还|并|又|首先|随后|最后|专题|集中|集体|一并|认真|共同|依次|分别|书面|再次|组织|深入|专门|重点|逐项"
    r"|第[一二三四五六七八九十]项)*"
)
#: 会议听取了…, 会议审议…: the paragraph opens an agenda item where items are not numbered.
#: 会议就…进行了研究 does as well, unless it deals with what is to follow.
OPENER = re.compile(
    rf"(?:本次|此次)?会议,?{_BEFORE_VERB}{AGENDA_VERB}"
    r"|会议[就对](?!下一?步|此|上述|相关|有关|其[他它]|会议)[^。,]{2,60}进行了?"
    r"(?:专题|认真|集中|深入|充分|专门)*(?:研究|讨论|审议|学习|审定)(?!部署|安排)"
)
#: 会议指出…: the paragraph goes on with the item before it.
STATEMENT = re.compile(
    r"会议(?:指出|强调|要求|认为|明确|决定|议定|确定|同意|原则|原则上|一致|充分|对|就|提出|听取|审议|研究|传达|学习|讨论|通报|号召|还|责成)"
)
#: An agenda item without the word 会议: 审议《…》, 听取…汇报, 关于….
AGENDA_HEADING = re.compile(rf"(?:会议)?{_BEFORE_VERB}{AGENDA_VERB}|关于")

#: The sentence that leads from the preamble, or from an item's first sentence, to what was decided.
LEAD_IN = re.compile(
    r"(?:(?:议定|确定|明确|决定|研究|形成|提出|作出|达成).{0,12}(?:意见|事项|决定|内容|要求|共识|如下)|纪要(?:内容)?如下|如下)[::。]?$"
)

#: A line of particulars under an item: 汇报单位：县交通局.
PARTICULARS = re.compile(
    r"[(]?(?:汇报|责任|牵头|承办|主办|协办|提请|提交|配合|列席|落实)(?:单位|部门|人|人员|科室)[:]"
)

_NUMBERED = r"(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)?"
_ATTENDANCE_WORD = (
    r"(?:邀请列席|固定列席|应邀列席|应邀参加|应邀出席|因事请假|因公请假|参加会议|参会|出席|列席|请假"
    r"|缺席|参加|到会|与会|旁听|主持)"
)
#: Office words that close an imprint or a masthead line.
_OFFICE = (
    r"(?:人民政府|政府|管委会|管理委员会|办事处|党委|党组)?"
    r"(?:办公室|办公厅|综合办|党政办|党政综合办公室|秘书处|综合科|秘书科)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of line outside the items, and how it opens."""

    name: str
    pattern: re.Pattern[str]


#: Who was there for one item, in brackets below it: （列席：市交通局…）.
BRACKETED_PRESENT = r"[(](?:会议)?(?:出席|列席|请假|缺席|参加)(?:会议|人员|同志|人)?[:]"

MARKS: tuple[Mark, ...] = (
    Mark(
        "attendance",
        re.compile(
            rf"{_NUMBERED}\[?(?:会议)?{_ATTENDANCE_WORD}"
            r"(?:会议|人员|单位|领导|同志|名单|部门|人|情况|的有?)*(?:[:\]|]|$)"
            rf"|{BRACKETED_PRESENT}"
        ),
    ),
    Mark("setting", re.compile(r"(?:会议)?(?:时间|地点|议题|主题|议程)[::]")),
    Mark(
        "recorder",
        re.compile(
            r"[(\[]?(?:会议)?(?:记录整理|整理记录|记录|整理|审核|签发|审签|审定|校对|拟稿|核稿)(?:人员|人|员)?[::]"
        ),
    ),
    Mark(
        "distribution",
        re.compile(
            r"(?:分送|抄送|主送|发送|报送|抄报|印送|发至|分发|抄发|主报|报|送|发)(?:单位|范围)?[::]"
        ),
    ),
    Mark(
        "disclosure",
        re.compile(
            r"[(\[]?(?:此件|本件|该件)[^。]{0,10}(?:公开|登报|上网|发至|传达[至到])"
            r"|[(]?(?:公开(?:方式|属性|选项|类别|形式)|信息公开(?:选项|属性|类别))[::]"
            r"|[(\[](?:主动公开|依申请公开|不予公开|(?:发至|传达[至到])[^。:]{2,20})[)\]]$"
        ),
    ),
    Mark(
        "imprint",
        re.compile(
            rf".{{0,40}}(?:{CHINESE_DATE}|{_OFFICE})(?:印发|印制|编印|印)(?:[(]?共印\d+份[)]?)?$"
            r"|.{2,30}整理$|[(]?共印\d+份|主题词[:]|印发(?:日期|时间)[:]"
        ),
    ),
    Mark(
        "masthead",
        re.compile(
            rf".{{2,24}}(?:{_OFFICE}(?:编印?)?|人民政府|委员会|管委会|党组|党委|工委|领导小组|指挥部){CHINESE_DATE}$"
        ),
    ),
    Mark(
        "signature",
        re.compile(
            rf"[一-鿿]{{2,20}}(?:人民政府|{_OFFICE}|管委会|管理委员会|办事处)(?:[(][^()]*[)])?$"
        ),
    ),
    Mark("attachment", re.compile(r"附件?\d?(?:[::]|$)")),
)

#: 会议还研究了其他事项: says that the text is not all of the minutes.
OTHER_MATTERS = re.compile(
    r"(?:(?:此外|另外|最后),?)?(?:会议)?(?:还|另|并|同时)(?:听取|研究|审议|讨论|通报|传达|学习|部署|安排|议定|通过|和|及|、|并|了)+"
    r"[^。;]{0,16}(?:其他|其它|其余|另外|有关)[^。;]{0,12}?(?:事项|工作|议题|事宜|问题|内容|汇报|文件)[^。;]{0,6}[。;]?"
    r"|(?:(?:此外|另外|最后),?)?会议(?:还|另|并|同时)[就对](?:其他|其它|其余|另外|有关)[^。;,]{0,12}进行了?[^。;,]{2,6}[。;]?"
    r"|[(]?其[他它余](?:有关)?(?:议题|事项|内容|议程)(?:从)?略[)]?[。;]?"
)


def mark_of(text: str) -> str | None:
    """Return the name of the mark that a bare line opens with."""
    if is_date_line(text):
        return "date"
    return next((mark.name for mark in MARKS if mark.pattern.match(text)), None)


def is_other_matters(text: str) -> bool:
    """Whether a bare paragraph only says that there was other business."""
    return OTHER_MATTERS.fullmatch(text) is not None
