"""The normal form and its offsets, over any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize import normal_characters, normalize

#: Text of this genre with everything that disturbs it, beside any text at all.
DISTURBED = st.text(
    st.sampled_from(
        "高等研究院，。（）() \t\n\u3000\u00a0\u200b\u200d\ufeff\u202eＡａ１㎡⼀⽇①ﬁİßΣ😀"
    )
)
ANY_TEXT = st.one_of(st.text(), DISTURBED)


@given(ANY_TEXT)
def test_text_in_normal_form_stays_as_it_is(text: str) -> None:
    normal = normalize(text).text
    again = normalize(normal)
    assert again.text == normal
    assert list(again.offsets) == list(range(len(normal) + 1))


def test_every_character_of_unicode_is_normal_after_one_step() -> None:
    # Beyond these blocks nothing but private use is assigned.
    for number in (*range(0x33480), *range(0xE0000, 0xE1000)):
        once = normal_characters(chr(number))
        assert normalize(once).text == once, hex(number)


@given(ANY_TEXT)
def test_offsets_rise_and_cover_the_original(text: str) -> None:
    normal = normalize(text)
    offsets = list(normal.offsets)
    assert len(offsets) == len(normal.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(ANY_TEXT, st.data())
def test_a_span_leads_back_to_the_text_it_came_from(text: str, data: st.DataObject) -> None:
    normal = normalize(text)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    original_start, original_end = normal.original_span(start, end)
    assert 0 <= original_start < original_end <= len(text)
    back = normalize(text[original_start:original_end]).text
    # One character may give several (㎡ → m2): the span takes in the whole of it.
    first = start - list(normal.offsets).index(original_start)
    assert back[first : first + end - start] == normal.text[start:end]
    whole_start = first == 0
    whole_end = end == len(normal.text) or normal.offsets[end] != normal.offsets[end - 1]
    if whole_start and whole_end:
        assert back == normal.text[start:end]


@given(ANY_TEXT)
def test_nothing_visible_is_lost(text: str) -> None:
    kept = set(normalize(text).offsets[:-1])
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if not character.isspace() and category not in ("Cc", "Cf", "Cs"):
            folded = unicodedata.normalize("NFKC", character)
            if folded.strip():
                assert place in kept


@pytest.mark.parametrize(
    ("original", "normal"),
    [
        ("202 6 年", "2026年"),
        ("事\u3000项", "事项"),
        ("高等\u200b研究\ufeff院", "高等研究院"),
        ("左\u202e右\u2066里", "左右里"),
        ("硬\n换\r\n行", "硬换行"),
        ("ＡＢＣ１２３", "abc123"),
        ("（一），：；！？", "(一),:;!?"),
        ("100㎡", "100m2"),
        ("⼀⽇⾏", "一日行"),
        ("GDP", "gdp"),
        ("。、《》“”〔〕", "。、《》“”〔〕"),
        ("①", "1"),
        ("", ""),
        (" \t\n", ""),
    ],
)
def test_what_is_unified(original: str, normal: str) -> None:
    assert normalize(original).text == normal


def test_a_lone_surrogate_vanishes() -> None:
    # It cannot be encoded, so it could stand neither in an index nor in a query.
    assert normalize("高\ud800等").text == "高等"


def test_a_match_across_stray_spaces_is_marked_whole() -> None:
    text = "请 高 等\n研 究 院 建设"
    normal = normalize(text)
    start = normal.text.index("高等研究院")
    a, b = normal.original_span(start, start + 5)
    assert text[a:b] == "高 等\n研 究 院"
