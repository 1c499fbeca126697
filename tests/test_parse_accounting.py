"""No input makes the parser fail, and no character of any input is lost."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.model import KINDS, Document
from index.parsers import EmptyTextError, Hints, parse
from index.parsers.accounting import unaccounted
from index.text_forms import squeeze

DATA = Path(__file__).with_name("data") / "minutes"
SAMPLES = [path.read_text("utf-8") for path in sorted(DATA.glob("*/*.txt"))]
WRITTEN = sorted((Path(__file__).parent.parent / "samples").glob("policy-*.txt"))
SAMPLES += [path.read_text("utf-8") for path in WRITTEN]
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
POLICIES = CORPUS / "policy" / "policies.jsonl"
MINUTES = CORPUS / "minutes"
LAWS = CORPUS / "laws-articles.jsonl.gz"
SAMPLE_FILES = Path(__file__).parent.parent / "samples"

#: Lines that mean something to the parser, to be set where they do not belong.
STRANGE_LINES = (
    "一、",
    "一",
    "（一）",
    "（一）同意。",
    "1.",
    "第一条 为了规范管理，制定本办法。",
    "第一章 总则",
    "出席：",
    "列席：市财政局",
    "会议还研究了其他事项。",
    "会议研究两会相关事宜。",
    "会议听取了有关情况的汇报。",
    "会议议定以下意见：",
    "市政府办公室整理",
    "2024年5月27日",
    "（此件公开发布）",
    "— 3 —",
    "首页",
    "《",
    "3",
    "扫一扫在手机打开",
    "某市人民政府常务会议纪要",
    "附件1",
    "附件：1.任务分工表",
    "云津市人民政府",
    "问：为什么？",
    "第一节 水源",
    "1.1 目的",
    "序号　项目　金额",
    "1　桥梁　三百万元",
    "各县人民政府：",
    "同时废止。",
)


MEANINGFUL = "一二三、（）(1.)：:。，《》会议审听取纪要出席列席 \n\u3000\u200b第条章次年月日2025Aa"


@st.composite
def damaged_minutes(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from(SAMPLES)).splitlines()
    for _ in range(draw(st.integers(0, 8))):
        position = draw(st.integers(0, max(len(lines) - 1, 0)))
        change = draw(st.sampled_from(("drop", "repeat", "insert", "break", "join", "move")))
        if not lines or change == "insert":
            lines.insert(position, draw(st.sampled_from(STRANGE_LINES)))
        elif change == "drop":
            del lines[position]
        elif change == "repeat":
            lines.insert(position, lines[position])
        elif change == "break":
            cut = draw(st.integers(0, len(lines[position])))
            lines[position : position + 1] = [lines[position][:cut], lines[position][cut:]]
        elif change == "join":
            lines[position : position + 2] = ["".join(lines[position : position + 2])]
        else:
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(position))
    text = draw(st.sampled_from(("\n", "\n\n", "\r\n", "\u3000\n"))).join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


def check(text: str, hints: Hints) -> None:
    if not squeeze(text):
        with pytest.raises(EmptyTextError):
            parse(text, "name", hints)
        return
    document = parse(text, "name", hints)
    assert unaccounted(text, document) == Counter()
    assert document.resolutions
    assert document.title
    assert [r.ordinal for r in document.resolutions] == [
        n + 1 for n in range(len(document.resolutions))
    ]
    assert all(squeeze(resolution.heading) for resolution in document.resolutions)
    assert all(resolution.points for resolution in document.resolutions)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_minutes(), st.sampled_from((None, *KINDS)))
def test_damaged_minutes(text: str, kind: str | None) -> None:
    check(text, Hints(kind=kind))  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=MEANINGFUL))
def test_any_text_of_these_characters(text: str) -> None:
    check(text, Hints())


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text, Hints())


@pytest.mark.parametrize("text", ["", " \n\u3000\t", "\ufeff\u200b", "\f"])
def test_nothing_printed_is_refused(text: str) -> None:
    with pytest.raises(EmptyTextError):
        parse(text, "name")


def test_garbage_is_one_resolution_with_a_warning() -> None:
    document = parse("qwerty 12 asdf\n……\nasdf", "scan-3")
    assert document.kind == "other"
    assert len(document.resolutions) == 1
    assert document.resolutions[0].points[0].text == "qwerty 12 asdf\n……\nasdf"
    assert document.warnings


def accounted(text: str, name: str) -> Document:
    """Parse a text and hold it to the account: nothing lost, nothing said twice."""
    document = parse(text, name)
    assert unaccounted(text, document) == Counter(), name
    assert all(squeeze(r.heading) for r in document.resolutions), name
    return document


def test_every_policy_is_accounted_for() -> None:
    if not POLICIES.exists():
        pytest.skip("needs ../shared/corpus/policy")
    longest = 0
    for line in POLICIES.read_text("utf-8").splitlines():
        record = json.loads(line)
        document = accounted(record["text"], record["title"])
        lengths = (len(r.lead) + sum(len(p.text) for p in r.points) for r in document.resolutions)
        longest = max(longest, *lengths)
    assert longest <= 2_500


def test_every_sample_is_accounted_for() -> None:
    for path in sorted(SAMPLE_FILES.glob("*.txt")):
        accounted(path.read_text("utf-8"), path.stem)


def test_every_real_minutes_is_accounted_for() -> None:
    if not MINUTES.exists():
        pytest.skip("needs ../shared/corpus/minutes")
    for path in sorted(MINUTES.glob("*.txt")):
        accounted(path.read_text("utf-8"), path.stem)


_ARTICLE_TITLE = re.compile(r"(?P<law>.+?)(?P<article>第[一二三四五六七八九十百千〇零]+条.*)")
_LAWS = 60


def test_laws_are_accounted_for_and_have_a_resolution_for_each_article() -> None:
    if not LAWS.exists():
        pytest.skip("needs ../shared/corpus/laws-articles.jsonl.gz")
    laws: dict[str, list[str]] = {}
    with gzip.open(LAWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if match := _ARTICLE_TITLE.fullmatch(record["title"]):
                law = laws.setdefault(match["law"], [])
                law.append(f"{match['article']}\u3000{record['text']}")
            if len(laws) > _LAWS:
                break
    articles = found = 0
    for title, law in laws.items():
        document = accounted("\n".join([title, *law]), title)
        articles += len(law)
        found += len(document.resolutions)
    assert found >= 0.99 * articles
