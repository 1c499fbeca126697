"""Measure how fast sources are read: with one worker, with all, and what a rebuild costs.

    python -m benchmarks.reading_speed [SOURCE ...]

Nothing is encoded or written beside a temporary folder. The table has one line a run: seconds,
sources read and skipped, characters a second, and the largest memory of a worker.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from index.reading import Reading, ReadingRequest, read_all
from index.reading.cache import ReadingCache
from index.settings import PROJECT, reading_limits


def main() -> None:
    """Read the sources in three ways and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="*", type=Path, default=[PROJECT / "samples"])
    sources = tuple(parser.parse_args().sources)
    limits = reading_limits()
    print(f"{platform.machine()}, {limits.workers} cores, Python {platform.python_version()}")
    print(f"{'run':<12} {'seconds':>8} {'read':>7} {'skipped':>8} {'chars/s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        request = ReadingRequest(sources, limits, folder / "files")
        request.folder.mkdir()
        _run("one worker", replace(request, limits=replace(limits, workers=1)), None)
        with ReadingCache(folder / "readings.sqlite") as cache:
            _run("all workers", request, cache)
            _run("again", request, cache)


def _run(label: str, request: ReadingRequest, cache: ReadingCache | None) -> None:
    began = time.perf_counter()
    readings = list(read_all(request, cache, lambda _: None))
    seconds = time.perf_counter() - began
    characters = sum(_length(reading) for reading in readings)
    read = sum(1 for reading in readings if reading.document is not None)
    peak = max((reading.peak_memory for reading in readings), default=0)
    print(
        f"{label:<12} {seconds:>8.2f} {read:>7} {len(readings) - read:>8} "
        f"{characters / seconds:>9,.0f} {peak:>8}"
    )


def _length(reading: Reading) -> int:
    resolutions = reading.document.resolutions if reading.document else ()
    return sum(len(point.text) for one in resolutions for point in one.points)


if __name__ == "__main__":
    main()
