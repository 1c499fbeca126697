"""The parts of a .docx: found by relationships, as ECMA-376 part 2 (OPC) has it, never by name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.safe_xml import parse_xml
from index.extract.zip_container import Container, open_container

_PACKAGE = ""
_DEFAULT_MAIN_PART = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship; ``kind`` is the last word of its type: header, numbering, footnotes."""

    identifier: str
    kind: str
    target: str


class Package:
    """The parts of one .docx. ``warnings`` names the parts that are missing or damaged."""

    def __init__(self, content: bytes) -> None:
        self._container: Container = open_container(content)
        self._names = {name.casefold(): name for name in reversed(self._container.names())}
        self.warnings: list[str] = []
        self.main_part = self._main_part()
        self._relationships = tuple(self._read_relationships(self.main_part))

    def main(self) -> etree._Element:
        """Return the root of the main part.

        Raises:
            ExtractionError: there is none, or it is damaged.
        """
        found = self._names.get(self.main_part.casefold())
        if found is None:
            raise ExtractionError("不是 Word 文档（文件里找不到正文），请用 Word 或 WPS 重新保存")
        return parse_xml(self._container.read(found))

    def related(self, kind: str, words: str) -> etree._Element | None:
        """Return the root of the part that the main part relates to as ``kind``.

        A part that cannot be read is named in ``warnings`` by ``words``.
        """
        first = next((one for one in self._relationships if one.kind == kind), None)
        return None if first is None else self._part(first.target, words)

    def by_identifier(self, identifier: str, words: str) -> etree._Element | None:
        """Return the root of the part under a relationship identifier of the main part."""
        first = next((one for one in self._relationships if one.identifier == identifier), None)
        return None if first is None else self._part(first.target, words)

    def all_related(self, kind: str, words: str) -> list[etree._Element]:
        """Return the roots of all parts that the main part relates to as ``kind``."""
        targets = dict.fromkeys(one.target for one in self._relationships if one.kind == kind)
        parts = (self._part(target, words) for target in targets)
        return [part for part in parts if part is not None]

    def of_package(self, kind: str, words: str) -> etree._Element | None:
        """Return the root of a part of the whole package, as its properties are."""
        relationships = self._read_relationships(_PACKAGE)
        first = next((one for one in relationships if one.kind == kind), None)
        return None if first is None else self._part(first.target, words)

    def _part(self, target: str, words: str) -> etree._Element | None:
        found = self._names.get(target.casefold())
        if found is None:
            self._warn(f"文件缺少{words}，没有读取")
            return None
        try:
            return parse_xml(self._container.read(found))
        except ExtractionError:
            self._warn(f"文件里的{words}已损坏，没有读取")
            return None

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _main_part(self) -> str:
        relationships = self._read_relationships(_PACKAGE)
        named = (one.target for one in relationships if one.kind == "officeDocument")
        return next(named, _DEFAULT_MAIN_PART)

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        """Yield the relationships of a part that stay inside the file (part 2, clause 9.3)."""
        folder, name = posixpath.split(part)
        found = self._names.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
        if found is None:
            return
        for element in parse_xml(self._container.read(found)):
            target, kind = element.get("Target"), element.get("Type")
            if target and kind and element.get("TargetMode") != "External":
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                identifier = element.get("Id", "")
                yield Relationship(identifier, kind.rpartition("/")[2], place)
