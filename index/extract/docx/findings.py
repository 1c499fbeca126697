"""What comes up beside the text while a document is read: text taken out, things not read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from index.model import RemovedText


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A place in the text that refers to a note; ``kind`` is footnote or endnote."""

    kind: str
    identifier: str
    label: str


@dataclass(slots=True)
class Findings:
    """Collected over all parts of one document, in reading order."""

    notes: list[NoteReference] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    embedded: int = 0
    unknown_symbols: int = 0
    revised: bool = False
    _removed: list[tuple[str, list[str]]] = field(default_factory=list)
    _note_counts: Counter[str] = field(default_factory=Counter)

    def remove(self, reason: str, text: str) -> None:
        """Take text out; neighbours with the same reason become one entry, a line each."""
        text = text.strip()
        if text and self._removed and self._removed[-1][0] == reason:
            self._removed[-1][1].append(text)
        elif text:
            self._removed.append((reason, [text]))

    def removed(self) -> tuple[RemovedText, ...]:
        """Return what was taken out, in reading order."""
        return tuple(RemovedText(reason, "\n".join(texts)) for reason, texts in self._removed)

    def has_removed(self, reason: str) -> bool:
        """Whether anything was taken out for this reason."""
        return any(one == reason for one, _ in self._removed)

    def count_note(self, kind: str) -> int:
        """Return the number of the next note of a kind, from 1."""
        self._note_counts[kind] += 1
        return self._note_counts[kind]

    def warnings(self) -> list[str]:
        """Say in Chinese sentences what a person should know about how it was read."""
        counted = (
            (self.pictures, "有 {} 张较大的图片，图片里的文字没有读取"),
            (self.objects, "有 {} 个嵌入对象（表格、公式、图表等），其中的文字没有读取"),
            (self.embedded, "有 {} 处嵌入的其他文件，没有读取"),
            (self.unknown_symbols, "有 {} 个符号字体的字符无法转为文字"),
        )
        found = [sentence.format(count) for count, sentence in counted if count]
        if self.revised:
            found.append("文件带有修订标记，按接受全部修订读取")
        return found
