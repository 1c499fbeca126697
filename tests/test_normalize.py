"""The normal form and the way back from it, over any text."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from reading_helpers import read_sources

from index import normalize as normal_form
from index.identity import identify
from index.model import Document
from index.normalize import NormalText, normal_characters, normalize
from index.parsers.numerals import parse_numeral

#: Text of this genre with everything that disturbs it, beside any text at all.
DISTURBED = st.text(
    st.sampled_from(
        "高等研究院，。（）() \t\n\u3000\u00a0\u200b\u200d\ufeff\u202eＡａ１㎡⼀⽇①ﬁİßΣ😀"
        "發學後衞⻓\ufe0f"
    )
)
#: Numerals with what stands beside them where they count.
NUMBERED = st.text(st.sampled_from("〇零○一二三九十百千廿oO0125年月日号届次第条点级的 \n"))
ANY_TEXT = st.one_of(st.text(), DISTURBED, NUMBERED)


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


def plain(text: str) -> str:
    """Return the form of each character alone."""
    return "".join(map(normal_characters, text))


@given(ANY_TEXT)
def test_every_character_knows_the_stretch_it_came_from(text: str) -> None:
    normal = normalize(text)
    starts, ends = list(normal.offsets[:-1]), list(normal.ends)
    assert len(ends) == len(normal.text)
    assert ends == sorted(ends)
    for character, start, end in zip(normal.text, starts, ends, strict=True):
        origin = plain(text[start:end])
        digits = str(parse_numeral(origin)) if parse_numeral(origin) is not None else ""
        assert character in origin or character in digits
        # Nothing that vanishes stands at the ends of it.
        assert plain(text[start]) != ""
        assert plain(text[end - 1]) != ""


@given(ANY_TEXT)
def test_the_stretches_lie_side_by_side_and_leave_out_only_what_vanishes(text: str) -> None:
    normal = normalize(text)
    covered = list(dict.fromkeys(zip(normal.offsets[:-1], normal.ends, strict=True)))
    place = 0
    for start, end in covered:
        assert plain(text[place:start]) == ""
        assert place <= start < end
        place = end
    assert plain(text[place:]) == ""


@given(ANY_TEXT, st.data())
def test_a_span_leads_back_to_the_text_it_came_from(text: str, data: st.DataObject) -> None:
    normal = normalize(text)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    first, last = normal.original_span(start, end)
    assert 0 <= first < last <= len(text)
    origins = list(zip(normal.offsets[:-1], normal.ends, strict=True))
    assert first == min(origin[0] for origin in origins[start:end])
    assert last == max(origin[1] for origin in origins[start:end])


#: A superset of the numerals that :mod:`index.number_forms` may write in digits.
RUN = re.compile("[0-9〇零一二三四五六七八九十百千廿卅o]+")


def before(normal: NormalText, place: int) -> str:
    """Return what of a normal text comes from before ``place`` of its original."""
    return normal.text[: sum(1 for end in normal.ends if end <= place)]


@given(NUMBERED.map(plain), NUMBERED.map(plain))
def test_two_texts_side_by_side_change_only_around_their_seam(left: str, right: str) -> None:
    whole = normalize(left + right).text
    # A numeral is judged by one character before it and two behind.
    cut = [run.start() for run in RUN.finditer(left) if run.end() + 2 > len(left)]
    assert whole.startswith(before(normalize(left), min(cut, default=len(left))))
    first = RUN.match(right)
    follows = first.end() if first else 0
    kept = len(before(normalize(right), follows))
    assert whole.endswith(normalize(right).text[kept:])


@given(ANY_TEXT)
def test_nothing_visible_is_lost(text: str) -> None:
    normal = normalize(text)
    kept = {
        place
        for start, end in zip(normal.offsets[:-1], normal.ends, strict=True)
        for place in range(start, end)
    }
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if not character.isspace() and category not in ("Cc", "Cf", "Cs", "Mn"):
            folded = unicodedata.normalize("NFKC", character)
            if folded.strip(" \u1160"):
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
        ("㈠⑵⒊", "(一)(2)3."),
        ("㏠㋀", "1日1月"),
        ("№12", "no12"),
        ("㎞²", "km2"),
        ("⻓⺠⻔", "长民门"),
        ("葛\U000e0100城", "葛城"),
        ("五\ufe0f星", "五星"),
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


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("南京大學", "南京大学"),
        ("關於徵收土地的決定", "关于征收土地的决定"),
        ("機關後勤與檔案管理", "机关后勤与档案管理"),
        ("衞生局、粧、敍", "卫生局、妆、叙"),
        ("臺灣、台灣", "台湾、台湾"),
        ("裡面和裏面", "里面和里面"),
        ("羣眾、群衆", "群众、群众"),
        ("戶籍、説明、産業", "户籍、说明、产业"),
        ("髮與發", "发与发"),
    ],
)
def test_traditional_characters_and_their_variants_are_simplified(
    traditional: str, simplified: str
) -> None:
    normal = normalize(traditional)
    assert normal.text == normalize(simplified).text
    assert len(normal.text) == len(traditional)


@pytest.mark.parametrize("text", ["著名", "么", "沈阳", "皇后", "茶几", "瞭望", "慰藉", "人云亦云"])
def test_characters_that_are_simplified_already_stay(text: str) -> None:
    assert normalize(text).text == text


#: What GB 2312 has though it is also a traditional form of something else there.
ALSO_TRADITIONAL = "乾於後徵麽吒夥拚捱摺榘菸薹袷醣麴"


def test_the_common_simplified_characters_are_their_own_form() -> None:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = [code.decode("gb2312", "ignore") for code in rows]
    assert len("".join(common)) == 6_763
    changed = {character for character in common if normal_characters(character) != character}
    assert changed == set(ALSO_TRADITIONAL)
    assert "".join(common).translate(normal_form._Forms()) == "".join(
        map(normal_characters, common)
    )


def test_what_counts_as_regular_is_always_one_character() -> None:
    for number in range(0x110000):
        character = chr(number)
        if not normal_form._IRREGULAR.match(character):
            assert len(normal_characters(character)) == 1, hex(number)


def test_the_memory_for_forms_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = normal_form._Forms()
    assert "南京大学".translate(forms) == "南京大学"
    monkeypatch.setattr(normal_form, "_REMEMBERED_FORMS", len(forms) + 3)
    assert "南京大學關於徵收，ＡＢＣ".translate(forms) == "南京大学关于征收,abc"
    assert len(forms) == normal_form._REMEMBERED_FORMS


def first_form(text: str) -> str:
    """Return the normal form of version 1: compatibility forms, lower case, no white space."""
    folded = (unicodedata.normalize("NFKC", character).lower() for character in text)
    return "".join(
        part
        for part in "".join(folded)
        if not part.isspace() and unicodedata.category(part) not in ("Cc", "Cf", "Cs")
    )


@dataclass(frozen=True)
class Former:
    """What version 1 gave, as far as ids ask."""

    text: str


def keys(documents: Iterable[Document]) -> dict[str, str]:
    """Return source → what its id is made of."""
    return {document.sources[0].name: document.key for document in identify(documents).documents}


def test_samples_keep_the_ids_of_version_1_unless_numerals_name_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [reading.document for reading in read_sources(PROJECT / "samples")]
    documents = [document for document in found if document is not None]
    present = keys(documents)
    assert len(present) == len(found) > 40
    for module in [m for name, m in sys.modules.items() if name.startswith("index.")]:
        if getattr(module, "normalize", None) is normalize:
            monkeypatch.setattr(module, "normalize", lambda text: Former(first_form(text)))
    former = keys(documents)
    changed = [key for name, key in former.items() if key != present[name]]
    # Without number and date, a document is known by a hash of its whole text.
    assert [key for key in changed if not key.startswith("content|")] == []
    assert len(changed) <= len(documents) // 20
