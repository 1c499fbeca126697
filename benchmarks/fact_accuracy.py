"""How well the facts are read: precision and recall against the marks of a reader.

    python -m benchmarks.fact_accuracy [--errors] [--fact NAME] [--set NAME]

The facts come by the way of a build: parse, then :func:`index.facts.with_facts`. What counts as
found is told in :mod:`benchmarks.fact_marks`.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fact_marks import (
    FACTS,
    MARKS,
    NOWHERE,
    SETS,
    Fact,
    Mark,
    Score,
    check_of,
    read_marks,
    score,
)
from index.fact_model import HEADING, LEAD, Amount, Citation, Evidence, Party
from index.facts import with_facts
from index.model import Attendee, Document, Resolution
from index.parsers import parse
from index.reading.records import read_record
from index.text_forms import squeeze


class MarkError(ValueError):
    """A mark does not fit the text that it was made on."""


def documents_of(name: str, marks: Iterable[Mark]) -> dict[str, Document]:
    """Return the marked documents of a set with the facts that are read from them."""
    sources = sorted({mark.fact.source for mark in marks})
    return {source: with_facts(_parsed(SETS[name], source)) for source in sources}


def _parsed(folder: Path, source: str) -> Document:
    """Parse a file, or a line of a JSONL file (``policies.jsonl:26``), as a build does."""
    file, _, line = source.partition(":")
    content = (folder / file).read_bytes()
    if not line:
        return parse(content.decode(), source)
    record = read_record(content.split(b"\n")[int(line) - 1])
    return parse(record.text, record.title, record.hints)


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


def misfits(marks: Iterable[Mark], documents: dict[str, Document]) -> dict[str, str]:
    """Return a sentence for every source whose marks no longer fit: they have to be made anew."""
    sentences: dict[str, str] = {}
    for mark in marks:
        try:
            words = words_of(mark.fact, documents)
        except MarkError as error:
            sentences.setdefault(mark.fact.source, f"line {mark.line}: {error}")
            continue
        if words and check_of(words) != mark.check:
            sentences.setdefault(
                mark.fact.source,
                f"line {mark.line}: {mark.fact.source}, resolution {mark.fact.resolution}, "
                f"{mark.fact.point}: {words} is not what was marked as {mark.fact.fact}",
            )
    return sentences


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
    """The scores of a set, by fact, and the documents that they rest on.

    ``misfits`` are the sources left out because the parsers give a text that their marks do not
    fit, each with a sentence.
    """

    scores: dict[str, Score]
    documents: dict[str, Document]
    misfits: dict[str, str]


def measure(name: str) -> Measured:
    """Read the documents of a set and score every fact.

    Only marked resolutions count, and attendance only where the set marks some of that document.
    """
    marks = read_marks(name)
    documents = documents_of(name, marks)
    unfit = misfits(marks, documents)
    marked: defaultdict[str, list[Fact]] = defaultdict(list)
    ordinals: defaultdict[str, set[int]] = defaultdict(set)
    for mark in marks:
        if mark.fact.source not in unfit:
            marked[mark.fact.fact].append(mark.fact)
            ordinals[mark.fact.source].add(mark.fact.resolution)
    read: defaultdict[str, list[Fact]] = defaultdict(list)
    for source, wanted in ordinals.items():
        for fact in facts_of(source, documents[source], wanted):
            read[fact.fact].append(fact)
    scores = {fact: score(marked[fact], read[fact]) for fact in FACTS}
    return Measured(scores, documents, unfit)


def _print_errors(measured: Measured, fact: str) -> None:
    found = measured.scores[fact]
    for kind, facts in (("missed", found.missed), ("not marked", found.unmarked)):
        for one in facts:
            words = words_of(one, measured.documents) if one.end else ""
            print(f"  {kind}\t{one.source}\t{one.resolution}\t{one.point}\t{one.value}\t{words}")


def _report(name: str, facts: Sequence[str], errors: bool) -> bool:
    if not SETS[name].is_dir():
        print(f"{name}: skipped, its sources are not beside this checkout")
        return True
    measured = measure(name)
    print(f"{name:<12} {'precision':>9} {'recall':>9} {'marks':>7} {'found':>7}")
    for fact in facts:
        one = measured.scores[fact]
        figures = f"{one.precision:>9.3f} {one.recall:>9.3f} {one.marks:>7} {one.found:>7}"
        print(f"{fact:<12} {figures}")
        if errors:
            _print_errors(measured, fact)
    for sentence in measured.misfits.values():
        print(f"MARKS DO NOT FIT, LEFT OUT: {name}.tsv, {sentence}", file=sys.stderr)
    return not measured.misfits


def main() -> int:
    """Print the table of every set that has marks; 1 where marks no longer fit their texts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="print every miss and every extra")
    parser.add_argument("--fact", choices=FACTS, help="one fact only")
    parser.add_argument("--set", choices=tuple(SETS), help="one set of marks only")
    arguments = parser.parse_args()
    facts = (arguments.fact,) if arguments.fact else FACTS
    names = SETS if arguments.set is None else (arguments.set,)
    marked = [name for name in names if (MARKS / f"{name}.tsv").is_file()]
    return 0 if all([_report(name, facts, arguments.errors) for name in marked]) else 1


if __name__ == "__main__":
    sys.exit(main())
