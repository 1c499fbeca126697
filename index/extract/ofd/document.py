"""What an OFD file consists of: documents, pages, templates, resources, annotations, attachments.

GB/T 33190-2016: OFD.xml (7.4), Document.xml (7.5), pages (7.7), resources (7.9), annotations (15),
attachments (18), versions (19).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.ofd.markup import box, child, children, text_of, texts
from index.extract.ofd.package import ENTRY, Package, folder_of
from index.model import RemovedText

MAXIMUM_PAGES = 5_000
_MAXIMUM_DOCUMENTS = 200
_A4 = (210.0, 297.0)
#: Millimetres; sizes outside are a mistake of the producer.
_SMALLEST, _LARGEST = 5.0, 20_000.0


@dataclass(frozen=True, slots=True)
class Resources:
    """Media, fonts and drawing units by their identifiers; files as full names in the package."""

    media: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its identifier and the full name of its content, ``None`` where that is missing."""

    identifier: str
    content: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the file. ``size`` is width and height of a page in millimetres."""

    folder: str
    size: tuple[float, float]
    pages: tuple[PageEntry, ...]
    templates: dict[str, str]
    annotations: dict[str, tuple[str, ...]]
    resources: Resources
    attachments: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All documents of a file, in its order, and what its entry file says beside them."""

    documents: tuple[Document, ...]
    removed: tuple[RemovedText, ...]
    warnings: tuple[str, ...]


def read_contents(package: Package) -> Contents:
    """Read the structure of an OFD file.

    Raises:
        ExtractionError: it is damaged, has no pages, or too many.
    """
    entry = package.read_xml(package.locate(ENTRY) or ENTRY)
    bodies = list(children(entry, "DocBody"))
    if len(bodies) > _MAXIMUM_DOCUMENTS:
        raise ExtractionError(f"OFD 文件里的文档过多（{len(bodies)} 篇），请拆分后再放入")
    warnings: list[str] = []
    documents = []
    for body in bodies:
        documents.append(_document(package, _root_name(package, body, warnings)))
        if sum(len(document.pages) for document in documents) > MAXIMUM_PAGES:
            raise ExtractionError(f"页数过多（超过 {MAXIMUM_PAGES} 页），请拆分后再放入")
    if not any(document.pages for document in documents):
        raise ExtractionError("OFD 文件里没有页面")
    if len(documents) > 1:
        warnings.append(f"文件里有 {len(documents)} 篇文档，已按顺序全部读取")
    for document in documents:
        warnings += document.warnings
    if names := [name for document in documents for name in document.attachments]:
        warnings.append(_unread(names))
    return Contents(tuple(documents), tuple(_security(bodies)), tuple(warnings))


def page_size(area: etree._Element | None) -> tuple[float, float] | None:
    """Return width and height of a page (mm) out of its Area or PageArea, if they are given."""
    physical = box(text_of(child(area, "PhysicalBox")))
    if physical is None or not all(_SMALLEST <= side <= _LARGEST for side in physical[2:]):
        return None
    return physical[2], physical[3]


def _unread(names: list[str]) -> str:
    shown = "、".join(names[:10]) + ("等" if len(names) > 10 else "")
    return f"有 {len(names)} 个附件没有读取：{shown}"


def _security(bodies: list[etree._Element]) -> Iterator[RemovedText]:
    """Yield what office software notes of secrecy in the properties, for whoever looks for it."""
    for body in bodies:
        for data in children(child(body, "DocInfo", "CustomDatas"), "CustomData"):
            name = data.get("Name") or ""
            if "security" in name.lower() and text_of(data):
                yield RemovedText("文件属性", f"{name}：{text_of(data)}")


def _root_name(package: Package, body: etree._Element, warnings: list[str]) -> str:
    """Return the name of the document's root file: that of the current version, if there are."""
    versions = list(children(child(body, "Versions"), "Version"))
    location = text_of(child(body, "DocRoot"))
    current = [version for version in versions if version.get("Current") == "true"]
    if len(versions) > 1:
        warnings.append(f"文件里有 {len(versions)} 个版本，只读取了当前版本")
    if current and (name := package.locate(current[0].get("BaseLoc") or "")):
        root = text_of(child(package.read_xml(name), "DocRoot"))
        if found := package.locate(root, folder_of(name)):
            return found
    if found := package.locate(location):
        return found
    raise ExtractionError("OFD 文件已损坏（缺少文档的根文件），请重新获取原件")


def _document(package: Package, name: str) -> Document:
    root, folder = package.read_xml(name), folder_of(name)
    common = child(root, "CommonData")
    warnings: list[str] = []
    pages = list(children(child(root, "Pages"), "Page"))
    if len(pages) > MAXIMUM_PAGES:
        raise ExtractionError(
            f"页数过多（{len(pages)} 页，上限 {MAXIMUM_PAGES} 页），请拆分后再放入"
        )
    located = [(page, package.locate(page.get("BaseLoc") or "", folder)) for page in pages]
    templates = {
        template.get("ID") or "": found
        for template in children(common, "TemplatePage")
        if (found := package.locate(template.get("BaseLoc") or "", folder))
    }
    return Document(
        folder,
        page_size(child(common, "PageArea")) or _A4,
        tuple(PageEntry(page.get("ID") or "", found) for page, found in located),
        templates,
        _annotations(package, root, folder, warnings),
        read_resources(package, common, folder, warnings),
        _attachments(package, root, folder),
        tuple(warnings),
    )


def read_resources(
    package: Package, parent: etree._Element | None, folder: str, warnings: list[str]
) -> Resources:
    """Read the resource files that a document or a page names; what cannot be read is warned of."""
    resources = Resources()
    for location in dict.fromkeys(texts(parent, "PublicRes", "DocumentRes", "PageRes")):
        try:
            if name := package.locate(location, folder):
                _add_resources(package, name, resources)
            else:
                warnings.append("资源文件缺失，图片可能没有读到")
        except ExtractionError as error:
            warnings.append(f"资源文件读不出，图片可能没有读到：{error}")
    return resources


def _add_resources(package: Package, name: str, resources: Resources) -> None:
    root, folder = package.read_xml(name), folder_of(name)
    base = "/".join(part for part in (folder, (root.get("BaseLoc") or "").strip("/")) if part)
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        if found := package.locate(text_of(child(media, "MediaFile")), base, folder):
            resources.media[media.get("ID") or ""] = found
    for font in children(child(root, "Fonts"), "Font"):
        location = text_of(child(font, "FontFile"))
        if location and (found := package.locate(location, base, folder)):
            resources.fonts[font.get("ID") or ""] = found
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        resources.units[unit.get("ID") or ""] = unit


def _annotations(
    package: Package, root: etree._Element, folder: str, warnings: list[str]
) -> dict[str, tuple[str, ...]]:
    """Return the annotation files of each page, by the identifier of the page."""
    files: dict[str, dict[str, None]] = {}
    try:
        for location in texts(root, "Annotations"):
            if not (name := package.locate(location, folder)):
                continue
            for page in children(package.read_xml(name), "Page"):
                found = (
                    package.locate(each, folder_of(name), folder) for each in texts(page, "FileLoc")
                )
                identifier = page.get("PageID") or ""
                files.setdefault(identifier, {}).update(dict.fromkeys(filter(None, found)))
    except ExtractionError as error:
        warnings.append(f"批注读不出：{error}")
    return {identifier: tuple(names) for identifier, names in files.items()}


def _attachments(package: Package, root: etree._Element, folder: str) -> tuple[str, ...]:
    """Return the names of the attachments; a list that cannot be read counts as one."""
    try:
        names: list[str] = []
        for location in texts(root, "Attachments"):
            if name := package.locate(location, folder):
                listed = children(package.read_xml(name), "Attachment")
                names += [each.get("Name") or "未命名" for each in listed]
    except ExtractionError:
        return ("附件清单读不出",)
    return tuple(names)
