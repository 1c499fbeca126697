"""Builds with the stub encoder and kills itself, as a power cut would, at a given moment.

Usage: python killed_build.py SOURCES INDEX CACHE MOMENT
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from stub_encoder import StubEncoder

from index import build as build_module
from index import generation
from index.build import BuildRequest, build
from index.reading.pool import Outcome, WorkerPool
from index.settings import ReadingLimits
from index.writers import local


def die(*_: object, **__: object) -> NoReturn:
    """End this process at once: no handler, no clean-up."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def after(function: Callable[..., object]) -> Callable[..., object]:
    """Return ``function``, deadly once it has done its work."""

    def deadly(*arguments: object) -> None:
        function(*arguments)
        die()

    return deadly


def die_halfway_through(folder: Path, ignore_errors: bool = False) -> None:
    """Remove some files of a generation, then die; other folders go as they do."""
    if not (folder / generation.MANIFEST).exists():
        remove(folder, ignore_errors=ignore_errors)
        return
    for path in sorted(path for path in folder.rglob("*") if path.is_file())[:3]:
        path.unlink()
    die()


def die_before_the_pointer_moves(path: Path, target: Path) -> None:
    """Stand for ``Path.replace``."""
    if target.name == generation.CURRENT:
        die()
    path.rename(target)


remove = shutil.rmtree
read = WorkerPool.outcomes


def die_after_the_first(pool: WorkerPool) -> Iterator[Outcome]:
    """Take the first document, then die, while others may be read."""
    for outcome in read(pool):
        yield outcome
        die()


class DyingEncoder(StubEncoder):
    """Dies over its first passages."""

    encode_passages = die  # type: ignore[assignment]


class Watching:
    """Progress that dies when a stage begins."""

    def __init__(self, stage: str) -> None:
        self._stage = stage

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage."""
        if stage == self._stage:
            die()

    def expect(self, steps: int) -> None:
        """Count steps to come."""

    def advance(self, steps: int) -> None:
        """Count steps."""

    def finish(self) -> None:
        """End a stage."""


#: Name → (object, attribute, what stands there instead).
MOMENTS: dict[str, tuple[object, str, object]] = {
    "reading a file": (WorkerPool, "outcomes", die),
    "a file is read": (WorkerPool, "outcomes", die_after_the_first),
    "store is written": (local, "_write_store", after(local._write_store)),
    "weights are written": (local, "_write_keyword_index", after(local._write_keyword_index)),
    "words are indexed": (local, "_spaced", die),
    "all is written": (local, "write", after(local.write)),
    "before the manifest": (generation, "seal", die),
    "after the manifest": (generation, "seal", after(generation.seal)),
    "before the move": (generation, "flush_to_disk", die),
    "after the move": (generation, "set_current", die),
    "before the pointer moves": (Path, "replace", die_before_the_pointer_moves),
    "after the pointer moved": (generation, "prune", die),
    "while pruning": (shutil, "rmtree", die_halfway_through),
    "after pruning": (generation, "prune", after(generation.prune)),
}
STAGES = {
    "reading": "read",
    "identifying": "identify",
    "encoding": "encode",
    "writing": "write",
}


def main() -> None:
    """Build until the moment comes."""
    sources, index, cache = map(Path, sys.argv[1:4])
    moment = sys.argv[4]
    if moment in MOMENTS:
        setattr(*MOMENTS[moment])
    encoder = DyingEncoder() if moment == "half encoded" else StubEncoder()
    assert build_module.generation is generation
    request = BuildRequest((sources,), index, cache, ReadingLimits(1), encoder_setting="stub")
    build(request, encoder, Watching(STAGES.get(moment, "")))


if __name__ == "__main__":
    main()
