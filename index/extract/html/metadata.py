"""What a web page says of its document: fields in the head, the table of page data, its address.

The names in the head are those that the State Council's guide to government sites prescribes
(《政府网站发展指引》, 国办发〔2017〕47号: SiteName, ColumnName, ArticleTitle, PubDate,
ContentSource); the keys of the table are in :mod:`index.cleaning.page_data`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml import etree

from index.cleaning.page_data import byline_of, page_data, page_title
from index.extract.model import Metadata
from index.model import Disclosure, Validity
from index.parsers.dates import find_dates
from index.text_forms import bare, squeeze, tidy

_ISSUER_KEYS = (
    *("发文机关", "发文机构", "发文单位", "制发机关", "发布机构", "发布机关", "发布单位"),
    *("公开责任部门", "责任部门"),
)
_SOURCE = re.compile(r"(?:来\s*源|稿源)\s*[:：]\s*([^\s|｜:：]{2,40})(?![:：])")
_NUMBER_KEYS = ("文号", "发文字号", "文件编号")
_INDEX_KEYS = ("索引号", "索引编号", "信息索引号", "信息索引")
_SIGNED_KEYS = ("成文日期", "成文时间", "发文日期")
_PUBLISHED_KEYS = ("发布日期", "发布时间", "发布于", "公开日期", "公开时间", "生成日期", "生成时间")
_VALIDITY_KEYS = ("有效性", "效力状态", "时效性", "是否有效")
_DISCLOSURE_KEYS = ("公开方式", "公开形式", "公开属性", "公开类别")
_PUBLISHED_NAMES = ("pubdate", "publishdate", "publish_time", "article:published_time")
#: The longest value of a field: a longer one has run into what follows it on the page.
_LONGEST_VALUE = 200
_LONGEST_ADDRESS = 2_000
_EMPTY_VALUE = re.compile(r"[-—–_/\\|.、:()\[\]]*|无|暂无|null|undefined|none", re.IGNORECASE)
#: Who may issue a document; a source can also be a newspaper.
_ORGAN = re.compile(
    r"(?:政府|办公室|办公厅|政府办|委员会|[局厅部委院处署办]|调查队|中心|管委会|法院|检察院|人大|政协|公司|总队|支队|大队|协会)$"
)
_NUMBER = re.compile(r"号|[\[(](?:19|20)\d\d[\])]")
#: The earliest first: what a word contains decides before the word it is contained in.
_VALIDITIES: tuple[tuple[str, Validity], ...] = (
    ("废止", "repealed"),
    ("失效", "expired"),
    ("无效", "expired"),
    ("修改", "amended"),
    ("修订", "amended"),
    ("有效", "in_force"),
)
_DISCLOSURES: tuple[tuple[str, Disclosure], ...] = (
    ("依申请", "on_request"),
    ("不予公开", "not_public"),
    ("不公开", "not_public"),
    ("免予公开", "not_public"),
    ("主动", "public"),
    ("公开", "public"),
)
_GENRE = re.compile(
    r"关于|通知|纪要|办法|规定|条例|意见|公报|公告|通告|决定|批复|报告|方案|规划|计划|细则|总结|要点|函|表"
)
#: What parts a title from the name of the site: " | ", "_", " - ", ">>".
_TITLE_PARTS = re.compile(
    r"\s*[|｜_»›]+\s*|\s*>+\s*|\s+[-–—]+\s+|[-–—]{2,}|\s*-\s*(?=[^-]*(?:网|政府)$)"
)
_SITE_NAME = re.compile(
    r".*(?:门户网站|政府网|网站|政务网|信息网|信息公开|公开网|公开平台|在线)|中国政府网|首页|详情|正文|文章"
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(\S+)")


def read_metadata(
    tree: etree._Element,
    lines: Sequence[str],
    headings: Sequence[str],
    opening: Sequence[str],
    url: str | None,
) -> Metadata:
    """Read what a page says of its document.

    Args:
        tree: the page.
        lines: its lines apart from the running text: the table of page data is among them.
        headings: the headings above the running text, in order.
        opening: the first lines of the document.
        url: the address of the page.
    """
    head = meta_fields(tree)
    cells = {key: value for key, value in page_data(lines).items() if _is_value(value)}
    number = _first(cells, _NUMBER_KEYS)
    return Metadata(
        title=_title(tree, head, cells, headings, opening),
        issuer=_issuer(cells, head, lines),
        document_number=number if number and _NUMBER.search(bare(number)) else None,
        index_number=_first(cells, _INDEX_KEYS),
        signed=_day(_first(cells, _SIGNED_KEYS)),
        published=_published(cells, lines, head),
        validity=_validity(_first(cells, _VALIDITY_KEYS)),
        disclosure=_disclosure(_first(cells, _DISCLOSURE_KEYS)),
        url=url,
    )


def meta_fields(tree: etree._Element) -> dict[str, str]:
    """Return the contents of ``<meta>`` by name or property in lower case; the first one counts."""
    fields: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = tidy(_without_tags(element.get("content") or ""))
        if name and content:
            fields.setdefault(name, content)
    return fields


def _without_tags(text: str) -> str:
    """Return a field without the tags that editors leave in titles."""
    return re.sub(r"&nbsp;?|</?[a-zA-Z][^<>]{0,200}>", " ", text).replace("\xa0", " ")


def known_titles(tree: etree._Element) -> list[str]:
    """Return the titles that the head of a page names, the name of the site left out."""
    head = meta_fields(tree)
    named = (head.get("articletitle"), head.get("og:title"), _without_site(_window(tree), head))
    return [title for title in named if title]


def _window(tree: etree._Element) -> str:
    return tidy(" ".join(next((str(t.text or "") for t in tree.iter("title")), "").split()))


def _is_value(value: str) -> bool:
    return _EMPTY_VALUE.fullmatch(bare(value)) is None and len(value) <= _LONGEST_VALUE


def _first(cells: Mapping[str, str], keys: Iterable[str]) -> str | None:
    return next((cells[key] for key in keys if key in cells), None)


# --- single fields -----------------------------------------------------------------------------


def _issuer(cells: Mapping[str, str], head: Mapping[str, str], lines: Iterable[str]) -> str | None:
    """Return who issued the document, or published the page where that is an organ of state."""
    if named := _first(cells, _ISSUER_KEYS):
        return named
    printed = (match[1] for line in lines for match in _SOURCE.finditer(line[:_LONGEST_VALUE]))
    sources = (*printed, head.get("contentsource"))
    return next((one for one in sources if one and _ORGAN.search(squeeze(one))), None)


def _published(
    cells: Mapping[str, str], lines: Sequence[str], head: Mapping[str, str]
) -> date | None:
    """Return the day the page appeared: as it prints it, else as its head has it.

    The head comes last: many systems write the day on which they last generated the file.
    """
    printed = (_first(cells, [key]) for key in _PUBLISHED_KEYS)
    named = (head.get(name) for name in _PUBLISHED_NAMES)
    for text in (*printed, byline_of(lines), *named):
        if found := _day(text):
            return found
    return None


def _day(text: str | None) -> date | None:
    found = find_dates(bare(text or ""))
    return found[0].in_year(None) if found else None


def _validity(text: str | None) -> Validity | None:
    if text is None:
        return None
    if bare(text) == "是":
        return "in_force"
    return next((validity for word, validity in _VALIDITIES if word in bare(text)), None)


def _disclosure(text: str | None) -> Disclosure | None:
    return next((known for word, known in _DISCLOSURES if text and word in bare(text)), None)


def _title(
    tree: etree._Element,
    head: Mapping[str, str],
    cells: Mapping[str, str],
    headings: Sequence[str],
    opening: Sequence[str],
) -> str | None:
    """Return the title: as the head names it, as the table does, the heading, the window title."""
    own = _without_site(_window(tree), head)
    named = (head.get("articletitle"), page_title(cells))
    candidates = (*named, _heading(headings, own), head.get("og:title"))
    for candidate in candidates:
        if candidate and _is_value(candidate) and not _SITE_NAME.fullmatch(candidate):
            return candidate
    return own if own and _is_title(own, opening) else None


def _is_title(window: str, opening: Sequence[str]) -> bool:
    """Whether a window title can be trusted: it stands above the text, or speaks of a document.

    Programs that export pages write anything there, a single word of the title for example.
    """
    above = [bare(line) for line in opening]
    text = bare(window)
    if any(text in line and text != line for line in above):
        return False
    return text in "".join(above) or (len(text) > 8 and _GENRE.search(text) is not None)


def _heading(headings: Sequence[str], own: str | None) -> str | None:
    """Return the heading that the window title repeats, or the only one that names no office."""
    repeated = [h for h in headings if bare(h) in bare(own or "") and 2 * len(h) >= len(own or "")]
    if repeated:
        return tidy(max(repeated, key=len))
    others = [heading for heading in headings if not _ORGAN.search(squeeze(heading))]
    return tidy(others[0]) if len(others) == 1 else None


def _without_site(window: str, head: Mapping[str, str]) -> str | None:
    site = {bare(head.get(name, "")) for name in ("sitename", "columnname")}
    parts = [part.strip() for part in _TITLE_PARTS.split(window) if part.strip()]
    own = [p for p in parts if bare(p) not in site and not _SITE_NAME.fullmatch(bare(p))]
    documents = [part for part in own if not _ORGAN.search(squeeze(part))]
    return max(documents or own, key=len, default=None)


# --- the address -------------------------------------------------------------------------------


def read_address(tree: etree._Element, markup: str, location: str | None = None) -> str | None:
    """Return the address of a page, or ``None``; only ``http`` and ``https`` are addresses.

    What the browser noted when it saved the page comes first, for it was there; then what the
    page says of itself (``canonical``, ``og:url``), unless that is the site's home page.

    Args:
        tree: the page.
        markup: its text with comments; browsers note the address in one at the beginning.
        location: the address in the headers of an MHTML file.
    """
    saved = _SAVED_FROM.search(markup[:10_000])
    noted = [location, saved[1] if saved else None]
    base = next((b.get("href") for b in tree.iter("base") if b.get("href")), None)
    start = next((one for one in (*noted, base) if is_address(one)), "") or ""
    canonical = [
        link.get("href") for link in tree.iter("link") if (link.get("rel") or "") == "canonical"
    ]
    named = [*canonical, meta_fields(tree).get("og:url")]
    own = [urljoin(start, one.strip()) for one in named if one]
    pages = [one for one in (*noted, *own, base) if is_address(one) and not _is_home(one)]
    return pages[0] if pages else None


def is_address(text: str | None) -> bool:
    """Whether a text is the address of a page on the web."""
    if not text or len(text) > _LONGEST_ADDRESS or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _is_home(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return parts.path.rstrip("/") in ("", "/index.html", "/index.htm") and not parts.query
