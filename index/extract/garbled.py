"""Whether the text layer of a page is what the page shows.

A font without a map to Unicode prints well but yields replacement or private-use characters,
the bytes of another encoding, or characters of the right script chosen at random. Such text must
not reach the index; the page is read by character recognition instead.

The bounds were measured on policy documents, minutes and laws: windows of 30 Han characters have
at least .86 of GB/T 2312 level 1, and windows of 200 at least .23 of :data:`_COMMON`; a random
choice among the characters of level 1 has .05.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.text_forms import squeeze

#: Characters that stand for nothing: two are an accident, this part of a page is not.
_UNREADABLE = 0.05
#: A line of a few characters, half of them unreadable, may be the title in a font of its own.
_LINE_LENGTH = 4
_LINE_UNREADABLE = 0.5
#: Symbol fonts (bullets, ticks) map to private use as well.
_SYMBOL_FONT = range(0xF020, 0xF100)
_SYMBOLS = 0.3
#: Bytes of GBK taken for Latin-1: ÖÐ»ªÈËÃñ. Signs that Chinese text uses itself do not count.
_LATIN_SOUP = 0.25
_LATIN_SIGNS = frozenset("·°×±§÷²³µ©®«»")
#: Glyph numbers taken for ASCII: !"#$%&.
_SIGN_SOUP = 0.3
_SIGN_SOUP_LENGTH = 40
_NO_HAN = 0.1
_ORDINARY_SIGNS = frozenset(".,-:%/()|_=*+")
#: Han characters that show whether they are ordinary, or common.
_HAN_ENOUGH = 30
_ORDINARY_HAN = 0.7
#: By how many there are, the least part that is common: a list of names has few of them, so a
#: short page is only doubted where chance would do as well.
_COMMON_HAN = ((500, 0.16), (300, 0.13), (150, 0.09))
#: Letters of this many scripts beside Han and Latin on one page, and their part of it.
_SCRIPTS = 4
_OTHER_SCRIPTS = 0.1

#: The most frequent characters of policy text; they make up .61 of it.
_COMMON = frozenset(
    "的业和工发人国务实化政作新建全区展要一生进动行中产地大加市部等保设理关资情防力机有会高推疫用民强提体"
    "重制对合公持年开法定施企各在成通以管能服应控好经家项为增规方点社时农不办省医现入级出改上治平局院主及个"
    "支度量门安质构分基员创育技府城性位金效学水事面三期同导目长深场于物运科文品优做标监程本造源信报升落责策"
    "统代总坚自指十教费心障系快济专委共与完二到融护单下型日前域组五调确求收领内集月续利电是向范件活职"
)


def is_garbled(lines: Sequence[str]) -> bool:
    """Whether the printed lines of one page cannot be what the page shows."""
    visible = [_visible(line) for line in lines]
    text = "".join(visible)
    if not text:
        return False
    return (
        _is_unreadable(visible, text)
        or _is_byte_soup(text)
        or _is_improbable([character for character in text if _is_han(character)])
        or _mixes_scripts(text)
    )


def _visible(line: str) -> str:
    """Return a line without white space; control characters stay, they are the evidence."""
    return "".join(c for c in line if not c.isspace() and (_unreadable(c) or squeeze(c)))


def _share(characters: Iterable[bool], length: int) -> float:
    return sum(characters) / length


@lru_cache(maxsize=4096)
def _unreadable(character: str) -> bool:
    if character == "\ufffd":
        return True
    category = unicodedata.category(character)
    private = category == "Co" and ord(character) not in _SYMBOL_FONT
    return private or category in ("Cc", "Cn", "Cs")


def _is_unreadable(lines: Sequence[str], text: str) -> bool:
    count = sum(map(_unreadable, text))
    if count > 1 and count > _UNREADABLE * len(text):
        return True
    spoiled = any(
        len(line) >= _LINE_LENGTH and _share(map(_unreadable, line), len(line)) > _LINE_UNREADABLE
        for line in lines
    )
    return spoiled or _share((ord(c) in _SYMBOL_FONT for c in text), len(text)) > _SYMBOLS


def _is_byte_soup(text: str) -> bool:
    latin = _share(("\xa1" <= c <= "\xff" and c not in _LATIN_SIGNS for c in text), len(text))
    if latin > _LATIN_SOUP:
        return True
    signs = _share(
        (c.isascii() and not c.isalnum() and c not in _ORDINARY_SIGNS for c in text), len(text)
    )
    han = _share(map(_is_han, text), len(text))
    return len(text) >= _SIGN_SOUP_LENGTH and signs > _SIGN_SOUP and han < _NO_HAN


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U000323af"


@lru_cache(maxsize=32768)
def _is_ordinary(character: str) -> bool:
    """Whether a Han character is of level 1 of GB/T 2312 or, for traditional text, of Big5."""
    simplified = character.encode("gb2312", errors="ignore")
    traditional = character.encode("big5", errors="ignore")
    return (len(simplified) == 2 and simplified[0] < 0xD8) or (
        len(traditional) == 2 and traditional[0] < 0xC9
    )


def _is_improbable(han: Sequence[str]) -> bool:
    if len(han) < _HAN_ENOUGH:
        return False
    if _share(map(_is_ordinary, han), len(han)) < _ORDINARY_HAN:
        return True
    needed = next((share for count, share in _COMMON_HAN if len(han) >= count), 0.0)
    return _share((c in _COMMON for c in han), len(han)) < needed


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]


def _mixes_scripts(text: str) -> bool:
    """Whether letters of many scripts stand side by side; a document in one of them is none."""
    others = [
        _script(c)
        for c in text
        if c.isalpha() and not c.isascii() and not _is_han(c) and _script(c) not in _OWN_SCRIPTS
    ]
    return len(set(others)) >= _SCRIPTS and len(others) > _OTHER_SCRIPTS * len(text)


_OWN_SCRIPTS = frozenset(
    ("LATIN", "FULLWIDTH", "CJK", "GREEK", "IDEOGRAPHIC", "KANGXI", "ROMAN", "CIRCLED", "BOPOMOFO")
)
