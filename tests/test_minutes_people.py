"""Who presided, took part and kept the minutes: forms of names, posts and lists."""

from __future__ import annotations

from datetime import date

import pytest

from index.parsers import parse
from index.parsers.attendance import read_lists
from index.parsers.chair import chair_of
from index.parsers.names import is_name, split_names
from index.text_forms import bare

ITEMS = "一、审议《停车管理办法》\n会议原则同意。\n二、听取防汛准备情况汇报\n会议要求，落实责任。\n"
HEAD = "2025年3月25日上午，市长周明主持召开市政府第12次常务会议。\n"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("旗委副书记、政府旗长阿拉坦巴根主持召开旗政府第3次常务会议", "阿拉坦巴根"),
        ("区长巴图孟克同志主持召开区政府第42次常务会议", "巴图孟克"),
        ("市长周明主持市政府第148次常务会议", "周明"),
        ("区长马晓燕（女，回族）主持召开区政府常务会议", "马晓燕"),
        ("市长周明、常务副市长李强先后主持召开市政府常务会议", "周明、李强"),
        ("市委书记、领导小组组长东方明，市长、副组长周明共同主持召开会议", "东方明、周明"),
        ("主持：曾庆红梅", "曾庆红梅"),
        ("主持人：周 明 市长", "周明"),
        ("副市长（主持工作）龙江主持召开市政府常务会议", "龙江"),
        ("受市长王明委托，主持政府日常工作的领导召开会议", None),
    ],
)
def test_the_chair(sentence: str, name: str | None) -> None:
    assert chair_of([bare(sentence)]) == name


@pytest.mark.parametrize("name", ["阿拉坦巴根", "乌云其其格", "额尔敦木图", "次仁多吉", "乌兰图雅"])
def test_transcribed_names_are_longer(name: str) -> None:
    assert is_name(name)
    assert split_names(f"郝俊峰　{name}　李　强") == ["郝俊峰", name, "李强"]


@pytest.mark.parametrize("words", ["市政府办公室", "自然资源局", "有关负责人", "共同主持"])
def test_other_long_words_are_no_names(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("记录：乌云其其格", "乌云其其格"),
        ("会议记录：王小明、李红", "王小明、李红"),
        ("记录：市政府办公室 王小明", "王小明"),
        ("（记录：王小明）", "王小明"),
    ],
)
def test_the_recorder(line: str, names: str) -> None:
    meeting = parse(f"{HEAD}{ITEMS}{line}\n", "x").meeting
    assert meeting is not None
    assert meeting.recorder == names


@pytest.mark.parametrize(
    "line",
    [
        "云泽市政府办公室秘书一科     2025年4月1日印",
        "印发日期：2025年4月1日",
        "云泽市人民政府办公室　　2025年4月1日 印\n发",
        "云泽市人民政府办公室\n— 3 —\n2025\n年4月1日印发",
    ],
)
def test_the_day_of_issue(line: str) -> None:
    document = parse(f"{HEAD}{ITEMS}{line}\n", "x")
    assert document.issued == date(2025, 4, 1)
    assert document.resolutions[-1].points[-1].text == "会议要求，落实责任。"


@pytest.mark.parametrize("width", range(16, 30))
def test_the_masthead_of_a_party_group_stays_apart_from_the_text(width: int) -> None:
    preamble = "2025年3月25日，市政府党组书记、市长周明主持召开市政府党组第5次（扩大）会议。"
    lines = [preamble[start : start + width] for start in range(0, len(preamble), width)]
    text = "中共云泽市人民政府党组　　　　　2025年4月1日\n" + "\n".join(lines) + "\n" + ITEMS
    document = parse("中共云泽市人民政府党组会议纪要\n2025年第5次\n" + text, "x")
    assert document.signed == date(2025, 4, 1)
    assert document.meeting is not None
    assert document.meeting.held == date(2025, 3, 25)
    assert document.meeting.number == 5


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("出席会议的有：巴图孟克、王志强、萨仁高娃", ["巴图孟克", "王志强", "萨仁高娃"]),
        ("【出席】周明、赵六", ["周明", "赵六"]),
        (
            "参会人员：市长周明，副市长赵六、钱七",
            ["市长 周明", "副市长 赵六", "副市长 钱七"],
        ),
        ("出席：市长 周明\n副市长 赵六", ["市长 周明", "副市长 赵六"]),
        (
            "列席：旗人大常委会副主任额尔敦，旗政协副主席乌云其其格",
            ["旗人大常委会 副主任 额尔敦", "旗政协 副主席 乌云其其格"],
        ),
        (
            "列席：张  鹏（县人大）、玉素甫·卡德尔（县政协）、李卫东（副县长）",
            ["县人大 张鹏", "县政协 玉素甫·卡德尔", "副县长 李卫东"],
        ),
        ("列席人员：市纪委监委派驻第一纪检监察组牛群", ["市纪委监委派驻第一纪检监察组 牛群"]),
        ("请假：司空晓晓（市委党校学习）、屠刚（公出）", ["司空晓晓", "屠刚"]),
        ("列席人员：第1项 招商局 周涛；第2项 建设局 吴桐", ["招商局 周涛", "建设局 吴桐"]),
        ("列席：市财政局局长张三、副局长李四", ["市财政局 局长 张三", "市财政局 副局长 李四"]),
    ],
)
def test_attendance_lists(text: str, people: list[str]) -> None:
    found = read_lists(text)
    assert [" ".join(filter(None, (a.unit, a.post, a.name))) for a in found] == people
