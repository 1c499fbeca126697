"""The parts of a policy document: the notice, the measures it issues, each annex.

A part is printed as head (title lines, number, addressees, preamble), body (what is numbered) and
closing (list of annexes, signature, date, imprint). The next one begins behind the closing, or at
a line that says 附件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.parsers.headings import is_heading
from index.parsers.paragraphs import Paragraph, paragraphs_of
from index.parsers.policy_lines import prepared
from index.parsers.titles import ANNEX_LABEL


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of a part up to its closing, and the closing."""

    text: tuple[Paragraph, ...]
    closing: tuple[Paragraph, ...]


def divide(paragraphs: Sequence[Paragraph]) -> list[Part]:
    """Divide the paragraphs of a document into parts, in order."""
    rest = _with_annex_labels_apart(paragraphs)
    parts: list[Part] = []
    while rest:
        end, closing = _first_part(rest, later=bool(parts))
        parts.append(Part(tuple(rest[:end]), tuple(rest[end:closing])))
        rest = rest[closing:]
    return parts


def _first_part(paragraphs: Sequence[Paragraph], *, later: bool) -> tuple[int, int]:
    """Return where the text of the first part ends, and its closing.

    Behind an annex without any sentence (``later``) may still stand who receives the document.
    """
    written = False
    for index, paragraph in enumerate(paragraphs):
        if index and opens_annex(paragraphs, index):
            return index, index
        receives = later and index > 0 and paragraph.mark in ("distribution", "imprint")
        if (written or receives) and _closes(paragraphs, index):
            return index, _closing_end(paragraphs, index)
        written = written or _is_text(paragraph)
    return len(paragraphs), len(paragraphs)


def _is_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is no line of the head: a sentence, or something numbered."""
    return paragraph.label is not None or re.search("[。;]", paragraph.bare) is not None


# --- annexes ----------------------------------------

_LIST_ENTRY_LENGTH = 80
#: 附件1：…方案 with the title on its line.
_ANNEX_WITH_TITLE = re.compile(r"附件[\d一二三四五六七八九十]{0,3}[:]?(?=[^\d:.、])")


def _with_annex_labels_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Set the line 附件1 apart from the title below it."""
    apart: list[Paragraph] = []
    for paragraph in paragraphs:
        first, *others = paragraph.lines
        if paragraph.mark == "attachment" and others and ANNEX_LABEL.fullmatch(first.bare):
            apart.append(Paragraph((first,), "attachment"))
            apart.extend(prepared(paragraphs_of(tuple(others))))
        else:
            apart.append(paragraph)
    return apart


def opens_annex(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether an annex begins here: 附件1 on its own line, or with its title and text behind."""
    paragraph = paragraphs[index]
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if following is None or paragraph.continues:
        return False
    if ANNEX_LABEL.fullmatch(paragraph.bare):
        return not (paragraph.bare.endswith(":") and _is_list_entry(following))
    if paragraph.mark != "attachment" or not _ANNEX_WITH_TITLE.match(paragraph.bare):
        return False
    return is_heading(paragraph.bare) and _is_text(following) and not _is_list_entry(following)


def _is_list_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be a line of a list of annexes."""
    label = paragraph.label
    numbered = label is not None and label.style.startswith("digit")
    return numbered and len(paragraph.bare) <= _LIST_ENTRY_LENGTH and "。" not in paragraph.bare


# --- closings ----------------------------------------

_CLOSING_MARKS = ("imprint", "distribution", "disclosure")
_SIGNATURE_MARKS = ("signature", "masthead")
#: How the name of a unit ends.
_ORGAN = (
    "(?:政府|委员会|委|厅|局|办公室|办公厅|办|部|院|署|司|处|科|行|会|社|校|大学|中心|机制|小组|指挥部"
    "|集团|公司|总队|支队|站|馆|所|军区)"
)
_ORGAN_LINE = re.compile(rf".*{_ORGAN}(?:[(][^()]{{1,12}}[)])?")
#: Who signs an order: the post and the name.
_SIGNER = re.compile(
    r"(?:代)?(?:国务院)?(?:总理|主席|省长|市长|州长|县长|区长|旗长|盟长|镇长|乡长|主任|部长|局长|署长|行长|院长|检察长)"
    r"[:]?[一-鿿·]{2,8}"
)
_CONTACT = re.compile(
    r"[(]?(?:联系|咨询|监督|举报|投诉)(?:人|单位|部门|处室|科室|电话|方式|地址|邮箱|时间|热线)[^。]{0,60}$|(?:电话|传真|邮编|邮箱)[:]"
)
#: The last words of a text are no part of the name below them.
_LAST_WORDS = re.compile("^(?:特此|此复|专此|现予|以上|妥否|当否|请|附|注)")
_LONGEST_NAME = 60
_MOST_SIGNERS = 30


def _closes(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the closing of a part begins with this paragraph."""
    paragraph = paragraphs[index]
    if paragraph.mark in _CLOSING_MARKS and not _is_false_imprint(paragraph):
        return not paragraph.continues
    if paragraph.mark == "date":
        return _ends_here(paragraphs, index + 1)
    if paragraph.mark == "attachment":
        return _ends_here(paragraphs, _list_end(paragraphs, index))
    if _may_sign(paragraph):
        end = _signers_end(paragraphs, index)
        return end is not None
    return False


def _is_false_imprint(paragraph: Paragraph) -> bool:
    """Whether 整理 at the end of a line is what the line speaks of."""
    return paragraph.mark == "imprint" and paragraph.bare.endswith("整理")


def _may_sign(paragraph: Paragraph) -> bool:
    """Whether a line may be (a piece of) the name of who signs."""
    text = paragraph.bare
    if paragraph.label is not None or len(text) > _LONGEST_NAME * 2:
        return False
    if paragraph.mark not in (None, *_SIGNATURE_MARKS) or _LAST_WORDS.match(text):
        return False
    return len(text) >= 2 and re.search(r"[。;,:?!|《]", text) is None


def _signers_end(paragraphs: Sequence[Paragraph], index: int) -> int | None:
    """Return the index of the date below the names that begin here; ``None``: no signature."""
    organ = False
    for end in range(index, min(index + _MOST_SIGNERS, len(paragraphs))):
        paragraph = paragraphs[end]
        if paragraph.mark == "date":
            return end if organ else None
        if not _may_sign(paragraph):
            return None
        named = _ORGAN_LINE.fullmatch(paragraph.bare) or _SIGNER.fullmatch(paragraph.bare)
        organ = organ or named is not None
        if paragraph.mark in _SIGNATURE_MARKS and _is_last(paragraphs, end):
            return end
    return None


def _is_last(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a signature without a date has only an imprint, a remark or an annex behind it."""
    if index + 1 >= len(paragraphs):
        return True
    return paragraphs[index + 1].mark in _CLOSING_MARKS or opens_annex(paragraphs, index + 1)


def _list_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return the index behind the list of annexes that begins here."""
    end = index + 1
    while end < len(paragraphs) and _is_list_entry(paragraphs[end]):
        end += 1
    return end


def _ends_here(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether nothing but a closing, a new part or nothing at all stands at ``index``."""
    if index >= len(paragraphs):
        return True
    paragraph = paragraphs[index]
    if opens_annex(paragraphs, index) or _CONTACT.match(paragraph.bare):
        return True
    if paragraph.mark in (*_CLOSING_MARKS, "date", "attachment"):
        return True
    if _may_sign(paragraph) and _signers_end(paragraphs, index) is not None:
        return True
    short = paragraph.label is None and not re.search("[。;,]", paragraph.bare)
    return short and len(paragraph.bare) <= _LONGEST_NAME


def _closing_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the index behind the closing that begins at ``start``."""
    index = start
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        if index > start and opens_annex(paragraphs, index):
            break
        if paragraph.mark == "attachment":
            index = _list_end(paragraphs, index)
        elif end := _signed_at(paragraphs, index):
            index = end
        elif paragraph.mark in (*_CLOSING_MARKS, "date") or _is_remark(paragraph):
            index += 1
        else:
            break
    return max(index, start + 1)


def _signed_at(paragraphs: Sequence[Paragraph], index: int) -> int | None:
    """Return the index behind a signature that begins here."""
    if not _may_sign(paragraphs[index]):
        return None
    end = _signers_end(paragraphs, index)
    return None if end is None else end + 1


def _is_remark(paragraph: Paragraph) -> bool:
    """Whether a line is a remark in brackets, （本文有删减）, or says whom to ask."""
    text = paragraph.bare
    if _CONTACT.match(text):
        return True
    return len(text) <= _LONGEST_NAME and text.startswith(("(", "[")) and text.endswith((")", "]"))
