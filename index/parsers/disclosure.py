"""The remark that says who may read a document: 此件公开发布, 信息公开选项：依申请公开 ….

It stands on a line of its own below the date (GB/T 9704-2012, 7.3.6, 附注), in a page's table of
data, or above the title. A sentence that speaks of disclosure is none. Patterns are for bare text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.model import Disclosure
from index.text_forms import bare, squeeze


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a remark comes to, and its words as printed (without brackets and white space)."""

    disclosure: Disclosure
    printed: str


_THIS = "(?:此件|本件|该件|此文件|本文件|此文|本文)"
_LABEL = "(?:政府)?(?:信息)?(?:公开|发布)(?:方式|属性|选项|类别|形式|类型|范围|性质|程度)[:]"
#: How far and where: 此件全文公开, 此件删减后向社会公开.
_HOW = (
    "(?:可以?|应当?|拟|属于?|为|同意|依法|予以|主动|依申请|全文|部分|删减后|摘要|对外|对?向?全?社会"
    "|在?(?:网|政府网站|媒体)上?|经批准后?)"
)
_NOT = "(?:不予|不宜|不得|不可|不再?|暂不|暂缓|免予|非|不对外|不对?向?社会|不主动|不依申请)"
_RELEASE = "(?:公开|发布|登报|刊登|刊发|上网|张贴|转载|广播|见报|翻印)"
_ALLOWED = rf"{_HOW}{{0,3}}{_RELEASE}(?:{_RELEASE}|出版|发行)?"
_FORBIDDEN = rf"{_HOW}?{_NOT}{_HOW}{{0,2}}{_RELEASE}(?:{_RELEASE})?"
#: To whom only: 此件发至县团级, 此件传达到乡科级.
_RESTRICTED = (
    "(?:只|仅|限)?(?:印)?(?:发至|发到|传达至|传达到|传阅至|阅至|阅读到)[^,。;:!?请你您我]{1,24}"
)
_VALUE = rf"(?:{_FORBIDDEN}|{_ALLOWED}|{_RESTRICTED}|不公开|非公开|内部)"
_VALUES = rf"{_VALUE}(?:[,、;]{_VALUE}){{0,3}}"

#: A remark that is a line of its own, or all of a bracket; the bare words only in a bracket.
_REMARK = re.compile(
    rf"{_THIS}{_VALUES}|{_LABEL}(?P<value>{_VALUES}|公开)|主动公开|依申请公开|不予公开|公开发布"
)
_SHORT = re.compile(_VALUES)
_BRACKET = re.compile(r"[(\[](?P<inner>.+?)。?[)\]]。?")
#: A remark in brackets behind the date or the name of who signs.
_BEHIND = re.compile(rf"[(\[](?P<words>{_THIS}{_VALUES})[。]?[)\]]$")
#: A form that offers the choices: only what is ticked counts.
_CHOICE = re.compile("主动公开|依申请公开|不予公开|不公开")
_FORM = re.compile(rf"{_LABEL}(?P<choices>.{{2,60}})")
_BOX = re.compile(r"[□☐○〇☑■√✓✔\[(]")
_TICK_BEFORE = re.compile(rf"[☑■√✓✔][\])]?({_CHOICE.pattern})")
_TICK_BEHIND = re.compile(rf"({_CHOICE.pattern})[\[(]?[☑■√✓✔]")
_LONGEST_LINE = 80
#: Over so many lines a remark may be broken.
_LINES = 3
_OPENS = re.compile(rf"[(\[]?(?:{_THIS}|{_LABEL})|[(\[]?(?:此|本)$")

_WORDS: tuple[tuple[Disclosure, re.Pattern[str]], ...] = (
    ("not_public", re.compile(rf"{_NOT}{_HOW}{{0,2}}{_RELEASE}|^内部")),
    ("on_request", re.compile("依申请公开")),
    ("public", re.compile(_RELEASE)),
    ("not_public", re.compile(_RESTRICTED)),
)


def disclosure_of(texts: Iterable[str]) -> Disclosed | None:
    """Return the first remark among paragraphs as they stand; a mention in prose is none."""
    lines = [(text, form) for text in texts if (form := bare(text))]
    for position, (text, form) in enumerate(lines):
        if len(form) <= _LONGEST_LINE and (found := _read(squeeze(text), form)):
            return found
        if _OPENS.match(form):
            for count in range(2, _LINES + 1):
                joined = squeeze("".join(text for text, _ in lines[position : position + count]))
                if len(joined) <= _LONGEST_LINE and (found := _read(joined, bare(joined))):
                    return found
    return None


def given_disclosure(cells: Mapping[str, str]) -> Disclosed | None:
    """Return the disclosure out of a page's table of data."""
    for key in _KEYS:
        if key in cells and (found := disclosure_of([f"公开方式:{cells[key]}"])):
            return Disclosed(found.disclosure, squeeze(cells[key]))
    return None


_KEYS = ("公开方式", "公开属性", "公开形式", "公开类别")


def _read(printed: str, form: str) -> Disclosed | None:
    """Read a line; ``form`` is the bare form of ``printed``, of the same length."""
    if len(set(_CHOICE.findall(form))) > 1:
        return _ticked(form)
    bracket = _BRACKET.fullmatch(form)
    inner = bracket["inner"] if bracket else form.removesuffix("。")
    start = bracket.start("inner") if bracket else 0
    if match := _REMARK.fullmatch(inner) or (bracket and _SHORT.fullmatch(inner)):
        words = match.groupdict().get("value") or inner
        return _classified(words, printed[start : start + len(inner)])
    if match := _BEHIND.search(form):
        return _classified(match["words"], printed[slice(*match.span("words"))])
    return None


def _classified(words: str, printed: str) -> Disclosed | None:
    for disclosure, pattern in _WORDS:
        if pattern.search(words):
            return Disclosed(disclosure, printed)
    return None


def _ticked(form: str) -> Disclosed | None:
    """Return what is ticked on a form that offers several choices."""
    match = _FORM.search(form)
    if match is None:
        return None
    boxes_first = _BOX.match(match["choices"]) is not None
    ticked: Sequence[str] = (_TICK_BEFORE if boxes_first else _TICK_BEHIND).findall(
        match["choices"]
    )
    return _classified(ticked[0], ticked[0]) if len(ticked) == 1 else None
