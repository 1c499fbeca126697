"""Where things lie, from the environment; flags win over these.

A relative path in a setting starts at the checkout, so that it means the same from wherever a
command is started. The table of settings for people is in ``docs/settings.md``.
"""

from __future__ import annotations

import os
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


def encoder_setting() -> str | None:
    """Return ``YIDING_ENCODER``: ``bundled``, ``none``, a sentence-transformers model, or unset.

    Unset, a build uses :data:`BUNDLED` and a search the encoder that its index was built with.
    """
    return os.environ.get("YIDING_ENCODER") or None
