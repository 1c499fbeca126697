"""What a document puts out of force: 《…》同时废止, and the lists of documents that only repeal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.parsers.headings import cut_at
from index.text_forms import bare, squeeze


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without white space, as printed and in the form of the patterns."""

    printed: str
    form: str


_SENTENCE = re.compile(r"[^。;\n]+[。;]?")
#: Words without which a sentence says nothing of validity.
_CUE = re.compile("施行|实施|执行|生效|有效期|试行|废止|失效|停止执行|修改|修订")
_LONGEST = 2_000


def sentences_of(texts: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences that may speak of validity."""
    for text in texts:
        printed = squeeze(text)
        form = bare(text)
        for match in _SENTENCE.finditer(form):
            if match.end() - match.start() <= _LONGEST and _CUE.search(match.group()):
                yield Sentence(printed[slice(*match.span())].rstrip("。；;"), match.group())


_REPEALING = re.compile("废止|停止执行|不再执行|宣布失效|予以失效")
_NOT_REPEALING = re.compile(
    r"已(?:经|于[^,。;]{2,20})?(?:废止|失效)|(?:修改|评估|清理|立改|制定|修订)[、和或]?(?:废止|废)|废止(?:后|前|的|情形|或者|、|和|与)|不得废止|可以废止|应当废止"
    r"|自行废止|自动(?:废止|失效)"
)
_TITLE = re.compile(r"《([^《》]{2,120}(?:〈[^〈〉]{1,80}〉[^《》]{0,60})?)》")
_NUMBER = re.compile(r"[一-鿿]{1,12}[\[〔](?:19|20)\d\d[\]〕]\d+号")


def repealed_in(sentences: Sequence[Sentence]) -> list[str]:
    """Return the titles that the text puts out of force; a number where no title is printed."""
    found: list[str] = []
    for sentence in sentences:
        if _REPEALING.search(sentence.form) and not _NOT_REPEALING.search(sentence.form):
            words = "".join(_repealed_clauses(cut_at(sentence.printed, "，,")))
            found.extend(_TITLE.findall(words) or _NUMBER.findall(words))
    return found


#: A document whose matter is to repeal: 关于废止部分文件的决定, 关于公布宣布失效的文件目录的公告.
_REPEALING_TITLE = re.compile(r"关于(?:公布)?[^《》]{0,12}(?:废止|宣布失效|停止执行)")
#: What a list of such a document has: 继续有效的文件, 拟修改的文件.
_LONGEST_LIST_HEADING = 80
_KEPT = re.compile("(?:继续|保留|现行)有效|修改|修订|保留")
_ENTRY = re.compile(r"(?:\d{1,3}[.、]|[(]\d{1,3}[)])(?P<title>.{6,160})")
_NUMBER_BEHIND = re.compile(
    r"[（(][^（()）]*(?:号|发布|公布|印发|施行)[^（()）]*[）)][。；;]?$|[。；;]$"
)


def listed_as_repealed(texts: Sequence[str], title: str) -> list[str]:
    """Return the titles in the numbered lists of a document that repeals others."""
    if not _REPEALING_TITLE.search(bare(title)):
        return []
    found: list[str] = []
    kept = False
    for text in texts:
        form = bare(text)
        match = _ENTRY.fullmatch(form)
        if match is None:
            kept = _KEPT.search(form) is not None and len(form) <= _LONGEST_LIST_HEADING
        elif not kept:
            entry = _NUMBER_BEHIND.sub("", squeeze(text)[match.start("title") :])
            found.extend(_TITLE.findall(entry) if entry.startswith("《") else [entry])
    return found


#: A clause that is one of several titles: 原《…》（云政发〔2010〕5号），.
_LISTED_TITLE = re.compile(r"(?:此前|以前|原|和|及)?[一-鿿]{0,12}《")
_OTHER_MATTER = re.compile("根据|依据|按照|依照|施行|实施|通过|公布|印发|以本")


def _repealed_clauses(clauses: Sequence[str]) -> list[str]:
    """Return the clause that repeals, and those before it that name what is repealed."""
    forms = [bare(clause) for clause in clauses]
    last = next((i for i, form in enumerate(forms) if _REPEALING.search(form)), None)
    if last is None:
        return []
    first = last
    while (
        first > 0
        and _LISTED_TITLE.match(forms[first - 1])
        and not _OTHER_MATTER.search(re.sub("《[^《》]*》", "", forms[first - 1]))
    ):
        first -= 1
    return list(clauses[first : last + 1])
