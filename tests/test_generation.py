"""Generations: published whole or not at all, whatever happens to a build."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import FULL_COUNTS, PROJECT, StubIndex, environment
from killed_build import MOMENTS, STAGES
from stub_encoder import StubEncoder
from written_minutes import minutes

from index import console, generation
from index.encoder import EncoderError
from index.generation import GenerationError
from search.request import SearchRequest

MakeIndex = Callable[[Mapping[str, str | bytes]], StubIndex]

FIRST = {"a.txt": minutes(("研究就业工作", ["同意市人社局的意见。"]))}
SECOND = {"b.txt": minutes(("研究高等研究院建设", ["原则同意建设方案。"]), number=13)}

#: From here on a kill comes after the new generation went live.
LIVE = ("after the pointer moved", "while pruning", "after pruning")


def found(index: StubIndex, query: str) -> int:
    return index.engine().search(SearchRequest(query, mode="keyword")).total


def drafts(index: StubIndex) -> list[Path]:
    return list(index.directory.glob(".building-*"))


def faults(index: StubIndex) -> list[str]:
    return [fault for one in generation.verify(index.directory) for fault in one.faults]


# Publish, list, roll back, prune ----------------------------------------------------------


def test_a_new_generation_is_current_and_the_former_one_is_kept(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    first = generation.current_name(index.directory)
    index.write(SECOND)
    report = index.build()
    assert generation.current_name(index.directory) == report.generation
    assert generation.list_names(index.directory) == [first, report.generation]
    assert faults(index) == []


def test_rolling_back_serves_the_generation_before(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    index.write(SECOND)
    index.build()
    assert found(index, "高等研究院") == 1
    left, now = generation.roll_back(index.directory)
    assert [now, left] == generation.list_names(index.directory)
    assert found(index, "高等研究院") == 0
    assert found(index, "就业工作") == 1
    with pytest.raises(GenerationError, match="之前没有保留更早的版本"):
        generation.roll_back(index.directory)


def test_a_build_after_rolling_back_goes_on_from_there(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    index.write(SECOND)
    index.build()
    generation.roll_back(index.directory)
    report = index.build()
    assert generation.current_name(index.directory) == report.generation
    assert found(index, "高等研究院") == 1


def test_a_damaged_generation_is_not_rolled_back_to(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    first = generation.current_name(index.directory)
    index.build()
    (index.directory / str(first) / "store.sqlite").unlink()
    with pytest.raises(GenerationError, match="已损坏，不能退回：缺少 store.sqlite"):
        generation.roll_back(index.directory)
    assert generation.current_name(index.directory) != first


def test_nothing_to_roll_back_to(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match="还没有索引"):
        generation.roll_back(tmp_path)


def test_old_generations_are_pruned_and_the_current_one_never(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    names = [generation.current_name(index.directory)]
    names += [index.build().generation for _ in range(generation.KEPT_GENERATIONS + 1)]
    assert generation.list_names(index.directory) == names[-generation.KEPT_GENERATIONS :]
    oldest = str(names[-generation.KEPT_GENERATIONS])
    generation.set_current(index.directory, oldest)
    (index.directory / "20990101T000000000000").mkdir()
    assert generation.prune(index.directory) == []
    assert oldest in generation.list_names(index.directory)


def test_a_clock_that_went_back_does_not_disturb_the_order(
    stub_index: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = stub_index(FIRST)
    names = [generation.current_name(index.directory)]

    class Back(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)

    monkeypatch.setattr(generation, "datetime", Back)
    for _ in range(3):
        names.append(index.build().generation)
        assert generation.current_name(index.directory) == names[-1]
    assert generation.list_names(index.directory) == names == sorted(set(map(str, names)))
    assert generation.roll_back(index.directory) == (names[-1], names[-2])


def test_many_names_in_one_moment_are_all_different(tmp_path: Path) -> None:
    for _ in range(50):
        (tmp_path / generation.new_name(tmp_path)).mkdir()
    assert len(generation.list_names(tmp_path)) == 50


@pytest.mark.parametrize("content", ["", "\n", "../../etc", "20240101", "x" * 1_000])
def test_a_pointer_that_names_nothing_is_no_generation(tmp_path: Path, content: str) -> None:
    (tmp_path / "current").write_text(content, "utf-8")
    assert generation.current_name(tmp_path) is None


# Verify -----------------------------------------------------------------------------------


@pytest.fixture
def verified(stub_index: MakeIndex) -> tuple[StubIndex, Path]:
    index = stub_index(FIRST)
    return index, index.directory / str(generation.current_name(index.directory))


def test_every_file_is_in_the_manifest(verified: tuple[StubIndex, Path]) -> None:
    index, current = verified
    files = {p.relative_to(current).as_posix() for p in current.rglob("*") if p.is_file()}
    assert set(generation.read_manifest(current).files) == files - {"manifest.json"}
    assert faults(index) == []


def test_any_changed_byte_is_found(verified: tuple[StubIndex, Path]) -> None:
    index, current = verified
    for path in [p for p in current.rglob("*") if p.is_file() and p.name != "manifest.json"]:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        name = path.relative_to(current).as_posix()
        assert faults(index) == [f"{name} 与清单不符"]
        path.write_bytes(content)
    assert faults(index) == []


def test_a_missing_and_an_extra_file_are_found(verified: tuple[StubIndex, Path]) -> None:
    index, current = verified
    (current / "vectors.npy").rename(current / "whoosh" / "other.npy")
    assert faults(index) == ["缺少 vectors.npy", "多出 whoosh/other.npy"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "清单读不出"),
        (b"", "清单已损坏"),
        (b"{}", "清单已损坏"),
        (b'{"schema": 99}', "第 99 版"),
        (b"\xff\xfe", "清单已损坏"),
    ],
)
def test_a_bad_manifest_is_named(
    verified: tuple[StubIndex, Path], content: bytes | None, fault: str
) -> None:
    index, current = verified
    if content is None:
        (current / "manifest.json").unlink()
    else:
        (current / "manifest.json").write_bytes(content)
    (sentence,) = faults(index)
    assert fault in sentence


def test_a_renamed_generation_is_found(verified: tuple[StubIndex, Path]) -> None:
    index, current = verified
    current.rename(index.directory / "20990101T000000000000")
    assert "清单属于" in faults(index)[0]


# Builds that do not come to their end -----------------------------------------------------


@pytest.mark.parametrize("moment", ["half encoded", *STAGES, *MOMENTS])
def test_a_killed_build_harms_nothing(stub_index: MakeIndex, moment: str) -> None:
    index = stub_index(FIRST)
    if moment == "while pruning":
        for _ in range(generation.KEPT_GENERATIONS - 1):
            index.build()
    before = generation.current_name(index.directory)
    index.write(SECOND)
    assert killed_at(index, moment) == -signal.SIGKILL
    after = generation.current_name(index.directory)
    assert (after != before) == (moment in LIVE)
    assert found(index, "就业工作") == 1
    assert found(index, "高等研究院") == (1 if moment in LIVE else 0)
    assert generation.find_faults(index.directory / str(after), str(after)) == []
    index.build()
    assert drafts(index) == []
    assert found(index, "高等研究院") == 1
    assert faults(index) == []


def killed_at(index: StubIndex, moment: str) -> int:
    cache = index.root / "cache"
    # Nothing from the cache: encoding must be reached.
    shutil.rmtree(cache, ignore_errors=True)
    command = [sys.executable, str(PROJECT / "tests" / "killed_build.py")]
    arguments = [str(path) for path in (index.sources, index.directory, cache)]
    return subprocess.run([*command, *arguments, moment], env=environment()).returncode


def test_a_build_killed_at_any_time_harms_nothing(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    index.encoder = None
    index.build()
    files = {f"{i}.txt": minutes((f"研究第{i}项", ["同意。"]), number=i) for i in range(20, 60)}
    index.write(files)
    generator = random.Random(1)
    command = [sys.executable, str(PROJECT / "build_index.py"), str(index.sources)]
    for _ in range(25 if FULL_COUNTS else 4):
        process = subprocess.Popen(
            [*command, "--index", str(index.directory)],
            env=environment(YIDING_ENCODER="none"),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(generator.uniform(0.2, 1.5))
        process.kill()
        process.wait()
        assert found(index, "就业工作") == 1
    index.build()
    assert drafts(index) == []
    assert faults(index) == []


@pytest.mark.parametrize(
    "error", [EncoderError("没有内存"), RuntimeError("坏了"), KeyboardInterrupt()]
)
def test_an_encoder_that_fails_leaves_the_old_index(
    stub_index: MakeIndex, error: BaseException
) -> None:
    class Failing(StubEncoder):
        def encode_passages(self, texts: object, progress: object = None) -> object:  # type: ignore[override]
            raise error

    index = stub_index(FIRST)
    before = generation.current_name(index.directory)
    index.write(SECOND)
    index.encoder = Failing()
    with pytest.raises(type(error)):
        index.build()
    assert generation.current_name(index.directory) == before
    assert generation.list_names(index.directory) == [before]
    assert drafts(index) == []
    assert found(index, "就业工作") == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount file systems of a given size in KiB; skip where that is not permitted."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)]
        if shutil.which("mount") is None:
            pytest.skip("there is no mount command")
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"mounting a small disk is not permitted: {done.stderr.strip()}")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


# Where writing fails, Whoosh leaves its files to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_leaves_the_old_index(
    small_disk: Callable[[int], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("YIDING_ENCODER", "none")
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text(FIRST["a.txt"], "utf-8")
    index = StubIndex(tmp_path, None)
    assert console.main([str(sources), "--index", str(index.directory)]) == 0
    first_size = folder_size(index.directory)
    for number in range(20, 100):
        text = minutes(
            (f"研究第{number}项", [f"同意第{n}条意见。" for n in range(9)]), number=number
        )
        (sources / f"{number}.txt").write_text(text, "utf-8")
    assert console.main([str(sources), "--index", str(index.directory)]) == 0
    full_size = folder_size(index.directory) - first_size
    # One failure in each writer: the store comes first, Whoosh last, then the manifest.
    for part in (0.1, 0.4, 0.7, 0.9):
        disk = small_disk(first_size + 8 + int(full_size * part))
        on_disk = StubIndex(disk, None)
        assert console.main([str(sources / "a.txt"), "--index", str(on_disk.directory)]) == 0
        before = generation.current_name(on_disk.directory)
        capsys.readouterr()
        assert console.main([str(sources), "--index", str(on_disk.directory)]) == 1
        sentence = capsys.readouterr().err
        assert "Traceback" not in sentence
        assert sentence.count("\n") == 1
        assert generation.current_name(on_disk.directory) == before
        assert drafts(on_disk) == []
        assert found(on_disk, "就业工作") == 1
        assert faults(on_disk) == []


def folder_size(folder: Path) -> int:
    """Return KiB on disk, in pages as a tmpfs counts them."""
    return sum(-(-p.stat().st_size // 4096) * 4 for p in folder.rglob("*") if p.is_file())


def test_a_second_build_at_the_same_time_is_refused(stub_index: MakeIndex) -> None:
    index = stub_index(FIRST)
    before = generation.list_names(index.directory)
    with generation.build_lock(index.directory):
        for arguments in ([str(index.sources)], ["--rollback"]):
            command = [sys.executable, str(PROJECT / "build_index.py"), *arguments]
            done = subprocess.run(
                [*command, "--index", str(index.directory)],
                env=environment(YIDING_ENCODER="none"),
                capture_output=True,
                text=True,
            )
            assert done.returncode == 1
            assert done.stderr.endswith("正在由另一个进程重建，请稍后再试\n")
            assert done.stderr.count("\n") == 1
    assert generation.list_names(index.directory) == before
    assert index.build().generation


# What others hold open --------------------------------------------------------------------


def test_searches_go_on_while_generations_come_and_go(stub_index: MakeIndex) -> None:
    index = stub_index({**FIRST, **SECOND})
    engine = index.engine()
    stop = threading.Event()
    failures: list[BaseException] = []
    answers: set[str] = set()

    def keep_asking() -> None:
        while not stop.is_set():
            try:
                page = engine.search(SearchRequest("就业工作", limit=5))
                assert page.total >= 1
                assert page.hits[0].heading == "研究就业工作"
                answers.add(page.generation)
            except BaseException as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=keep_asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    names = {index.build().generation for _ in range(generation.KEPT_GENERATIONS + 3)}
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(answers & names) > 1


def test_an_open_reader_outlives_its_generation(stub_index: MakeIndex) -> None:
    from index.normalize import normalize
    from search.filters import Filters
    from search.readers.local import LocalReader

    index = stub_index(FIRST)
    name = str(generation.current_name(index.directory))
    reader = LocalReader(index.directory / name)
    # A thread's own searcher and store are opened by its first question.
    assert reader.filter(["就业"], Filters()).sum() == 1
    for _ in range(generation.KEPT_GENERATIONS):
        index.build()
    assert not (index.directory / name).exists()
    assert reader.filter(["就业"], Filters()).sum() == 1
    assert reader.keyword.score(normalize("就业")).shares.max() == pytest.approx(1)
    assert reader.resolution(0).resolution.heading == "研究就业工作"
