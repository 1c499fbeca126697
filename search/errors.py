"""Errors of the read path: each has an HTTP status and a sentence for a person."""

from __future__ import annotations

from search.messages import Language, Message, message


class SearchError(Exception):
    """Base of every error that a caller may show as it is.

    ``status`` is the HTTP status that fits, ``message`` the coded sentence.
    """

    status = 500

    def __init__(self, code: str, **values: object) -> None:
        self.message: Message = message(code, **values)
        super().__init__(self.message.text("en"))

    @property
    def code(self) -> str:
        """The stable name of this error, for the JSON error body."""
        return self.message.code

    def text(self, language: Language = "zh") -> str:
        """Return the sentence in ``language``."""
        return self.message.text(language)


class InvalidRequestError(SearchError):
    """A parameter has a value that cannot be used."""

    status = 400


class NotFoundError(SearchError):
    """The named resolution or document is not in the index."""

    status = 404


class IndexUnavailableError(SearchError):
    """There is no generation that can answer."""

    status = 503
