"""What is read and what is passed over: everything is named, and its neighbours are still read."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from reading_helpers import LIMITS, read_sources
from written_minutes import minutes

from index import reading, sources
from index.reading import Reading, ReadingRequest, read_all
from index.sources import SourceError, SourceFile, check_sources, find_sources

GOOD = minutes(("研究就业工作", ["同意。"]))
NOBODY = 65534


def read(*paths: Path) -> dict[str, Reading]:
    """Read everything below ``paths``, by name (and line)."""
    found = read_sources(*paths)
    return {f"{r.name}:{r.line}" if r.line else r.name: r for r in found}


def reason(reading: Reading) -> str:
    assert reading.document is None
    assert reading.reason
    return reading.reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    (made / "good.txt").write_text(GOOD, "utf-8")
    return made


def test_a_folder_is_read_in_order_and_to_the_bottom(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/b/d.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD, "utf-8")
    names = [source.name for source in find_sources([tmp_path])]
    assert sorted(names) == ["a.txt", "a/b/d.txt", "a/c.txt", "b.txt"]
    assert names == [source.name for source in find_sources([tmp_path])]


def test_the_same_file_is_read_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "good.txt")
    for paths in ([folder, folder], [folder, folder / "good.txt"], [folder / ".." / "folder"]):
        assert len(find_sources(paths)) == 1


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="找不到 .*nothing.txt"):
        check_sources([tmp_path, tmp_path / "nothing.txt"])


def test_what_is_passed_over_is_named_and_the_neighbour_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAXIMUM_FILE_SIZE", 10_000)
    outside = tmp_path / "outside.txt"
    outside.write_text(GOOD, "utf-8")
    (folder / ".hidden.txt").write_text(GOOD, "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(GOOD, "utf-8")
    (folder / "out.txt").symlink_to(outside)
    (folder / "broken.txt").symlink_to(folder / "nothing.txt")
    (folder / "folder-link").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    (folder / "table.csv").write_text("a,b", "utf-8")
    (folder / "large.txt").write_text("字" * 10_001, "utf-8")
    found = read(folder)
    assert found.pop("good.txt").document
    assert {reading.cause for name, reading in found.items() if name != "large.txt"} == {
        "passed_over"
    }
    assert found["large.txt"].cause == "unreadable"
    assert {name: reason(result) for name, result in found.items()} == {
        ".hidden.txt": "隐藏文件",
        ".git": "隐藏文件",
        "out.txt": "链接指向文件夹之外",
        "broken.txt": "不是普通文件",
        "folder-link": "链接指向文件夹之外",
        "pipe.txt": "不是普通文件",
        "table.csv": ".csv 是数据文件，不是公文",
        "large.txt": "超过 50 MB",
    }


def test_what_may_not_be_read_is_named(folder: Path) -> None:
    with readable_by_all() as place:
        for name in ("closed.txt", "closed.jsonl"):
            (place / name).write_text(GOOD, "utf-8")
            (place / name).chmod(0)
        (place / "closed-folder").mkdir()
        (place / "closed-folder" / "in.txt").write_text(GOOD, "utf-8")
        (place / "closed-folder").chmod(0)
        with as_nobody():
            # All three are told without a worker, which nobody might not be able to start.
            request = ReadingRequest((place,), LIMITS, folder)
            found = {r.name: r for r in read_all(request, None, lambda _: None)}
    assert set(found) == {"closed.txt", "closed.jsonl", "closed-folder"}
    assert all("无法读取" in reason(reading) for reading in found.values())


@contextmanager
def readable_by_all() -> Iterator[Path]:
    """Make a folder that every user may enter; pytest's own are closed to others."""
    place = Path(tempfile.mkdtemp())
    try:
        place.chmod(0o755)
        yield place
    finally:
        for path in place.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(place)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while; others have none to give up."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_name_that_is_not_utf8_is_shown_and_harms_nothing(stub_index) -> None:
    index = stub_index({"good.txt": GOOD})
    odd = os.fsencode(index.sources) + b"/\xff\xfe.txt"
    with open(odd, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(minutes(("研究创业工作", ["同意。"]), number=13).encode())
    report = index.build()
    assert (report.documents, report.skipped) == (2, ())


def write_lines(folder: Path, *lines: str | bytes) -> None:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    (folder / "all.jsonl").write_bytes(b"\n".join(raw))


def record(**fields: object) -> str:
    return json.dumps({"title": "标题", "text": "正文。", **fields}, ensure_ascii=False)


BAD_LINES: list[tuple[str | bytes, str]] = [
    ("{not json", "不是 JSON"),
    ('{"text": "开头', "不是 JSON"),
    ("[1, 2]", "不是 JSON 对象"),
    ('"只是文字"', "不是 JSON 对象"),
    ("null", "不是 JSON 对象"),
    ("[" * 100_000, "嵌套过深"),
    ('{"a":' * 100_000, "嵌套过深"),
    ('{"text": "正文", "n": ' + "9" * 5_000 + "}", "不是 JSON"),
    ('{"text": "坏\\ud800字"}', "不完整的字符"),
    ('{"text": "正文", "resolutions": [{"heading": "\\udfff", "text": ""}]}', "不完整的字符"),
    (b'{"text": "\xff\xfe"}', "不是 UTF-8"),
    (record(text=None), "没有 text"),
    (record(text=" \u3000\n"), "没有 text"),
    (record(text="\u200b\u200b"), "没有文字"),
    (record(text=["正文"]), "text 应是文字"),
    (record(title=5), "title 应是文字"),
    (record(issuer={}), "issuer 应是文字"),
    (record(id=True), "id 应是文字或整数"),
    (record(id=1.5), "id 应是文字或整数"),
    (record(id=["a"]), "id 应是文字或整数"),
    (record(id=" a"), "id 首尾有空白"),
    (record(kind="novel"), "kind 应是"),
    (record(date="2020年5月"), "date 应写作"),
    (record(date="2020-02-30"), "date 应写作"),
    (record(resolutions={}), "resolutions 应是列表"),
    (record(resolutions=["a"]), "JSON 对象"),
    (record(resolutions=[{"heading": "甲"}]), "heading 和 text"),
    (record(resolutions=[{"heading": " ", "text": "乙"}]), "heading 和 text"),
    (record(resolutions=[{"heading": 1, "text": "乙"}]), "heading 和 text"),
]


@pytest.mark.parametrize(("line", "expected"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_is_named_and_its_neighbours_are_read(
    tmp_path: Path, line: str | bytes, expected: str
) -> None:
    write_lines(tmp_path, record(id="first"), line, record(id="third"))
    found = read(tmp_path)
    assert expected in reason(found.pop("all.jsonl:2"))
    first, third = (found[f"all.jsonl:{line}"].document for line in (1, 3))
    assert first
    assert third
    assert (first.id, third.id) == ("first", "third")


def test_lines_of_many_kinds_are_read(tmp_path: Path) -> None:
    write_lines(
        tmp_path,
        b"\xef\xbb\xbf" + record(id="mark").encode(),
        "",
        "   ",
        record(id=7) + "\r",
        record(id=0),
        record(id="中 文/编号"),
        record(id=None, date=None),
        record(text="", resolutions=[{"heading": "第一项", "text": "同意。"}], id="given"),
    )
    found = read(tmp_path)
    documents = [found[place].document for place in sorted(found)]
    assert all(documents)
    ids = [document.id for document in documents if document]
    assert ids == ["mark", "7", "0", "中 文/编号", "", "given"]


def test_given_resolutions_are_taken_over(tmp_path: Path) -> None:
    items = [{"heading": f"第{n}项", "text": f"同意{n}。"} for n in range(1, 4)]
    write_lines(tmp_path, record(id="g", resolutions=items))
    (document,) = (reading.document for reading in read(tmp_path).values())
    assert document
    assert [(r.ordinal, r.heading, r.points[0].text) for r in document.resolutions] == [
        (1, "第1项", "同意1。"),
        (2, "第2项", "同意2。"),
        (3, "第3项", "同意3。"),
    ]


def test_facts_beside_the_text_are_taken_over(tmp_path: Path) -> None:
    fields = {
        "date": "2020-05-11",
        "issuer": "云津市人民政府",
        "number": "云府〔2020〕15号",
        "kind": "policy",
        "url": "https://example.cn/a?b=1",
    }
    write_lines(tmp_path, record(title="关于就业工作的意见", **fields))
    (document,) = (reading.document for reading in read(tmp_path).values())
    assert document
    assert document.title == "关于就业工作的意见"
    assert str(document.order_date) == "2020-05-11"
    assert document.issuer == "云津市人民政府"
    assert document.document_number == "云府〔2020〕15号"
    assert document.kind == "policy"
    assert document.url == "https://example.cn/a?b=1"


def test_an_empty_file_of_lines_is_named(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_bytes(b"\n  \n")
    assert reason(read(tmp_path)["all.jsonl"]) == "文件是空的"


def test_a_file_that_vanishes_while_reading_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "gone.txt").write_text(GOOD, "utf-8")
    whole = reading._file_hash

    def vanishing(path: Path) -> str:
        digest = whole(path)
        if path.name == "gone.txt":
            path.unlink()
        return digest

    monkeypatch.setattr(reading, "_file_hash", vanishing)
    found = read(folder)
    assert found["good.txt"].document
    assert "无法读取" in reason(found["gone.txt"])


@pytest.mark.parametrize("name", ["../x.txt", "a b.txt", "纪要（终稿）.txt", "a\nb.txt"])
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    path = folder / name
    path.write_text(GOOD, "utf-8")
    found = find_sources([path])
    # A line feed would act on a terminal.
    assert [source.name for source in found] == [path.name.replace("\n", "\ufffd")]


def test_a_source_that_is_a_link_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("会议听取了汇报。", encoding="utf-8")
    (tmp_path / "file.txt").symlink_to(elsewhere / "a.txt")
    (tmp_path / "folder").symlink_to(elsewhere)
    for source in ("file.txt", "folder"):
        (found,) = find_sources([tmp_path / source])
        assert isinstance(found, SourceFile)
        assert found.name == "a.txt"
