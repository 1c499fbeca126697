"""Documents that a page holds out of sight: in a text field, hidden, or in a string of a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from index.extract.html.lines import visible_text

#: Shorter strings are labels and addresses.
_SHORTEST = 60
_CHINESE = re.compile(r"[一-鿿]")
_FEWEST_CHINESE = 40
#: More strings than this are data, not a document.
_MOST_STRINGS = 2_000
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: What holds text for a script is never shown itself.
_HOLDERS = frozenset(("script", "style", "textarea", "template", "noscript"))
_STRING = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"|\'((?:[^\'\\\r\n]|\\.)*)\'|`([^`]*)`', re.DOTALL)


def hidden_documents(tree: etree._Element) -> Iterator[str]:
    """Yield what may be the text of a page that shows none, as markup."""
    for field in tree.iter("textarea"):
        text = "".join(str(piece) for piece in field.itertext())
        if _is_long(text):
            yield text
    for script in tree.iter("script"):
        if script.text and _is_long(_unescaped(script.text)):
            yield from _strings(script.text)


def reveal(tree: etree._Element) -> bool:
    """Show the hidden elements that hold a text, in place; return whether there are any.

    Pages of messengers are saved with their text invisible: a script shows it once it is laid out.
    """
    found = False
    for element in tree.iter():
        style = element.get("style") or ""
        named = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        hidden = named or _INVISIBLE.search(style) is not None
        if hidden and element.tag not in _HOLDERS and _is_long("".join(visible_text(element))):
            element.set("style", _INVISIBLE.sub("", style))
            element.attrib.pop("hidden", "")
            element.attrib.pop("aria-hidden", "")
            found = True
    return found


def _is_long(text: str) -> bool:
    if len(text) < _SHORTEST:
        return False
    return sum(1 for _ in _CHINESE.finditer(text)) >= _FEWEST_CHINESE


def _strings(script: str) -> Iterator[str]:
    """Yield the long Chinese strings of a script, joined where ``+`` joins them, unescaped."""
    joined = re.sub(r"(?<!\\)([\"'])\s*\+\s*\1", "", script)
    for number, match in enumerate(_STRING.finditer(joined)):
        if number >= _MOST_STRINGS:
            return
        text = _unescaped(match[1] or match[2] or match[3] or "")
        if _is_long(text):
            yield text


def _unescaped(text: str) -> str:
    r"""Undo the escapes of a JavaScript string: \n, \", \/, 中."""
    try:
        as_json = re.sub(r"\\(?![\"\\/bfnrtu])", "", text).replace("\\'", "'")
        as_json = re.sub(r'(?<!\\)"', '\\"', as_json)
        found: str = json.loads(f'"{as_json}"', strict=False)
    except ValueError:
        return text
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
