"""Numbers of quantities: 1,200, 3亿5000万, 三千二百万, 两点五亿, 百分之三十."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))

#: A character class for patterns over bare text: what the number of a quantity is written with.
NUMBER_CHARACTER = "[0-9.,〇零一二两三四五六七八九十百千万亿点]"
#: Longer runs of such characters are a table or a hostile text.
LONGEST_NUMBER = 24


def parse_quantity(text: str) -> Decimal | None:
    """Return the number that ``text`` writes, or ``None`` where it names none (千亿, 1.2.3).

    Exact: 12.35亿 is 1235000000. Arabic and Chinese digits may stand before 万 and 亿 alike.
    """
    for myriad, factor in _MYRIADS:
        left, mark, right = text.rpartition(myriad)
        if mark:
            return _sum(left, factor, right)
    return _arabic(text) if text[:1].isascii() else _chinese(text)


def _sum(left: str, factor: Decimal, right: str) -> Decimal | None:
    """Read 3亿5000万, 一亿零五万; 三万五 (for 35000) is speech, not the writing of documents."""
    high = parse_quantity(left) if left else None
    low = parse_quantity(right.lstrip("零〇") or "0") if right else Decimal(0)
    if high is None or low is None or low >= factor:
        return None
    if right and right[0] not in "零〇" and low < factor / 1000:
        return None
    return high * factor + low


def _arabic(text: str) -> Decimal | None:
    """Read 1,200, 3.5, 5千."""
    figures = text.rstrip("十百千")
    whole, point, fraction = figures.partition(".")
    groups = whole.split(",")
    grouped = len(groups) == 1 or (len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))
    if not (grouped and all(g.isascii() and g.isdigit() for g in groups)):
        return None
    if point and not (fraction.isascii() and fraction.isdigit()):
        return None
    value = Decimal("".join(groups) + point + fraction)
    for character in text[len(figures) :]:
        value *= _TENS[character]
    return value


def _chinese(text: str) -> Decimal | None:
    """Read 三千二百, 十二, 二点五, 一〇五; 百 without a digit before it is vague, 十 is 10."""
    whole, point, fraction = text.partition("点")
    if point:
        if not fraction or any(character not in _DIGITS for character in fraction):
            return None
        value = _chinese(whole)
        digits = "".join(str(_DIGITS[character]) for character in fraction)
        return None if value is None else value + Decimal(f"0.{digits}")
    if not whole or any(character not in _DIGITS and character not in _TENS for character in whole):
        return None
    if any(character in _TENS for character in whole):
        return _with_tens(whole)
    if len(whole) > 1 and "〇" not in whole and "零" not in whole:
        return None
    return Decimal("".join(str(_DIGITS[character]) for character in whole))


def _with_tens(word: str) -> Decimal | None:
    total, digit, last = 0, None, 10**9
    for position, character in enumerate(word):
        if character in _TENS:
            size = _TENS[character]
            if size >= last or (not digit and not (size == 10 and position == 0)):
                return None
            total += (digit if digit is not None else 1) * size
            digit, last = None, size
        elif digit:
            return None
        else:
            digit = _DIGITS[character]
    if digit and last > 10 and word[-2] not in "零〇":
        return None  # 一百五 is 150 in speech
    return Decimal(total + (digit or 0))
