"""Document numbers (发文字号) in running text: 苏府〔2020〕15号, 国务院令第722号.

The form is that of GB/T 9704-2012, 7.2.5: code of the organ, year in brackets, ordinal. Ministries
number announcements (公告2020年第8号), and orders count on (令第722号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The bare form knows () and [] only.
_BRACKETED = r"[一-鿿]{1,20}[(\[](?:19|20)\d{2}[)\]](?:第)?\d{1,5}号"
_OLD_STYLE = r"[一-鿿]{1,12}(?:发|函|字|办)(?:19|20)\d{2}[(\[]?\d{1,4}[)\]]?号"
_ORDER = (
    r"[一-鿿]{1,16}令(?:[(\[]?(?:19|20)\d{2}[)\]]?年?)?第\d{1,4}号|第\d{1,4}号(?:[一-鿿]{2,12}令)"
)
_ANNOUNCEMENT = r"[一-鿿]{0,16}公告(?:[(\[]?(?:19|20)\d{2}[)\]]?年?)?第\d{1,4}号"
_NUMBER = re.compile(rf"{_BRACKETED}|{_ORDER}|{_ANNOUNCEMENT}|{_OLD_STYLE}")
#: Directly behind a title the organ may be missing: 《…公告》（2020年第9号）.
_WITHOUT_ORGAN = re.compile(r"[(\[](?P<number>(?:(?:19|20)\d{2}年)?第\d{1,4}号)")

#: Words before a number that do not belong to the code of the organ.
_LEADING_WORD = re.compile(
    r"^.*?(?:根据|按照|依据|依照|遵照|参照|对照|贯彻|落实|执行|废止|转发|印发|下发|发布|公布|收到|关于"
    r"|文件|通知|批复|发文|以下|文号|字号|详见|参见|现行|以及|其中|通过|同意|审议|学习|传达|重申|明确|要求"
    r"|(?<![一-鿿])[见以经由和与及按从即为])(?=.)"
)
#: A title without brackets that runs on into its number: 关于防汛的通知云政发….
_TITLE_BEFORE = re.compile(
    r"^.*的(?:通知|意见|批复|复函|函|答复|决定|公告|通告|通报|报告|请示)?(?=[一-鿿]{2})"
)
#: The organ written out before its own code: 国务院办公厅国办发.
_ORGAN = re.compile(
    r"^.{0,14}(?:人民政府|政府|办公厅|办公室|国务院|委员会|市委|省委|县委|区委)(?=[一-鿿]{2})"
)
_JOINED_BY = re.compile(
    r"^(?:会议对|[一二三四五六七八九十]是|[和与及或即见经按以对将把])(?=[一-鿿]{2})"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in a bare text, and its span there."""

    start: int
    end: int


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the document numbers of a bare text in order."""
    for match in _NUMBER.finditer(text):
        after_digit = text[match.start() - 1 : match.start()].isdigit()
        start = match.start() + _length_of_lead(match.group(), after_digit)
        if start < match.end() and text[start] not in "([":
            yield FoundNumber(start, match.end())


def number_without_organ(text: str, start: int, end: int) -> FoundNumber | None:
    """Return the number that the remark ``text[start:end]`` opens with: （2020年第9号）."""
    match = _WITHOUT_ORGAN.match(text, start, end)
    return FoundNumber(match.start("number"), match.end()) if match else None


def _length_of_lead(number: str, after_digit: bool) -> int:
    """Say how many characters before the code of the organ were taken along."""
    if number.startswith("第"):
        return 0
    code = re.split(r"[(\[\d]|第\d", number, maxsplit=1)[0]
    rest = code.lstrip("年月日号") if after_digit else code
    rest = _TITLE_BEFORE.sub("", rest)
    for pattern in (_LEADING_WORD, _JOINED_BY):
        while (match := pattern.match(rest)) and len(rest) > match.end():
            rest = rest[match.end() :]
    if "令" not in rest and "公告" not in rest and (match := _ORGAN.match(rest)):
        rest = rest[match.end() :]
    return len(code) - len(rest)
