"""User text → query: quotes of every shape, and nothing that is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize import normalize
from search.messages import MESSAGES, message
from search.query import parse_query
from search.request import MAXIMUM_QUERY_LENGTH


def codes(text: str) -> list[str]:
    return [notice.code for notice in parse_query(text).notices]


@pytest.mark.parametrize(
    ("text", "phrases", "words"),
    [
        ("高等研究院", (), "高等研究院"),
        ("“高等研究院”", ("高等研究院",), ""),
        ('"高等研究院"', ("高等研究院",), ""),
        ("＂高等研究院＂", ("高等研究院",), ""),
        ('＂高等研究院"', ("高等研究院",), ""),
        ("“高等 研究院”", ("高等研究院",), ""),
        ("“ＧＤＰ 增长”", ("gdp增长",), ""),
        ("“高等”“研究”", ("高等", "研究"), ""),
        ("“高等”“高等”", ("高等",), ""),
        ("建设“高等”方案", ("高等",), "建设方案"),
        ('"高等"建设"研究"', ("高等", "研究"), "建设"),
        ('“他说"好"了”', ('他说"好"了',), ""),
        ("就业 创业", (), "就业创业"),
        ("《高等研究院》", (), "《高等研究院》"),
    ],
)
def test_quotes_are_taken_out_of_the_words(text: str, phrases: tuple[str, ...], words: str) -> None:
    query = parse_query(text)
    assert (query.phrases, query.words.text, query.notices) == (phrases, words, ())


@pytest.mark.parametrize("text", ["“高等", "高等”", '"高等', "”高等“", '“高等"', "＂高等"])
def test_a_quote_without_a_partner_is_taken_literally_and_named(text: str) -> None:
    query = parse_query(text)
    assert [notice.code for notice in query.notices] == ["unbalanced_quote"]
    assert not set('"“”＂') & set(query.words.text)
    assert "高" in query.words.text


def test_one_character_in_quotes_is_a_word() -> None:
    query = parse_query("“高”等")
    assert (query.phrases, query.words.text) == ((), "高等")
    assert codes("“高”等") == ["short_phrase"]
    assert "高" in query.notices[0].text("zh")


@pytest.mark.parametrize("text", ["", " ", "“”", '""', "“ ”", "\u200b", "“\u3000”", "\ud800"])
def test_nothing_to_search_for_is_empty(text: str) -> None:
    query = parse_query(text)
    assert query.empty
    assert query.interpreted == ""


def test_a_long_query_is_cut_and_named() -> None:
    query = parse_query("高" * (MAXIMUM_QUERY_LENGTH + 1))
    assert len(query.words.text) == MAXIMUM_QUERY_LENGTH
    assert codes("高" * 10_000) == ["query_too_long"]
    assert codes("高" * MAXIMUM_QUERY_LENGTH) == []
    # The cut may fall between quotes.
    assert codes("“" + "高" * 10_000 + "”") == ["query_too_long", "unbalanced_quote"]


@given(st.one_of(st.text(), st.text(st.sampled_from('高等“”"＂ \u200b'))))
def test_any_text_is_understood(text: str) -> None:
    query = parse_query(text)
    assert all(len(phrase) >= 2 for phrase in query.phrases)
    assert len(set(query.phrases)) == len(query.phrases)
    assert query.empty == (not query.interpreted)
    assert normalize(query.remaining).text == query.words.text
    for notice in query.notices:
        assert notice.text("zh") != notice.text("en")
    # Nothing visible is lost, quotation marks and repeated phrases aside.
    marks = str.maketrans("", "", '"“”')
    found = set(query.words.text + "".join(query.phrases)) - set('"“”')
    if len(text) <= MAXIMUM_QUERY_LENGTH:
        assert found == set(normalize(text).text.translate(marks))


@given(st.text(st.sampled_from("高等研究院建设方案就业"), min_size=1))
def test_what_was_understood_can_be_searched_again(text: str) -> None:
    query = parse_query(f"{text}“{text}{text}”")
    again = parse_query(query.interpreted)
    assert (again.phrases, again.words.text) == (query.phrases, query.words.text)


def test_every_message_is_there_in_both_languages() -> None:
    for code, sentences in MESSAGES.items():
        assert set(sentences) == {"zh", "en"}, code
        assert all(sentences.values())


def test_a_message_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("no_such_message")
