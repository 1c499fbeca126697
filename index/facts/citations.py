"""Which documents a resolution cites: titles in 《》 and document numbers that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from index.fact_model import LEAD, Citation
from index.facts.citation_mentions import Mention, mentions
from index.facts.text import FactText, fact_text
from index.facts.title_forms import stands_for
from index.model import Document
from index.text_forms import bare


def citations(texts: Sequence[FactText], document: Document) -> tuple[Citation, ...]:
    """Return each cited document once, in the order of first mention.

    A draft is joined with the final title. A short name is no citation beside the title that it
    stands for; where only the head of the document gives that title (以下简称《通知》), it is a
    citation of it.
    """
    shelf = _Shelf(_known(document.title, document.front_matter))
    # The number of the document itself is no citation.
    shelf.numbers.add(bare(document.document_number or ""))
    for text in texts:
        for mention in mentions(text):
            shelf.put(mention)
    return shelf.citations()


#: A short name stands for one of so many titles next to it; comparing stays linear.
_MOST_COMPARED = 200


@dataclass(slots=True)
class _Shelf:
    """The documents cited so far, by title or number; ``known`` are those of the head."""

    known: tuple[Citation, ...] = ()
    cited: dict[str, Citation] = field(default_factory=dict)
    short_names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def put(self, mention: Mention) -> None:
        """Add what a mention names, or what it tells of a document cited before."""
        form = mention.form
        if form is None:
            self._put_number(mention)
        elif mention.is_short_name:
            self.short_names.add(form.key)
        elif form.title and form.key not in self.short_names:
            self._put_title(mention, form.key)
        if mention.number:
            self.numbers.add(bare(mention.number))
        if mention.short_name:
            self.short_names.add(bare(mention.short_name))

    def _put_number(self, mention: Mention) -> None:
        number = mention.number or ""
        if bare(number) not in self.numbers:
            self.cited[bare(number)] = _citation(mention)

    def _put_title(self, mention: Mention, key: str) -> None:
        if key in self.cited:
            self.cited[key] = _joined(self.cited[key], mention)
            return
        if whole := self._whole_title(key):
            found = self.cited[whole]
            self.cited[whole] = replace(found, draft=found.draft or mention.draft)
            return
        citation = _citation(mention)
        if told := next((c for c in self.known if _is_called(key, c)), None):
            citation = replace(citation, title=told.title, genre=told.genre)
            citation = replace(citation, short_name=mention.form.title if mention.form else None)
        self.cited.setdefault(bare(citation.title or key), citation)

    def _whole_title(self, short: str) -> str | None:
        """Return the title cited before that a short name stands for."""
        latest = islice(reversed(self.cited), _MOST_COMPARED)
        return next((title for title in latest if stands_for(short, title)), None)

    def citations(self) -> tuple[Citation, ...]:
        """Return what is cited; a short name before its title was the first word of it."""
        titles = list(self.cited)
        later = {
            short
            for place, short in enumerate(titles)
            if any(stands_for(short, t) for t in titles[place + 1 : place + _MOST_COMPARED])
        }
        return tuple(c for key, c in self.cited.items() if key not in later)


def _citation(mention: Mention) -> Citation:
    form = mention.form
    return Citation(
        form.title if form else None,
        mention.evidence,
        form.genre if form else None,
        mention.draft,
        mention.short_name,
        mention.number,
    )


def _joined(citation: Citation, mention: Mention) -> Citation:
    return replace(
        citation,
        draft=citation.draft or mention.draft,
        short_name=citation.short_name or mention.short_name,
        document_number=citation.document_number or mention.number,
    )


def _is_called(key: str, citation: Citation) -> bool:
    """Whether a short name is that of a document of the head."""
    if citation.short_name is not None:
        return bare(citation.short_name) == key
    return stands_for(key, bare(citation.title or ""))


@lru_cache(maxsize=4)
def _known(title: str, front_matter: str) -> tuple[Citation, ...]:
    """Return the documents that the head of a document names; those with a short name first."""
    shelf = _Shelf()
    for text in (title, front_matter):
        for mention in mentions(fact_text(text, LEAD)):
            shelf.put(mention)
    found = [citation for citation in shelf.citations() if citation.title]
    return tuple(sorted(found, key=lambda citation: citation.short_name is None))
