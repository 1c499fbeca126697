"""XML out of files that nobody vouches for (ECMA-376 .docx, GB/T 33190 OFD), parsed with bounds.

Neither format needs a document type declaration, and every known attack through entities and
external subsets needs one: it is refused. Depth and the length of one text are bounded by libxml2
(256 levels, 10 million bytes), size and number of nodes here.
"""

from __future__ import annotations

from lxml import etree

from index.extract.errors import ExtractionError

#: Bytes of one part; a document of 1,000 pages has some 30 MiB.
MAXIMUM_SIZE = 96 * 1024 * 1024
#: Elements and attributes of one part, counted by their ``<`` and ``=``: libxml2 takes some 100
#: bytes for each, so four bytes of markup could become a hundred.
MAXIMUM_NODES = 8_000_000

_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(content: bytes) -> etree._Element:
    """Parse one XML file and return its root element; comments and instructions are left out.

    Raises:
        ExtractionError: it has a DOCTYPE, is not well-formed, or is too deep or too large.
    """
    if len(content) > MAXIMUM_SIZE:
        raise ExtractionError("文件里的 XML 过大，已停止读取")
    if content.count(b"<") + content.count(b"=") > MAXIMUM_NODES:
        raise ExtractionError("文件里的 XML 节点过多，已停止读取")
    if any(doctype in content for doctype in _DOCTYPES):
        raise ExtractionError(_REFUSED_DOCTYPE)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise ExtractionError(_reason(error)) from None
    except (LookupError, ValueError):
        raise ExtractionError("文件里的 XML 编码无法识别") from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding not looked for above
        raise ExtractionError(_REFUSED_DOCTYPE)
    return root


_REFUSED_DOCTYPE = "文件里的 XML 带有 DOCTYPE 声明，出于安全不予读取"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _reason(error: etree.XMLSyntaxError) -> str:
    # libxml2 has one error for both limits; lxml's stubs do not know the code.
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return "文件里的 XML 嵌套过深或单段过长，已停止读取"
    return "文件已损坏（XML 不完整或格式有错），请重新获取原件"
