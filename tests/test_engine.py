"""The search engine over the samples: what is found, in which order, counted how."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import FULL_COUNTS, MODELS, BuiltIndex, StubIndex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stub_encoder import StubEncoder
from written_minutes import minutes

from index import generation
from index.model import Document, Resolution
from index.normalize import normalize
from index.segments import of_resolution
from search.engine import SearchEngine
from search.errors import IndexUnavailableError, InvalidRequestError, NotFoundError
from search.filters import Filters
from search.readers.local import LocalReader
from search.request import MODES, Mode, SearchRequest

MakeIndex = Callable[[Mapping[str, str | bytes]], StubIndex]

#: Neither quotes nor a marker between segments: what a quoted substring may hold.
MARKS = set('"＂“”')

HOSTILE = [
    "",
    " ",
    "\n\t",
    "\u3000",
    "高",
    "1",
    "。",
    "，。",
    '"',
    "“",
    "”",
    "“”",
    '""',
    "“”“",
    "”高等“",
    '"高等研究院',
    "高等研究院”",
    "“高等”研究院”",
    "＂高等＂",
    "“高”",
    '"高" 等',
    "''",
    "‘高等’",
    "「高等」",
    "😀",
    "“😀😀”",
    "👨‍👩‍👧‍👦",
    "\u202e高等研究院\u202c",
    "\u200f\u200e",
    "\u200b",
    "\ufeff",
    "\ud800",
    "高\udfff等",
    "<script>alert(1)</script>",
    "“<mark>”",
    "&lt;&amp;",
    "' OR 1=1 --",
    '"; DROP TABLE documents; --',
    "%s %d {0} {x}",
    "\\",
    "\\u0000",
    "\0",
    "a\0b",
    "../../etc/passwd",
    "高*",
    "*",
    "?",
    "[a-z]",
    "(",
    ")",
    "((",
    "AND OR NOT",
    "高 AND",
    "-高",
    "- -",
    "title:",
    ":",
    "标题:",
    "word:高 TO",
    "[20200101 TO",
    "^5",
    "~2",
    "高" * 10_000,
    "高等研究院，" * 2_000,
    "a" * 10_000,
    "“" + "高等" * 5_000 + "”",
    " ".join("高等研究院" * 200),
    "é" * 100,
    "ﷺ" * 50,
    "㎡㎡",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "İstanbul",
    "\U000e0041",
    "\U0010ffff" * 3,
    "𠮷野",
]


@pytest.fixture(scope="session")
def engine(sample_index: BuiltIndex) -> SearchEngine:
    return sample_index.engine()


@pytest.fixture(scope="session")
def texts(sample_index: BuiltIndex) -> dict[str, list[str]]:
    """Resolution id → the normal form of its segments, read straight from the store."""
    reader = current_reader(sample_index.directory)
    found = [reader.resolution(row).resolution for row in range(reader.resolution_count)]
    return {r.id: [segment.text for segment in of_resolution(r)] for r in found}


def current_reader(directory: Path) -> LocalReader:
    return LocalReader(directory / str(generation.current_name(directory)))


def holding(texts: dict[str, list[str]], phrase: str) -> set[str]:
    """Return the oracle's answer: the resolutions with a segment that holds ``phrase``."""
    wanted = normalize(phrase).text
    return {one for one, segments in texts.items() if any(wanted in s for s in segments)}


def all_hits(engine: SearchEngine, query: str, **how: object) -> list[str]:
    """Walk every page and return the ids."""
    ids: list[str] = []
    while True:
        request = SearchRequest(query, offset=len(ids), limit=100, **how)  # type: ignore[arg-type]
        page = engine.search(request)
        ids += [hit.resolution_id for hit in page.hits]
        if len(ids) >= page.total:
            assert len(ids) == page.total
            return ids


# Quoted substrings ------------------------------------------------------------------------


def random_substrings(texts: dict[str, list[str]], count: int) -> list[str]:
    generator = random.Random(7)
    segments = [s for pieces in texts.values() for s in pieces if len(s) >= 2]
    found: list[str] = []
    while len(found) < count:
        segment = generator.choice(segments)
        start = generator.randrange(len(segment) - 1)
        part = segment[start : start + generator.randint(2, 12)]
        if len(part) >= 2 and not MARKS & set(part):
            found.append(part)
    return found


@pytest.mark.parametrize("mode", ["keyword", "hybrid"])
def test_a_quoted_substring_finds_exactly_what_holds_it(
    engine: SearchEngine, texts: dict[str, list[str]], mode: Mode
) -> None:
    count = 1_000 if FULL_COUNTS else 100
    for part in random_substrings(texts, count):
        found = all_hits(engine, f"“{part}”", mode=mode)
        assert set(found) == holding(texts, part), part
        assert len(found) == len(set(found))


def test_a_quoted_substring_is_found_however_it_is_written(
    engine: SearchEngine, texts: dict[str, list[str]]
) -> None:
    part = "加装电梯"
    expected = holding(texts, part)
    assert expected
    for written in (
        f"“{part}”",
        f'"{part}"',
        f"＂{part}＂",
        "“加 装 电 梯”",
        "“加装\u200b电梯”",
        f"  “{part}”  ",
        f"“{part}”“{part}”",
    ):
        assert set(all_hits(engine, written)) == expected, written


def test_two_quotes_must_both_be_there(engine: SearchEngine, texts: dict[str, list[str]]) -> None:
    both = holding(texts, "电梯") & holding(texts, "财政局")
    assert set(all_hits(engine, "“电梯”“财政局”")) == both
    assert both


def test_quotes_filter_and_words_rank(engine: SearchEngine, texts: dict[str, list[str]]) -> None:
    for mode in MODES:
        found = all_hits(engine, "“电梯” 既有住宅补贴", mode=mode)
        assert set(found) <= holding(texts, "电梯")
        assert found, mode


def test_no_quote_crosses_from_one_point_to_the_next(stub_index: MakeIndex) -> None:
    index = stub_index(
        {"a.txt": minutes(("研究就业工作", ["第一点结束在这里。", "由此开始第二点。"]))}
    )
    engine = index.engine()
    assert engine.search(SearchRequest("“在这里”")).total == 1
    assert engine.search(SearchRequest("“这里。由此”")).total == 0
    assert engine.search(SearchRequest("“就业工作第一点”")).total == 0


# Order and counts -------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_what_holds_the_whole_string_comes_first(
    engine: SearchEngine, texts: dict[str, list[str]], mode: Mode
) -> None:
    parts = [p for p in random_substrings(texts, 120) if len(p) >= 4 and p.isalnum()]
    assert len(parts) > 20
    for part in parts[: 60 if FULL_COUNTS else 20]:
        exact = holding(texts, part)
        found = all_hits(engine, part, mode=mode)
        assert set(found[: len(exact)]) == exact, part


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("query", ["就业", "老旧小区加装电梯补贴", "安全生产 应急", "养老服务"])
def test_total_facets_and_pages_agree(engine: SearchEngine, query: str, mode: Mode) -> None:
    page = engine.search(SearchRequest(query, mode=mode, limit=7))
    found = all_hits(engine, query, mode=mode)
    assert page.total == len(found) == len(set(found))
    assert page.total > 0
    assert sum(facet.count for facet in page.facets["kind"]) == page.total
    years = sum(facet.count for facet in page.facets["year"])
    undated = [one for one in found if day_of(engine, one) is None]
    assert years == page.total - len(undated)
    walked = [
        hit.resolution_id
        for offset in range(0, page.total, 7)
        for hit in engine.search(SearchRequest(query, mode=mode, offset=offset, limit=7)).hits
    ]
    assert walked == found


def day_of(engine: SearchEngine, resolution_id: str) -> date | None:
    return engine.resolution(resolution_id).document.order_date


def test_facet_counts_are_what_the_filter_then_finds(engine: SearchEngine) -> None:
    page = engine.search(SearchRequest("就业", mode="keyword"))
    for facet in page.facets["kind"]:
        filtered = SearchRequest("就业", mode="keyword", filters=Filters((facet.value,)))
        assert engine.search(filtered).total == facet.count
    for facet in page.facets["year"]:
        year = int(facet.value)
        filters = Filters(start=date(year, 1, 1), end=date(year, 12, 31))
        assert (
            engine.search(SearchRequest("就业", mode="keyword", filters=filters)).total
            == facet.count
        )


@pytest.mark.parametrize("mode", MODES)
def test_scores_fall_and_ranks_count_up(engine: SearchEngine, mode: Mode) -> None:
    page = engine.search(SearchRequest("就业创业补贴", mode=mode, limit=50))
    scores = [hit.score for hit in page.hits]
    assert scores == sorted(scores, reverse=True)
    assert scores == [round(score, 4) for score in scores]
    assert [hit.rank for hit in page.hits] == list(range(1, len(page.hits) + 1))
    pairs = [(-hit.score, hit.resolution_id) for hit in page.hits]
    assert pairs == sorted(pairs)


def test_equal_scores_are_ordered_by_id(stub_index: MakeIndex) -> None:
    files = {f"{n}.txt": minutes(("研究就业工作", ["同意。"]), number=n) for n in range(1, 30)}
    engine = stub_index(files).engine()
    for mode in MODES:
        page = engine.search(SearchRequest("就业工作", mode=mode, limit=50))
        ids = [hit.resolution_id for hit in page.hits]
        assert len({hit.score for hit in page.hits}) == 1
        assert ids == sorted(ids)
        assert len(ids) == 29


def test_the_answer_is_the_same_every_time(sample_index: BuiltIndex) -> None:
    request = SearchRequest("稳就业促创业", limit=50)
    first, second = (sample_index.engine().search(request).to_json() for _ in range(2))
    first.pop("took_ms")
    second.pop("took_ms")
    assert first == second


def test_by_date_the_latest_comes_first(engine: SearchEngine) -> None:
    by_relevance = all_hits(engine, "就业")
    by_date = all_hits(engine, "就业", sort="date")
    assert set(by_date) == set(by_relevance)
    days = [day_of(engine, one) or date.min for one in by_date]
    assert days == sorted(days, reverse=True)


# Filters ----------------------------------------------------------------------------------


def test_dates_include_both_ends(stub_index: MakeIndex) -> None:
    days = ["2024年3月4日", "2024年3月5日", "2024年3月6日"]
    files = {
        f"{n}.txt": minutes(("研究就业工作", ["同意。"]), number=n, day=day)
        for n, day in enumerate(days, start=1)
    }
    files["undated.txt"] = "一、研究就业工作\n同意就业工作的意见。\n"
    engine = stub_index(files).engine()

    def total(start: date | None, end: date | None) -> int:
        filters = Filters(start=start, end=end)
        return engine.search(SearchRequest("“就业工作”", filters=filters)).total

    middle = date(2024, 3, 5)
    assert total(None, None) == 4
    assert total(middle, middle) == 1
    assert total(date(2024, 3, 4), date(2024, 3, 6)) == 3
    assert total(middle, None) == 2
    assert total(None, middle) == 2
    assert total(date(2024, 3, 7), None) == 0
    assert total(None, date(1900, 1, 1)) == 0


def test_filters_alone_list_the_latest_first(
    engine: SearchEngine, texts: dict[str, object]
) -> None:
    page = engine.search(SearchRequest("", filters=Filters(("policy",)), limit=100))
    assert page.total > 0
    assert {hit.document.kind for hit in page.hits} == {"policy"}
    assert {hit.score for hit in page.hits} == {0}
    every = sum(
        engine.search(SearchRequest("", filters=Filters((kind,)))).total
        for kind in ("minutes", "policy", "report", "law", "other")
    )
    assert every == len(texts)


def test_several_kinds_are_any_of_them(engine: SearchEngine) -> None:
    def total(*kinds: str) -> int:
        return engine.search(SearchRequest("", filters=Filters(kinds))).total

    assert total("minutes", "policy") == total("minutes") + total("policy")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: SearchRequest("a", mode="best"),  # type: ignore[arg-type]
        lambda: SearchRequest("a", sort="size"),  # type: ignore[arg-type]
        lambda: SearchRequest("a", limit=0),
        lambda: SearchRequest("a", limit=101),
        lambda: SearchRequest("a", offset=-1),
        lambda: Filters(("novel",)),
        lambda: Filters(start=date(2024, 1, 2), end=date(2024, 1, 1)),
    ],
)
def test_a_value_out_of_range_is_refused_in_a_sentence(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        wrong()
    assert caught.value.status == 400
    assert caught.value.text("zh") != caught.value.text("en")


# Anything typed ---------------------------------------------------------------------------


#: Long queries take the encoder seconds, and hybrid asks it the same as semantic.
TYPED = [(q, mode) for q in HOSTILE for mode in MODES if mode != "semantic" or len(q) < 1_000]


@pytest.mark.parametrize(("query", "mode"), TYPED, ids=range(len(TYPED)))
def test_nothing_typed_is_an_error(engine: SearchEngine, query: str, mode: Mode) -> None:
    page = engine.search(SearchRequest(query, mode=mode, limit=3))
    assert page.total >= len(page.hits)
    for hit in page.hits:
        for snippet in (hit.snippet, *(point.snippet for point in hit.points)):
            assert "<" not in snippet.replace("<mark>", "").replace("</mark>", "")
    json.dumps(page.to_json(), ensure_ascii=False)
    if not normalize(query).text.strip('"“”＂'):
        assert page.total == 0
        assert [notice.code for notice in page.notices][-1] == "no_terms"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_no_text_is_an_error(engine: SearchEngine, query: str) -> None:
    page = engine.search(SearchRequest(query, mode="keyword", limit=2))
    assert page.total >= 0


def test_a_hostile_text_is_escaped_wherever_it_is_shown(stub_index: MakeIndex) -> None:
    hostile = "<script>alert(1)</script>&amp;\"'<mark>"
    line = json.dumps({"id": "x", "title": hostile, "text": f"就业{hostile}就业。"})
    page = stub_index({"a.jsonl": line}).engine().search(SearchRequest("就业"))
    (hit,) = page.hits
    assert hit.snippet.count("<mark>") == hit.snippet.count("</mark>") == 2
    bare = hit.snippet.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert "&lt;script&gt;" in bare


# Threads, generations, encoders -----------------------------------------------------------


def test_threads_get_the_same_answers(sample_index: BuiltIndex) -> None:
    queries = [
        "就业",
        "“电梯”",
        "老旧小区改造",
        "安全生产",
        "养老",
        "营商环境",
        "“2024”",
        "高标准农田",
    ]
    alone = sample_index.engine()
    expected = {q: answer(alone, q) for q in queries}
    shared_engine = sample_index.engine()
    wrong: list[object] = []

    def ask(seed: int) -> None:
        order = random.Random(seed).sample(queries, len(queries))
        try:
            wrong.extend(q for q in order if answer(shared_engine, q) != expected[q])
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def answer(engine: SearchEngine, query: str) -> list[tuple[str, float, str]]:
    page = engine.search(SearchRequest(query, limit=20))
    return [(hit.resolution_id, hit.score, hit.snippet) for hit in page.hits]


def test_a_new_generation_is_used_without_a_restart_and_an_old_one_when_named(
    stub_index: MakeIndex,
) -> None:
    index = stub_index({"a.txt": minutes(("研究就业工作", ["同意。"]))})
    engine = index.engine()
    first = engine.search(SearchRequest("“就业工作”"))
    assert first.total == 1
    index.write({"b.txt": minutes(("研究就业工作", ["同意。"]), number=13)})
    report = index.build()
    now = engine.search(SearchRequest("“就业工作”"))
    assert (now.total, now.generation) == (2, report.generation)
    pinned = engine.search(SearchRequest("“就业工作”", generation=first.generation))
    assert (pinned.total, pinned.generation, pinned.notices) == (1, first.generation, ())
    assert engine.health().generation == report.generation


@pytest.mark.parametrize("name", ["20200101T000000000000", "../x", "nothing", "."])
def test_a_generation_that_is_gone_is_answered_by_the_current_one(
    stub_index: MakeIndex, name: str
) -> None:
    engine = stub_index({"a.txt": minutes(("研究就业工作", ["同意。"]))}).engine()
    page = engine.search(SearchRequest("就业", generation=name))
    assert page.total == 1
    assert [notice.code for notice in page.notices] == ["generation_gone"]
    assert name in page.notices[0].text("zh")


def test_without_vectors_words_answer_with_a_notice(stub_index: MakeIndex) -> None:
    index = stub_index({})
    index.write({"a.txt": minutes(("研究就业工作", ["同意。"]))})
    index.encoder = None
    index.build()
    engine = index.engine()
    for mode in ("hybrid", "semantic"):
        page = engine.search(SearchRequest("就业", mode=mode))
        assert (page.total, page.mode) == (1, "keyword")
        assert [notice.code for notice in page.notices] == ["no_encoder"]
    assert engine.search(SearchRequest("就业", mode="keyword")).notices == ()
    assert engine.health().encoder == "none"
    assert engine.similar_text("就业工作").total == 1


def test_another_encoder_is_named_and_not_used(
    stub_index: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = stub_index({"a.txt": minutes(("研究就业工作", ["同意。"]))})
    monkeypatch.setattr("search.engine.open_encoder", lambda *_: StubEncoder("another"))
    engine = index.engine()
    with pytest.raises(IndexUnavailableError) as caught:
        engine.search(SearchRequest("就业"))
    assert caught.value.code == "encoder_mismatch"
    assert "重建索引" in caught.value.text("zh")
    with pytest.raises(IndexUnavailableError):
        engine.health()
    assert engine.search(SearchRequest("就业", mode="keyword")).total == 1
    assert engine.search(SearchRequest("“就业”")).total == 1


def test_no_index_is_a_sentence(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(IndexUnavailableError) as caught:
            SearchEngine(directory, "none", MODELS).search(SearchRequest("就业"))
        assert caught.value.status == 503
        assert "build_index.py" in caught.value.text("zh")


@pytest.mark.parametrize("damage", ["manifest.json", "store.sqlite", "vectors.npy", "whoosh"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_index_is_a_sentence(stub_index: MakeIndex, damage: str, gone: bool) -> None:
    index = stub_index({"a.txt": minutes(("研究就业工作", ["同意。"]))})
    (path,) = index.directory.glob(f"*/{damage}")
    path.rename(index.root / "away")
    if not gone:
        path.write_bytes(b"spoiled" * 1_000)
    with pytest.raises(IndexUnavailableError) as caught:
        index.engine().search(SearchRequest("“就业”"))
    assert "--verify" in caught.value.text("zh")
    # Looking creates nothing.
    assert path.exists() != gone


def test_another_dictionary_is_a_sentence(
    stub_index: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = stub_index({"a.txt": minutes(("研究就业工作", ["同意。"]))})
    monkeypatch.setattr("search.readers.local.analyzer_fingerprint", lambda: "other")
    with pytest.raises(IndexUnavailableError, match="cannot be opened"):
        index.engine().search(SearchRequest("就业"))


# One resolution, and those like it --------------------------------------------------------


def test_a_resolution_is_shown_with_its_neighbours(engine: SearchEngine, texts: object) -> None:
    first = all_hits(engine, "“电梯”")[0]
    document_id = first.rpartition("-")[0]
    document = engine.document(document_id).document
    views = [engine.resolution(r.id) for r in document.resolutions]
    assert [view.resolution for view in views] == list(document.resolutions)
    ids = [None, *(r.id for r in document.resolutions), None]
    for place, view in enumerate(views):
        assert id_of(view.previous) == ids[place]
        assert id_of(view.following) == ids[place + 2]
        assert_same_document(view.document, document)


def id_of(resolution: Resolution | None) -> str | None:
    return resolution.id if resolution else None


def assert_same_document(one: Document, other: Document) -> None:
    assert one == other


@pytest.mark.parametrize(
    "identifier", ["", "nothing", "nothing-1", "-", "a-b-c", "1", "\0", "\ud800"]
)
def test_an_unknown_id_is_a_sentence(engine: SearchEngine, identifier: str) -> None:
    for ask in (engine.resolution, engine.document, engine.similar):
        with pytest.raises(NotFoundError) as caught:
            ask(identifier)
        assert caught.value.status == 404


def test_similar_leaves_out_itself_and_puts_its_own_document_last(engine: SearchEngine) -> None:
    own = all_hits(engine, "“电梯”")[0]
    page = engine.similar(own, limit=100)
    ids = [hit.resolution_id for hit in page.hits]
    assert own not in ids
    document = own.rpartition("-")[0]
    siblings = [hit.document_id == document for hit in page.hits]
    assert siblings == sorted(siblings)
    assert page.total == len(ids)
    assert ids == [hit.resolution_id for hit in engine.similar(own, limit=100).hits]


def test_a_pasted_resolution_finds_itself_first(engine: SearchEngine) -> None:
    own = all_hits(engine, "“电梯”")[0]
    resolution = engine.resolution(own).resolution
    text = "\n".join([resolution.heading, *(point.text for point in resolution.points)])
    assert engine.similar_text(text).hits[0].resolution_id == own


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_nothing_pasted_is_a_sentence(engine: SearchEngine, text: str) -> None:
    with pytest.raises(InvalidRequestError):
        engine.similar_text(text)


# The document's own text ------------------------------------------------------------------


def test_attendance_is_found_as_a_document_and_never_as_a_resolution(
    stub_index: MakeIndex,
) -> None:
    text = minutes(("研究就业工作", ["同意。"]), attendance="欧阳某某、李四")
    page = stub_index({"a.txt": text}).engine().search(SearchRequest("欧阳某某", mode="keyword"))
    assert page.total == 0
    (hit,) = page.document_hits
    assert "<mark>" in hit.snippet
    assert "欧阳" in hit.snippet


def test_quotes_find_documents_by_their_own_text(stub_index: MakeIndex) -> None:
    text = minutes(("研究就业工作", ["同意。"]), attendance="欧阳某某、李四")
    page = stub_index({"a.txt": text}).engine().search(SearchRequest("“阳某某、李”"))
    assert page.total == 0
    assert len(page.document_hits) == 1


def test_a_very_long_text_is_compared_in_part_and_says_so(sample_index: BuiltIndex) -> None:
    engine = sample_index.engine()
    page = engine.similar_text("研究高等研究院建设资金。" * 5_000, limit=3)
    assert [notice.code for notice in page.notices] == ["text_too_long"]
    assert len(page.hits) == 3


def test_nothing_is_like_a_text_about_something_else(sample_index: BuiltIndex) -> None:
    recipe = "番茄炒蛋：先把鸡蛋打散，热锅下油，倒入蛋液炒至凝固，再炒番茄，加盐和糖。"
    draft = "关于启动高等研究院二期建设的请示：拟同意启动二期工程前期工作，由市科技局牵头。"
    engine = sample_index.engine()
    assert engine.similar_text(recipe).total == 0
    assert "高等研究院" in engine.similar_text(draft).hits[0].heading
