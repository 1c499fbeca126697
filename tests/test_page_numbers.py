"""A resolution and its points know the pages on which they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from written_minutes import minutes

from index.extract.model import ExtractedPage
from index.page_numbers import with_pages
from index.parsers import parse

POINTS = [
    f"第{n}方面工作由市有关部门按职责抓好落实，并于{n}月底前报告进展情况。"
    for n in "一二三四五六七"
]


def paged(text: str, starts: list[int]) -> list[tuple[int | None, int | None]]:
    """Return the pages of every point of minutes whose pages begin at ``starts``."""
    pages = [ExtractedPage(number, start) for number, start in enumerate(starts, start=1)]
    document = with_pages(parse(text, "name"), text, pages)
    return [(p.page, p.last_page) for r in document.resolutions for p in r.points]


def line_starts(text: str, *printed: str) -> list[int]:
    """Return where the lines begin that hold the given words: their labels come before."""
    return [text.rindex("\n", 0, text.index(words)) + 1 for words in printed]


def test_points_are_found_on_their_pages() -> None:
    text = minutes(("研究就业工作", POINTS[:4]), ("研究创业工作", POINTS[4:]))
    starts = [0, *line_starts(text, POINTS[2], "研究创业工作"), text.index(POINTS[6][10:])]
    assert paged(text, starts) == [(1, 1), (1, 1), (2, 2), (2, 2), (3, 3), (3, 3), (3, 4)]


def test_headings_and_resolutions_have_pages_too() -> None:
    text = minutes(("研究就业工作", POINTS[:2]), ("研究创业工作", POINTS[2:]))
    pages = [ExtractedPage(1, 0), ExtractedPage(2, *line_starts(text, "研究创业工作"))]
    first, second = with_pages(parse(text, "name"), text, pages).resolutions
    assert (first.page, first.last_page) == (1, 1)
    assert (second.page, second.last_page) == (2, 2)


def test_equal_points_are_found_one_behind_the_other() -> None:
    same = "由市有关部门按职责抓好落实。"
    text = minutes(("研究就业工作", [same, same, same]))
    places = [place for place in range(len(text)) if text.startswith(same, place)]
    starts = [0, *(text.rindex("\n", 0, place) + 1 for place in places[1:])]
    assert paged(text, starts) == [(1, 1), (2, 2), (3, 3)]


def test_a_page_number_inside_a_point_does_not_hide_it() -> None:
    text = minutes(("研究就业工作", POINTS[:3]))
    cut = text.index(POINTS[1]) + 8
    broken = f"{text[:cut]}\n— 1 —\n{text[cut:]}"
    assert paged(broken, [0, cut + 1]) == [(1, 1), (1, 2), (2, 2)]


def test_a_file_without_pages_has_none() -> None:
    assert set(paged(minutes(("研究就业工作", POINTS)), [])) == {(None, None)}


@given(st.lists(st.integers(0, 600), min_size=1, max_size=8), st.integers(0, 3))
def test_pages_are_in_order_and_right(cuts: list[int], spaces: int) -> None:
    text = minutes(("研究就业工作", POINTS)).replace("，", "，" + " " * spaces)
    starts = [0, *sorted(min(cut, len(text)) for cut in cuts)]

    def page_at(place: int) -> int:
        return max(number for number, start in enumerate(starts, 1) if start <= place)

    for (page, last), point in zip(paged(text, starts), POINTS, strict=True):
        printed = point.replace("，", "，" + " " * spaces)
        begin = text.index(printed)
        # The label stands right before the point and may be on the page before.
        assert page in (page_at(begin), page_at(begin - 3))
        assert last == page_at(begin + len(printed) - 1)
