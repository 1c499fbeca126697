"""Where things lie, from the environment; flags win over these."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def index_directory() -> Path:
    """Return the folder of generations: ``YIDING_INDEX``, else ``var/index`` of the project."""
    return Path(os.environ.get("YIDING_INDEX") or PROJECT / "var" / "index")


def cache_directory(index: Path) -> Path:
    """Return the folder of what a rebuild of ``index`` may reuse: ``cache/<name>`` beside it.

    Each index has its own, because a cache is pruned to what its index still uses.
    """
    return index.resolve().parent / "cache" / index.resolve().name


def models_directory() -> Path:
    """Return where converted models are kept: ``YIDING_MODELS``, else ``var/models``."""
    return Path(os.environ.get("YIDING_MODELS") or PROJECT / "var" / "models")


def encoder_setting() -> str:
    """Return ``YIDING_ENCODER``: ``bundled``, ``none``, or a sentence-transformers model."""
    return os.environ.get("YIDING_ENCODER") or "bundled"
