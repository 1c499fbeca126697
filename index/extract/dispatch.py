"""Which extractor reads a format.

Each is imported when its format first turns up: a folder of plain text is read without loading a
PDF library or the models of character recognition.
"""

from __future__ import annotations

from importlib import import_module

from index.extract.formats import Format
from index.extract.model import Extraction, PageDone

#: Format → module and function.
EXTRACTORS: dict[Format, tuple[str, str]] = {
    "text": ("index.extract.text", "extract_text"),
    "html": ("index.extract.html", "extract_html"),
    "mhtml": ("index.extract.html.mhtml", "extract_mhtml"),
    "pdf": ("index.extract.pdf", "extract_pdf"),
    "docx": ("index.extract.docx", "extract_docx"),
    "office": ("index.extract.office", "extract_office"),
    "rtf": ("index.extract.office", "extract_office"),
    "ofd": ("index.extract.ofd", "extract_ofd"),
    "image": ("index.extract.image", "extract_image"),
}


def extract(content: bytes, format: Format, page_done: PageDone) -> Extraction:
    """Return the text of a file of a known format; an archive has none of its own.

    Raises:
        ExtractionError: the file cannot be read; the message says why.
    """
    module, function = EXTRACTORS[format]
    extraction: Extraction = getattr(import_module(module), function)(content, page_done)
    return extraction
