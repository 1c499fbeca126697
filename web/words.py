"""The words that people see for the codes of the data model: one table for each kind of code."""

from __future__ import annotations

from flask import Flask

from search.filters import FIELDS as FACTS
from search.words import DEADLINE_KINDS, ITEM_TYPES, NEXT_STEPS, OUTCOMES, ROLES
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
    "identify": translatable("归并与比对"),
    "encode": translatable("编码"),
    "write": translatable("写入"),
}
#: The fields by which a search can be filtered, in the order in which they are shown.
FIELDS: dict[str, str] = {
    "item": translatable("议题类型"),
    "outcome": translatable("议定结果"),
    "unit": translatable("责任或汇报单位"),
    "role": translatable("责任"),
    "next": translatable("后续程序"),
    "deadline": translatable("期限种类"),
    "cites": translatable("引用的文件"),
    "body": translatable("会议主体"),
    "term": translatable("届"),
    "meeting": translatable("会议次数"),
    "chair": translatable("主持"),
    "attendee": translatable("出席与列席"),
    "genre": translatable("文种"),
    "issuer": translatable("发文机关"),
    "number": translatable("文号"),
    "validity": translatable("效力"),
    "disclosure": translatable("公开属性"),
}
ALL = {
    code: sentence
    for table in (
        KINDS,
        MODES,
        SORTS,
        ITEM_TYPES,
        OUTCOMES,
        NEXT_STEPS,
        ROLES,
        DEADLINE_KINDS,
        DISCLOSURES,
        VALIDITIES,
        ROUTES,
        CAUSES,
        STAGES,
    )
    for code, sentence in table.items()
}


def install_words(app: Flask) -> None:
    """Give templates the tables and the filter ``words``."""
    app.jinja_env.filters["words"] = words
    app.jinja_env.filters["sentence"] = gettext
    app.jinja_env.globals.update(
        KINDS=KINDS,
        MODES=MODES,
        SORTS=SORTS,
        FIELDS=FIELDS,
        FACT_CHOICES={name: FACTS[name].choices for name in FIELDS if FACTS[name].choices},
        FACT_WORDS=[name for name in FIELDS if not FACTS[name].choices],
    )


def words(code: str) -> str:
    """Return the words for a code in the language of the answer; an unknown code as it is."""
    return gettext(ALL[code]) if code in ALL else code
