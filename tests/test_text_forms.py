"""The forms of text that patterns are matched on."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text_forms import bare, is_blank_mark, squeeze, tidy

_SURROGATES = range(0xD800, 0xE000)


def test_squeezing_takes_exactly_the_characters_that_print_nothing() -> None:
    characters = [chr(code) for code in range(0x110000) if code not in _SURROGATES]
    left = set(squeeze("".join(characters)))
    kept_blank = [c for c in left if is_blank_mark(c)]
    lost = [c for c in characters if c not in left and not is_blank_mark(c)]
    assert kept_blank == []
    assert [c for c in lost if unicodedata.category(c) != "Cn"] == []


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("习 近 平 总书记", "习近平总书记"),
        ("202 6 年 1 2 月 3 1 日", "2026年12月31日"),
        ("2 0 2 6 年", "2026年"),
        ("议 定 事 项", "议定事项"),
        ("总　　则", "总则"),
        ("第　450　号", "第450号"),
        ("县府〔20 26〕1 5 号", "县府〔2026〕15号"),
        ("增长 1 0%", "增长10%"),
        ("new energy 汽车", "new energy汽车"),
        ("AI PC、AI手机", "AI PC、AI手机"),
        ("GB 18466", "GB 18466"),
        ("85093776 85093747", "85093776 85093747"),
        ("2020 2021 2022年", "2020 2021 2022年"),
        ("某市人民政府办公室            2026年3月5日", "某市人民政府办公室 2026年3月5日"),
        ("郭 强 王 明 何小红", "郭强王明何小红"),
        ("出席：郭 强 王 明 何小红", "出席：郭强 王明 何小红"),
        ("出 席：欧阳兰  王  明", "出席：欧阳兰 王明"),
        ("列席人员：郭  强　何小红", "列席人员：郭强 何小红"),
        ("何小红  郭  强  王  明", "何小红 郭强 王明"),
        ("会  议  纪  要", "会议纪要"),
        ("出席：郭 强，王 明", "出席：郭强，王明"),
        ("出席：习 近 平", "出席：习近平"),
        ("，\u200b标 点 。", "，标点。"),
        ("　　", ""),
    ],
)
def test_a_paragraph_as_it_is_read(printed: str, read: str) -> None:
    assert tidy(printed) == read


MIXED = st.text(st.sampled_from("出席：郭强会议12 69年月a，。 \u3000\t\u200b"))


@given(MIXED)
def test_reading_changes_white_space_only(text: str) -> None:
    read = tidy(text)
    assert bare(read) == bare(text)
    assert read == read.strip()
    assert not re.search(r"\s\s|[^\S ]", read)


@pytest.mark.parametrize("piece", ["1 ", "郭 ", " ", "1", "a ", "出席： ", "1\u3000年"])
def test_a_million_characters_are_read_in_a_moment(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert squeeze(tidy(text)) == squeeze(text)
