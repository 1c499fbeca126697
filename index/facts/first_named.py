"""列第一位者为牵头单位，下同: from where a document says so, the first in a list leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts.text import FactText
from index.model import Document, Resolution
from index.text_forms import bare

_FIRST_LEADS = re.compile(
    r"[列排][在名]?(?:第一位?|首位|最前|首|第1位?)[位名]?的?(?:者|责任单位|单位|部门)?,?均?[为是系]"
    r"总?牵头"
    r"|第一[个家位]?(?:责任单位|单位|部门)均?[为是]总?牵头"
)
#: Without one of these characters the rule is not in a text: it need not be looked through.
_TELLTALE = ("一", "首", "前", "1")


def first_named_leads(texts: Sequence[FactText], document: Document) -> bool:
    """Whether the rule was stated in these texts or before them in the document."""
    if any(_FIRST_LEADS.search(text.bare) for text in texts) or _states(document.front_matter):
        return True
    own = [text.original for text in texts]
    for resolution in document.resolutions:
        before = _texts(resolution)
        if before == own:
            return False
        if any(_states(text) for text in before):
            return True
    return False


def _states(text: str) -> bool:
    return (
        "牵" in text
        and any(character in text for character in _TELLTALE)
        and _FIRST_LEADS.search(bare(text)) is not None
    )


def _texts(resolution: Resolution) -> list[str]:
    """Return what :func:`index.facts.text.texts_of` prepares, unprepared."""
    heading = resolution.heading if resolution.heading_printed else ""
    texts = (heading, resolution.lead, *(point.text for point in resolution.points))
    return [text for text in texts if text.strip()]
