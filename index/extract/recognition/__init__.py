"""Character recognition: page images to lines of text, without a network.

Importing this package is light; the models are loaded by the first :func:`recognize`.
"""

from __future__ import annotations

from index.extract.recognition.model import Image, Recognized, doubts

__all__ = ["Image", "Recognized", "doubts", "recognize"]


def recognize(image: Image) -> Recognized:
    """Read the print on one page image; see :func:`index.extract.recognition.reading.recognize`.

    Args:
        image: height × width × 3, RGB, in any orientation and size.

    Returns:
        The lines of the upright page; none for a blank page, which is no error.
    """
    from index.extract.recognition.reading import recognize as read_page

    return read_page(image)
