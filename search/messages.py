"""What the search says to people, in Chinese and English, by code.

Errors and notices carry a code and values; the words are chosen when they are shown, so that the
command line, the API and the page say the same sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]

MESSAGES: dict[str, dict[Language, str]] = {
    "unbalanced_quote": {
        "zh": "引号不成对，{text} 已按普通文字处理。",
        "en": "A quotation mark has no partner; {text} was taken literally.",
    },
    "short_phrase": {
        "zh": "引号内少于两个字，{text} 已按普通文字处理。",
        "en": "A quoted phrase needs two characters; {text} was taken literally.",
    },
    "query_too_long": {
        "zh": "检索词过长，只用了前 {limit} 个字。",
        "en": "The query is too long; only its first {limit} characters were used.",
    },
    "text_too_long": {
        "zh": "文字过长，只比对了前 {limit} 个字。",
        "en": "The text is too long; only its first {limit} characters were compared.",
    },
    "no_terms": {
        "zh": "没有可检索的文字。",
        "en": "There is nothing to search for in this query.",
    },
    "no_encoder": {
        "zh": "本索引没有语义向量，已改用关键词检索。",
        "en": "This index holds no vectors; keyword search was used instead.",
    },
    "generation_gone": {
        "zh": "索引版本 {generation} 已不在，结果来自当前版本。",
        "en": "Index generation {generation} is gone; these results come from the current one.",
    },
    "paging_limit": {
        "zh": "翻页最多到第 {limit} 条，请缩小范围。",
        "en": "Paging stops at item {limit}; please narrow the search.",
    },
    "invalid_mode": {
        "zh": "mode 只能是 hybrid、keyword 或 semantic，不能是“{value}”。",
        "en": "mode must be hybrid, keyword or semantic, not '{value}'.",
    },
    "invalid_limit": {
        "zh": "limit 应在 1 到 {maximum} 之间，不能是 {value}。",
        "en": "limit must be between 1 and {maximum}, not {value}.",
    },
    "invalid_offset": {
        "zh": "offset 不能小于 0（收到 {value}）。",
        "en": "offset must not be below 0 (got {value}).",
    },
    "invalid_kind": {
        "zh": "没有“{value}”这种文件类型；可用：{choices}。",
        "en": "There is no document kind '{value}'; choose from {choices}.",
    },
    "invalid_fact": {
        "zh": "{field} 没有“{value}”这个值；可用：{choices}。",
        "en": "{field} has no value '{value}'; choose from {choices}.",
    },
    "invalid_amount": {
        "zh": "{name} 应写作 500万元、1.2亿元、300亩 这样的数量，不能是“{value}”。",
        "en": "{name} must be an amount such as 500万元, 1.2亿元 or 300亩, not '{value}'.",
    },
    "invalid_amounts": {
        "zh": "数量应同一单位、由小到大，不能从 {least} 到 {greatest}。",
        "en": "Amounts must have one unit and rise; {least} to {greatest} does not.",
    },
    "invalid_dates": {
        "zh": "起始日期 {start} 晚于截止日期 {end}。",
        "en": "The start date {start} is after the end date {end}.",
    },
    "invalid_sort": {
        "zh": "sort 只能是 relevance 或 date，不能是“{value}”。",
        "en": "sort must be relevance or date, not '{value}'.",
    },
    "unknown_resolution": {
        "zh": "没有编号为“{value}”的议定事项。",
        "en": "There is no resolution with the id '{value}'.",
    },
    "unknown_document": {
        "zh": "没有编号为“{value}”的文件。",
        "en": "There is no document with the id '{value}'.",
    },
    "no_index": {
        "zh": "{directory} 里没有可用的索引，请先运行 python build_index.py。",
        "en": "There is no usable index in {directory}; run python build_index.py first.",
    },
    "index_unreadable": {
        "zh": "索引版本 {generation} 打不开：{reason}。"
        "请运行 python build_index.py --verify 检查。",
        "en": "Generation {generation} cannot be opened: {reason}. "
        "Run python build_index.py --verify to check it.",
    },
    "encoder_mismatch": {
        "zh": "索引用的编码器是 {built}，现在设置的是 {configured}；"
        "请重建索引，或改回 YIDING_ENCODER。",
        "en": "The index was built with the encoder {built}, but {configured} is set; "
        "rebuild the index or set YIDING_ENCODER back.",
    },
    "encoder_unusable": {
        "zh": "编码器打不开：{reason}",
        "en": "The encoder cannot be opened: {reason}",
    },
    "empty_text": {
        "zh": "没有收到可比对的文字。",
        "en": "No text to compare was given.",
    },
}


@dataclass(frozen=True, slots=True)
class Message:
    """A code of :data:`MESSAGES` with the values for its placeholders."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    def text(self, language: Language = "zh") -> str:
        """Return the sentence in ``language``."""
        return MESSAGES[self.code][language].format(**dict(self.values))


def message(code: str, **values: object) -> Message:
    """Build a message; ``code`` must be a key of :data:`MESSAGES`.

    Raises:
        KeyError: ``code`` is unknown.
    """
    if code not in MESSAGES:
        raise KeyError(code)
    return Message(code, tuple((name, str(value)) for name, value in values.items()))
