"""python -m search: the JSON of the contract, and one sentence for every wrong argument."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PROJECT, StubIndex, environment
from written_minutes import minutes

from search.__main__ import main

PAGE_KEYS = {
    "query", "interpreted", "notices", "mode", "offset", "total", "took_ms", "generation",
    "document_hits", "hits", "facets",
}  # fmt: skip
HIT_KEYS = {
    "rank", "score", "resolution_id", "document_id", "heading", "snippet", "points", "keyword",
    "semantic", "document",
}  # fmt: skip
DOCUMENT_KEYS = {
    "title", "kind", "issuer", "meeting_number", "meeting_date", "issued_date", "url", "sources",
}  # fmt: skip

FILES = {
    "a.txt": minutes(
        ("研究就业工作", ["同意市人社局的意见。", "由各区抓好就业工作的落实。"]),
        ("研究养老服务", ["同意市民政局的意见。"]),
    ),
    "b.txt": minutes(("研究就业补贴", ["原则同意发放就业补贴。"]), number=13),
}

Output = pytest.CaptureFixture[str]


@pytest.fixture
def index(
    stub_index: Callable[[Mapping[str, str | bytes]], StubIndex], monkeypatch: pytest.MonkeyPatch
) -> StubIndex:
    made = stub_index(FILES)
    monkeypatch.setenv("YIDING_INDEX", str(made.directory))
    monkeypatch.setenv("YIDING_ENCODER", "stub")
    return made


def asked(capsys: Output, *arguments: str) -> dict[str, object]:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("index")
def test_the_keys_are_those_of_the_contract(capsys: Output) -> None:
    page = asked(capsys, "就业")
    assert set(page) >= PAGE_KEYS
    hit = page["hits"][0]
    assert set(hit) >= HIT_KEYS
    assert set(hit["document"]) >= DOCUMENT_KEYS
    assert set(hit["points"][0]) >= {"label", "snippet", "matched_by"}
    assert set(hit["points"][0]["matched_by"]) <= {"keyword", "semantic"}
    assert set(hit["keyword"]) == set(hit["semantic"]) == {"rank", "score"}
    assert hit["document"]["sources"][0] in FILES
    assert hit["document"]["meeting_date"] == "2024-03-05"
    assert hit["document"]["issued_date"] is None
    assert (page["query"], page["mode"], page["offset"]) == ("就业", "hybrid", 0)


@pytest.mark.usefixtures("index")
def test_a_leg_that_took_no_part_is_null(capsys: Output) -> None:
    assert asked(capsys, "就业", "--mode", "keyword")["hits"][0]["semantic"] is None
    assert asked(capsys, "就业", "--mode", "semantic")["hits"][0]["keyword"] is None
    quoted = asked(capsys, "“就业”")["hits"][0]
    assert (quoted["keyword"], quoted["semantic"]) == (None, None)


@pytest.mark.usefixtures("index")
def test_similar_has_the_same_keys(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(capsys, "“就业补贴”")["hits"][0]["resolution_id"]
    by_id = asked(capsys, "--similar", first)
    assert set(by_id) >= PAGE_KEYS
    assert first not in [hit["resolution_id"] for hit in by_id["hits"]]
    (tmp_path / "draft.txt").write_text("\ufeff研究就业补贴，原则同意发放就业补贴。", "utf-8")
    by_text = asked(capsys, "--similar-text", str(tmp_path / "draft.txt"))
    assert by_text["hits"][0]["resolution_id"] == first
    draft = io.BytesIO("研究就业补贴".encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=draft))
    assert asked(capsys, "--similar-text", "-")["hits"][0]["resolution_id"] == first


@pytest.mark.usefixtures("index")
def test_the_flags_do_what_they_say(capsys: Output, index: StubIndex) -> None:
    assert len(asked(capsys, "就业", "--limit", "1")["hits"]) == 1
    assert asked(capsys, "就业", "--limit", "1", "--offset", "1")["hits"][0]["rank"] == 2
    assert asked(capsys, "就业", "--kind", "policy")["total"] == 0
    assert asked(capsys, "“就业”", "--from", "2024-03-05", "--to", "2024-03-05")["total"] == 2
    assert asked(capsys, "“就业”", "--from", "2024-03-06")["total"] == 0
    assert asked(capsys, "“就业”", "--index", str(index.directory))["total"] == 2
    name = asked(capsys, "就业")["generation"]
    index.build()
    assert asked(capsys, "就业")["generation"] != name
    assert asked(capsys, "就业", "--generation", str(name))["generation"] == name


@pytest.mark.usefixtures("index")
def test_people_read_it_without_markup(capsys: Output) -> None:
    assert main(["“就业补贴"]) == 0
    printed = capsys.readouterr().out
    assert "※ 引号不成对" in printed
    assert "研究就业补贴" in printed
    assert "【就业补贴】" in printed
    assert "<mark>" not in printed
    assert "&" not in printed


WRONG: list[list[str]] = [
    [],
    ["就业", "--limit", "0"],
    ["就业", "--limit", "101"],
    ["就业", "--limit", "many"],
    ["就业", "--offset", "-1"],
    ["就业", "--mode", "best"],
    ["就业", "--sort", "size"],
    ["就业", "--kind", "novel"],
    ["就业", "--from", "yesterday"],
    ["就业", "--from", "2024-02-30"],
    ["就业", "--from", "2024-03-06", "--to", "2024-03-05"],
    ["就业", "创业"],
    ["就业", "--similar", "x-1"],
    ["--similar", "x-1", "--similar-text", "x"],
    ["", "--similar", "x-1", "--similar-text", "x"],
    ["--similar"],
    ["--similar", ""],
    ["--similar", "nothing-1"],
    ["--similar-text", "no-such-file"],
    ["--similar-text", "."],
    ["--similar-text", os.devnull],
    ["--no-such-flag", "就业"],
]


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("arguments", WRONG, ids=range(len(WRONG)))
def test_a_wrong_argument_is_one_sentence(capsys: Output, arguments: list[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err


@pytest.mark.usefixtures("index")
def test_a_text_that_is_not_utf8_is_one_sentence(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("就业".encode("gb18030"))
    assert main(["--similar-text", str(tmp_path / "x.txt")]) == 2
    assert "不是 UTF-8 文本" in capsys.readouterr().err


def test_no_index_is_one_sentence(capsys: Output, tmp_path: Path) -> None:
    assert main(["就业", "--index", str(tmp_path / "nothing")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "build_index.py" in printed.err
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "nothing").exists()


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("query", ["", "。", "“", "高", '"', "<b>", "a" * 5_000])
def test_any_query_is_answered(capsys: Output, query: str) -> None:
    assert asked(capsys, query)["total"] >= 0


# As a process -----------------------------------------------------------------------------


def command(index: StubIndex, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "search", "--index", str(index.directory), *arguments]


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_output_is_utf8_under_every_locale(index: StubIndex, locale: dict[str, str]) -> None:
    done = subprocess.run(
        [*command(index), "", "--kind", "minutes", "--mode", "keyword", "--json"],
        env=environment(**locale),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    headings = {hit["heading"] for hit in json.loads(done.stdout)["hits"]}
    assert headings == {"研究就业工作", "研究养老服务", "研究就业补贴"}


def test_arguments_that_are_not_utf8_do_no_harm(index: StubIndex) -> None:
    for arguments, code in (((b"\xff\xfe", "--json"), 0), (("--similar", b"\xff\xfe"), 2)):
        done = subprocess.run(
            [*command(index, "--mode", "keyword"), *arguments],
            env=environment(),
            capture_output=True,
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        if code == 0:
            assert json.loads(done.stdout)["total"] == 0


def test_a_reader_that_leaves_is_no_error(index: StubIndex) -> None:
    left, right = os.pipe()
    os.close(left)
    process = subprocess.Popen(
        command(index, "就业", "--mode", "keyword"),
        env=environment(),
        stdout=right,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
    )
    os.close(right)
    _, error = process.communicate()
    assert error == b""
    assert process.returncode == 141
