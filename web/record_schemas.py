"""The answers of the API that show one resolution or one document, as marshmallow schemas."""

from __future__ import annotations

from marshmallow import Schema
from marshmallow.fields import Boolean, Float, Integer, List, Nested, String

from web.fact_schemas import CorrectionAnswer, FactsAnswer
from web.language import translatable
from web.schemas import SummaryAnswer, described, last_page_field, page_field

ROUTES = translatable(
    "文字的来历：text 直接读取、text_layer 文字层、recognition 文字识别、"
    "text_layer_and_recognition 文字层与文字识别、conversion LibreOffice 转换、records JSON 行"
)
CONFIDENCE = translatable("文字识别的置信度，0 到 1，各页平均")


class PointAnswer(Schema):
    """One point of a resolution."""

    label = String(allow_none=True)
    text = String()
    original = String(
        allow_none=True,
        metadata=described(translatable("原文的排版（空格与换行），与 text 相同时为空")),
    )
    page = page_field()
    last_page = last_page_field()


class ResolutionItem(FactsAnswer):
    """One resolution inside its document."""

    id = String()
    ordinal = Integer()
    label = String(allow_none=True)
    heading = String()
    heading_printed = Boolean()
    group = String(allow_none=True)
    lead = String()
    points = List(Nested(PointAnswer))
    page = page_field()
    last_page = last_page_field()


class ResolutionAnswer(ResolutionItem):
    """One resolution with its document and its neighbours."""

    generation = String()
    citation = String(metadata=described(translatable("引用格式")))
    previous_id = String(allow_none=True)
    next_id = String(allow_none=True)
    document_id = String()
    document = Nested(SummaryAnswer)


class AttendeeAnswer(Schema):
    """One name of an attendance list."""

    name = String()
    post = String(allow_none=True)
    unit = String(allow_none=True)
    status = String()
    reason = String(allow_none=True)
    items = List(Integer())


class SourceAnswer(Schema):
    """Where a document came from, and how its text was got."""

    name = String()
    line = Integer(allow_none=True)
    route = String(allow_none=True, metadata=described(ROUTES))
    confidence = Float(allow_none=True, metadata=described(CONFIDENCE))
    pages = Integer(allow_none=True)
    shown = Boolean(metadata=described(translatable("文件的文字取自这个来源")))
    superseded = Boolean(metadata=described(translatable("已被更正后的文件取代，文字不收录")))


class DocumentAnswer(Schema):
    """One document with all its resolutions."""

    generation = String()
    id = String()
    kind = String()
    genre = String(allow_none=True)
    title = String()
    document_number = String(allow_none=True)
    issuer = String(allow_none=True)
    meeting_body = String(allow_none=True)
    meeting_term = Integer(allow_none=True)
    meeting_type = String(allow_none=True)
    meeting_number = Integer(allow_none=True)
    meeting_year = Integer(allow_none=True)
    meeting_date = String(allow_none=True)
    signed_date = String(allow_none=True)
    issued_date = String(allow_none=True)
    published_date = String(allow_none=True)
    chair = String(allow_none=True)
    recorder = String(allow_none=True)
    attendance = List(Nested(AttendeeAnswer))
    disclosure = String(allow_none=True)
    disclosure_text = String(allow_none=True, metadata=described(translatable("公开属性的原文")))
    validity = String(
        allow_none=True,
        metadata=described(
            translatable("效力：in_force 现行有效、amended 已修改、repealed 已废止、expired 已失效")
        ),
    )
    validity_evidence = String(allow_none=True)
    effective_date = String(allow_none=True)
    valid_until = String(allow_none=True)
    repeals = List(String())
    index_number = String(allow_none=True, metadata=described(translatable("索引号")))
    is_partial = Boolean(data_key="partial")  # a schema has an attribute of that name
    addressees = List(String())
    distribution = List(String())
    attachments = List(String())
    corrections = List(Nested(CorrectionAnswer))
    warnings = List(String())
    front_matter = String()
    back_matter = String()
    url = String(allow_none=True)
    sources = List(String())
    source_details = List(Nested(SourceAnswer))
    resolutions = List(Nested(ResolutionItem))
