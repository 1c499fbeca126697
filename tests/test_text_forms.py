"""The forms of text that patterns are matched on."""

from __future__ import annotations

import unicodedata

from index.text_forms import is_blank_mark, squeeze

_SURROGATES = range(0xD800, 0xE000)


def test_squeezing_takes_exactly_the_characters_that_print_nothing() -> None:
    characters = [chr(code) for code in range(0x110000) if code not in _SURROGATES]
    left = set(squeeze("".join(characters)))
    kept_blank = [c for c in left if is_blank_mark(c)]
    lost = [c for c in characters if c not in left and not is_blank_mark(c)]
    assert kept_blank == []
    assert [c for c in lost if unicodedata.category(c) != "Cn"] == []
