"""The seven real minutes, built and searched as a user would: the acceptance of the project."""

from __future__ import annotations

import pytest
from conftest import BuiltIndex

from index import generation
from index.segments import of_resolution
from search.engine import SearchEngine
from search.readers.local import LocalReader
from search.request import MODES, Mode, SearchRequest
from search.results import Hit

INSTITUTE = "高等研究院"


@pytest.fixture(scope="module")
def engine(real_index: BuiltIndex) -> SearchEngine:
    return real_index.engine()


def is_suzhou(hit: Hit, meeting: int, ordinal: int) -> bool:
    return (
        hit.document.sources == (f"suzhou-2020-{meeting:03}.txt",)
        and hit.document.meeting_number == meeting
        and hit.resolution_id.endswith(f"-{ordinal}")
    )


def test_all_seven_are_read(real_index: BuiltIndex) -> None:
    report = real_index.report
    assert (report.documents, report.resolutions) == (7, 38)
    assert {skipped.source for skipped in report.skipped} <= {"gold.json", "README.md"}


@pytest.mark.parametrize("mode", MODES)
def test_the_institute_is_found_first(engine: SearchEngine, mode: Mode) -> None:
    page = engine.search(SearchRequest(INSTITUTE, mode=mode))
    assert is_suzhou(page.hits[0], 101, 1), page.hits[0]
    assert "<mark>高等研究院</mark>" in page.hits[0].snippet


@pytest.mark.parametrize("mode", MODES)
def test_in_quotes_exactly_what_holds_it_is_found(
    engine: SearchEngine, real_index: BuiltIndex, mode: Mode
) -> None:
    name = str(generation.current_name(real_index.directory))
    reader = LocalReader(real_index.directory / name)
    resolutions = [reader.resolution(row).resolution for row in range(reader.resolution_count)]
    expected = {
        resolution.id
        for resolution in resolutions
        if any(INSTITUTE in segment.text for segment in of_resolution(resolution))
    }
    assert expected
    page = engine.search(SearchRequest(f"“{INSTITUTE}”", mode=mode, limit=100))
    assert {hit.resolution_id for hit in page.hits} == expected
    assert page.total == len(expected)


def test_other_words_for_it_find_it_too(engine: SearchEngine) -> None:
    page = engine.search(SearchRequest("和中科大合作办学"))
    assert any(is_suzhou(hit, 101, 1) for hit in page.hits[:3]), [h.heading for h in page.hits]


@pytest.mark.parametrize("mode", MODES)
def test_junk_finds_nothing(engine: SearchEngine, mode: Mode) -> None:
    assert engine.search(SearchRequest("量子纠缠披萨菜谱", mode=mode)).total == 0


def test_the_university_of_nanjing_is_most_like_it(engine: SearchEngine) -> None:
    institute = engine.search(SearchRequest(INSTITUTE)).hits[0]
    page = engine.similar(institute.resolution_id)
    others = [hit for hit in page.hits if hit.document_id != institute.document_id]
    assert others
    assert page.hits[0] == others[0]
    assert is_suzhou(others[0], 98, 3), others[0].heading
