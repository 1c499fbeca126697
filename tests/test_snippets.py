"""Snippets: only <mark> is markup."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from index.normalize import normalize
from search.matching import Wanted, match_text
from search.snippets import WINDOW, snippet

TEXT = st.text(st.sampled_from("高等研究院<>&\"'/mark \n。1"), max_size=400)


def plain(shown: str) -> str:
    return html.unescape(re.sub("</?mark>", "", shown))


@given(TEXT, TEXT)
def test_what_is_shown_is_a_part_of_the_text_and_nothing_but_marks_is_markup(
    text: str, phrase: str
) -> None:
    wanted = Wanted((phrase,) if phrase else ())
    shown = snippet(text, match_text(text, wanted).spans)
    assert re.fullmatch(r"(?:[^<>]|<mark>[^<>]+</mark>)*", shown)
    assert not re.search(r"&(?!lt;|gt;|amp;|quot;|#x27;)", shown)
    part = plain(shown).removeprefix("…").removesuffix("…")
    assert part in text.replace("\n", " ")
    assert len(part) == min(len(text), WINDOW)


@given(TEXT, st.sampled_from(["高等", "研究院", "<"]))
def test_a_match_is_always_in_the_window(text: str, phrase: str) -> None:
    spans = match_text(text, Wanted((phrase,))).spans
    assert ("<mark>" in snippet(text, spans)) == bool(spans)


def test_the_window_holds_most_marks() -> None:
    text = "甲" * 300 + "乙" + "甲" * 300 + "乙甲乙甲乙" + "甲" * 300
    spans = match_text(text, Wanted(("乙",))).spans
    shown = snippet(text, spans)
    assert shown.count("<mark>") == 3
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_hostile_text_is_escaped_inside_and_outside_of_marks() -> None:
    text = '<b>高等</b> & "研究"'
    spans = match_text(text, Wanted(("等</b>",))).spans
    assert snippet(text, spans) == ("&lt;b&gt;高<mark>等&lt;/b&gt;</mark> &amp; &quot;研究&quot;")


def test_marks_stand_on_the_original_through_stray_spaces() -> None:
    text = "请 高 等\n研究院 落实"
    spans = match_text(text, Wanted(("高等研究院",))).spans
    assert snippet(text, spans) == "请 <mark>高 等 研究院</mark> 落实"


def test_marks_stand_on_the_original_whatever_its_form() -> None:
    text = "二〇二六年，南京大學與市衞生局"
    for query, shown in (
        ("2026年", "<mark>二〇二六年</mark>，南京大學與市衞生局"),
        ("南京大学", "二〇二六年，<mark>南京大學</mark>與市衞生局"),
        ("卫生局", "二〇二六年，南京大學與市<mark>衞生局</mark>"),
    ):
        assert snippet(text, match_text(text, Wanted((normalize(query).text,))).spans) == shown


def test_a_mark_longer_than_the_window_is_cut() -> None:
    text = "高" * 500
    shown = snippet(text, ((0, 500),))
    assert shown == f"<mark>{'高' * WINDOW}</mark>…"


def test_an_empty_text_is_an_empty_snippet() -> None:
    assert snippet("", ()) == ""
