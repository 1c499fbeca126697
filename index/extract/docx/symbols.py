"""What the characters of symbol fonts stand for.

Word writes a character of such a font as ``w:sym`` (17.3.3.30) or as a private-use character
U+F020 to U+F0FF; the low byte is its place in the font. Fonts: Symbol as Adobe's Symbol encoding
(Unicode mapping symbol.txt), Wingdings and Wingdings 2 as far as office documents use them.
"""

from __future__ import annotations

import re

PRIVATE_USE = re.compile("[\uf020-\uf0ff]")
#: For a bullet whose sign is not known: that it is a bullet is certain.
BULLET = "•"

_SYMBOL_LETTERS = dict(
    zip(
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL_SIGNS = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥",
    0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
    0xC9: "⊃", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐",
    0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□",
    0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
    **{0x81 + place: chr(0x2460 + place) for place in range(10)},
    **{0x8C + place: chr(0x2776 + place) for place in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0x98: "●",
    0x9A: "○", 0xA2: "■", 0xA3: "□", 0xA7: "▪", 0xF3: "★",
}  # fmt: skip
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        **{place: chr(place) for place in range(0x20, 0x40)},
        **{place: chr(place) for place in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
        **_SYMBOL_LETTERS,
        **_SYMBOL_SIGNS,
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def is_symbol_font(font: str | None) -> bool:
    """Whether the characters of a font are signs, whatever letters they are typed as."""
    name = (font or "").strip().casefold()
    return name in _FONTS or name.startswith(("wingdings", "webdings"))


def symbol(font: str | None, code: int) -> str | None:
    """Return the sign at a place of a symbol font, or ``None`` where it is not known.

    ``code`` is the place in the font (0x20 to 0xFF), or the private-use character for it, or, in
    other fonts, a Unicode character.
    """
    table = _FONTS.get((font or "").strip().casefold())
    if 0xF020 <= code <= 0xF0FF:
        place = code - 0xF000
        return table.get(place) if table else _WINGDINGS.get(place) if not font else None
    if table:
        return table.get(code)
    printable = 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return chr(code) if printable and not is_symbol_font(font) else None
