"""One page: its templates, its content and its annotations, put together (7.7, 15)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.ofd.document import Document, PageEntry, Resources, page_size, read_resources
from index.extract.ofd.markup import box, child, children, text_of
from index.extract.ofd.matrix import Matrix, shift
from index.extract.ofd.objects import PageObjects
from index.extract.ofd.package import Package, folder_of
from index.model import RemovedText

#: Templates that are kept parsed: a document has a few, for all its pages.
_KEPT_TEMPLATES = 8


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows; ``width`` and ``height`` are millimetres.

    ``removed`` is text that is not the document's, ``warnings`` say what could not be read.
    """

    width: float
    height: float
    objects: PageObjects
    removed: tuple[RemovedText, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class PageReader:
    """Reads the pages of one document."""

    package: Package
    document: Document
    _templates: dict[str, etree._Element] = field(default_factory=dict)

    def read(self, entry: PageEntry) -> Page:
        """Read one page.

        Raises:
            ExtractionError: its content is missing or damaged, or holds too much.
        """
        if entry.content is None:
            raise ExtractionError("内容缺失")
        root = self.package.read_xml(entry.content)
        warnings: list[str] = []
        removed: list[RemovedText] = []
        objects = PageObjects()
        resources = self._resources(root, folder_of(entry.content), warnings)
        self._add_templates(root, objects, warnings)
        for content in children(root, "Content"):
            objects.add(content, Matrix(), resources)
        for name in self.document.annotations.get(entry.identifier, ()):
            try:
                self._add_annotations(name, objects, removed)
            except ExtractionError as error:
                warnings.append(f"的批注读不出：{error}")
        removed += [RemovedText("水印", text.strip()) for text in objects.patterns]
        width, height = page_size(child(root, "Area")) or self.document.size
        return Page(width, height, objects, tuple(removed), tuple(warnings))

    def _resources(self, root: etree._Element, folder: str, warnings: list[str]) -> Resources:
        """Return the resources of the document with those of the page."""
        if child(root, "PageRes") is None:
            return self.document.resources
        own = read_resources(self.package, root, folder, warnings)
        shared = self.document.resources
        return Resources(
            shared.media | own.media, shared.fonts | own.fonts, shared.units | own.units
        )

    def _add_templates(
        self, root: etree._Element, objects: PageObjects, warnings: list[str]
    ) -> None:
        for used in children(root, "Template"):
            name = self.document.templates.get(used.get("TemplateID") or "")
            try:
                if name is None:
                    raise ExtractionError("内容缺失")
                for content in children(self._template(name), "Content"):
                    objects.add(content, Matrix(), self.document.resources)
            except ExtractionError as error:
                warnings.append(f"的模板读不出：{error}")

    def _template(self, name: str) -> etree._Element:
        if name not in self._templates:
            if len(self._templates) >= _KEPT_TEMPLATES:
                self._templates.clear()
            self._templates[name] = self.package.read_xml(name)
        return self._templates[name]

    def _add_annotations(self, name: str, objects: PageObjects, removed: list[RemovedText]) -> None:
        """Add what annotations show: text that was filled in, not watermarks, seals and remarks."""
        for annotation in children(self.package.read_xml(name), "Annot"):
            if annotation.get("Visible") == "false":
                continue
            aside = _set_aside(annotation)
            target = PageObjects() if aside else objects
            for appearance in children(annotation, "Appearance"):
                left, top, _, _ = box(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
                target.add(appearance, shift(left, top), self.document.resources)
            if aside:
                texts = [run.text.strip() for run in target.runs] + target.patterns
                removed += [RemovedText(aside, text) for text in texts if text]
            if remark := text_of(child(annotation, "Remark")):
                removed.append(RemovedText("批注", remark))


def _set_aside(annotation: etree._Element) -> str | None:
    """Return why what an annotation shows is no text of the document, or ``None`` if it is."""
    kind, subtype = annotation.get("Type"), annotation.get("Subtype")
    if kind == "Watermark":
        return "水印"
    return "印章" if kind == "Stamp" and subtype != "FreeText" else None
