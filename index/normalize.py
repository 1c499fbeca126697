"""The normal form in which text is compared: the same for the index, the query and the snippet.

It is made in two steps, and every character of it knows the stretch of the original it came from,
so that a match can be marked in the text as it was written.

*Characters*, one at a time, whatever stands beside them: white space and marks that print nothing
vanish; compatibility forms are unified (full-width letters, digits and punctuation, ㎡ → m2,
① → 1, ㈠ → (一), Kangxi radicals: Unicode NFKC, Unicode Standard Annex 15), and so are the radicals
that PDF fonts give for whole characters; letters are lower case; traditional characters and their
variants of Taiwan and Hong Kong become simplified ones, as the character tables of OpenCC have
them. Punctuation is kept.

*Numbers*: a Chinese numeral in a date or an ordinal becomes digits (:mod:`index.number_forms`), so
that 二〇二六年三月五日 and 2026年3月5日, 第一百零一次 and 第101次 are one text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

import opencc

from index.number_forms import find_numerals
from index.text_forms import RADICALS

#: Part of every generation's manifest: a change here means that every index must be rebuilt.
NORMALIZER_VERSION = "2"


@dataclass(frozen=True, slots=True)
class NormalText:
    """``text`` in normal form; character ``i`` comes from ``[offsets[i]:ends[i]]`` of the original.

    Both rise, though not at every step: ㎡ gives two characters, each from the same place, and
    the digits of 101 each come from the whole of 一百零一. ``offsets`` has one entry more than
    ``text``: the length of the original.
    """

    text: str
    offsets: array[int]
    ends: array[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of ``text[start:end]``; ``end`` is above ``start``.

        White space that follows the last character is left out of the span.
        """
        return self.offsets[start], self.ends[end - 1]


def normalize(original: str) -> NormalText:
    """Return the normal form of ``original`` with the way back to it."""
    return _with_digits(_by_character(original))


# --- characters ------------------------------------------------------------------------------

#: Forms that are remembered; a text that holds every character there is must not fill the memory.
_REMEMBERED_FORMS = 65_536

#: 〇 as it is typed where the input method does not offer it: a circle.
_CIRCLES = "○◯"

#: Marks that print nothing though Unicode does not count them as format marks: variation
#: selectors (behind an ideograph they choose a glyph), joiners, fillers
#: (Default_Ignorable_Code_Point, Unicode Standard Annex 44).
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code)
    for codes in (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
    for code in codes
}


def normal_characters(character: str) -> str:
    """Return the normal form of one character: none, one, or several characters."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(_one_form(part) for part in folded if not _vanishes(part))


def _one_form(character: str) -> str:
    if character in _CIRCLES:
        return "〇"
    character = RADICALS.get(character, character)
    return _simplified(character) if _is_ideograph(character) else character


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _vanishes(character: str) -> bool:
    """Whether a character is white space, a control or format mark (zero-width, direction).

    So is a lone surrogate: damaged JSON and file names hold it, and no file can.
    """
    if character.isspace() or character in _FILLERS:
        return True
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


@cache
def _converter(configuration: str) -> opencc.OpenCC:
    """Open one of OpenCC's own tables; a few milliseconds, no network."""
    return opencc.OpenCC(configuration)


def _simplified(ideograph: str) -> str:
    """Return the simplified form of one ideograph; alone it meets OpenCC's character tables only.

    The variants of Hong Kong and Taiwan (衞, 粧) apply only to characters that GB 2312 does not
    have: 著 is one of Taiwan's for 着 and a character of its own here.
    """
    configurations = ("t2s",) if _in_gb2312(ideograph) else ("hk2s", "tw2s")
    form = ideograph
    for configuration in configurations:
        form = str(_converter(configuration).convert(form))
    # 薴 becomes 苧, and 苧 in its turn 苎.
    return form if form == ideograph else _simplified(form)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class _Forms(dict[int, str]):
    """A table for ``str.translate`` that makes the form of a character when it first meets it.

    The common characters are made together, because one by one they would take longer.
    """

    def __missing__(self, code: int) -> str:
        if not self:
            self.update(_common_forms())
            if code in self:
                return self[code]
        form = normal_characters(chr(code))
        if len(self) < _REMEMBERED_FORMS:
            self[code] = form
        return form


def _common_forms() -> dict[int, str]:
    """Return the forms of the ideographs of GB 2312 (its rows 16 to 87): code → character."""
    rows = (
        bytes(b for cell in range(0xA1, 0xFF) for b in (row, cell)) for row in range(0xB0, 0xF8)
    )
    # The last cells of one row are empty.
    common = "".join(row.decode("gb2312", "replace") for row in rows).replace("\ufffd", "")
    separated = "\n".join(common)
    simplified = str(_converter("t2s").convert(separated))
    return dict(zip(map(ord, common), simplified[::2], strict=True))


_FORMS = _Forms()

#: Everything but what is sure to stay one character: ideographs, printing ASCII, its full-width
#: twins, and the punctuation of Chinese.
_IRREGULAR = re.compile(
    "[^\u3400-\u4dbf\u4e00-\u9fff!-~\uff01-\uff5e\u3001-\u3011\u3014-\u3017·—‘’“”]"
)


def _by_character(original: str) -> NormalText:
    """Return the form after the first step."""
    starts, ends = array("i"), array("i")
    place = 0
    for irregular in _IRREGULAR.finditer(original):
        position = irregular.start()
        starts.extend(range(place, position))
        ends.extend(range(place + 1, position + 1))
        for _ in _FORMS[ord(irregular[0])]:
            starts.append(position)
            ends.append(position + 1)
        place = position + 1
    starts.extend(range(place, len(original) + 1))
    ends.extend(range(place + 1, len(original) + 1))
    return NormalText(original.translate(_FORMS), starts, ends)


# --- numbers ---------------------------------------------------------------------------------


def _with_digits(plain: NormalText) -> NormalText:
    """Write the numerals of dates and ordinals in digits."""
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    place = 0
    for numeral in find_numerals(plain.text):
        parts += plain.text[place : numeral.start], numeral.digits
        starts += plain.offsets[place : numeral.start]
        ends += plain.ends[place : numeral.start]
        inside = slice(numeral.start, numeral.end)
        if numeral.by_digit:
            starts += plain.offsets[inside]
            ends += plain.ends[inside]
        else:
            first, last = plain.original_span(numeral.start, numeral.end)
            starts.extend([first] * len(numeral.digits))
            ends.extend([last] * len(numeral.digits))
        place = numeral.end
    if not place:
        return plain
    parts.append(plain.text[place:])
    return NormalText("".join(parts), starts + plain.offsets[place:], ends + plain.ends[place:])
