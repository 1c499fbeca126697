"""What stands at the end of policy documents: annexes, receivers, dates."""

from __future__ import annotations

from datetime import date

import pytest

from index.parsers import parse
from index.parsers.accounting import unaccounted

HEAD = "云津市人民政府关于促进就业的意见\n云府〔2024〕3号\n各县人民政府：\n"
BODY = "一、总体要求\n坚持稳中求进。\n二、重点任务\n抓好落实，责任到人。\n"
SIGNED = "云津市人民政府\n2024年5月1日\n"


@pytest.mark.parametrize(
    ("listed", "titles"),
    [
        ("附件：任务分工表\n", ("任务分工表",)),
        ("附件：1.任务分工表\n2.申请表（略）\n", ("任务分工表", "申请表")),
        ("附件：1．任务分工表\n　　　2．申请表\n", ("任务分工表", "申请表")),
        ("附件：1.2024年任务清单  2.联系人名单\n", ("2024年任务清单", "联系人名单")),
        ("附件：云津市就业补助资金管理\n办法\n", ("云津市就业补助资金管理办法",)),
        ("附表：1.指标表\n", ()),
        ("", ()),
    ],
)
def test_a_list_of_annexes(listed: str, titles: tuple[str, ...]) -> None:
    text = HEAD + BODY + listed + SIGNED
    document = parse(text, "name")
    assert document.attachments == titles
    assert document.issuer == "云津市人民政府"
    assert not unaccounted(text, document)
    if titles:
        assert document.resolutions[-1].points[-1].text == "抓好落实，责任到人。"


def test_two_issuers_below_a_list_of_annexes_are_no_annex() -> None:
    text = HEAD + BODY + "附件：服务方案\n云津市商务局　云津银行\n2024年5月1日\n"
    document = parse(text, "name")
    assert document.attachments == ("服务方案",)
    assert document.issuer == "云津市商务局、云津银行"


def test_an_annex_that_is_part_of_the_text_is_read_on_its_own() -> None:
    annex = "附件1\n就业补贴实施细则\n一、补贴对象\n应届毕业生。\n二、补贴标准\n每人一千元。\n"
    table = "附件2\n联系人名单\n姓名　单位　电话\n张三　市人社局　123\n李四　市财政局　456\n"
    text = HEAD + BODY + SIGNED + annex + table
    document = parse(text, "name")
    assert document.attachments == ("就业补贴实施细则", "联系人名单")
    groups = [(r.group, r.label, r.heading) for r in document.resolutions]
    assert groups == [
        (None, "一、", "总体要求"),
        (None, "二、", "重点任务"),
        ("附件1 就业补贴实施细则", "一、", "补贴对象"),
        ("附件1 就业补贴实施细则", "二、", "补贴标准"),
        (None, None, "附件2 联系人名单"),
    ]
    rows = "姓名　单位　电话\n张三　市人社局　123\n李四　市财政局　456"
    assert document.resolutions[-1].points[0].text == rows
    assert not unaccounted(text, document)


@pytest.mark.parametrize(
    ("foot", "issued"),
    [
        ("云津市人民政府办公室　2024年5月3日印发\n", date(2024, 5, 3)),
        ("云津市人民政府办公室 20\n24年5月3日印发\n", date(2024, 5, 3)),
        ("云津市人民政府办公室2024\n年5月3日印发\n", date(2024, 5, 3)),
        ("云津市人民政府办公室 123\n24年5月3日印发\n", None),
    ],
)
def test_a_date_that_a_line_end_cuts_behind_the_receivers(foot: str, issued: date | None) -> None:
    text = HEAD + BODY + SIGNED + "抄送：市委各部门，市人大常委会办公室。\n" + foot
    document = parse(text, "name")
    assert document.distribution == ("市委各部门", "市人大常委会办公室")
    assert (document.signed, document.issued) == (date(2024, 5, 1), issued)
    assert not unaccounted(text, document)


def test_a_unit_named_on_a_line_of_the_text_signs_nothing() -> None:
    text = HEAD + "一、责任分工\n云津市人民政府\n负责统筹协调。\n二、重点任务\n抓好。\n" + SIGNED
    document = parse(text, "name")
    assert [r.heading for r in document.resolutions] == ["责任分工", "重点任务"]
    assert document.back_matter == "云津市人民政府\n2024年5月1日"
