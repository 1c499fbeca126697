"""The Chinese words for the codes of the facts, for terminal and pages.

The catalogue of the pages holds their English.
"""

from __future__ import annotations


def translatable(sentence: str) -> str:
    """Mark a sentence of a table for the catalogue of the pages."""
    return sentence


ITEM_TYPES: dict[str, str] = {
    "conveyed": translatable("传达学习"),
    "heard": translatable("听取汇报"),
    "reviewed": translatable("审议"),
    "discussed": translatable("研究"),
}
OUTCOMES: dict[str, str] = {
    "approved": translatable("同意"),
    "approved_in_principle": translatable("原则同意"),
    "revise_and_resubmit": translatable("修改后再上会"),
    "deferred": translatable("暂缓"),
    "rejected": translatable("不予同意"),
    "tasked": translatable("部署要求"),
}
NEXT_STEPS: dict[str, str] = {
    "party_committee_review": translatable("提请党委审议"),
    "congress_review": translatable("提请人大审议"),
    "superior_approval": translatable("报上级审批"),
    "government_approval": translatable("报本级政府审定"),
    "approval": translatable("按程序报批"),
    "issued_by_government": translatable("以政府名义印发"),
    "issued_by_department": translatable("由部门印发"),
    "issued": translatable("按程序印发"),
    "public_consultation": translatable("公开征求意见"),
    "filing": translatable("备案"),
}
ROLES: dict[str, str] = {
    "lead": translatable("牵头"),
    "owner": translatable("负责"),
    "support": translatable("配合"),
    "guide": translatable("指导"),
    "issue": translatable("印发"),
    "supervise": translatable("督办"),
    "reported": translatable("汇报"),
}
DEADLINE_KINDS: dict[str, str] = {
    "fixed": translatable("固定日期"),
    "relative": translatable("相对日期"),
    "recurring": translatable("定期"),
    "ongoing": translatable("长期"),
    "conditional": translatable("附条件"),
    "vague": translatable("未定日期"),
}
