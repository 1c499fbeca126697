"""What is known of a document before its text is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from index.model import Disclosure, Kind, Validity


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts that came with the text: from a JSONL line, or the table of data of a web page.

    ``title``, ``number``, ``kind`` and ``url`` win over what the text says; the others fill what
    the text leaves open. ``published`` is when the page appeared, ``index_number`` its 索引号.
    """

    title: str | None = None
    date: Date | None = None
    issuer: str | None = None
    number: str | None = None
    kind: Kind | None = None
    url: str | None = None
    published: Date | None = None
    disclosure: Disclosure | None = None
    validity: Validity | None = None
    index_number: str | None = None
