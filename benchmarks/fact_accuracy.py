"""How well the facts are read: precision and recall against the marks of a reader.

    python -m benchmarks.fact_accuracy [--errors] [--fact NAME] [--set real|samples|held_out]

Marks are in ``tests/data/fact_marks``, described at the end of ``docs/facts.md``. The facts come by
the way of a build: parse, then :func:`index.facts.with_facts`. A fact counts as found where the
source, the resolution, the fact, the point and the value agree and the words overlap, one to one;
item types and attendance carry no evidence in the record and count by their value.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.fact_model import HEADING, LEAD, Amount, Citation, Evidence, Party
from index.facts import with_facts
from index.model import Attendee, Document, Resolution
from index.parsers import parse
from index.text_forms import bare, fold, squeeze

ROOT = Path(__file__).resolve().parent.parent
MARKS = ROOT / "tests" / "data" / "fact_marks"
#: Each set of marks and the folder that holds its sources.
SETS = {
    "real": ROOT.parent / "shared" / "corpus" / "minutes",
    "samples": ROOT / "samples",
    "held_out": ROOT / "samples",
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


class MarkError(ValueError):
    """A mark does not fit the text that it was made on."""


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


def documents_of(name: str, marks: Iterable[Mark]) -> dict[str, Document]:
    """Return the marked documents of a set with the facts that are read from them."""
    sources = sorted({mark.fact.source for mark in marks})
    texts = {source: (SETS[name] / source).read_text("utf-8") for source in sources}
    return {source: with_facts(parse(text, source)) for source, text in texts.items()}


def words_of(fact: Fact, documents: dict[str, Document]) -> str:
    """Return the visible characters that a fact rests on; of the document, none.

    Raises:
        MarkError: there is no such resolution or point, or it is shorter than that.
    """
    if fact.point == NOWHERE:
        return ""
    found = [r for r in documents[fact.source].resolutions if r.ordinal == fact.resolution]
    if not found:
        raise MarkError(f"{fact.source} has no resolution {fact.resolution}")
    text = _texts(found[0]).get(fact.point)
    if text is None or not 0 <= fact.start < fact.end <= len(squeeze(text)):
        raise MarkError(
            f"{fact.source}, resolution {fact.resolution}: {fact.point} does not reach "
            f"{fact.start}-{fact.end}"
        )
    return squeeze(text)[fact.start : fact.end]


def _texts(resolution: Resolution) -> dict[str, str]:
    points = {str(index): point.text for index, point in enumerate(resolution.points)}
    return {"heading": resolution.heading, "lead": resolution.lead, **points}


def verify(marks: Iterable[Mark], documents: dict[str, Document]) -> None:
    """Make sure that every mark still stands on the words that it was made on.

    Raises:
        MarkError: the parsers give a text that a mark does not fit; the mark has to be made anew.
    """
    for mark in marks:
        words = words_of(mark.fact, documents)
        if words and check_of(words) != mark.check:
            place = f"{mark.fact.source}, resolution {mark.fact.resolution}, {mark.fact.point}"
            raise MarkError(
                f"line {mark.line}: the words of {mark.fact.fact} in {place} "
                f"at {mark.fact.start}-{mark.fact.end} are no longer those that were marked"
            )


def facts_of(source: str, document: Document, ordinals: set[int]) -> Iterator[Fact]:
    """Yield the facts that were read from some resolutions of a document; 0 is its attendance."""
    if 0 in ordinals and document.meeting is not None:
        for attendee in document.meeting.attendance:
            yield Fact(source, 0, "attendance", NOWHERE, 0, 0, _attendance_value(attendee))
    for resolution in document.resolutions:
        if resolution.ordinal in ordinals:
            yield from _facts_of_resolution(source, resolution)


def _facts_of_resolution(source: str, resolution: Resolution) -> Iterator[Fact]:
    for item_type in resolution.item_types:
        yield Fact(source, resolution.ordinal, "item_type", "heading", 0, 0, item_type)
    texts = _texts(resolution)
    for name, value, evidence in _stated(resolution):
        point = {HEADING: "heading", LEAD: "lead"}.get(evidence.point, str(evidence.point))
        start, end = (len(squeeze(texts[point][:side])) for side in (evidence.start, evidence.end))
        yield Fact(source, resolution.ordinal, name, point, start, end, value)


def _stated(resolution: Resolution) -> Iterator[tuple[str, str, Evidence]]:
    for outcome in resolution.outcomes:
        yield "outcome", outcome.outcome, outcome.evidence
    for step in resolution.next_steps:
        yield "next_step", step.step, step.evidence
    for duty in resolution.responsible:
        yield "responsible", f"{duty.role} {_party_value(duty.party)}", duty.evidence
    for reporter in resolution.reported_by:
        yield "reported_by", _party_value(reporter.party), reporter.evidence
    for deadline in resolution.deadlines:
        yield "deadline", f"{deadline.kind} {deadline.due or NOWHERE}", deadline.evidence
    for citation in resolution.citations:
        yield "citation", _citation_value(citation), citation.evidence
    for amount in resolution.amounts:
        yield "amount", _amount_value(amount), amount.evidence


def _party_value(party: Party) -> str:
    name = party.name if party.party_type == "person" else party.printed
    return f"{party.party_type} {squeeze(name)}"


def _citation_value(citation: Citation) -> str:
    return citation.title or f"{NOWHERE} {citation.document_number}"


def _amount_value(amount: Amount) -> str:
    numbers = [amount.value] + ([] if amount.maximum is None else [amount.maximum])
    return f"{'..'.join(f'{number:.12g}' for number in numbers)} {amount.unit}"


def _attendance_value(attendee: Attendee) -> str:
    parts = attendee.name, attendee.unit, attendee.post, attendee.reason
    return " ".join([attendee.status, *(squeeze(part or "") or NOWHERE for part in parts)])


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of a set, by fact, and the documents that they rest on."""

    scores: dict[str, Score]
    documents: dict[str, Document]


def measure(name: str) -> Measured:
    """Read the documents of a set and score every fact.

    Only marked resolutions count, and attendance only where the set marks some of that document.

    Raises:
        MarkError: a mark no longer fits its text.
    """
    marks = read_marks(name)
    documents = documents_of(name, marks)
    verify(marks, documents)
    marked: defaultdict[str, list[Fact]] = defaultdict(list)
    ordinals: defaultdict[str, set[int]] = defaultdict(set)
    for mark in marks:
        marked[mark.fact.fact].append(mark.fact)
        ordinals[mark.fact.source].add(mark.fact.resolution)
    read: defaultdict[str, list[Fact]] = defaultdict(list)
    for source, wanted in ordinals.items():
        for fact in facts_of(source, documents[source], wanted):
            read[fact.fact].append(fact)
    return Measured({fact: score(marked[fact], read[fact]) for fact in FACTS}, documents)


def _print_errors(measured: Measured, fact: str) -> None:
    found = measured.scores[fact]
    for kind, facts in (("missed", found.missed), ("not marked", found.unmarked)):
        for one in facts:
            words = words_of(one, measured.documents) if one.end else ""
            print(f"  {kind}\t{one.source}\t{one.resolution}\t{one.point}\t{one.value}\t{words}")


def _report(name: str, facts: Sequence[str], errors: bool) -> None:
    if not SETS[name].is_dir():
        print(f"{name}: skipped, its sources are not beside this checkout")
        return
    measured = measure(name)
    print(f"{name:<12} {'precision':>9} {'recall':>9} {'marks':>7} {'found':>7}")
    for fact in facts:
        one = measured.scores[fact]
        figures = f"{one.precision:>9.3f} {one.recall:>9.3f} {one.marks:>7} {one.found:>7}"
        print(f"{fact:<12} {figures}")
        if errors:
            _print_errors(measured, fact)


def main() -> int:
    """Print the table of every set that has marks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="print every miss and every extra")
    parser.add_argument("--fact", choices=FACTS, help="one fact only")
    parser.add_argument("--set", choices=tuple(SETS), help="one set of marks only")
    arguments = parser.parse_args()
    facts = (arguments.fact,) if arguments.fact else FACTS
    for name in SETS if arguments.set is None else (arguments.set,):
        if (MARKS / f"{name}.tsv").is_file():
            _report(name, facts, arguments.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
