"""Folders on disk: checksums of what is in them, and being sure that it is there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def checksums(folder: Path, besides: str) -> dict[str, str]:
    """Return relative path → SHA-256 of every file below ``folder`` besides the one named."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p != folder / besides)
    return {p.relative_to(folder).as_posix(): _file_hash(p) for p in paths}


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_to_disk(folder: Path) -> None:
    """Make sure that a power cut after publishing cannot leave empty files behind."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
