"""Measure an encoder: speed, how far vectors move with the batch, and how the engines agree.

    python -m benchmarks.encoder_speed [--encoder bundled] [--models var/models] [--passages 128]

Input: the minutes in samples/, joined and cut into passages of 40 to 280 characters (160 on
average), always the same ones. Run it on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index import torch_encoder
from index.encoder import BundledEncoder, Encoder, FloatArray, open_encoder

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
BATCH_SIZES = (1, 8, 16, 32, 64)
QUERY_COUNT = 100


def main() -> None:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", default="bundled")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--passages", type=int, default=128)
    options = parser.parse_args()
    passages = read_passages(options.passages)
    encoder = open_encoder(options.encoder, options.models)
    if encoder is None:
        parser.error("the encoder 'none' has nothing to measure")
    print(f"encoder {encoder.name}, {encoder.dimension} dimensions, {encoder.fingerprint}")
    if isinstance(encoder, BundledEncoder):
        print(f"cold start to first query vector: {cold_query_seconds(options.models):.2f} s")
    print(f"query: {query_milliseconds(encoder, passages):.1f} ms (median)")
    _, seconds = timed(lambda: encoder.encode_passages(passages[:1]))
    print(f"first passage, with loading torch and the model: {seconds:.1f} s")
    print_machine()
    compare_batches(encoder, passages)
    compare_arithmetic(encoder, passages)
    if isinstance(encoder, BundledEncoder):
        compare_engines(encoder, passages)


def read_passages(count: int) -> list[str]:
    """Cut the sample minutes into ``count`` passages."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    sizes = random.Random(7)
    passages: list[str] = []
    position = 0
    while len(passages) < count:
        size = sizes.randint(40, 280)
        if position + size > len(text):
            raise SystemExit(f"samples/ holds only {len(passages)} passages")
        passages.append(text[position : position + size])
        position += size
    return passages


def print_machine() -> None:
    """Print what the figures depend on."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    gains = [name for name in ("amx_bf16", "avx512_bf16") if capabilities.get(name)]
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, "
        f"{torch.get_num_threads()} threads, {torch.backends.cpu.get_cpu_capability()}, "
        f"bfloat16 by {gains or 'nothing'}; Python {platform.python_version()}, "
        f"torch {torch.__version__}; load {os.getloadavg()[0]:.1f}"
    )


def timed(work: Callable[[], FloatArray]) -> tuple[FloatArray, float]:
    """Return what ``work`` returns, and the seconds it took."""
    start = time.perf_counter()
    vectors = work()
    return vectors, time.perf_counter() - start


def cold_query_seconds(models: Path) -> float:
    """Time a new process from the start of Python to a query vector."""
    code = (
        "import sys; from pathlib import Path; from index.encoder import open_encoder; "
        "open_encoder('bundled', Path(sys.argv[1])).encode_query('高等研究院')"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(models)], check=True)
    return time.perf_counter() - start


def query_milliseconds(encoder: Encoder, passages: list[str]) -> float:
    """Return the median over short queries cut from the passages."""
    queries = [passage[:12] for passage in passages[:QUERY_COUNT]]
    encoder.encode_query(queries[0])
    return 1e3 * statistics.median(
        timed(lambda query=query: encoder.encode_query(query))[1]  # type: ignore[misc]
        for query in queries
    )


def compare_batches(encoder: Encoder, passages: list[str]) -> None:
    """Print speed by batch size, and how far the vectors are from those of another batch size."""
    configured = torch_encoder.BATCH_SIZE
    usual = encoder.encode_passages(passages)
    for size in BATCH_SIZES:
        torch_encoder.BATCH_SIZE = size
        vectors, seconds = timed(lambda: encoder.encode_passages(passages))
        print(
            f"batches of {size}: {len(passages) / seconds:.1f} passages/s; {apart(vectors, usual)}"
        )
    torch_encoder.BATCH_SIZE = configured
    halves = np.concatenate([encoder.encode_passages(passages[i::2]) for i in (0, 1)])
    order = [*range(0, len(passages), 2), *range(1, len(passages), 2)]
    print(f"two halves against the whole: {apart(halves, usual[order])}")


def compare_arithmetic(encoder: Encoder, passages: list[str]) -> None:
    """Print float32 against what this machine would choose."""
    from contextlib import nullcontext

    usual = encoder.encode_passages(passages)
    chosen = torch_encoder._passage_arithmetic
    torch_encoder._passage_arithmetic = nullcontext
    vectors, seconds = timed(lambda: encoder.encode_passages(passages))
    torch_encoder._passage_arithmetic = chosen
    print(f"float32: {len(passages) / seconds:.1f} passages/s; {apart(vectors, usual)}")


def compare_engines(encoder: BundledEncoder, passages: list[str]) -> None:
    """Print how near the queries of the C engine are to the same queries in torch."""
    slower = encoder._opened_torch()
    pairs = [
        (encoder.encode_query(text), slower.encode_query(text)) for text in passages[:QUERY_COUNT]
    ]
    cosines = [float(ours @ theirs) for ours, theirs in pairs]
    print(
        f"queries, C engine against torch: cosine {min(cosines):.5f} at least, "
        f"{statistics.median(cosines):.5f} in the middle"
    )


def apart(one: FloatArray, other: FloatArray) -> str:
    """Say how far two sets of vectors are apart."""
    cosine = float((one * other).sum(axis=1).min())
    return f"largest element moved {np.abs(one - other).max():.1e}, least cosine {cosine:.6f}"


if __name__ == "__main__":
    main()
