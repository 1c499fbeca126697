"""What stands around a title is told from it: an annex label before, a revision behind."""

from __future__ import annotations

import pytest

from index.parsers import parse

OUTLINE = "\n一、总体要求\n坚持就业优先。\n二、重点任务\n抓好落实。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("附件3：\n云津市就业工作实施办法", "云津市就业工作实施办法"),
        ("附件3：云津市就业工作实施办法", "云津市就业工作实施办法"),
        ("附件\n云津市就业工作实施办法", "云津市就业工作实施办法"),
        ("云津市就业补贴目录\n（2024年修订）", "云津市就业补贴目录（2024年修订）"),
        ("云津市就业工作实施办法\n（试行）", "云津市就业工作实施办法（试行）"),
        ("云津市就业工作实施办法\n（云政发〔2024〕3号）", "云津市就业工作实施办法"),
        ("附件管理办法", "附件管理办法"),
        ("000012\n特急\n云津市人民政府文件\n云津市就业工作实施办法", "云津市就业工作实施办法"),
        (
            "云津市财政局等部门文件\n云财〔2024〕3号\n关于做好就业工作的通知",
            "关于做好就业工作的通知",
        ),
        ("关于清理规范性文件", "关于清理规范性文件"),
    ],
)
def test_a_policy_document(head: str, title: str) -> None:
    assert parse(head + OUTLINE, "name").title == title


@pytest.mark.parametrize(
    "label", ["大纲1", "附件2：", "附表", "000012\n特急\n云津市教育局文件\n云教〔2024〕1号"]
)
def test_a_plain_document(label: str) -> None:
    text = f"{label}\n云津市公共科目笔试大纲\n为便于报考者了解笔试，特制定本大纲。\n"
    assert parse(text, "name").title == "云津市公共科目笔试大纲"


def test_a_section_named_after_a_government_does_not_end_a_law() -> None:
    articles = "".join(f"第{n}条　各级人民政府依法行使职权。\n" for n in "一二三四")
    more = "".join(f"第{n}条　本法自公布之日起施行。\n" for n in "五六七八")
    text = f"云津市组织条例\n第一章　总则\n{articles}第二章　地方各级人民政府\n{more}"
    document = parse(text, "name")
    assert len(document.resolutions) == 8
    assert document.resolutions[-1].group == "第二章地方各级人民政府"
    assert document.issuer is None


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("云津市考试院\n二〇二三年一月一日\n", "2023-01-01"),
        ("2023年12月31日\n（联系人：张三）\n", "2023-12-31"),
        ("二〇二三年十二月\n", None),
        ("会议于2023年12月31日召开。\n", None),
    ],
)
def test_the_closing_date_of_a_plain_document(closing: str, day: str | None) -> None:
    text = f"云津市公共科目笔试大纲\n为便于报考者了解笔试，特制定本大纲。\n{closing}"
    signed = parse(text, "name").signed
    assert (signed.isoformat() if signed else None) == day
