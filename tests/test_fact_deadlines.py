"""By when something must be done: kinds, days, how they came about, and what is no deadline."""

from __future__ import annotations

import time
from datetime import date

import pytest

from index.fact_model import Deadline
from index.facts.deadlines import deadlines
from index.facts.festivals import next_festival
from index.facts.text import fact_text
from index.facts.working_days import add_months, add_working_days
from index.model import Document, Meeting

#: A Thursday.
HELD = date(2025, 8, 14)
ISSUED = date(2025, 8, 22)


def read(
    text: str,
    *,
    held: date | None = HELD,
    issued: date | None = ISSUED,
    effective: date | None = None,
) -> tuple[Deadline, ...]:
    document = Document(
        "minutes", "", (), meeting=Meeting(held=held), issued=issued, effective=effective
    )
    return deadlines([fact_text(text, 0)], document)


def told(text: str, **known: date | None) -> list[tuple[str, str, str | None]]:
    return [(d.kind, d.evidence.text, d.due and d.due.isoformat()) for d in read(text, **known)]


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("市住建局要在10月底前完成管网改造。", "10月底前", "2025-10-31"),
        ("务必于１１月 ２０日 前报市政府。", "１１月 ２０日 前", "2025-11-20"),
        ("2026年2月28日之前拨付到位。", "2026年2月28日之前", "2026-02-28"),
        ("二〇二六年六月底以前建成投用。", "二〇二六年六月底以前", "2026-06-30"),
        ("于9月30日18时前上报。", "9月30日18时前", "2025-09-30"),
        ("年底前全部开工。", "年底前", "2025-12-31"),
        ("年内新增学位3000个。", "年内", "2025-12-31"),
        ("今年内完成清收。", "今年内", "2025-12-31"),
        ("今年底前建成。", "今年底前", "2025-12-31"),
        ("今年年底完成主体工程。", "今年年底", "2025-12-31"),
        ("2026年底前分别消化一半。", "2026年底前", "2026-12-31"),
        ("明年3月前拿出方案。", "明年3月前", "2026-03-31"),
        ("明年一季度提出处置意见。", "明年一季度", "2026-03-31"),
        ("力争三季度末完成签约。", "三季度末", "2025-09-30"),
        ("第四季度前办结。", "第四季度前", "2025-12-31"),
        ("确保上半年完成招标。", "上半年", None),
        ("明年上半年完成招标。", "明年上半年", "2026-06-30"),
        ("力争下半年开工。", "下半年", "2025-12-31"),
        ("本月底前见底清零。", "本月底前", "2025-08-31"),
        ("月底前与承包户见面。", "月底前", "2025-08-31"),
        ("由市医保局本月内办结。", "本月内", "2025-08-31"),
        ("下月底前报送。", "下月底前", "2025-09-30"),
        ("下个月15日前报送。", "下个月15日前", "2025-09-15"),
        ("本周内清运完毕。", "本周内", "2025-08-17"),
        ("本周五前张贴公告。", "本周五前", "2025-08-15"),
        ("下周三前提出意见。", "下周三前", "2025-08-20"),
        ("各地20日前报送名单。", None, None),
        ("名单，20日前报送。", "20日前", "2025-08-20"),
        ("名单，5日前报送。", "5日前", "2025-09-05"),
        ("9月中旬前提交报告。", "9月中旬前", "2025-09-20"),
        ("10月上旬完成竣工验收。", "10月上旬", "2025-10-10"),
        ("3月底前完成清淤。", "3月底前", "2026-03-31"),
        ("8月10日前完成清淤。", "8月10日前", "2025-08-10"),
        ("不得迟于12月15日完成。", "不得迟于12月15日", "2025-12-15"),
        ("最迟2026年3月提请审议。", "最迟2026年3月", "2026-03-31"),
        ("到2027年，绿化覆盖率达到45%。", "到2027年", "2027-12-31"),
        ("力争到2026年底，累计建成20个。", "到2026年底", "2026-12-31"),
        ("“十五五”末实现全覆盖。", "“十五五”末", "2030-12-31"),
        ("“十四五”期末前全部达标。", "“十四五”期末前", "2025-12-31"),
        ("国庆节前投入运行。", "国庆节前", "2025-09-30"),
        ("“十一”前开园。", "“十一”前", "2025-09-30"),
        ("元旦前清欠完毕。", "元旦前", "2025-12-31"),
        ("春节前兑付到位。", "春节前", "2026-02-16"),
        ("中秋节前完成抽检。", "中秋节前", "2025-10-05"),
        ("2027年春节前交房。", "2027年春节前", "2027-02-05"),
        ("两节前完成检查。", "两节前", None),
        ("节前完成货车错峰通告。", "节前", None),
        ("由县财政局10月份拨付到专户。", "10月份", "2025-10-31"),
        ("该项目2026年6月竣工。", "2026年6月", "2026-06-30"),
        ("分别于10月底、12月底前报告进展。", "10月底", "2025-10-31"),
    ],
)
def test_fixed(text: str, words: str | None, due: str | None) -> None:
    found = [(kind, said, day) for kind, said, day in told(text) if kind == "fixed"]
    if words is None or (due is None and "半年" in words):
        assert found == []  # Past or not to be told from a count of days.
    else:
        assert found[0] == ("fixed", words, due)


def test_a_month_before_the_meeting_is_of_the_next_year() -> None:
    (deadline,) = read("2月底前下达计划。")
    assert deadline.due == date(2026, 2, 28)
    assert "次年" in deadline.rule
    (deadline,) = read("2月底前下达计划。", held=date(2025, 1, 9))
    assert deadline.due == date(2025, 2, 28)


def test_without_the_day_of_the_meeting_only_a_printed_year_gives_a_day() -> None:
    assert told("9月底前完成。2026年9月底前验收。", held=None, issued=None) == [
        ("fixed", "9月底前", None),
        ("fixed", "2026年9月底前", "2026-09-30"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("会后10个工作日内报市政府。", "会后10个工作日内", "2025-08-28"),
        ("会后，各单位要在5个工作日内上报。", "5个工作日内", "2025-08-21"),
        ("会议结束后三日内反馈意见。", "会议结束后三日内", "2025-08-17"),
        ("即日起15日内拆除。", "即日起15日内", "2025-08-29"),
        ("自印发之日起30日内制定细则。", "自印发之日起30日内", "2025-09-21"),
        ("自本纪要印发之日起两个月内办结。", "自本纪要印发之日起两个月内", "2025-10-22"),
        ("纪要印发后7日内报送台账。", "纪要印发后7日内", "2025-08-29"),
        ("收到本纪要后15日内报告。", "收到本纪要后15日内", None),
        ("市科技局一个月内提出方案。", "一个月内", "2025-09-14"),
        ("市科技局3个月内提出方案。", "3个月内", "2025-11-14"),
        ("须在半年内整改到位。", "半年内", "2026-02-14"),
        ("两周内书面说明。", "两周内", "2025-08-28"),
        ("半个月内完成摸底。", "半个月内", "2025-08-29"),
        ("3至5个工作日内完成摸底。", "3至5个工作日内", "2025-08-21"),
        ("力争两年内建成。", "两年内", "2027-08-14"),
        ("市公安局对3起违规用火案件5日内处理到位。", "5日内", "2025-08-19"),
        ("三个月内审议通过。", "三个月内", "2025-11-14"),
        ("一年半内建成。", "一年半内", "2027-02-14"),
        ("自本办法施行之日起60日内完成清理。", "自本办法施行之日起60日内", None),
        ("在《停车办法》印发之日起20日内公布指南。", "在《停车办法》印发之日起20日内", None),
    ],
)
def test_relative(text: str, words: str, due: str | None) -> None:
    assert told(text) == [("relative", words, due)]


def test_a_period_from_the_day_of_effect_counts_where_it_is_known() -> None:
    (deadline,) = read("自本办法施行之日起60日内完成清理。", effective=date(2025, 9, 1))
    assert deadline.due == date(2025, 10, 31)


def test_how_the_day_came_about_is_said() -> None:
    (deadline,) = read("会后10个工作日内上报。")
    assert deadline.rule == (
        "自会议日期（2025-08-14）起10个工作日，周六、周日不计，法定节假日未计入"
    )
    (deadline,) = read("收到本纪要后15日内报告。")
    assert "收到之日不详" in deadline.rule
    (deadline,) = read("节前完成检查。")
    assert "不作推算" in deadline.rule


def test_in_a_policy_document_a_period_without_a_beginning_begins_with_each_case() -> None:
    document = Document("policy", "", (), signed=date(2025, 3, 3))
    found = deadlines([fact_text("反映事项5个工作日内回应。自印发之日起10日内公布。", 0)], document)
    assert [(d.kind, d.due) for d in found] == [
        ("conditional", None),
        ("relative", date(2025, 3, 13)),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市发改委每月5日前通报进度。", "每月5日前"),
        ("于每季度末报送进展。", "每季度末"),
        ("于每季度首月10日前报送。", "每季度首月10日前"),
        ("每周一调度。", "每周一"),
        ("县长每周到现场调度一次。", "每周"),
        ("领导小组每半年听取一次汇报。", "每半年"),
        ("专班每两周向市政府报告。", "每两周"),
        ("每年年底前开展评估。", "每年年底前"),
        ("每年12月底前完成年度评价。", "每年12月底前"),
        ("供水单位应当每日检测水质。", "每日"),
        ("每三年开展一次普查。", "每三年"),
        ("市统计局按月调度。", "按月"),
        ("奖补资金按季结算。", "按季"),
        ("检查结果逐月通报。", "逐月"),
        ("要按工程进度逐年排入预算。", "逐年"),
        ("资金分季拨付到位。", "分季"),
        ("实行一周一通报。", "一周一通报"),
        ("每天都要更新进度。", "每天"),
        ("每学期抽查一次。", "每学期"),
    ],
)
def test_recurring(text: str, words: str) -> None:
    assert told(text) == [("recurring", words, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("要长期坚持、久久为功。", "长期坚持"),
        ("护林防火要常抓不懈。", "常抓不懈"),
        ("推动作风建设常态化长效化。", "常态化长效化"),
        ("要常态化开展巡查。", "常态化"),
        ("推进学习教育常态化、制度化。", "常态化"),
    ],
)
def test_ongoing(text: str, words: str) -> None:
    assert told(text) == [("ongoing", words, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("尾款在验收合格后15日内付清。", "在验收合格后15日内"),
        ("自收回土地后最迟不超过两年付清余款。", "自收回土地后最迟不超过两年"),
        ("市财政局在资金到位后及时拨付。", "在资金到位后"),
        ("待条件成熟后按程序调整。", "待条件成熟后"),
        ("待一期满一年、评价完成后再行研究。", "待一期满一年、评价完成后"),
        ("区级以奖代补，验收后拨付。", "验收后"),
        ("资金拨付到单位后90日内形成实物工作量。", "资金拨付到单位后90日内"),
        ("市发改委在人代会批准预算后10个工作日内下达。", "在人代会批准预算后10个工作日内"),
        ("发现漏报的，3日内补报。", "3日内"),
        ("接到投诉15分钟内到场。", "15分钟内"),
        ("险情须在1小时内报告。", "1小时内"),
        ("不合格的限十日整改。", "限十日"),
        ("群众来信来访，首接单位负责，五日内答复。", "五日内"),
        ("重大隐患当日停工整改。", "当日"),
        ("渗漏点当月封堵。", "当月"),
        ("街道要在开工前15日张贴告示。", "在开工前15日"),
        ("应当在开工三十日前与供水单位协商。", "在开工三十日前"),
        ("在枢纽投用前三个月制定班次。", "在枢纽投用前三个月"),
        ("抢在早稻收割之前落到田头。", "抢在早稻收割之前"),
        ("涉及许可的，提前90天申请。", "提前90天"),
        ("险工险段汛期来临前全部加固。", "汛期来临前"),
        ("共建满三年、满六年各评估一次。", "共建满三年、满六年"),
    ],
)
def test_conditional(text: str, words: str) -> None:
    assert told(text) == [("conditional", words, None)]


@pytest.mark.parametrize(
    "words", ["尽快", "尽早", "及早", "早日", "抓紧", "立即", "马上", "限期", "从速"]
)
def test_vague(words: str) -> None:
    assert told(f"各部门要{words}整改，补齐手续。") == [("vague", words, None)]


@pytest.mark.parametrize(
    "text",
    [
        "听取1—7月全市经济运行情况的汇报",
        "截至7月底，已开工17个。",
        "截至2025年6月30日，完成投资3亿元。",
        "2024年12月底前已全部完工。",
        "此前5月底的时限已经逾期。",
        "去年底前办结的事项不再重复。",
        "自今年10月启动评估。",
        "自2025年10月1日起施行。",
        "落实“十四五”规划和2021—2025年行动计划。",
        "审议《2026年底前清零行动方案》。",
        "今年计划改造6个小区。",
        "要及时办理、同步推进、按期完成、定期调度。",
        "会后，各单位要抓好落实。",
        "下一阶段要突出重点。",
        "持续优化营商环境，持之以恒改进作风。",
        "巩固常态化疫情防控成果。",
        "健全常态化联络机制。",
        "要抓紧抓实抓细各项工作。",
        "开展半年度评估，落实月检制度。",
        "近三年内累计投入2亿元。",
        "毕业2年内高校毕业生可以申请。",
        "办理时限压缩至3个工作日内。",
        "排队时间控制在30分钟以内。",
        "五年内免征租金。",
        "三年内不得上浮。",
        "同一地区一个月内连续发生两起事故的从严处理。",
        "每处每年1200元。",
        "按每人每月500元给予补助。",
        "每年7月至次年6月为一个考核年度。",
        "同一企业每年检查不超过两次。",
        "人口每年净减2000人。",
        "2026年1月10日前仍未清零的，从严问责。",
        "由市司法局修改完善后印发。",
        "报市政府批准后公布。",
        "经专家论证后，提请市委审议。",
        "近期召开的全国会议作出部署。",
        "做好项目前期工作，把握6月前后的窗口期。",
        "听取汛前准备情况的汇报。",
        "课后服务结束时间延长。",
        "当年底数已经摸清。",
        "当日下午，会议继续。",
        "中考定于6月17日至18日举行。",
        "春节前是矛盾集中期。",
        "利润逐年提高。",
        "9月20日内蒙古自治区通报疫情。",
        "对15天内到过该地区的人员登记。",
        "确保各项待遇按时足额发放。",
        "许可证有效期顺延至疫情结束后三个月。",
        "清理时限是2025年9月—2026年2月。",
        "凡2026年6月30日前到期的许可证可以延续。",
        "抓好每月一题专项治理。",
        "近期，受台风影响，汛情严峻。",
        "10月底以前不得松劲。",
        "考古要走在出让前面。",
        "低收入户每月减免3吨。",
    ],
)
def test_no_deadline(text: str) -> None:
    assert told(text) == []


def test_several_in_one_sentence_in_the_order_of_their_words() -> None:
    text = "尽快开工，10月底前封顶，每月5日前报进度，验收合格后15日内移交，长期坚持管护。"
    assert [kind for kind, _, _ in told(text)] == [
        "vague",
        "fixed",
        "recurring",
        "conditional",
        "ongoing",
    ]


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ((2025, 8, 14), 1, (2025, 8, 15)),
        ((2025, 8, 14), 2, (2025, 8, 18)),
        ((2025, 8, 15), 5, (2025, 8, 22)),
        ((2025, 8, 16), 1, (2025, 8, 18)),
        ((2025, 8, 17), 5, (2025, 8, 22)),
        ((2025, 8, 14), 10, (2025, 8, 28)),
    ],
)
def test_working_days(day: tuple[int, int, int], count: int, due: tuple[int, int, int]) -> None:
    assert add_working_days(date(*day), count) == date(*due)


def test_months_end_on_the_same_number_or_the_last_day() -> None:
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2025, 11, 5), 3) == date(2026, 2, 5)
    assert add_months(date(9999, 11, 5), 3) is None


@pytest.mark.parametrize(
    ("name", "after", "day"),
    [
        ("春节", (2024, 1, 8), (2024, 2, 10)),
        ("春节", (2024, 2, 10), (2025, 1, 29)),
        ("端午", (2025, 1, 1), (2025, 5, 31)),
        ("清明", (2025, 1, 1), (2025, 4, 4)),
        ("清明", (2027, 1, 1), (2027, 4, 5)),
        ("除夕", (2025, 2, 1), (2026, 2, 16)),
        ("国庆", (2025, 10, 1), (2026, 10, 1)),
    ],
)
def test_festivals(name: str, after: tuple[int, int, int], day: tuple[int, int, int]) -> None:
    assert next_festival(name, date(*after)) == date(*day)


def test_a_festival_outside_the_table_has_no_day() -> None:
    assert next_festival("春节", date(2070, 1, 1)) is None


def test_hostile_text_is_read_in_proportion() -> None:
    for unit in ("6月底", "每", "待", "自", "10个工作日", "满三年、", "验收", "九" * 9, "在开工"):
        text = unit * (200_000 // len(unit))
        before = time.perf_counter()
        read(text)
        assert time.perf_counter() - before < 20, unit
