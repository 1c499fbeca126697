"""Reads the data files of the authority: units, reorganisations, places.

They are plain text with tabs, ``#`` opens a comment; each says at its head what its columns are
and where its rows come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Where a name has its place: {} 苏州市, {~} 苏州, {^} the city above it.
SLOT = re.compile(r"\{[~^]?\}")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of unit: ``name`` and ``aliases`` are templates in which ``{}`` is the place.

    ``aliases`` always hold ``{}``, except those of units of the state as a whole. ``levels`` are
    letters out of 国省市县乡; ``vertical`` units are led by the level above (垂管).
    """

    kind: str
    name: str
    aliases: tuple[str, ...]
    levels: str
    vertical: bool = False


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of every row of a data file."""
    for line in (_FOLDER / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@cache
def units() -> tuple[Unit, ...]:
    """Return all kinds of units, in the order of the file."""
    return tuple(_unit(cells) for cells in rows("units.tsv"))


def _unit(cells: list[str]) -> Unit:
    kind, name, aliases, levels, *note = cells
    national = levels == "国"
    written = [alias for alias in aliases.split("、") if alias]
    return Unit(
        kind,
        name,
        tuple(alias if national else with_slot(alias) for alias in written),
        levels,
        "垂管" in note,
    )


def with_slot(alias: str) -> str:
    """Return an alias with the slot of its place: in front, where none is printed."""
    return alias if SLOT.search(alias) else "{}" + alias
