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
VALIDITIES: dict[str, str] = {
    "in_force": translatable("现行有效"),
    "amended": translatable("已修改"),
    "repealed": translatable("已废止"),
    "expired": translatable("已失效"),
}
#: How the text of a file was got.
ROUTES: dict[str, str] = {
    "text": translatable("直接读取"),
    "text_layer": translatable("文字层"),
    "recognition": translatable("文字识别"),
    "text_layer_and_recognition": translatable("文字层与文字识别"),
    "conversion": translatable("LibreOffice 转换"),
    "records": translatable("JSON 行"),
}
#: Why a source was passed over, the gravest first.
CAUSES: dict[str, str] = {
    "unreadable": translatable("读不出"),
    "refused": translatable("拒绝收录"),
    "passed_over": translatable("按规则跳过"),
}
STAGES: dict[str, str] = {
    "read": translatable("读取"),
    "encode": translatable("编码"),
    "write": translatable("写入"),
}
ALL = KINDS | MODES | SORTS | ITEM_TYPES | DISCLOSURES | VALIDITIES | ROUTES | CAUSES | STAGES


def install_words(app: Flask) -> None:
    """Give templates the tables and the filter ``words``."""
    app.jinja_env.filters["words"] = words
    app.jinja_env.globals.update(KINDS=KINDS, MODES=MODES, SORTS=SORTS)


def words(code: str) -> str:
    """Return the words for a code in the language of the answer; an unknown code as it is."""
    return gettext(ALL[code]) if code in ALL else code
