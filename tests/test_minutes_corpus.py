"""The real minutes beside the repository, against the facts noted by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.model import Document, Meeting
from index.parsers import parse
from index.parsers.accounting import unaccounted
from index.text_forms import squeeze

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "minutes"
GOLD: dict[str, dict[str, Any]] = (
    json.loads((CORPUS / "gold.json").read_text("utf-8")) if CORPUS.is_dir() else {}
)

pytestmark = pytest.mark.skipif(
    not GOLD, reason="shared/corpus/minutes is not beside this checkout"
)


def document(name: str) -> Document:
    return parse((CORPUS / name).read_text("utf-8"), name)


def meeting(name: str) -> Meeting:
    found = document(name).meeting
    assert found is not None
    return found


@pytest.mark.parametrize("name", GOLD)
def test_the_meeting_is_read(name: str) -> None:
    gold, found = GOLD[name], meeting(name)
    assert found.number == gold["meeting_number"]
    assert found.year == gold.get("meeting_year")
    assert str(found.held) == gold["meeting_date"]
    assert found.chair == gold["chair"]
    assert found.recorder == gold.get("recorder")
    if first := gold.get("attendees_first"):
        assert found.attendance[0].name == first


@pytest.mark.parametrize("name", GOLD)
def test_number_and_issue_date(name: str) -> None:
    gold, found = GOLD[name], document(name)
    assert found.document_number == gold.get("document_number")
    assert (str(found.issued) if found.issued else None) == gold.get("issued_date")


@pytest.mark.parametrize("name", GOLD)
def test_resolutions_headings_and_points(name: str) -> None:
    gold, found = GOLD[name], document(name).resolutions
    assert len(found) == gold["resolutions"]
    for words, resolution in zip(gold["headings"], found, strict=True):
        assert squeeze(words) in squeeze(resolution.heading)
    if points := gold.get("points"):
        assert [len(resolution.points) for resolution in found] == points


@pytest.mark.parametrize("name", GOLD)
def test_no_character_is_lost(name: str) -> None:
    text = (CORPUS / name).read_text("utf-8")
    assert unaccounted(text, parse(text, name)) == Counter()


BODIES = {
    "suzhou-2020-101.txt": "苏州市人民政府",
    "changning-2025-96.txt": "长宁区人民政府",
    "miluo-2025-47.txt": "汨罗市人民政府",
    "shandan-2025-97-html.txt": "山丹县人民政府",
    "zhangjiagang-2026-64.txt": "张家港市人民政府",
    "kundulun-2026-01.txt": "昆都仑区人民政府",
}


@pytest.mark.parametrize("name", BODIES)
def test_the_body_has_its_full_name(name: str) -> None:
    assert meeting(name).body == BODIES[name]


def test_lists_are_cut_into_names_and_units() -> None:
    attendance = meeting("suzhou-2020-101.txt").attendance
    by_name = {attendee.name: attendee for attendee in attendance}
    assert by_name["王翔"].status == "出席"
    assert by_name["刘纯"].unit == "市委宣传部"
    assert by_name["吴炜"].unit == "市财政局"
    assert Counter(attendee.status for attendee in attendance) == {"出席": 10, "列席": 58}


def test_attendance_never_becomes_a_point() -> None:
    for name in GOLD:
        for resolution in document(name).resolutions:
            text = squeeze("".join(point.text for point in resolution.points))
            assert "列席：" not in text
            assert "记录：" not in text
            assert "其他事项" not in text


def test_kundulun_groups_the_items_of_the_umbrella() -> None:
    groups = [resolution.group for resolution in document("kundulun-2026-01.txt").resolutions]
    assert groups == [None, *["会议研究区两会相关事宜。"] * 4]
