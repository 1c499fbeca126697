"""What styles say of their paragraphs and runs (ISO/IEC 29500-1, 17.7), as far as text needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.extract.docx.markup import attribute, child, children, is_on, number

#: A chain of styles based on each other; a real one has a handful.
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    """One style, its bases resolved; ``None`` is what it does not say. ``size``: half-points.

    ``numbered_by`` is the identifier of the style in the chain that names the list.
    """

    identifier: str | None = None
    name: str = ""
    list_id: int | None = None
    list_level: int | None = None
    numbered_by: str | None = None
    hidden: bool | None = None
    starts_page: bool | None = None
    alignment: str | None = None
    size: int | None = None
    colour: str | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by identifier."""

    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _default: str | None = None
    _resolved: dict[str, Style] = field(default_factory=dict)

    def get(self, identifier: str | None) -> Style:
        """Return a style; an unknown one says nothing."""
        if identifier is None:
            return Style()
        if identifier not in self._resolved:
            self._resolved[identifier] = self._resolve(identifier)
        return self._resolved[identifier]

    def paragraph(self, identifier: str | None) -> Style:
        """Return the style of a paragraph, which is the default one where it names none."""
        return self.get(self._default if identifier is None else identifier)

    def list_of(self, identifier: str) -> int | None:
        """Return the list that a numbering style stands for (17.9.21)."""
        return self.get(identifier).list_id

    def _resolve(self, identifier: str) -> Style:
        chain = list(self._chain(identifier))
        properties = [child(element, "w:pPr") for element in chain]
        lists = [child(one, "w:numPr") for one in properties]
        list_ids = [number(child(one, "w:numId"), "w:val") for one in lists]
        numbered = next((i for i, one in enumerate(list_ids) if one is not None), None)
        levels = (number(child(one, "w:ilvl"), "w:val") for one in lists)
        hidden = (is_on(child(element, "w:rPr", "w:vanish")) for element in chain)
        breaks = (is_on(child(one, "w:pageBreakBefore")) for one in properties)
        alignments = (attribute(child(one, "w:jc"), "w:val") for one in properties)
        sizes = (number(child(one, "w:rPr", "w:sz"), "w:val") for one in chain)
        colours = (attribute(child(one, "w:rPr", "w:color"), "w:val") for one in chain)
        return Style(
            identifier,
            attribute(child(chain[0], "w:name"), "w:val") or "" if chain else "",
            None if numbered is None else list_ids[numbered],
            next((one for one in levels if one is not None), None),
            None if numbered is None else attribute(chain[numbered], "w:styleId"),
            next((one for one in hidden if one is not None), None),
            next((one for one in breaks if one is not None), None),
            next((one for one in alignments if one is not None), None),
            next((one for one in sizes if one is not None), None),
            next((one for one in colours if one is not None), None),
        )

    def _chain(self, identifier: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on; a file may base styles on each other."""
        seen: set[str] = set()
        next_one: str | None = identifier
        while next_one in self._elements and next_one not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(next_one)
            element = self._elements[next_one]
            yield element
            next_one = attribute(child(element, "w:basedOn"), "w:val")


def read_styles(root: etree._Element | None) -> Styles:
    """Read a styles part; without one, nothing is said of any style."""
    elements: dict[str, etree._Element] = {}
    default = None
    for element in children(root, "w:style"):
        identifier = attribute(element, "w:styleId")
        if identifier is None:
            continue
        elements.setdefault(identifier, element)
        if attribute(element, "w:type") == "paragraph" and attribute(element, "w:default") in (
            "1",
            "true",
            "on",
        ):
            default = identifier
    return Styles(elements, default)
