"""Who must do what: wordings of many offices, in sentences written for this test."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.fact_model import Responsibility
from index.facts.responsible import responsible
from index.facts.text import fact_text, texts_of
from index.model import Document, Kind, Meeting, Point, Resolution


def read(text: str, body: str = "云州市人民政府", kind: Kind = "minutes") -> list[Responsibility]:
    document = Document(
        kind=kind,
        title="会议纪要",
        resolutions=(),
        issuer=body,
        meeting=Meeting(body=body) if kind == "minutes" else None,
    )
    return list(responsible((fact_text(text, 0),), document))


def shown(found: Sequence[Responsibility]) -> list[str]:
    return [f"{one.role} {one.party.party_type} {one.evidence.text}" for one in found]


def expected(words: str) -> list[str]:
    return [line for line in words.split("；") if line]


CASES = [
    # 由…
    ("由市水利局会同市财政局抓紧落实资金。", "owner unit 市水利局；support unit 市财政局"),
    (
        "会议决定，由市教育局牵头，市编办、市人社局配合，摸清底数。",
        "lead unit 市教育局；support unit 市编办；support unit 市人社局",
    ),
    (
        "由常务副市长周牧牵头，市发改委具体负责，抓好前期工作。",
        "lead person 常务副市长周牧；owner unit 市发改委",
    ),
    (
        "由郑书远同志牵头协调，市交通运输局负责落实。",
        "lead person 郑书远同志；owner unit 市交通运输局",
    ),
    ("方案由市民政局按会议意见修改完善。", "owner unit 市民政局"),
    ("所需资金由市、县两级财政按比例承担。", "owner group 市、县两级财政"),
    ("资料由市档案馆负责收集，市委史志办协助。", "owner unit 市档案馆；support unit 市委史志办"),
    ("由市城市建设投资集团有限公司作为业主组织实施。", "owner unit 市城市建设投资集团有限公司"),
    ("《方案》由市政府办公室印发。", "issue unit 市政府办公室"),
    ("由清源镇、白石乡分别组织群众代表签字确认。", "owner unit 清源镇；owner unit 白石乡"),
    ("问题线索由市政府督查室督办。", "supervise unit 市政府督查室"),
    (
        "请市司法局做好合法性审核，市政府办公室负责统稿。",
        "owner unit 市司法局；owner unit 市政府办公室",
    ),
    ("责成市公安局、市应急管理局一周内查明原因。", "owner unit 市公安局；owner unit 市应急管理局"),
    ("会议责成市自然资源和规划局于5月底前拿出处置意见。", "owner unit 市自然资源和规划局"),
    ("授权市国资委与投资方签订补充协议。", "owner unit 市国资委"),
    # 甲要…
    ("市住建局要严格把关，并定期通报进展。", "owner unit 市住建局"),
    ("市财政局、市审计局要加强对专项资金的监管。", "owner unit 市财政局；owner unit 市审计局"),
    ("各县（市、区）要压实属地责任。", "owner group 各县（市、区）"),
    ("各乡镇（街道）要组织干部进村入户。", "owner group 各乡镇（街道）"),
    ("各有关部门要密切配合，形成合力。", "support group 各有关部门"),
    ("各区县、各部门要认真贯彻落实。", "owner group 各区县；owner group 各部门"),
    ("市直各单位须于月底前完成自查。", "owner group 市直各单位"),
    (
        "教育、卫健、市场监管等部门要加强校园食品安全检查。",
        "owner group 教育、卫健、市场监管等部门",
    ),
    ("市安委办要加强统筹。", "owner unit 市安委办"),
    ("市级有关部门应当给予指导和支持。", "guide group 市级有关部门"),
    ("县级以上农业农村部门应当建立台账。", "owner group 县级以上农业农村部门"),
    ("会议强调，市卫生健康委要守住医疗安全底线。", "owner unit 市卫生健康委"),
    ("二是市林业局务必在防火期前完成隐患清零。", "owner unit 市林业局"),
    ("市气象局要及时发布预警信息。", "owner unit 市气象局"),
    ("属地政府要做好群众思想工作。", "owner group 属地政府"),
    ("责任单位要倒排工期，挂图作战。", "owner group 责任单位"),
    ("牵头部门要履行统筹职责，配合部门要主动作为。", "lead group 牵头部门；support group 配合部门"),
    # no 要
    ("市水务局6月10日前完成堤防险段排查。", "owner unit 市水务局"),
    ("市商务局尽快提出招商目标企业名单。", "owner unit 市商务局"),
    (
        "市大数据局负责打通数据接口，市行政审批局配合。",
        "owner unit 市大数据局；support unit 市行政审批局",
    ),
    ("市农业农村局加强技术指导，各镇具体实施。", "guide unit 市农业农村局；owner group 各镇"),
    ("市生态环境局加强业务指导。", "guide unit 市生态环境局"),
    ("市督查考核办跟踪督办。", "supervise unit 市督查考核办"),
    # brackets and labels
    (
        "扩大有效投资。（牵头单位：市发改委；责任单位：市财政局、各县区政府）",
        "lead unit 市发改委；owner unit 市财政局；owner group 各县区政府",
    ),
    (
        "完善托育服务体系。（市卫生健康委、市教育局按职责分工负责）",
        "owner unit 市卫生健康委；owner unit 市教育局",
    ),
    (
        "建设口袋公园20个。（市园林局牵头，市城管局、市财政局配合）",
        "lead unit 市园林局；support unit 市城管局；support unit 市财政局",
    ),
    (
        "责任单位：市科技局；配合单位：市工信局、市税务局",
        "owner unit 市科技局；support unit 市工信局；support unit 市税务局",
    ),
    ("由市招商局牵头，联合各产业园区赴外招商。", "lead unit 市招商局；support group 各产业园区"),
    ("会议决定由副区长孙浩总牵头。", "lead person 副区长孙浩"),
    ("公安、交通、城管要联合整治。", "owner group 公安、交通、城管"),
    ("由武汉市、襄阳市分别承办。", "owner unit 武汉市；owner unit 襄阳市"),
    ("街道办事处（乡镇人民政府）负责组织协商。", "owner group 街道办事处（乡镇人民政府）"),
    ("由市、区（县、市）两级财政分担。", "owner group 市、区（县、市）两级财政"),
    ("县级住建、财政部门应当及时审核。", "owner group 县级住建、财政部门"),
    ("电梯安装单位应当依法告知。", "owner group 电梯安装单位"),
    (
        "（各有关部门和单位、各省级人民政府按职责分工负责）",
        "owner group 各有关部门和单位；owner group 各省级人民政府",
    ),
    ("各省、自治区、直辖市人民政府要制定办法。", "owner group 各省、自治区、直辖市人民政府"),
    ("各级发展改革委应当加强统筹。", "owner group 各级发展改革委"),
    ("望各县区抓好落实。", "owner group 各县区"),
    ("县政府办公室督促落实，发改局负责立项。", "owner unit 县政府办公室；owner unit 发改局"),
    ("请市财政局配合市科技局牵头的试点工作。", "support unit 市财政局"),
    ("（责任领导：周牧；责任部门：市文旅局）", "owner unit 市文旅局"),
    (
        "会议原则同意该方案，请市工信局会同市税务局、人民银行市分行细化措施后组织实施。",
        "owner unit 市工信局；support unit 市税务局；support unit 人民银行市分行",
    ),
    (
        "一是由县委宣传部牵头，做好舆论引导；二是由县公安局负责现场秩序；三是县交通运输局要备足运力。",
        "lead unit 县委宣传部；owner unit 县公安局；owner unit 县交通运输局",
    ),
    (
        "会议明确：1.由市城管局负责拆除；2.由市园林局负责补绿；3.所需经费由市财政局统筹解决。",
        "owner unit 市城管局；owner unit 市园林局；owner unit 市财政局",
    ),
    (
        "自治区驻市各单位要主动融入。",
        "owner group 自治区驻市各单位",
    ),
    (
        "旗发改委要会同旗财政局、旗审计局对资金使用情况开展核查。",
        "owner unit 旗发改委；support unit 旗财政局；support unit 旗审计局",
    ),
    (
        "由开发区管委会牵头，负责土地平整。",
        "lead unit 开发区管委会",
    ),
    (
        "高新区管委会、经开区管委会要主动服务企业。",
        "owner unit 高新区管委会；owner unit 经开区管委会",
    ),
    (
        "市消防救援支队、市住房城乡建设局、市市场监管局要联合开展高层建筑消防安全检查。",
        "owner unit 市消防救援支队；owner unit 市住房城乡建设局；owner unit 市市场监管局",
    ),
    (
        "国网云州供电公司、云州水务集团要提前介入，同步迁改管线。",
        "owner unit 国网云州供电公司；owner unit 云州水务集团",
    ),
    (
        "市直机关工委、市委党校要把学习内容纳入培训计划。",
        "owner unit 市直机关工委；owner unit 市委党校",
    ),
    (
        "团市委、市妇联、市残联要发挥桥梁纽带作用。",
        "owner unit 团市委；owner unit 市妇联；owner unit 市残联",
    ),
    (
        "各镇人民政府、街道办事处要落实属地管理责任。",
        "owner group 各镇人民政府、街道办事处",
    ),
    (
        "各村（社区）要开展入户宣传。",
        "owner group 各村（社区）",
    ),
    (
        "各级河长要履职尽责，常态化巡河。",
        "owner group 各级河长",
    ),
    (
        "由副市长陈立、秘书长王强负责协调解决。",
        "owner person 副市长陈立；owner person 秘书长王强",
    ),
    (
        "请陈立同志牵头，市自然资源局、市水利局配合，研究提出解决办法。",
        "lead person 陈立同志；support unit 市自然资源局；support unit 市水利局",
    ),
    (
        "市政府办公室要做好跟踪督办。",
        "owner unit 市政府办公室",
    ),
    (
        "市政府督查室要将此项工作纳入重点督查内容。",
        "supervise unit 市政府督查室",
    ),
    (
        "由市人力资源社会保障局按规定程序报批。",
        "owner unit 市人力资源社会保障局",
    ),
    (
        "会后，市教体局根据会议讨论意见，对方案进一步修改完善。",
        "owner unit 市教体局",
    ),
    (
        "同意由市财政安排专项资金200万元用于项目前期工作。",
        "owner unit 市财政",
    ),
    (
        "县财政要足额保障工作经费。",
        "owner unit 县财政",
    ),
    (
        "县国投公司作为项目业主，要抓紧办理前期手续。",
        "owner unit 县国投公司",
    ),
    (
        "原则同意由市交投集团作为实施主体，市交通运输局做好行业监管。",
        "owner unit 市交投集团；owner unit 市交通运输局",
    ),
    (
        "由市卫健委、医保局、市场监管局按照各自职责抓好落实。",
        "owner unit 市卫健委；owner unit 医保局；owner unit 市场监管局",
    ),
    (
        "市委编办要商市人社局提出编制调整意见。",
        "owner unit 市委编办；support unit 市人社局",
    ),
    (
        "市中级人民法院、市人民检察院要加大打击力度。",
        "owner unit 市中级人民法院；owner unit 市人民检察院",
    ),
    (
        "市总工会负责做好困难职工帮扶工作。",
        "owner unit 市总工会",
    ),
    (
        "由市退役军人事务局牵头，统筹做好慰问活动。",
        "lead unit 市退役军人事务局",
    ),
    (
        "县民政局要会同各乡镇对困难群众逐户走访。",
        "owner unit 县民政局；support group 各乡镇",
    ),
    (
        "（责任单位：市文广旅局、各县（市）区人民政府，市级各部门）",
        "owner unit 市文广旅局；owner group 各县（市）区人民政府；owner group 市级各部门",
    ),
    (
        "（牵头领导：王强；牵头单位：市农业农村局；配合单位：市水利局、市气象局）",
        "lead unit 市农业农村局；support unit 市水利局；support unit 市气象局",
    ),
    (
        "牵头单位：市发展改革委",
        "lead unit 市发展改革委",
    ),
    (
        "（省财政厅、人民银行南京分行按职责分工负责，各市、县政府落实）",
        "owner unit 省财政厅；owner unit 人民银行南京分行；owner group 各市、县政府",
    ),
    (
        "（市科技局、市教育局等按职责分工负责）",
        "owner unit 市科技局；owner unit 市教育局",
    ),
    (
        "（市民政局、各区县人民政府负责）",
        "owner unit 市民政局；owner group 各区县人民政府",
    ),
    (
        "（省教育厅牵头，省人力资源社会保障厅、省财政厅参加）",
        "lead unit 省教育厅；support unit 省人力资源社会保障厅；support unit 省财政厅",
    ),
    (
        "各设区市人民政府、省各有关部门要制定实施细则。",
        "owner group 各设区市人民政府；owner group 省各有关部门",
    ),
    (
        "建设单位和施工单位要确保工程质量。",
        "owner group 建设单位；owner group 施工单位",
    ),
    (
        "市属国有企业要带头减免租金。",
        "owner group 市属国有企业",
    ),
    (
        "各高校要做好毕业生就业服务。",
        "owner group 各高校",
    ),
    (
        "学校要加强食堂管理。",
        "owner group 学校",
    ),
    (
        "驻市金融机构要加大信贷投放力度。",
        "owner group 驻市金融机构",
    ),
    (
        "人民银行云州市分行、云州金融监管分局要引导金融机构降低融资成本。",
        "owner unit 人民银行云州市分行；owner unit 云州金融监管分局",
    ),
    (
        "市税务局、云州海关要落实好减税降费和通关便利化政策。",
        "owner unit 市税务局；owner unit 云州海关",
    ),
    (
        "市融媒体中心要做好宣传报道。",
        "owner unit 市融媒体中心",
    ),
    (
        "市政务服务和数据局负责平台建设运维。",
        "owner unit 市政务服务和数据局",
    ),
    (
        "市住建局局长要每周到现场调度一次。",
        "owner unit 市住建局",
    ),
    (
        "各包联县领导要每月至少到项目现场调研一次。",
        "owner group 各包联县领导",
    ),
    (
        "请各位副市长按照分工抓好落实。",
        "owner group 各位副市长",
    ),
    (
        "市政府各副秘书长要加强协调。",
        "owner group 市政府各副秘书长",
    ),
    (
        "由赵大江副县长牵头，县自然资源局、城关镇参与，成立工作专班。",
        "lead person 赵大江副县长；support unit 县自然资源局；support unit 城关镇",
    ),
    (
        "县指挥部办公室要及时调度。",
        "owner unit 县指挥部办公室",
    ),
    (
        "责成金山街道办事处限期整改到位。",
        "owner unit 金山街道办事处",
    ),
    (
        "由住建部门会同属地街道办理。",
        "owner group 住建部门；support group 属地街道",
    ),
    (
        "城投公司负责垫付资金，财政部门据实审核拨付。",
        "owner unit 城投公司；owner group 财政部门",
    ),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_reads_who_must_do_what(text: str, words: str) -> None:
    assert shown(read(text)) == expected(words)


NOBODY = [
    "会议听取了市财政局关于预算执行情况的汇报。",
    "把原丝厂地块划拨给市城投集团使用。",
    "在市教育局的指导下，各项改革稳步推进。",
    "近年来，市科技局不断优化服务，取得了明显成效。",
    "会议认为，我市产业基础较好，全市上下干劲很足。",
    "同意市发改委会同市财政局提出的年度投资计划安排。",
    "经市人大常委会批准后实施。",
    "报市政府审定后组织实施。",
    "提请市委常委会会议审议。",
    "以市政府名义印发实施。",
    "市政府投资项目管理办法已经修订两轮。",
    "市住建局已完成前期摸排工作。",
    "由此产生的费用据实列支。",
    "自由贸易试验区建设成效显著。",
    "理事会由11人组成。",
    "理由充分、程序合规，会议予以认可。",
    "加强与省级部门的沟通对接。",
    "要坚持问题导向，确保任务落到实处。",
    "向市委、市政府报告。",
    "城市更新要量力而行。",
    "社区养老要方便可及。",
    "市财政局去年拨付资金3亿元。",
    "邀请市政协委员视察。",
    "聘请专家开展评估。",
    "发现迟报的，提醒责任单位补报。",
    "择期再报县政府研究。",
    "业主可以委托物业服务企业代办。",
    "会议指出，去年市应急管理局处置险情12起。",
    "市长周牧指出，要坚持稳字当头。",
    "会议同意聘任张三为市政府法律顾问。",
    "此前由市建设局实施的改造工程已竣工。",
]


@pytest.mark.parametrize("text", NOBODY)
def test_a_unit_that_is_only_named_is_not_responsible(text: str) -> None:
    assert shown(read(text)) == []


def test_the_carried_level_of_a_list_is_in_the_full_name() -> None:
    found = read("县发改局、自然资源局、财政局要加强要素保障。", body="青溪县人民政府")
    assert [one.party.name for one in found] == [
        "青溪县发展和改革局",
        "青溪县自然资源局",
        "青溪县财政局",
    ]
    assert [one.party.printed for one in found] == ["县发改局", "自然资源局", "财政局"]


def test_a_name_with_its_own_place_takes_no_level_from_the_list() -> None:
    found = read("市科技局、清河区政府要加强服务。")
    assert [one.party.name for one in found] == ["云州市科学技术局", "清河区人民政府"]


def test_a_party_has_one_entry_for_each_role_in_a_text() -> None:
    text = "市水利局要排查隐患。市水利局要备足物资。由市水利局牵头修订预案。"
    assert shown(read(text)) == ["owner unit 市水利局", "lead unit 市水利局"]


def test_a_person_is_named_without_post() -> None:
    found = read("由县委常委、副县长何长青同志牵头。", body="青溪县人民政府")
    assert [(one.party.name, one.party.party_type) for one in found] == [("何长青", "person")]


def test_evidence_is_the_words_as_printed_with_their_gaps() -> None:
    text = "会议要求，市 应急\n局 要加强值守。"
    (found,) = read(text)
    assert found.evidence.text == "市 应急\n局"
    assert text[found.evidence.start : found.evidence.end] == found.evidence.text
    assert found.party.printed == "市应急局"
    assert found.party.name == "云州市应急管理局"


@pytest.mark.parametrize("kind", ["law", "report"])
def test_what_is_described_is_no_task(kind: Kind) -> None:
    assert shown(read("市商务局组织企业参加展会。", kind=kind)) == []
    assert shown(read("市商务局应当组织企业参加展会。", kind=kind)) == ["owner unit 市商务局"]


def resolution(ordinal: int, *texts: str) -> Resolution:
    points = tuple(Point(None, text) for text in texts)
    return Resolution(ordinal, f"第{ordinal}部分", points)


def of_sections(*sections: Resolution) -> list[list[str]]:
    document = Document(kind="policy", title="实施意见", resolutions=sections)
    return [shown(responsible(texts_of(one), document)) for one in sections]


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位者为牵头单位，下同",
        "排在第一位的部门为牵头部门，下同",
        "第一个单位为牵头单位，下同",
    ],
)
def test_the_first_of_a_list_leads_from_where_the_document_says_so(rule: str) -> None:
    before, at, after = of_sections(
        resolution(1, "扩大投资。（市发改委、市财政局负责）"),
        resolution(2, f"稳定就业。（市人社局、市教育局负责，{rule}）"),
        resolution(3, "保障民生。（责任单位：市民政局、市残联）", "优化服务。（市数据局负责）"),
    )
    assert before == ["owner unit 市发改委", "owner unit 市财政局"]
    assert at == ["lead unit 市人社局", "owner unit 市教育局"]
    assert after == ["lead unit 市民政局", "owner unit 市残联", "owner unit 市数据局"]


def test_the_rule_may_stand_in_the_preamble() -> None:
    one = resolution(1, "扩大投资。（市发改委、市财政局负责）")
    document = Document(kind="policy", title="分工方案", resolutions=(one,))
    document = replace(document, front_matter="各任务列在首位的为牵头单位。")
    assert shown(responsible(texts_of(one), document)) == [
        "lead unit 市发改委",
        "owner unit 市财政局",
    ]


@pytest.mark.parametrize(
    "unit", ["由", "各", "请各", "由市", "市财政局、", "（", "书记、", "，", "教育、"]
)
def test_hostile_texts_take_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        read((unit * length)[:length])
        return time.process_time() - started

    assert seconds(8_000) < 12 * seconds(2_000) + 0.5
