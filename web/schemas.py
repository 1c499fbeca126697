"""The parameters and answers of the API, as marshmallow schemas.

Parameter schemas read requests and describe them; answer schemas only describe (the bodies come
from :mod:`search.results`; a test compares the keys). Those of one resolution or document are in
:mod:`web.record_schemas`, those of the build report in :mod:`web.report_schemas`. Descriptions are
Chinese and translated when shown.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema
from marshmallow.fields import Field, Float, Integer, List, Nested, Raw, String
from marshmallow.validate import OneOf

from search.filters import FIELDS
from search.request import MAXIMUM_LIMIT, MODES, SORTS
from web.language import LANGUAGES, translatable

# Codes that the parser turns into sentences of ours; marshmallow's own are English only.
NOT_A_NUMBER: dict[str, Any] = {"invalid": "invalid_number"}
WRONG_CHOICE = "invalid_choice"


def described(sentence: str, **more: object) -> dict[str, Any]:
    """Return the metadata of a field: its description, and more of OpenAPI's keys."""
    return {"description": sentence, **more}


def language_field() -> Field[Any]:
    """Return the parameter that every address of the API takes."""
    return String(
        validate=OneOf(LANGUAGES, error=WRONG_CHOICE),
        metadata=described(translatable("提示与错误信息的语言：zh 或 en")),
    )


def generation_field() -> Field[Any]:
    """Return the parameter that pins a snapshot."""
    return String(metadata=described(translatable("索引版本；不给则用当前版本")))


def limit_field() -> Field[Any]:
    """Return the parameter that says how many hits are wanted."""
    return Integer(
        error_messages=NOT_A_NUMBER,
        metadata=described(
            translatable("返回条数，1 到 100"), default=10, minimum=1, maximum=MAXIMUM_LIMIT
        ),
    )


def page_field() -> Field[Any]:
    """Return the page on which something begins."""
    return Integer(
        allow_none=True,
        metadata=described(translatable("在原件第几页开始，从 1 起；原件不分页时为空")),
    )


def last_page_field() -> Field[Any]:
    """Return the page on which something ends."""
    return Integer(allow_none=True, metadata=described(translatable("在原件第几页结束")))


def fact_field(name: str, sentence: str) -> Field[Any]:
    """Return the parameter that filters by one kind of fact."""
    choices = list(FIELDS[name].choices)
    items: dict[str, Any] = {"type": "string", "enum": choices} if choices else {}
    return List(String(), metadata=described(sentence, items=items or {"type": "string"}))


class FactQuery(Schema):
    """Parameters that filter by facts; each may be repeated, one of its values must hold."""

    item = fact_field("item", translatable("议题类型，可重复"))
    outcome = fact_field("outcome", translatable("议定结果，可重复"))
    next = fact_field("next", translatable("后续程序，可重复"))
    unit = fact_field(
        "unit", translatable("责任单位或汇报单位：简称、全称、原名称、现名称都可以，可重复")
    )
    role = fact_field(
        "role", translatable("责任；与 unit 合用时为该单位的责任，reported 为汇报，可重复")
    )
    deadline = fact_field("deadline", translatable("期限种类，可重复"))
    due_from = String(metadata=described(translatable("期限不早于：2024、2024-05 或 2024-05-08")))
    due_to = String(metadata=described(translatable("期限不晚于：2024、2024-05 或 2024-05-08")))
    amount_from = String(metadata=described(translatable("数量不少于，如 500万元")))
    amount_to = String(metadata=described(translatable("数量不多于，如 1.2亿元")))
    cites = fact_field("cites", translatable("引用的文件，写标题的一部分即可，可重复"))
    chair = fact_field("chair", translatable("主持人，可重复"))
    attendee = fact_field("attendee", translatable("出席、列席或请假的人，可重复"))
    body = fact_field("body", translatable("会议主体，写一部分即可，可重复"))
    term = fact_field("term", translatable("届，如 13，可重复"))
    meeting = fact_field("meeting", translatable("会议次数，如 101，可重复"))
    genre = fact_field("genre", translatable("文种，可重复"))
    issuer = fact_field("issuer", translatable("发文机关，写一部分即可，可重复"))
    number = fact_field("number", translatable("文号，写一部分即可，可重复"))
    validity = fact_field("validity", translatable("有效性，可重复"))
    disclosure = fact_field("disclosure", translatable("公开属性，可重复"))


class SearchQuery(FactQuery):
    """Parameters of a search."""

    q = String(metadata=described(translatable("检索词，语法见检索帮助")))
    mode = String(
        metadata=described(
            translatable("检索方式：hybrid 综合、keyword 关键词、semantic 语义"),
            enum=list(MODES),
            default="hybrid",
        )
    )
    kind = List(String(), metadata=described(translatable("文件类型，可重复")))
    start = String(
        data_key="from",
        metadata=described(translatable("起始日期（含）：2024、2024-05 或 2024-05-08")),
    )
    end = String(
        data_key="to",
        metadata=described(translatable("截止日期（含）：2024、2024-05 或 2024-05-08")),
    )
    sort = String(
        metadata=described(
            translatable("排序：relevance 相关度、date 日期（新的在前）"),
            enum=list(SORTS),
            default="relevance",
        )
    )
    limit = limit_field()
    offset = Integer(
        error_messages=NOT_A_NUMBER,
        metadata=described(translatable("跳过的条数"), default=0, minimum=0),
    )
    generation = generation_field()
    lang = language_field()


class SnapshotQuery(Schema):
    """Parameters of one resolution or document."""

    generation = generation_field()
    lang = language_field()


class SimilarQuery(SnapshotQuery):
    """Parameters of a search for resolutions like a given one."""

    limit = limit_field()


class SimilarTextQuery(Schema):
    """Parameters in the address of a search for resolutions like a text."""

    limit = limit_field()
    lang = language_field()


class SimilarText(Schema):
    """Body of a search for resolutions like a text."""

    text = String(
        required=True,
        error_messages={"required": "missing_text", "invalid": "missing_text"},
        metadata=described(translatable("要比对的文字；不保存，不记入日志")),
    )


class LegAnswer(Schema):
    """Rank and raw score in one leg."""

    rank = Integer()
    score = Float()


class PointMatchAnswer(Schema):
    """A point that matched."""

    label = String(allow_none=True)
    snippet = String(metadata=described(translatable("已转义的 HTML，其中只有 <mark> 是标记")))
    matched_by = List(String())
    page = page_field()
    last_page = last_page_field()


class SummaryAnswer(Schema):
    """What a hit says of its document."""

    title = String()
    kind = String()
    issuer = String(allow_none=True)
    meeting_number = Integer(allow_none=True)
    meeting_date = String(allow_none=True)
    issued_date = String(allow_none=True)
    date = String(allow_none=True)
    url = String(allow_none=True)
    sources = List(String(), metadata=described(translatable("来源文件名")))


class HitAnswer(Schema):
    """One resolution in a ranking."""

    rank = Integer()
    score = Float()
    resolution_id = String()
    document_id = String()
    heading = String()
    snippet = String(metadata=described(translatable("已转义的 HTML，其中只有 <mark> 是标记")))
    points = List(Nested(PointMatchAnswer))
    keyword = Nested(LegAnswer, allow_none=True)
    semantic = Nested(LegAnswer, allow_none=True)
    document = Nested(SummaryAnswer)
    facts = Nested("FactsAnswer")
    page = page_field()
    last_page = last_page_field()


class DocumentHitAnswer(Schema):
    """A document whose own text matched."""

    document_id = String()
    snippet = String()
    score = Float()
    document = Nested(SummaryAnswer)


class SearchAnswer(Schema):
    """One page of hits."""

    query = String()
    interpreted = String()
    notices = List(String())
    mode = String()
    offset = Integer()
    total = Integer(metadata=described(translatable("全部命中的议定事项数，不只本页")))
    took_ms = Float()
    generation = String()
    document_hits = List(Nested(DocumentHitAnswer))
    hits = List(Nested(HitAnswer))
    facets = Raw(metadata=described(translatable("每个分面的取值与议定事项数"), type="object"))


class HealthAnswer(Schema):
    """Whether a search would work, and over what."""

    status = String()
    generation = String()
    documents = Integer()
    resolutions = Integer()
    passages = Integer()
    encoder = String()
    built_at = String()


class ErrorDetail(Schema):
    """What went wrong."""

    code = String(metadata=described(translatable("错误代码，不随语言变化")))
    message = String(metadata=described(translatable("说明")))


class ErrorAnswer(Schema):
    """The one shape of an error."""

    error = Nested(ErrorDetail)
