"""Who reported: wordings of many offices, in sentences written for this test."""

from __future__ import annotations

import pytest

from index.fact_model import Reporter
from index.facts.reporters import reporters
from index.facts.text import fact_text
from index.model import Document, Meeting


def read(text: str, body: str = "云州市人民政府") -> list[Reporter]:
    document = Document(
        kind="minutes", title="会议纪要", resolutions=(), meeting=Meeting(body=body)
    )
    return list(reporters((fact_text(text, 0),), document))


def shown(text: str) -> list[str]:
    return [f"{one.party.party_type} {one.evidence.text}" for one in read(text)]


CASES = [
    ("会议听取了市水利局关于防汛准备工作情况的汇报。", "unit 市水利局"),
    ("会议听取并原则同意市教育局关于招生工作的汇报。", "unit 市教育局"),
    ("听取市统计局关于经济运行情况的通报", "unit 市统计局"),
    ("市应急管理局局长赵刚汇报了安全生产工作情况。", "unit 市应急管理局"),
    ("市科技局汇报了科技创新工作。", "unit 市科技局"),
    (
        "市发改委主任李强、市财政局局长王敏分别就预算执行情况作了汇报。",
        "unit 市发改委；unit 市财政局",
    ),
    ("会议审议了市住建局提交的《城市更新条例（草案）》。", "unit 市住建局"),
    ("会议审议并通过市司法局报送的《规章制定计划》。", "unit 市司法局"),
    ("会议研究了市民政局《关于调整低保标准的请示》。", "unit 市民政局"),
    ("会议讨论并原则同意市人社局关于表彰先进个人的请示。", "unit 市人社局"),
    ("原则同意市交通运输局提请审议的《公交发展规划》。", "unit 市交通运输局"),
    ("会议听取了市财政局、市税务局的汇报。", "unit 市财政局；unit 市税务局"),
    ("同意市发改委会同市财政局提出的年度投资计划安排。", "unit 市发改委；unit 市财政局"),
    (
        "会议听取市自然资源和规划局、高新区管委会关于土地收储的情况汇报。",
        "unit 市自然资源和规划局；unit 高新区管委会",
    ),
    ("市国资委就企业改革方案作说明。", "unit 市国资委"),
    ("听取市委宣传部贯彻落实意见的汇报。", "unit 市委宣传部"),
    ("（汇报单位：市农业农村局、市气象局）", "unit 市农业农村局；unit 市气象局"),
    ("听取市信访局、市公安局信访维稳工作情况汇报", "unit 市信访局；unit 市公安局"),
    ("会议研究同意市机关事务局关于公务用车更新的意见。", "unit 市机关事务局"),
    ("市供电公司通报了迎峰度夏保供情况。", "unit 市供电公司"),
    ("市公安局副局长刘伟同志就禁毒工作向会议作了专题汇报。", "unit 市公安局"),
    ("会议审议通过了县自然资源局《国有建设用地出让方案》。", "unit 县自然资源局"),
    ("会议听取了县卫健局负责同志关于医改工作的汇报。", "unit 县卫健局"),
    ("会议听取市城管局有关城市精细化管理工作的汇报", "unit 市城管局"),
    ("会议听取了旗财政局关于预算调整的汇报。", "unit 旗财政局"),
    ("会议听取了副市长周牧关于招商引资工作的汇报。", "person 副市长周牧"),
    ("周牧同志汇报了有关情况。", "person 周牧同志"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_reads_who_reported(text: str, words: str) -> None:
    assert shown(text) == words.split("；")


@pytest.mark.parametrize(
    "text",
    [
        "会议听取了关于全市经济运行情况的汇报。",
        "会议听取了全市森林防火工作情况汇报。",
        "会议听取了清泉镇供水工程建设情况汇报。",
        "会议听取各部门工作汇报。",
        "要定期向市委汇报工作进展。",
        "市政府办公室要主动汇报。",
        "会议听取了各县区重点项目推进情况汇报。",
        "市住建局要加快项目进度。",
        "会议同意市科技局牵头组建专班。",
        "市水利局负责编制方案。",
        "每季度向市政府报告一次。",
    ],
)
def test_who_only_acts_did_not_report(text: str) -> None:
    assert shown(text) == []


def test_a_reporter_is_a_party_with_its_full_name() -> None:
    (found,) = read("会议听取了区建管委关于工程建设的汇报。", body="上海市长宁区人民政府")
    assert found.party.name == "上海市长宁区住房和城乡建设管理委员会"
    assert found.party.level == "区"


def test_a_unit_that_reported_twice_in_a_text_stands_once() -> None:
    text = "会议听取了市水利局关于防汛的汇报。会议同意市水利局提出的建议。"
    assert shown(text) == ["unit 市水利局"]
