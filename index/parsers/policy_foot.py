"""What a policy document says at its end: who signed it, which annexes it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from index.parsers.paragraphs import Paragraph
from index.parsers.receivers import names_unit
from index.text_forms import bare, squeeze

# --- who signed ----------------------------------------

_REMARK = re.compile(r"[（(](?:代章|盖章|印章|章|印|公章)[）)]")
_SIGNER = re.compile(
    r"(?:代)?(?:国务院)?(?:总理|主席|省长|市长|州长|县长|区长|旗长|盟长|镇长|乡长|主任|部长|局长|署长|行长|院长|检察长)"
    r"[:]?[一-鿿·]{2,8}"
)
_LONGEST_NAME = 60
#: Spaces inside a name (人 民 政 府) part single characters.
_SPACES = re.compile(r"\s+")
_TITLE_ISSUER = re.compile(
    r"(?P<issuer>[一-鿿、/（）() ]{2,80}?)(?:关于|印发|转发|批转|公布|令$|公告|通告|对.{2,60}答复)"
)


def issuer_of(closing: Sequence[Paragraph], title: str) -> str | None:
    """Return who issued a document, several joined with 、; ``None`` where it is not said.

    Those who signed; where the signature is cut off or missing, those whom the title names.
    """
    signed = signers_of(closing)
    named = _title_issuer(title)
    return "、".join(signed) if signed else named


def signers_of(closing: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the units named in the lines above the date."""
    lines: list[str] = []
    for paragraph in closing:
        if paragraph.mark == "date" and lines:
            break
        text = _REMARK.sub("", paragraph.text)
        if paragraph.mark in (None, "signature") and paragraph.label is None and _is_name(text):
            lines.extend(line.text for line in paragraph.lines)
    return _names(lines)


def _is_name(text: str) -> bool:
    form = bare(text)
    if not 1 < len(form) <= 2 * _LONGEST_NAME or form.startswith(("(", "附", "联系", "特此")):
        return False
    return _SIGNER.fullmatch(form) is None and re.search(r"[。;,:?!|《\d]", form) is None


def _names(lines: Iterable[str]) -> tuple[str, ...]:
    """Put the pieces of names together: a name ends where a unit's name can end."""
    names: list[str] = []
    unfinished = ""
    for line in lines:
        for piece in _pieces(_REMARK.sub("", line).strip()):
            unfinished += squeeze(piece)
            if names_unit(bare(unfinished)):
                names.append(unfinished)
                unfinished = ""
    if unfinished:
        names.append(unfinished)
    return tuple(dict.fromkeys(names))


def _pieces(line: str) -> list[str]:
    """Cut a line at the spaces between names, not at those that space out one name."""
    pieces = [piece for piece in _SPACES.split(line) if piece]
    return [line] if any(len(piece) == 1 for piece in pieces) else pieces


def _title_issuer(title: str) -> str | None:
    match = _TITLE_ISSUER.match(title)
    if match is None:
        return None
    issuer = match["issuer"].strip("、 ")
    return issuer if len(issuer) >= 2 and names_unit(bare(issuer)) else None


#: 现在，我代表云津市人民政府，向大会报告工作.
_REPORTED_FOR = re.compile(
    r"代表(?P<issuer>[一-鿿]{2,30}?),?向(?:大会|会议|本次|各位)[^。]{0,12}报告"
)
#: The congress that it is given to names the place: 在云津市第十六届人民代表大会第四次会议上.
_CONGRESS = re.compile(
    r"在(?P<place>[一-鿿]{2,12}?)第[一二三四五六七八九十百\d]{1,4}届人民代表大会"
)
_PLACELESS = re.compile(r"(?:省|自治区|市|州|县|区)(?:人民)?政府")
_OPENING, _OPENING_LENGTH = 20, 1_000


def reported_for(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the government for which a report is given, with its place where that is named."""
    opening = "".join(p.bare for p in paragraphs[:_OPENING])[:_OPENING_LENGTH]
    match = _REPORTED_FOR.search(opening)
    if match is None:
        return None
    congress = _CONGRESS.search(opening)
    if congress and _PLACELESS.fullmatch(match["issuer"]):
        return f"{congress['place']}人民政府"
    return match["issuer"]


#: Keys of the page's table that name who issued the document.
_ISSUER_KEYS = (
    "发文机关",
    "发文机构",
    "发文单位",
    "制发机关",
    "发布机构",
    "发布机关",
    "发布单位",
)


def issuer_on_page(cells: Mapping[str, str]) -> str | None:
    """Return who issued a document as its page has it."""
    return next((cells[key] for key in _ISSUER_KEYS if key in cells), None)


# --- annexes ----------------------------------------

_LIST_LABEL = re.compile(r"(?:附件|附表|附)[:]?")
_ENTRY_NUMBER = re.compile(r"(?:^|(?<=[^\d.]))\d{1,2}[.、](?=[^\d]|(?:19|20)\d\d年)|[(]\d{1,2}[)]")
_OMITTED = re.compile(r"[（(](?:略|另附|另发|见附件|此略)[）)][。；;]?$|[。；;]$")
#: The link of a page to a file: 云府〔2024〕3号.pdf.
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|ceb|zip|rar|jpe?g|png)$", re.IGNORECASE)
_LONGEST_ENTRY = 120
#: How the title of an annex ends, so that the line below is another one.
_COMPLETE = re.compile(
    r"(?:方案|表|图|名单|清单|目录|办法|细则|通知|意见|指南|规定|规划|计划|标准|规范|要求|说明|样式|模板|范本|要点|措施|制度|流程|条件|申请书|承诺书|报告|函)"
    r"(?:[(].{1,20}[)])?$"
)


def attachments_of(
    closings: Iterable[Sequence[Paragraph]], annexes: Iterable[str]
) -> tuple[str, ...]:
    """Return the titles of the annexes.

    Args:
        closings: the closings of the parts; the list of annexes stands there.
        annexes: the titles of the annexes that are part of the text, for a document without list.
    """
    listed = next((titles for closing in closings if (titles := _listed(closing))), [])
    return tuple(dict.fromkeys(title for title in listed or annexes if title))


def _listed(closing: Sequence[Paragraph]) -> list[str]:
    titles: list[str] = []
    inside = False
    for paragraph in closing:
        entry = inside and paragraph.label is not None and paragraph.label.style.startswith("digit")
        if paragraph.mark == "attachment" or entry:
            inside = True
            titles.extend(_entries(paragraph))
        elif titles:
            break
    return titles


def _entries(paragraph: Paragraph) -> list[str]:
    """Return the titles on the lines of a list; one line may hold several numbered ones."""
    titles: list[str] = []
    for line in paragraph.lines:
        form = bare(line.text)
        start = match.end() if (match := _LIST_LABEL.match(form)) and not titles else 0
        cuts = [m.span() for m in _ENTRY_NUMBER.finditer(form) if m.start() >= start]
        printed = squeeze(line.text)
        if not cuts:
            rest = printed[start:]
            if titles and not start and rest and not _COMPLETE.search(bare(titles[-1])):
                titles[-1] += rest  # the line above was broken
            elif rest:
                titles.append(rest)
            continue
        if titles and cuts[0][0] > start:
            titles[-1] += printed[start : cuts[0][0]]
        ends = [begin for begin, _ in cuts[1:]] + [len(printed)]
        titles.extend(printed[behind:end] for (_, behind), end in zip(cuts, ends, strict=True))
    return [clean for title in titles if (clean := _clean(title))]


def _clean(title: str) -> str:
    text = _OMITTED.sub("", _OMITTED.sub("", title)).strip()
    if _FILE_NAME.search(bare(text)):
        return ""
    return text if 1 < len(text) <= _LONGEST_ENTRY else ""
