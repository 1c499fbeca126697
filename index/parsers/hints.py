"""What is known of a document before its text is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from index.model import Kind


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts that came with the text, from a JSONL line for example.

    ``title``, ``number``, ``kind`` and ``url`` win over what the text says; ``date`` and
    ``issuer`` fill what the text leaves open.
    """

    title: str | None = None
    date: Date | None = None
    issuer: str | None = None
    number: str | None = None
    kind: Kind | None = None
    url: str | None = None
