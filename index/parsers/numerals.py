"""Numbers as Chinese documents print them: 101, １０１, 一百零一, 一〇一."""

from __future__ import annotations

from index.text_forms import bare

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2, "O": 0, "o": 0, "0": 0}  # 二0二五: whatever looks round
#: 廿一 is 二十一.
_CONTRACTED = {"廿": "二十", "卅": "三十"}
_UNITS = {"十": 10, "百": 100, "千": 1000}

#: A character class for patterns over bare text.
NUMERAL = r"[0-9〇零一二三四五六七八九十百千两廿卅]"


def parse_numeral(text: str) -> int | None:
    """Return the number that ``text`` prints, or ``None`` where it prints none."""
    word = bare(text)
    if word.isascii() and word.isdigit():
        return int(word)
    for short, long in _CONTRACTED.items():
        word = word.replace(short, long)
    if not word or any(c not in _DIGITS and c not in _UNITS for c in word):
        return None
    if any(character in _UNITS for character in word):
        return _multiplicative(word)
    return int("".join(str(_DIGITS[character]) for character in word))


def _multiplicative(word: str) -> int:
    """Read 一百零一, 十五, 二百三十."""
    total = 0
    digit: int | None = None
    for character in word:
        if character in _UNITS:
            total += (1 if digit is None or digit == 0 else digit) * _UNITS[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
