"""The process in which files are read: one task at a time, within limits, for one build.

    python -m index.reading.worker DESCRIPTOR MEGABYTES FOLDER

Tasks come over the socket DESCRIPTOR and answers go back over it. MEGABYTES limits the memory of
this process and of each it starts (RLIMIT_DATA: what is mapped from files does not count). FOLDER
is where temporary files go; the build removes it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from index.reading.documents import read_task
from index.reading.messages import MEMBERS, PAGE_DONE, READING, Members, Reading, Task

#: prctl(2): the signal that this process gets when the build dies.
_PR_SET_PDEATHSIG = 1
#: proc(5), /proc/pid/clear_refs: begin to measure the peak of resident memory anew.
_RESET_PEAK = b"5"

#: unshare(2): a network of its own, in which there is nobody; users of its own, so that one who
#: is not the administrator may ask for that.
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
#: In bytes. LibreOffice writes the largest files, which are a few times what is read.
_LARGEST_FILE = 1024**3

TOO_MUCH_MEMORY = "读取时内存超过上限（{} MB），没有读"


def main(descriptor: int, megabytes: int, folder: str) -> None:
    """Answer tasks until the build closes its end."""
    _leave_the_network()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tempfile.tempdir = folder
    connection = Connection(descriptor)
    while True:
        try:
            message = connection.recv_bytes()
        except EOFError:
            return
        task = msgspec.msgpack.decode(message, type=Task)
        kind, answer = _answered(task, connection, megabytes)
        connection.send_bytes(kind + answer)


def _leave_the_network() -> None:
    """Cut this process and what it starts off the network, where the system lets it.

    No document needs one. Where containers or the system's policy forbid it, nothing changes.
    """
    user, group = os.geteuid(), os.getegid()
    # The administrator needs no users of its own, and would lose the right to read all files.
    wanted = _CLONE_NEWNET if user == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    if ctypes.CDLL(None).unshare(wanted) != 0 or user == 0:
        return
    # user_namespaces(7): the new users are nobody until they are said to be the old ones.
    for name, line in (
        ("uid_map", f"{user} {user} 1"),
        ("setgroups", "deny"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError):
            Path(f"/proc/self/{name}").write_text(line, "ascii")


def _answered(task: Task, connection: Connection, megabytes: int) -> tuple[bytes, bytes]:
    Path("/proc/self/clear_refs").write_bytes(_RESET_PEAK)
    began = time.perf_counter()
    try:
        answer = read_task(task, lambda: connection.send_bytes(PAGE_DONE))
        if isinstance(answer, Members):
            return MEMBERS, msgspec.msgpack.encode(answer)
    except MemoryError:
        answer = Reading(task.name, task.line, reason=TOO_MUCH_MEMORY.format(megabytes))
    except Exception as error:
        # A fault of this program, in one file: the others are still read. The message of the
        # error may quote the file, so only its kind and place are told.
        answer = Reading(task.name, task.line, reason=_fault(error))
    seconds = round(time.perf_counter() - began, 3)
    answer = replace(answer, seconds=seconds, peak_memory=peak_memory("self"))
    return READING, msgspec.msgpack.encode(answer)


def _fault(error: Exception) -> str:
    ours = [
        f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f.filename
    ]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"读取时程序出错（{type(error).__name__}，{place}），请告知维护者"


def peak_memory(process: int | str) -> int:
    """Return the most memory that a process has held, in MiB (VmHWM, proc(5)); 0 if it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0")
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
