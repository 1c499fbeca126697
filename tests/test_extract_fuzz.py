"""Mutation fuzzing of every extractor: damaged files are read or refused, and nothing else.

A failure names its number: ``python tests/fuzz_worker.py pdf 123 1 log`` reads that file again.
LibreOffice is left out, being slow; what it is given is tested with the extractor that calls it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import fuzz_worker
import pytest
from conftest import FULL_COUNTS
from fuzz_seeds import FORMATS, seeds

from index.extract.errors import ExtractionError
from index.extract.model import ExtractedPage, Extraction
from index.model import RemovedText

#: Files read of each format; ten times as many with full counts.
COUNTS = {
    "text": 300,
    "html": 100,
    "mhtml": 100,
    "pdf": 200,
    "docx": 250,
    "ofd": 300,
    "image": 200,
    "zip": 300,
}
#: At least so many of each format must still be read: damage that breaks all tests nothing.
LEAST_READ = 0.1
CLOCK_SECONDS = 1_800


@dataclass
class Outcomes:
    """What became of the files of one format."""

    read: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def run_worker(format: str, first: int, count: int, log: Path) -> Outcomes:
    """Read mutations, starting a new process behind each file that ended one."""
    outcomes = Outcomes()
    end = first + count
    while first < end:
        command = [sys.executable, fuzz_worker.__file__, format, str(first), str(end - first)]
        ended = subprocess.run(
            [*command, str(log)], capture_output=True, timeout=CLOCK_SECONDS, check=False
        )
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        assert lines, f"{format}: the worker did not start: {ended.stderr.decode()[-2000:]}"
        number = first
        for line in lines:
            if line.startswith("begin "):
                number = int(line.removeprefix("begin "))
            elif line == "text":
                outcomes.read += 1
            elif line == "refused":
                outcomes.refused += 1
            else:
                outcomes.wrong.append(f"{format} {number}: {line}")
        if ended.returncode:
            outcomes.wrong.append(f"{format} {number}: {_death(ended.returncode)}")
        log.unlink()
        first = number + 1
    return outcomes


def _death(status: int) -> str:
    if status == -signal.SIGPROF:
        return f"takes more than {fuzz_worker.SECONDS} s"
    return f"ends the process ({signal.Signals(-status).name if status < 0 else status})"


@pytest.mark.parametrize("format", FORMATS)
def test_damaged_files_are_read_or_refused(format: str, tmp_path: Path) -> None:
    count = COUNTS[format] * (10 if FULL_COUNTS else 1)
    outcomes = run_worker(format, 0, count, tmp_path / "log")
    assert not outcomes.wrong, "\n".join(outcomes.wrong)
    assert outcomes.read + outcomes.refused == count
    assert outcomes.read >= LEAST_READ * count
    assert outcomes.refused > 0 or format in ("html", "text")


@pytest.mark.parametrize("format", FORMATS)
def test_the_files_before_damage_are_read(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.extract import recognition

    monkeypatch.setattr(recognition, "recognize", recognition.recognize)
    fuzz_worker._without_recognition()
    for content in seeds(format):
        assert fuzz_worker.outcome(format, content) == "text"


def test_mutations_are_the_same_every_time() -> None:
    for format in FORMATS:
        assert fuzz_worker.mutation(format, 7) == fuzz_worker.mutation(format, 7)


def test_what_breaks_the_contract_is_seen() -> None:
    page = ExtractedPage(1, 0)
    assert fuzz_worker.faults(Extraction("文字", "text", (page,))) == []
    assert fuzz_worker.faults("文字") == ["returned str"]
    assert fuzz_worker.faults(Extraction("\0", "text")) == ["text has a NUL"]
    assert fuzz_worker.faults(Extraction("\ud800", "text")) == ["text has a lone surrogate"]
    assert fuzz_worker.faults(Extraction("", "text", (ExtractedPage(2, 0),))) == ["page numbers"]
    assert "page start out of text" in fuzz_worker.faults(
        Extraction("", "text", (ExtractedPage(1, 9),))
    )
    assert fuzz_worker.faults(Extraction("", "text", removed=(RemovedText("页码", "\0"),))) == [
        "removed text"
    ]
    with pytest.raises(AssertionError):
        fuzz_worker._check_sentence(ExtractionError("bad file"))


def test_a_crash_and_a_hang_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = tmp_path / "worker.py"
    faulty.write_text(
        "import os, signal, sys\n"
        "first, log = int(sys.argv[2]), open(sys.argv[4], 'w')\n"
        "print('begin', first, file=log, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGPROF if first == 0 else signal.SIGSEGV)\n"
    )
    monkeypatch.setattr(fuzz_worker, "__file__", str(faulty))
    outcomes = run_worker("pdf", 0, 2, tmp_path / "log")
    assert outcomes.wrong == [
        f"pdf 0: takes more than {fuzz_worker.SECONDS} s",
        "pdf 1: ends the process (SIGSEGV)",
    ]
