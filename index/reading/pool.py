"""Worker processes, one task each at a time, killed when they overrun.

Each worker has a socket of its own, so that one that dies or is killed can neither block nor
spoil what the others say; that, and killing what it has started as well (LibreOffice), is why
this is not one of the ready-made pools: see ``docs/decisions/extraction.md``.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from types import TracebackType

import msgspec

from index.reading.messages import MEMBERS, PAGE_DONE, Members, Reading, Task
from index.reading.worker import TOO_MUCH_MEMORY, peak_memory
from index.settings import PROJECT, ReadingLimits

#: A worker that has held this share of its memory limit begins the next file afresh.
_RENEWAL_SHARE = 0.75
#: Larger answers come from no file of the size that is read.
_LARGEST_ANSWER = 512 * 1024**2
#: In bytes: what is taken from a socket at once, and the length ahead of each message.
_PIECE, _LENGTH = 1024**2, 4
_CRASHES: dict[int, str] = {
    signal.SIGSEGV: "段错误",
    signal.SIGBUS: "总线错误",
    signal.SIGABRT: "异常中止",
    signal.SIGILL: "非法指令",
    signal.SIGTRAP: "异常中止",
    signal.SIGFPE: "运算错误",
    signal.SIGKILL: "被系统终止，可能是内存不足",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task and what came of it."""

    task: Task
    answer: Reading | Members


@dataclass(slots=True)
class _Worker:
    """One process, the near end of its socket, and the task it works on."""

    process: subprocess.Popen[bytes]
    connection: Connection
    folder: Path
    task: Task | None = None
    began: float = 0.0
    deadline: float = 0.0
    peak: int = 0
    inherited_peak: int = 0
    incoming: bytearray = field(default_factory=bytearray)

    def receive(self) -> list[bytes]:
        """Take what has come; return the messages that are whole. Never waits for the rest of one.

        Raises:
            EOFError: the process has closed its end.
            OSError: it announces more than any answer.
        """
        piece = os.read(self.connection.fileno(), _PIECE)
        if not piece:
            raise EOFError
        self.incoming += piece
        messages = []
        while len(self.incoming) >= _LENGTH:
            # As multiprocessing.connection.Connection writes it, which is what the worker has.
            end = _LENGTH + int.from_bytes(self.incoming[:_LENGTH], "big", signed=True)
            if not _LENGTH < end <= _LARGEST_ANSWER:
                raise OSError
            if len(self.incoming) < end:
                break
            messages.append(bytes(self.incoming[_LENGTH:end]))
            del self.incoming[:end]
        return messages

    def give(self, task: Task, seconds: float) -> None:
        """Send a task.

        Raises:
            OSError: the process is gone.
        """
        self.task = task
        self.began = time.monotonic()
        self.deadline = self.began + seconds
        self.connection.send_bytes(msgspec.msgpack.encode(task))

    def end(self) -> int:
        """Kill the process with all it has started; return its exit status (negative: signal)."""
        self.peak = max(self.peak, peak_memory(self.process.pid))
        # The group is there as long as its leader has not been waited for.
        os.killpg(self.process.pid, signal.SIGKILL)
        _kill_started_in(self.folder)
        _, status, usage = os.wait4(self.process.pid, 0)
        # A process takes over the peak of the one that started it (getrusage(2) through execve).
        if usage.ru_maxrss // 1024 > self.inherited_peak:
            self.peak = max(self.peak, usage.ru_maxrss // 1024)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.process.returncode


def _kill_started_in(folder: Path) -> None:
    """Kill what a worker has started in sessions of their own: its environment names the folder."""
    mark = b"TMPDIR=" + os.fsencode(folder)
    for place in Path("/proc").glob("[0-9]*/environ"):
        # Processes of other people, and such as are gone, cannot be looked at.
        with suppress(OSError):
            if mark in place.read_bytes().split(b"\0"):
                os.kill(int(place.parent.name), signal.SIGKILL)


@dataclass
class WorkerPool:
    """Reads tasks in ``limits.workers`` processes, which are started when they are needed.

    ``folder`` is for temporary files; it must exist, and is empty when the pool is closed.
    ``module`` is what runs in each process.
    """

    limits: ReadingLimits
    folder: Path
    module: str = "index.reading.worker"
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)
    _started: int = 0

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle.clear()
        self._busy.clear()

    @property
    def has_room(self) -> bool:
        """Whether a worker is free for another task."""
        return len(self._busy) < self.limits.workers

    @property
    def busy(self) -> bool:
        """Whether a task is being worked on."""
        return bool(self._busy)

    def submit(self, task: Task) -> None:
        """Give a task to a free worker; only while :attr:`has_room`."""
        worker = self._rested() or self._start()
        self._busy.append(worker)
        # That it is gone is seen where its answer should come from.
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.give(task, self.limits.seconds)

    def outcomes(self) -> Iterator[Outcome]:
        """Wait until at least one task is done or has failed; yield what is."""
        waiting = {worker.connection: worker for worker in self._busy}
        until = min(worker.deadline for worker in self._busy)
        ready = wait(list(waiting), max(0.0, until - time.monotonic()))
        for connection in ready:
            assert isinstance(connection, Connection)
            answer = self._receive(waiting[connection])
            if answer is not None:
                yield answer
        now = time.monotonic()
        for worker in [worker for worker in self._busy if worker.deadline <= now]:
            yield self._overran(worker)

    def _rested(self) -> _Worker | None:
        """Return an idle worker that is still there."""
        while self._idle:
            worker = self._idle.pop()
            # It has nothing to say: what can be read is the end of its socket.
            if not worker.connection.poll():
                return worker
            worker.end()
        return None

    def _start(self) -> _Worker:
        near, far = Pipe()
        folder = self.folder / f"worker-{self._started}"
        folder.mkdir()
        self._started += 1
        arguments = [str(far.fileno()), str(self.limits.memory), str(folder)]
        process = subprocess.Popen(
            [sys.executable, "-m", self.module, *arguments],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[far.fileno()],
            # Threads of its own beside as many workers as cores would only wait for each other.
            env={**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(folder)},
            start_new_session=True,
        )
        far.close()
        return _Worker(process, near, folder, inherited_peak=peak_memory("self"))

    def _receive(self, worker: _Worker) -> Outcome | None:
        """Take what a worker says; a finished page gives it more time."""
        try:
            for message in worker.receive():
                if message != PAGE_DONE:
                    kind: type[Members | Reading] = Members if message[:1] == MEMBERS else Reading
                    answer = msgspec.msgpack.decode(message[1:], type=kind)
                    return self._finished(worker, answer)
                latest = worker.began + self.limits.longest_seconds
                worker.deadline = min(worker.deadline + self.limits.seconds_per_page, latest)
        except (EOFError, OSError, msgspec.DecodeError):
            return self._crashed(worker)
        return None

    def _finished(self, worker: _Worker, answer: Reading | Members) -> Outcome:
        task = worker.task
        assert task is not None
        self._busy.remove(worker)
        held = answer.peak_memory if isinstance(answer, Reading) else 0
        if worker.incoming or held > _RENEWAL_SHARE * self.limits.memory:
            worker.end()
        else:
            self._idle.append(worker)
        return Outcome(task, answer)

    def _crashed(self, worker: _Worker) -> Outcome:
        """Say how a worker ended that should not have."""
        status = worker.end()
        # Libraries in C end themselves where they get no memory, often long before the limit: what
        # they asked for last was more than what was left.
        aborted = status in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL)
        share = 0.4 if aborted else _RENEWAL_SHARE
        if worker.peak > share * self.limits.memory:
            return self._failed(worker, TOO_MUCH_MEMORY.format(self.limits.memory))
        return self._failed(worker, f"读取这份文件的进程崩溃（{_ending(status)}），没有读")

    def _overran(self, worker: _Worker) -> Outcome:
        worker.end()
        seconds = round(time.monotonic() - worker.began)
        return self._failed(worker, f"读取超时（{seconds} 秒），没有读")

    def _failed(self, worker: _Worker, reason: str) -> Outcome:
        """Answer for a worker that cannot."""
        self._busy.remove(worker)
        task = worker.task
        assert task is not None
        seconds = round(time.monotonic() - worker.began, 3)
        return Outcome(
            task,
            Reading(
                task.name,
                task.line,
                reason=reason,
                seconds=seconds,
                peak_memory=worker.peak,
            ),
        )


def _ending(status: int) -> str:
    """Say in words how a process ended."""
    if status >= 0:
        return f"退出码 {status}"
    return _CRASHES.get(-status) or f"信号 {-status}"
