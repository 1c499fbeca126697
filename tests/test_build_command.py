"""build_index.py: every wrong argument is one sentence, every action prints what it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, environment
from stub_encoder import StubEncoder
from written_minutes import minutes

from index import console, generation
from index.encoder import EncoderError

GOOD = minutes(("研究就业工作", ["同意市人社局的意见。"]))

#: The keys of an ``--inspect`` line and of its resolutions, as the contract names them.
DOCUMENT_KEYS = {
    "source", "kind", "genre", "title", "document_number", "issuer", "meeting_body",
    "meeting_term", "meeting_type", "meeting_number", "meeting_year", "meeting_date",
    "issued_date", "chair", "recorder", "disclosure", "partial", "attendance", "distribution",
    "warnings", "resolutions",
}  # fmt: skip
RESOLUTION_KEYS = {
    "id", "ordinal", "heading", "item_types", "outcomes", "next_steps", "reported_by",
    "responsible", "cited_documents", "deadlines", "points",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with sources, in which everything is built; no encoder."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YIDING_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("YIDING_ENCODER", "none")
    yield tmp_path


Output = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-file.txt"],
        ["sources", "no-such-folder"],
        ["--no-such-flag"],
        ["sources", "--index"],
        ["sources", "--index", "sources/a.txt"],
        ["sources", "--report", "no-such-folder/report.json"],
        ["sources", "--report", "sources"],
        ["sources", "--corrections", "no-such-file.tsv"],
        ["sources", "--corrections", "sources"],
        ["--inspect", "sources", "--corrections", "sources/a.txt"],
        ["--list", "--corrections", "sources/a.txt"],
        ["--list", "sources"],
        ["--verify", "sources"],
        ["--rollback", "sources"],
        ["--list", "--verify"],
        ["--inspect"],
        ["--inspect", "--rollback", "sources"],
        [""],
    ],
)
def test_a_wrong_argument_is_one_sentence(
    place: Path, capsys: Output, arguments: list[str]
) -> None:
    if arguments == [""]:
        arguments = [str(place / "no\nsuch")]
    assert console.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()
    assert "Traceback" not in printed.err
    assert not (place / "index").exists()


def test_an_encoder_that_is_not_there_is_one_sentence(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIDING_ENCODER", "no/such/model/folder")
    assert console.main(["sources"]) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "no/such/model/folder" in printed.err


def test_an_encoder_that_fails_at_work_is_no_wrong_argument(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(StubEncoder):
        def encode_passages(self, *_: object, **__: object) -> object:  # type: ignore[override]
            raise EncoderError("内存不足")

    monkeypatch.setattr(console, "open_encoder", lambda *_: Failing())
    assert console.main(["sources"]) == 1
    assert capsys.readouterr().err == "内存不足\n"


def test_help_is_printed(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        console.main(["--help"])
    assert ended.value.code == 0
    assert "SOURCE" in capsys.readouterr().out


def test_a_build_prints_what_it_did(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "open_encoder", lambda *_: StubEncoder())
    (place / "sources" / "empty.txt").write_bytes(b"")
    assert console.main(["sources", "--report", "report.json", "--max-failed", "50"]) == 0
    printed = capsys.readouterr().out
    assert "文件 1，议定事项 1，片段 1" in printed
    assert "新编码 1，沿用 0" in printed
    assert "跳过 empty.txt：文件是空的" in printed
    report = json.loads((place / "report.json").read_text("utf-8"))
    assert report["generation"] == generation.current_name(place / "index")
    assert console.main(["sources", "--max-failed", "50"]) == 0
    assert "新编码 0，沿用 1" in capsys.readouterr().out


def test_a_build_of_nothing_readable_fails_and_says_why(place: Path, capsys: Output) -> None:
    assert console.main(["sources"]) == 0
    before = generation.current_name(place / "index")
    (place / "sources" / "a.txt").write_bytes(b"\x89PNG....")
    capsys.readouterr()
    assert console.main(["sources", "--report", "report.json"]) == 1
    printed = capsys.readouterr()
    assert "跳过 a.txt：" in printed.out
    assert printed.err == "没有读到任何文件，索引保持原样\n"
    assert json.loads((place / "report.json").read_text("utf-8"))["generation"] is None
    assert generation.current_name(place / "index") == before


def test_many_skipped_sources_are_counted(place: Path, capsys: Output) -> None:
    for number in range(50):
        (place / "sources" / f"empty-{number}.txt").write_bytes(b"")
    assert console.main(["sources", "--max-failed", "100"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("跳过") == 20
    assert "另有 30 条" in printed
    assert console.main(["--show-report"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("跳过") == 50
    assert "另有" not in printed


def test_too_many_unreadable_sources_publish_nothing(place: Path, capsys: Output) -> None:
    for number in range(9):
        text = minutes(("研究创业工作", ["同意。"]), number=20 + number)
        (place / "sources" / f"good-{number}.txt").write_text(text, "utf-8")
    (place / "sources" / "empty-1.txt").write_bytes(b"")
    (place / "sources" / "notes.csv").write_text("a,b", "utf-8")
    (place / "sources" / "marked.txt").write_text(f"机密★1年\n{text}", "utf-8")
    # 1 of 11: what is passed over by rule and what is refused for its mark are not counted.
    assert console.main(["sources"]) == 0
    before = generation.current_name(place / "index")
    (place / "sources" / "empty-2.txt").write_bytes(b"")
    capsys.readouterr()
    assert console.main(["sources", "--report", "report.json"]) == 1
    assert "有 16.7% 读不出，超过 --max-failed 允许的 10%" in capsys.readouterr().err
    assert json.loads((place / "report.json").read_text("utf-8"))["generation"] is None
    assert generation.current_name(place / "index") == before
    assert console.main(["sources", "--max-failed", "16.7"]) == 0


def test_a_marked_document_is_refused_until_its_class_is_named(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "绝不外传的一句话"
    text = minutes(("研究保密工作", [f"同意{words}。"]), number=77)
    (place / "sources" / "marked.txt").write_text(f"机密★1年\n{text}", "utf-8")

    def traces() -> list[Path]:
        files = [path for path in place.rglob("*") if path.is_file()]
        outside = [path for path in files if path.parent.name != "sources"]
        return [path for path in outside if words.encode() in path.read_bytes()]

    assert console.main(["sources"]) == 0
    printed = capsys.readouterr()
    assert "跳过 marked.txt：文件标有密级“机密★1年”" in printed.out
    assert words not in printed.out + printed.err
    assert traces() == []
    assert console.main(["sources", "--allow-marked", "秘密"]) == 0
    assert traces() == []
    assert console.main(["sources", "--allow-marked", "机密"]) == 0
    assert traces() != []
    # What an allowed build has kept does not let it in again.
    assert console.main(["sources"]) == 0
    assert "跳过 marked.txt" in capsys.readouterr().out
    caches = [path for path in traces() if "cache" in path.parts]
    assert caches == []
    assert console.main(["sources", "--allow-marked", "极密"]) == 2
    monkeypatch.setenv("YIDING_REFUSE_INTERNAL", "1")
    (place / "sources" / "marked.txt").write_text(f"内部资料 注意保存\n{text}", "utf-8")
    assert console.main(["sources"]) == 0
    assert "跳过 marked.txt" in capsys.readouterr().out
    assert console.main(["sources", "--allow-marked", "内部"]) == 0
    assert "跳过 marked.txt" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YIDING_WORKERS", "0"),
        ("YIDING_WORKERS", "two"),
        ("YIDING_FILE_SECONDS", "-1"),
        ("YIDING_FILE_MEMORY", "1.5"),
        ("YIDING_REFUSE_INTERNAL", "yes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert console.main(["sources"]) == 2
    assert name in (error := capsys.readouterr().err)
    assert value in error


@pytest.mark.parametrize("value", ["-1", "101", "ten", "nan"])
def test_a_percentage_that_is_none_is_named(place: Path, capsys: Output, value: str) -> None:
    assert console.main(["sources", f"--max-failed={value}"]) == 2
    assert "--max-failed" in capsys.readouterr().err


def document_id(place: Path, capsys: Output) -> str:
    assert console.main(["--inspect", "sources"]) == 0
    identifier: str = json.loads(capsys.readouterr().out)["id"]
    return identifier


def write_corrections(path: Path, *rows: str) -> None:
    lines = ["编号\t字段\t原值\t新值\t更正人\t日期\t理由", *rows]
    path.write_text("\n".join(lines), "utf-8")


def test_corrections_beside_the_index_are_applied(
    place: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    identifier = document_id(place, capsys)
    chair = f"{identifier}\t主持\t张三\t何某\t丁某\t2024-05-06\t误读"
    recorder = f"{identifier}\t记录\t王五\t方某\t丁某\t2024-05-06\t"
    gone = "x\t标题\t甲\t乙\t丁某\t2024-05-06\t"
    write_corrections(place / "corrections.tsv", chair, gone)
    assert console.main(["sources"]) == 0
    printed = capsys.readouterr().out
    assert "采用人工更正 1 处" in printed
    assert "注意 更正表 corrections.tsv 第 3 行（x title）没有采用：编号 x 不存在" in printed
    write_corrections(place / "other.tsv", chair, recorder)
    monkeypatch.setenv("YIDING_CORRECTIONS", str(place / "other.tsv"))
    assert console.main(["sources"]) == 0
    assert "采用人工更正 2 处" in capsys.readouterr().out
    assert console.main(["sources", "--corrections", "corrections.tsv"]) == 0
    assert "采用人工更正 1 处" in capsys.readouterr().out
    monkeypatch.setenv("YIDING_CORRECTIONS", str(place / "gone.tsv"))
    before = generation.current_name(place / "index")
    assert console.main(["sources"]) == 2
    assert "gone.tsv 读不出" in capsys.readouterr().err
    assert generation.current_name(place / "index") == before


def test_missing_meetings_are_printed(place: Path, capsys: Output) -> None:
    later = minutes(("研究创业工作", ["同意。"]), number=15)
    (place / "sources" / "b.txt").write_text(later, "utf-8")
    assert console.main(["sources"]) == 0
    line = "会议 云津市人民政府：常务会议 2024年 2 次（第12、15次，缺 13—14）"
    assert line in capsys.readouterr().out.splitlines()
    assert console.main(["--show-report"]) == 0
    assert line in capsys.readouterr().out.splitlines()


def test_list_verify_and_roll_back(place: Path, capsys: Output) -> None:
    assert console.main(["--list"]) == 0
    assert "还没有索引" in capsys.readouterr().out
    assert console.main(["--verify"]) == 1
    assert console.main(["--rollback"]) == 1
    assert "还没有索引" in capsys.readouterr().err
    for _ in range(2):
        assert console.main(["sources"]) == 0
    first, second = generation.list_names(place / "index")
    capsys.readouterr()
    assert console.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:23] for line in lines] == [f"  {first}"[:23], f"* {second}"[:23]]
    assert "文件 1  议定事项 1" in lines[1]
    assert console.main(["--verify"]) == 0
    assert capsys.readouterr().out.count("完好") == 2
    assert console.main(["--rollback"]) == 0
    assert capsys.readouterr().out == f"已从 {second} 退回到 {first}\n"
    assert console.main(["--rollback"]) == 1


def test_verify_fails_where_the_current_generation_is_damaged(place: Path, capsys: Output) -> None:
    assert console.main(["sources"]) == 0
    (store,) = (place / "index").glob("*/store.sqlite")
    store.unlink()
    assert console.main(["--verify"]) == 1
    assert "缺少 store.sqlite" in capsys.readouterr().out


# --inspect --------------------------------------------------------------------------------


def test_inspect_prints_the_keys_of_the_contract_and_writes_nothing(
    place: Path, capsys: Output
) -> None:
    (place / "sources" / "empty.txt").write_bytes(b"")
    before = sorted(place.rglob("*"))
    assert console.main(["--inspect", "sources"]) == 0
    assert sorted(place.rglob("*")) == before
    document, skipped = map(json.loads, capsys.readouterr().out.splitlines())
    assert set(document) >= DOCUMENT_KEYS
    assert set(document["resolutions"][0]) >= RESOLUTION_KEYS
    assert set(document["attendance"][0]) >= {"name", "post", "unit", "status"}
    assert set(document["resolutions"][0]["points"][0]) >= {"label", "text"}
    assert document["meeting_number"] == 12
    assert document["meeting_date"] == "2024-03-05"
    assert document["issued_date"] is None
    assert skipped["skipped"] == "文件是空的"


def test_inspect_fails_where_nothing_can_be_read(place: Path, capsys: Output) -> None:
    (place / "sources" / "a.txt").write_bytes(b"")
    assert console.main(["--inspect", "sources"]) == 1
    assert capsys.readouterr().err == "没有读到任何文件\n"


def test_every_sample_is_one_line_of_json(capsys: Output) -> None:
    assert console.main(["--inspect", str(PROJECT / "samples")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    documents = [line for line in lines if "skipped" not in line]
    assert len(documents) == len(list((PROJECT / "samples").glob("*.txt")))
    assert all(set(line) >= DOCUMENT_KEYS for line in documents)


# As a process -----------------------------------------------------------------------------


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(PROJECT / "build_index.py"), *arguments]
    return subprocess.run(command, env=environment(**changes), capture_output=True)


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_output_is_utf8_under_every_locale(place: Path, locale: dict[str, str]) -> None:
    done = run("--inspect", "sources", **locale)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["resolutions"][0]["heading"] == "研究就业工作"
    refused = run(**locale)
    assert refused.returncode == 2
    assert "请给出" in refused.stderr.decode()


def test_a_reader_that_leaves_is_no_error(place: Path) -> None:
    # More than a pipe holds.
    for number in range(200):
        text = minutes(("研究工作", [f"同意第{number}条。" * 100]), number=number)
        (place / "sources" / f"{number}.txt").write_text(text, "utf-8")
    left, right = os.pipe()
    process = subprocess.Popen(
        [sys.executable, str(PROJECT / "build_index.py"), "--inspect", "sources"],
        env=environment(),
        stdout=right,
        stderr=subprocess.PIPE,
    )
    os.close(right)
    os.read(left, 10)
    os.close(left)
    _, error = process.communicate()
    assert error == b""
    assert process.returncode == 141
