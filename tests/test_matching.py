"""Where a query stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import content_words
from index.normalize import normal_characters, normalize
from search.matching import Wanted, match_text


def marked(text: str, wanted: Wanted) -> list[str]:
    return [text[start:end] for start, end in match_text(text, wanted).spans]


def test_a_phrase_is_found_through_stray_spaces() -> None:
    text = "建设高 等\n研究院，高等研究院"
    assert marked(text, Wanted(("高等研究院",))) == ["高 等\n研究院", "高等研究院"]
    assert match_text(text, Wanted(("高等研究院",))).share == 1


def test_words_are_found_with_their_share_of_the_idf() -> None:
    wanted = Wanted(words={"就业": 3.0, "创业": 1.0})
    found = match_text("就业工作，促进就业。", wanted)
    assert found.share == pytest.approx(0.75)
    assert marked("就业工作，促进就业。", wanted) == ["就业", "就业"]
    assert match_text("养老服务。", wanted).share == 0


def test_words_that_touch_are_one_mark() -> None:
    wanted = Wanted(words={"高等": 1.0, "研究": 1.0, "研究院": 1.0})
    assert marked("建设高等研究院。", wanted) == ["高等研究院"]


def test_where_a_phrase_stands_only_phrases_are_marked() -> None:
    wanted = Wanted(("高等研究院",), {"高等": 1.0})
    assert marked("高等教育与高等研究院。", wanted) == ["高等研究院"]
    assert marked("高等教育。", wanted) == ["高等"]


def test_nothing_wanted_finds_nothing() -> None:
    for wanted in (Wanted(), Wanted((), {})):
        found = match_text("高等研究院", wanted)
        assert (found.spans, found.share) == ((), 0)


def test_a_character_that_becomes_several_is_marked_whole() -> None:
    assert marked("面积100㎡以上", Wanted(("0m",))) == ["0㎡"]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("与南京大学共建", "南京大學", ["南京大学"]),
        ("與南 京\n大學共建", "南京大学", ["南 京\n大學"]),
        ("於二〇二〇年印发", "2020年", ["二〇二〇年"]),
        ("于2020年印发", "二○二○年", ["2020年"]),
        ("第 一百\n零一次会议", "第101次", ["第 一百\n零一次"]),
        ("第101次会议", "第一百零一次", ["第101次"]),
        ("十二届三次", "12届3次", ["十二届三次"]),
        ("二零二六年三月五日至廿八日", "3月5日", ["三月五日"]),
        ("３０日内办结", "三十日内", ["３０日内"]),
        ("ＧＤＰ增速", "gdp", ["ＧＤＰ"]),
        ("高\u200b等\ufe0f研究院", "高等研究院", ["高\u200b等\ufe0f研究院"]),
        ("⻓⾠小学", "长辰", ["⻓⾠"]),
        ("第三产业、第3产业", "第三产业", ["第三产业"]),
    ],
)
def test_a_phrase_in_another_form_is_marked_where_it_is_printed(
    text: str, query: str, expected: list[str]
) -> None:
    found = match_text(text, Wanted((normalize(query).text,)))
    assert [text[start:end] for start, end in found.spans] == expected
    assert found.share == 1


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("加快產業轉型", "产业", ["產業"]),
        ("加快产业转型", "產業", ["产业"]),
        ("第一百零一次", "101", ["一百零一"]),
        ("占地５０亩", "50", ["５０"]),
    ],
)
def test_a_word_in_another_form_is_marked_where_it_is_printed(
    text: str, query: str, expected: list[str]
) -> None:
    wanted = {term.text: 1.0 for term in content_words(normalize(query))}
    assert marked(text, Wanted(words=wanted)) == expected


def test_a_mark_never_cuts_a_numeral() -> None:
    # 1次 stands in 101次.
    assert marked("第一百零一次会议", Wanted(("1次",))) == ["一百零一次"]


TEXT = st.text(st.sampled_from("高等學研究院 \n\u200b，㎡m2aA二〇三十年月"), max_size=60)


@given(
    TEXT,
    st.lists(TEXT, max_size=3),
    st.dictionaries(st.sampled_from("高等研究"), st.floats(0.1, 9)),
)
def test_spans_are_in_order_apart_and_lead_to_what_was_wanted(
    text: str, phrases: list[str], words: dict[str, float]
) -> None:
    normal = [normalize(phrase).text for phrase in phrases]
    wanted = Wanted(tuple(phrase for phrase in normal if phrase), words)
    found = match_text(text, wanted)
    assert 0 <= found.share <= 1 + 1e-9
    assert bool(found.spans) == (found.share > 0)
    for (_, end), (start, _) in zip(found.spans, found.spans[1:], strict=False):
        assert end < start
    held = [phrase for phrase in wanted.phrases if phrase in normalize(text).text]
    if held:
        inside = ["".join(map(normal_characters, text[start:end])) for start, end in found.spans]
        plain = [phrase for phrase in held if not any(c.isdigit() for c in phrase)]
        assert all(any(phrase in one for one in inside) for phrase in plain)
