"""A .docx to text: WordprocessingML, ECMA-376 / ISO/IEC 29500, both conformance classes."""

from __future__ import annotations

import re

from lxml import etree

from index.extract.docx.blocks import BlockReader
from index.extract.docx.fields import drop_unpaired
from index.extract.docx.findings import Findings
from index.extract.docx.lines import join_pages, without_marks
from index.extract.docx.markup import attribute, child, children, descendants, name_of
from index.extract.docx.numbering import Numbering, read_numbering
from index.extract.docx.package import Package
from index.extract.docx.runs import CONTENTS
from index.extract.docx.styles import Styles, read_styles
from index.extract.docx.title import shown_title
from index.extract.errors import ExtractionError
from index.extract.model import ExtractedPage, Extraction, Metadata, PageDone

#: Characters of the text among which a title stands.
_HEAD = 5_000
_CONTENTS_HEADING = re.compile(r"目\s*[录次]")
_PAGE_NUMBER = re.compile(
    r"[-—–―~·_\s]*\d{0,4}[-—–―~·_\s]*|第\s*\d{0,4}\s*页[,，/\s]*(?:[（(]?共\s*\d{0,4}\s*页[）)]?)?"
    r"|共\s*\d{0,4}\s*页[,，/\s]*(?:第\s*\d{0,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_LONGEST_NUMBER = 40
_NOTES = {
    "footnote": ("footnotes", "w:footnote", "脚注"),
    "endnote": ("endnotes", "w:endnote", "尾注"),
}
#: Separator lines that Word keeps among the notes (17.18.33).
_NO_NOTE = ("separator", "continuationSeparator", "continuationNotice")


def extract_docx(content: bytes, page_done: PageDone) -> Extraction:
    """Read a Word document (.docx, .docm, .dotx).

    Notes follow the text, each after its mark. Pages are those that Word stored when it last laid
    the document out; without them, those between the author's page breaks, if the document's
    properties confirm how many there are.

    Raises:
        ExtractionError: it is damaged, no Word document, or holds no text.
    """
    try:
        return _extract(content, page_done)
    except RecursionError:
        raise ExtractionError("文件里的内容嵌套过深，已停止读取") from None


def _extract(content: bytes, page_done: PageDone) -> Extraction:
    package = Package(content)
    root = package.main()
    body = child(root, "w:body")
    if name_of(root) != "w:document" or body is None:
        raise ExtractionError("不是 Word 文档（文件里找不到正文），请用 Word 或 WPS 重新保存")
    drop_unpaired(root)
    findings = Findings()
    styles = read_styles(package.related("styles", "样式定义"))
    numbering = read_numbering(package.related("numbering", "自动编号的定义"), styles)
    lines = BlockReader(styles, numbering, findings).read(body)
    lines = _without_contents_heading(lines, findings)
    lines += _read_notes(package, styles, numbering, findings)
    _remove_furniture(package, root, styles, findings)
    _remove_comments(package, styles, findings)
    text, starts, rendered = join_pages(lines, page_done)
    if not text.strip():
        raise ExtractionError(_why_empty(root))
    known = rendered or (len(starts) > 1 and _stored_page_count(package) == len(starts))
    pages = tuple(ExtractedPage(place + 1, start) for place, start in enumerate(starts))
    warnings = (*findings.warnings(), *package.warnings)
    return Extraction(
        text,
        "text",
        pages if known else (),
        Metadata(title=_title(body, styles, text)),
        findings.removed(),
        warnings,
    )


def _title(body: etree._Element, styles: Styles, text: str) -> str | None:
    """Return the title that the layout shows; what was taken out of the text is none."""
    title = shown_title(body, styles)
    return title if title and "".join(title.split()) in "".join(text[:_HEAD].split()) else None


def _why_empty(root: etree._Element) -> str:
    if any(True for _ in descendants(root, "pic:pic", "v:imagedata")):
        return "文件里只有图片，没有文字；请另存为 PDF 后再放入，以便识别文字"
    return "文件里没有文字"


def _without_contents_heading(lines: list[str], findings: Findings) -> list[str]:
    """Take out the heading of a table of contents that was taken out."""
    if not findings.has_removed(CONTENTS):
        return lines
    for place, line in enumerate(lines):
        if _CONTENTS_HEADING.fullmatch(without_marks(line).strip()):
            findings.remove(CONTENTS, without_marks(line))
            marks = line.replace(without_marks(line), "")
            return [*lines[:place], marks, *lines[place + 1 :]]
    return lines


def _read_notes(
    package: Package, styles: Styles, numbering: Numbering, findings: Findings
) -> list[str]:
    """Return the footnotes and endnotes in the order in which the text refers to them."""
    lines: list[str] = []
    referred = dict.fromkeys(findings.notes)
    for kind, (part, element_name, words) in _NOTES.items():
        root = package.related(part, words) if any(one.kind == kind for one in referred) else None
        if root is None:
            continue
        drop_unpaired(root)
        notes = {
            attribute(one, "w:id"): one
            for one in children(root, element_name)
            if attribute(one, "w:type") not in _NO_NOTE
        }
        for reference in referred:
            note = notes.get(reference.identifier) if reference.kind == kind else None
            if note is not None:
                read = BlockReader(styles, numbering, findings).read(note)
                first, *rest = [without_marks(line) for line in read] or [""]
                lines += [f"{words}{reference.label} {first}".rstrip(), *rest]
    return lines


def _remove_furniture(
    package: Package, root: etree._Element, styles: Styles, findings: Findings
) -> None:
    """Put the headers and footers that sections refer to among the removed text."""
    for kind, reason in (("header", "页眉"), ("footer", "页脚")):
        references = descendants(root, f"w:{kind}Reference")
        identifiers = dict.fromkeys(attribute(one, "r:id") for one in references)
        seen: set[str] = set()
        for identifier in identifiers:
            part = package.by_identifier(identifier, reason) if identifier else None
            if part is None:
                continue
            drop_unpaired(part)
            for line in BlockReader(styles, Numbering(), findings).read(part):
                text = without_marks(line)
                if text not in seen:
                    seen.add(text)
                    numbered = len(text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text)
                    findings.remove("页码" if numbered else reason, text)


def _remove_comments(package: Package, styles: Styles, findings: Findings) -> None:
    root = package.related("comments", "批注")
    if root is None:
        return
    drop_unpaired(root)
    for comment in children(root, "w:comment"):
        for line in BlockReader(styles, Numbering(), findings).read(comment):
            findings.remove("批注", without_marks(line))


def _stored_page_count(package: Package) -> int | None:
    """Return the number of pages in the extended properties (docProps/app.xml), if it is there."""
    root = package.of_package("extended-properties", "文档属性")
    for element in () if root is None else root:
        if str(element.tag).endswith("}Pages"):
            words = (element.text or "").strip()
            return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else None
    return None
