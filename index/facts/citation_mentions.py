"""Where a text names documents, and what stands beside each: draft, number, short name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.fact_model import Evidence
from index.facts.document_numbers import FoundNumber, find_numbers, number_without_organ
from index.facts.text import FactText
from index.facts.title_brackets import title_spans
from index.facts.title_forms import TitleForm, title_form
from index.text_forms import squeeze

_CALLED = r"(?:以下|下文|下|后文)(?:均|统一|统)?(?:简称|统称|合称|称)(?:为|作)?|简称(?:为)?"
#: Before 《: the title inside is the short name of another.
_CALLED_BEFORE = re.compile(rf"(?:{_CALLED}|以下|下同)[:]?[“”\"‘’'「]?$")
#: Behind 》, mostly in brackets: the short name in 《》, in quotes, or bare.
_CALLED_BEHIND = re.compile(
    rf"(?:^|[,;、(\[])(?:{_CALLED})[:]?[“”\"‘’'「《]*(?P<name>[^“”\"‘’'「」《》,;。()]{{1,30}})"
)
_LONGEST_CALL = 12

#: What may stand directly behind a title: remarks in brackets, 送审稿, 草案.
_REMARK = re.compile(
    r"[(\[](?:[^()\[\]]|[(\[][^()\[\]]{1,20}[)\]]){1,90}[)\]]"
    r"|(?:修订)?(?:送审|征求意见|讨论|审议|修改|报批|代拟)稿|草案(?!编制|起草|情况|的?报告)"
)
_MOST_REMARKS = 3
_DRAFT = re.compile(r"^[(\[]?(?P<draft>[^,;、()\[\]]{0,12}(?:稿|草案))(?:[,;、)\]]|$)")
#: 苏府〔2020〕15号文件《…》: a number belongs to the title that follows.
_BETWEEN = re.compile(r"[)\]]?(?:文件?)?(?:印发|发布|公布|下发)?的?[,:]?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A document where it is named; ``form`` is ``None`` where only a number is.

    ``is_short_name`` says that the words introduce a short name (以下简称《…》), no document.
    """

    form: TitleForm | None
    evidence: Evidence
    draft: str | None = None
    number: str | None = None
    short_name: str | None = None
    is_short_name: bool = False


def mentions(text: FactText) -> Iterator[Mention]:
    """Yield the mentions of documents in reading order."""
    numbers = _Numbers(text.bare)
    found: list[tuple[int, Mention]] = []
    for start, end in title_spans(text.bare):
        numbers.drop_inside(start, end)
        found.append((start, _titled(text, start, end, numbers)))
    for number in numbers.free():
        evidence = text.evidence(number.start, number.end)
        found.append((number.start, Mention(None, evidence, number=squeeze(evidence.text))))
    yield from (mention for _, mention in sorted(found, key=lambda pair: pair[0]))


class _Numbers:
    """The document numbers of a text, each of which belongs to one title or to none."""

    def __init__(self, text: str) -> None:
        self._all = list(find_numbers(text))
        self._starts = [number.start for number in self._all]
        self._taken: set[int] = set()

    def drop_inside(self, start: int, end: int) -> None:
        """Forget the numbers that are part of a title."""
        self._taken.update(range(bisect_left(self._starts, start), bisect_left(self._starts, end)))

    def take_behind(self, start: int, end: int) -> FoundNumber | None:
        """Return the first number that starts between ``start`` and ``end``."""
        return self._take(bisect_left(self._starts, start), lambda number: number.start <= end)

    def take_before(self, text: str, end: int) -> FoundNumber | None:
        """Return the number directly before ``end``."""
        place = bisect_left(self._starts, end) - 1
        return self._take(place, lambda n: _BETWEEN.fullmatch(text, n.end, end) is not None)

    def _take(self, place: int, fits: Callable[[FoundNumber], bool]) -> FoundNumber | None:
        if not 0 <= place < len(self._all) or place in self._taken or not fits(self._all[place]):
            return None
        self._taken.add(place)
        return self._all[place]

    def free(self) -> Iterator[FoundNumber]:
        """Yield the numbers that belong to no title."""
        yield from (n for place, n in enumerate(self._all) if place not in self._taken)


def _titled(text: FactText, start: int, end: int, numbers: _Numbers) -> Mention:
    """Read one title and what stands beside it."""
    evidence = text.evidence(start, end)
    form = title_form(evidence.text[1:-1])
    mention = Mention(form, evidence, form.draft, form.number)
    if _CALLED_BEFORE.search(text.bare[max(0, start - _LONGEST_CALL) : start]):
        return replace(mention, is_short_name=True)
    behind = _end_of_remarks(text.bare, end)
    remarks = text.bare[end:behind]
    called = _CALLED_BEHIND.search(remarks) or _CALLED_BEHIND.match(text.bare, behind, behind + 50)
    draft = _DRAFT.match(remarks)
    used = (
        numbers.take_behind(end, behind)
        or number_without_organ(text.bare, end, behind)
        or numbers.take_before(text.bare, start)
    )
    return replace(
        mention,
        draft=mention.draft or (draft["draft"] if draft else None),
        number=mention.number or (_printed(text, used) if used else None),
        short_name=called["name"] if called else None,
    )


def _printed(text: FactText, number: FoundNumber) -> str:
    return squeeze(text.evidence(number.start, number.end).text)


def _end_of_remarks(text: str, position: int) -> int:
    for _ in range(_MOST_REMARKS):
        match = _REMARK.match(text, position)
        if match is None:
            break
        position = match.end()
    return position
