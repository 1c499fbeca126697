"""Markdown: tell it from plain text, and take off the marking so that plain lines remain.

The marks are those of CommonMark 0.31 with the tables of GitHub's dialect. Lines stay lines:
numbering (一、 1.) is printed text and is kept, paragraphs are not rewrapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.extract.model import Metadata
from index.model import RemovedText
from index.parsers.dates import find_dates
from index.text_forms import bare

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[\w+-]*[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")
#: Stopping at the next opening keeps a text of openings from taking quadratic time.
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<text>[^\n]*?\S)(?P=mark)")
#: Stars between figures and letters multiply.
_EMPHASIS = re.compile(r"(?<![A-Za-z\d*\\])\*(?=[^\s*])(?P<text>[^*\n]*[^\s*\\])\*(?![A-Za-z\d*])")
_STRUCK = re.compile(r"~~(?=\S)(?P<text>[^\n]*?\S)~~")
_CODE = re.compile(r"(?P<mark>`+)(?P<text>[^`\n]+)(?P=mark)")
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,300})\]"
    r"\((?P<target><[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:[ \t]+\"[^\"\n]*\")?\)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)

#: The block of fields that site generators and note programs put above a text (YAML).
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FIELD = re.compile(r"^(?P<key>[\w一-鿿-]+)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_TITLE_KEYS = ("title", "标题")
_DATE_KEYS = ("date", "日期", "发布日期")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text without marking, what the fields above it said, and what was taken out."""

    text: str
    metadata: Metadata = Metadata()
    removed: tuple[RemovedText, ...] = ()


def is_markdown(text: str) -> bool:
    """Whether a text has marks that plain text does not have.

    One heading, table or block of fields is proof; inline marks must come several times, for a
    single star may be a footnote. Numbered lines and dashes prove nothing.
    """
    if _front_matter(text) is not None:
        return True
    lines = text.split("\n")
    if any(_HEADING.match(line.rstrip("\r")) for line in lines):
        return True
    tables = sum(
        1 for above, line in zip(lines, lines[1:], strict=False) if _opens_table(above, line)
    )
    if tables:
        return True
    inline = sum(1 for _ in _BOLD.finditer(text))
    inline += sum(1 for match in _LINK.finditer(text) if _is_address(match["target"]))
    return inline >= 3


def strip_markdown(text: str) -> PlainText:
    """Take the marking off."""
    removed: list[RemovedText] = []
    metadata = Metadata()
    text = text.replace("\r\n", "\n")
    if fields := _front_matter(text):
        metadata = _read_fields(fields["fields"])
        removed.append(RemovedText("文件头信息", fields["fields"].strip()))
        text = text[fields.end() :]
    for comment in _COMMENT.findall(text):
        removed.append(RemovedText("注释", comment))
    text = _COMMENT.sub("", text)
    targets = [m["target"] for m in _LINK.finditer(text) if _is_address(m["target"])]
    if targets:
        removed.append(RemovedText("链接地址", "\n".join(targets)))
    return PlainText("\n".join(_plain_lines(text.split("\n"))), metadata, tuple(removed))


def _front_matter(text: str) -> re.Match[str] | None:
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    return match if match and _FIELD.search(match["fields"]) else None


def _read_fields(fields: str) -> Metadata:
    values = {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(fields)}
    title = next((values[key] for key in _TITLE_KEYS if values.get(key)), None)
    printed = next((values[key] for key in _DATE_KEYS if values.get(key)), "")
    found = find_dates(bare(printed))
    return Metadata(title=title, published=found[0].in_year(None) if found else None)


def _opens_table(above: str, line: str) -> bool:
    """Whether a line is the rule below the head of a table with as many columns."""
    if "|" not in above or _TABLE_RULE.match(line.rstrip("\r")) is None:
        return False
    return above.strip().strip("|").count("|") == line.strip().strip("|").count("|")


def _plain_lines(lines: list[str]) -> list[str]:
    plain: list[str] = []
    in_fence = in_table = False
    for position, line in enumerate(lines):
        if _FENCE.match(line):
            in_fence = not in_fence
        elif in_fence:
            plain.append(line)
        else:
            following = lines[position + 1] if position + 1 < len(lines) else ""
            in_table = _opens_table(line, following) or (in_table and "|" in line)
            if not _is_mark_line(line, plain, in_table):
                plain.append(_row(line) if in_table else _plain_line(line))
    return plain


def _is_mark_line(line: str, above: list[str], in_table: bool) -> bool:
    """Whether a line draws something and holds no text: a rule, or what underlines a heading."""
    if in_table:
        return _TABLE_RULE.match(line) is not None
    underlined = bool(above and above[-1].strip()) and _UNDERLINE.match(line) is not None
    return underlined or _RULE.match(line) is not None


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return " | ".join(_without_inline_marks(cell.strip()) for cell in cells)


def _plain_line(line: str) -> str:
    while quote := _QUOTE.match(line):
        line = line[quote.end() :]
    heading = _HEADING.match(line)
    return _without_inline_marks(heading["text"] if heading else _BULLET.sub("", line))


def _without_inline_marks(text: str) -> str:
    text = _BREAK.sub(" ", text)
    text = _LINK.sub(lambda m: m["text"] if _is_address(m["target"]) else m[0], text)
    for pattern in (_CODE, _BOLD, _STRUCK, _EMPHASIS):
        text = pattern.sub(lambda m: m["text"], text)
    return _ESCAPE.sub(r"\1", text)


def _is_address(target: str) -> bool:
    """Whether a link's target is one: [2025](第3号) is not."""
    return re.fullmatch(r"<?(?:[a-z]+:|[./#]|[\w./-]+\.\w{2,5})[^\s]*>?", target, re.I) is not None
