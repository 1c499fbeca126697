"""Answers as plain text, for a terminal."""

from __future__ import annotations

import html
from collections.abc import Iterator

from index.model import Document, Resolution
from search.results import DocumentView, Hit, ResolutionView, SearchPage

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
