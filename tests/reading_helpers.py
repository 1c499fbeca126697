"""Read sources in a test as a build does: in worker processes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from index.reading import Reading, ReadingOptions, ReadingRequest, read_all
from index.settings import ReadingLimits

#: What a test needs; generous in time, because shared cores make anything slow.
LIMITS = ReadingLimits(workers=1, seconds=120)
NO_OPTIONS = ReadingOptions()


def read_sources(
    *paths: Path, limits: ReadingLimits = LIMITS, options: ReadingOptions = NO_OPTIONS
) -> list[Reading]:
    """Return a reading for everything below ``paths``; nothing may stay in the temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        request = ReadingRequest(paths, limits, Path(folder), options)
        readings = list(read_all(request, None, lambda _: None))
        assert list(Path(folder).iterdir()) == []
    return sorted(readings, key=lambda reading: (reading.name, reading.line or 0))
