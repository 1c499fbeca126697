"""What every extractor returns: text with its pages, its route, and what came beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.model import Disclosure, RemovedText, Validity

#: How the text of a file was got: the file holds text as such (plain text, HTML, .docx); the text
#: layer of laid-out pages (PDF, OFD); character recognition; both on different pages; a
#: conversion by LibreOffice.
Route = Literal["text", "text_layer", "recognition", "text_layer_and_recognition", "conversion"]

#: Called after every finished page, so that a long file is told from one that hangs.
PageDone = Callable[[], None]


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """One page of a file.

    ``number`` counts from 1 and is the place of the page in the file, not a number printed on it.
    ``start`` is where its text begins in :attr:`Extraction.text`, in characters; a page without
    text starts where the next one does. ``confidence`` (0 to 1) is set where characters were
    recognized; ``garbled`` says that the page had a text layer that could not be trusted.
    """

    number: int
    start: int
    recognized: bool = False
    confidence: float | None = None
    garbled: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of its document beside the text; printed words, dates where they parse."""

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    signed: date | None = None
    published: date | None = None
    validity: Validity | None = None
    disclosure: Disclosure | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of one file.

    ``text`` has one paragraph a line (a row of a table is a line with ``" | "`` between cells);
    a paragraph that goes on over the end of a page is not cut there. ``pages`` is empty where
    the format knows no pages. ``removed`` is text of the file that is not the document's:
    headers, footers, page numbers, what a web page puts around it. ``encoding`` is set for text.
    """

    text: str
    route: Route
    pages: tuple[ExtractedPage, ...] = ()
    metadata: Metadata = Metadata()
    removed: tuple[RemovedText, ...] = ()
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
