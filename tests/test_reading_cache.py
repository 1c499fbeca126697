"""What earlier builds have read is reused, and nothing else of it is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROJECT, StubIndex
from written_minutes import minutes

from index import generation
from index.build import READINGS
from index.extract.dispatch import EXTRACTORS
from index.reading import Reading, ReadingOptions, fingerprints
from index.reading import cache as cache_module
from index.reading.cache import ReadingCache
from index.reading.messages import Task
from index.report import BuildReport

EXTRACT = PROJECT / "index" / "extract"
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


def test_many_small_files_do_not_wait_for_the_disk_each(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    tasks = [Task(f"{n}.txt", sha256=f"{n:064}") for n in range(300)]
    statements: list[str] = []
    with ReadingCache(path) as cache:
        assert cache._file.connection is not None
        cache._file.connection.set_trace_callback(statements.append)
        for task in tasks:
            cache.keep(task, replace(reading(task.name), sha256=task.sha256))
        assert statements.count("COMMIT") < 100
    with ReadingCache(path) as cache:
        assert all(cache.reading(task) for task in tasks)


def test_what_took_long_to_read_is_on_disk_at_once(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    quick, slow = Task("a.txt", sha256="a" * 64), Task("b.txt", sha256="b" * 64)
    with ReadingCache(path) as cache:
        for task, seconds in ((quick, 0.0), (quick, 0.0), (slow, 30.0)):
            read = replace(reading(task.name), sha256=task.sha256, seconds=seconds)
            cache.keep(task, read)
        with ReadingCache(path) as other:
            assert other.reading(slow)


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


@pytest.mark.parametrize("format", sorted(fingerprints._MADE_BY))
def test_everything_that_an_extractor_imports_is_in_its_fingerprint(format: str) -> None:
    """Otherwise a change there would leave old texts in the cache."""
    files, libraries = fingerprints._MADE_BY[format]  # type: ignore[index]
    module, _ = EXTRACTORS[format]  # type: ignore[index]
    ours, others = imported_from(module)
    named = [*fingerprints._ALL, *files]
    missing = {
        path.relative_to(EXTRACT).as_posix()
        for path in ours
        if path.relative_to(EXTRACT).parts[0] not in (*named, "__init__.py")
    }
    assert missing == set()
    distributions = {"PIL": "pillow", "cv2": "opencv-python-headless"}
    external = {distributions.get(name, name) for name in others}
    assert external & set(direct_dependencies()) <= {*libraries, "numpy", "msgspec"}


def imported_from(module: str) -> tuple[set[Path], set[str]]:
    """Return the files of index/extract/ that a module needs, and the libraries they import."""
    waiting, ours, others = [module], set[Path](), set[str]()
    while waiting:
        path = PROJECT.joinpath(*waiting.pop().split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if path in ours or not path.exists() or not path.is_relative_to(EXTRACT):
            continue
        ours.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            waiting += [name for name in names if name.startswith("index.extract")]
            others |= {name.split(".")[0] for name in names}
    return ours, others


def direct_dependencies() -> list[str]:
    lines = (PROJECT / "requirements.txt").read_text("utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if "==" in line]
