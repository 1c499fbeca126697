"""Policy documents and laws: sections or articles, with the text around them.

A document may hold several parts (a notice and the measures it issues): each part has its own
numbering, and the text between two parts belongs to no resolution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.cleaning import Cleaned
from index.cleaning.page_data import page_data
from index.model import Document, Kind, Point, Resolution
from index.parsers.disclosure import disclosure_of, given_disclosure
from index.parsers.headings import derive_heading, is_heading
from index.parsers.hints import Hints
from index.parsers.imprint import (
    distribution_of,
    document_number_of,
    given_number,
    imprint_dates,
)
from index.parsers.items import resolution_of
from index.parsers.kinds import genre_of
from index.parsers.outline import Node, build_outline
from index.parsers.paragraphs import Paragraph, join_lines, paragraphs_of
from index.parsers.titles import (
    REVISION,
    below_head,
    is_above_title,
    without_annex_label,
)
from index.text_forms import bare, split_visible, squeeze, tidy

_NUMERAL = r"[一二三四五六七八九十百千〇零\d]+"
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十])?(?![款项、和至或与及的规])")
_CHAPTER = re.compile(rf"第{_NUMERAL}[章节编](?!.*[。;])")
_FEWEST_ARTICLES = 3


@dataclass(slots=True)
class _Parts:
    """What the parts of a document add up to."""

    front: list[Paragraph] = field(default_factory=list)
    front_texts: list[str] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    back: list[Paragraph] = field(default_factory=list)


def parse_policy(cleaned: Cleaned, kind: Kind, name: str, hints: Hints) -> Document:
    """Return a policy document, a report or a law as a document of ``kind``."""
    paragraphs = paragraphs_of(cleaned.lines)
    title = hints.title or read_title(paragraphs) or name.strip() or "未命名文件"
    parts = _Parts()
    rest: Sequence[Paragraph] = paragraphs
    while rest:
        rest = _take_part(parts, rest)
    if not parts.resolutions:
        parts = _whole(paragraphs, title)
    removed = [text.text for text in cleaned.removed]
    cells = page_data(removed)
    dates = imprint_dates(parts.front, [*parts.back, *parts.front], removed)
    signed = dates.signed or hints.date
    around = [*parts.back, *parts.front]
    disclosed = disclosure_of(p.text for p in around) or given_disclosure(cells)
    document = Document(
        kind=kind,
        title=title,
        resolutions=tuple(parts.resolutions),
        genre=genre_of(bare(title), kind),
        document_number=document_number_of(p.bare for p in parts.front) or given_number(cells),
        issuer=hints.issuer or _issuer(parts.back, title),
        signed=signed,
        issued=dates.issued,
        published=dates.published,
        disclosure=disclosed.disclosure if disclosed else None,
        disclosure_text=disclosed.printed if disclosed else None,
        distribution=distribution_of(around),
        front_matter="\n".join(text for text in parts.front_texts if text),
        back_matter="\n".join(paragraph.text for paragraph in parts.back),
        removed=cleaned.removed,
    )
    return replace(document, warnings=("未找到成文日期",) if signed is None else ())


def _take_part(parts: _Parts, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Add the first part of ``paragraphs`` to ``parts`` and return the rest."""
    articles = sum(1 for p in paragraphs if _ARTICLE.match(p.bare)) >= _FEWEST_ARTICLES
    start = _first_item(paragraphs, articles)
    if start is None:
        (parts.back if parts.resolutions else parts.front).extend(paragraphs)
        if not parts.resolutions:
            parts.front_texts.extend(p.text for p in paragraphs)
        return ()
    end = _part_end(paragraphs, start)
    parts.front.extend(paragraphs[:start])
    parts.front_texts.extend(p.text for p in paragraphs[:start])
    items = paragraphs[start:end]
    _add_articles(parts, items) if articles else _add_sections(parts, items)
    closing = _closing_end(paragraphs, end)
    parts.back.extend(paragraphs[end:closing])
    return paragraphs[closing:]


def _first_item(paragraphs: Sequence[Paragraph], articles: bool) -> int | None:
    """Return the first chapter or article, or the first numbered paragraph."""
    for index, paragraph in enumerate(paragraphs):
        if articles:
            if _ARTICLE.match(paragraph.bare) or _opens_chapters(paragraphs, index):
                return index
        elif paragraph.label is not None and paragraph.mark is None and paragraph.label.value == 1:
            return index
    return None


def _opens_chapters(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a chapter line is followed by its articles, not by a table of contents."""
    following = paragraphs[index + 1 : index + 3]
    return _CHAPTER.match(paragraphs[index].bare) is not None and any(
        _ARTICLE.match(p.bare) for p in following
    )


_CLOSING_MARKS = ("signature", "date", "imprint", "distribution", "disclosure", "masthead")


def _part_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where a part is signed: a signature, date or receiver line behind its items."""
    for index in range(start + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        if _CHAPTER.match(paragraph.bare):
            continue  # 第五节 …人民政府 looks like a signature
        if paragraph.mark in _CLOSING_MARKS and not paragraph.continues:
            return index
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        signs = following is not None and following.mark == "date" and len(paragraph.bare) <= 40
        if signs and paragraph.label is None and not re.search("[。;,]", paragraph.bare):
            return index
    return len(paragraphs)


def _closing_end(paragraphs: Sequence[Paragraph], end: int) -> int:
    """Return the index behind the signature block that begins at ``end``."""
    index = end
    while index < len(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        signs = following is not None and following.mark == "date" and index == end
        if paragraphs[index].mark not in _CLOSING_MARKS and not signs:
            break
        index += 1
    return index


# --- sections ----------------------------------------


def _add_sections(parts: _Parts, paragraphs: Sequence[Paragraph]) -> None:
    outline = build_outline(paragraphs)
    parts.front_texts.extend(outline.before)
    for node in outline.nodes:
        parts.resolutions.append(resolution_of(node, len(parts.resolutions) + 1, None))


# --- articles ----------------------------------------


def _add_articles(parts: _Parts, paragraphs: Sequence[Paragraph]) -> None:
    """Add one resolution per article; chapter and section lines become its group."""
    group: list[str] = []
    fresh = False
    node: Node | None = None
    nodes: list[tuple[Node, str | None]] = []
    for paragraph in paragraphs:
        if _CHAPTER.match(paragraph.bare) and len(paragraph.bare) <= 40:
            group = [*group, paragraph.text] if fresh else [paragraph.text]
            fresh = True
        elif match := _ARTICLE.match(paragraph.bare):
            node = _article(paragraph, match.end())
            nodes.append((node, "\n".join(group) or None))
            fresh = False
        elif node is not None and not fresh:
            node.texts.append(paragraph.text)
        else:
            group.append(paragraph.text)
    known: str | None = parts.resolutions[-1].group if parts.resolutions else None
    for node, name in nodes:
        parts.resolutions.append(_article_resolution(node, len(parts.resolutions) + 1, name))
    if fresh and group:
        parts.front_texts.append("\n".join(group))
    if known is not None and nodes and nodes[0][1] == known:
        parts.front_texts.append(known)


def _article(paragraph: Paragraph, length: int) -> Node:
    whole = join_lines([line.text for line in paragraph.lines])
    printed, rest = split_visible(whole, length)
    return Node(None, squeeze(printed), [tidy(rest)])


def _article_resolution(node: Node, ordinal: int, group: str | None) -> Resolution:
    text = "\n".join(text for text in node.texts if text)
    heading = derive_heading(text) if bare(text) else node.printed or "条文"
    return Resolution(
        ordinal=ordinal,
        heading=heading,
        points=(Point(None, text),),
        label=node.printed,
        heading_printed=False,
        group=group,
    )


# --- no outline ----------------------------------------


def _whole(paragraphs: Sequence[Paragraph], title: str) -> _Parts:
    """Return one resolution with all the text, its signature block apart."""
    end = next(
        (i for i in range(1, len(paragraphs)) if _signs(paragraphs, i)),
        len(paragraphs),
    )
    text = "\n".join(paragraph.text for paragraph in paragraphs[:end])
    resolution = Resolution(
        ordinal=1,
        heading=title,
        points=(Point(None, text),),
        heading_printed=False,
    )
    parts = _Parts(resolutions=[resolution], back=list(paragraphs[end:]))
    parts.front = [p for p in paragraphs[:end] if len(p.bare) <= 40]
    return parts


def _signs(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether only closing lines follow from ``index`` on."""
    return all(
        p.mark in _CLOSING_MARKS or (len(p.bare) <= 40 and not re.search("[。;,:]", p.bare))
        for p in paragraphs[index:]
    )


# --- title, issuer ----------------------------------------

_AFTER_TITLE = re.compile(
    r"[:。;]$|^[(]?[一-鿿A-Za-z]{1,16}[\[(](?:19|20)\d\d[\])]|^第?\d+号|^[(]\d{4}年|^目录$"
)
_TITLE_LINES = 6


def read_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the printed title, which may be broken over lines; ``None`` where there is none."""
    head = _behind_number(paragraphs)
    if head and (title := below_head(head[0])):
        return title
    lines: list[str] = []
    named = False
    for number, paragraph in enumerate(head[:_TITLE_LINES]):
        text = paragraph.bare
        if lines and REVISION.fullmatch(text):
            lines.append(paragraph.text)
            break
        if named:
            break
        annexed = number == 0 and without_annex_label(text) != text
        if _is_no_title(paragraph) and not annexed:
            if lines:
                break
            continue
        lines.append(without_annex_label(paragraph.text))
        named = genre_of(text, "policy") is not None
    title = "".join(lines)
    return title if 0 < len(title) <= 150 else None


def _is_no_title(paragraph: Paragraph) -> bool:
    text = paragraph.bare
    other = _AFTER_TITLE.search(text) or is_above_title(text) or not is_heading(text)
    marked = paragraph.label is not None or paragraph.mark not in (None, "signature")
    return bool(other) or marked or text.startswith("(")


def _behind_number(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Leave the masthead out: where a number is printed above the title, begin behind it."""
    for index, paragraph in enumerate(paragraphs[:_TITLE_LINES]):
        if genre_of(paragraph.bare, "policy"):
            break
        if document_number_of([paragraph.bare]):
            return paragraphs[index + 1 :]
    return paragraphs


def _issuer(back: Sequence[Paragraph], title: str) -> str | None:
    """Return who signed, else who the title says issues it."""
    for index, paragraph in enumerate(back):
        following = back[index + 1] if index + 1 < len(back) else None
        dated = following is not None and following.mark == "date"
        if paragraph.mark == "signature" or (dated and paragraph.mark is None):
            return paragraph.text
    match = re.match(r"(?P<issuer>[一-鿿、 ]{2,30}?)关于", title)
    return match["issuer"].strip() if match else None
