"""Who did the work before and who does it today: the reorganisations of units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from index.authority.places import Place
from index.authority.tables import SLOT, Unit, rows, units

_EVERYWHERE = "*"
_UNCHANGED = "-"


@dataclass(frozen=True, slots=True)
class Step:
    """One unit gave its work to others. Names are keys (:func:`key_of`)."""

    origin: str
    targets: tuple[str, ...]
    day: date
    levels: str
    places: tuple[str, ...]
    extent: str
    source: str

    @property
    def ends(self) -> bool:
        """Whether the unit of before no longer exists, at least in most places."""
        return self.extent != "part"


def key_of(unit: Unit) -> str:
    """Return the name of a unit without the slot of its place; no two units share one."""
    return SLOT.sub("", unit.name.replace("{^}", "^"))


@cache
def units_by_key() -> dict[str, Unit]:
    """Return the units by their keys."""
    return {key_of(unit): unit for unit in units()}


@cache
def steps() -> tuple[Step, ...]:
    """Return all reorganisations, in the order of the file."""
    return tuple(_step(cells) for cells in rows("reorganisations.tsv"))


def _step(cells: list[str]) -> Step:
    origin, targets, day, levels, places, extent, source = cells
    return Step(
        origin,
        () if targets == _UNCHANGED else tuple(targets.split("+")),
        date.fromisoformat(day),
        levels,
        tuple(places.split("、")),
        extent,
        source,
    )


@cache
def _endings() -> dict[str, list[Step]]:
    """Return the steps in which a unit ended, by its key."""
    found: dict[str, list[Step]] = {}
    for step in steps():
        if step.ends:
            found.setdefault(step.origin, []).append(step)
    return found


def _steps_from(unit: Unit, level: str | None, place: Place | None) -> Iterator[Step]:
    """Yield what became of a unit at a place: rows that name the place go before the general."""
    names = {place.name, place.city, place.province} if place else set()
    ended = [
        step for step in _endings().get(key_of(unit), ()) if level is None or level in step.levels
    ]
    own = [step for step in ended if not names.isdisjoint(step.places)]
    yield from own or [step for step in ended if step.places == (_EVERYWHERE,)]


def successors(
    unit: Unit, level: str | None = None, place: Place | None = None, seen_on: date | None = None
) -> tuple[Unit, ...]:
    """Return the units that do the work of ``unit`` today; empty where it goes on.

    Args:
        unit: the unit of the time.
        level: the letter of its level (国省市县), if known.
        place: its place, if known.
        seen_on: a day on which the unit acted under its name. Where it did so a year after such
            units had ended in most places, its own place reorganised otherwise.
    """
    found: dict[str, Unit] = {}
    for step in _steps_from(unit, level, place):
        if step.extent == "mostly" and seen_on and seen_on > _a_year_after(step.day):
            continue
        for target in step.targets:
            next_unit = units_by_key()[target]
            later = successors(next_unit, level, place) or (next_unit,)
            found.update((key_of(one), one) for one in later)
    return tuple(found.values())


def had_ended(unit: Unit, level: str | None, place: Place | None, on: date) -> bool:
    """Whether such units no longer existed on a day."""
    return any(on > _a_year_after(step.day) for step in _steps_from(unit, level, place))


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def kin(unit: Unit) -> tuple[Unit, ...]:
    """Return the units of the same work: of its kind, and before and after it, itself first."""
    found = {key_of(unit): unit}
    for neighbours in (_before, _after):
        waiting = list(_of_kind(unit))
        while waiting:
            one = waiting.pop(0)
            found.setdefault(key_of(one), one)
            waiting.extend(
                near for near in neighbours(one) if key_of(near) not in found and near != one
            )
    return tuple(found.values())


@cache
def _of_kind(unit: Unit) -> tuple[Unit, ...]:
    return tuple(one for one in units() if one.kind == unit.kind)


@cache
def _after(unit: Unit) -> tuple[Unit, ...]:
    targets = [t for step in _endings().get(key_of(unit), ()) for t in step.targets]
    return tuple(one for target in targets for one in _of_kind(units_by_key()[target]))


@cache
def _before(unit: Unit) -> tuple[Unit, ...]:
    origins = [step.origin for step in steps() if step.ends and key_of(unit) in step.targets]
    return tuple(one for origin in origins for one in _of_kind(units_by_key()[origin]))
