"""Which Chinese numerals are written in digits, and which are words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize import normalize
from index.number_forms import compound_value, find_numerals
from index.parsers.numerals import parse_numeral

NUMERALS = "〇零一二三四五六七八九十百千廿卅"


@pytest.mark.parametrize(
    ("chinese", "digits"),
    [
        # dates
        ("二〇二六年三月五日", "2026年3月5日"),
        ("二○二○年", "2020年"),
        ("二零一九年十二月三十一日", "2019年12月31日"),
        ("二OO八年八月八日", "2008年8月8日"),
        ("二ＯＯ八年", "2008年"),
        ("二0二五年", "2025年"),
        ("一九四九年十月一日", "1949年10月1日"),
        ("一九九八", "1998"),
        ("二〇二一—二〇二五年", "2021—2025年"),
        ("廿五日前报送", "25日前报送"),
        ("卅日", "30日"),
        ("三十日内答复", "30日内答复"),
        ("三月至十一月", "3月至11月"),
        ("六月五日至八日", "6月5日至8日"),
        ("二 〇 二 六\n年", "2026年"),
        ("七月三号", "7月3号"),
        # meetings, and what is counted off
        ("第一百零一次常务会议", "第101次常务会议"),
        ("第一百〇一次常务会议", "第101次常务会议"),
        ("第三次", "第3次"),
        ("十九届人民政府", "19届人民政府"),
        ("第十二届", "第12届"),
        ("十三届四十七次", "13届47次"),
        ("一届三次会议", "1届3次会议"),
        ("第十期", "第10期"),
        ("第一千零五十号", "第1050号"),
        ("府发〔二〇二六〕十五号", "府发〔2026〕15号"),
        ("第三十二条第二款第五项", "第32条第2款第5项"),
        ("第一百一十条", "第110条"),
        ("二十条措施", "20条措施"),
        ("十三项任务", "13项任务"),
        ("第一百十条", "第110条"),
        ("第二批", "第2批"),
        ("第十二中学", "第12中学"),
        ("一号线延伸段", "1号线延伸段"),
        # read out digit by digit
        ("三〇二所", "302所"),
        ("一零一中学", "101中学"),
        ("九〇后", "90后"),
    ],
)
def test_a_numeral_and_its_digits_are_one_text(chinese: str, digits: str) -> None:
    assert normalize(chinese).text == normalize(digits).text


@pytest.mark.parametrize(
    "text",
    [
        "三农工作",
        "一带一路",
        "十四五规划",
        "十五五时期",
        "四好农村路",
        "一二三产业融合",
        "第一二三产业",
        "五位一体",
        "第三产业",
        "第三方评估",
        "第一书记",
        "第一时间",
        "第二课堂",
        "第七人民医院",
        "第一百货商店",
        "三年行动",
        "二十大精神",
        "十八大以来",
        "两个一百年",
        "一日游",
        "每一届",
        "一次性告知",
        "零售",
        "三零社区",
        "清零一批",
        "零距离",
        "三重一大",
        "六稳六保",
        "八项规定",
        "一二三四年级",
        "九一八",
        "二号召",
        "千百十",
        "一百五",
        "〇",
    ],
)
def test_a_numeral_inside_a_word_stays(text: str) -> None:
    assert normalize(text).text == text


@given(st.text(st.sampled_from(NUMERALS), min_size=1, max_size=9))
def test_the_value_of_a_numeral_is_what_it_prints(run: str) -> None:
    value = compound_value(run)
    if value is not None:
        assert value == parse_numeral(run)


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("一十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百", 100),
        ("一百零一", 101),
        ("一百一十", 110),
        ("一百十五", 115),
        ("二百三十四", 234),
        ("一千零一", 1001),
        ("一千零二十", 1020),
        ("一千二百", 1200),
        ("九千九百九十九", 9999),
        ("十四五", None),
        ("二三", None),
        ("百", None),
        ("二十零五", None),
        ("一百零五十", None),
        ("一千零零一", None),
        ("〇", None),
        ("一百" * 5, None),
    ],
)
def test_only_what_documents_print_is_a_numeral(run: str, value: int | None) -> None:
    assert compound_value(run) == value


def test_digits_know_the_numeral_they_came_from() -> None:
    found = list(find_numerals("二〇二六年第一百零一次"))
    assert [(n.start, n.end, n.digits, n.by_digit) for n in found] == [
        (0, 4, "2026", True),
        (6, 10, "101", False),
    ]


@pytest.mark.parametrize(
    "piece", ["一", "〇", "零", "一零", "十", "一o", "第", "1", "二〇二〇年", "o"]
)
def test_a_million_characters_of_numerals_take_a_moment(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    for numeral in find_numerals(text):
        assert numeral.digits.isdigit()
