"""The report of a build as the API answers it, as marshmallow schemas."""

from __future__ import annotations

from marshmallow import Schema
from marshmallow.fields import Boolean, Float, Integer, List, Nested, String

from web.language import translatable
from web.record_schemas import CONFIDENCE, ROUTES
from web.schemas import described


class StageAnswer(Schema):
    """How long a stage of a build took."""

    name = String()
    seconds = Float()


class FileAnswer(Schema):
    """One file that a build read."""

    source = String()
    route = String(metadata=described(ROUTES))
    format = String()
    seconds = Float()
    cached = Boolean(metadata=described(translatable("沿用以前读到的文字")))
    line = Integer(allow_none=True)
    pages = Integer(allow_none=True)
    recognized_pages = Integer()
    garbled_pages = List(Integer(), metadata=described(translatable("文字层乱码的页")))
    confidence = Float(allow_none=True, metadata=described(CONFIDENCE))
    records = Integer(allow_none=True, metadata=described(translatable("JSON 行文件读到的行数")))


class SkippedAnswer(Schema):
    """One source that a build passed over."""

    source = String()
    line = Integer(allow_none=True)
    reason = String()
    cause = String(
        metadata=described(
            translatable("原因的种类：passed_over 按规则跳过、refused 拒绝收录、unreadable 读不出")
        )
    )


class WarningAnswer(Schema):
    """Something to know about a source that a build read."""

    source = String()
    line = Integer(allow_none=True)
    text = String()


class OrdinalRangeAnswer(Schema):
    """Ordinals of meetings, both ends included."""

    first = Integer()
    last = Integer()


class MeetingSeriesAnswer(Schema):
    """The meetings of one body and type whose ordinals count together."""

    body = String()
    meeting_type = String(allow_none=True)
    term = Integer(allow_none=True)
    year = Integer(allow_none=True)
    held = List(Nested(OrdinalRangeAnswer), metadata=described(translatable("已收录的次数")))
    missing = List(
        Nested(OrdinalRangeAnswer),
        metadata=described(translatable("首末之间没有收录的次数")),
    )
    unnumbered = Integer(metadata=described(translatable("没有次数的会议数")))
    first_date = String(allow_none=True)
    last_date = String(allow_none=True)


class ReportAnswer(Schema):
    """What a build read, what it passed over and why, and how long it took."""

    generation = String(allow_none=True)
    started_at = String()
    seconds = Float()
    sources_read = Integer()
    documents = Integer()
    resolutions = Integer()
    passages = Integer()
    vectors_reused = Integer()
    vectors_encoded = Integer()
    stages = List(Nested(StageAnswer))
    files = List(Nested(FileAnswer))
    skipped = List(Nested(SkippedAnswer))
    warnings = List(Nested(WarningAnswer))
    notices = List(String())
    coverage = List(Nested(MeetingSeriesAnswer))
    corrections = Integer(metadata=described(translatable("采用的人工更正数")))
    near_duplicates = Integer(metadata=described(translatable("有几乎相同文字的议定事项数")))
