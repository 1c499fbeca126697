"""Minutes of meetings other than the executive meeting, in the forms that offices give them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest

from index.parsers import parse
from index.parsers.accounting import unaccounted


@dataclass(frozen=True, slots=True)
class Case:
    """Invented minutes and what a reader takes from them.

    ``items`` are heading and labels of the points, ``behind`` words that stand in the back matter,
    ``before`` words that stand in the front matter.
    """

    name: str
    text: str
    body: str | None
    meeting_type: str | None
    held: str
    chair: str | None
    items: tuple[tuple[str, tuple[str | None, ...]], ...]
    number: int | None = None
    year: int | None = None
    term: int | None = None
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


PLAIN = (None,)

CASES = (
    Case(
        "on one matter, without an ordinal",
        """云泽市人民政府专题会议纪要
〔2024〕9号
云泽市人民政府办公室　2024年5月11日
关于研究东湖水厂扩建有关问题的会议纪要
5月9日，副市长江若谷在市政府第二会议室主持召开专题会议，研究东湖水厂扩建有关问题。
市水务局、市财政局、东湖区政府负责同志参加会议。纪要如下：
一、关于建设规模。会议同意按日供水10万吨一次建成。
二、关于资金来源。总投资2.1亿元，由云泽水务集团负责筹措，市财政贴息三年。
三、关于工期。会议要求，2025年汛前通水。
参加人员：江若谷，市水务局史可，市财政局钱进
""",
        "云泽市人民政府",
        "专题会议",
        "2024-05-09",
        "江若谷",
        (
            ("关于建设规模", PLAIN),
            ("关于资金来源", PLAIN),
            ("关于工期", PLAIN),
        ),
        before=("关于研究东湖水厂扩建有关问题的会议纪要",),
        behind=("史可",),
    ),
    Case(
        "the agenda first, then what was decided",
        """柳溪县人民政府县长办公会议纪要
（第6次）
时　　间：2023年6月2日下午3点
地　　点：县政府四楼会议室
主　　持：县长 常新
会议议题：
1.研究县城停车场建设事宜
2.审议《柳溪县公墓管理办法》
3.研究抗旱物资采购事宜
会议议定事项：
1.关于县城停车场建设事宜
同意新建停车场三处。
（1）由县住建局负责，9月底前开工。
（2）县财政局安排资金800万元。
2.关于《柳溪县公墓管理办法》
原则通过，由县民政局修改后印发。
3.关于抗旱物资采购事宜
同意采购抽水机40台。
记录：宁远
""",
        "柳溪县人民政府",
        "县长办公会议",
        "2023-06-02",
        "常新",
        (
            ("关于县城停车场建设事宜", ("（1）", "（2）")),
            ("关于《柳溪县公墓管理办法》", PLAIN),
            ("关于抗旱物资采购事宜", PLAIN),
        ),
        number=6,
        before=("研究县城停车场建设事宜", "研究抗旱物资采购事宜", "会议议定事项"),
        behind=("宁远",),
    ),
    Case(
        "an agenda in the preamble, decisions in another numbering",
        """岭南镇党政联席会议纪要
2025年4月15日，镇党委书记方正主持召开2025年第4次党政联席会议，会议主要研究以下事项：
1、研究集贸市场搬迁；
2、研究春灌工作；
3、研究村级债务化解。
经研究，议定如下：
一、集贸市场搬迁
会议同意搬至镇东，由镇城建办负责，5月底前完成招租。
二、春灌工作
会议要求各村排好放水顺序。
三、村级债务化解
会议明确，年底前化解120万元。
出席：方正、田园、牛力
""",
        "岭南镇党政联席会议",
        "党政联席会议",
        "2025-04-15",
        "方正",
        (("集贸市场搬迁", PLAIN), ("春灌工作", PLAIN), ("村级债务化解", PLAIN)),
        number=4,
        year=2025,
        before=("1、研究集贸市场搬迁；", "经研究，议定如下："),
        behind=("牛力",),
    ),
    Case(
        "the particulars of the meeting are numbered too",
        """沙洲区老旧厂区改造工作领导小组会议纪要
一、会议时间：2024年11月6日
二、会议地点：区政府209会议室
三、主持人：区委常委、副区长柯然
四、参加人员：区发改局程远，区工信局舒朗，区自然资源分局梅岭
五、议定事项：
（一）关于纺织厂地块。同意保留两座锯齿形厂房，由区文旅局会同区住建局提出保护方案。
（二）关于职工安置。区人社局牵头，12月20日前与职工逐一签订协议。
（三）关于土壤检测。由区生态环境分局负责，检测费用85万元由区财政列支。
六、列席人员：区司法局尹正
七、记录人：楚天
""",
        "沙洲区老旧厂区改造工作领导小组",
        "领导小组会议",
        "2024-11-06",
        "柯然",
        (("关于纺织厂地块", PLAIN), ("关于职工安置", PLAIN), ("关于土壤检测", PLAIN)),
        before=("会议时间：2024年11月6日", "程远", "议定事项："),
        behind=("尹正", "楚天"),
    ),
    Case(
        "who sat in on each item, in brackets below it",
        """江源市人民政府市长办公会议纪要
2024年8月20日，市长梁栋主持召开2024年第8次市长办公会议，议定事项如下：
一、研究公交线路调整
会议同意调整公交线路12条，10月1日起执行。
（列席：市交通局许可，公交集团路遥）
二、研究秸秆综合利用
会议原则同意实施方案，由市农业农村局修改后印发。
（列席：市农业农村局禾田，市生态环境局蓝天）
（请假：副市长高远，出差）
""",
        "江源市人民政府",
        "市长办公会议",
        "2024-08-20",
        "梁栋",
        (("研究公交线路调整", PLAIN), ("研究秸秆综合利用", PLAIN)),
        number=8,
        year=2024,
        behind=("许可", "禾田", "高远"),
    ),
    Case(
        "prose without any numbering",
        """海陵县人民政府党组（扩大）会议纪要
2025年2月10日，县政府党组书记、县长莫北主持召开县政府党组2025年第2次（扩大）会议。
会议传达学习了中央纪委全会精神。会议强调，要以案促改，深化专项整治。
会议听取了上年度党组民主生活会整改落实情况的汇报。11项整改任务已完成9项，其余2项6月底前完成。
会议研究了县政府系统党风廉政建设工作。会议同意《2025年工作要点》，由县政府办公室印发。
会议还研究了干部任免等其他事项。
出席：莫北、卓立、单纯
""",
        "海陵县人民政府",
        "党组会议",
        "2025-02-10",
        "莫北",
        (
            ("传达学习了中央纪委全会精神", PLAIN),
            ("听取了上年度党组民主生活会整改落实情况的汇报", PLAIN),
            ("研究了县政府系统党风廉政建设工作", PLAIN),
        ),
        number=2,
        year=2025,
        behind=("会议还研究了干部任免等其他事项。", "单纯"),
    ),
    Case(
        "two bodies meet",
        """平湖市人民政府与平湖市总工会
第十二次联席会议纪要
2023年12月1日，市人民政府与市总工会召开第十二次联席会议。副市长安澜、市总工会主席石坚出席会议并讲话，会议由市政府副秘书长顾盼主持。现将会议议定事项纪要如下：
一、关于新就业形态劳动者入会
会议明确，由市总工会牵头，2024年底前新增会员1.5万人。
二、关于职工疗休养基地建设
会议同意在南山林场建设基地一处，市财政补助300万元。
""",
        "平湖市人民政府、平湖市总工会",
        "联席会议",
        "2023-12-01",
        "顾盼",
        (("关于新就业形态劳动者入会", PLAIN), ("关于职工疗休养基地建设", PLAIN)),
        number=12,
    ),
    Case(
        "a standing conference of departments",
        """全市道路交通安全工作联席会议纪要
（2025年第二季度）
2025年4月22日上午，市政府副秘书长文彬主持召开全市道路交通安全工作联席会议，通报一季度交通安全形势，安排下一步工作。现将有关事项纪要如下：
（一）加强货运车辆源头治理。市交通局、市公安局5月底前对42家货运企业完成检查。
（二）整治农村道路隐患。各县（市、区）6月30日前完成隐患点整治178处。
（三）规范校车管理。市教育局每学期开学前组织一次检验。
昌宁市道路交通安全工作联席会议办公室
2025年4月24日
""",
        "昌宁市道路交通安全工作联席会议",
        "联席会议",
        "2025-04-22",
        "文彬",
        (
            ("加强货运车辆源头治理", PLAIN),
            ("整治农村道路隐患", PLAIN),
            ("规范校车管理", PLAIN),
        ),
        behind=("2025年4月24日",),
    ),
    Case(
        "the plenary meeting of a government",
        """第四届宁海区人民政府第五次全体会议纪要
2024年7月19日下午，区长沈默主持召开区四届人民政府第五次全体（扩大）会议，总结上半年工作，安排下半年任务。
会议听取了上半年经济运行情况的通报。会议指出，主要指标实现“双过半”，但消费恢复偏慢。会议要求，三季度新增限上企业20家。
会议部署了安全生产和防台风工作。会议强调，避风港要在台风影响前24小时完成船只回港。
记录：闻声
""",
        "宁海区人民政府",
        "全体会议",
        "2024-07-19",
        "沈默",
        (
            ("听取了上半年经济运行情况的通报", PLAIN),
            ("部署了安全生产和防台风工作", PLAIN),
        ),
        number=5,
        term=4,
        behind=("闻声",),
    ),
    Case(
        "a headquarters, presided on somebody's behalf",
        """安阜市森林草原防灭火指挥部会议纪要
2024年10月28日，受市长黎明委托，副市长、市森林草原防灭火指挥部指挥长岳峰召集市应急局、市林草局等单位召开指挥部2024年第3次会议，部署冬春季防火工作。会议由岳峰主持。会议议定：
1.全面排查火险隐患。由市林草局牵头，11月15日前完成。
2.严管野外用火。各县（区）11月起发布禁火令。
3.备足扑火物资。市财政局追加预算260万元。
""",
        "安阜市森林草原防灭火指挥部",
        None,
        "2024-10-28",
        "岳峰",
        (("全面排查火险隐患", PLAIN), ("严管野外用火", PLAIN), ("备足扑火物资", PLAIN)),
        number=3,
        year=2024,
    ),
    Case(
        "headings of a few words and no numbering",
        """关于南门立交桥维修有关事宜的会议纪要
2025年3月6日，松江市副市长丁一主持召开南门立交桥维修协调会，现将议定事项纪要如下：
维修方案
会议同意采用更换支座方案，由市城投公司组织实施。
交通疏导
会议要求市公安局交警支队3月20日前公布绕行路线。
资金安排
会议明确，维修资金460万元从城市维护费中列支。
主送：市公安局、市财政局、市住建局
""",
        "松江市人民政府",
        "协调会议",
        "2025-03-06",
        "丁一",
        (("维修方案", PLAIN), ("交通疏导", PLAIN), ("资金安排", PLAIN)),
        behind=("主送：市公安局",),
    ),
    Case(
        "each matter begins with its name in a sentence",
        """市政府工作会议纪要
第 14 期
银川湾市人民政府办公室　2023年9月12日
2023年9月8日，市长路明主持召开市政府工作会议，专题研究口岸建设。会议议定以下意见：
一、会议听取了市商务局关于口岸申报进展的汇报
（一）加快联检大楼建设，市住建局确保年底封顶。
（二）市商务局10月底前完成材料上报。
二、会议研究了查验设备采购事宜
会议决定采取分批采购方式，第一批预算1200万元。
三、会议听取了货运航线培育情况汇报，不同意提高补贴标准，待中期评估后再议
请假人员：副市长乔松（外出招商）
""",
        "银川湾市人民政府",
        "工作会议",
        "2023-09-08",
        "路明",
        (
            ("会议听取了市商务局关于口岸申报进展的汇报", ("（一）", "（二）")),
            ("会议研究了查验设备采购事宜", PLAIN),
            ("听取了货运航线培育情况汇报，不同意提高补贴标准，待中期评估后再议", PLAIN),
        ),
        behind=("乔松",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_meeting(case: Case) -> None:
    document = parse(case.text, "a")
    assert document.kind == "minutes"
    meeting = document.meeting
    assert meeting is not None
    assert (meeting.body, meeting.meeting_type) == (case.body, case.meeting_type)
    assert (meeting.number, meeting.year, meeting.term) == (case.number, case.year, case.term)
    assert (str(meeting.held), meeting.chair) == (case.held, case.chair)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_items(case: Case) -> None:
    document = parse(case.text, "a")
    found = tuple(
        (resolution.heading, tuple(point.label for point in resolution.points))
        for resolution in document.resolutions
    )
    assert found == case.items
    assert [r.ordinal for r in document.resolutions] == list(range(1, len(case.items) + 1))
    for words in case.before:
        assert words in document.front_matter
    for words in case.behind:
        assert words in document.back_matter
    assert unaccounted(case.text, document) == Counter()
