"""Time, memory and findings of the search for near duplicates, on records of a JSON-lines file.

``python -m benchmarks.near_duplicates FILE... [--limit N] [--show N]`` reads records with ``text``
(``.jsonl`` or ``.jsonl.gz``), each as one resolution of a document of its own, and prints how long
linking takes, what it needs in memory, how many are linked, how many of the pairs that a comparison
of everything with everything finds were found (``--exact``, for a few thousand records), and some
of the links.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from index.model import Document, Point, Resolution
from index.near_duplicates import NEAR, SHORTEST, with_near_duplicates
from index.text_likeness import jaccard, letters_of, shingles


def _documents(paths: Sequence[Path], limit: int) -> list[Document]:
    return [_document(number, text) for number, text in enumerate(islice(_texts(paths), limit))]


def _document(number: int, text: str) -> Document:
    identifier = f"{number:07}"
    said = Resolution(1, text[:20], (Point(None, text),), f"{identifier}-1", heading_printed=False)
    return Document("other", text[:20], (said,), identifier)


def _texts(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            for line in lines:
                yield json.loads(line)["text"]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _exact(documents: Sequence[Document]) -> set[tuple[str, str]]:
    """Compare everything with everything."""
    sets = []
    for document in documents:
        letters = letters_of(document.resolutions[0].points[0].text)
        sets.append(shingles(letters, 4) if len(letters) >= SHORTEST else frozenset())
    return {
        (documents[i].resolutions[0].id, documents[j].resolutions[0].id)
        for i in range(len(sets))
        for j in range(i)
        if 2 * min(len(sets[i]), len(sets[j])) > NEAR * max(len(sets[i]), len(sets[j]))
        and jaccard(sets[i], sets[j]) >= NEAR
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--exact", action="store_true")
    options = parser.parse_args()
    documents = _documents(options.files, options.limit)
    before, began = _megabytes(), time.perf_counter()
    linked = with_near_duplicates(documents)
    seconds = time.perf_counter() - began
    found = [r for document in linked for r in document.resolutions if r.near_duplicates]
    links = sum(len(resolution.near_duplicates) for resolution in found)
    print(
        f"{len(documents)} resolutions: {seconds:.1f} s, {_megabytes() - before:.0f} MB more; "
        f"{len(found)} linked, {links} links"
    )
    by_id = {r.id: r for document in linked for r in document.resolutions}
    if options.exact:
        exact = _exact(documents)
        missed = [pair for pair in exact if pair[1] not in by_id[pair[0]].near_duplicates]
        print(f"of {len(exact)} pairs with Jaccard {NEAR} or more, {len(missed)} were not linked")
    for resolution in found[: options.show]:
        print(resolution.points[0].text[:300])
        for other in resolution.near_duplicates:
            print("    ", by_id[other].points[0].text[:300])


if __name__ == "__main__":
    main()
