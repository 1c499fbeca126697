"""Everything that is made to do harm is refused by its cause or read right, and harms no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import FULL_COUNTS
from hostile_files import ALL, Outcome, Run, read_hostile
from hostile_model import TEXT, Hostile

from index.reading import Reading, ReadingRequest, read_all
from index.settings import reading_limits

CHOSEN = tuple(one for one in ALL if FULL_COUNTS or not one.slow)

#: Sentences of the supervisor for what it cannot tell more of, and of Python for its own faults.
NO_CAUSE = re.compile(r"程序出错|Traceback|Error|Exception")
#: The same, where an input may say that no cause can be known before harm.
LIMIT = re.compile(r"超时|内存|崩溃")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Read all of them at once, as a build does."""
    return read_hostile(CHOSEN, tmp_path_factory.mktemp("hostile"))


def outcome_of(run: Run, hostile: Hostile) -> Outcome:
    return run.outcomes[CHOSEN.index(hostile)]


def test_the_inputs_are_many_and_have_names_of_their_own() -> None:
    names = [one.name for one in ALL]
    assert len(names) == len(set(names)) > 150
    assert all(one.refused or one.holds for one in ALL)


@pytest.mark.parametrize("hostile", CHOSEN, ids=lambda one: repr(one.name))
def test_it_is_refused_by_its_cause_or_read_right(run: Run, hostile: Hostile) -> None:
    outcome = outcome_of(run, hostile)
    assert outcome.fault() is None
    for reason in outcome.reasons:
        assert re.search(r"[一-鿿]{2}", reason)
        assert not NO_CAUSE.search(reason)
        assert len(reason) < 200
        if not LIMIT.search(hostile.refused):
            assert not LIMIT.search(reason)


def test_nobody_is_asked_over_the_network(run: Run) -> None:
    assert run.connections == 0


def test_no_file_is_read_that_nobody_named(run: Run) -> None:
    assert run.canaries == []


def test_nothing_is_left_behind(run: Run) -> None:
    assert run.left_behind == []


def test_no_worker_holds_more_than_its_limit(run: Run) -> None:
    held = {o.hostile.name: o.peak_memory for o in run.outcomes}
    assert {name: peak for name, peak in held.items() if peak > reading_limits().memory} == {}


def test_what_is_said_can_be_printed(run: Run) -> None:
    for outcome in run.outcomes:
        for reading in outcome.readings:
            assert reading.name.encode("utf-8")


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    sources, temporary = tmp_path / "sources", tmp_path / "temporary"
    sources.mkdir()
    temporary.mkdir()
    for number in range(9):
        (sources / f"{number}.txt").write_text(f"{TEXT}第{number}份\n", "utf-8")
    readings: dict[str, Reading] = {}
    request = ReadingRequest((sources,), reading_limits(), temporary)
    for reading in read_all(request, None, lambda count: None):
        (sources / "8.txt").unlink(missing_ok=True)
        readings[reading.name] = reading
    assert len(readings) == 9
    reason = readings.pop("8.txt").reason
    assert reason is not None
    assert "无法读取" in reason
    assert all(reading.document for reading in readings.values())
