"""Floors: fitted to a generation, so that junk finds nothing and questions find something."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import BuiltIndex
from stub_encoder import StubEncoder

from index import generation
from index.calibration import (
    JUNK_STOPPED,
    KEYWORD_FLOOR,
    KEYWORD_WITH_SEMANTIC_FLOOR,
    calibrate,
    junk_queries,
)
from search.request import MODES, Mode, SearchRequest

#: None of these is in the calibration list.
OTHER_JUNK = [
    "量子纠缠披萨菜谱",
    "猫咪打呼噜怎么录音",
    "王者荣耀打野出装顺序",
    "土星光环的厚度是多少公里",
    "法式焦糖布丁烤箱温度",
    "钢琴考级曲目指法",
]
QUESTIONS = [
    "老房子能不能装电梯",
    "找不到工作有什么补贴",
    "小区改造谁出钱",
    "高标准农田建设",
    "老人养老服务",
    "拖欠农民工工资怎么办",
]


def test_junk_queries_are_many_and_different() -> None:
    found = junk_queries()
    assert len(found) >= 20
    assert len(set(found)) == len(found)
    assert all(line == line.strip() for line in found)
    assert not set(found) & set(OTHER_JUNK)


def test_without_vectors_no_cosine_is_enough() -> None:
    floors = calibrate(None, None)
    assert floors.semantic > 1
    assert floors.semantic_with_keyword > 1
    assert (floors.keyword, floors.keyword_with_semantic) == (
        KEYWORD_FLOOR,
        KEYWORD_WITH_SEMANTIC_FLOOR,
    )


def test_the_floor_stops_the_share_of_junk_that_it_says() -> None:
    encoder = StubEncoder()
    vectors = encoder.encode_passages([f"研究第{n}项工作，同意意见{n}。" for n in range(40)])
    floors = calibrate(encoder, vectors)
    best = [float((vectors @ encoder.encode_query(q)).max()) for q in junk_queries()]
    assert np.mean([cosine <= floors.semantic + 5e-5 for cosine in best]) >= JUNK_STOPPED
    assert np.mean([cosine < floors.semantic - 5e-5 for cosine in best]) <= JUNK_STOPPED
    assert np.mean([cosine <= floors.semantic_with_keyword + 5e-5 for cosine in best]) >= 0.5
    assert floors.semantic_with_keyword < floors.semantic


def test_the_floors_are_in_the_manifest(sample_index: BuiltIndex) -> None:
    name = str(generation.current_name(sample_index.directory))
    floors = generation.read_manifest(sample_index.directory / name).floors
    assert 0.7 < floors.semantic_with_keyword < floors.semantic < 0.95


@pytest.mark.parametrize("mode", MODES)
def test_other_junk_finds_nothing_in_the_samples(sample_index: BuiltIndex, mode: Mode) -> None:
    engine = sample_index.engine()
    totals = {q: engine.search(SearchRequest(q, mode=mode)).total for q in OTHER_JUNK}
    # The semantic floor stops nine in ten; with a keyword share as well it stops nearly all.
    assert sum(total > 0 for total in totals.values()) <= 1, totals


def test_questions_in_plain_speech_find_something(sample_index: BuiltIndex) -> None:
    engine = sample_index.engine()
    totals = {q: engine.search(SearchRequest(q)).total for q in QUESTIONS}
    assert all(totals.values()), totals
