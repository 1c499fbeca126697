"""A worker that misbehaves as the name of its task says; everything else is the real one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index.extract.model import PageDone
from index.reading import worker
from index.reading.documents import read_task
from index.reading.messages import Members, Reading, Task


def hang(task: Task) -> None:
    (Path(tempfile.gettempdir()) / "left.txt").write_text("left", "utf-8")
    time.sleep(1_000)


def start_another(task: Task, apart: bool = False) -> None:
    process = subprocess.Popen(["sleep", "1000"], start_new_session=apart)
    Path(os.fsdecode(task.path)).with_suffix(".pid").write_text(str(process.pid), "utf-8")
    time.sleep(1_000)


def fill_the_disk(task: Task) -> None:
    """Write a file without end; nothing of it is on the disk."""
    with (Path(tempfile.gettempdir()) / "large").open("wb") as file:
        file.seek(4 * 1024**3)
        file.write(b"end")


def ask_the_network(task: Task) -> None:
    """Ask whoever listens at the port that the file names."""
    port = int(Path(os.fsdecode(task.path)).with_suffix(".port").read_text("utf-8"))
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()


def say_much(task: Task) -> None:
    """Begin an answer of two gigabytes."""
    os.write(int(sys.argv[1]), (2**31 - 1).to_bytes(4, "big") + b"r")
    time.sleep(1_000)


def say_half(task: Task) -> None:
    """Begin an answer and never end it."""
    os.write(int(sys.argv[1]), (1_000).to_bytes(4, "big") + b"r")
    time.sleep(1_000)


def fail(task: Task) -> None:
    raise KeyError("正文里的字")


def speak_nonsense(task: Task) -> None:
    """What a process might say that is no longer ours."""
    os.write(int(sys.argv[1]), b"\x00\x00\x00\x05r\xff\xff\xff\xff")
    time.sleep(1_000)


#: Stem of the file's name → what happens before it is read.
MISDEEDS: dict[str, Callable[[Task], object]] = {
    "hang": hang,
    "child": start_another,
    "session": lambda task: start_another(task, apart=True),
    "disk": fill_the_disk,
    "network": ask_the_network,
    "much": say_much,
    "half": say_half,
    "memory": lambda _: bytearray(4 * 1024**3),
    "fault": fail,
    "leave": lambda _: os._exit(3),
    "abort": lambda _: os.kill(os.getpid(), signal.SIGABRT),
    "segfault": lambda _: ctypes.string_at(0),
    "speak": speak_nonsense,
}


def misbehave(task: Task, page_done: PageDone) -> Reading | Members:
    word = Path(task.name).stem
    if word in MISDEEDS:
        MISDEEDS[word](task)
    if word == "endless":
        while True:
            page_done()
            time.sleep(0.01)
    if word == "slow":
        for _ in range(8):
            time.sleep(1)
            page_done()
    return read_task(task, page_done)


if __name__ == "__main__":
    worker.read_task = misbehave
    worker.main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
