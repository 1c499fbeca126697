"""What has to happen to a matter, seen from the body that met; what is past or only a rule."""

from __future__ import annotations

import pytest

from index.fact_model import HEADING
from index.facts.next_steps import next_steps
from index.facts.step_bodies import Standpoint, standpoint, steps_before
from index.facts.text import fact_text
from index.model import Document, Meeting


def _minutes(body: str = "某某市人民政府") -> Document:
    return Document("minutes", "常务会议纪要", (), meeting=Meeting(body=body))


def _steps(text: str, body: str = "某某市人民政府") -> list[str]:
    return [found.step for found in next_steps([fact_text(text, 0)], _minutes(body))]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("修改完善后提请市委常委会审议。", "party_committee_review"),
        ("由市发改委修改后报市委审定。", "party_committee_review"),
        ("提交市委财经委员会会议研究。", "party_committee_review"),
        ("经市委常委会审议通过后组织实施。", "party_committee_review"),
        ("按规定报市委。", "party_committee_review"),
        ("方案12月底前报省自然资源厅。", "superior_approval"),
        ("由市政府办公室汇总后报市委。", "party_committee_review"),
        ("提请市人大常委会审议。", "congress_review"),
        ("由市政府办公室调整后，提请市人代会票决。", "congress_review"),
        ("提请市十六届人民代表大会第三次会议审查。", "congress_review"),
        ("以市政府议案形式提交市人大常委会审议。", "congress_review"),
        ("由市审计局向市人大常委会报告。", "congress_review"),
        ("报省政府审批。", "superior_approval"),
        ("按程序上报国务院批准。", "superior_approval"),
        ("报请省自然资源厅审查。", "superior_approval"),
        ("完善后转报国家审批。", "superior_approval"),
        ("报上级主管部门核准。", "superior_approval"),
        ("征得省文物局同意后施工。", "superior_approval"),
        ("报市政府审定后实施。", "government_approval"),
        ("年底前报市政府专题研究。", "government_approval"),
        ("报分管副市长审定。", "government_approval"),
        ("经常务副市长某某审核把关后执行。", "government_approval"),
        ("经专家论证后报市政府常务会议。", "government_approval"),
        ("报市规划委员会审定。", "government_approval"),
        ("由市民政局按程序报批。", "approval"),
        ("3月底前完成报批。", "approval"),
        ("按规定程序审批。", "approval"),
        ("以市政府名义印发。", "issued_by_government"),
        ("以市政府办公室文件印发执行。", "issued_by_government"),
        ("以市政府令公布，自明年起施行。", "issued_by_government"),
        ("由市政府办公室印发。", "issued_by_government"),
        ("由市商务局按程序报市政府印发。", "issued_by_government"),
        ("由市发改委印发。", "issued_by_department"),
        ("由市司法局修改完善后印发。", "issued_by_department"),
        ("由市民政局会同市财政局修改，明年1月底前印发。", "issued_by_department"),
        ("由市人社局、市财政局联合印发。", "issued_by_department"),
        ("由市委办公室、市政府办公室联合印发。", "issued_by_government"),
        ("由市人社局、市财政局联合行文下发。", "issued_by_department"),
        ("以部门名义印发。", "issued_by_department"),
        ("修改后按程序发布实施。", "issued"),
        ("修改完善后按程序印发。", "issued"),
        ("由某某同志牵头，市林业局具体负责，修改后印发实施。", "issued"),
        ("向社会公开征求意见。", "public_consultation"),
        ("方案公示七日。", "public_consultation"),
        ("草案面向社会征求公众意见。", "public_consultation"),
        ("报省政府备案。", "filing"),
        ("并报市人大常委会备案。", "filing"),
        ("向市司法局备案。", "filing"),
    ],
)
def test_one_step(text: str, step: str) -> None:
    assert _steps(text) == [step]


@pytest.mark.parametrize(
    "text",
    [
        "经省政府批准，我市设立试验区。",
        "该规划已报省政府批复。",
        "会议审议了市城投集团提请审议的方案。",
        "《关于报省政府审批的请示》由市发改委起草。",
        "经审核把关后实施。",
        "未经批准不得建设。",
        "不得提交市政府常务会议讨论。",
        "市科技局每半年向市政府报告一次。",
        "轮换计划每季度报市发改委备案。",
        "12月底前书面报告市政府。",
        "每月将工程进展情况报市政府。",
        "现印发给你们，请认真执行。",
        "某某市人民政府关于印发某某规划的通知。",
        "某某市政府印发《某某办法》的通知继续有效。",
        "申请人应当向县级部门报送备案材料。",
        "会议听取了市水务局的汇报。",
        "企业申报补助须提供资料。",
        "值班人员1小时内上报。",
        "自印发之日起施行。",
        "已印发的文件继续有效。",
        "不直接印发。",
        "公开征求意见中反对比例较高。",
        "小区公示栏更新及时。",
        "飞行报备由市公安局受理。",
        "修改完善后再次提交市政府会议研究。",
        "公布后确需增减的，由市司法局印发通知。",
        "市委编办负责机构设置。",
    ],
)
def test_no_step(text: str) -> None:
    assert _steps(text) == []


def test_steps_in_the_order_of_their_words() -> None:
    text = (
        "由市人社局修改完善，提请市委常委会审议后以市政府名义印发，并报省人社厅备案。"
        "由市财政局报市委常委会审议后，提请市人代会审查。"
    )
    assert _steps(text) == [
        "party_committee_review",
        "issued_by_government",
        "filing",
        "party_committee_review",
        "congress_review",
    ]


def test_two_bodies_of_one_submission_are_two_steps() -> None:
    assert _steps("报市委、市政府审定。") == ["party_committee_review", "government_approval"]


def test_a_review_listed_over_a_comma_is_one_step() -> None:
    text = "经县委常委、常务副县长某某，副县长李某审核把关后，由县政府办公室印发。"
    assert _steps(text, "某某县人民政府") == ["government_approval", "issued_by_government"]


@pytest.mark.parametrize(
    ("text", "body", "step"),
    [
        ("报市政府审批。", "某某县人民政府", "superior_approval"),
        ("报市委审定。", "某某区人民政府", "superior_approval"),
        ("报区委常委会审议。", "某某区人民政府", "party_committee_review"),
        ("报省政府审定。", "某某省人民政府", "government_approval"),
        ("提请省委常委会审议。", "某某省人民政府", "party_committee_review"),
        ("报国务院审批。", "某某省人民政府", "superior_approval"),
        ("报自治区政府审批。", "某某市人民政府", "superior_approval"),
        ("报甲州市政府审批。", "乙江市人民政府", "superior_approval"),
        ("报乙江市政府审批。", "乙江市人民政府", "government_approval"),
        ("报市文物局审批。", "某某县人民政府", "superior_approval"),
        ("报市政府审定。", "市政府", "government_approval"),
        ("报省政府审批。", "", "superior_approval"),
        ("提请市委审议。", "", "party_committee_review"),
    ],
)
def test_what_is_above_depends_on_who_met(text: str, body: str, step: str) -> None:
    assert _steps(text, body) == [step]


def test_where_one_stands() -> None:
    assert standpoint(_minutes("某某市某某区人民政府")).rank == 2
    assert standpoint(_minutes("某某自治区人民政府")).rank == 4
    assert standpoint(Document("minutes", "纪要", ())) == Standpoint("", None)


@pytest.mark.parametrize("target", ["市委宣传部", "市委编办", "专家组", "", "市财政局"])
def test_no_reviewing_body(target: str) -> None:
    assert steps_before(target, Standpoint("某某市人民政府", 3)) == ()


def test_evidence_is_the_clause_as_printed() -> None:
    text = "由市科技\n局修改，提请市委\n常委会审议。"
    step = next_steps([fact_text(text, 2)], _minutes())[0]
    assert step.evidence.text == "提请市委\n常委会审议"
    assert text[step.evidence.start : step.evidence.end] == step.evidence.text


def test_headings_and_laws_have_no_steps() -> None:
    heading = [fact_text("提请市人大常委会审议决算草案", HEADING)]
    assert next_steps(heading, _minutes()) == ()
    point = [fact_text("报市政府审定后印发。", 0)]
    policy = Document("policy", "通知", (), genre="通知", issuer="某某市人民政府")
    assert [s.step for s in next_steps(point, policy)] == ["government_approval", "issued"]
    assert next_steps(point, Document("law", "条例", ())) == ()
