"""What comes up beside the text while a document is read: text taken out, things not read."""

from __future__ import annotations

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

    removed: list[RemovedText] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    embedded: int = 0
    unknown_symbols: int = 0
    revised: bool = False

    def remove(self, reason: str, text: str) -> None:
        """Take text out; neighbours with the same reason become one entry, a line each."""
        text = text.strip()
        if not text:
            return
        if self.removed and self.removed[-1].reason == reason:
            text = f"{self.removed.pop().text}\n{text}"
        self.removed.append(RemovedText(reason, text))

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
