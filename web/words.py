"""The words that people see for the codes of the data model: one table for each kind of code."""

from __future__ import annotations

from flask import Flask

from web.language import gettext, translatable

KINDS: dict[str, str] = {
    "minutes": translatable("会议纪要"),
    "policy": translatable("政策文件"),
    "report": translatable("工作报告"),
    "law": translatable("法律法规"),
    "other": translatable("其他文件"),
}
MODES: dict[str, str] = {
    "hybrid": translatable("综合"),
    "keyword": translatable("关键词"),
    "semantic": translatable("语义"),
}
SORTS: dict[str, str] = {
    "relevance": translatable("按相关度"),
    "date": translatable("按日期"),
}
ITEM_TYPES: dict[str, str] = {
    "conveyed": translatable("传达学习"),
    "heard": translatable("听取汇报"),
    "reviewed": translatable("审议"),
    "discussed": translatable("研究"),
}
DISCLOSURES: dict[str, str] = {
    "public": translatable("主动公开"),
    "on_request": translatable("依申请公开"),
    "not_public": translatable("不予公开"),
}
ALL = KINDS | MODES | SORTS | ITEM_TYPES | DISCLOSURES


def install_words(app: Flask) -> None:
    """Give templates the tables and the filter ``words``."""
    app.jinja_env.filters["words"] = words
    app.jinja_env.globals.update(KINDS=KINDS, MODES=MODES, SORTS=SORTS)


def words(code: str) -> str:
    """Return the words for a code in the language of the answer; an unknown code as it is."""
    return gettext(ALL[code]) if code in ALL else code
