"""A search engine over three invented documents, for tests of the web alone.

It finds plain substrings, filters by kind and date and pages, so that the pages and the API are
tested with answers that follow from the question; what it was asked is kept in ``asked``.
"""

from __future__ import annotations

import html
from datetime import date

from index.coverage import MeetingSeries, OrdinalRange
from index.fact_fields import Term, field_of_spellings, spelling
from index.fact_lines import stated_facts
from index.fact_model import (
    HEADING,
    LEAD,
    Amount,
    Citation,
    Correction,
    Deadline,
    Evidence,
    Outcome,
    Party,
    Reporter,
    Responsibility,
)
from index.fact_terms import terms_of
from index.model import Attendee, Document, Meeting, Point, Resolution, SourceReference
from index.report import BuildReport, FileRead, SkippedSource, SourceWarning, Stage
from search.errors import InvalidRequestError, NotFoundError
from search.messages import message
from search.request import SearchRequest
from search.results import (
    DocumentHit,
    DocumentSummary,
    DocumentView,
    FacetValue,
    Health,
    Hit,
    LegScore,
    PointMatch,
    ResolutionView,
    SearchPage,
)

GENERATION = "20260101T000000Z-0001"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
FOREIGN_ID = "a/b c?d#e%2F&f=中//.."

SCIENCE = Party("云津市科学技术局", "市科技局", "unit", "市", "云津市")
LAND = Party("云津市旧财局", "原市旧财局", "unit", "市", "云津市", ("云津市财政局",))


def words(point: int, text: str, start: int) -> Evidence:
    return Evidence(text, point, start, start + len(text))


MINUTES = Document(
    kind="minutes",
    title="云津市人民政府第12次常务会议纪要",
    id="yunjin-12",
    genre="纪要",
    document_number="云府纪〔2024〕3号",
    issuer="云津市人民政府办公室",
    meeting=Meeting(
        body="云津市人民政府",
        term=9,
        meeting_type="常务会议",
        number=12,
        held=date(2024, 3, 1),
        chair="江予安",
        recorder="白知行",
        attendance=(
            Attendee("江予安", "市长", None, "出席"),
            Attendee("石砚", "局长", "市科技局", "列席"),
        ),
    ),
    issued=date(2024, 3, 5),
    disclosure="public",
    partial=True,
    distribution=("各县（区）人民政府", "市各委办局"),
    front_matter="云津市人民政府第12次常务会议纪要\n3月1日，市长江予安主持召开会议。",
    back_matter="出席：江予安\n列席：市科技局石砚\n记录：白知行",
    warnings=("未找到印发单位",),
    disclosure_text="此件公开发布",
    validity="in_force",
    index_number="YJ-2024-0012",
    sources=(
        SourceReference("12次纪要.pdf", None, "0" * 64, "recognition", 0.968, 5),
        SourceReference("12次纪要.txt", None, "0" * 64, "text"),
    ),
    resolutions=(
        Resolution(
            ordinal=1,
            heading="审议《关于支持量子研究院建设的若干措施》",
            id="yunjin-12-1",
            label="一、",
            lead="会议听取了市科技局的汇报，议定以下意见：",
            points=(
                Point(
                    "（一）",
                    "原则同意《关于支持量子研究院建设的若干措施》。",
                    3,
                    3,
                    "原则 同意《关于支持量子研\n究院建设的若干措施》。",
                ),
                Point(
                    "（二）",
                    "由市科技局牵头，市财政局配合，6月底前落实首期经费。\n每季度报告。",
                    3,
                    4,
                ),
            ),
            page=3,
            last_page=4,
            item_types=("reviewed",),
            outcomes=(
                Outcome("approved_in_principle", words(0, "原则同意", 0)),
                Outcome("tasked", words(1, "由市科技局牵头", 0)),
            ),
            responsible=(
                Responsibility(SCIENCE, "lead", words(1, "市科技局", 1)),
                Responsibility(LAND, "support", words(1, "市财政局", 8)),
            ),
            reported_by=(Reporter(SCIENCE, words(LEAD, "市科技局", 5)),),
            deadlines=(
                Deadline("fixed", date(2024, 6, 30), "会议当年", words(1, "6月底前", 15)),
                Deadline("recurring", None, "每季度", words(1, "每季度", 28)),
            ),
            amounts=(Amount(350_000_000.0, "元", words(1, "首期经费", 22)),),
            corrections=(
                Correction(
                    "yunjin-12-1",
                    "responsible",
                    "",
                    "support:市财政局",
                    "白知行",
                    date(2024, 4, 1),
                    "漏提",
                ),
            ),
            near_duplicates=("yunjin-12-2",),
            citations=(
                Citation(
                    "关于支持量子研究院建设的若干措施",
                    Evidence("《关于支持量子研究院建设的若干措施》", HEADING, 2, 20),
                ),
            ),
        ),
        Resolution(
            ordinal=2,
            heading="研究农村道路养护工作",
            id="yunjin-12-2",
            label="二、",
            points=(Point(None, "会议强调，要建好管好农村道路，压实养护责任。", 5, 5),),
            page=5,
            last_page=5,
            item_types=("discussed",),
        ),
    ),
)
POLICY = Document(
    kind="policy",
    title="关于加强《道路养护》管理的意见",
    id=FOREIGN_ID,
    document_number="云府办〔2023〕8号",
    issued=date(2023, 11, 20),
    url="https://www.example.gov.cn/a",
    sources=(SourceReference("policies.jsonl", 7, "1" * 64),),
    resolutions=tuple(
        Resolution(
            ordinal=number,
            heading=f"道路养护要求之{number}",
            id=f"{FOREIGN_ID}-{number}",
            points=(Point(None, f"道路养护的第{number}条要求。"),),
        )
        for number in range(1, 26)
    ),
)
ATTACK = Document(
    kind="other",
    title=HOSTILE,
    id="attack",
    url="javascript:alert(3)",
    front_matter=HOSTILE,
    resolutions=(
        Resolution(
            ordinal=1,
            heading=HOSTILE,
            id="attack-1",
            label=HOSTILE,
            points=(Point(HOSTILE, HOSTILE),),
            citations=(Citation(HOSTILE, Evidence(HOSTILE, 0, 0, len(HOSTILE))),),
        ),
    ),
    sources=(SourceReference(HOSTILE, None, "2" * 64),),
    warnings=(HOSTILE,),
)


REPORT = BuildReport(
    generation=GENERATION,
    started_at="2026-01-01T00:00:00+00:00",
    seconds=125.4,
    sources_read=4,
    documents=3,
    resolutions=28,
    passages=30,
    vectors_reused=10,
    vectors_encoded=20,
    stages=(Stage("read", 0.4221), Stage("encode", 120.0), Stage("write", 5.0)),
    files=(
        FileRead(
            "12次纪要.pdf",
            "recognition",
            "pdf",
            30.5,
            False,
            pages=5,
            recognized_pages=5,
            garbled_pages=(1, 2, 3, 5),
            confidence=0.968,
        ),
        FileRead("12次纪要.txt", "text", "text", 0.01, True),
        FileRead(
            "旧图.jpg",
            "recognition",
            "image",
            4.0,
            False,
            pages=1,
            recognized_pages=1,
            confidence=0.512,
        ),
        FileRead("policies.jsonl", "records", "jsonl", 0.5, False, records=1),
        FileRead(HOSTILE, "conversion", "office", 2.0, False),
    ),
    skipped=(
        *(
            SkippedSource(f"附表{n}.csv", None, ".csv 是数据文件，不是公文", "passed_over")
            for n in range(1, 301)
        ),
        SkippedSource("内.pdf", None, "文件标有密级“机密★1年”，不得进入本系统", "refused"),
        SkippedSource("坏.pdf", None, "PDF 已损坏，打不开", "unreadable"),
        SkippedSource("policies.jsonl", 9, "这一行不是 JSON", "unreadable"),
        SkippedSource(HOSTILE, None, HOSTILE, "unreadable"),
    ),
    warnings=(
        SourceWarning("12次纪要.pdf", None, "未找到印发单位"),
        SourceWarning(HOSTILE, 3, HOSTILE),
    ),
    notices=("两份文件编号相同",),
    coverage=(
        MeetingSeries(
            "云津市人民政府",
            "常务会议",
            9,
            None,
            (OrdinalRange(10, 12), OrdinalRange(15, 15)),
            (OrdinalRange(13, 14),),
            1,
            date(2024, 1, 5),
            date(2024, 6, 1),
        ),
        MeetingSeries(HOSTILE, None, None, 2024, (OrdinalRange(1, 1),), ()),
    ),
    corrections=2,
    near_duplicates=3,
)


class FakeEngine:
    """Answers from the documents above."""

    def __init__(self) -> None:
        self.documents = (MINUTES, POLICY, ATTACK)
        self.asked: list[object] = []

    def search(self, request: SearchRequest) -> SearchPage:
        self.asked.append(request)
        found = [
            (document, resolution)
            for document in self.documents
            for resolution in document.resolutions
            if self.admits(request, document)
            and self.has_facts(request, document, resolution)
            and request.query in whole_text(resolution)
        ]
        shown = found[request.offset : request.offset + request.limit]
        first = request.offset + 1
        return SearchPage(
            query=request.query,
            interpreted=request.query,
            notices=(message("no_terms"),) if not request.query else (),
            mode=request.mode,
            offset=request.offset,
            total=len(found),
            took_ms=1.25,
            generation=GENERATION,
            document_hits=self.document_hits(request),
            hits=tuple(
                hit(rank, document, resolution, request.query)
                for rank, (document, resolution) in enumerate(shown, first)
            ),
            facets={
                "kind": tuple(
                    FacetValue(kind, sum(document.kind == kind for document, _ in found))
                    for kind in sorted({document.kind for document, _ in found})
                ),
                "year": tuple(
                    FacetValue(
                        str(document.order_date.year), sum(other is document for other, _ in found)
                    )
                    for document in self.documents
                    if document.order_date and any(other is document for other, _ in found)
                ),
                "outcome": tuple(
                    FacetValue(fact.outcome, 1)
                    for _, resolution in found
                    for fact in resolution.outcomes
                ),
                "unit": tuple(FacetValue(f"云津市第{n}局", 1) for n in range(1, 9) if found),
            },
        )

    def admits(self, request: SearchRequest, document: Document) -> bool:
        filters = request.filters
        day = document.order_date
        return (
            (not filters.kinds or document.kind in filters.kinds)
            and (filters.start is None or (day is not None and day >= filters.start))
            and (filters.end is None or (day is not None and day <= filters.end))
        )

    def has_facts(self, request: SearchRequest, document: Document, resolution: Resolution) -> bool:
        terms = list(terms_of(resolution, document))
        wanted = request.filters.facts
        dues = [deadline.due for deadline in resolution.deadlines if deadline.due]
        return all(
            any(holds(terms, field, value) for field, value in alternatives)
            for alternatives in wanted.clauses()
        ) and (wanted.due_to is None or any(due <= wanted.due_to for due in dues))

    def document_hits(self, request: SearchRequest) -> tuple[DocumentHit, ...]:
        return tuple(
            DocumentHit(
                document.id,
                mark(document.back_matter, request.query),
                1.0,
                DocumentSummary.of(document),
            )
            for document in self.documents
            if request.query and request.query in document.back_matter
        )

    def similar(
        self, resolution_id: str, limit: int = 10, generation: str | None = None
    ) -> SearchPage:
        self.asked.append((resolution_id, limit, generation))
        own = self.resolution(resolution_id).resolution
        page = self.search(SearchRequest("", limit=100))
        others = tuple(hit for hit in page.hits if hit.resolution_id != own.id)
        return replace_hits(page, others[:limit])

    def similar_text(self, text: str, limit: int = 10) -> SearchPage:
        self.asked.append((text, limit))
        if not text.strip():
            raise InvalidRequestError("empty_text")
        page = self.search(SearchRequest("", limit=limit))
        return replace_hits(page, page.hits)

    def resolution(self, resolution_id: str, generation: str | None = None) -> ResolutionView:
        wanted = "yunjin-12-1" if resolution_id == "former-1" else resolution_id
        for document in self.documents:
            for position, resolution in enumerate(document.resolutions):
                if resolution.id == wanted:
                    around = (None, *document.resolutions, None)
                    return ResolutionView(
                        GENERATION, document, resolution, around[position], around[position + 2]
                    )
        raise NotFoundError("unknown_resolution", value=resolution_id)

    def document(self, document_id: str, generation: str | None = None) -> DocumentView:
        wanted = "yunjin-12" if document_id == "former" else document_id
        for document in self.documents:
            if document.id == wanted:
                return DocumentView(GENERATION, document)
        raise NotFoundError("unknown_document", value=document_id)

    def report(self, generation: str | None = None) -> BuildReport:
        self.asked.append(generation)
        return REPORT

    def health(self) -> Health:
        return Health(GENERATION, 3, 28, 30, "stub", "2026-01-01T00:00:00+00:00")


def holds(terms: list[Term], field: str, wanted: str) -> bool:
    named = {
        term.value
        for term in terms
        if term.field == field_of_spellings(field)
        and spelling(term.field, wanted) in term.spellings
    }
    return any(term.field == field and term.value in named for term in terms)


def whole_text(resolution: Resolution) -> str:
    return "\n".join((resolution.heading, *(point.text for point in resolution.points)))


def mark(text: str, query: str) -> str:
    escaped = html.escape(text)
    return escaped.replace(query, f"<mark>{query}</mark>") if query else escaped


def hit(rank: int, document: Document, resolution: Resolution, query: str) -> Hit:
    points = tuple(
        PointMatch(
            point.label,
            mark(point.text, query),
            ("keyword", "semantic"),
            point.page,
            point.last_page,
        )
        for point in resolution.points
        if query in point.text
    )
    return Hit(
        rank=rank,
        score=1.0,
        resolution_id=resolution.id,
        document_id=document.id,
        heading=resolution.heading,
        snippet=mark(resolution.points[0].text, query),
        points=points,
        keyword=LegScore(rank, 3.5),
        semantic=None,
        document=DocumentSummary.of(document),
        facts=stated_facts(resolution),
        page=resolution.page,
        last_page=resolution.last_page,
    )


def replace_hits(page: SearchPage, hits: tuple[Hit, ...]) -> SearchPage:
    return SearchPage(
        query="",
        interpreted="",
        notices=(),
        mode="semantic",
        offset=0,
        total=len(hits),
        took_ms=page.took_ms,
        generation=page.generation,
        document_hits=(),
        hits=hits,
        facets={},
    )
