"""What earlier builds have read is reused, and nothing else of it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import StubIndex
from written_minutes import minutes

from index import generation
from index.build import READINGS
from index.reading import Reading, ReadingOptions
from index.reading import cache as cache_module
from index.reading.cache import ReadingCache
from index.reading.messages import Task
from index.report import BuildReport

MakeIndex = Callable[[Mapping[str, str | bytes]], StubIndex]
FILES = {
    "a.txt": minutes(("研究就业工作", ["同意市人社局的意见。"])),
    "b.txt": minutes(("研究高等研究院建设", ["原则同意建设方案。"]), number=13),
    "c.jsonl": '{"id": "r1", "title": "通知", "text": "抓好落实。"}\n',
}


def reused(report: BuildReport) -> set[str]:
    return {file.source for file in report.files if file.cached}


def test_what_has_not_changed_is_not_read_again(stub_index: MakeIndex) -> None:
    index = stub_index({})
    index.write(FILES)
    assert reused(first := index.build()) == set()
    again = index.build()
    assert reused(again) == set(FILES)
    assert (again.resolutions, again.warnings) == (first.resolutions, first.warnings)
    index.write({"a.txt": FILES["a.txt"].replace("同意", "原则同意")})
    assert reused(index.build()) == {"b.txt", "c.jsonl"}


def test_a_full_build_reads_everything(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    assert reused(index.build(full=True)) == set()


def test_another_name_parses_anew_without_extracting(
    stub_index: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = stub_index(FILES)
    (index.sources / "a.txt").rename(index.sources / "renamed.txt")
    found: list[str] = []
    whole = ReadingCache.extraction

    def watched(cache: ReadingCache, sha256: str) -> object:
        result = whole(cache, sha256)
        found.append("hit" if result else "miss")
        return result

    monkeypatch.setattr(ReadingCache, "extraction", watched)
    assert reused(index.build()) == {"b.txt", "c.jsonl"}
    assert found == ["hit"]


@pytest.mark.parametrize(
    ("changed", "expected"), [("parser", ["hit"] * 2), ("reader", ["miss"] * 2)]
)
def test_a_new_program_makes_anew_what_it_makes(
    stub_index: MakeIndex, monkeypatch: pytest.MonkeyPatch, changed: str, expected: list[str]
) -> None:
    index = stub_index(FILES)
    found: list[str] = []
    whole = ReadingCache.extraction

    def watched(cache: ReadingCache, sha256: str) -> object:
        result = whole(cache, sha256)
        found.append("hit" if result else "miss")
        return result

    monkeypatch.setattr(ReadingCache, "extraction", watched)
    name = "parsing_fingerprint" if changed == "parser" else "extraction_fingerprint"
    monkeypatch.setattr(cache_module, name, lambda *_: "another")
    report = index.build()
    assert found == expected
    # A record is not extracted, so a new reader of files leaves it alone.
    assert reused(report) == (set() if changed == "parser" else {"c.jsonl"})


def test_what_no_kept_generation_holds_leaves_the_cache(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    (index.sources / "b.txt").unlink()
    for _ in range(generation.KEPT_GENERATIONS):
        index.build()
    content = (index.root / "cache" / READINGS).read_bytes()
    assert "高等研究院".encode() not in content
    index.write(FILES)
    assert reused(index.build()) == {"a.txt", "c.jsonl"}


def test_a_refused_content_is_forgotten(tmp_path: Path) -> None:
    task = Task("a.txt", sha256="0" * 64)
    with ReadingCache(tmp_path / "cache.sqlite") as cache:
        cache.keep(task, reading("a.txt"))
        assert cache.reading(task)
        cache.forget(task.sha256)
        assert cache.reading(task) is None


def test_options_that_let_more_in_do_not_count_for_others(tmp_path: Path) -> None:
    allowed = Task("a.txt", sha256="0" * 64, options=ReadingOptions(("机密",)))
    with ReadingCache(tmp_path / "cache.sqlite") as cache:
        cache.keep(allowed, reading("a.txt"))
        assert cache.reading(allowed)
        assert cache.reading(Task("a.txt", sha256="0" * 64)) is None


def reading(name: str) -> Reading:
    from index.extract.model import Extraction
    from index.model import Document, SourceReference

    document = Document("other", "题", (), sources=(SourceReference(name, None, "0" * 64),))
    extraction = Extraction("正文", "text")
    return Reading(name, sha256="0" * 64, format="text", document=document, extraction=extraction)


@pytest.mark.parametrize("damage", [b"not a database" * 1_000, b""])
def test_a_damaged_cache_costs_time_only(stub_index: MakeIndex, damage: bytes) -> None:
    index = stub_index(FILES)
    (index.root / "cache" / READINGS).write_bytes(damage)
    report = index.build()
    assert report.documents == 3
    assert reused(report) == set()
    assert any("读取缓存" in notice for notice in report.notices) == bool(damage)


def test_every_module_of_an_extractor_counts_for_a_format() -> None:
    """A new file in index/extract/ must be named, or its changes would not be noticed."""
    from conftest import PROJECT

    from index.reading import fingerprints

    folder = PROJECT / "index" / "extract"
    named = {name for files, _ in fingerprints._MADE_BY.values() for name in files}
    named |= set(fingerprints._ALL) | {"__init__.py", "__pycache__"}
    # An archive has no text of its own.
    named |= {"archive.py", "archive_directory.py"}
    assert {path.name for path in folder.iterdir()} - named == set()
