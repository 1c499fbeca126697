"""Quantities with a unit: exact values, Chinese numerals, ranges, and numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.facts.amounts import amounts
from index.facts.quantities import parse_quantity
from index.facts.text import fact_text
from index.model import Document

MINUTES = Document("minutes", "常务会议纪要", ())
Read = tuple[float, float | None, str, str]


def _read(text: str) -> list[Read]:
    found = amounts([fact_text(text, 0)], MINUTES)
    return [(a.value, a.maximum, a.unit, a.evidence.text) for a in found]


@pytest.mark.parametrize(
    ("text", "value", "unit", "words"),
    [
        ("总投资12.35亿元。", 1235000000.0, "元", "12.35亿元"),
        ("补助三千万元。", 30000000.0, "元", "三千万元"),
        ("安排两亿元专项债券。", 200000000.0, "元", "两亿元"),
        ("概算3亿5000万元。", 350000000.0, "元", "3亿5000万元"),
        ("规模达1.2万亿元。", 1200000000000.0, "元", "1.2万亿元"),
        ("追加经费5千元。", 5000.0, "元", "5千元"),
        ("共1,200.5万元。", 12005000.0, "元", "1,200.5万元"),
        ("欠款100余万元。", 1000000.0, "元", "100余万元"),
        ("产值3亿多元。", 300000000.0, "元", "3亿多元"),
        ("不低于500万元人民币。", 5000000.0, "元", "500万元"),
        ("发行3亿美元债券。", 300000000.0, "美元", "3亿美元"),
        ("每亩补助120元。", 120.0, "元", "120元"),
        ("每户２００元。", 200.0, "元", "２００元"),
        ("投资2\n1.6 亿\n元。", 2160000000.0, "元", "2\n1.6 亿\n元"),
        ("用地一百二十亩。", 120.0, "亩", "一百二十亩"),
        ("播种312万亩。", 3120000.0, "亩", "312万亩"),
        ("造林二点五万亩。", 25000.0, "亩", "二点五万亩"),
        ("湿地80公顷。", 80.0, "公顷", "80公顷"),
        ("建筑面积32万平方米。", 320000.0, "平方米", "32万平方米"),
        ("新增绿地1200㎡。", 1200.0, "平方米", "1200㎡"),
        ("规划3.2平方公里。", 3.2, "平方公里", "3.2平方公里"),
        ("全长31.6公里。", 31.6, "公里", "31.6公里"),
        ("隧道长3千米。", 3.0, "公里", "3千米"),
        ("距离不超过三百米。", 300.0, "米", "三百米"),
        ("库容500万立方米。", 5000000.0, "立方米", "500万立方米"),
        ("储备猪肉600吨。", 600.0, "吨", "600吨"),
        ("规模1.15万吨/日。", 11500.0, "吨", "1.15万吨"),
        ("负荷486万千瓦。", 4860000.0, "千瓦", "486万千瓦"),
        ("光伏20千瓦。", 20.0, "千瓦", "20千瓦"),
        ("装机50兆瓦。", 50000.0, "千瓦", "50兆瓦"),
        ("回落3.8个百分点。", 3.8, "个百分点", "3.8个百分点"),
        ("完成投资的70%以上。", 70.0, "%", "70%"),
        ("压减百分之十五。", 15.0, "%", "百分之十五"),
        ("覆盖率百分之百。", 100.0, "%", "百分之百"),
        ("增速为-3.5%。", -3.5, "%", "-3.5%"),
        ("占职工总数25%。", 25.0, "%", "25%"),
        ("重点3公里先行。", 3.0, "公里", "3公里"),
        ("“亩均税收低于8万元”的企业。", 80000.0, "元", "8万元"),
    ],
)  # fmt: skip
def test_one_amount(text: str, value: float, unit: str, words: str) -> None:
    assert _read(text) == [(value, None, unit, words)]


@pytest.mark.parametrize(
    ("text", "value", "maximum", "unit"),
    [
        ("安排1至2亿元。", 1e8, 2e8, "元"),
        ("补助3000万—5000万元。", 3e7, 5e7, "元"),
        ("投资3000万元至1亿元。", 3e7, 1e8, "元"),
        ("每亩2000-3000元。", 2000.0, 3000.0, "元"),
        ("占20%～30%。", 20.0, 30.0, "%"),
        ("占百分之五至百分之十。", 5.0, 10.0, "%"),
        ("提高1到2个百分点。", 1.0, 2.0, "个百分点"),
        ("用地五十至八十亩。", 50.0, 80.0, "亩"),
    ],
)
def test_ranges(text: str, value: float, maximum: float, unit: str) -> None:
    assert [found[:3] for found in _read(text)] == [(value, maximum, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("由1200元提高到1800元。", [1200.0, 1800.0]),
        ("由100万元到200万元。", [1000000.0, 2000000.0]),
        ("市级10.8亿元、区级7.2亿元。", [1080000000.0, 720000000.0]),
        ("分别为10，200亩。", [200.0]),
        ("投资1000万元，200亩用地。", [10000000.0, 200.0]),
        ("9000万元—1000万元。", [90000000.0, 10000000.0]),
    ],
)
def test_no_ranges(text: str, values: list[float]) -> None:
    assert [(value, maximum) for value, maximum, *_ in _read(text)] == [(v, None) for v in values]


@pytest.mark.parametrize(
    "text",
    [
        "二〇二五年十二月三十一日",
        "某府发〔2024〕15号，第98次会议",
        "2025年元旦、2026年元宵节",
        "《2024年500万元以下项目目录》",
        "打通“最后一公里”",
        "数千万元、几百亩、若干亿元",
        "千亿元产业、万亩良田、百万元以上",
        "二元结构、一元化领导、多元投入",
        "设计时速120公里/小时",
        "年发电3亿千瓦时",
        "新建学校52所，学位1.6万个",
        "按6:4分担",
        "二三十亩、三五百米",
        "10万吨级码头",
        "1.2.3亩",
        "PM2.5与5G",
    ],
)
def test_no_amount(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.35亿", Decimal(1235000000)),
        ("一千零五十", Decimal(1050)),
        ("十二", Decimal(12)),
        ("一百零一", Decimal(101)),
        ("一亿零五万", Decimal(100050000)),
        ("两万三千", Decimal(23000)),
        ("一〇五", Decimal(105)),
        ("5千", Decimal(5000)),
        ("一百五", None),
        ("三万五", None),
        ("百", None),
        ("二三十", None),
        ("12,34", None),
        ("1.", None),
        ("三点", None),
        ("万", None),
    ],
)
def test_numbers_of_quantities(text: str, value: Decimal | None) -> None:
    assert parse_quantity(text) == value


def test_long_runs_are_read_in_time() -> None:
    for text in ("9" * 200_000, "1,2" * 100_000, "万" * 200_000, "千分之" * 100_000):
        assert _read(text + "元") == []
