"""Read everything that is made to do harm, and print what was said of it.

    python -m benchmarks.hostile_files [--only PATTERN]

Writes the inputs of tests/hostile_files.py into a temporary folder, each between two good files,
reads the folder as a build does (YIDING_WORKERS, YIDING_FILE_SECONDS, YIDING_FILE_MEMORY), and
prints a Markdown table: the input, what was said, seconds, peak memory of the worker in MiB, and
whether both neighbours were read. Ends with status 1 if one of them is not as it should be.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"
_LONGEST = 90


def main() -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a pattern that the names must match")
    options = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    # The tests are no package, so that no folder of theirs can stand before one of ours.
    inputs: Any = importlib.import_module("hostile_files")
    chosen = [one for one in inputs.ALL if re.search(options.only, one.name)]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="yiding-hostile-") as folder:
        run = inputs.read_hostile(chosen, Path(folder))
    print_table(run)
    return print_summary(run, time.perf_counter() - began)


def print_table(run: Any) -> None:  # noqa: ANN401 - a type of the tests
    """Print a row for each input."""
    print("| input | what was said | seconds | MiB | neighbours read |")
    print("|---|---|---:|---:|---|")
    for outcome in run.outcomes:
        name = printable(outcome.hostile.name)
        said = printable(what_was_said(outcome))
        read = "yes" if outcome.neighbours_read else "NO"
        figures = f"{outcome.seconds:.1f} | {outcome.peak_memory}"
        print(f"| {name} | {said} | {figures} | {read} |")


def what_was_said(outcome: Any) -> str:  # noqa: ANN401 - a type of the tests
    """Return the first refusal, and how many others there are; or that it was read."""
    documents, reasons = len(outcome.documents), outcome.reasons
    parts = [f"read ({documents})" if documents > 1 else "read"] if documents else []
    if reasons:
        more = f" (+{len(reasons) - 1})" if len(reasons) > 1 else ""
        parts.append(reasons[0][:_LONGEST] + more)
    return "; ".join(parts) or "nothing"


def printable(text: str) -> str:
    """Return a text that cannot break the table."""
    kept = (c if c.isprintable() and c != "|" else "\ufffd" for c in text)
    return "".join(kept)


def print_summary(run: Any, seconds: float) -> int:  # noqa: ANN401 - a type of the tests
    """Print what is not as it should be; return the exit status."""
    faults = [(o.hostile.name, fault) for o in run.outcomes if (fault := o.fault())]
    for name, fault in faults:
        print(f"NOT AS IT SHOULD BE: {printable(name)}: {printable(fault)}")
    print(
        f"\n{len(run.outcomes)} inputs in {seconds:.0f} s; {len(faults)} not as they should be; "
        f"{run.connections} connections; {len(run.left_behind)} files left behind; "
        f"{len(run.canaries)} read a file that nobody named"
    )
    return 1 if faults or run.connections or run.left_behind or run.canaries else 0


if __name__ == "__main__":
    sys.exit(main())
