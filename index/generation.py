"""Generations on disk: written aside, verified, published at once, kept, rolled back, pruned.

``<index>/<generation>/`` is one complete, immutable index; ``<index>/current`` is a text file that
names the live one and is replaced atomically. A build works in ``<index>/.building-<generation>``,
so that a killed build leaves nothing but that folder, which the next build removes.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index.disk import checksums, flush_folder, flush_to_disk

#: The layout of a generation's files. Readers refuse another one by name.
SCHEMA_VERSION = 2

#: Generations that stay openable after a newer one is published, the current one included.
KEPT_GENERATIONS = 5

CURRENT = "current"
MANIFEST = "manifest.json"
REPORT = "report.json"
_BUILDING = ".building-"
_NAME = re.compile(r"\d{8}T\d{12}")


class GenerationError(RuntimeError):
    """A generation cannot be read, published or found; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class EncoderRecord:
    """Which encoder made the vectors of a generation.

    ``setting`` is what opens it again: see :func:`index.encoder.open_encoder`.
    """

    setting: str
    name: str
    dimension: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Floors:
    """What a resolution must reach to be shown; :mod:`index.calibration` explains each value."""

    keyword: float
    semantic: float
    semantic_with_keyword: float
    keyword_with_semantic: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds."""

    documents: int
    resolutions: int
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and by; ``files`` maps relative paths to SHA-256.

    ``corrections`` is the SHA-256 of the corrections of people that were applied, or ``None``.
    """

    generation: str
    built_at: str
    analyzer: str
    passages: str
    encoder: EncoderRecord | None
    floors: Floors
    counts: Counts
    corrections: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class _Versioned:
    """The one field that every version of a manifest has."""

    schema: int


@dataclass(frozen=True, slots=True)
class VerifiedGeneration:
    """A generation with what is wrong with it; no faults means that it is whole."""

    name: str
    current: bool
    faults: tuple[str, ...]
    manifest: Manifest | None


@contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Hold the right to change ``index``; the system releases it when the process ends.

    Raises:
        GenerationError: another build holds it.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GenerationError(f"{index} 正在由另一个进程重建，请稍后再试") from None
        yield


def new_name(index: Path) -> str:
    """Return the name of a new generation: the UTC time to the microsecond, so names sort by age.

    A clock that went back does not disturb the order: the name follows the newest existing one.
    """
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    newest = max(list_names(index), default="")
    if name <= newest:
        day, _, clock = newest.partition("T")
        name = f"{day}T{int(clock) + 1:012d}"
    return name


def begin(index: Path) -> Path:
    """Remove what killed builds left and return an empty folder to build in."""
    for left in index.glob(f"{_BUILDING}*"):
        shutil.rmtree(left)
    draft = index / f"{_BUILDING}{new_name(index)}"
    draft.mkdir()
    return draft


@contextmanager
def temporary_folder(index: Path) -> Iterator[Path]:
    """Lend an empty folder for what a build needs for a moment; what a killed one left goes."""
    folder = index / f"{_BUILDING}files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def draft_name(draft: Path) -> str:
    """Return the name under which a draft will be published."""
    return draft.name.removeprefix(_BUILDING)


def seal(draft: Path, manifest: Manifest) -> Manifest:
    """Write the manifest, completed with the checksums of all files of the draft, to disk."""
    sealed = replace(manifest, files=checksums(draft, MANIFEST))
    (draft / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(sealed)))
    return sealed


def publish(index: Path, draft: Path) -> str:
    """Verify a sealed draft, move it to its place and make it current; return its name.

    Raises:
        GenerationError: what is on disk is not what was written.
    """
    name = draft_name(draft)
    if faults := find_faults(draft, name):
        raise GenerationError(f"新索引写盘后校验未通过：{'；'.join(faults)}")
    flush_to_disk(draft)
    draft.rename(index / name)
    set_current(index, name)
    return name


def set_current(index: Path, name: str) -> None:
    """Make ``name`` the generation that is served, atomically."""
    aside = index / f".{CURRENT}.new"
    with aside.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(index / CURRENT)
    flush_folder(index)


def current_name(index: Path) -> str | None:
    """Return the name of the generation that is served, or ``None`` where there is none."""
    try:
        name = (index / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return name if _NAME.fullmatch(name) else None


def roll_back(index: Path) -> tuple[str, str]:
    """Make the generation before the current one current; return (left, now current).

    Raises:
        GenerationError: there is no current generation, or none before it.
    """
    current = current_name(index)
    if current is None:
        raise GenerationError(f"{index} 里还没有索引")
    older = [name for name in list_names(index) if name < current]
    if not older:
        raise GenerationError(f"{current} 之前没有保留更早的版本")
    if faults := find_faults(index / older[-1], older[-1]):
        raise GenerationError(f"{older[-1]} 已损坏，不能退回：{'；'.join(faults)}")
    set_current(index, older[-1])
    return current, older[-1]


def prune(index: Path) -> list[str]:
    """Remove all but the newest generations and the current one; return the removed names."""
    names = list_names(index)
    kept = {*names[-KEPT_GENERATIONS:], current_name(index)}
    removed = [name for name in names if name not in kept]
    for name in removed:
        shutil.rmtree(index / name)
    return removed


def read_manifest(generation: Path) -> Manifest:
    """Read the manifest of a generation.

    Raises:
        GenerationError: it is missing, not a manifest, or of another schema.
    """
    try:
        content = (generation / MANIFEST).read_bytes()
        # The version is read alone first: another one may lack or add any other field.
        schema = msgspec.json.decode(content, type=_Versioned).schema
        if schema != SCHEMA_VERSION:
            raise GenerationError(
                f"索引格式是第 {schema} 版，本程序用第 {SCHEMA_VERSION} 版，"
                "请重建索引（python build_index.py SOURCE...）"
            )
        return msgspec.json.decode(content, type=Manifest)
    except OSError as error:
        raise GenerationError(f"清单读不出（{error.strerror}）") from None
    except msgspec.MsgspecError as error:
        raise GenerationError(f"清单已损坏（{error}）") from None


def verify(index: Path) -> list[VerifiedGeneration]:
    """Check every generation of ``index`` against its manifest, oldest first."""
    current = current_name(index)
    return [_verified(index, name, name == current) for name in list_names(index)]


def _verified(index: Path, name: str, current: bool) -> VerifiedGeneration:
    faults = tuple(find_faults(index / name, name))
    try:
        manifest = read_manifest(index / name)
    except GenerationError:
        manifest = None
    return VerifiedGeneration(name, current, faults, manifest)


def find_faults(generation: Path, name: str) -> list[str]:
    """Compare the files of a generation with its manifest; return what differs, in sentences."""
    try:
        manifest = read_manifest(generation)
    except GenerationError as error:
        return [str(error)]
    present = checksums(generation, MANIFEST)
    faults = [f"缺少 {path}" for path in manifest.files if path not in present]
    faults += [f"多出 {path}" for path in present if path not in manifest.files]
    faults += [
        f"{path} 与清单不符"
        for path, checksum in manifest.files.items()
        if present.get(path, checksum) != checksum
    ]
    if manifest.generation != name:
        faults.append(f"清单属于 {manifest.generation}")
    return faults


def list_names(index: Path) -> list[str]:
    """Return the names of the generations in ``index``, oldest first."""
    if not index.is_dir():
        return []
    return sorted(p.name for p in index.iterdir() if p.is_dir() and _NAME.fullmatch(p.name))
