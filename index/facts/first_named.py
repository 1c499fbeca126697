"""列第一位者为牵头单位，下同: from where a document says so, the first in a list leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts.text import FactText, texts_of
from index.model import Document
from index.text_forms import bare

_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:在|名)?(?:第一位?|首位|最前|首|第1位?)(?:位|名)?(?:的)?(?:者|单位|部门|的单位|的部门|的责任单位)?,?(?:均?为|是|系)(?:总?牵头|主办|主要责任|第一责任)"
    r"|第一(?:个|家|位)?(?:单位|部门|责任单位)(?:均?为|是)(?:总?牵头|主办)"
)


def first_named_leads(texts: Sequence[FactText], document: Document) -> bool:
    """Whether the rule was stated in these texts or before them in the document."""
    if any(_FIRST_LEADS.search(text.bare) for text in texts):
        return True
    if _FIRST_LEADS.search(bare(document.front_matter)):
        return True
    own = [text.original for text in texts]
    for resolution in document.resolutions:
        before = texts_of(resolution)
        if [text.original for text in before] == own:
            return False
        if any(_FIRST_LEADS.search(text.bare) for text in before):
            return True
    return False
