"""The marks that a reader made of the facts of a text, and how facts are counted against them.

Marks are in ``tests/data/fact_marks``, described at the end of ``docs/facts.md``. A fact counts as
found where the source, the resolution, the fact, the point and the value agree and the words
overlap, one to one; item types and attendance carry no evidence in the record and count by their
value alone.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.text_forms import bare, fold, squeeze

ROOT = Path(__file__).resolve().parent.parent
MARKS = ROOT / "tests" / "data" / "fact_marks"
#: Each set of marks and the folder that holds its sources. The extractors were written with the
#: first two in sight; the others were measured only when they were done.
SETS = {
    "real": ROOT.parent / "shared" / "corpus" / "minutes",
    "samples": ROOT / "samples",
    "held_out": ROOT / "samples",
    "policies": ROOT.parent / "shared" / "corpus" / "policy",
}
FACTS = (
    "item_type",
    "outcome",
    "next_step",
    "responsible",
    "reported_by",
    "deadline",
    "citation",
    "amount",
    "attendance",
)
#: The facts whose records do not say where they stand.
WITHOUT_EVIDENCE = frozenset({"item_type", "attendance"})
COLUMNS = ("source", "resolution", "fact", "point", "start", "end", "value", "check")
NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, as a reader marked it or as it was read.

    ``resolution`` is the ordinal, 0 for the document; ``start`` and ``end`` count the visible
    characters of the heading, the lead or the point.
    """

    source: str
    resolution: int
    fact: str
    point: str
    start: int
    end: int
    value: str

    @property
    def key(self) -> tuple[str, ...]:
        """What has to agree besides the words."""
        point = "" if self.fact in WITHOUT_EVIDENCE else self.point
        return self.source, str(self.resolution), self.fact, point, bare(self.value)

    def overlaps(self, other: Fact) -> bool:
        """Whether both rest on the same words, at least in part."""
        if self.fact in WITHOUT_EVIDENCE:
            return True
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked fact, the line that it stands in and the check of its words."""

    fact: Fact
    line: int
    check: str


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the marks of one fact."""

    matched: int
    missed: tuple[Fact, ...]
    unmarked: tuple[Fact, ...]

    @property
    def marks(self) -> int:
        """How many facts the reader marked."""
        return self.matched + len(self.missed)

    @property
    def found(self) -> int:
        """How many facts were read."""
        return self.matched + len(self.unmarked)

    @property
    def precision(self) -> float:
        """The share of what was read that is marked; 1 where nothing was read."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is marked that was read; 1 where nothing is marked."""
        return self.matched / self.marks if self.marks else 1.0


def score(marked: Iterable[Fact], read: Iterable[Fact]) -> Score:
    """Pair marks and facts one to one, in reading order."""
    waiting: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(read, key=_place):
        waiting[fact.key].append(fact)
    matched, missed = 0, []
    for mark in sorted(marked, key=_place):
        partner = next((fact for fact in waiting[mark.key] if fact.overlaps(mark)), None)
        if partner is None:
            missed.append(mark)
        else:
            waiting[mark.key].remove(partner)
            matched += 1
    unmarked = [fact for facts in waiting.values() for fact in facts]
    return Score(matched, tuple(missed), tuple(sorted(unmarked, key=_place)))


def _place(fact: Fact) -> tuple[str, int, str, int, int, str]:
    return fact.source, fact.resolution, fact.point, fact.start, fact.end, fact.value


def check_of(words: str) -> str:
    """Return the check of marked words: the first eight digits of their SHA-256, folded."""
    return hashlib.sha256(fold(squeeze(words)).encode()).hexdigest()[:8]


def read_marks(name: str) -> list[Mark]:
    """Return the marks of a set, in the order of its file."""
    with (MARKS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Mark(_marked(row), line, row["check"]) for line, row in enumerate(rows, start=2)]


def _marked(row: dict[str, str]) -> Fact:
    start, end = (0 if row[side] == NOWHERE else int(row[side]) for side in ("start", "end"))
    where = row["source"], int(row["resolution"]), row["fact"], row["point"]
    return Fact(*where, start, end, row["value"])
