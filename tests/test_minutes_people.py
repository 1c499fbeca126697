"""Who presided, took part and kept the minutes: forms of names, posts and lists."""

from __future__ import annotations

from datetime import date

import pytest

from index.parsers import parse
from index.parsers.attendance import read_lists, read_prose
from index.parsers.chair import chair_of
from index.parsers.item_references import item_ordinals
from index.person_names import is_name, split_names
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


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("出席：郭 强  郭　明\n李红", ["郭强", "郭明", "李红"]),
        ("出席：郭强、王 明、欧阳 青", ["郭强", "王明", "欧阳青"]),
        ("出席：艾 乡　舒 校\n", ["艾乡", "舒校"]),
        (
            "列席：市发改委副主任 王某某，市财政局局长 李红",
            [
                "市发改委 副主任 王某某",
                "市财政局 局长 李红",
            ],
        ),
        ("列席：发改局周雄，教体局郭永、王小红", ["发改局 周雄", "教体局 郭永", "教体局 王小红"]),
        (
            "列席：云芯半导体闻远，市城投陈佳，移动公司李红",
            [
                "云芯半导体 闻远",
                "市城投 陈佳",
                "移动公司 李红",
            ],
        ),
        (
            "列席：巫 山（市发改委副主任）、佟丽（市政协副主席）",
            [
                "市发改委 副主任 巫山",
                "市政协 副主席 佟丽",
            ],
        ),
        ("列席：县政府法律顾问、有关企业负责人、新闻媒体记者", []),
    ],
)
def test_units_posts_and_names_are_parted(text: str, people: list[str]) -> None:
    found = read_lists(text)
    assert [" ".join(filter(None, (a.unit, a.post, a.name))) for a in found] == people


def test_groups_of_those_who_sat_in() -> None:
    text = "列 席：\n（一）邀请列席：李尚、吴侃\n（二）固定列席：卢飞\n（三）政府办：陈敬、王 龙"
    found = [(a.status, a.unit, a.name) for a in read_lists(text)]
    assert found == [
        ("邀请列席", None, "李尚"),
        ("邀请列席", None, "吴侃"),
        ("固定列席", None, "卢飞"),
        ("列席", "政府办", "陈敬"),
        ("列席", "政府办", "王龙"),
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("请假：郭 强（出差）、李红", [("郭强", None, "出差"), ("李红", None, None)]),
        (
            "请 假： 郭强 （ 赴省城参加 会议 ）\n李 红（病假）",
            [
                ("郭强", None, "赴省城参加会议"),
                ("李红", None, "病假"),
            ],
        ),
        (
            "请假：郭 强，出差；李 红、王明，外出学习",
            [
                ("郭强", None, "出差"),
                ("李红", None, "外出学习"),
                ("王明", None, "外出学习"),
            ],
        ),
        (
            "请假：郭强，因公外出，李红，住院",
            [
                ("郭强", None, "因公外出"),
                ("李红", None, "住院"),
            ],
        ),
        ("请假：郭强  出差\n李红  学习", [("郭强", None, "出差"), ("李红", None, "学习")]),
        ("因公请假：郭强、李红", [("郭强", None, "因公"), ("李红", None, "因公")]),
        ("请假：郭强（副市长，赴京开会）", [("郭强", "副市长", "赴京开会")]),
        ("请假人员：市发改委郭强（公出）", [("郭强", None, "公出")]),
        ("请假：无", []),
    ],
)
def test_who_was_on_leave_and_why(
    text: str, people: list[tuple[str, str | None, str | None]]
) -> None:
    found = read_lists(text)
    assert [(a.name, a.post, a.reason) for a in found] == people
    assert {a.status for a in found} <= {"请假"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("列席：市财政局张军（第1、2项），市司法局李红", [("张军", (1, 2)), ("李红", ())]),
        ("列席：张军（列席第三至五项议题）、李红（第1项）", [("张军", (3, 4, 5)), ("李红", (1,))]),
        ("列席：第1项 招商局 周涛；第2、3项 建设局 吴桐", [("周涛", (1,)), ("吴桐", (2, 3))]),
        (
            "列席：\n第一项议题：发改局张军、财政局李红\n第二项议题：教育局王明",
            [
                ("张军", (1,)),
                ("李红", (1,)),
                ("王明", (2,)),
            ],
        ),
        ("列席第二项议题：发改局张军", [("张军", (2,))]),
        ("列席人员（第3个议题）：发改局张军", [("张军", (3,))]),
        ("列席：第三项目部张军", [("张军", ())]),
    ],
)
def test_with_which_items_someone_sat_in(
    text: str, people: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(a.name, a.items) for a in read_lists(text)] == people


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("第1、2项", (1, 2)),
        ("第三至五个议题", (3, 4, 5)),
        ("第 2－4 项议题", (2, 3, 4)),
        ("议题二", (2,)),
        ("第1项、第4项", (1, 4)),
        ("第10次会议", ()),
        ("第9至1项", ()),
    ],
)
def test_references_to_items(words: str, items: tuple[int, ...]) -> None:
    assert item_ordinals(words) == items


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "2025年3月1日，市长周明主持召开市政府第3次常务会议，市委常委、常务副市长顾志，"
            "副市长何静、赵航，市政府办公室主任巫刚出席会议。会议审议了有关事项。",
            [
                ("出席", "顾志", "市委常委、常务副市长"),
                ("出席", "何静", "副市长"),
                ("出席", "赵航", "副市长"),
                ("出席", "巫刚", "市政府办公室主任"),
            ],
        ),
        (
            "县政府在家领导出席会议，各乡镇负责同志列席会议，县人大常委会副主任车明、县政协副主席"
            "唐谦应邀参加会议。",
            [
                ("邀请列席", "车明", "县人大常委会副主任"),
                ("邀请列席", "唐谦", "县政协副主席"),
            ],
        ),
        (
            "副市长王莉和秘书长李红同志出席会议。",
            [
                ("出席", "王莉", "副市长"),
                ("出席", "李红", "秘书长"),
            ],
        ),
        ("副市长王莉因公出差请假。", [("请假", "王莉", "副市长")]),
        ("市政协副主席唐谦列席第2项议题。", [("列席", "唐谦", "市政协副主席")]),
        ("全体党组成员出席会议。相关单位负责人参加会议。", []),
        ("会议要求各单位主要负责人亲自参加会议。", []),
    ],
)
def test_attendance_told_in_sentences(text: str, people: list[tuple[str, str, str]]) -> None:
    assert [(a.status, a.name, a.post) for a in read_prose(text)] == people


def test_sentences_tell_reasons_and_items_too() -> None:
    (absent,) = read_prose("副市长王莉因公出差请假。")
    assert absent.reason == "因公出差"
    (guest,) = read_prose("市政协副主席唐谦列席第2项议题。")
    assert guest.items == (2,)
