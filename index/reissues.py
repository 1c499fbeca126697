"""Which of several texts that claim one identity has replaced the others.

A corrected or newly printed issue says so in its title or in the name of its file, or was issued
on a later day. Where neither tells the order, both texts stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.copies import MOST_COMPARED, Text, same_title

#: Likeness from which two texts can be issues of one text; that of unrelated ones is about .1. A
#: short notice that corrects a text and carries its number is no new issue of it.
_RELATED = 0.5


def replaced_by(old: Text, texts: Sequence[Text]) -> Text | None:
    """Return the text that has replaced ``old``, or ``None`` where it stands.

    Of more than :data:`index.copies.MOST_COMPARED` texts, each stands.
    """
    if len(texts) > MOST_COMPARED:
        return None
    newer = [text for text in texts if text is not old and _replaces(text, old)]
    return max(newer, key=_latest) if newer else None


def _latest(text: Text) -> tuple[str, bool, str]:
    day = text.document.issued
    return day.isoformat() if day else "", text.marked, text.digest


def _replaces(new: Text, old: Text) -> bool:
    return (
        _is_newer(new, old)
        and same_title(new.document, old.document)
        and (new.likeness(old) >= _RELATED)
    )


def _is_newer(new: Text, old: Text) -> bool:
    """Whether a text was issued later; where days do not tell, whether it alone is marked.

    This orders any number of texts without a circle: a text in which a circle closed would have
    to know its day towards one neighbour and not towards the other.
    """
    days = new.document.issued, old.document.issued
    if days[0] and days[1] and days[0] != days[1]:
        return days[0] > days[1]
    return new.marked and not old.marked
