"""Passages: all of a resolution's text, in pieces that an encoder reads whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import is_content
from index.model import Point, Resolution
from index.passages import PASSAGE_LENGTH, SCRAP_LENGTH, passages_of, split_at_sentences

#: A full piece between two scraps, which may be long where they are marks without a letter.
LONGEST = 3 * PASSAGE_LENGTH + 2

PROSE = st.text(st.sampled_from("会议同意由市科技局牵头落实。！？；”」\n ，1a"), max_size=1_500)


def resolution(points: Sequence[str], lead: str = "", heading: str = "研究工作") -> Resolution:
    return Resolution(1, heading, tuple(Point(None, text) for text in points), "d-1", lead=lead)


def bare(text: str) -> str:
    return "".join(text.split())


def body(text: str, heading: str) -> str:
    return text.removeprefix(f"{heading}\n")


@given(st.lists(PROSE, max_size=6), PROSE)
def test_nothing_of_the_text_is_lost_and_the_order_is_kept(points: list[str], lead: str) -> None:
    made = resolution(points, lead)
    joined = "".join(body(passage.text, made.heading) for passage in passages_of(made))
    written = bare("".join([lead, *points]))
    assert bare(joined) == (written or bare(made.heading))


@given(st.lists(PROSE, max_size=6), PROSE)
def test_no_passage_is_too_long_to_be_read_whole(points: list[str], lead: str) -> None:
    made = resolution(points, lead)
    for passage in passages_of(made):
        assert len(body(passage.text, made.heading)) <= LONGEST


def test_many_short_points_are_not_one_endless_passage() -> None:
    found = passages_of(resolution([f"{i}。" for i in range(2_000)]))
    assert max(len(passage.text) for passage in found) <= PASSAGE_LENGTH + 20
    assert bare("".join(body(p.text, "研究工作") for p in found)) == "".join(
        f"{i}。" for i in range(2_000)
    )


@given(st.lists(PROSE, max_size=6), PROSE)
def test_a_scrap_is_never_alone_unless_it_is_all_there_is(points: list[str], lead: str) -> None:
    made = resolution(points, lead)
    found = passages_of(made)
    if len(found) > 1:
        for passage in found:
            letters = sum(map(is_content, body(passage.text, made.heading)))
            assert letters >= SCRAP_LENGTH


@given(st.lists(PROSE, max_size=6), PROSE)
def test_points_are_named_in_order_and_all_of_them(points: list[str], lead: str) -> None:
    made = resolution(points, lead)
    found = passages_of(made)
    assert found == passages_of(made)
    assert found
    assert all(passage.resolution_id == "d-1" for passage in found)
    named = [point for passage in found for point in passage.points]
    assert named == sorted(named)
    with_text = {i for i, text in enumerate(points) if text.strip()}
    assert with_text | ({-1} if lead.strip() else set()) <= set(named) or not bare("".join(points))


def test_every_passage_carries_its_heading_once() -> None:
    long = "会议同意由市科技局牵头落实各项工作任务。" * 40
    made = resolution([long, "研究工作的重点是就业和创业两个方面。"])
    found = passages_of(made)
    assert len(found) > 2
    assert all(passage.text.startswith("研究工作") for passage in found)
    assert found[-1].text == "研究工作的重点是就业和创业两个方面。"


def test_a_resolution_without_text_is_its_heading() -> None:
    (only,) = passages_of(resolution([]))
    assert only.text == "研究工作"
    (only,) = passages_of(resolution(["", "  "]))
    assert only.text == "研究工作"


def test_sentences_are_kept_whole_where_they_fit() -> None:
    text = "“同意。”会议要求抓紧。请市应急局落实！好；"
    assert split_at_sentences(text, 12) == ["“同意。”会议要求抓紧。", "请市应急局落实！好；"]


@pytest.mark.parametrize("length", [1, 2, 7])
def test_a_sentence_without_an_end_is_cut(length: int) -> None:
    text = "一二三四五六七八九十"
    parts = split_at_sentences(text, length)
    assert "".join(parts) == text
    assert max(map(len, parts)) <= length


@given(PROSE, st.integers(1, 400))
def test_parts_are_never_longer_than_asked_and_lose_nothing(text: str, length: int) -> None:
    parts = split_at_sentences(text, length)
    assert all(0 < len(part) <= length for part in parts)
    assert bare("".join(parts)) == bare(text)
