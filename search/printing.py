"""Answers as plain text, for a terminal."""

from __future__ import annotations

import html
from collections.abc import Iterator

from index.fact_model import Evidence
from index.model import Document, Resolution
from search.results import DocumentView, Hit, ResolutionView, SearchPage
from search.words import DEADLINE_KINDS, NEXT_STEPS, OUTCOMES, ROLES

Answer = SearchPage | ResolutionView | DocumentView


def as_text(answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer."""
    if isinstance(answer, SearchPage):
        yield from _page(answer)
    elif isinstance(answer, ResolutionView):
        yield f"{answer.document.title}  [{answer.document.id}]"
        yield from _resolution(answer.resolution)
    else:
        yield from _document(answer.document)


def _page(page: SearchPage) -> Iterator[str]:
    for notice in page.notices:
        yield f"※ {notice.text()}"
    yield f"共 {page.total} 条（{page.took_ms} 毫秒，索引 {page.generation}）"
    for hit in page.hits:
        yield from _hit(hit)
    for found in page.document_hits:
        yield ""
        yield f"[文件] {found.document.title}  [{found.document_id}]"
        yield f"    {_plain(found.snippet)}"


def _hit(hit: Hit) -> Iterator[str]:
    yield ""
    yield f"{hit.rank}. {hit.heading}  [{hit.resolution_id}]  {hit.score}"
    place = (hit.document.title, str(hit.document.date or ""), pages(hit.page, hit.last_page))
    yield f"   {'  '.join(part for part in place if part)}"
    for point in hit.points:
        yield f"   {point.label or ''}{_plain(point.snippet)}"
    if not hit.points:
        yield f"   {_plain(hit.snippet)}"


def pages(page: int | None, last_page: int | None) -> str:
    """Return 第 3 页 or 第 3–4 页, or nothing where the file knows no pages."""
    if page is None:
        return ""
    return f"第 {page} 页" if last_page in (None, page) else f"第 {page}–{last_page} 页"


def _plain(snippet: str) -> str:
    """Show marks as 【】 and entities as characters."""
    return html.unescape(snippet.replace("<mark>", "【").replace("</mark>", "】"))


def _document(document: Document) -> Iterator[str]:
    yield f"{document.title}  [{document.id}]"
    yield from document.front_matter.splitlines()
    for resolution in document.resolutions:
        yield from _resolution(resolution)
    yield ""
    yield from document.back_matter.splitlines()


def _resolution(resolution: Resolution) -> Iterator[str]:
    yield ""
    if resolution.group:
        yield resolution.group
    place = pages(resolution.page, resolution.last_page)
    heading = f"{resolution.label or ''}{resolution.heading}  [{resolution.id}]"
    yield f"{heading}  {place}" if place else heading
    if resolution.lead:
        yield resolution.lead
    for point in resolution.points:
        yield f"{point.label or ''}{point.text}"
    yield from _facts(resolution)


def _facts(resolution: Resolution) -> Iterator[str]:
    """Yield a line for every fact, with the words it rests on."""
    lines = list(_fact_lines(resolution))
    if lines:
        yield "要点（系统提取，以原文为准）"
    for title, value, evidence in lines:
        words = f"（{evidence.text}）" if evidence.text else "（人工补充）"
        yield f"  {title}：{value}{words}"
    for change in resolution.corrections:
        made = f"{change.who}，{change.date}，{change.reason}"
        yield f"  已更正：{change.field}  {change.old} → {change.new}（{made}）"


def _fact_lines(resolution: Resolution) -> Iterator[tuple[str, str, Evidence]]:
    for outcome in resolution.outcomes:
        yield "议定结果", OUTCOMES[outcome.outcome], outcome.evidence
    for step in resolution.next_steps:
        yield "后续程序", NEXT_STEPS[step.step], step.evidence
    for duty in resolution.responsible:
        yield ROLES[duty.role], duty.party.name, duty.evidence
    for report in resolution.reported_by:
        yield ROLES["reported"], report.party.name, report.evidence
    for deadline in resolution.deadlines:
        value = deadline.due.isoformat() if deadline.due else deadline.rule
        yield "期限", f"{value} {DEADLINE_KINDS[deadline.kind]}", deadline.evidence
    for citation in resolution.citations:
        yield "引用", citation.title or citation.document_number or "", citation.evidence
    for amount in resolution.amounts:
        upper = "" if amount.maximum is None else f"–{amount.maximum:.10g}"
        yield "数量", f"{amount.value:.10g}{upper} {amount.unit}", amount.evidence
