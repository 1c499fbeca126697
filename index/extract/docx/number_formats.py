"""Numbers as Word prints them in lists: ST_NumberFormat, ISO/IEC 29500-1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
#: Above these a number is printed in figures: a letter or sign repeated a thousand times is none.
_LARGEST_ROMAN = 4_999
_LARGEST_LETTER = 780

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED_IDEOGRAPHS = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class _Numerals:
    """Ten digits, the words for 10, 100, 1,000, 10,000, and how a leading one is said."""

    digits: str
    units: str
    zero_inside: bool = True
    #: 十二, not 一十二.
    bare_ten: bool = True
    #: 百, not 一百.
    bare_hundred: bool = False


_SIMPLIFIED = _Numerals("〇一二三四五六七八九", "十百千万")
_CHINESE = _Numerals("零一二三四五六七八九", "十百千万")
_TAIWANESE = _Numerals("零一二三四五六七八九", "十百千萬")
_JAPANESE = _Numerals("〇一二三四五六七八九", "十百千万", zero_inside=False, bare_hundred=True)
_KOREAN = _Numerals("〇일이삼사오육칠팔구", "십백천만", zero_inside=False, bare_hundred=True)
_LEGAL_SIMPLIFIED = _Numerals("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", bare_ten=False)
_LEGAL_TRADITIONAL = _Numerals("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", bare_ten=False)
_LEGAL_JAPANESE = _Numerals("〇壱弐参四伍六七八九", "拾百阡萬", zero_inside=False, bare_ten=False)


def format_number(value: int, number_format: str) -> str:
    """Return a number in one of the formats of ST_NumberFormat; unknown ones give figures."""
    if number_format == "none":
        return ""
    if value < 0:
        return str(value)
    return _FORMATS.get(number_format, str)(value)


def zero_padded(value: int, example: str) -> str:
    """Return a number under a custom format (17.9.17), which shows itself: ``001, 002, …``."""
    first = example.partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.isdigit() and len(first) < 10 else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    written = ""
    for amount, sign in _ROMAN:
        written += sign * (value // amount)
        value %= amount
    return written


def _letters(value: int) -> str:
    """Return A … Z, AA, BB …: the letter is repeated, it does not count on."""
    if not 0 < value <= _LARGEST_LETTER:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    """Return the format of a fixed series; beyond its end figures are printed."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _characters(first: str, count: int) -> str:
    return "".join(chr(ord(first) + place) for place in range(count))


def _zodiac_pair(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value else "0"


def _digits(numerals: _Numerals) -> Callable[[int], str]:
    return lambda value: "".join(numerals.digits[int(figure)] for figure in str(value))


def _counted(numerals: _Numerals) -> Callable[[int], str]:
    """Return the format that says the places: 一百零一, 二千三百."""

    def say(value: int) -> str:
        if not 0 < value < 100_000_000:
            return numerals.digits[0] if value == 0 else str(value)
        if value < 10_000:
            return _said(value, numerals)
        high, low = divmod(value, 10_000)
        gap = numerals.digits[0] if 0 < low < 1_000 and numerals.zero_inside else ""
        return _said(high, numerals) + numerals.units[3] + gap + (_said(low, numerals) * (low > 0))

    return say


def _said(value: int, numerals: _Numerals) -> str:
    """Say a number below 10,000."""
    said, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            skipped = bool(said)
            continue
        if skipped and numerals.zero_inside:
            said += numerals.digits[0]
        skipped = False
        bare = digit == 1 and (
            (place == 1 and not said and numerals.bare_ten) or (place > 0 and numerals.bare_hundred)
        )
        said += ("" if bare else numerals.digits[digit]) + (numerals.units[place - 1] * (place > 0))
    return said


def _counting(value: int) -> str:
    """Return 一 … 九十九, and from 100 on the figures one by one: 一〇〇."""
    return (_counted if value < 100 else _digits)(_SIMPLIFIED)(value)


def _circled(value: int) -> str:
    """Return ① … ㊿."""
    for first, sign, count in ((0, "⓪", 1), (1, "①", 20), (21, "㉑", 15), (36, "㊱", 15)):
        if first <= value < first + count:
            return chr(ord(sign) + value - first)
    return str(value)


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _full_width(value: int) -> str:
    return str(value).translate(_FULL_WIDTH)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _one_of(_characters("⒈", 20)),
    "decimalEnclosedParen": _one_of(_characters("⑴", 20)),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _zodiac_pair,
    "ideographEnclosedCircle": _one_of(_CIRCLED_IDEOGRAPHS),
    "ideographDigital": _digits(_SIMPLIFIED),
    "japaneseDigitalTenThousand": _digits(_SIMPLIFIED),
    "taiwaneseDigital": _digits(_SIMPLIFIED),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counted(_CHINESE),
    "taiwaneseCountingThousand": _counted(_TAIWANESE),
    "japaneseCounting": _counted(_JAPANESE),
    "koreanCounting": _counted(_KOREAN),
    "chineseLegalSimplified": _counted(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _counted(_LEGAL_TRADITIONAL),
    "japaneseLegal": _counted(_LEGAL_JAPANESE),
}
