"""Why a file could not be read."""


class ExtractionError(ValueError):
    """A file cannot be read; the message is a clear Chinese sentence for the report."""
