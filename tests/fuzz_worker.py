"""Reads damaged files in a process of its own, so that a crash or a hang is seen as such.

``python fuzz_worker.py FORMAT FIRST COUNT LOG`` reads mutations number FIRST to FIRST + COUNT - 1
and writes to LOG a line ``begin N`` before each and ``text``, ``refused`` or ``wrong WHAT`` after.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
import tempfile
import traceback
import zlib
from pathlib import Path
from random import Random
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from fuzz_mutations import mutate
from fuzz_seeds import seeds

from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.model import ExtractedPage, Extraction
from index.model import RemovedText

MEMORY = 2 * 1024**3
#: Processor time, not time of the clock: machines that run tests are busy.
SECONDS = 10
ROUTES = ("text", "text_layer", "recognition", "text_layer_and_recognition", "conversion")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHINESE = re.compile("[一-鿿]")


def mutation(format: str, number: int) -> bytes:
    """Return the damaged file of this number; the same on every machine."""
    random = Random(zlib.crc32(f"{format} {number}".encode()))
    return mutate(seeds(format), random)


def faults(extraction: object) -> list[str]:
    """Return what of an extraction is not as index.extract.model promises."""
    if not isinstance(extraction, Extraction):
        return [f"returned {type(extraction).__name__}"]
    text, pages = extraction.text, extraction.pages
    checks = {
        "text is no str": isinstance(text, str),
        "text has a NUL": "\0" not in text,
        "text has a lone surrogate": not _SURROGATE.search(text),
        "route": extraction.route in ROUTES,
        "pages": all(isinstance(page, ExtractedPage) for page in pages),
        "page numbers": [page.number for page in pages] == list(range(1, len(pages) + 1)),
        "page starts": [page.start for page in pages] == sorted(page.start for page in pages),
        "page start out of text": all(0 <= page.start <= len(text) for page in pages),
        "confidence": all(0 <= (page.confidence or 0) <= 1 for page in pages),
        "removed": all(isinstance(each, RemovedText) for each in extraction.removed),
        "removed text": not any(
            "\0" in each.text or _SURROGATE.search(each.text) for each in extraction.removed
        ),
        "warnings": all(isinstance(each, str) for each in extraction.warnings),
        "blank warnings": all(_CHINESE.search(each) for each in extraction.warnings),
        "printable warnings": not any(_SURROGATE.search(each) for each in extraction.warnings),
    }
    return [name for name, held in checks.items() if not held]


def outcome(format: str, content: bytes) -> str:
    """Read a file as the build does, and as what it was before it was damaged."""
    try:
        detect_format(content)
    except ExtractionError as error:
        _check_sentence(error)
    try:
        if format == "zip":
            _list_archive(content)
            return "text"
        from index.extract.dispatch import extract

        wrong = faults(extract(content, format, lambda: None))  # type: ignore[arg-type]
    except ExtractionError as error:
        _check_sentence(error)
        return "refused"
    return f"wrong {', '.join(wrong)}" if wrong else "text"


def _list_archive(content: bytes) -> None:
    from index.extract.archive.members import Member, list_members, read_member

    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(content)
        file.flush()
        path = Path(file.name)
        for member in list_members(path):
            if isinstance(member, Member):
                assert len(read_member(path, member.position)) == member.size
            else:
                assert _CHINESE.search(member.reason)


def _check_sentence(error: ExtractionError) -> None:
    message = str(error)
    assert _CHINESE.search(message) and not _SURROGATE.search(message), f"message {message!r}"


def _without_recognition() -> None:
    """Put one line in the place of recognition, which would take seconds a page."""
    from index.extract import recognition
    from index.extract.layout import TextLine
    from index.extract.recognition import Recognized

    def recognize(image: object) -> Recognized:
        height, width, colors = image.shape  # type: ignore[attr-defined]
        assert height > 0 and width > 0 and colors == 3
        line = TextLine(width * 0.1, height * 0.1, width * 0.9, height * 0.15, "认出的文字")
        return Recognized((line,), 0.9, width, height)

    recognition.recognize = recognize  # type: ignore[assignment]


def run(format: str, first: int, count: int, log: TextIO) -> None:
    """Read so many mutations and note what became of each."""
    for number in range(first, first + count):
        content = mutation(format, number)
        print(f"begin {number}", file=log, flush=True)
        # Where nobody handles the signal it ends the process, in the midst of C code too.
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            result = outcome(format, content)
        except Exception:
            result = f"wrong {' / '.join(traceback.format_exc().splitlines()[-5:])}"
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(result, file=log, flush=True)


def main(arguments: list[str]) -> None:
    """Run with the arguments of the command line."""
    format, first, count, log = arguments
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _without_recognition()
    seeds(format)  # whatever writing them loads is loaded before memory is limited
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with Path(log).open("w") as file:
        run(format, int(first), int(count), file)


if __name__ == "__main__":
    main(sys.argv[1:])
