"""A deterministic encoder for tests that are not about the model: texts that share pairs of
characters get near vectors."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class StubEncoder:
    """Counts hashed character bigrams into 64 dimensions; unit length; keeps what it was asked."""

    name = "stub"
    dimension = 64

    def __init__(self, fingerprint: str = "stub-1") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._vector(text)
        if progress is not None:
            progress(len(texts))
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        return self._vector(text)

    def _vector(self, text: str) -> FloatArray:
        counts = np.zeros(self.dimension, np.float32)
        # The marks at both ends give every text a bigram, the empty one as well.
        marked = f"^{text}$"
        for start in range(len(marked) - 1):
            bigram = marked[start : start + 2].encode("utf-8", "surrogatepass")
            counts[zlib.crc32(bigram) % self.dimension] += 1
        scaled: FloatArray = (counts / np.linalg.norm(counts)).astype(np.float32)
        return scaled
