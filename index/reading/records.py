"""A line of a JSON-lines file → one document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.model import KINDS, Point, Resolution
from index.parsers.hints import Hints

_TEXT_FIELDS = ("title", "text", "issuer", "number", "kind", "url", "date")


#: Escapes of half a character; two together may be a whole one.
_LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class RecordError(ValueError):
    """A line of a JSON-lines file is not a document; the message is for the report."""


@dataclass(frozen=True, slots=True)
class Record:
    """A checked record: ``text`` is what is parsed, ``body`` whether it is the document's own.

    Where a record brings its resolutions and no text, its title stands in for the text.
    """

    id: str
    title: str
    text: str
    body: bool
    hints: Hints
    resolutions: tuple[Resolution, ...]


def read_record(content: bytes) -> Record:
    """Read a record: ``{"id", "title", "text"}`` and the optional fields.

    Raises:
        RecordError: it is no JSON object, or a field is missing or of the wrong type.
    """
    fields = _checked(_decoded(content))
    hints = Hints(
        title=fields.get("title"),
        date=_date(fields.get("date")),
        issuer=fields.get("issuer"),
        number=fields.get("number"),
        kind=fields.get("kind"),
        url=fields.get("url"),
    )
    text = fields.get("text") or ""
    title = fields.get("title") or ""
    given = _given_resolutions(fields.get("resolutions"))
    body = bool(text.strip())
    if not (body or given):
        raise RecordError("没有 text")
    return Record(
        id=fields.get("id") or "",
        title=title,
        text=text if body else title or given[0].heading,
        body=body,
        hints=hints,
        resolutions=given,
    )


def _decoded(content: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RecordError("这一行不是 UTF-8") from None
    except RecursionError:
        raise RecordError("这一行不是 JSON（嵌套过深）") from None
    except ValueError as error:
        # JSONDecodeError, or an integer of more digits than Python converts.
        raise RecordError(f"这一行不是 JSON（{getattr(error, 'msg', '数字过长')}）") from None
    if not isinstance(fields, dict):
        raise RecordError("这一行不是 JSON 对象")
    if _LONE_SURROGATE.search(content) and not _can_be_written(fields):
        raise RecordError("这一行有不完整的字符（单独的代理码 \\ud800–\\udfff）")
    return fields


def _can_be_written(fields: dict[str, Any]) -> bool:
    """Whether no string is damaged: JSON may escape half of a character, no file can hold it."""
    try:
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    """Check the types of the known fields; ``null`` counts as absent."""
    known = {name: value for name, value in fields.items() if value is not None}
    for name in _TEXT_FIELDS:
        if not isinstance(known.get(name, ""), str):
            raise RecordError(f"{name} 应是文字")
    identifier = known.get("id", "")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise RecordError("id 应是文字或整数")
    if isinstance(identifier, str) and identifier != identifier.strip():
        raise RecordError("id 首尾有空白")
    if "kind" in known and known["kind"] not in KINDS:
        raise RecordError(f"kind 应是 {'、'.join(KINDS)} 之一，不能是“{known['kind']}”")
    return {**known, "id": str(identifier)}


def _date(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RecordError(f"date 应写作 2020-05-11，不能是“{value}”") from None


def _given_resolutions(value: Any) -> tuple[Resolution, ...]:  # noqa: ANN401 - foreign JSON
    """Take over ``[{"heading","text"}]``.

    Raises:
        RecordError: the list has another shape.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise RecordError("resolutions 应是列表")
    return tuple(_given_resolution(number, item) for number, item in enumerate(value, start=1))


def _given_resolution(ordinal: int, item: Any) -> Resolution:  # noqa: ANN401 - foreign JSON
    if not isinstance(item, dict):
        raise RecordError("resolutions 的每一项应是 JSON 对象")
    heading, text = item.get("heading"), item.get("text")
    if not isinstance(heading, str) or not isinstance(text, str) or not heading.strip():
        raise RecordError("resolutions 的每一项应有 heading 和 text")
    return Resolution(
        ordinal=ordinal,
        heading=heading.strip(),
        points=(Point(None, text.strip()),),
    )
