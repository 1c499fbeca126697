"""Characters, speed and parsed headings of recognized pages, under several conditions.

    python -m benchmarks.recognition_accuracy [--documents 10] [--conditions clean,noisy] [--errors]

Sample minutes are printed on A4 pages (benchmarks/page_images.py, 16 pt at 200 dpi), spoiled as
the condition says and read by the extractor of their format. Character accuracy is one minus the
edit distance over the length of the text, white space aside; the distance is computed here.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean

from benchmarks import page_images
from benchmarks.page_images import Page
from index.extract.dispatch import extract
from index.extract.formats import Format
from index.extract.model import Extraction
from index.model import Document
from index.parsers import parse
from index.text_forms import squeeze

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SKEWS = (1.0, -1.5, 2.0, -2.0)
COMMONEST = 25
#: Texts whose lines are all shorter are hard-wrapped: their paragraphs cannot be printed.
BROKEN = 60

Spoiled = tuple[bytes, Format]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one document was read."""

    accuracy: float
    seconds_a_page: float
    confidence: float
    same_headings: bool
    near_headings: bool
    errors: Counter[tuple[str, str]]


def tiff(pages: Sequence[Page]) -> Spoiled:
    """Return pages as one image file, without loss."""
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return file.getvalue(), "image"


def noisy(pages: Sequence[Page]) -> Spoiled:
    """Return pages copied and posted badly."""
    return tiff([page_images.add_noise(page, seed) for seed, page in enumerate(pages)])


def rotated(pages: Sequence[Page]) -> Spoiled:
    """Return pages that lay askew, by one to two degrees."""
    return tiff([page_images.rotate(p, SKEWS[i % len(SKEWS)]) for i, p in enumerate(pages)])


def sealed(pages: Sequence[Page]) -> Spoiled:
    """Return pages with a red seal over the print."""
    return tiff([page_images.add_seal(page, (0.6, 0.45)) for page in pages])


def screen(pages: Sequence[Page]) -> Spoiled:
    """Return pages at half the resolution: 100 dpi."""
    return tiff([page.resize((page.width // 2, page.height // 2)) for page in pages])


CONDITIONS: dict[str, Callable[[Sequence[Page]], Spoiled]] = {
    "clean": tiff,
    "noisy": noisy,
    "rotated": rotated,
    "sealed": sealed,
    "100dpi": screen,
    "scanned-pdf": lambda pages: (page_images.scanned_pdf(pages), "pdf"),
    "image-ofd": lambda pages: (page_images.image_ofd(pages), "ofd"),
}


def main() -> None:
    """Print one line a condition."""
    parser = argparse.ArgumentParser(description="Measure character recognition.")
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--conditions", default=",".join(CONDITIONS))
    parser.add_argument("--errors", action="store_true", help="print the commonest errors")
    given = parser.parse_args()
    texts = {path.name: path.read_text("utf-8") for path in sorted(SAMPLES.glob("minutes*.txt"))}
    unbroken = [name for name, text in texts.items() if max(map(len, text.split("\n"))) > BROKEN]
    texts = {name: texts[name] for name in spread(unbroken, given.documents)}
    print(f"{len(texts)} documents, {sum(len(squeeze(t)) for t in texts.values())} characters")
    print("condition       accuracy  worst     CPU s/page  confidence  headings: same  one edit")
    for name in given.conditions.split(","):
        readings = [read(name, text, source) for source, text in texts.items()]
        print(row(name, readings), flush=True)
        if given.errors:
            print_errors(readings)


def spread(names: Sequence[str], count: int) -> list[str]:
    """Return ``count`` of the names, evenly spread."""
    count = min(count, len(names))
    return [names[place * len(names) // count] for place in range(count)]


def read(condition: str, text: str, name: str) -> Reading:
    """Print, spoil and read one document, and compare it with its text."""
    content, file_format = CONDITIONS[condition](page_images.render_pages(text))
    # Of the processor: other work on a shared machine does not count.
    start = time.process_time()
    extraction = extract(content, file_format, lambda: None)
    seconds = time.process_time() - start
    printed, found = squeeze(text), squeeze(extraction.text)
    same, near = compare_headings(parse(text, name), parse(extraction.text, name))
    return Reading(
        accuracy=1 - edit_distance(printed, found) / len(printed),
        seconds_a_page=seconds / len(extraction.pages),
        confidence=mean_confidence(extraction),
        same_headings=same,
        near_headings=near,
        errors=differences(printed, found),
    )


def mean_confidence(extraction: Extraction) -> float:
    """Return the mean over recognized pages."""
    known = [page.confidence for page in extraction.pages if page.confidence is not None]
    return fmean(known) if known else 0.0


def compare_headings(printed: Document, found: Document) -> tuple[bool, bool]:
    """Say whether both have the same resolutions, exactly and but for one character each."""
    one = [squeeze(resolution.heading) for resolution in printed.resolutions]
    other = [squeeze(resolution.heading) for resolution in found.resolutions]
    if len(one) != len(other):
        return False, False
    near = all(edit_distance(a, b) <= 1 for a, b in zip(one, other, strict=True))
    return one == other, near


def edit_distance(one: str, other: str) -> int:
    """Return Levenshtein's distance, by bit vectors.

    Source: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances", Nordic Journal of Computing 10 (2003), figure 9 (after G. Myers, 1999).
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for position, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << position
    whole, last = (1 << len(one)) - 1, 1 << len(one) - 1
    rises, falls, distance = whole, 0, len(one)
    for character in other:
        matches = places.get(character, 0)
        diagonal = (((matches & rises) + rises) ^ rises) | matches | falls
        up, down = falls | ~(diagonal | rises) & whole, diagonal & rises
        distance += bool(up & last) - bool(down & last)
        up = up << 1 | 1
        rises = (down << 1 | ~(diagonal | up)) & whole
        falls = up & diagonal & whole
    return distance


def differences(printed: str, found: str) -> Counter[tuple[str, str]]:
    """Count what was printed and what was read in its place."""
    parts = SequenceMatcher(None, printed, found, autojunk=False).get_opcodes()
    return Counter((printed[a:b], found[c:d]) for tag, a, b, c, d in parts if tag != "equal")


def row(name: str, readings: Sequence[Reading]) -> str:
    """Return the line of one condition."""
    accuracy = [reading.accuracy for reading in readings]
    same = sum(reading.same_headings for reading in readings)
    near = sum(reading.near_headings for reading in readings)
    return (
        f"{name:14}  {fmean(accuracy):.4%}  {min(accuracy):.4%}  "
        f"{fmean(r.seconds_a_page for r in readings):10.2f}  "
        f"{fmean(r.confidence for r in readings):10.4f}  "
        f"{same:>10}/{len(readings)}  {near:>6}/{len(readings)}"
    )


def print_errors(readings: Sequence[Reading]) -> None:
    """Print the commonest errors of one condition."""
    total = sum((reading.errors for reading in readings), Counter[tuple[str, str]]())
    for (printed, found), count in total.most_common(COMMONEST):
        print(f"    {count:4} × {printed[:20]!r} read as {found[:20]!r}")


if __name__ == "__main__":
    main()
