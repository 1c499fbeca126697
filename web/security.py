"""Headers of every answer, and what must not reach a log."""

from __future__ import annotations

import logging
import re

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
QUERY_STRING = re.compile(r"\?\S+")


class QueryFilter(logging.Filter):
    """Takes the query string out of a request line: what people search for is not logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the arguments of ``record``; every record passes."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                QUERY_STRING.sub("", argument) if isinstance(argument, str) else argument
                for argument in record.args
            )
        return True


QUERY_FILTER = QueryFilter()


def install_security(app: Flask, maximum_body: int) -> None:
    """Set the headers of every answer and the limits of every body (bytes)."""
    app.config["MAX_CONTENT_LENGTH"] = maximum_body
    app.config["MAX_FORM_MEMORY_SIZE"] = maximum_body
    app.after_request(add_headers)
    # The development server writes request lines; logging keeps one filter however often added.
    logging.getLogger("werkzeug").addFilter(QUERY_FILTER)


def add_headers(response: Response) -> Response:
    """Add the security headers; nothing but static files may stay in a shared cache."""
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "no-cache"
    return response
