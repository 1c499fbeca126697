from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from stub_encoder import StubEncoder

from index.vector_cache import Counts, VectorCache, encode_with_cache, text_hash

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite"


def test_vectors_come_back_aligned_and_by_fingerprint(path: Path) -> None:
    vectors = StubEncoder().encode_passages(["甲", "乙"])
    with VectorCache(path) as cache:
        cache.put_many("one", ["甲", "乙"], vectors)
    with VectorCache(path) as cache:
        second, nothing, first = cache.get_many("one", ["乙", "丙", "甲"])
        other = cache.get_many("two", ["甲"])
    assert second is not None and first is not None
    np.testing.assert_array_equal(np.stack([first, second]), vectors)
    assert nothing is None
    assert other == [None]


def test_equal_texts_are_encoded_once_and_keep_their_places(path: Path) -> None:
    encoder = StubEncoder()
    texts = ["研究", "审议", "研究", "听取汇报"]
    steps: list[int] = []
    with VectorCache(path) as cache:
        vectors, counts = encode_with_cache(encoder, cache, texts, steps.append)
    assert counts == Counts(reused=0, encoded=3)
    assert sorted(encoder.encoded) == sorted(set(texts))
    assert sum(steps) == len(texts)
    np.testing.assert_array_equal(vectors, StubEncoder().encode_passages(texts))


def test_a_second_build_encodes_only_what_is_new(path: Path) -> None:
    texts = [f"第{number}项" for number in range(700)]
    with VectorCache(path) as cache:
        encode_with_cache(StubEncoder(), cache, texts)
    again = StubEncoder()
    with VectorCache(path) as cache:
        vectors, counts = encode_with_cache(again, cache, [*texts, "新的一项"])
    assert again.encoded == ["新的一项"]
    assert counts == Counts(reused=700, encoded=1)
    np.testing.assert_array_equal(vectors[:700], StubEncoder().encode_passages(texts))


def test_another_model_shares_no_vectors(path: Path) -> None:
    with VectorCache(path) as cache:
        encode_with_cache(StubEncoder("one"), cache, ["甲"])
        _, counts = encode_with_cache(StubEncoder("two"), cache, ["甲"])
    assert counts.encoded == 1


def test_no_text_gives_an_empty_matrix(path: Path) -> None:
    with VectorCache(path) as cache:
        vectors, counts = encode_with_cache(StubEncoder(), cache, [])
    assert vectors.shape == (0, 64)
    assert counts == Counts(reused=0, encoded=0)


def test_pruning_keeps_what_is_named(path: Path) -> None:
    with VectorCache(path) as cache:
        for name in ("one", "two"):
            cache.put_many(name, ["甲", "乙"], StubEncoder().encode_passages(["甲", "乙"]))
        assert cache.prune({"one": [text_hash("甲")]}) == 3
        assert cache.get_many("one", ["甲"])[0] is not None
        assert cache.get_many("one", ["乙"]) == [None]
        assert cache.get_many("two", ["甲"]) == [None]


@pytest.mark.parametrize("damage", ["not a database", "cut short", "other version"])
def test_a_damaged_file_is_set_aside_and_reported(path: Path, damage: str) -> None:
    texts = [f"第{number}项" for number in range(600)]
    with VectorCache(path) as cache:
        encode_with_cache(StubEncoder(), cache, texts)
    _damage(path, damage)
    with VectorCache(path) as cache:
        vectors, _ = encode_with_cache(StubEncoder(), cache, texts)
        assert len(cache.notices) == 1 and "已改名为" in cache.notices[0]
    np.testing.assert_array_equal(vectors, StubEncoder().encode_passages(texts))
    assert path.with_name(f"{path.name}.damaged").is_file()
    with VectorCache(path) as cache:
        assert cache.notices == []
        assert cache.get_many("stub-1", texts[-1:])[0] is not None


def _damage(path: Path, damage: str) -> None:
    if damage == "not a database":
        path.write_bytes(b"no database" * 500)
    elif damage == "cut short":
        content = path.read_bytes()
        path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    else:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()


def test_a_vector_that_was_altered_is_encoded_again(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("stub-1", ["甲", "乙"], np.full((2, 64), 3, np.float32))
        vectors, counts = encode_with_cache(StubEncoder(), cache, ["甲", "乙"])
    assert counts.encoded == 2
    np.testing.assert_array_equal(vectors, StubEncoder().encode_passages(["甲", "乙"]))


def test_a_cache_that_cannot_be_opened_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with VectorCache(tmp_path / "file" / "vectors.sqlite") as cache:
        vectors, counts = encode_with_cache(StubEncoder(), cache, ["甲"])
        assert "没有使用" in cache.notices[0]
    assert vectors.shape == (1, 64)
    assert counts.encoded == 1


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from stub_encoder import StubEncoder
from index.vector_cache import VectorCache, encode_with_cache

class Dying(StubEncoder):
    def encode_passages(self, texts, progress=None):
        if len(self.encoded) >= 512:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(texts, progress)

encode_with_cache(Dying(), VectorCache(Path(sys.argv[1])), [f"{n:04d}" for n in range(1000)])
"""


def test_a_killed_build_keeps_what_it_encoded(path: Path) -> None:
    arguments = [sys.executable, "-c", KILLED, path, ROOT, ROOT / "tests"]
    killed = subprocess.run(arguments, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert killed.returncode == -signal.SIGKILL
    with VectorCache(path) as cache:
        _, counts = encode_with_cache(StubEncoder(), cache, [f"{n:04d}" for n in range(1000)])
    assert counts == Counts(reused=512, encoded=488)


def test_a_reader_sees_what_a_writer_has_written(path: Path) -> None:
    with VectorCache(path) as writer, VectorCache(path) as reader:
        writer.put_many("one", ["甲"], StubEncoder().encode_passages(["甲"]))
        assert reader.get_many("one", ["甲"])[0] is not None
