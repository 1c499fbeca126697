"""All hostile inputs, each written with good neighbours, read as a build reads them.

Used by tests/test_hostile_files.py and ``python -m benchmarks.hostile_files``.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hostile_archives import ARCHIVES
from hostile_images import IMAGES
from hostile_model import CANARY, TEXT, Hostile, Site
from hostile_ofds import OFDS
from hostile_office import OFFICE
from hostile_pages import PAGES
from hostile_pdfs import PDFS
from hostile_places import PLACES
from hostile_texts import RECORDS, TEXTS
from hostile_words import WORDS

from index.reading import Reading, ReadingRequest, read_all
from index.settings import reading_limits

ALL: tuple[Hostile, ...] = (
    *ARCHIVES,
    *WORDS,
    *OFFICE,
    *PDFS,
    *OFDS,
    *IMAGES,
    *PAGES,
    *TEXTS,
    *RECORDS,
    *PLACES,
)
NEIGHBOURS = ("1-before.txt", "3-after.txt")


@dataclass
class Outcome:
    """What became of one hostile input, its members and lines included."""

    hostile: Hostile
    readings: list[Reading] = field(default_factory=list)
    neighbours: list[Reading] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """The sentences for the report."""
        return [one.reason for one in self.readings if one.reason is not None]

    @property
    def documents(self) -> list[str]:
        """All text of each document that was read."""
        return [_text_of(one) for one in self.readings if one.document is not None]

    @property
    def seconds(self) -> float:
        """How long the reading took."""
        return sum(one.seconds for one in self.readings)

    @property
    def peak_memory(self) -> int:
        """The most memory that a worker held, in MiB."""
        return max((one.peak_memory for one in self.readings), default=0)

    @property
    def neighbours_read(self) -> bool:
        """Whether both good neighbours were read, and whole."""
        read = [one for one in self.neighbours if one.document and "高等研究院" in _text_of(one)]
        return len(read) == len(NEIGHBOURS) == len(self.neighbours)

    def fault(self) -> str | None:
        """Say what is not as it should be, or ``None``."""
        wanted, reasons = self.hostile, self.reasons
        held = any(wanted.holds in text for text in self.documents) if wanted.holds else False
        known = bool(wanted.refused) and any(_matches(wanted.refused, r) for r in reasons)
        if not self.readings:
            return "nothing was said of it"
        if not self.neighbours_read:
            return "a neighbour was not read"
        if any(not _matches(wanted.refused or "$^", reason) for reason in reasons):
            return f"refused with {reasons}"
        if wanted.either:
            return None if held or known else f"neither {wanted.refused} nor {wanted.holds}"
        if wanted.holds and not held:
            return f"{wanted.holds} is not in what was read"
        return f"not refused with {wanted.refused}" if wanted.refused and not known else None


def _matches(pattern: str, sentence: str) -> bool:
    return re.search(pattern, sentence) is not None


def _text_of(reading: Reading) -> str:
    document = reading.document
    assert document is not None
    parts = [document.title, document.front_matter, document.back_matter, *document.warnings]
    for resolution in document.resolutions:
        parts += [resolution.heading, resolution.lead, *(p.text for p in resolution.points)]
    return "\n".join(parts)


@dataclass
class Run:
    """What came of reading all inputs at once."""

    outcomes: list[Outcome]
    connections: int
    left_behind: list[str]
    canaries: list[str]


def read_hostile(hostile: Sequence[Hostile], folder: Path) -> Run:
    """Write the inputs below ``folder``, read them in one go as a build does, and remove them."""
    sources, temporary = folder / "sources", folder / "temporary"
    temporary.mkdir(parents=True)
    secret = folder / "secret.txt"
    secret.write_text(f"{TEXT}{CANARY}\n", "utf-8")
    with listening() as (port, asked):
        outcomes = _written(hostile, sources, Site(port, secret))
        request = ReadingRequest((sources,), reading_limits(), temporary)
        try:
            for reading in read_all(request, None, lambda count: None):
                _file(reading, outcomes)
            left = sorted(str(path) for path in temporary.rglob("*"))
        finally:
            _remove(sources)
        connections = len(asked)
    canaries = [o.hostile.name for o in outcomes if any(CANARY in text for text in o.documents)]
    return Run(outcomes, connections, left, canaries)


def _written(hostile: Sequence[Hostile], sources: Path, site: Site) -> list[Outcome]:
    """Write each input into a folder of its own, between two good files."""
    for number, one in enumerate(hostile):
        place = sources / f"{number:03}"
        place.mkdir(parents=True)
        for neighbour in NEIGHBOURS:
            (place / neighbour).write_text(f"{TEXT}相邻的文件{number}\n", "utf-8")
        one.write(place / f"2-{one.name}", site)
    return [Outcome(one) for one in hostile]


def _file(reading: Reading, outcomes: list[Outcome]) -> None:
    """Put a reading to the input that it came from: 012/2-name, 012/2-name/member."""
    number, _, name = reading.name.partition("/")
    outcome = outcomes[int(number)]
    (outcome.neighbours if name in NEIGHBOURS else outcome.readings).append(reading)


def _remove(sources: Path) -> None:
    for path in sources.glob("*/*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(sources)


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """Listen on this machine; yield the port, and the list of those who ask."""
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def answer() -> None:
            while not done.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, address = server.accept()
                    asked.append(address)
                    connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield server.getsockname()[1], asked
        finally:
            done.set()
            thread.join()
