"""Formulas of Office Math (ISO/IEC 29500-1, 22.1) written on one line."""

from __future__ import annotations

from lxml import etree

from index.extract.docx.markup import attribute, child, name_of

_DEFAULT_OPERATOR = "∫"  # m:nary without m:chr, 22.1.2.70


def equation(element: etree._Element | None) -> str:
    """Return a formula as text: (a)/(b), x^2, a_1, √(x)."""
    if element is None:
        return ""
    name = name_of(element)
    if name in ("m:t", "w:t"):
        return element.text or ""
    if name == "m:f":
        return f"{_part(element, 'm:num')}/{_part(element, 'm:den')}"
    if name in ("m:sSup", "m:sSub", "m:sSubSup"):
        return equation(child(element, "m:e")) + _scripts(element)
    if name == "m:rad":
        return f"√{_part(element, 'm:e')}"
    if name == "m:nary":
        sign = attribute(child(element, "m:naryPr", "m:chr"), "m:val") or _DEFAULT_OPERATOR
        return sign + _scripts(element) + equation(child(element, "m:e"))
    if name == "m:d":
        properties = child(element, "m:dPr")
        opening = attribute(child(properties, "m:begChr"), "m:val")
        closing = attribute(child(properties, "m:endChr"), "m:val")
        inside = ",".join(equation(one) for one in element if name_of(one) == "m:e")
        return f"{'(' if opening is None else opening}{inside}{')' if closing is None else closing}"
    return "".join(equation(one) for one in element)


def _part(element: etree._Element, name: str) -> str:
    """Return one part, in brackets where it is more than one sign or figure."""
    text = equation(child(element, name)).strip()
    return text if not text or text.isalnum() else f"({text})"


def _scripts(element: etree._Element) -> str:
    below, above = _part(element, "m:sub"), _part(element, "m:sup")
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")
