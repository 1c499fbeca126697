"""Which texts that claim one identity are the same text, got from different files.

The same minutes as web page and as PDF differ a little: lost punctuation, page furniture, faults
of character recognition. Two texts that a machine wrote have no such faults: there a 不 more or
another number is another text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import PurePosixPath

from index.document_keys import names_a_meeting
from index.model import Document
from index.text_forms import bare
from index.text_likeness import counted_shingles, dice, letters_of, resolution_text

#: Routes whose characters are guessed from pictures.
_RECOGNIZED = frozenset({"recognition", "text_layer_and_recognition"})
_SHINGLE = 3
#: Likeness (Dice over stretches of three letters) from which two texts are copies. Real minutes
#: with one letter in ten misread keep .64 to .74; different meetings of one body have up to .12.
_ALIKE_RECOGNIZED = 0.6
_ALIKE = 0.9
#: Texts of one key that are compared with each other. A key that more of them claim (an id that
#: says nothing, given to every record) is nobody's, and comparisons grow with its square.
MOST_COMPARED = 40

_SENTENCE = re.compile(r"[。；;！!？?\n]+")
#: A number is one token: 300 and 3000 differ as a whole. Anything else is told letter by letter.
_NUMBER = r"[\d一二三四五六七八九十百千万亿〇零两]+"
_TOKEN = re.compile(rf"{_NUMBER}|.", re.DOTALL)
_IS_NUMBER = re.compile(_NUMBER)
#: Letters that turn a decision round.
_DECIDING = frozenset("不未否无非免缓暂拒驳")
#: A difference that is this long is a passage that one copy lacks, not another wording.
_PASSAGE = 10
#: Tokens outside equal sentences, up to which two texts are compared token by token.
_COMPARED_TOKENS = 3_000

#: Words for a text that stands in place of another. 修订 alone is the matter of many a notice
#: (关于修订…的通知), so it counts as a version or at the end in brackets only.
_MARK = re.compile(
    r"更正|勘误|订正|重新(?:印发|发布|公布)|重印|重发|(?:修订|修正|改正)(?:后|版|本)|[(]修[订正][)]$"
)

#: Words in brackets at the end of a title: （试行）, （2022年修订）.
_TITLE_REMARK = re.compile(r"[(（\[〔][^()（）]{1,20}[)）\]〕]$")
_TITLE_ALIKE = 0.8
_TITLE_END = 2
_WHOLE_TITLE = 12


@dataclass(frozen=True)
class Text:
    """The text of one or more equal sources; ``sentences`` are the letters of what it resolves."""

    document: Document
    digest: str
    sentences: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def shingles(self) -> Counter[str]:
        """How often each stretch of letters occurs."""
        return counted_shingles("".join(self.sentences), _SHINGLE)

    @cached_property
    def recognized(self) -> bool:
        """Whether every source of it is a picture, at least in part."""
        return all(source.route in _RECOGNIZED for source in self.document.sources)

    @cached_property
    def marked(self) -> bool:
        """Whether title or file name say that it stands in place of a former issue."""
        names = (PurePosixPath(source.name).stem for source in self.document.sources)
        return any(_MARK.search(bare(name)) for name in (self.document.title, *names))

    def likeness(self, other: Text) -> float:
        """Return how alike the letters are, 0 to 1."""
        return dice(self.shingles, other.shingles)


def text_of(document: Document, digest: str) -> Text:
    """Prepare a document for comparison by what its resolutions say."""
    said = "\n".join(resolution_text(resolution) for resolution in document.resolutions)
    sentences = (letters_of(sentence) for sentence in _SENTENCE.split(said))
    return Text(document, digest, tuple(sentence for sentence in sentences if sentence))


def grouped(texts: Iterable[Text]) -> list[list[Text]]:
    """Put the copies of one text together, whatever the order of input.

    Texts that a machine wrote are grouped first: each with all to which it is a copy. A recognized
    text then joins the group that it is most like, so that it never ties two of them together.
    """
    ordered = sorted(texts, key=lambda text: text.digest)
    if len(ordered) > MOST_COMPARED:
        return [[text] for text in ordered]
    groups = _connected([text for text in ordered if not text.recognized])
    left: list[Text] = []
    for text in (text for text in ordered if text.recognized):
        group = _most_like(text, groups)
        (left if group is None else group).append(text)
    return groups + _connected(left)


def _connected(texts: Sequence[Text]) -> list[list[Text]]:
    groups: list[list[Text]] = []
    for text in texts:
        near = [group for group in groups if any(is_copy(text, member) for member in group)]
        groups = [group for group in groups if group not in near]
        groups.append([member for group in near for member in group] + [text])
    return groups


def _most_like(text: Text, groups: Iterable[list[Text]]) -> list[Text] | None:
    """Return the group with the written text that this one most probably shows."""
    found = (
        (text.likeness(member), member.digest, group)
        for group in groups
        for member in group
        if not member.recognized and is_copy(text, member)
    )
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best else None


def is_copy(first: Text, second: Text) -> bool:
    """Whether two texts that claim one identity are the same text."""
    return same_title(first.document, second.document) and is_alike(first, second)


def is_alike(first: Text, second: Text, floor: float = _ALIKE_RECOGNIZED) -> bool:
    """Whether two texts say the same; of recognized ones, letters from a likeness of ``floor``."""
    if first.recognized or second.recognized:
        # Faults of recognition would hide what a corrected issue has changed.
        return first.marked == second.marked and first.likeness(second) >= floor
    return first.likeness(second) >= _ALIKE and not _differ_in_substance(first, second)


# --- titles ------------------------------------------------------------------------------------


def same_title(first: Document, second: Document) -> bool:
    """Whether two documents of one key can be the same by their titles.

    A notice and the measures annexed to it may be published as two pages with one document
    number: their titles end in different genres. The titles of minutes say too little (会议纪要),
    and the key of a meeting says enough.
    """
    if first.key == second.key and names_a_meeting(first.key):
        return True
    one, other = (_TITLE_REMARK.sub("", document.title.strip()) for document in (first, second))
    one, other = letters_of(one), letters_of(other)
    short, long = sorted((one, other), key=len)
    # The title of what is annexed may follow the notice's own.
    if one == other or (len(short) >= _WHOLE_TITLE and long.startswith(short)):
        return True
    if one[-_TITLE_END:] != other[-_TITLE_END:]:
        return False
    pairs = (counted_shingles(one, 2), counted_shingles(other, 2))
    # The issuer may stand before the title or not, so the shorter one counts as the whole.
    shorter = min(pairs[0].total(), pairs[1].total())
    return shorter > 0 and (pairs[0] & pairs[1]).total() / shorter >= _TITLE_ALIKE


# --- substance ---------------------------------------------------------------------------------


def _differ_in_substance(first: Text, second: Text) -> bool:
    """Whether two texts that a machine wrote say something different."""
    left, right = _outside_equal_sentences(first, second)
    if max(len(left), len(right)) > _COMPARED_TOKENS:
        return True
    reissued = _issued_on_different_days(first.document, second.document)
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return any(
        _is_substance(left[a:b], right[c:d], reissued)
        for step, a, b, c, d in steps
        if step != "equal"
    )


def _outside_equal_sentences(first: Text, second: Text) -> tuple[list[str], list[str]]:
    common = Counter(first.sentences) & Counter(second.sentences)
    return _without(first.sentences, common), _without(second.sentences, common)


def _without(sentences: Iterable[str], common: Counter[str]) -> list[str]:
    """Return the tokens of the sentences that the other text has not."""
    left = Counter(common)
    kept = []
    for sentence in sentences:
        if left[sentence] > 0:
            left[sentence] -= 1
        else:
            kept.append(sentence)
    return _TOKEN.findall("".join(kept))


def _is_substance(left: Sequence[str], right: Sequence[str], reissued: bool) -> bool:
    """Whether a difference is more than a slip of the pen, page furniture or lost signs."""
    short, long = sorted((left, right), key=len)
    if not short and len(long) >= _PASSAGE:
        return reissued
    numbers = [[token for token in side if _IS_NUMBER.fullmatch(token)] for side in (left, right)]
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    return len(short) > 1 or any(token in _DECIDING for token in (*left, *right))


def _issued_on_different_days(first: Document, second: Document) -> bool:
    days = {first.issued, second.issued}
    return None not in days and len(days) > 1
