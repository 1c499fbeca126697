"""The samples are what a newcomer sees first: all of them must read well."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from reading_helpers import read_sources

from index.model import Document
from search.engine import SearchEngine
from search.request import SearchRequest

SAMPLES = Path(__file__).parent.parent / "samples"
PAGE = Path(__file__).parent.parent / "docs" / "samples.md"
MATTERS = Path(__file__).parent / "data" / "sample_matters.tsv"
MARK = "（虚构样例：地名、人名、机构均为虚构，仅供演示）"


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = {}
    for reading in read_sources(SAMPLES):
        assert reading.document is not None, reading
        found[reading.name] = reading.document
    return found


def matter_rows() -> list[dict[str, str]]:
    with MATTERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_sample_says_that_it_is_invented():
    for path in SAMPLES.iterdir():
        assert path.read_text(encoding="utf-8").split("\n", 1)[0] == MARK, path.name


def test_there_are_as_many_as_the_page_about_them_says(documents):
    minutes = [d for d in documents.values() if d.kind == "minutes"]
    counts = re.findall(r"(\d+) 份", PAGE.read_text(encoding="utf-8"))
    assert [int(count) for count in counts[:2]] == [len(minutes), len(documents) - len(minutes)]
    assert {d.meeting.held.year for d in minutes} == {2023, 2024, 2025}


def test_the_page_about_them_names_every_kind(documents):
    page = PAGE.read_text(encoding="utf-8")
    for name in documents:
        stem = name.removesuffix(".txt")
        series = re.sub(r"\d{3}$", "NNN", stem)
        short = stem.removeprefix("policy-")
        assert any(form in page for form in (stem, series, short)) or is_numbered(stem), name


def is_numbered(stem: str) -> bool:
    """Whether a name is issuer, year and number only, as the page explains."""
    return re.fullmatch(r"policy-[a-z-]+-\d{4}-\d+|.*-(?:jiedu|gongzuobaogao)", stem) is not None


def test_minutes_are_read_whole(documents):
    for name, document in documents.items():
        if not name.startswith("minutes"):
            continue
        meeting = document.meeting
        assert document.kind == "minutes", name
        assert meeting.body and meeting.held and meeting.chair, name
        assert not document.warnings, (name, document.warnings)
        assert len(document.resolutions) >= 3, name


def test_numbers_in_names_are_the_numbers_that_were_read(documents):
    for name, document in documents.items():
        first, *_, last = name.removesuffix(".txt").split("-")
        if first == "minutes" and len(last) == len("20240613"):
            assert document.meeting.number is None, name
            assert document.meeting.held == date.fromisoformat(last), name
        elif first == "minutes":
            assert document.meeting.number == int(last), name


def test_every_matter_leads_to_a_resolution(documents):
    for row in matter_rows():
        ordinals = [r.ordinal for r in documents[row["file"]].resolutions]
        assert int(row["ordinal"]) in ordinals, row


def test_the_institute_can_be_followed_from_proposal_to_opening(sample_index, documents):
    expected = {
        (row["file"], int(row["ordinal"]))
        for row in matter_rows()
        if row["matter"] == "gaodeng-yanjiuyuan" and "-16-" in row["file"]
    }
    page = SearchEngine(sample_index.directory).search(SearchRequest("高等研究院", limit=100))
    found = {
        (hit.document.sources[0], int(hit.resolution_id.rpartition("-")[2])) for hit in page.hits
    }
    assert expected <= found
