"""The one tokenizer: what a document is indexed by and what a query is cut into.

Two kinds of term, kept in separate fields. *Words* are jieba's search-mode words over the normal
text (long words and the words inside them), cut by its Rust twin ``rjieba`` with the same
dictionary; a test holds the two equal. Words are those of the dictionary only: jieba's guesses at
unknown words (its hidden Markov model) join what stands beside a unit to it (由市|财政局)
and differ between query and text. *Bigrams* are pairs of neighbouring characters: they find what
segmentation cuts differently, names, and every substring of two or more characters.

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

from index.authority import unit_words
from index.authority.tables import rows, units
from index.normalize import NORMALIZER_VERSION, NormalText, normalize

#: Part of the manifest; with the dictionary's hash it decides whether terms must be cut anew.
ANALYZER_VERSION = "2"

#: Longer runs (hashes, addresses) are cut to this many characters: they are never searched whole.
MAXIMUM_TERM_LENGTH = 32

DICTIONARY_DIRECTORY = Path(__file__).with_name("dictionary")

#: How often a user word counts as seen, among the 60 million words of jieba's own dictionary.
#: Rare is enough: a cut into two known words costs far more than one rare word, so a unit stays
#: whole (市|财政局), but where two readings compete, the common one wins (教育部门, not 教育部|门).
USER_WORD_FREQUENCY = 50
#: jieba's tag for the name of an institution.
USER_WORD_TAG = "nt"

#: Words that go on where the short name of a unit ends: 国资委|员会 would be cut so.
_LONGER = {"部": ("部门",), "委": ("委员会", "委员"), "办": ("办公室", "办公厅", "办法")}
#: What may stand before the name of a unit, and how no name begins without it: 市|委宣传部.
_LEVELS = ("省", "市", "县", "区")
_HALF_WORDS = frozenset("委府直级场")
_SHORTEST_BARE_NAME = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its span in the normal text."""

    text: str
    start: int
    end: int


@cache
def user_words() -> tuple[str, ...]:
    """Return the words, in normal form, that are added to jieba's own.

    The names of units that the authority knows, with and without the word of their level (市住建局,
    住建局), what must not be taken for one (教育部门), places, and ``dictionary/words.txt``.
    """
    full = [unit.name[2:] for unit in units() if unit.name.startswith("{}")]
    named = [*unit_words(), *(level + name for level in _LEVELS for name in full)]
    bare = [name[1:] for name in named if name[0] in _LEVELS and name[1:2] not in _HALF_WORDS]
    named += [name for name in bare if len(name) >= _SHORTEST_BARE_NAME]
    longer = [name[:-1] + end for name in named for end in _LONGER.get(name[-1], ())]
    found = dict.fromkeys((*named, *longer, *place_words(), *_read_list("words.txt")))
    # All at once: one by one, some seven thousand would take a search noticeable time to start.
    normal = normalize("|".join(found)).text.split("|")
    return tuple(dict.fromkeys(word for word in normal if len(word) > 1 and word.isalnum()))


def place_words() -> list[str]:
    """Return the full names of provinces, cities and what the authority has below them."""
    cells = (cell for row in rows("places.tsv") for cell in row)
    return [name for cell in cells for name in cell.split()]


def removed_words() -> tuple[str, ...]:
    """Return the words of jieba's own that are none here."""
    return _read_list("removed_words.txt")


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
    """Return a hash over every dictionary file and the names of units, for the manifest."""
    digest = hashlib.sha256("\n".join(user_words()).encode())
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
        if not segmenter.has_word(word):
            segmenter.add_word(word, USER_WORD_FREQUENCY, USER_WORD_TAG)
    for word in removed_words():
        segmenter.add_word(word, 0, USER_WORD_TAG)
    return segmenter


def segment(text: str) -> list[tuple[str, int, int]]:
    """Cut normal text into jieba's search-mode words and single characters, with their spans."""
    found: list[tuple[str, int, int]] = _segmenter().tokenize(text, "search", False)
    return found


#: A number with decimals, and what it belongs to: 12.5, pm2.5; not a date (2025.04.14).
_DECIMAL = re.compile(r"(?<![a-z0-9.])[a-z0-9]*[0-9]\.[0-9]+(?!\.?[0-9])")


def cut(text: str) -> Iterator[tuple[str, int, int]]:
    """Cut normal text into words with their spans: :func:`segment`, but 12.5 is one word."""
    found = segment(text)
    decimals = [match.span() for match in _DECIMAL.finditer(text)] if "." in text else []
    number = 0
    for word, start, end in found:
        while number < len(decimals) and decimals[number][1] <= start:
            number += 1
        first, last = decimals[number] if number < len(decimals) else (len(text), len(text))
        if end <= first:
            yield word, start, end
            continue
        if start == first:
            yield text[first:last], first, last
        if end > last:
            yield text[last:end], last, end


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
