"""The parts of a long text that no numbering parts: headlines, topic sentences, else its length.

Reports and speeches are printed so: a short line in bold type above each paragraph, or each
paragraph opens with the sentence that says what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text_forms import bare

#: A headline is no longer than a line of print in the size of headings.
_LONGEST_HEADLINE = 45
_FEWEST_HEADLINES = 2
#: What is no headline: a remark in brackets, a row of a table, an address to the audience.
_NO_HEADLINE = re.compile(r"[(\[|]|^各位|^同志们|^答[:]|^附|^注[:释]")
_INNER_END = re.compile(r"[。;!?].")
_CUT_OFF = re.compile(r"[:,、;]$")
#: ——, 一是, 第一， and 首先 open one of several paragraphs of equal rank.
_ENUMERATED = re.compile(
    r"——|[一二三四五六七八九十]{1,3}(?:是|要|,)|第[一二三四五六七八九十]{1,3}[,、]|首先[,]|其次[,]|最后[,]"
)
#: The sentence that says what the paragraph is about, and the least that follows it.
_TOPIC = re.compile(r"[^。;!?:]{4,36}[。!](?=.{30})")
_FEWEST_OPENERS = 3
_SHARE = 0.6
#: Characters of a part where only the length divides a text.
_PART_LENGTH = 1_200


@dataclass(frozen=True, slots=True)
class Parted:
    """The paragraphs before the first part, and those of each part."""

    lead: list[str]
    parts: list[list[str]]


def parted(texts: Sequence[str]) -> Parted | None:
    """Divide the paragraphs of a long section; ``None`` where there is no seam."""
    forms = [bare(text) for text in texts]
    for openers in (_headlines(forms), _enumerated(forms), _topics(forms), _by_length(forms)):
        if len(openers) > 1:
            bounds = [*openers, len(texts)]
            parts = [list(texts[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
            return Parted(list(texts[: openers[0]]), parts)
    return None


def is_headline(form: str) -> bool:
    """Whether a bare line may head the paragraph below it."""
    if not 2 <= len(form) <= _LONGEST_HEADLINE or _NO_HEADLINE.search(form):
        return False
    return not _INNER_END.search(form) and not _CUT_OFF.search(form)


def _headlines(forms: Sequence[str]) -> list[int]:
    found = [
        index
        for index in range(len(forms) - 1)
        if is_headline(forms[index])
        and not is_headline(forms[index + 1])
        and len(forms[index + 1]) > len(forms[index])
    ]
    return found if len(found) >= _FEWEST_HEADLINES else []


def _enumerated(forms: Sequence[str]) -> list[int]:
    found = [index for index, form in enumerate(forms) if _ENUMERATED.match(form)]
    return found if len(found) >= _FEWEST_OPENERS and len(found) >= _SHARE * len(forms) else []


def _topics(forms: Sequence[str]) -> list[int]:
    found = [
        index
        for index, form in enumerate(forms)
        if _TOPIC.match(form[:120]) or _ENUMERATED.match(form)
    ]
    return found if len(found) >= _FEWEST_OPENERS and len(found) >= _SHARE * len(forms) else []


def _by_length(forms: Sequence[str]) -> list[int]:
    """Return where to cut so that all parts are about equally long."""
    total = sum(len(form) for form in forms)
    count = max(2, round(total / _PART_LENGTH))
    cuts, length = [0], 0
    for index, form in enumerate(forms):
        if length >= len(cuts) * total / count and index > cuts[-1]:
            cuts.append(index)
        length += len(form)
    return cuts
