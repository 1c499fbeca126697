"""From when until when a document is in force, what it repeals, and what says nothing of it."""

from __future__ import annotations

from datetime import date

import pytest

from index.parsers import Hints, parse
from index.parsers.validity import InForce, add_months, in_force

SIGNED = date(2024, 3, 15)


def read(*texts: str, title: str = "云津市公园管理办法", **cells: str) -> InForce:
    return in_force(texts, cells, title, SIGNED)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("本办法自2024年5月1日起施行。", date(2024, 5, 1)),
        ("第三十条　本条例自2025年1月1日起施行。", date(2025, 1, 1)),
        ("本意见自印发之日起施行。", SIGNED),
        ("本通知自发布之日起执行，由市财政局负责解释。", SIGNED),
        ("七、本通告自 2025 年 1 月 20 日起施行。", date(2025, 1, 20)),
        ("本规定自公布之日起30日后施行。", date(2024, 4, 14)),
        ("本办法自印发之日起三十日后施行。", date(2024, 4, 14)),
        (
            "《云津市公园管理办法》已经市政府同意，现予印发，自2024年9月10日起施行。",
            date(2024, 9, 10),
        ),
        ("本实施细则自二〇二四年六月一日起实施。", date(2024, 6, 1)),
        ("本决定自公布之日起生效。", SIGNED),
        ("政策自2024年5月1日起施行后，企业反映良好。", None),
        ("各地自收到通知之日起执行。", None),
        ("工程自2023年5月1日起实施。", None),
        ("本办法自2025年　月　日起施行。", None),
        ("本市自2020年开展试点。", None),
        ("本办法由市园林局负责解释。", None),
    ],
)
def test_the_first_day_in_force(sentence: str, day: date | None) -> None:
    found = read("一、总体要求", sentence)
    assert found.effective == day
    assert found.validity is None
    assert (found.evidence is None) == (day is None)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("本办法自2024年5月1日起施行，有效期5年。", date(2029, 4, 30)),
        ("本办法自2024年5月1日起施行，有效期为五年。", date(2029, 4, 30)),
        ("本意见自印发之日起施行，有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本措施自印发之日起施行，有效期两年。", date(2026, 3, 14)),
        ("本通知有效期3年。", date(2027, 3, 14)),
        ("本批复有效期为一年半。", date(2025, 9, 14)),
        ("本规定试行期一年。", date(2025, 3, 14)),
        ("本细则有效期18个月。", date(2025, 9, 14)),
        ("有效期自2024年5月1日至2026年4月30日。", date(2026, 4, 30)),
        ("执行期限为2019年1月1日至2023年12月31日。", date(2023, 12, 31)),
        ("本通知自2024年5月1日起执行至2024年12月31日止。", date(2024, 12, 31)),
        ("取水许可证有效期一般为5年。", None),
        ("证书有效期3年，期满应当换证。", None),
        ("合同的有效期为一年。", None),
        ("首轮实施期自2023年7月1日起至2025年6月30日止，每年为一个考核年度。", None),
        ("规划期限为2021年至2025年。", None),
    ],
)
def test_the_last_day_in_force(sentence: str, day: date | None) -> None:
    found = read(sentence)
    assert found.valid_until == day
    assert found.validity is None, "a term alone does not say that it is still in force"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 3, 15), 60, date(2029, 3, 15)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("text", "validity"),
    [
        ("（本文已废止）", "repealed"),
        ("本通知已于2024年5月1日废止。", "repealed"),
        ("此文件已失效", "expired"),
        ("该规定已被《云津市新办法》废止", "repealed"),
        ("全文废止", "repealed"),
        ("全文失效", "expired"),
        ("部分失效", "amended"),
        ("本办法已于2023年修订", "amended"),
        ("原办法已废止，不再适用，各单位要按新规定做好衔接工作，加强宣传。", None),
        ("本办法实施后，过去的文件废止。", None),
        ("有效期届满自动失效。", None),
        ("要清理已废止的文件。", None),
        ("现行有效的文件共三件。", None),
    ],
)
def test_a_remark_on_the_status(text: str, validity: str | None) -> None:
    found = read("一、总体要求", text)
    assert found.validity == validity
    assert (found.evidence is not None) == (validity is not None)


@pytest.mark.parametrize(
    ("cell", "validity"),
    [
        ("有效", "in_force"),
        ("现行有效", "in_force"),
        ("是", "in_force"),
        ("废止", "repealed"),
        ("已失效", "expired"),
        ("无效", "expired"),
        ("否", "expired"),
        ("部分有效", "amended"),
        ("已修改", "amended"),
        ("", None),
        ("未知", None),
    ],
)
def test_the_page_tells_the_status(cell: str, validity: str | None) -> None:
    found = read("本办法自2024年5月1日起施行。", 有效性=cell)
    assert found.validity == validity
    if validity:
        assert found.evidence == f"有效性：{cell}"


def test_a_title_may_say_that_it_is_repealed() -> None:
    found = read("一、总体要求", title="云津市公园管理办法（已废止）")
    assert (found.validity, found.evidence) == ("repealed", "已废止")
    assert read("一、总体要求", title="关于废止公园管理办法的决定").validity is None


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("本办法自2024年5月1日起施行。《云津市绿地办法》同时废止。", ["云津市绿地办法"]),
        (
            "《云津市绿地办法》（云府〔2010〕5号）、《云津市苗圃规定》同时废止。",
            ["云津市绿地办法", "云津市苗圃规定"],
        ),
        ("原《云津市绿地办法》自本办法施行之日起废止。", ["云津市绿地办法"]),
        ("根据《中华人民共和国立法法》，现决定废止《云津市绿地办法》。", ["云津市绿地办法"]),
        ("本通知自印发之日起施行，《关于绿地的通知》停止执行。", ["关于绿地的通知"]),
        ("云府〔2010〕5号同时废止。", ["云府〔2010〕5号"]),
        ("《云津市绿地办法》，《云津市苗圃规定》同时废止。", ["云津市绿地办法", "云津市苗圃规定"]),
        ("《云津市绿地办法》已经废止。", []),
        ("依据《规章制定程序条例》，市司法局提出修改、废止的建议。", []),
        ("《云津市绿地办法》废止后，已受理的继续办理。", []),
        ("应当及时修改或者废止与本办法不一致的文件。", []),
    ],
)
def test_what_is_repealed(sentence: str, titles: list[str]) -> None:
    assert list(read(sentence).repeals) == titles


def test_a_list_of_repealed_documents_is_read_entry_by_entry() -> None:
    found = read(
        "一、废止的文件",
        "1.云津市人民政府关于加强夜市管理的通知（云府〔2009〕3号）",
        "2.《云津市绿地办法》（2003年4月1日公布）；",
        "二、继续有效的文件",
        "1.云津市人民政府关于公共卫生的通知（云府〔2019〕3号）",
        title="关于公布废止部分行政规范性文件的公告",
    )
    assert found.repeals == ("云津市人民政府关于加强夜市管理的通知", "云津市绿地办法")
    assert read("1.云津市人民政府关于夜市的通知", title="关于加强夜市管理的意见").repeals == ()


def test_what_the_page_knows_fills_what_the_text_leaves_open() -> None:
    text = "云津市关于就业的意见\n一、要求\n坚持就业优先。\n二、任务\n抓好落实。\n"
    document = parse(text, "name", Hints(validity="repealed"))
    assert (document.validity, document.validity_evidence) == ("repealed", "网页标注：已废止")
    stated = parse(text + "（本文已失效）\n", "name", Hints(validity="in_force"))
    assert (stated.validity, stated.validity_evidence) == ("expired", "（本文已失效）")
    assert parse(text, "name").validity is None
