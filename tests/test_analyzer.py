"""Words and bigrams: the same as jieba's, and nothing that a query could miss."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import rjieba
from conftest import FULL_COUNTS, PROJECT, StubIndex
from hypothesis import given
from hypothesis import strategies as st

from index import analyzer
from index.analyzer import MAXIMUM_TERM_LENGTH, bigrams, content_bigrams, content_words, words
from index.authority import unit_words
from index.generation import current_name
from index.normalize import normalize
from search.errors import IndexUnavailableError
from search.readers.local import LocalReader

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
    jieba.initialize()
    for word in analyzer.user_words():
        if not jieba.dt.FREQ.get(word):
            jieba.add_word(word, analyzer.USER_WORD_FREQUENCY, analyzer.USER_WORD_TAG)
    for word in analyzer.removed_words():
        jieba.add_word(word, 0)
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
        assert analyzer.segment(line) == list(jieba.tokenize(line, "search", HMM=False)), line


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
    assert analyzer.segment(normal) == list(jieba.tokenize(normal, "search", HMM=False))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2025-04-14", ["2025", "04", "14"]),
        ("covid-19疫情", ["covid", "19", "疫情"]),
        ("12.5亿元", ["12.5", "亿元"]),
        ("增长5.2%以上", ["增长", "5.2", "以上"]),
        ("PM2.5浓度", ["pm2.5", "浓度"]),
        ("全长12.5km", ["全长", "12.5", "km"]),
        ("2025.04.14", ["2025", "04", "14"]),
        ("第3.条", ["第", "3", "条"]),
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
    stock = rjieba.Jieba()
    added = [word for word in analyzer.user_words() if not stock.has_word(word)]
    assert len(added) > 3_000
    cut = [word for word in added if word not in [w for w, _, _ in analyzer.cut(f"请{word}研究")]]
    # What is no unit of its own may be cut: 建设部门 is 建设 and 部门.
    assert [word for word in cut if not word.endswith("部门")] == []


def test_the_word_list_holds_only_what_is_not_known_otherwise() -> None:
    stock = rjieba.Jieba()
    listed = [normalize(word).text for word in analyzer._read_list("words.txt")]
    assert [word for word in listed if stock.has_word(word)] == []
    assert sorted(set(listed) & {*unit_words(), *analyzer.place_words()}) == []
    assert len(listed) == len(set(listed))


def test_words_that_are_taken_away_are_cut() -> None:
    text = "责成市水务局会同县古城局，具体由各局确定"
    found = [word for word, _, _ in analyzer.cut(normalize(text).text)]
    assert set(found) & set(analyzer.removed_words()) == set()
    assert {"会同", "确定"} <= set(found)


@pytest.mark.parametrize("word", ["市科技局", "科技局", "住建局", "襄阳市", "教育部门", "干隆"])
def test_names_of_units_and_places_are_words(word: str) -> None:
    assert [term.text for term in words(normalize(word))][-1] == word


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


def forget_dictionary() -> None:
    analyzer.user_words.cache_clear()
    analyzer.dictionary_hash.cache_clear()


@pytest.fixture
def changing_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test change what the dictionary is made of; afterwards it is as before."""
    before = analyzer.analyzer_fingerprint()
    yield monkeypatch
    monkeypatch.undo()
    forget_dictionary()
    assert analyzer.analyzer_fingerprint() == before


def change_word_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in analyzer.DICTIONARY_DIRECTORY.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "words.txt").open("a", encoding="utf-8") as file:
        file.write("议定事项库\n")
    monkeypatch.setattr(analyzer, "DICTIONARY_DIRECTORY", tmp_path)


def change_units(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(analyzer, "unit_words", lambda: [*unit_words(), "市盐湖开发局"])


def change_places(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    more = [*analyzer.place_words(), "临澜市"]
    monkeypatch.setattr(analyzer, "place_words", lambda: more)


def change_normalizer(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(analyzer, "NORMALIZER_VERSION", "0")


@pytest.mark.parametrize(
    "change", [change_word_list, change_units, change_places, change_normalizer]
)
def test_an_index_of_another_dictionary_is_refused_with_what_to_run(
    stub_index: Callable[[Mapping[str, str | bytes]], StubIndex],
    tmp_path: Path,
    changing_dictionary: pytest.MonkeyPatch,
    change: Callable[[pytest.MonkeyPatch, Path], None],
) -> None:
    line = json.dumps({"id": "x", "title": "关于就业的通知", "text": "促进就业。"})
    directory = stub_index({"one.jsonl": line}).directory
    generation = directory / str(current_name(directory))
    assert LocalReader(generation).resolution_count == 1
    change(changing_dictionary, tmp_path)
    forget_dictionary()
    with pytest.raises(IndexUnavailableError) as refused:
        LocalReader(generation)
    assert "词典" in str(refused.value)
    assert "重建索引" in str(refused.value)
