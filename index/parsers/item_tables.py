"""Items in a table: 序号 | 议题 | 汇报单位 | 议定意见, one row for each.

Extraction writes a row as one line with | between its cells. A row is taken apart into the line of
its heading, with the number as label, and the line of what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.cleaning import Cleaned, Line, Lines
from index.model import RemovedText
from index.parsers.numerals import parse_numeral
from index.text_forms import bare

BORDER = "|"
_FEWEST_CELLS = 3
_NUMBER_COLUMN = re.compile("序号|编号|议题序号")
_MATTER_COLUMN = re.compile("(?:会议)?(?:研究|审议|讨论)?(?:议题|事项|内容)(?:名称)?")
_DECISION_COLUMN = re.compile(
    "(?:会议)?(?:议定|决定|研究|讨论|审议|处理|落实)?(?:事项|意见|结果|情况|要求|决定)"
)
_NUMBER = re.compile(r"(?P<value>\d{1,2}|[一二三四五六七八九十]{1,3})[.、]?")
_REASON = "table border"


def with_rows_apart(cleaned: Cleaned) -> Cleaned:
    """Return the lines with the rows of a table of items taken apart.

    The borders beside number and heading go to ``removed``. Rows are those below a header with
    columns for number, matter and decision, as long as they count on from one.
    """
    lines: list[Line] = []
    removed = list(cleaned.removed)
    rows = _rows(cleaned.lines)
    for position, line in enumerate(cleaned.lines):
        if position not in rows:
            lines.append(line)
            continue
        number, matter, rest = line.text.split(BORDER, 2)
        heading = f"{number.rstrip()} {matter.strip()}"
        lines.append(Line(heading, bare(heading), printed=line.bare))
        lines.append(Line(rest.strip(), bare(rest)))
        removed.append(RemovedText(_REASON, BORDER * 2))
    return Cleaned(tuple(lines), tuple(removed)) if rows else cleaned


def row_number(line: Line) -> tuple[int, int] | None:
    """Return value and length of the number of a row that was taken apart."""
    if line.inline or BORDER not in line.printed or BORDER in line.bare:
        return None
    match = _NUMBER.match(line.bare)
    value = parse_numeral(match["value"]) if match else None
    return (value, match.end()) if match and value else None


def _rows(lines: Lines) -> frozenset[int]:
    """Return the positions of the rows below the first header of a table of items."""
    cells = {position: _cells(line) for position, line in enumerate(lines) if BORDER in line.text}
    header = next((position for position, row in cells.items() if _is_header(row)), None)
    if header is None:
        return frozenset()
    return frozenset(_counted_rows(lines, header, len(cells[header])))


def _counted_rows(lines: Lines, header: int, columns: int) -> Iterator[int]:
    following = 1
    for position in range(header + 1, len(lines)):
        row = _cells(lines[position])
        number = _NUMBER.fullmatch(row[0])
        counted = number is not None and parse_numeral(number["value"]) == following
        if counted and len(row) == columns and row[1]:
            yield position
            following += 1


def _cells(line: Line) -> list[str]:
    return [bare(cell) for cell in line.text.split(BORDER)]


def _is_header(row: list[str]) -> bool:
    return (
        len(row) >= _FEWEST_CELLS
        and _NUMBER_COLUMN.fullmatch(row[0]) is not None
        and _MATTER_COLUMN.fullmatch(row[1]) is not None
        and any(_DECISION_COLUMN.fullmatch(cell) for cell in row[2:])
    )
