"""The one tokenizer: what a document is indexed by and what a query is cut into.

Two kinds of term, kept in separate fields. *Words* are jieba's search-mode words over the normal
text (long words and the words inside them), cut by its Rust twin ``rjieba`` with the same
dictionary; a test holds the two equal. *Bigrams* are pairs of neighbouring characters: they find
what segmentation cuts differently, and every substring of two or more characters.

Text comes here in segments (heading, lead, each point), so that no term crosses from one to the
next.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import rjieba

from index.normalize import NORMALIZER_VERSION, NormalText, normalize

#: Part of the manifest; with the dictionary's hash it decides whether terms must be cut anew.
ANALYZER_VERSION = "1"

#: Longer runs (hashes, addresses) are cut to this many characters: they are never searched whole.
MAXIMUM_TERM_LENGTH = 32

DICTIONARY_DIRECTORY = Path(__file__).with_name("dictionary")

#: Above every frequency in jieba's own dictionary (了 leads it with 883,634), so that a user word
#: is kept whole against any other cut. The tag "nt" is jieba's for the name of an institution.
USER_WORD_FREQUENCY = 1_000_000
USER_WORD_TAG = "nt"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its span in the normal text."""

    text: str
    start: int
    end: int


def user_words() -> tuple[str, ...]:
    """Return the words of ``dictionary/words.txt``, in the order of the file."""
    return _read_list("words.txt")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about a matter and are never ranked."""
    return frozenset(_read_list("stop_words.txt"))


def _read_list(name: str) -> tuple[str, ...]:
    """Read a plain word list: one word a line, ``#`` starts a remark."""
    lines = (DICTIONARY_DIRECTORY / name).read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if (word := line.partition("#")[0].strip()))


@cache
def dictionary_hash() -> str:
    """Return a hash over every dictionary file, for the manifest."""
    digest = hashlib.sha256()
    for path in sorted(DICTIONARY_DIRECTORY.glob("*.txt")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def analyzer_fingerprint() -> str:
    """Name everything that decides which terms a text gives."""
    return f"normalize-{NORMALIZER_VERSION}/analyze-{ANALYZER_VERSION}/{dictionary_hash()}"


@cache
def _segmenter() -> rjieba.Jieba:
    """Return jieba with the user dictionary; loaded once a process."""
    segmenter = rjieba.Jieba()
    for word in user_words():
        segmenter.add_word(normalize(word).text, USER_WORD_FREQUENCY, USER_WORD_TAG)
    return segmenter


#: What jieba takes for one word in Latin letters and digits, and the marks it cuts them at.
_LATIN_WORD_OR_MARK = re.compile(r"[a-zA-Z0-9]+(?:\.[0-9]+)?%?|[-_.]")
_LATIN_WITH_MARK = re.compile(r"[a-zA-Z0-9.%_-]*[._-][a-zA-Z0-9.%_-]*")


def cut(text: str) -> Iterator[tuple[str, int, int]]:
    """Cut normal text into jieba's search-mode words with their spans.

    ``rjieba`` alone would keep 2025-04-14 and covid-19 whole, where jieba cuts at the marks.
    """
    found = _segmenter().tokenize(text, "search", True)
    joined = [(start, end) for word, start, end in found if _LATIN_WITH_MARK.fullmatch(word)]
    within = {place for start, end in joined for place in range(start, end)}
    for word, start, end in found:
        if start not in within:
            yield word, start, end
        elif (start, end) in joined:
            for part in _LATIN_WORD_OR_MARK.finditer(word):
                yield part[0], start + part.start(), start + part.end()


def words(normal: NormalText) -> list[Term]:
    """Return the words of a segment; punctuation is no word, stop words are still here."""
    return [
        Term(word[:MAXIMUM_TERM_LENGTH], run_start + start, run_start + end)
        for run_start, run in _runs(normal)
        for word, start, end in cut(run)
        if _is_word(word)
    ]


def _runs(normal: NormalText) -> Iterator[tuple[int, str]]:
    """Split the normal text where white space stood between two Latin letters.

    In Chinese a space is noise, in "new energy" it separates words; digits are joined again
    because the stray spaces of this genre fall inside numbers ("202 6年").
    """
    start = 0
    text, offsets = normal.text, normal.offsets
    for position in range(1, len(text)):
        gap = offsets[position] - offsets[position - 1] > 1
        if gap and _is_latin_letter(text[position - 1]) and _is_latin_letter(text[position]):
            yield start, text[start:position]
            start = position
    if start < len(text):
        yield start, text[start:]


def _is_latin_letter(character: str) -> bool:
    return character.isalpha() and ord(character) < 0x250


@lru_cache(maxsize=65536)
def _is_word(word: str) -> bool:
    return any(is_content(character) for character in word)


@lru_cache(maxsize=65536)
def is_content(character: str) -> bool:
    """Whether a character is a letter or a number of any script."""
    return unicodedata.category(character)[0] in "LN"


def bigrams(normal: NormalText) -> list[Term]:
    """Return every pair of neighbouring characters of which at least one is a letter or number.

    Punctuation takes part, because a quoted substring may hold it; pairs of two punctuation marks
    would only be common.
    """
    text = normal.text
    content = [is_content(character) for character in text]
    return [
        Term(text[i : i + 2], i, i + 2)
        for i in range(len(text) - 1)
        if content[i] or content[i + 1]
    ]


def content_words(normal: NormalText) -> list[Term]:
    """Return the words that carry a query's meaning: :func:`words` without the stop words."""
    return [term for term in words(normal) if is_content_word(term.text)]


def content_bigrams(normal: NormalText) -> list[Term]:
    """Return the bigrams of two letters or numbers: those that are ranked."""
    return [term for term in bigrams(normal) if is_content_bigram(term.text)]


def is_content_word(word: str) -> bool:
    """Whether a word is ranked: stop words are not."""
    return word not in stop_words()


def is_content_bigram(bigram: str) -> bool:
    """Whether a bigram is ranked: those with punctuation only serve substrings."""
    return is_content(bigram[0]) and is_content(bigram[1])
