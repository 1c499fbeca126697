"""Build, search and page in a network name space of its own, in which nothing can be reached."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import KEPT_VECTORS, PROJECT, environment

from index.settings import cache_directory

SCRIPT = """
import socket, sys
from pathlib import Path

try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)
    sys.exit("the network can be reached")
except OSError:
    pass

from index.console import main as build
from search.__main__ import main as search

index = sys.argv[1]
assert build([sys.argv[2], "--index", index]) == 0
for mode in ("hybrid", "keyword", "semantic"):
    assert search(["老旧小区改造", "--index", index, "--mode", mode]) == 0

from web import create_app

client = create_app().test_client()
for address in ("/", "/search?q=老旧小区改造", "/health"):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
assert "<mark>" in client.get("/search?q=老旧小区改造").get_data(as_text=True)
print("done without a network")
"""


def isolated() -> list[str]:
    """Return the command that cuts the network off; skip where it is not permitted."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare command")
    for flags in ("-rn", "-n"):
        tried = subprocess.run(["unshare", flags, "true"], capture_output=True, text=True)
        if tried.returncode == 0:
            return ["unshare", flags]
    pytest.skip(f"unshare is not permitted: {tried.stderr.strip()}")


def test_everything_works_without_a_network(tmp_path: Path) -> None:
    command = isolated()
    index = tmp_path / "index"
    if (KEPT_VECTORS / "samples.sqlite").exists():
        # Time only: what is missing is encoded, and queries always are.
        cache = cache_directory(index)
        cache.mkdir(parents=True)
        shutil.copyfile(KEPT_VECTORS / "samples.sqlite", cache / "vectors.sqlite")
    sources = PROJECT / "samples"
    done = subprocess.run(
        [*command, sys.executable, "-c", SCRIPT, str(index), str(sources)],
        env=environment(YIDING_INDEX=str(index), PYTHONWARNINGS="ignore"),
        capture_output=True,
        text=True,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.endswith("done without a network\n")
