"""Any sentence-transformers model as an encoder: loading, identity, batches, arithmetic."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.bundled_model import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatArray = NDArray[np.float32]
Progress = Callable[[int], None]

#: Raised when this code gives other vectors from the same model.
CODE_VERSION = "1"
#: The fastest of 1, 8 and 32 on two cores with AMX (docs/decisions/encoder.md).
BATCH_SIZE = 32
#: Texts between two reports of progress; a multiple of the batch size.
_REPORTED_TOGETHER = 8 * BATCH_SIZE

#: Files of a model folder that do not change its vectors.
_WITHOUT_EFFECT = {".md", ".png"}

_LOG = logging.getLogger(__name__)


class TorchEncoder:
    """Any sentence-transformers model, with the prompts of its own configuration."""

    def __init__(self, model: SentenceTransformer, name: str, identity: str) -> None:
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"模型 {name} 没有说明向量的维数")
        self._model = model
        self._lock = threading.Lock()
        self.name = name
        self.dimension = dimension
        prompts = sorted((key, value or "") for key, value in model.prompts.items())
        self.fingerprint = fingerprint_of(
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
        return unit_vectors(np.asarray(found, dtype=np.float32), self.dimension, self.name)


def encodable(text: str) -> str:
    """Return ``text`` without lone surrogates, which cannot be written, and NUL, which ends it."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


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


def unit_vectors(found: FloatArray, dimension: int, name: str) -> FloatArray:
    """Scale to unit length.

    Raises:
        EncoderError: another dimension than the model announced, or vectors without direction.
    """
    if found.ndim != 2 or found.shape[1] != dimension:
        raise EncoderError(f"模型 {name} 声明 {dimension} 维，给出的却是 {found.shape[-1]} 维")
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not (lengths > 0).all():
        raise EncoderError(f"模型 {name} 给出的向量是零或不是数")
    scaled: FloatArray = (found / lengths).astype(np.float32)
    return scaled


def load_model(source: str, local: bool) -> SentenceTransformer:
    """Load a sentence-transformers model quietly; its own classes only, no code from the folder."""
    # Set before tokenizers starts threads: a later fork would make it print a warning.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(source, local_files_only=local)


def open_folder(folder: Path) -> TorchEncoder:
    """Open a model folder, without any network.

    Raises:
        EncoderError: the folder holds no model, or one that cannot be loaded.
    """
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise EncoderError(f"{folder} 不是模型：里面没有 modules.json 或 config.json")
    try:
        model = load_model(str(folder), local=True)
    except Exception as error:  # transformers, tokenizers and safetensors share no base class
        raise EncoderError(f"{folder} 里的模型加载不了：{error}") from error
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


def open_hub_model(name: str) -> TorchEncoder:
    """Open from the hub's local cache if the model is there, else over the network."""
    try:
        try:
            model = load_model(name, local=True)
        except OSError:
            _LOG.info("%s is not in the local cache; it is fetched from the hub.", name)
            model = load_model(name, local=False)
    except Exception as error:  # see open_folder
        raise EncoderError(
            f"模型 {name} 既不是文件夹，也不在本机缓存里，又无法从模型站取得：{error}"
        ) from error
    return TorchEncoder(model, name, f"{name}@{_hub_revision(name)}")


def _hub_revision(name: str) -> str:
    """Return the commit that the local cache of the hub holds."""
    from huggingface_hub import try_to_load_from_cache

    for file in ("modules.json", "config.json"):
        found = try_to_load_from_cache(name, file)
        if isinstance(found, str):
            return Path(found).parent.name
    raise EncoderError(f"模型站的本机缓存没有说明 {name} 是哪个版本")


def fingerprint_of(*parts: object) -> str:
    """Return a short hash over ``parts`` and the version of this code."""
    return hashlib.sha256(repr((CODE_VERSION, *parts)).encode()).hexdigest()[:16]
