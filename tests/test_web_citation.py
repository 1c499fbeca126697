from dataclasses import replace

import pytest
from fake_engine import MINUTES, POLICY, FakeEngine

from search.results import ResolutionView
from web.citation import cite, numbered


def view(document, resolution):
    return ResolutionView("g", document, resolution, None, None)


def test_a_point_of_minutes_is_cited_by_its_printed_labels():
    found = FakeEngine().resolution("yunjin-12-1")
    assert (
        cite(found, "（二）")
        == "《云津市人民政府第12次常务会议纪要》（云府纪〔2024〕3号）第一项第（二）点"
    )


def test_without_a_number_the_day_of_the_meeting_tells_meetings_apart():
    document = replace(MINUTES, document_number=None)
    cited = cite(view(document, MINUTES.resolutions[1]))
    assert cited == "《云津市人民政府第12次常务会议纪要》（2024年3月1日）第二项"


def test_without_number_and_meeting_there_are_no_brackets():
    document = replace(MINUTES, document_number=None, meeting=None)
    assert (
        cite(view(document, MINUTES.resolutions[0])) == "《云津市人民政府第12次常务会议纪要》第一项"
    )


def test_a_policy_document_has_parts_and_its_inner_title_marks_become_single():
    cited = cite(view(POLICY, POLICY.resolutions[2]))
    assert cited == "《关于加强〈道路养护〉管理的意见》（云府办〔2023〕8号）第3部分"


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("二、", "第二项"),
        ("十二", "第十二项"),
        ("（三）", "第（三）项"),
        ("(4)", "第（4）项"),
        ("5.", "第5项"),
        ("6）", "第6项"),
        ("第七条", "第七条"),
        ("议题一：", "议题一"),
        ("三、（二）", "第三项第（二）点"),
        ("三、(二)4.", "第三项第（二）点第4点"),
    ],
)
def test_labels_keep_their_printed_numbering(label, place):
    assert numbered(label, "项") == place
