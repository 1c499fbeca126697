"""What the build of a generation read and what it passed over, for whoever searches it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.coverage import MeetingSeries, OrdinalRange
from index.generation import GenerationError
from index.report import BuildReport, FileRead, SkippedSource, SourceWarning
from index.report import read_report as read_from
from search.errors import IndexUnavailableError
from search.results import json_ready

__all__ = [
    "BuildReport",
    "FileRead",
    "MeetingSeries",
    "OrdinalRange",
    "SkippedSource",
    "SourceWarning",
    "read_report",
    "report_json",
]


def read_report(generation: Path) -> BuildReport:
    """Return the report of a generation; what older versions did not keep has its default.

    Raises:
        IndexUnavailableError: it is missing or damaged.
    """
    try:
        return read_from(generation)
    except GenerationError as error:
        raise IndexUnavailableError(
            "index_unreadable", generation=generation.name, reason=error
        ) from error


def report_json(report: BuildReport) -> dict[str, Any]:
    """Return a report with the keys of ``report.json``."""
    body: dict[str, Any] = json_ready(asdict(report))
    return body
