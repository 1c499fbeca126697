"""Title, number, addressees and issuer of policy documents, as offices print them."""

from __future__ import annotations

from datetime import date

import pytest

from index.parsers import parse
from index.parsers.receivers import receivers_in

BODY = "\n一、总体要求\n坚持稳中求进。\n二、重点任务\n抓好落实。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云津市人民政府关于促进就业的意见", "云津市人民政府关于促进就业的意见"),
        (
            "云津市民政局关于调整优化有关监管措施\n支持全市社会组织平稳健康\n运行的通知",
            "云津市民政局关于调整优化有关监管措施支持全市社会组织平稳健康运行的通知",
        ),
        (
            "云津市人民政府办公室\n关于印发云津市城市更新实施办法\n的通知",
            "云津市人民政府办公室关于印发云津市城市更新实施办法的通知",
        ),
        (
            "云津市人民政府文件\n云府〔2024〕9号\n\n关于加快养老服务业发展的\n若干意见",
            "关于加快养老服务业发展的若干意见",
        ),
        ("云津市科技局印发\n《关于支持创新的通知》", "云津市科技局印发《关于支持创新的通知》"),
        ("云津市公园管理办法\n（试行）", "云津市公园管理办法（试行）"),
        ("全屏\n加大\n2026年云津市政府工作报告", "2026年云津市政府工作报告"),
        ("// 12 //\n云津市关于促进就业的意见", "云津市关于促进就业的意见"),
        (
            "云津市人民政府公告\n2025年第4号\n关于划定禁渔区的公告",
            "关于划定禁渔区的公告",
        ),
        ("云津市税务局公告\n2025年第4号\n（关于优化退税办理的公告）", "关于优化退税办理的公告"),
        (
            "云津市人民政府对市十八届人大二次会议\n第12号建议的答复",
            "云津市人民政府对市十八届人大二次会议第12号建议的答复",
        ),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert parse(head + BODY, "name").title == title


def test_a_sentence_is_no_title_and_no_heading_is_taken_for_one() -> None:
    text = "各县人民政府：\n为促进就业，制定本意见。\n就业形势\n稳定。" + BODY
    assert parse(text, "就业意见").title == "就业意见"


def test_an_order_is_called_by_what_it_makes_public() -> None:
    articles = "".join(f"第{n}条　公园应当整洁。\n" for n in "一二三四")
    text = (
        "云津市人民政府令\n第12号\n《云津市公园管理办法》已经2024年3月1日市人民政府第3次"
        "常务会议通过，现予公布，自2024年5月1日起施行。\n市长　林远\n2024年3月8日\n"
        f"云津市公园管理办法\n第一章　总则\n{articles}"
    )
    document = parse(text, "name")
    assert document.title == "云津市公园管理办法"
    assert document.document_number == "云津市人民政府令第12号"
    assert document.issuer == "云津市人民政府"
    assert (document.signed, document.effective) == (date(2024, 3, 8), date(2024, 5, 1))
    assert [r.label for r in document.resolutions] == ["第一条", "第二条", "第三条", "第四条"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云府〔2024〕3号", "云府〔2024〕3号"),
        ("云政办发[2024]12号", "云政办发〔2024〕12号"),
        ("云市监﹝2024﹞第5号", "云市监〔2024〕5号"),
        ("文号：云财（2023）18号", "云财〔2023〕18号"),
        ("（云教发〔2020〕6号）", None),
        ("2024年5月1日", None),
    ],
)
def test_document_numbers(line: str, number: str | None) -> None:
    text = f"云津市人民政府关于促进就业的意见\n{line}\n各县人民政府：{BODY}"
    assert parse(text, "name").document_number == number


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("各县（市、区）人民政府：", ("各县（市、区）人民政府",)),
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            ("各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"),
        ),
        ("市财政局、市教育局：", ("市财政局", "市教育局")),
        ("各市县科技厅（委、局），高新区管委会：", ("各市县科技厅（委、局）", "高新区管委会")),
        ("东湖县人民政府：", ("东湖县人民政府",)),
        ("云津大学：", ("云津大学",)),
        ("各有关经营者：", ("各有关经营者",)),
        ("周一帆等代表：", ("周一帆等代表",)),
        ("林远副主席：", ("林远副主席",)),
        ("机关各处室、局属各单位：", ("机关各处室", "局属各单位")),
        ("现将有关事项通知如下：", ()),
        ("各位代表：", ()),
        ("同志们：", ()),
        ("为做好工作，现就有关问题明确如下：", ()),
        ("经研究，批复如下：", ()),
        ("工作要求：", ()),
    ],
)
def test_addressees(line: str, addressees: tuple[str, ...]) -> None:
    text = f"云津市人民政府关于促进就业的意见\n云府〔2024〕3号\n{line}{BODY}"
    assert parse(text, "name").addressees == addressees


def test_a_colon_further_down_addresses_nobody() -> None:
    text = "云津市关于促进就业的意见\n就业是民生之本。\n各县人民政府：" + BODY
    assert parse(text, "name").addressees == ()


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        (
            "市委各部门，市人大常委会办公室；军分区。",
            ("市委各部门", "市人大常委会办公室", "军分区"),
        ),
        ("各区、县人民政府", ("各区、县人民政府",)),
        ("市发改委、市财政局", ("市发改委", "市财政局")),
        ("", ()),
    ],
)
def test_lists_of_receivers(text: str, receivers: tuple[str, ...]) -> None:
    assert receivers_in(text) == receivers


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("云津市人民政府", "云津市人民政府"),
        ("云 津 市 人 民 政 府", "云津市人民政府"),
        ("云津市财政局　云津市教育局", "云津市财政局、云津市教育局"),
        ("云津市财政局\n云津市教育局\n云津市总工会", "云津市财政局、云津市教育局、云津市总工会"),
        ("财　政　部\n教　育　部", "财政部、教育部"),
        ("云津市防汛抗旱\n指挥部办公室（代章）", "云津市防汛抗旱指挥部办公室"),
        ("", "云津市人民政府办公室"),
    ],
)
def test_issuers(signature: str, issuer: str) -> None:
    text = (
        "云津市人民政府办公室关于促进就业的意见\n云府〔2024〕3号\n各县人民政府："
        f"{BODY}{signature}\n2024年5月1日\n"
    )
    document = parse(text, "name")
    assert document.issuer == issuer
    assert document.signed == date(2024, 5, 1)


def test_a_report_is_given_for_a_government() -> None:
    text = (
        "政府工作报告\n——2025年1月18日在云津市第十六届人民代表大会第四次会议上\n市长　林远\n"
        "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
        "一、过去一年工作回顾\n经济稳中有进。\n二、今年工作安排\n抓好落实。\n"
    )
    document = parse(text, "name")
    assert (document.kind, document.title) == ("report", "政府工作报告")
    assert document.issuer == "云津市人民政府"
    assert document.signed == date(2025, 1, 18)
    assert [r.heading for r in document.resolutions] == ["过去一年工作回顾", "今年工作安排"]
