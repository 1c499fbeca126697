"""A worker that misbehaves as the name of its task says; everything else is the real one."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.extract.model import PageDone
from index.reading import worker
from index.reading.documents import read_task
from index.reading.messages import Members, Reading, Task


def misbehave(task: Task, page_done: PageDone) -> Reading | Members:
    """Do what the file's name says, then read it."""
    word = Path(task.name).stem
    if word == "hang":
        (Path(tempfile.gettempdir()) / "left.txt").write_text("left", "utf-8")
        time.sleep(1_000)
    elif word == "child":
        process = subprocess.Popen(["sleep", "1000"])
        Path(os.fsdecode(task.path)).with_suffix(".pid").write_text(str(process.pid), "utf-8")
        time.sleep(1_000)
    elif word == "memory":
        bytearray(4 * 1024**3)
    elif word == "fault":
        raise KeyError("正文里的字")
    elif word == "leave":
        os._exit(3)
    elif word == "abort":
        os.kill(os.getpid(), signal.SIGABRT)
    elif word == "segfault":
        ctypes.string_at(0)
    elif word == "speak":
        # What a process might say that is no longer ours.
        os.write(int(sys.argv[1]), b"\x00\x00\x00\x05r\xff\xff\xff\xff")
        time.sleep(1_000)
    elif word == "slow":
        for _ in range(6):
            time.sleep(0.5)
            page_done()
    return read_task(task, page_done)


if __name__ == "__main__":
    worker.read_task = misbehave
    worker.main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
