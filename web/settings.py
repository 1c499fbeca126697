"""The table of ``YIDING_*`` settings of the web service.

A value comes from the configuration given to ``create_app``, else from the environment, else from
the default here; an empty value counts as absent. ``docs/settings.md`` explains every row; a test
holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the environment variable, the value used without it, and what it is for."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("YIDING_INDEX", "", "folder of generations; empty: var/index of the checkout"),
    Setting("YIDING_ENCODER", "", "encoder of queries; empty: the one the index was built with"),
    Setting("YIDING_MODELS", "", "folder of converted models; empty: var/models of the checkout"),
    Setting("YIDING_LANGUAGE", "zh", "language of pages and messages: zh or en"),
    Setting("YIDING_MAXIMUM_BODY", "1048576", "largest request body that is read, in bytes"),
)


def read_settings(
    config: Mapping[str, object], environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the value of every setting by name.

    Raises:
        ValueError: the language or the body size cannot be used.
    """
    environment = os.environ if environment is None else environment
    values = {
        row.name: str(config.get(row.name) or environment.get(row.name) or row.default)
        for row in SETTINGS
    }
    if values["YIDING_LANGUAGE"] not in ("zh", "en"):
        raise ValueError(f"YIDING_LANGUAGE must be zh or en, not {values['YIDING_LANGUAGE']!r}")
    if not values["YIDING_MAXIMUM_BODY"].isdecimal():
        raise ValueError(
            f"YIDING_MAXIMUM_BODY must be a number of bytes, not {values['YIDING_MAXIMUM_BODY']!r}"
        )
    return values


def index_directory(values: Mapping[str, str]) -> Path:
    """Return the folder of generations."""
    return ROOT / (values["YIDING_INDEX"] or "var/index")


def models_directory(values: Mapping[str, str]) -> Path:
    """Return the folder of converted models."""
    return ROOT / (values["YIDING_MODELS"] or "var/models")
