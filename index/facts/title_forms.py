"""The title of a cited document without what only says how far it has come.

``title`` is final: 《停车办法（送审稿）》 and 《停车办法》 are one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.facts.document_numbers import find_numbers
from index.text_forms import bare, split_visible, tidy

#: The fifteen 文种 of the 2012 rules (党政机关公文处理工作条例, 第八条), then the names of texts.
_GENRES = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
    "|办法|方案|规划|条例|规定|细则|清单|要点|措施|计划|指南|规则|预案|标准|目录|纲要|指引|准则|制度"
    "|协议书|协议|备忘录|章程|规程|规范|导则|名单|合同|协定|公约|总结|汇报|说明|讲话|批示|法典|法"
    "|解释|倡议书|倡议|责任书|意向书|承诺书|建议书|建议|政策|机制|任务书|工作法|台账|总则|通则|定额"
    "|蓝皮书|白皮书|宣言|手册|大纲|体系|图则|汇编|名录|评价表|表|简报|专报|提案|答复|声明"
)
_GENRE = re.compile(rf"(?:{_GENRES})$")
#: Brackets and years behind the genre: （试行）, （2021—2025年）, 2024年版.
_BEHIND_GENRE = re.compile(r"(?:[(\[][^()\[\]]{1,30}[)\]]|[\d—\-–~～至年]{4,12}版?|[〉>])$")

#: 送审稿, 征求意见稿, 第二稿, 框架稿, 修订草案: whatever ends so in brackets is a stage.
_DRAFT_WORD = r"[^()\[\]]{0,12}稿[^()\[\]]{0,6}|[^()\[\]]{0,6}草案[^()\[\]]{0,4}"
_BRACKETED_DRAFT = re.compile(
    rf"[(\[](?P<draft>{_DRAFT_WORD})[)\]](?=(?:[(\[][^()\[\]]{{1,30}}[)\]])?$)"
)
#: Without brackets only where the words can be nothing else: 预算草案 is a document of its own.
_PLAIN_DRAFT = re.compile(
    r"(?P<draft>(?:修订)?(?:送审|征求意见|讨论|审议|报批|代拟)稿"
    r"|(?<=条例)(?:修订)?草案|(?<=办法)(?:修订)?草案|(?<=规定)(?:修订)?草案|(?<=纲要)草案"
    r"|(?<=规划)草案|(?<=方案)草案|(?<=意见)草案|(?<=章程)草案|(?<=细则)草案)$"
)
_BRACKETED_NUMBER = re.compile(r"[(\[](?P<number>[^()]{4,40}号)[)\]]$")
#: National laws are never the short form of a title that holds their words.
_LAW = re.compile(r"(?<!办)法(?:典)?$")
_LONGEST_SHORT_NAME = 10
_PLACE = re.compile(r"[一-鿿]{2,10}(?:省|市|区|县|州|旗|镇)(?:人民政府)?")


@dataclass(frozen=True, slots=True)
class TitleForm:
    """A title in parts; ``title`` is empty where only the mark of a draft is printed."""

    title: str
    genre: str | None
    draft: str | None
    number: str | None

    @property
    def key(self) -> str:
        """What two printings of the title have in common."""
        return bare(self.title)


def title_form(printed: str) -> TitleForm:
    """Read the words between 《 and 》, as printed, with white space and line ends."""
    title = tidy(printed.replace("\n", " "))
    title = title.replace("《", "〈").replace(
        "》", "〉"
    )  # Inner brackets: GB/T 15834-2011, 4.15.3.2
    number = None
    if (match := _BRACKETED_NUMBER.search(bare(title))) and any(find_numbers(match["number"])):
        number = _cut(title, match.start("number"), match.end("number"))
        title = _without(title, match.start(), match.end())
    draft = None
    for pattern in (_BRACKETED_DRAFT, _PLAIN_DRAFT):
        if match := pattern.search(bare(title)):
            draft = _cut(title, match.start("draft"), match.end("draft"))
            title = _without(title, match.start(), match.end())
            break
    return TitleForm(title, genre_of_title(title), draft, number)


def _cut(text: str, start: int, end: int) -> str:
    """Return the visible characters ``start`` to ``end`` of a text."""
    return split_visible(split_visible(text, end)[0], start)[1].strip()


def _without(text: str, start: int, end: int) -> str:
    return (split_visible(text, start)[0] + split_visible(text, end)[1]).strip()


def genre_of_title(title: str) -> str | None:
    """Return the 文种, or the name of text, that a title ends with."""
    words = bare(title)
    while match := _BEHIND_GENRE.search(words):
        words = words[: match.start()]
    found = _GENRE.search(words)
    return found.group() if found else None


def stands_for(short: str, title: str) -> bool:
    """Whether a bare title can be the short form of another: 《办法》 of 《停车办法（试行）》.

    A title with the place before it is the same document; a law keeps its own name.
    """
    if title.endswith(short) and _PLACE.fullmatch(title[: -len(short)]):
        return True
    if len(short) > _LONGEST_SHORT_NAME or len(short) >= len(title) or _LAW.search(short):
        return False
    if short in title:
        return True
    return genre_of_title(short) == genre_of_title(title) is not None and _in_order(short, title)


def _in_order(short: str, title: str) -> bool:
    """Whether the characters of ``short`` stand in ``title`` in the same order."""
    rest = iter(title)
    return all(character in rest for character in short)
