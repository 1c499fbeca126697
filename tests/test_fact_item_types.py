"""What the meeting did with an item, by the verbs that open the heading or the first sentence."""

from __future__ import annotations

import pytest

from index.facts.item_types import item_types


@pytest.mark.parametrize(
    ("heading", "types"),
    [
        ("传达学习全国两会精神", ("conveyed",)),
        ("集体学习《统计法》", ("conveyed",)),
        ("会前学习《安全生产法》", ("conveyed",)),
        ("市政府班子集体学习了有关规定", ("conveyed",)),
        ("听取全市防汛工作情况汇报", ("heard",)),
        ("集中观看警示教育片", ("heard",)),
        ("通报一季度项目进展", ("heard",)),
        ("书面听取信访工作情况", ("heard",)),
        ("审议《某研究报告（送审稿）》", ("reviewed",)),
        ("票决2026年民生实事项目", ("reviewed",)),
        ("会议审议并原则通过《规划》", ("reviewed",)),
        ("关于审议《国资监管办法》有关事宜", ()),
        ("研究春耕备耕工作", ("discussed",)),
        ("专题研究部署秋冬火灾防控", ("discussed",)),
        ("讨论《政府工作报告（征求意见稿）》", ("discussed",)),
        ("县政府第3次常务会议研究了水价方案", ("discussed",)),
        ("研究审议《预算草案》", ("reviewed", "discussed")),
        ("传达全省会议精神，听取我市情况，研究贯彻意见", ("conveyed", "heard", "discussed")),
        ("听取并审议审计整改报告", ("heard", "reviewed")),
        ("听取研究生教育情况汇报", ("heard",)),
        ("审议学习型城市建设方案", ("reviewed",)),
        ("审议学习贯彻全会精神的意见", ("reviewed",)),
        ("听取审查起诉工作情况汇报", ("heard",)),
        ("听取人大代表票决项目进展情况汇报", ("heard",)),
        ("研究院建设有关事项", ()),
        ("关于停车收费", ()),
        ("关于研究制定奖励办法", ()),
        ("《关于审议某规划的报告》", ()),
    ],
)
def test_headings(heading: str, types: tuple[str, ...]) -> None:
    assert item_types(heading) == types


@pytest.mark.parametrize(
    ("heading", "sentence", "types"),
    [
        ("一季度经济运行情况", "市发改委汇报了一季度经济运行情况。", ("heard",)),
        ("关于水厂移交", "会议听取了县水务局的汇报，研究议定了以下意见：", ("heard",)),
        ("关于水厂移交", "会议研究并确定以下事项：", ()),
        ("关于地方标准", "市市场监管局就立项情况作了汇报。", ("heard",)),
        ("审议《规划》", "会议听取了汇报，研究了意见。", ("reviewed",)),
        ("关于路灯", "", ()),
    ],
)
def test_the_first_sentence_speaks_where_the_heading_is_silent(
    heading: str, sentence: str, types: tuple[str, ...]
) -> None:
    assert item_types(heading, sentence) == types
