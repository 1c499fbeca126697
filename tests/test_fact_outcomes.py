"""What was decided, in the wordings of many offices, and what only looks like a decision."""

from __future__ import annotations

import pytest

from index.fact_model import HEADING, LEAD
from index.facts.clauses import BLANK, blanked, sentence_clauses
from index.facts.outcomes import outcomes
from index.facts.text import fact_text
from index.model import Document

MINUTES = Document("minutes", "常务会议纪要", ())


def _decided(text: str) -> list[tuple[str, str]]:
    """Outcomes but ``tasked``, with their words."""
    found = outcomes([fact_text(text, 0)], MINUTES)
    return [(o.outcome, o.evidence.text) for o in found if o.outcome != "tasked"]


def _tasked(text: str) -> str | None:
    found = outcomes([fact_text(text, 0)], MINUTES)
    return next((o.evidence.text for o in found if o.outcome == "tasked"), None)


@pytest.mark.parametrize(
    ("text", "outcome", "words"),
    [
        ("会议同意《河道保洁办法》。", "approved", "同意《河道保洁办法》"),
        ("会议一致同意成立筹建组。", "approved", "同意成立筹建组"),
        ("经研究，同意将老影院改建为图书馆。", "approved", "同意将老影院改建为图书馆"),
        ("经会议集体讨论同意，列入明年计划。", "approved", "同意"),
        ("会议审议通过了《档案管理细则》。", "approved", "通过了《档案管理细则》"),
        ("审议通过《公墓规划（2026－2030年）》", "approved", "通过《公墓规划（2026－2030年）》"),
        ("会议讨论并一致通过《议事规则》。", "approved", "通过《议事规则》"),
        ("会议通过《议事规则》，自公布之日起施行。", "approved", "通过《议事规则》"),
        ("经票决通过，县城东环线列入年度项目。", "approved", "通过"),
        ("会议批准2026年土地供应计划。", "approved", "批准2026年土地供应计划"),
        ("会议决定批准该项目立项。", "approved", "批准该项目立项"),
        ("会议听取了汇报，予以同意。", "approved", "同意"),
        ("三个村的电商站点项目，同意立项。", "approved", "同意立项"),
        ("该请示会议予以同意。", "approved", "同意"),
        ("一是同意设立周转金。", "approved", "同意设立周转金"),
        ("区残联申请增加康复经费，会议予以支持。", "approved", "予以支持"),
        ("同意市水利局提出的方案（以下简称《方案》）。", "approved", "同意市水利局提出的方案"),
        ("市政府同意你局意见。", "approved", "同意你局意见"),
        ("会议原则同意该方案。", "approved_in_principle", "原则同意该方案"),
        ("原则上同意启动招标，费用另报。", "approved_in_principle", "原则上同意启动招标"),
        ("会议原则通过《规划》。", "approved_in_principle", "原则通过《规划》"),
        ("会议研究审议并原则通过了该稿。", "approved_in_principle", "原则通过了该稿"),
        ("会议原则上审议通过《细则》。", "approved_in_principle", "原则上审议通过《细则》"),
        ("会议基本同意县卫健局的意见。", "approved_in_principle", "基本同意县卫健局的意见"),
        ("会议听取市交通局汇报，原则同意。", "approved_in_principle", "原则同意"),
        ("会议讨论了该请示并原则同意。", "approved_in_principle", "原则同意"),
        ("会议不同意提高收费标准。", "rejected", "不同意提高收费标准"),
        ("会议认为条件不成熟，不予同意。", "rejected", "不予同意"),
        ("会议对担保条款不予支持。", "rejected", "不予支持"),
        ("经表决，会议否决了该提案。", "rejected", "否决了该提案"),
        ("该方案表决未通过。", "rejected", "未通过"),
        ("会议原则上不同意调整用途。", "rejected", "原则上不同意调整用途"),
        ("两台检测车与现有的重复，不予采购。", "rejected", "不予采购"),
        ("会议决定暂缓出台该办法。", "deferred", "暂缓出台该办法"),
        ("该事项暂不研究。", "deferred", "暂不研究"),
        ("会议决定，下次会议再议。", "deferred", "下次会议再议"),
        ("待资金落实后再研究。", "deferred", "待资金落实后再研究"),
        ("待省里政策明确后，再行审议。", "deferred", "再行审议"),
        ("条件成熟后再议。", "deferred", "成熟后再议"),
        ("未形成一致意见，留待下次会议研究。", "deferred", "留待下次会议研究"),
        ("会议不支持该申请。", "rejected", "不支持该申请"),
        ("所需经费另行研究。", "deferred", "另行研究"),
        ("该议题不列入本次会议讨论。", "deferred", "不列入本次会议讨论"),
        ("修改完善后再次提交市政府会议审议。", "revise_and_resubmit", "再次提交市政府会议审议"),
        ("由区城管局补充论证后再行研究。", "revise_and_resubmit", "再行研究"),
        ("与铁路对接后，另行提请会议审议。", "revise_and_resubmit", "另行提请会议审议"),
        ("请市住建局修改后重新上会。", "revise_and_resubmit", "重新上会"),
        ("补充评估材料后再报县政府研究。", "revise_and_resubmit", "再报县政府研究"),
        ("会议要求修改完善后提交常务会议审议。", "revise_and_resubmit", None),
    ],
)  # fmt: skip
def test_one_decision(text: str, outcome: str, words: str | None) -> None:
    found = _decided(text)
    assert [name for name, _ in found] == [outcome]
    if words is not None:
        assert found[0][1] == words


@pytest.mark.parametrize(
    "text",
    [
        "报经市委同意后实施。",
        "经省政府同意，我市成立试验区。",
        "须经市政府同意并说明理由。",
        "未经会议同意，任何单位不得调整。",
        "征得住户同意后方可施工。",
        "经市委常委会审议通过的方案，由各县落实。",
        "该规划已经省政府批准。",
        "省政府已批复同意项目选址。",
        "自去年市政府第12次常务会议同意以来，进展顺利。",
        "市政府第12次常务会议同意开展前期工作，目前已完成勘察。",
        "人数四分之三以上同意，可提出申请。",
        "居民同意率达到九成。",
        "同意的，签订协议。",
        "业主不同意的，暂不施工。",
        "不符合条件的，不予支持。",
        "没有资金来源的项目不予立项。",
        "未通过验收的不得拨款。",
        "一期工程通过竣工验收。",
        "会议通过观看警示片，开展了教育。",
        "通过精准施策，努力补齐短板。",
        "会议审议了《关于同意设立某基金的报告》。",
        "推行“谁受益谁同意”的做法。",
        "对“一票否决”事项开展清理。",
        "市财政局要在资金上予以支持。",
        "在市人代会批准预算后下达。",
        "规划批准之前不得开工。",
        "县文旅局另行研究以步道为主的方案。",
        "对发现的问题再行核实。",
        "按程序另行报批。",
        "提请市委常委会再审议一次的，须说明理由。",
        "原则上不新增建设用地。",
        "经合法性审查后，由市政府常务会议审议通过并公布。",
        "资料不全的不批准。",
    ],
)
def test_no_decision(text: str) -> None:
    assert _decided(text) == []


def test_several_decisions_in_reading_order() -> None:
    text = (
        "会议审议通过《甲办法》、原则通过《乙办法》。会议对回购条款不予同意，方案整体暂缓实施。"
        "由区国资委重新测算，四季度再行上会研究。"
    )
    assert [name for name, _ in _decided(text)] == [
        "approved",
        "approved_in_principle",
        "rejected",
        "deferred",
        "revise_and_resubmit",
    ]


def test_a_sentence_defers_once() -> None:
    text = "会议决定暂缓审议《调价方案》，待条件成熟后另行研究。"
    assert _decided(text) == [("deferred", "暂缓审议《调价方案》")]


def test_words_across_broken_lines() -> None:
    text = "会议原则\n同意《公园管\n理办法》。由市园林\n局修改后印发。"
    found = outcomes([fact_text(text, 3)], MINUTES)
    assert [(o.outcome, o.evidence.text) for o in found] == [
        ("approved_in_principle", "原则\n同意《公园管\n理办法》"),
        ("tasked", "由市园林\n局修改后印发"),
    ]
    assert all(text[o.evidence.start : o.evidence.end] == o.evidence.text for o in found)
    assert {o.evidence.point for o in found} == {3}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("各乡镇要抓好落实。", "各乡镇要抓好落实"),
        ("各有关单位必须于3月底前报送。", "各有关单位必须于3月底前报送"),
        ("县教育局应尽快拿出办法。", "县教育局应尽快拿出办法"),
        ("施工单位应当公示名单。", "施工单位应当公示名单"),
        ("务必做到底数清楚。", "务必做到底数清楚"),
        ("由市水务局牵头编制方案。", "由市水务局牵头编制方案"),
        ("同意由城投公司建设停车场。", "同意由城投公司建设停车场"),
        ("责成县审计局核查。", "责成县审计局核查"),
        ("请区财政局统筹安排。", "请区财政局统筹安排"),
        ("副市长某某牵头，市应急局负责，开展排查。", "副市长某某牵头"),
        ("市商务局负责组织展会。", "市商务局负责组织展会"),
        ("市农业农村局、市供销社于春耕前备足化肥。", "市农业农村局、市供销社于春耕前备足化肥"),
        ("市住建局逐栋排查。", "市住建局逐栋排查"),
        ("所有项目6月底前开工。", "所有项目6月底前开工"),
        ("会议要求，压减一般性支出。", "压减一般性支出"),
        ("我们要把握机遇。", "我们要把握机遇"),
        ("严格执行带班制度，出现脱岗的通报。", "严格执行带班制度"),
        ("县教育局应对合同中的退费条款再作修改。", "县教育局应对合同中的退费条款再作修改"),
        ("补助资金不得用于发放津贴。", "补助资金不得用于发放津贴"),
        ("形势依然严峻。各地要压实责任。", "各地要压实责任"),
        ("紧盯关键环节。要开展拉网式排查。", "要开展拉网式排查"),
        ("加强合同管理。变更超过一成的，业主单位须先报后改。", "业主单位须先报后改"),
        ("剩余工程9月底前完成移交。", "剩余工程9月底前完成移交"),
        ("首批资金于10个工作日内到位，由市财政局核拨。", "首批资金于10个工作日内到位"),
        ("《协议》明确，甲方按月付款；乙方负责管护。市林业局要跟踪。", "市林业局要跟踪"),
        ("会议要求，对逾期的任务，市审计局逐项核查。", "市审计局逐项核查"),
        ("费用分期列支。责任单位：市财政局、市住建局", "市财政局、市住建局"),
        ("会议强调，守住安全底线。", "守住安全底线"),
        ("一是各街道要摸清底数，二是市民政局要建账。", "一是各街道要摸清底数"),
    ],
)
def test_requirements(text: str, words: str) -> None:
    assert _tasked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "会议认为，该项工作取得明显成效。",
        "养老设施是重要的民生工程，主要指标位居全省前列。",
        "加强生态建设，是高质量发展的必然要求。",
        "供应充足，应急物资储备到位，做到应保尽保。",
        "会议听取了市住建局负责编制的方案的汇报。",
        "资金由省级补助3000万元、市级配套2000万元组成。",
        "收费标准由4元调整到7元。",
        "由市交通局起草的办法已征求意见。",
        "市发改委汇报了经济运行情况。",
        "根据会议意见修改完善后，按程序印发。",
        "今年以来，全市上下坚持稳中求进，经济持续向好。",
        "会议审议《关于各单位必须公开账目的规定》。",
        "我们也应该看到，企业经营困难还比较多。",
        "原则同意该汇报。",
        "会议要求，根据意见修改完善后印发。",
        "市政府原则同意你局提出的意见。",
        "该县被责令限期整改。",
        "春节前是返乡高峰，近三年内发生事故两起。",
        "厂房由公司代建的，产权归公司。",
        "实施细则明确，工程变更由建设单位申报。",
    ],
)
def test_nothing_required(text: str) -> None:
    assert _tasked(text) is None


def test_a_text_is_tasked_once_and_a_heading_never() -> None:
    texts = [
        fact_text("研究各乡镇要抓好的工作", HEADING),
        fact_text("会议要求，各乡镇要负责。县财政局要保障。", LEAD),
        fact_text("市水务局要疏浚。市财政局要拨款。", 0),
    ]
    assert [(o.outcome, o.evidence.point) for o in outcomes(texts, MINUTES)] == [
        ("tasked", LEAD),
        ("tasked", 0),
    ]


def test_the_heading_counts_where_the_text_does_not_say_it_again() -> None:
    heading = fact_text("审议并原则通过《某规划》", HEADING)
    again = fact_text("会议原则通过《某规划》。", 0)
    silent = fact_text("规划期五年。", 0)
    assert [o.evidence.point for o in outcomes([heading, again], MINUTES)] == [0]
    assert [o.evidence.point for o in outcomes([heading, silent], MINUTES)] == [HEADING]


def test_a_reply_decides_but_requires_nothing_and_other_documents_do_neither() -> None:
    text = [fact_text("同意你县调整规划。你县要抓好落实。", 0)]
    reply = outcomes(text, Document("policy", "批复", (), genre="批复"))
    assert [o.outcome for o in reply] == ["approved"]
    assert outcomes(text, Document("policy", "通知", (), genre="通知")) == ()


def test_titles_and_quotations_are_blanked_at_their_length() -> None:
    text = "同意《甲〈乙〉办法》和“一票否决”，《未完。同意"
    words = blanked(text)
    assert len(words) == len(text)
    assert words == f"同意《{BLANK * 6}》和“{BLANK * 4}”，《未完。同意"


def test_clauses_keep_ratios_and_grouped_numbers_whole() -> None:
    text = fact_text("按6:4分担,共1,200元,会议要求:立即办理。", 0)
    clauses = [clause.words for sentence in sentence_clauses(text) for clause in sentence]
    assert clauses == ["按6:4分担", "共1,200元", "会议要求", "立即办理"]
