"""What a caller asks for, checked once at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from search.errors import InvalidRequestError
from search.filters import Filters

Mode = Literal["hybrid", "keyword", "semantic"]
Sort = Literal["relevance", "date"]

MODES: tuple[Mode, ...] = get_args(Mode)
SORTS: tuple[Sort, ...] = get_args(Sort)
MAXIMUM_LIMIT = 100
PAGING_LIMIT = 10_000
MAXIMUM_QUERY_LENGTH = 2_000
#: Of a text that is compared: some 70 passages, which take about a second to encode.
MAXIMUM_TEXT_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. ``limit`` is 1 to 100 hits from ``offset``; ``generation`` pins a snapshot.

    Raises:
        InvalidRequestError: a value is out of its range.
    """

    query: str
    mode: Mode = "hybrid"
    filters: Filters = Filters()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    generation: str | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise InvalidRequestError("invalid_mode", value=self.mode)
        if self.sort not in SORTS:
            raise InvalidRequestError("invalid_sort", value=self.sort)
        check_window(self.offset, self.limit)


def check_window(offset: int, limit: int) -> None:
    """Check the part of a ranking that is asked for.

    Raises:
        InvalidRequestError: ``limit`` is not within 1 to 100, or ``offset`` is negative.
    """
    if not 1 <= limit <= MAXIMUM_LIMIT:
        raise InvalidRequestError("invalid_limit", value=limit, maximum=MAXIMUM_LIMIT)
    if offset < 0:
        raise InvalidRequestError("invalid_offset", value=offset)
