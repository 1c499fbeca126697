"""Names in WordprocessingML, whichever of its two sets of namespaces a file uses.

ISO/IEC 29500 has a transitional (part 4) and a strict (part 1) conformance class: the same
elements under other namespaces. Here both are spelled with the usual prefixes: ``w:p``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/word/2010/"

_NAMESPACES: dict[str, tuple[str, ...]] = {
    "w": (_TRANSITIONAL + "wordprocessingml/2006/main", _STRICT + "wordprocessingml/main"),
    "r": (
        _TRANSITIONAL + "officeDocument/2006/relationships",
        _STRICT + "officeDocument/relationships",
    ),
    "m": (_TRANSITIONAL + "officeDocument/2006/math", _STRICT + "officeDocument/math"),
    "a": (_TRANSITIONAL + "drawingml/2006/main", _STRICT + "drawingml/main"),
    "wp": (
        _TRANSITIONAL + "drawingml/2006/wordprocessingDrawing",
        _STRICT + "drawingml/wordprocessingDrawing",
    ),
    "pic": (_TRANSITIONAL + "drawingml/2006/picture", _STRICT + "drawingml/picture"),
    "dgm": (_TRANSITIONAL + "drawingml/2006/diagram", _STRICT + "drawingml/diagram"),
    "c": (_TRANSITIONAL + "drawingml/2006/chart", _STRICT + "drawingml/chart"),
    "mc": (_TRANSITIONAL + "markup-compatibility/2006",),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
    "wps": (_MICROSOFT + "wordprocessingShape",),
    "xml": ("http://www.w3.org/XML/1998/namespace",),
}
_PREFIXES = {name: prefix for prefix, names in _NAMESPACES.items() for name in names}

#: A number in a file may be anything; what is counted or drawn here is small.
_LARGEST_NUMBER = 1_000_000_000


@lru_cache(maxsize=4096)
def _prefixed(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local}"


@lru_cache(maxsize=4096)
def _qualified(name: str) -> tuple[str, ...]:
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return (local,)
    return tuple(f"{{{namespace}}}{local}" for namespace in _NAMESPACES[prefix])


def name_of(element: etree._Element) -> str:
    """Return the name of an element with its usual prefix: ``w:p``; ``?:x`` where unknown."""
    return _prefixed(str(element.tag))


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its prefixed name, ``w:val``; one without a prefix is in none."""
    if element is None:
        return None
    for qualified in _qualified(name):
        value = element.get(qualified)
        if value is not None:
            return value
    return None


def number(element: etree._Element | None, name: str) -> int | None:
    """Return an attribute as a whole number, or ``None`` where it is none."""
    value = (attribute(element, name) or "").strip()
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10:
        return None
    return max(-_LARGEST_NUMBER, min(int(value), _LARGEST_NUMBER))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along a path of children."""
    for name in path:
        if element is None:
            return None
        for one in element:  # a loop: this is asked several times for every run
            if name_of(one) == name:
                element = one
                break
        else:
            return None
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children of one name."""
    return (one for one in (() if element is None else element) if name_of(one) == name)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield what stands below an element under any of these names, in document order."""
    return element.iter(*(qualified for name in names for qualified in _qualified(name)))


def is_on(element: etree._Element | None) -> bool | None:
    """Return a toggle property (17.17.4): ``None`` where it is not set."""
    if element is None:
        return None
    return attribute(element, "w:val") not in ("0", "false", "off")
