"""What made an extracted text or a parsed document: a change means that it is made anew.

A fingerprint is a hash over the source code and the libraries that take part. So nobody has to
remember to count up a version, and a change to the reader of one format leaves the others alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from index.extract.formats import Format
from index.settings import PROJECT

#: Every format: telling it, and the vocabulary.
_ALL = ("formats.py", "model.py", "dispatch.py", "errors.py")
_CONTAINERS = ("zip_container.py", "safe_xml.py")
_RECOGNITION = ("layout", "recognition")
_RECOGNITION_LIBRARIES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pillow")

#: Format → its files in index/extract/ (a folder stands for all in it), and its libraries.
_MADE_BY: dict[Format, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("text",), ()),
    "html": (("html", "text"), ("lxml",)),
    "mhtml": (("html", "text"), ("lxml",)),
    "pdf": (("pdf", "garbled.py", *_RECOGNITION), ("pypdfium2", *_RECOGNITION_LIBRARIES)),
    "docx": (("docx", *_CONTAINERS), ("lxml",)),
    "office": (("office", "docx", *_CONTAINERS), ("lxml", "olefile")),
    "rtf": (("office", "docx", *_CONTAINERS), ("lxml", "olefile")),
    "ofd": (
        ("ofd", "garbled.py", "image.py", *_CONTAINERS, *_RECOGNITION),
        ("lxml", "pypdfium2", *_RECOGNITION_LIBRARIES),
    ),
    "image": (("image.py", *_RECOGNITION), _RECOGNITION_LIBRARIES),
}
#: What turns text into documents, below index/.
_PARSING = (
    "model.py",
    "fact_model.py",
    "facts",
    "authority",
    "secrecy.py",
    "secrecy_patterns.py",
    "page_numbers.py",
    "text_forms.py",
    "normalize.py",
    "number_forms.py",
    "person_names.py",
    "cleaning",
    "parsers",
    "reading",
)


@cache
def extraction_fingerprint(format: Format) -> str:
    """Return what makes the text of a file of this format."""
    files, libraries = _MADE_BY[format]
    names = [f"extract/{name}" for name in (*_ALL, *files)]
    return _digest([*_sources(names), *(f"{name} {version(name)}" for name in libraries)])


@cache
def parsing_fingerprint() -> str:
    """Return what makes a document out of text."""
    # The tables of OpenCC are part of the normal form, in which marks of secrecy are looked for.
    return _digest([*_sources(_PARSING), f"opencc {version('opencc')}"])


def _sources(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        path = PROJECT / "index" / name
        for module in sorted(_files_below(path)) if path.is_dir() else [path]:
            if module.exists():
                yield f"{module.relative_to(PROJECT)}\n{module.read_text('utf-8')}"


def _files_below(folder: Path) -> Iterable[Path]:
    """Yield the code of a folder, and the tables that it reads."""
    return (path for path in folder.rglob("*") if path.suffix in (".py", ".tsv"))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
