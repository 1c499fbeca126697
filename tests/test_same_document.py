"""When two files are one document: copies, corrected issues, and texts that only share a key."""

from __future__ import annotations

import hashlib
import itertools
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.extract.dispatch import extract
from index.extract.formats import detect_format
from index.identity import Identified, identify
from index.model import Document, Meeting, Point, Resolution, SourceReference
from index.reading.documents import read_task
from index.reading.messages import Reading, Task

#: Two items, invented.
FIRST = (
    "会议听取了市农业农村局关于高标准农田建设情况的汇报。会议指出，今年建成的12万亩农田已全部通过验收。"
    "会议同意《云津市高标准农田管护办法》，由市农业农村局按程序印发；市财政局每年安排管护资金3000万元，"
    "各县区要在6月底前落实管护人员，村集体负责日常巡查，发现渠道淤塞、机井损坏的应及时维修。"
)
SECOND = (
    "会议研究了城区供水管网更新工作。会议原则同意市水务局提出的实施计划，分3年更新管网180公里，优先改造"
    "使用超过20年的铸铁管。会议要求，施工期间要做好临时供水，夜间停水须提前两天公告；市城管局配合做好道路"
    "开挖审批，市审计局对工程变更从严把关，确保不超概算。"
)
OTHER = (
    "会议传达了全省安全生产电视电话会议精神。会议强调，要盯住危化品、燃气、矿山等重点行业，逐企开展检查，"
    "对整改不力的企业依法停产。会议审议了《云津市献血补助标准》，认为标准测算依据还不充分，请市卫生健康局"
    "会同市医保局补充论证后再次提交会议审议，其间仍按原标准执行。"
)


def minutes(*texts: str, **facts: object) -> Document:
    resolutions = tuple(
        Resolution(n, f"第{n}项议题", (Point(None, text),), heading_printed=False)
        for n, text in enumerate(texts, start=1)
    )
    meeting = Meeting("云津市人民政府", 16, "常务会议", 12, held=date(2024, 3, 5))
    made = Document("minutes", "会议纪要", resolutions, meeting=meeting, genre="纪要")
    return replace(made, **facts)  # type: ignore[arg-type]


def source(
    name: str, route: str | None = "text", confidence: float | None = None
) -> dict[str, object]:
    sha256 = f"{name:0>64}"
    return {"sources": (SourceReference(name, None, sha256, route, confidence),)}


def page(*texts: str, name: str = "page.html", **facts: object) -> Document:
    return minutes(*texts, **{**source(name), **facts})


def scan(
    *texts: str, name: str = "scan.pdf", confidence: float = 0.93, **facts: object
) -> Document:
    return minutes(*texts, **{**source(name, "recognition", confidence), **facts})


def misread(text: str, share: float, seed: int = 1) -> str:
    generator = random.Random(seed)
    letters = (
        generator.choice("日曰未末土士己已") if generator.random() < share else letter
        for letter in text
        if letter not in "，。" or generator.random() > 0.2
    )
    return "".join(letters)


def identified(*documents: Document) -> Identified:
    """Identify documents in every order, which must make no difference."""
    results = [identify(order) for order in itertools.permutations(documents)]
    assert all(result == results[0] for result in results)
    return results[0]


def shown(document: Document) -> list[str]:
    return [s.name for s in document.sources if s.shown]


def superseded(document: Document) -> list[str]:
    return [s.name for s in document.sources if s.superseded]


# Copies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.01, 0.03, 0.06, 0.1])
def test_a_scan_with_misread_letters_is_the_same_document(share: float) -> None:
    result = identified(
        page(FIRST, SECOND), scan(misread(FIRST, share), misread(SECOND, share, seed=2))
    )
    (made,) = result.documents
    assert [s.name for s in made.sources] == ["page.html", "scan.pdf"]
    assert shown(made) == ["page.html"]
    assert superseded(made) == []
    assert made.resolutions[0].points[0].text == FIRST
    assert result.notices == ("page.html、scan.pdf 内容基本相同，作为一份文件，正文采用 page.html",)


@pytest.mark.parametrize(
    "changed",
    [
        FIRST.replace("，", "").replace("。", ""),
        FIRST.replace("，", ",").replace("（", "("),
        "".join(f"{letter} " for letter in FIRST),
        FIRST.replace("会议同意", "—3—会议同意"),
        FIRST.replace("各县区", "云津市人民政府常务会议纪要第3页各县区"),
        FIRST.replace("日常巡査", "日常巡查").replace("渠道淤塞", "渠道於塞"),
        FIRST.replace("12万亩", "１２万亩"),
        FIRST + "会议还研究了其他事项。",
    ],
)
def test_another_layout_is_the_same_document(changed: str) -> None:
    printed = minutes(changed, SECOND, **source("print.pdf", "text_layer"))
    (made,) = identified(page(FIRST, SECOND), printed).documents
    assert shown(made) == ["page.html"]


@pytest.mark.parametrize(
    "changed",
    [
        FIRST.replace("会议同意", "会议不同意"),
        FIRST.replace("3000万元", "3500万元"),
        FIRST.replace("3000万元", "300万元"),
        FIRST.replace("6月底", "9月底"),
        FIRST.replace("今年", "去年").replace("市财政局", "市发展改革委"),
        FIRST.replace("会议同意", "会议暂缓审议"),
        OTHER,
    ],
)
def test_another_decision_is_another_text(changed: str) -> None:
    result = identified(page(FIRST, SECOND), page(changed, SECOND, name="other.html"))
    assert len(result.documents) == 2
    assert all(shown(document) for document in result.documents)
    assert len({r.id for document in result.documents for r in document.resolutions}) == 4
    assert "标识相同" in result.notices[-1]


def test_a_scan_of_both_never_ties_two_different_texts_together() -> None:
    approved, refused = (
        page(FIRST, SECOND),
        page(FIRST.replace("会议同意", "会议不同意"), SECOND, name="refused.html"),
    )
    result = identified(approved, refused, scan(misread(FIRST, 0.02), misread(SECOND, 0.02)))
    names = sorted(tuple(s.name for s in document.sources) for document in result.documents)
    assert names == [("page.html", "scan.pdf"), ("refused.html",)]


def test_three_scans_are_one_document() -> None:
    scans = [
        scan(misread(FIRST, 0.03, n), misread(SECOND, 0.03, n), name=f"{n}.pdf", confidence=c)
        for n, c in ((1, 0.91), (2, 0.97), (3, 0.9))
    ]
    (made,) = identified(*scans).documents
    assert shown(made) == ["2.pdf"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (source("z", "text"), source("a", "conversion")),
        (source("z", "conversion"), source("a", "text_layer")),
        (source("z", "text_layer"), source("a", "text_layer_and_recognition", 0.99)),
        (source("z", "text_layer_and_recognition", 0.8), source("a", "recognition", 0.99)),
        (source("z", "recognition", 0.95), source("a", "recognition", 0.94)),
        (source("z", None), source("a", "text_layer")),
    ],
)
def test_the_surer_way_of_reading_is_shown(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    one = minutes(FIRST, SECOND, **better)
    other = minutes(FIRST.replace("淤塞", "於塞"), SECOND, **worse)
    (made,) = identified(one, other).documents
    assert shown(made) == ["z"]


def test_what_lacks_much_is_not_shown() -> None:
    part = page(FIRST, SECOND, name="part.html")
    whole = scan(FIRST, SECOND, OTHER[:60])
    (made,) = identified(part, whole).documents
    assert shown(made) == ["scan.pdf"]


def test_unreadable_letters_and_warnings_count() -> None:
    damaged = page(FIRST.replace("会议", "\ue001\ue002"), SECOND, name="a.html")
    printed = minutes(FIRST, SECOND, **source("z.pdf", "text_layer"))
    assert [shown(made) for made in identified(damaged, printed).documents][0] == ["z.pdf"]
    warned = page(FIRST.replace("淤塞", "於塞"), SECOND, name="a.html", warnings=("缺页",))
    clean = page(FIRST, SECOND, name="z.html")
    (made,) = identified(warned, clean).documents
    assert shown(made) == ["z.html"]
    assert made.warnings == ()


def test_each_copy_adds_the_facts_it_knows() -> None:
    known = Meeting(
        "云津市人民政府", 16, "常务会议", 12, held=date(2024, 3, 5), chair="何某", recorder="甲"
    )
    paged = scan(
        misread(FIRST, 0.02),
        misread(SECOND, 0.02),
        meeting=known,
        issued=date(2024, 3, 9),
        distribution=("各县区人民政府",),
        validity="in_force",
        validity_evidence="有效期至2029年12月31日",
    )
    paged = replace(
        paged,
        resolutions=tuple(
            replace(r, page=n, points=(replace(r.points[0], page=n, last_page=n),))
            for n, r in enumerate(paged.resolutions, start=2)
        ),
    )
    web = page(FIRST, SECOND, url="https://example.cn/1", published=date(2024, 3, 12))
    (made,) = identified(web, paged).documents
    assert made.meeting == known
    assert (made.issued, made.published) == (date(2024, 3, 9), date(2024, 3, 12))
    assert made.distribution == ("各县区人民政府",)
    assert (made.validity, made.validity_evidence) == ("in_force", "有效期至2029年12月31日")
    assert made.url == "https://example.cn/1"
    assert [(r.page, r.points[0].page) for r in made.resolutions] == [(2, 2), (3, 3)]
    assert made.resolutions[0].points[0].text == FIRST


def test_pages_of_other_items_are_not_taken_over() -> None:
    paged = scan(misread(FIRST + SECOND, 0.02))
    paged = replace(paged, resolutions=tuple(replace(r, page=7) for r in paged.resolutions))
    (made,) = identified(page(FIRST, SECOND), paged).documents
    assert [r.page for r in made.resolutions] == [None, None]


def test_files_of_one_name_are_all_named() -> None:
    one, other = page(FIRST, SECOND), page(FIRST + "。", SECOND)
    other = replace(other, sources=(replace(other.sources[0], sha256="f" * 64),))
    (made,) = identified(one, other).documents
    assert len(made.sources) == 2
    assert len(shown(made)) == 1


# Corrected issues --------------------------------------------------------------------------------

CORRECTED = FIRST.replace("3000万元", "3500万元")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("会议纪要（更正）", "a.html"),
        ("会议纪要", "a-更正版.html"),
        ("会议纪要（修订版）", "a.html"),
        ("会议纪要", "第12次会议纪要（勘误后）.html"),
        ("会议纪要", "常务会议纪要 重新印发.html"),
        ("关于更正第12次常务会议纪要的通知", "a.html"),
        ("会议纪要", "纪要（修订）.html"),
    ],
)
def test_a_marked_issue_replaces_the_former(title: str, name: str) -> None:
    old = page(FIRST, SECOND)
    result = identified(old, page(CORRECTED, SECOND, name=name, title=title))
    (made,) = result.documents
    assert made.id == identify([old]).documents[0].id
    assert made.resolutions[0].points[0].text == CORRECTED
    assert (shown(made), superseded(made)) == ([name], ["page.html"])
    assert result.notices == (f"{name} 是 page.html 的更正或重新印发，旧文只列为来源，不再检索",)


def test_a_marked_scan_replaces_the_page_that_it_corrects() -> None:
    marked = scan(misread(CORRECTED, 0.01), SECOND, name="纪要（更正）.pdf")
    (made,) = identified(page(FIRST, SECOND), marked).documents
    assert (shown(made), superseded(made)) == (["纪要（更正）.pdf"], ["page.html"])


def test_the_later_issue_replaces_the_former() -> None:
    old = page(FIRST, SECOND, issued=date(2024, 3, 9))
    new = page(CORRECTED, SECOND, name="b.html", issued=date(2024, 4, 1))
    newest = page(CORRECTED.replace("6月", "7月"), SECOND, name="a.html", issued=date(2024, 5, 1))
    (made,) = identified(old, new).documents
    assert (shown(made), superseded(made)) == (["b.html"], ["page.html"])
    assert made.issued == date(2024, 4, 1)
    (made,) = identified(old, new, newest).documents
    assert (shown(made), superseded(made)) == (["a.html"], ["b.html", "page.html"])


def test_days_go_before_marks() -> None:
    marked = page(CORRECTED, SECOND, name="更正.html", issued=date(2024, 4, 1))
    later = page(CORRECTED.replace("6月", "7月"), SECOND, issued=date(2024, 5, 1))
    (made,) = identified(marked, later).documents
    assert shown(made) == ["page.html"]


@pytest.mark.parametrize(
    "days",
    [
        (None, None),
        (date(2024, 3, 9), None),
        (None, date(2024, 4, 1)),
        (date(2024, 3, 9), date(2024, 3, 9)),
    ],
)
def test_without_an_order_both_stay(days: tuple[date | None, date | None]) -> None:
    old = page(FIRST, SECOND, issued=days[0])
    new = page(CORRECTED, SECOND, name="b.html", issued=days[1])
    result = identified(old, new)
    assert sorted(shown(made)[0] for made in result.documents) == ["b.html", "page.html"]
    assert "标识相同" in result.notices[0]


def test_copies_of_both_issues_find_their_own() -> None:
    old = [page(FIRST, SECOND), scan(misread(FIRST, 0.02), SECOND, name="old.pdf")]
    new = [
        page(CORRECTED, SECOND, name="更正.html"),
        scan(misread(CORRECTED, 0.02), SECOND, name="更正.pdf"),
    ]
    (made,) = identified(*old, *new).documents
    assert shown(made) == ["更正.html"]
    assert superseded(made) == ["old.pdf", "page.html"]
    assert made.resolutions[0].points[0].text == CORRECTED


def test_an_equal_copy_is_not_superseded_by_the_name_of_its_file() -> None:
    (made,) = identified(page(FIRST), page(FIRST, name="更正.html")).documents
    assert superseded(made) == []


def test_a_note_that_corrects_is_no_new_issue() -> None:
    note = page("第12次常务会议纪要第一项中“3000万元”应为“3500万元”。", name="更正.html")
    result = identified(page(FIRST, SECOND), note)
    assert len(result.documents) == 2
    assert all(superseded(made) == [] for made in result.documents)


# Meetings and documents that only look alike -----------------------------------------------------


def test_two_meetings_of_one_day_stay_two() -> None:
    numbered = [
        page(text, name=f"{number}.html", meeting=Meeting("云津市人民政府", 16, "常务会议", number))
        for number, text in ((12, FIRST), (13, SECOND))
    ]
    assert len(identified(*numbered).documents) == 2
    unnumbered = [
        page(text, name=f"{place}.html", meeting=Meeting("云津市人民政府", held=date(2024, 3, 5)))
        for place, text in enumerate((FIRST, SECOND))
    ]
    result = identified(*unnumbered)
    assert len({made.id for made in result.documents}) == 2
    assert all(superseded(made) == [] for made in result.documents)


def policy(
    title: str, *texts: str, name: str, genre: str | None = None, **facts: object
) -> Document:
    made = minutes(*texts, **source(name))
    number = {"document_number": "云政办发〔2024〕15号", "signed": date(2024, 5, 6)}
    return replace(
        made, kind="policy", title=title, genre=genre, meeting=None, **{**number, **facts}
    )


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("云津市人民政府办公室关于印发云津市公园管理办法的通知", True),
        ("关于印发云津市公园管理办法的通知", True),
        ("云津市人民政府办公室关于印发《云津市公园管理办法》的通知（2024年修正）", True),
        ("云津市人民政府办公室关于印发云津市公园管理办法的通知 云津市公园管理办法", True),
        ("云津市公园管理办法", False),
        ("云津市公园管理办法（试行）", False),
        ("《云津市公园管理办法》政策解读", False),
    ],
)
def test_one_number_and_nearly_one_text_need_one_title(title: str, same: bool) -> None:
    notice = policy(
        "云津市人民政府办公室关于印发云津市公园管理办法的通知",
        *(FIRST, SECOND),
        name="a.html",
        genre="通知",
    )
    other = policy(title, FIRST.replace("淤塞", "於塞"), SECOND, name="b.doc")
    result = identified(notice, other)
    assert len(result.documents) == (1 if same else 2)
    assert result.documents[0].title == notice.title or same


def test_the_notice_keeps_the_id_of_the_number_whoever_comes() -> None:
    notice = policy("关于印发公园管理办法的通知", FIRST, name="a.html", genre="通知")
    annex = policy("公园管理办法", SECOND, name="b.html", genre="办法")
    alone = identify([notice]).documents[0].id
    both = identified(notice, annex).documents
    assert [made.id for made in both if made.title == notice.title] == [alone]
    corrected = replace(
        annex, resolutions=policy("", SECOND.replace("夜间", ""), name="").resolutions
    )
    assert [made.id for made in identified(notice, corrected).documents] == [m.id for m in both]


def test_title_and_date_join_a_file_and_a_page() -> None:
    facts = {"document_number": None}
    word = policy("云津市公园条例释义", FIRST, SECOND, name="a.doc", **facts)
    web = policy(
        "云津市公园条例释义", FIRST + "。", SECOND.replace("，", ""), name="b.html", **facts
    )
    (made,) = identified(word, web).documents
    assert [s.name for s in made.sources] == ["a.doc", "b.html"]


def test_lines_of_one_foreign_id_join_only_as_one_document() -> None:
    lines = [
        policy("公园条例", FIRST, name="a.jsonl", id="7"),
        policy("公园条例", FIRST.replace("，", ","), name="b.jsonl", id="7"),
        policy("献血条例", FIRST.replace("会议", "大会"), name="c.jsonl", id="7"),
    ]
    made = identified(*lines).documents
    assert sorted(len(document.sources) for document in made) == [1, 2]


# Ids ---------------------------------------------------------------------------------------------


def test_the_id_stays_when_sources_come_go_and_change() -> None:
    web, paper = page(FIRST, SECOND), scan(misread(FIRST, 0.03), SECOND)
    (alone,) = identify([web]).documents
    for others in ([paper], [web, paper], [replace(web, **source("renamed.htm"))]):
        (made,) = identify(others).documents
        assert made.id == alone.id
        assert [r.id for r in made.resolutions] == [r.id for r in alone.resolutions]


def test_very_many_texts_of_one_id_are_not_compared() -> None:
    many = [page(f"{FIRST}{n}号", name=f"{n}.html") for n in range(300)]
    assert len(identify(many).documents) == 300


def test_hostile_texts_are_compared_in_time() -> None:
    long = "甲" * 400_000
    texts = [long, long + "乙", "甲乙" * 200_000, "。".join("甲乙丙" * 60_000)]
    documents = [page(text, name=f"{n}.html") for n, text in enumerate(texts)]
    assert 1 <= len(identify(documents).documents) <= 4


# Real documents ----------------------------------------------------------------------------------

SHARED = Path(__file__).resolve().parents[2] / "shared"


def read(path: Path, text: str | None = None, route: str | None = None) -> Document:
    """Read a file as a build does; ``text`` stands in for its own."""
    content = path.read_bytes() if text is None else text.encode()
    extraction = extract(content, detect_format(content), lambda: None)
    extraction = replace(extraction, route=route or extraction.route)  # type: ignore[arg-type]
    sha256 = hashlib.sha256(content).hexdigest()
    reading = read_task(
        Task(
            f"{route or path.suffix}/{path.name}",
            sha256=sha256,
            format="text",
            extraction=extraction,
        ),
        lambda: None,
    )
    assert isinstance(reading, Reading)
    assert reading.document is not None
    return reading.document


@pytest.mark.parametrize("share", [0.01, 0.04, 0.08])
def test_real_minutes_and_their_scans(share: float) -> None:
    paths = sorted((SHARED / "corpus" / "minutes").glob("*.txt"))
    if not paths:
        pytest.skip("needs ../shared/corpus/minutes")
    documents = []
    for seed, path in enumerate(paths):
        text = path.read_text("utf-8")
        whole = read(path)
        scanned = read(path, misread(text, share, seed), "recognition")
        # As if the words that name the meeting were read well: a fault there makes another one.
        documents += [whole, replace(scanned, meeting=whole.meeting)]
    made = identify(documents).documents
    assert len(made) == len(paths)
    assert all([s.route for s in d.sources if s.shown] == ["text"] for d in made)


def test_one_real_document_in_several_formats() -> None:
    folders = sorted((SHARED / "corpus" / "formats").glob("same_doc*"))
    if not folders:
        pytest.skip("needs ../shared/corpus/formats")
    paths = [folders[0] / f"test.{suffix}" for suffix in ("docx", "ofd", "pdf")]
    (made,) = identified(*(read(path) for path in paths)).documents
    assert shown(made) == [".docx/test.docx"]
    assert len(made.sources) == 3


# Files of which too little is known ---------------------------------------------------------------

UNNUMBERED = Meeting(None, None, None, None, held=date(2024, 3, 5))


@pytest.mark.parametrize(
    ("known", "weak"),
    [
        (page(FIRST, SECOND), scan(misread(FIRST, 0.01), SECOND, meeting=UNNUMBERED)),
        (page(FIRST, SECOND), page(FIRST + "。", SECOND, name="b.html", meeting=UNNUMBERED)),
        (
            policy("云津市公园绿地管理办法", FIRST, SECOND, name="a.html"),
            policy(
                *("云津市公园绿地管理办法", FIRST, SECOND.replace("，", "")),
                name="b.doc",
                document_number=None,
            ),
        ),
        (
            policy("云津市公园绿地管理办法", FIRST, SECOND, name="a.html", document_number=None),
            policy(
                *("云津市公园绿地管理办法", FIRST, SECOND.replace("，", "")),
                name="b.doc",
                document_number=None,
                signed=None,
            ),
        ),
    ],
)
def test_a_copy_that_lost_its_key_joins_the_known_one(known: Document, weak: Document) -> None:
    (made,) = identified(known, weak).documents
    assert made.id == identify([known]).documents[0].id
    assert len(made.sources) == 2


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("云津市公园绿地管理办法", {"document_number": "云政办发〔2023〕9号"}),
        ("云津市公园绿地管理办法", {"document_number": None, "signed": date(2023, 1, 2)}),
        ("云津市献血补助管理办法", {"document_number": None, "signed": None}),
    ],
)
def test_what_is_known_otherwise_stays_apart(title: str, facts: dict[str, object]) -> None:
    known = policy("云津市公园绿地管理办法", FIRST, SECOND, name="a.html")
    other = policy(title, FIRST, SECOND.replace("，", ""), name="b.doc", **facts)
    assert len(identified(known, other).documents) == 2


def test_another_text_under_the_same_title_stays_apart() -> None:
    facts = {"document_number": None, "signed": None}
    known = policy("云津市公园绿地管理办法", FIRST, SECOND, name="a.html")
    others = [
        policy(known.title, FIRST, OTHER, name="b.doc", **facts),
        policy(known.title, CORRECTED, SECOND, name="c.doc", **facts),
    ]
    assert len(identified(known, *others).documents) == 3


def test_minutes_of_one_day_and_two_bodies_stay_apart() -> None:
    one = page(FIRST, SECOND)
    other = page(
        FIRST, SECOND + "。", name="b.html", meeting=replace(UNNUMBERED, body="山阴县人民政府")
    )
    assert len(identified(one, other).documents) == 2
