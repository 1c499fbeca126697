"""Marked documents are refused by name and leave no trace; texts about secrets are read."""

from __future__ import annotations

import pytest
from written_minutes import minutes

from index.secrecy import secrecy_mark

MARKED = [
    "机密★1年",
    "绝密",
    "秘  密",
    "秘密★长期",
    "机密☆10年",
    "000012　机密★6个月　特急",
    "000012\n机密★5年\n特急\n某市人民政府",
    "密级：秘密",
    "ＸＸ市人民政府文件\n\n\u3000机密\n",
]
NOT_MARKED = [
    "保守国家秘密",
    "会议传达了关于机密文件管理的要求。",
    "商业秘密保护工作方案",
    "关于秘密级文件清退的通知",
    "秘密花园",
    "公开",
]


@pytest.mark.parametrize("head", MARKED)
def test_a_mark_in_the_head_is_seen(head: str) -> None:
    mark = secrecy_mark(f"{head}\n关于某事的通知\n各单位：")
    assert mark in ("绝密", "机密", "秘密")


@pytest.mark.parametrize("head", NOT_MARKED)
def test_a_text_about_secrets_is_not_marked(head: str) -> None:
    assert secrecy_mark(f"{head}\n一、关于某事\n会议同意。") is None


def test_a_mark_below_the_head_is_part_of_the_text() -> None:
    assert secrecy_mark("正文。\n" * 40 + "机密\n") is None


def test_a_marked_document_is_refused_by_name_and_leaves_no_trace(stub_index) -> None:
    secret = "机密★1年\n" + minutes(("研究暗堡迁移工作", "会议同意暗堡迁移。"), number=7)
    index = stub_index(
        {"open.txt": minutes(("研究就业", "会议同意。"), number=8), "marked.txt": secret}
    )
    report = index.build()
    assert [(s.source, "密级" in s.reason) for s in report.skipped] == [("marked.txt", True)]
    for path in index.root.rglob("*"):
        if path.is_file() and index.sources not in path.parents:
            assert "暗堡".encode() not in path.read_bytes(), path
