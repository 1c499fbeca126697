"""Prints what the constants of ranking do: cosine weight, bigram weight, and the floors.

usage: python -m benchmarks.ranking_constants INDEX QUERIES.tsv QRELS.txt

QUERIES has ``id<TAB>text`` lines, QRELS is in TREC form over document ids. Three tables: nDCG@10 by
cosine weight and bigram weight (keyword, semantic and fused), and for several floors the part of
the junk queries that find nothing against the part of the relevant documents that are lost.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyzer import content_bigrams
from index.calibration import junk_queries
from index.encoder import open_encoder
from index.generation import current_name
from index.normalize import normalize
from index.settings import models_directory
from search.keyword import BIGRAM_WEIGHT, query_words
from search.readers.local import LocalReader

Array = NDArray[np.float64]

#: Quantiles of the calibrating junk's best cosines that are tried as semantic floors.
HIGH = (0.8, 0.9, 0.95)
SOFT = (0.2, 0.5)

#: Held-out junk: none of it is in ``index/calibration_queries.txt``.
OTHER_JUNK = (
    "量子纠缠披萨菜谱",
    "如何制作红烧肉",
    "宝可梦属性克制表",
    "猫为什么会打呼噜",
    "尤克里里指弹曲谱",
    "怎么腌制泡菜不会坏",
    "星际争霸虫族开局",
    "蛋糕裱花手法",
    "梦到掉牙齿预示什么",
    "迷你世界合成表",
    "水彩画调色技巧",
    "CSS 垂直居中",
    "Kotlin 协程",
    "傅里叶变换直观理解",
    "微积分极限求法",
    "双截棍歌词",
    "指甲油怎么快速干",
    "三角龙吃什么",
    "拉布拉多掉毛",
    "毛衣起球怎么办",
    "滑雪双板入门",
    "飞盘怎么扔",
    "养乌龟用什么水",
    "咖啡拉花",
    "多肉叶插",
    "奥特曼大全",
    "金庸小说顺序",
    "西班牙语发音规则",
    "蓝牙耳机连不上",
    "显示器刷新率怎么调",
)


@dataclass(frozen=True)
class Scored:
    """One query: keyword shares and relative scores by bigram weight, and cosines, per row."""

    relative: dict[float, Array]
    shares: dict[float, Array]
    cosine: Array


def score(
    reader: LocalReader, text: str, vector: NDArray[np.float32], weights: Iterable[float]
) -> Scored:
    """Score every row for a query with each of the bigram weights."""
    normal = normalize(text)
    words, bigrams = query_words(normal), [term.text for term in content_bigrams(normal)]
    word_part = _field(reader, "words", words)
    bigram_part = _field(reader, "bigrams", bigrams)
    relative, shares = {}, {}
    for weight in weights:
        ceiling = word_part[2] + weight * bigram_part[2] or 1.0
        relative[weight] = (word_part[0] + weight * bigram_part[0]) / ceiling
        shares[weight] = (word_part[1] + weight * bigram_part[1]) / ceiling
    assert reader.vectors is not None
    cosine = reader.vectors.best_by_row(reader.vectors.cosines(vector[None, :])[:, 0])
    return Scored(relative, shares, cosine)


def _field(reader: LocalReader, field: str, terms: Iterable[str]) -> tuple[Array, Array, float]:
    weights = getattr(reader.keyword, field)
    scores, held, ceiling = np.zeros(weights.row_count), np.zeros(weights.row_count), 0.0
    for term in dict.fromkeys(terms):
        rows, saturated = weights.postings(term)
        idf = weights.idf(len(rows))
        scores[rows] += idf * saturated
        held[rows] += idf
        ceiling += idf
    return scores, held, ceiling


def ndcg(order: NDArray[np.intp], gains: Mapping[int, int], depth: int = 10) -> float:
    """Return nDCG with linear gains over document rows (Järvelin and Kekäläinen, 2002)."""
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    found = [gains.get(int(row), 0) for row in order[:depth]]
    ideal = sorted(gains.values(), reverse=True)[:depth]
    return float(np.dot(found, discounts[: len(found)]) / np.dot(ideal, discounts[: len(ideal)]))


def main(arguments: list[str]) -> int:
    """Print the tables."""
    index, queries_file, qrels_file = (Path(argument) for argument in arguments)
    reader = LocalReader(index / str(current_name(index)))
    assert reader.manifest.encoder is not None
    encoder = open_encoder(reader.manifest.encoder.setting, models_directory())
    assert encoder is not None
    gains: dict[str, dict[int, int]] = defaultdict(dict)
    for line in qrels_file.read_text().splitlines():
        query, _, document, gain = line.split()
        row = reader.find_document(document)
        if row is not None and int(gain) > 0:
            gains[query][row] = int(gain)
    texts = dict(line.split("\t", 1) for line in queries_file.read_text().splitlines())
    weights = (0.0, 0.25, 0.5, 1.0)
    scored = {q: score(reader, texts[q], encoder.encode_query(texts[q]), weights) for q in gains}
    _print_ndcg(reader, scored, gains, weights)
    junk = [score(reader, q, encoder.encode_query(q), weights) for q in OTHER_JUNK]
    calibrating = [score(reader, q, encoder.encode_query(q), weights) for q in junk_queries()]
    _print_floors(reader, scored, gains, junk, calibrating)
    return 0


def _by_document(reader: LocalReader, values: Array) -> Array:
    best = np.full(reader.manifest.counts.documents, -1.0)
    np.maximum.at(best, reader.document_rows, values)
    return best


def _print_ndcg(
    reader: LocalReader,
    scored: Mapping[str, Scored],
    gains: Mapping[str, Mapping[int, int]],
    weights: Iterable[float],
) -> None:
    def mean(value: dict[str, Array]) -> float:
        return float(
            np.mean(
                [
                    ndcg(np.argsort(-_by_document(reader, v), kind="stable"), gains[q])
                    for q, v in value.items()
                ]
            )
        )

    print(
        f"queries {len(scored)}, semantic nDCG@10 "
        f"{mean({q: s.cosine for q, s in scored.items()}):.4f}"
    )
    for weight in weights:
        keyword = mean({q: s.relative[weight] for q, s in scored.items()})
        fused = "  ".join(
            f"{c}: {mean({q: s.relative[weight] + c * s.cosine for q, s in scored.items()}):.4f}"
            for c in (1.0, 2.0, 3.0, 4.0, 6.0, 8.0)
        )
        print(f"bigram weight {weight}: keyword {keyword:.4f}  fused by cosine weight  {fused}")


def _print_floors(
    reader: LocalReader,
    scored: Mapping[str, Scored],
    gains: Mapping[str, Mapping[int, int]],
    junk: list[Scored],
    calibrating: list[Scored],
) -> None:
    best = np.array([s.cosine.max() for s in calibrating])
    relevant: list[tuple[float, float]] = []
    for query, s in scored.items():
        share, cosine = (
            _by_document(reader, s.shares[BIGRAM_WEIGHT]),
            _by_document(reader, s.cosine),
        )
        relevant += [(share[row], cosine[row]) for row in gains[query]]
    shares, cosines = np.array(relevant).T
    print("keyword  with  semantic  with | junk stopped | relevant lost")
    for keyword, low, high, soft in product((0.3, 0.4), (0.1, 0.2, 0.3), HIGH, SOFT):
        floors = (keyword, low, *np.quantile(best, [high, soft]).tolist())
        found = [_in(s.shares[BIGRAM_WEIGHT], s.cosine, *floors).any() for s in junk]
        lost = 1 - _in(shares, cosines, *floors).mean()
        shown = "  ".join(f"{floor:.4f}" for floor in floors)
        print(f"{shown} | {1 - np.mean(found):.3f} | {lost:.3f}")


def _in(
    share: Array, cosine: Array, keyword: float, low: float, high: float, soft: float
) -> NDArray[np.bool_]:
    return np.asarray((share >= keyword) | (cosine >= high) | ((share >= low) & (cosine >= soft)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
