"""User text → query: quoted phrases filter, the remaining words are ranked. Pure.

Quotation marks may be ASCII, full-width or Chinese (“…”). What cannot be understood is taken
literally, and a notice says so; nothing typed here is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.normalize import NormalText, normalize
from search.messages import Message, message
from search.request import MAXIMUM_QUERY_LENGTH

_QUOTED = re.compile(r"[\"＂]([^\"＂]*)[\"＂]|“([^“”]*)”")
_QUOTE_MARKS = re.compile(r"[\"＂“”]")

#: Shorter substrings are not in the character index.
_SHORTEST_PHRASE = 2


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood.

    ``phrases`` are substrings in normal form that must be there; ``remaining`` is the rest as it
    was typed, which goes to the encoder, and ``words`` its normal form, which is ranked.
    """

    phrases: tuple[str, ...]
    remaining: str
    words: NormalText
    notices: tuple[Message, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not (self.phrases or self.words.text)

    @property
    def interpreted(self) -> str:
        """Say in the query language what is searched: words, then quoted phrases."""
        quoted = [f"“{phrase}”" for phrase in self.phrases]
        return " ".join([*([self.words.text] if self.words.text else []), *quoted])


def parse_query(text: str) -> Query:
    """Parse what a person typed; never raises."""
    notices: list[Message] = []
    if len(text) > MAXIMUM_QUERY_LENGTH:
        notices.append(message("query_too_long", limit=MAXIMUM_QUERY_LENGTH))
        text = text[:MAXIMUM_QUERY_LENGTH]
    phrases: list[str] = []

    def take_phrase(match: re.Match[str]) -> str:
        inner = match[1] if match[1] is not None else match[2]
        phrase = normalize(inner).text
        if len(phrase) >= _SHORTEST_PHRASE:
            phrases.append(phrase)
            return " "
        if phrase:
            notices.append(message("short_phrase", text=inner.strip()))
        return f" {inner} "

    rest = _QUOTED.sub(take_phrase, text)
    if mark := _QUOTE_MARKS.search(rest):
        notices.append(message("unbalanced_quote", text=mark[0]))
        rest = _QUOTE_MARKS.sub(" ", rest)
    return Query(tuple(dict.fromkeys(phrases)), rest.strip(), normalize(rest), tuple(notices))
