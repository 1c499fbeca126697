"""The write path: what is built anew, what is reused, and what a build says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import numpy as np
import pytest
from conftest import LIMITS, Silent, StubIndex
from stub_encoder import StubEncoder
from written_minutes import minutes

from index import generation
from index.build import BuildError, BuildRequest, build
from index.encoder import Encoder
from index.model import Document, Passage, Point, Resolution
from index.report import BuildReport
from index.writers import files, local
from index.writers.local import Content
from search.readers.local import LocalReader
from search.request import SearchRequest

MakeIndex = Callable[[Mapping[str, str | bytes]], StubIndex]

FILES = {
    "a.txt": minutes(
        ("研究就业工作", ["同意市人社局关于就业工作的意见。", "由各区抓好各项工作落实。"])
    ),
    "b.txt": minutes(("研究高等研究院建设", ["原则同意高等研究院的建设方案。"]), number=13),
}


def reader_of(index: Path) -> LocalReader:
    return LocalReader(index / str(generation.current_name(index)))


def contents(index: Path) -> list[tuple[str, str]]:
    """Return every resolution's id and heading, by row."""
    reader = reader_of(index)
    found = [reader.resolution(row).resolution for row in range(reader.resolution_count)]
    return [(resolution.id, resolution.heading) for resolution in found]


def test_what_a_build_says_is_what_it_did(stub_index: MakeIndex) -> None:
    index = stub_index({})
    index.write({**FILES, "empty.txt": "", ".hidden.txt": "x"})
    report = index.build()
    assert (report.documents, report.resolutions, report.sources_read) == (2, 2, 2)
    assert report.passages == report.vectors_encoded == 3
    assert {(s.source, s.reason) for s in report.skipped} == {
        ("empty.txt", "文件是空的"),
        (".hidden.txt", "隐藏文件"),
    }
    kept = (index.directory / str(report.generation) / "report.json").read_bytes()
    assert msgspec.json.decode(kept, type=BuildReport) == report
    manifest = generation.read_manifest(index.directory / str(report.generation))
    assert (manifest.counts.documents, manifest.counts.passages) == (2, 3)
    assert manifest.encoder is not None
    assert manifest.encoder.fingerprint == StubEncoder().fingerprint


def test_nothing_changed_encodes_nothing(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    index.encoder = StubEncoder()
    report = index.build()
    assert (report.vectors_encoded, report.vectors_reused) == (0, 3)
    assert index.encoder.encoded == []


def test_one_changed_file_encodes_only_its_new_passages(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    index.encoder = StubEncoder()
    changed = FILES["a.txt"].replace("由各区抓好各项工作落实。", "由各区于六月底前抓好落实。")
    index.write({"a.txt": changed})
    report = index.build()
    assert (report.vectors_encoded, report.vectors_reused) == (1, 2)
    assert index.encoder.encoded == ["研究就业工作\n由各区于六月底前抓好落实。"]
    assert index.engine().search(SearchRequest("“六月底前抓好”")).total == 1


def test_a_full_build_encodes_everything(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    report = index.build(full=True)
    assert (report.vectors_encoded, report.vectors_reused) == (3, 0)


def test_another_encoder_encodes_everything(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    index.encoder = StubEncoder("stub-2")
    assert index.build().vectors_encoded == 3


def test_going_back_to_a_kept_generation_encodes_nothing(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    (index.sources / "b.txt").unlink()
    index.build()
    index.write(FILES)
    assert index.build().vectors_encoded == 0


def test_vectors_that_no_kept_generation_uses_leave_the_cache(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    (index.sources / "b.txt").unlink()
    for _ in range(generation.KEPT_GENERATIONS):
        index.build()
    index.write(FILES)
    assert index.build().vectors_encoded == 1


def test_a_file_that_is_gone_leaves_the_index(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    (index.sources / "b.txt").unlink()
    assert index.build().documents == 1
    assert index.engine().search(SearchRequest("“高等研究院”")).total == 0


def test_nothing_readable_leaves_the_old_index(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    before = generation.current_name(index.directory)
    empty = index.root / "empty"
    empty.mkdir()
    (empty / "x.txt").write_bytes(b"")
    with pytest.raises(BuildError, match="没有读到任何文件") as caught:
        index.build(empty)
    assert caught.value.report.generation is None
    assert [s.source for s in caught.value.report.skipped] == ["x.txt"]
    assert generation.current_name(index.directory) == before
    assert index.engine().search(SearchRequest("“高等研究院”")).total == 1


def test_two_builds_from_nothing_are_equal(stub_index: MakeIndex) -> None:
    first, second = stub_index(FILES), stub_index(FILES)
    assert contents(first.directory) == contents(second.directory)
    one, two = reader_of(first.directory), reader_of(second.directory)
    assert one.vectors is not None
    assert two.vectors is not None
    assert (one.vectors.matrix == two.vectors.matrix).all()
    assert one.manifest.floors == two.manifest.floors
    files = [reader_of(i.directory).manifest.files for i in (first, second)]
    # The report has the time in it, Whoosh names its files by chance and writes the time, and
    # SQLite's pages may differ.
    same = [name for name in files[0] if name.endswith(".npy")]
    assert len(same) > 8
    assert {name: files[0][name] for name in same} == {name: files[1][name] for name in same}


def test_the_order_of_the_input_changes_nothing(stub_index: MakeIndex) -> None:
    index, other = stub_index({}), stub_index({})
    texts = {f"{n}.txt": minutes((f"研究第{n}项", ["同意。"]), number=n) for n in range(30, 42)}
    # Two that collide: same meeting, other text.
    texts["x.txt"] = minutes(("研究第30项", ["不同意。"]), number=30)
    index.write(texts)
    renamed = {f"{99 - n}.txt": text for n, text in enumerate(texts.values())}
    other.write(renamed)
    index.build()
    other.build(*sorted(other.sources.iterdir(), reverse=True))
    assert contents(index.directory) == contents(other.directory)


def test_two_real_builds_from_nothing_agree(tmp_path: Path, real_encoder: Encoder) -> None:
    sources = [tmp_path / name for name in ("a.txt", "b.txt")]
    for number, path in enumerate(sources):
        # Of many lengths, because neighbours in a batch are what could change a vector.
        points = [f"同意第{n}项就业意见{'，由市人社局抓好落实' * n * n}。" for n in range(1, 6)]
        text = minutes((f"研究第{number}项就业工作", points), number=number + 1)
        path.write_text(text, "utf-8")
    built = []
    for name in ("one", "two"):
        request = BuildRequest(tuple(sources), tmp_path / name, tmp_path / f"{name}-cache", LIMITS)
        report = build(request, real_encoder, Silent())
        assert report.vectors_encoded == report.passages
        built.append(tmp_path / name)
        sources.reverse()
    assert contents(built[0]) == contents(built[1])
    vectors = [reader_of(index).vectors for index in built]
    assert vectors[0] is not None
    assert vectors[1] is not None
    assert np.abs(vectors[0].matrix - vectors[1].matrix).max() < 1e-3
    floors = [reader_of(index).manifest.floors for index in built]
    assert floors[0].semantic == pytest.approx(floors[1].semantic, abs=1e-3)


@pytest.mark.parametrize("damage", ["store gone", "store damaged", "folder gone", "other schema"])
def test_a_damaged_generation_does_not_stop_the_next_build(
    stub_index: MakeIndex, damage: str
) -> None:
    index = stub_index(FILES)
    current = index.directory / str(generation.current_name(index.directory))
    if damage == "store gone":
        (current / files.STORE).unlink()
    elif damage == "store damaged":
        (current / files.STORE).write_bytes(b"not a database" * 1_000)
    elif damage == "other schema":
        (current / files.STORE).unlink()
        (current / generation.MANIFEST).write_text('{"schema": 0}', "utf-8")
    else:
        current.rename(index.directory / "away")
    report = index.build()
    assert generation.current_name(index.directory) == report.generation
    assert index.engine().search(SearchRequest("“高等研究院”")).total == 1
    assert any("旧编号" in notice for notice in report.notices) == (damage != "folder gone")


def test_collisions_are_in_the_report(stub_index: MakeIndex) -> None:
    index = stub_index({})
    index.write({**FILES, "c.txt": FILES["a.txt"].replace("同意市人社局", "不同意市人社局")})
    (sentence,) = index.build().notices
    assert "a.txt" in sentence
    assert "c.txt" in sentence


def test_foreign_ids_of_any_shape_are_opened_again(stub_index: MakeIndex) -> None:
    ids = ["a b", "a/b?c#d&e=f", "条/第 1", "0", "-", "a-1", "a", "'\"; DROP TABLE", "%2F", "😀"]
    lines = [
        json.dumps({"id": one, "title": f"题{n}", "text": f"正文第{n}号。"}, ensure_ascii=False)
        for n, one in enumerate(ids)
    ]
    index = stub_index({"all.jsonl": "\n".join(lines)})
    engine = index.engine()
    for number, one in enumerate(ids):
        assert engine.document(one).document.title == f"题{number}"
        assert engine.resolution(f"{one}-1").document.id == one


def test_a_resolution_of_very_many_points_is_written(tmp_path: Path) -> None:
    points = tuple(Point(None, "好。") for _ in range(33_000))
    resolution = Resolution(1, "研究工作", points, "d-1")
    document = Document("minutes", "纪要", (resolution,), "d")
    passage = Passage("d-1", (0, 32_999), "好。")
    vectors = np.ones((1, 2), np.float32)
    local.write(tmp_path, Content((document,), (passage,), vectors, {}))
    assert np.load(tmp_path / files.PASSAGE_POINTS).tolist() == [[0, 32_999]]
