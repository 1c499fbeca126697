"""Where things lie, from the environment; flags win over these.

A relative path in a setting starts at the checkout, so that it means the same from wherever a
command is started. The table of settings for people is in ``docs/settings.md``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

#: The encoder that comes with the project, and the setting that compares words only.
BUNDLED = "bundled"
NO_ENCODER = "none"

PROJECT = Path(__file__).resolve().parent.parent


def index_directory() -> Path:
    """Return the folder of generations: ``YIDING_INDEX``, else ``var/index``."""
    return PROJECT / (os.environ.get("YIDING_INDEX") or "var/index")


def cache_directory(index: Path) -> Path:
    """Return the folder of what a rebuild of ``index`` may reuse: ``cache/<name>`` beside it.

    Each index has its own, because a cache is pruned to what its index still uses.
    """
    return index.resolve().parent / "cache" / index.resolve().name


def models_directory() -> Path:
    """Return where converted models are kept: ``YIDING_MODELS``, else ``var/models``."""
    return PROJECT / (os.environ.get("YIDING_MODELS") or "var/models")


def corrections_file(index: Path) -> Path | None:
    """Return the file of corrections for ``index``: ``YIDING_CORRECTIONS``, else the one beside it.

    That is ``corrections.tsv`` in the folder that holds the folder of generations; ``None`` where
    there is none.
    """
    if named := os.environ.get("YIDING_CORRECTIONS"):
        return PROJECT / named
    beside = index.resolve().parent / "corrections.tsv"
    return beside if beside.exists() else None


def encoder_setting() -> str | None:
    """Return ``YIDING_ENCODER``: ``bundled``, ``none``, a sentence-transformers model, or unset.

    Unset, a build uses :data:`BUNDLED` and a search the encoder that its index was built with.
    """
    return os.environ.get("YIDING_ENCODER") or None


class SettingError(ValueError):
    """A setting cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may take, and how many are read at once.

    ``seconds`` is the time for a file, to which every finished page adds ``seconds_per_page``, up
    to ``longest_seconds`` for all of it; ``memory`` is in MiB.
    """

    workers: int
    seconds: float = 60.0
    seconds_per_page: float = 30.0
    memory: int = 2048
    longest_seconds: float = 7_200.0


def reading_limits() -> ReadingLimits:
    """Return the limits: ``YIDING_WORKERS``, ``YIDING_FILE_SECONDS``, ``YIDING_FILE_MEMORY``.

    Raises:
        SettingError: one of them is no whole number above 0.
    """
    return ReadingLimits(
        workers=_whole_number("YIDING_WORKERS", len(os.sched_getaffinity(0))),
        seconds=_whole_number("YIDING_FILE_SECONDS", 60),
        memory=_whole_number("YIDING_FILE_MEMORY", 2048),
    )


def _whole_number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) == 0:
        raise SettingError(f"{name} 应是大于 0 的整数，不能是“{value}”")
    return int(value)


def refuse_internal() -> bool:
    """Return whether ``YIDING_REFUSE_INTERNAL`` is 1: documents marked 内部资料 are refused too.

    Raises:
        SettingError: it is neither 0 nor 1.
    """
    value = os.environ.get("YIDING_REFUSE_INTERNAL") or "0"
    if value not in ("0", "1"):
        raise SettingError(f"YIDING_REFUSE_INTERNAL 应是 0 或 1，不能是“{value}”")
    return value == "1"
