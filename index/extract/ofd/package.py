"""The zip container of an OFD file and the paths in it (GB/T 33190-2016, clauses 6 and 7.3)."""

from __future__ import annotations

from lxml import etree

from index.extract.errors import ExtractionError
from index.extract.safe_xml import parse_xml
from index.extract.zip_container import Container, ContainerLimits, open_container

ENTRY = "OFD.xml"
#: A page is a folder with its content and often an image and annotations.
_LIMITS = ContainerLimits(members=60_000)
#: GM/T 0099-2020 encrypts the members and describes the keys in these files at the root.
_ENCRYPTION_FILES = ("encryptions.xml", "decryptseed.dat", "entriesmap.dat")


class Package:
    """The files of an OFD; get one from :func:`open_package`."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._any_case = {name.lower(): name for name in reversed(container.names())}

    def locate(self, location: str, *folders: str) -> str | None:
        """Return the full name of the file at a location (ST_Loc), or ``None`` if there is none.

        A location is relative to the folder of the file that names it, or absolute with ``/``.
        Producers also write locations that start from the document's folder or from the root:
        ``folders`` are tried in order, then the root.

        Raises:
            ExtractionError: the location leads out of the file.
        """
        location = location.strip().replace("\\", "/")
        bases = ("",) if location.startswith("/") else (*folders, "")
        for base in bases:
            if name := self._existing(_resolved(base, location)):
                return name
        return None

    def _existing(self, name: str | None) -> str | None:
        if name is None:
            raise ExtractionError("OFD 文件里的路径指向文件之外，已拒绝读取")
        return name if name in self._container else self._any_case.get(name.lower())

    def read(self, name: str) -> bytes:
        """Return the bytes of the file of this full name.

        Raises:
            ExtractionError: it is damaged or too large.
        """
        return self._container.read(name)

    def read_xml(self, name: str) -> etree._Element:
        """Return the root element of the file of this full name.

        Raises:
            ExtractionError: it is damaged, too large, or no XML that is read here.
        """
        return parse_xml(self._container.read(name))


def open_package(content: bytes) -> Package:
    """Open an OFD file.

    Raises:
        ExtractionError: it is damaged, encrypted, or no OFD.
    """
    container = open_container(content, _LIMITS)
    if any(name.lower() in _ENCRYPTION_FILES for name in container.names()):
        raise ExtractionError("OFD 文件已加密，无法读取；请在原软件中解密后另存，再放入")
    package = Package(container)
    if package.locate(ENTRY) is None:
        raise ExtractionError("OFD 文件已损坏（缺少 OFD.xml），请重新获取原件")
    return package


def folder_of(name: str) -> str:
    """Return the folder of a file, without a slash at its end."""
    return name.rpartition("/")[0]


def _resolved(folder: str, location: str) -> str | None:
    """Join a location to a folder; ``None`` where it leads out of the root."""
    parts = folder.split("/") if folder else []
    for part in location.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
