"""A worker process that hangs, dies or eats memory costs its own file and nothing else."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROJECT
from written_minutes import minutes

from index.reading.messages import Members, Reading, Task
from index.reading.pool import WorkerPool
from index.settings import ReadingLimits

GOOD = minutes(("研究就业工作", ["同意。"]))
LIMITS = ReadingLimits(workers=2, seconds=12, seconds_per_page=4, memory=512, longest_seconds=24)


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT / "tests"))
    folder = tmp_path / "temporary"
    folder.mkdir()
    with WorkerPool(LIMITS, folder, "misbehaving_worker") as opened:
        yield opened
    assert list(folder.iterdir()) == []


def task(folder: Path, name: str) -> Task:
    path = folder / f"{name}.txt"
    path.write_text(GOOD, "utf-8")
    return Task(path.name, os.fsencode(path))


def run(pool: WorkerPool, *tasks: Task) -> dict[str, Reading | Members]:
    waiting = list(tasks)
    found: dict[str, Reading | Members] = {}
    while waiting or pool.busy:
        while waiting and pool.has_room:
            pool.submit(waiting.pop(0))
        found |= {outcome.task.name: outcome.answer for outcome in pool.outcomes()}
    return found


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hang", r"读取超时（1\d 秒），没有读"),
        ("memory", "读取时内存超过上限（512 MB），没有读"),
        ("leave", "读取这份文件的进程崩溃（退出码 3），没有读"),
        ("abort", "读取这份文件的进程崩溃（异常中止），没有读"),
        ("segfault", "读取这份文件的进程崩溃（段错误），没有读"),
        ("much", "读取这份文件的进程崩溃（被系统终止，可能是内存不足），没有读"),
        ("half", r"读取超时（1\d 秒），没有读"),
        ("endless", r"读取超时（2\d 秒），没有读"),
        ("speak", "读取这份文件的进程崩溃（被系统终止，可能是内存不足），没有读"),
    ],
)
def test_one_file_fails_and_its_neighbours_are_read(
    pool: WorkerPool, tmp_path: Path, name: str, sentence: str
) -> None:
    names = ("before", name, "between", "after", "last")
    found = run(pool, *(task(tmp_path, one) for one in names))
    failed = found.pop(f"{name}.txt")
    assert isinstance(failed, Reading)
    assert failed.document is None
    assert re.fullmatch(sentence, failed.reason or "")
    assert len(found) == 4
    assert all(isinstance(reading, Reading) and reading.document for reading in found.values())


def test_the_memory_of_the_build_is_not_taken_for_a_worker_s(
    pool: WorkerPool, tmp_path: Path
) -> None:
    held = bytearray(LIMITS.memory * 2 * 1024**2)
    for place in range(0, len(held), 4096):
        held[place] = 1
    found = run(pool, task(tmp_path, "leave"))["leave.txt"]
    del held
    assert isinstance(found, Reading)
    assert found.reason == "读取这份文件的进程崩溃（退出码 3），没有读"
    assert found.peak_memory < LIMITS.memory


def test_no_file_grows_without_end(pool: WorkerPool, tmp_path: Path) -> None:
    found = run(pool, task(tmp_path, "disk"))["disk.txt"]
    assert isinstance(found, Reading)
    assert found.reason is not None
    assert "OSError" in found.reason


def test_a_fault_of_ours_is_told_without_the_text(pool: WorkerPool, tmp_path: Path) -> None:
    found = run(pool, task(tmp_path, "fault"))["fault.txt"]
    assert isinstance(found, Reading)
    assert found.reason is not None
    assert "KeyError" in found.reason
    assert "正文" not in found.reason


@pytest.mark.parametrize("name", ["child", "session"])
def test_what_a_worker_has_started_ends_with_it(
    pool: WorkerPool, tmp_path: Path, name: str
) -> None:
    run(pool, task(tmp_path, name))
    child = int((tmp_path / f"{name}.pid").read_text("utf-8"))
    wait_until(lambda: not is_running(child))


def test_a_worker_reaches_nobody_over_the_network(pool: WorkerPool, tmp_path: Path) -> None:
    if subprocess.run(["unshare", "--net", "--map-root-user", "true"], check=False).returncode:
        pytest.skip("this system lets nobody have a network of their own")
    with socket.create_server(("127.0.0.1", 0)) as server:
        (tmp_path / "network.port").write_text(str(server.getsockname()[1]), "utf-8")
        found = run(pool, task(tmp_path, "network"))["network.txt"]
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert isinstance(found, Reading)
    assert found.document


def is_running(process: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet is over."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_finished_pages_give_more_time(pool: WorkerPool, tmp_path: Path) -> None:
    pool.limits = replace(LIMITS, seconds=5)
    found = run(pool, task(tmp_path, "slow"))["slow.txt"]
    assert isinstance(found, Reading)
    assert found.document
    assert found.seconds > pool.limits.seconds
    assert found.peak_memory > 0


def test_a_worker_that_died_while_idle_is_replaced(pool: WorkerPool, tmp_path: Path) -> None:
    run(pool, task(tmp_path, "first"))
    (worker,) = pool._idle
    os.kill(worker.process.pid, signal.SIGKILL)
    assert worker.connection.poll(10)
    found = run(pool, task(tmp_path, "second"), task(tmp_path, "third"))
    readings = [reading for reading in found.values() if isinstance(reading, Reading)]
    assert all(reading.document for reading in readings), readings


BUILD = """
import os, sys
from pathlib import Path
from index.reading.messages import Task
from index.reading.pool import WorkerPool
from index.settings import ReadingLimits
path, folder = sys.argv[1:]
with WorkerPool(ReadingLimits(1), Path(folder), "misbehaving_worker") as pool:
    pool.submit(Task(Path(path).name, os.fsencode(path)))
    print("submitted", flush=True)
    list(pool.outcomes())
"""


def test_the_workers_end_with_the_build(tmp_path: Path) -> None:
    path = tmp_path / "hang.txt"
    path.write_text(GOOD, "utf-8")
    folder = tmp_path / "temporary"
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT}:{PROJECT / 'tests'}"}
    command = [sys.executable, "-c", BUILD, str(path), str(folder)]
    build = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert build.stdout is not None
    assert build.stdout.readline() == b"submitted\n"
    (worker,) = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text("ascii").split()
    wait_until(lambda: (folder / "worker-0" / "left.txt").exists())
    build.send_signal(signal.SIGKILL)
    build.communicate()
    wait_until(lambda: not is_running(int(worker)))


def wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(200):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("not within ten seconds")
