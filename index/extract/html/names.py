"""What content systems call the parts of their pages, in ``id`` and ``class``."""

from __future__ import annotations

import re

from lxml import etree

#: What content systems call the element that holds the text.
_TEXT_NAMES = re.compile(
    r"^(?:ucap-?content|trs_editor|trs_ueditor|trs_editor_view|zoom|zoomcon|zoomcontent|vsb_content\w*"
    r"|v_news_content|wp_articlecontent|article-?content(?:-body)?|pages_content|bodylabel|contentbody"
    r"|news_?content|content_?text|con_?text|xxgk_?content|j-fontcontent|artibody|art_con|ewb-article-info"
    r"|info_?content|detail_?content|txt_?content|text_?content|js_content|rich_media_content|tys-main-zt-show"
    r"|articlebody|article_body)$",
    re.IGNORECASE,
)
#: What they call the parts of a page that are not the text.
_CHROME_NAMES = re.compile(
    r"(?:^|[-_])(?:nav|navbar|menu|header|top|footer|foot|bottom|crumbs?|breadcrumbs?|share|bdshare\w*|relat\w*"
    r"|reldocuments|navdocuments|sidebar|aside|links?|yqlj|copyright|toolbar|tools?|qrcode|qr|ewm|erweima|dqwz"
    r"|position|weizhi|login|search|pagination|pager|hot|recommend|barrier|wza|alert|popup|advert|prevnext"
    r"|ckgl|xgjd|xgwd|xgzc|xgxx|xglj|jiucuo|print|close)(?:$|[-_\d])|^(?:xg|rel)\w{0,6}list$",
    re.IGNORECASE,
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "option", "button"))


def is_named_text(element: etree._Element) -> bool:
    """Whether an element is called as those that hold the text of a page."""
    return any(_TEXT_NAMES.match(name) for name in _names(element))


def is_named_aside(element: etree._Element) -> bool:
    """Whether an element is called as those around the text, or is one by its tag."""
    if element.tag in _CHROME_TAGS:
        return True
    if element.tag == "header":  # the one of an article holds its title
        return not any(True for _ in element.iterancestors("article", "main", "section"))
    if element.tag in ("body", "html"):
        return False
    return any(_CHROME_NAMES.search(name) for name in _names(element))


def _names(element: etree._Element) -> list[str]:
    return [element.get("id") or "", *(element.get("class") or "").split()]
