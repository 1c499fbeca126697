"""The weights that the keyword score sums, against Whoosh's own BM25F."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields, index, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer

from index.normalize import normalize
from index.term_weights import K1, B, TermWeights, TermWeightsBuilder
from search.keyword import KeywordFields

ROWS = [
    ["高等", "研究院", "高等", "建设"],
    ["就业", "就业", "就业", "创业", "意见", "研究院"],
    ["高等"],
    [],
    ["安全", "评估", "安全", "生产", "高等", "高等", "高等", "高等", "建设", "建设"],
]


def saved(directory: Path, rows: list[list[str]], field: str = "words") -> TermWeights:
    builder = TermWeightsBuilder()
    for row in rows:
        builder.add(row)
    builder.save(directory, field)
    return TermWeights.open(directory, field, len(rows))


class OurFrequency(scoring.BM25F):
    """Whoosh's BM25F with our idf in place of its own ``log(N / (n + 1)) + 1``.

    Everything else, above all the saturation and the average length, stays Whoosh's.
    """

    def scorer(self, searcher, fieldname, text, qf=1):  # type: ignore[no-untyped-def]
        made = super().scorer(searcher, fieldname, text, qf)
        holding = searcher.doc_frequency(fieldname, text)
        total = searcher.doc_count_all()
        made.idf = math.log1p((total - holding + 0.5) / (holding + 0.5))
        return made


def whoosh_scores(directory: Path, rows: list[list[str]], term: str) -> dict[int, float]:
    schema = fields.Schema(words=fields.TEXT(analyzer=SpaceSeparatedTokenizer()))
    writer = index.create_in(directory, schema).writer()
    for row in rows:
        writer.add_document(words=" ".join(row))
    writer.commit()
    opened = index.open_dir(directory)
    with opened.searcher(weighting=OurFrequency(B=B, K1=K1)) as searcher:
        found = searcher.search(query.Term("words", term), limit=None)
        scores = {found.docnum(place): found.score(place) for place in range(len(found))}
    opened.close()
    return scores


@pytest.mark.parametrize("term", ["高等", "研究院", "就业", "安全", "意见"])
def test_the_same_scores_as_whoosh(tmp_path: Path, term: str) -> None:
    weights = saved(tmp_path / "ours", ROWS)
    (tmp_path / "whoosh").mkdir()
    theirs = whoosh_scores(tmp_path / "whoosh", ROWS, term)
    rows, saturated = weights.postings(term)
    # Ours leaves out the factor k1 + 1, which is the same for every row; Whoosh keeps the length
    # of a row in one byte, which is exact for rows as short as these.
    ours = weights.idf(len(rows)) * saturated * (K1 + 1)
    assert rows.tolist() == sorted(theirs)
    assert ours.tolist() == pytest.approx([theirs[row] for row in rows.tolist()], rel=1e-5)


def test_the_formula_by_hand(tmp_path: Path) -> None:
    weights = saved(tmp_path, ROWS)
    rows, saturated = weights.postings("高等")
    average = sum(map(len, ROWS)) / len(ROWS)
    assert rows.tolist() == [0, 2, 4]
    expected = [
        count / (count + 1.2 * (0.25 + 0.75 * len(ROWS[row]) / average))
        for row, count in ((0, 2), (2, 1), (4, 4))
    ]
    assert saturated.tolist() == pytest.approx(expected)
    assert weights.idf(3) == pytest.approx(math.log(1 + (5 - 3 + 0.5) / (3 + 0.5)))


ROW_LISTS = st.lists(
    st.lists(st.sampled_from(["高", "高等", "等", "研", "研究", "ab", "a", "abc"]), max_size=8),
    min_size=1,
    max_size=6,
)


@given(ROW_LISTS, st.lists(st.sampled_from(["高", "高等", "无", "ab", "abcd"]), max_size=5))
def test_shares_and_scores_stay_below_their_ceilings(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], asked: list[str]
) -> None:
    directory = tmp_path_factory.mktemp("weights")
    both = KeywordFields(saved(directory, rows), saved(directory, rows, "bigrams"))
    found = both.score_terms(asked, asked)
    assert (found.shares >= 0).all()
    assert (found.shares <= 1 + 1e-12).all()
    assert (found.scores >= 0).all()
    assert (found.scores <= found.ceiling).all()
    assert (found.relative <= 1).all()
    for number, row in enumerate(rows):
        holds_all = bool(asked) and set(asked) <= set(row)
        assert (abs(found.shares[number] - 1) < 1e-12) == holds_all
        assert (found.scores[number] > 0) == bool(set(asked) & set(row))


@given(ROW_LISTS)
def test_every_posting_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    weights = saved(tmp_path_factory.mktemp("weights"), rows)
    for term in {term for row in rows for term in row}:
        holding, saturated = weights.postings(term)
        assert holding.tolist() == [n for n, row in enumerate(rows) if term in row]
        assert ((saturated > 0) & (saturated < 1)).all()


def test_unknown_neighbouring_and_overlong_terms_find_nothing(tmp_path: Path) -> None:
    weights = saved(tmp_path, ROWS)
    # 高等教 sorts beside 高等; the last is longer than every term and begins with one.
    for term in ("高", "高等教", "研究", "研究院院", "", "\U0010ffff", "就业" * 100):
        rows, saturated = weights.postings(term)
        assert (len(rows), len(saturated)) == (0, 0), term


def test_a_term_that_ends_in_nothing_is_not_its_neighbour(tmp_path: Path) -> None:
    # numpy pads byte strings with NUL, so "a\0" would equal "a" there.
    weights = saved(tmp_path, [["a"], ["b"]])
    assert len(weights.postings("a\0")[0]) == 0


def test_a_field_without_terms(tmp_path: Path) -> None:
    weights = saved(tmp_path, [[], []])
    assert len(weights.postings("高等")[0]) == 0
    both = KeywordFields(weights, weights)
    found = both.score(normalize("高等研究院"))
    assert found.shares.tolist() == [0, 0]
    assert found.ceiling > 0


def test_no_terms_have_no_ceiling(tmp_path: Path) -> None:
    weights = saved(tmp_path, ROWS)
    found = KeywordFields(weights, weights).score(normalize("。，"))
    assert found.ceiling == 0
    assert not found.relative.any()
    assert np.isfinite(found.relative).all()
