"""What a build makes of all documents together: copies, corrections, near duplicates, coverage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import LIMITS, Silent, StubIndex
from written_minutes import minutes

from index import generation
from index.build import BuildRequest, build
from index.correction_file import CorrectionsError
from index.model import Document
from index.report import BuildReport
from search.readers.local import LocalReader
from search.request import SearchRequest

MakeIndex = Callable[[Mapping[str, str | bytes]], StubIndex]

FILES = {
    "a.txt": minutes(("研究就业工作", ["同意市人社局的意见。", "由各区抓好落实。"])),
    "b.txt": minutes(("研究高等研究院建设", ["原则同意高等研究院的建设方案。"]), number=13),
}
LONG = (
    "会议原则同意市水务局提出的供水管网更新计划，用三年时间更换使用超过二十年的铸铁管，新建加压泵站四座；"
    "施工期间做好临时供水，夜间停水提前两天公告，所需资金列入年度预算，市审计局对工程变更从严把关。"
)


def reader_of(index: StubIndex) -> LocalReader:
    return LocalReader(index.directory / str(generation.current_name(index.directory)))


def documents_of(index: StubIndex) -> list[Document]:
    """Return every document with its resolutions."""
    reader = reader_of(index)
    found = [reader.resolution(row) for row in range(reader.resolution_count)]
    documents = {view.document.id: view.document for view in found}
    return [
        replace(
            document,
            resolutions=tuple(v.resolution for v in found if v.document.id == document.id),
        )
        for document in documents.values()
    ]


def test_copies_are_one_document_and_a_former_issue_is_not_found(stub_index: MakeIndex) -> None:
    text = minutes(("研究供水工作", [LONG]), number=7)
    page = "".join(f"<p>{line}</p>" for line in text.replace("，", ",").split("\n"))
    index = stub_index(
        {
            "print.txt": text.replace("加压泵站", "加压泵沾"),
            "page.html": f"<html><body>{page}</body></html>",
        }
    )
    (made,) = documents_of(index)
    assert [source.name for source in made.sources] == ["page.html", "print.txt"]
    index.write({"纪要（更正）.txt": text.replace("四座", "五座")})
    report = index.build()
    (corrected,) = documents_of(index)
    assert corrected.id == made.id
    assert {s.name: (s.shown, s.superseded) for s in corrected.sources} == {
        "纪要（更正）.txt": (True, False),
        "page.html": (False, True),
        "print.txt": (False, True),
    }
    assert any("更正或重新印发" in notice for notice in report.notices)
    assert index.engine().search(SearchRequest("“泵站四座”")).total == 0
    assert index.engine().search(SearchRequest("“泵站五座”")).total == 1


def test_near_duplicates_are_kept_with_the_resolutions(stub_index: MakeIndex) -> None:
    index = stub_index({})
    for body in ("云津市", "山阴县"):
        text = LONG.replace("市水务局", f"{body}水务局")
        index.write({f"{body}.txt": minutes(("研究供水工作", [text]), body=f"{body}人民政府")})
    assert index.build().near_duplicates == 2
    one, other = (document.resolutions[0] for document in documents_of(index))
    assert (one.near_duplicates, other.near_duplicates) == ((other.id,), (one.id,))


def test_what_is_covered_is_in_the_report(stub_index: MakeIndex) -> None:
    index = stub_index({})
    for number in (98, 101):
        text = minutes((f"研究第{number}项", ["同意。"]), number=number, term="十六届")
        index.write({f"{number}.txt": text})
    (series,) = index.build().coverage
    assert [(r.first, r.last) for r in series.missing] == [(99, 100)]


# Corrections by people ---------------------------------------------------------------------------


def write_corrections(index: StubIndex, *rows: str) -> Path:
    path = index.root / "corrections.tsv"
    lines = ["id\tfield\told\tnew\twho\tdate\treason", *rows]
    path.write_text("\n".join(lines), "utf-8")
    return path


def build_corrected(index: StubIndex, corrections: Path) -> BuildReport:
    request = BuildRequest(
        (index.sources,),
        index.directory,
        index.root / "cache",
        LIMITS,
        encoder_setting=index.encoder_setting,
        corrections=corrections,
    )
    return build(request, index.encoder, Silent())


def test_corrections_are_applied_and_found(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    assert reader_of(index).manifest.corrections is None
    (first,) = [r for d in documents_of(index) for r in d.resolutions if "就业" in r.heading]
    path = write_corrections(
        index,
        f"{first.id}\theading\t研究就业工作\t研究创业带动就业工作\t丁某\t2024-05-06\t误",
        f"{first.id}\toutcomes\t\tdeferred\t丁某\t2024-05-06\t",
        "none\ttitle\ta\tb\t丁某\t2024-05-06\t",
        "broken",
    )
    report = build_corrected(index, path)
    assert report.corrections == 2
    assert [notice.split("行")[0] for notice in report.notices] == [
        "更正表 corrections.tsv 第 5 ",
        "更正表 corrections.tsv 第 4 ",
    ]
    assert reader_of(index).manifest.corrections == hashlib.sha256(path.read_bytes()).hexdigest()
    hit = index.engine().search(SearchRequest("“创业带动就业”")).hits[0]
    assert hit.resolution_id == first.id
    (made,) = [r for d in documents_of(index) for r in d.resolutions if r.id == first.id]
    assert [outcome.outcome for outcome in made.outcomes][-1] == "deferred"
    assert [correction.field for correction in made.corrections] == ["heading", "outcomes"]
    # Without the table the text is what was read.
    assert index.build().corrections == 0
    assert index.engine().search(SearchRequest("“创业带动就业”")).total == 0


def test_a_table_that_cannot_be_used_leaves_the_old_index(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    before = generation.current_name(index.directory)
    path = index.root / "corrections.tsv"
    for content in (b"\xff\xfe", b"a,b,c\n"):
        path.write_bytes(content)
        with pytest.raises(CorrectionsError):
            build_corrected(index, path)
    with pytest.raises(CorrectionsError):
        build_corrected(index, index.root / "none.tsv")
    assert generation.current_name(index.directory) == before


def test_a_generation_of_the_former_format_is_refused_and_replaced(stub_index: MakeIndex) -> None:
    index = stub_index(FILES)
    before = [document.id for document in documents_of(index)]
    current = index.directory / str(generation.current_name(index.directory))
    manifest = json.loads((current / generation.MANIFEST).read_bytes())
    manifest["schema"] = 1
    (current / generation.MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(generation.GenerationError, match=r"第 1 版.*第 2 版.*build_index\.py"):
        generation.read_manifest(current)
    index.build()
    assert [document.id for document in documents_of(index)] == before
    with pytest.raises(generation.GenerationError, match="第 1 版"):
        generation.roll_back(index.directory)
