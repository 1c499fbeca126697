"""The keyword leg: shares and scores of words and bigrams together."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analyzer import content_bigrams, content_words
from index.normalize import normalize
from index.term_weights import TermWeights, TermWeightsBuilder
from search.keyword import BIGRAM_WEIGHT, WORD_WEIGHT, KeywordFields, query_words

TEXTS = [
    "研究高等研究院建设方案。",
    "研究就业工作，同意市人社局关于就业的意见。",
    "高等教育。",
    "审议安全生产工作情况的报告，研究院所安全。",
]


@pytest.fixture
def fields(tmp_path: Path) -> KeywordFields:
    words, pairs = TermWeightsBuilder(), TermWeightsBuilder()
    for text in TEXTS:
        words.add(term.text for term in content_words(normalize(text)))
        pairs.add(term.text for term in content_bigrams(normalize(text)))
    words.save(tmp_path, "words")
    pairs.save(tmp_path, "bigrams")
    opened = [TermWeights.open(tmp_path, field, len(TEXTS)) for field in ("words", "bigrams")]
    return KeywordFields(*opened)


def test_a_row_with_all_terms_has_the_whole_share(fields: KeywordFields) -> None:
    found = fields.score(normalize("高等研究院"))
    assert found.shares[0] == pytest.approx(1)
    assert found.shares.argmax() == 0
    assert 0 < found.shares[2] < found.shares[0]
    assert found.shares[1] < 0.5


def test_the_share_is_a_part_of_the_idf_of_words_and_bigrams(fields: KeywordFields) -> None:
    found = fields.score_terms(["就业", "不存在"], ["安全"])
    word = WORD_WEIGHT * fields.words.idf(1)
    unknown = WORD_WEIGHT * fields.words.idf(0)
    pair = BIGRAM_WEIGHT * fields.bigrams.idf(1)
    assert found.ceiling == pytest.approx(word + unknown + pair)
    assert found.shares.tolist() == pytest.approx(
        [0, word / found.ceiling, 0, pair / found.ceiling]
    )


def test_a_repeated_term_counts_once(fields: KeywordFields) -> None:
    once = fields.score_terms(["就业"], ["就业"])
    many = fields.score_terms(["就业"] * 5, ["就业"] * 5)
    assert once.scores.tolist() == many.scores.tolist()
    assert once.ceiling == many.ceiling


def test_a_rare_word_weighs_more_than_a_common_one(fields: KeywordFields) -> None:
    assert fields.words.idf(1) > fields.words.idf(3) > 0
    assert fields.words.idf(len(TEXTS)) > 0


def test_stop_words_are_ranked_only_where_there_is_nothing_else() -> None:
    assert "的" not in query_words(normalize("就业的意见"))
    assert query_words(normalize("的")) == ["的"]
    assert query_words(normalize("，。")) == []


def test_stray_spaces_and_widths_make_no_difference(fields: KeywordFields) -> None:
    plain = fields.score(normalize("高等研究院"))
    spaced = fields.score(normalize("高 等\u200b研究\n院"))
    assert plain.scores.tolist() == spaced.scores.tolist()


def test_what_is_segmented_differently_is_found_by_its_bigrams(fields: KeywordFields) -> None:
    # 究院所 is no word of any text, but its two pairs stand in the last.
    found = fields.score(normalize("究院所"))
    assert found.scores[3] > 0
    assert found.scores.argmax() == 3
