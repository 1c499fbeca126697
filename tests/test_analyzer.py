"""Words and bigrams: the same as jieba's, and nothing that a query could miss."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from conftest import FULL_COUNTS, PROJECT
from hypothesis import given
from hypothesis import strategies as st

from index import analyzer
from index.analyzer import MAXIMUM_TERM_LENGTH, bigrams, content_bigrams, content_words, words
from index.normalize import normalize

LINES = 3_000 if FULL_COUNTS else 300


@cache
def reference(directory: Path) -> ModuleType:
    """jieba itself, with the same user words; its cache goes to ``directory``."""
    with warnings.catch_warnings():
        # Invalid escapes in its source, and pkg_resources.
        warnings.simplefilter("ignore")
        import jieba
    jieba.dt.tmp_dir = str(directory)
    jieba.setLogLevel("ERROR")
    for word in analyzer.user_words():
        jieba.add_word(normalize(word).text, analyzer.USER_WORD_FREQUENCY, analyzer.USER_WORD_TAG)
    return jieba


def sample_lines(count: int) -> list[str]:
    """Return normal text in pieces of many shapes: lines, clauses, and lines run together."""
    texts = [path.read_text("utf-8") for path in sorted((PROJECT / "samples").glob("*.txt"))]
    lines = [
        normal for text in texts for line in text.splitlines() if (normal := normalize(line).text)
    ]
    clauses = [clause for line in lines for clause in line.split(",") if clause]
    joined = [first + second for first, second in zip(lines, lines[1:], strict=False)]
    distinct = list(dict.fromkeys([*lines, *clauses, *joined]))
    return distinct[:: len(distinct) // count][:count]


def test_the_same_words_as_jieba(tmp_path_factory: pytest.TempPathFactory) -> None:
    jieba = reference(tmp_path_factory.getbasetemp())
    lines = sample_lines(LINES)
    assert len(lines) == LINES
    for line in lines:
        assert list(analyzer.cut(line)) == list(jieba.tokenize(line, mode="search")), line


#: Whole words: for runs of one repeated character jieba's two cuts are equally likely.
PIECES = [
    "高等研究院",
    "建设",
    "中关村",
    "市应急局",
    "2026",
    "09",
    "3-5",
    "x_y",
    *"的关了年abz.-_%+#&/，。яé😀",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10, unique=True).map("".join))
def test_the_same_words_where_latin_letters_marks_and_digits_mix(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    jieba = reference(tmp_path_factory.getbasetemp())
    normal = normalize(text).text
    ours, theirs = analyzer.cut(normal), jieba.tokenize(normal, mode="search")
    assert [w for w in ours if has_content(w[0])] == [w for w in theirs if has_content(w[0])]


def has_content(word: str) -> bool:
    return any(analyzer.is_content(character) for character in word)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2025-04-14", ["2025", "04", "14"]),
        ("covid-19疫情", ["covid", "19", "疫情"]),
        ("12.5亿元", ["12.5", "亿元"]),
        ("www.example.cn", ["www", "example", "cn"]),
    ],
)
def test_latin_words_are_cut_at_marks(text: str, parts: list[str]) -> None:
    assert [term.text for term in words(normalize(text))] == parts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("请市应急局于六月底前完成", "市应急局"),
        ("由市住建局牵头", "市住建局"),
        ("会市人力资源和社会保障局研究", "市人力资源和社会保障局"),
        ("报市发改委备案", "市发改委"),
    ],
)
def test_names_of_units_stay_whole(text: str, kept: str) -> None:
    assert kept in [term.text for term in words(normalize(text))]


def test_every_user_word_stays_whole_between_other_words() -> None:
    for word in analyzer.user_words():
        normal = normalize(f"请{word}于月底前").text
        assert normalize(word).text in [term.text for term in words(normalize(normal))], word


@given(st.text())
def test_terms_stand_where_they_say(text: str) -> None:
    normal = normalize(text)
    for term in words(normal):
        assert normal.text[term.start : term.end][:MAXIMUM_TERM_LENGTH] == term.text
    for term in bigrams(normal):
        assert normal.text[term.start : term.end] == term.text


@given(
    st.text(st.sampled_from("高等研究院建设，。（）a1😀 \n"), min_size=2),
    st.data(),
)
def test_a_substring_has_only_bigrams_that_the_text_has(text: str, data: st.DataObject) -> None:
    normal = normalize(text)
    if len(normal.text) < 2:
        return
    start = data.draw(st.integers(0, len(normal.text) - 2))
    end = data.draw(st.integers(start + 2, len(normal.text)))
    part = {term.text for term in bigrams(normalize(normal.text[start:end]))}
    whole = {term.text for term in bigrams(normal)}
    assert part <= whole
    assert all(any(analyzer.is_content(c) for c in pair) for pair in whole)


def test_bigrams_cross_words_and_take_in_punctuation() -> None:
    pairs = [term.text for term in bigrams(normalize("高等，研"))]
    assert pairs == ["高等", "等,", ",研"]
    assert [term.text for term in content_bigrams(normalize("高等，研"))] == ["高等"]


def test_two_marks_are_no_bigram() -> None:
    assert bigrams(normalize("。。，")) == []


def test_latin_words_are_separate_and_stray_spaces_are_not() -> None:
    assert [term.text for term in words(normalize("New Energy"))] == ["new", "energy"]
    assert [term.text for term in words(normalize("202 6 年"))] == ["2026", "年"]
    assert "研究院" in [term.text for term in words(normalize("研 究\n院"))]


def test_spans_after_a_latin_gap_are_those_of_the_normal_text() -> None:
    found = {term.text: (term.start, term.end) for term in words(normalize("new energy 汽车"))}
    assert found["energy"] == (3, 9)
    assert found["汽车"] == (9, 11)


def test_long_runs_are_cut() -> None:
    text = "a" * 5_000
    assert [term.text for term in words(normalize(text))] == ["a" * MAXIMUM_TERM_LENGTH]


def test_long_text_keeps_all_its_words() -> None:
    text = "高等研究院建设方案，" * 2_000
    assert sum(term.text == "研究院" for term in words(normalize(text))) == 2_000


def test_punctuation_is_no_word_and_stop_words_carry_nothing() -> None:
    assert words(normalize("，。！")) == []
    every = [term.text for term in words(normalize("关于就业的意见"))]
    meaning = [term.text for term in content_words(normalize("关于就业的意见"))]
    assert "的" in every
    assert "的" not in meaning
    assert "就业" in meaning


def test_another_dictionary_has_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = analyzer.analyzer_fingerprint()
    for path in analyzer.DICTIONARY_DIRECTORY.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "words.txt").open("a", encoding="utf-8") as file:
        file.write("议定事项库\n")
    monkeypatch.setattr(analyzer, "DICTIONARY_DIRECTORY", tmp_path)
    analyzer.dictionary_hash.cache_clear()
    try:
        assert analyzer.analyzer_fingerprint() != before
    finally:
        monkeypatch.undo()
        analyzer.dictionary_hash.cache_clear()
    assert analyzer.analyzer_fingerprint() == before
