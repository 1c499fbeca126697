"""Ids in addresses: foreign ids may hold any character, a slash included."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask
from werkzeug.routing import BaseConverter


class IdentifierConverter(BaseConverter):
    """Matches the whole rest of a path and percent-encodes everything that is not unreserved.

    A server sees the path already decoded, so an encoded slash cannot be told from a plain one:
    the converter takes both.
    """

    part_isolating = False
    regex = r"(?s:.+)"

    def to_url(self, value: object) -> str:
        """Return ``value`` for use in a path."""
        return quote(str(value), safe="")


def allow_any_identifier(app: Flask) -> None:
    """Register the converter ``id``, and stop Werkzeug from merging the slashes of an id."""
    app.url_map.converters["id"] = IdentifierConverter
    app.url_map.merge_slashes = False
