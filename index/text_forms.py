"""Three views of a string that the parsers work with.

:func:`squeeze` takes white space away, :func:`fold` gives full-width and look-alike forms one
spelling at the same length, :func:`tidy` is the text as it is read. Patterns are matched on
:func:`bare`, which is squeezed and folded.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

#: What PDF fonts give for whole characters (⻓ for 长, ⺠ for 民), from U+2E81 and from U+2E9B on:
#: the Equivalent_Unified_Ideograph of the CJK Radicals Supplement (Unicode Standard Annex 44);
#: NFKC leaves this block as it is, unlike the Kangxi radicals.
_RADICALS_FROM_2E81 = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵"
_RADICALS_FROM_2E9B = (
    "旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲"
    "讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
RADICALS = {
    chr(first + place): ideograph
    for first, block in ((0x2E81, _RADICALS_FROM_2E81), (0x2E9B, _RADICALS_FROM_2E9B))
    for place, ideograph in enumerate(block)
}

#: Ranges whose compatibility form (NFKC) is one character: Kangxi and CJK radicals as PDF fonts
#: give them, full-width ASCII, compatibility ideographs.
_FOLDED_RANGES = ((0x2E80, 0x2FDF), (0xFF01, 0xFF5E), (0xF900, 0xFAD9))

#: Spellings that mean the same in this genre but that NFKC keeps apart.
_FOLDED_ALIKE = {
    "○": "〇",
    "◯": "〇",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "﹝": "[",
    "﹞": "]",
    "〖": "[",
    "〗": "]",
    "•": "·",
    "・": "·",
    "‧": "·",
}


def _fold_table() -> dict[int, str]:
    table = {ord(key): value for key, value in (RADICALS | _FOLDED_ALIKE).items()}
    for first, last in _FOLDED_RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table.setdefault(code, folded)
    return table


_FOLD_TABLE = _fold_table()


def is_blank_mark(character: str) -> bool:
    """Whether a character is white space, a control or an invisible format mark."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


#: White space, controls (Cc) and format marks (Cf) of Unicode 14, the version of Python 3.11.
_BLANK = re.compile(
    "[\\s\\x00-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd"
    "\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0001"
    "\\U000e0020-\\U000e007f]+"
)


_INVISIBLE = re.compile(_BLANK.pattern.replace("\\s\\x00-\\x1f", "\\x00-\\x08\\x0e-\\x1b"))


def squeeze(text: str) -> str:
    """Return ``text`` without white space and invisible marks."""
    return _BLANK.sub("", text)


def fold(text: str) -> str:
    """Return ``text`` with full-width and look-alike forms unified; the length stays the same."""
    return text.translate(_FOLD_TABLE)


def bare(text: str) -> str:
    """Return the form in which patterns are matched: squeezed, then folded."""
    return fold(squeeze(text))


def bare_with_offsets(text: str) -> tuple[str, array[int]]:
    """Return :func:`bare` with the place of each of its characters in ``text``."""
    offsets = array("i")
    position = 0
    for gap in _BLANK.finditer(text):
        offsets.extend(range(position, gap.start()))
        position = gap.end()
    offsets.extend(range(position, len(text)))
    return bare(text), offsets


def split_visible(text: str, count: int) -> tuple[str, str]:
    """Split ``text`` after its first ``count`` visible characters."""
    seen = 0
    for position, character in enumerate(text):
        if seen == count:
            return text[:position], text[position:]
        if not is_blank_mark(character):
            seen += 1
    return text, ""


_GAP = re.compile(r"(\S?)(\s+)(?=(\S?))")
#: Columns of a gap from which on it sets a number apart from what stands beside it (an office and
#: its date, two telephones); narrower ones are noise. An ideographic space has two columns.
_SETS_APART = 3
#: The most digits that a number can have before its unit; more are two numbers.
_DIGITS_BEFORE = {"年": 4, "月": 2, "日": 2, "时": 2, "分": 2}
_UNIT = re.compile(r"\d+([年月日号次届期时分点秒个件条项家户名人元万亿亩米公吨%％〕\]）).])")
_MOST_DIGITS = 6
#: Characters before and behind a gap in which a number that it cuts can lie.
_NUMBER_REACH = 16


def _kept_gap(match: re.Match[str]) -> str:
    left, right, columns = match[1], match[3], _columns(match[2])
    if not left or not right:
        return left
    if left.isascii() and right.isascii() and (left.isalpha() or right.isalpha()):
        return f"{left} "
    if left.isdigit() and right.isdigit():
        return left if columns < _SETS_APART and _is_one_number(match) else f"{left} "
    number_and_word = left.isdigit() != right.isdigit() and (left + right).isalnum()
    return f"{left} " if columns >= _SETS_APART and number_and_word else left


def _columns(gap: str) -> int:
    return sum(2 if character == "\u3000" else 4 if character == "\t" else 1 for character in gap)


def _is_one_number(gap: re.Match[str]) -> bool:
    """Whether the digits around a gap belong together: 202 6年, 〔20 20〕, 1 0%."""
    before = squeeze(gap.string[max(0, gap.start() - _NUMBER_REACH) : gap.end()])
    behind = squeeze(gap.string[gap.end() : gap.end() + _NUMBER_REACH])
    unit = _UNIT.match(behind)
    if unit is None:
        return False
    digits = len(before) - len(before.rstrip("0123456789")) + len(unit[0]) - 1
    return digits <= _DIGITS_BEFORE.get(unit[1], _MOST_DIGITS)


#: Opens a list of names; in it a gap of any width may part two of them.
_ROLL = re.compile(r"(?:[出列缺]\s?席|邀请列席|固定列席|请\s?假|参\s?加)[^：:\s]{0,6}[：:]\s*")
_LONGEST_NAME = 4
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]+")


def _as_names(text: str) -> str | None:
    """Return a list of names with one gap between them and none inside; ``None`` where it is none.

    Names of two characters are printed with a gap inside, as wide as that between names
    (郭 强 王 明), so two single characters side by side are one.
    """
    roll = _ROLL.match(text)
    head = roll.end() if roll else 0
    parts = text[head:].split()
    if len(parts) < (2 if roll else 3):
        return None
    if any(len(part) > _LONGEST_NAME or not _IDEOGRAPHS.fullmatch(part) for part in parts):
        return None
    if roll is None and not _stand_in_columns(text, parts):
        return None
    names: list[str] = []
    rest = iter(parts)
    for part in rest:
        name = part + next(rest, "") if len(part) == 1 else part
        if len(part) == 1 and len(name) != 2:
            return None
        names.append(name)
    return squeeze(text[:head]) + " ".join(names)


def _stand_in_columns(text: str, parts: list[str]) -> bool:
    """Whether every gap is wide and the parts are not the spread letters of one word."""
    gaps = re.findall(r"\s+", text)
    return all(_columns(gap) > 1 for gap in gaps) and any(len(part) > 1 for part in parts)


def tidy(text: str) -> str:
    """Return one paragraph as it is read; what is printed is read once.

    White space between Chinese characters and inside numbers is noise of the extraction (习 近 平,
    202 6年); between Latin words, names, and two numbers it separates.
    """
    visible = _INVISIBLE.sub("", text).strip()
    return _as_names(visible) or _GAP.sub(_kept_gap, visible)
