"""Resolutions that say nearly the same are linked; formulas and short texts are not."""

from __future__ import annotations

import random

import pytest

from index.model import Document, Point, Resolution
from index.near_duplicates import MOST_LINKS, NEAR, SHORTEST, with_near_duplicates
from index.text_likeness import counted_shingles, dice, jaccard, letters_of, shingles

#: A hundred and more letters, invented.
PLAN = (
    "会议听取了市住建局关于老旧小区改造三年行动方案的汇报，原则同意该方案。会议明确，改造以拆除违建、"
    "更新管网、加装电梯为重点，所需资金由市、区两级按六比四分担；市住建局牵头制定年度清单，各区于每年"
    "三月底前完成立项，市审计局对资金使用情况开展跟踪审计，改造后的小区一并纳入物业管理。"
)
OTHER = (
    "会议研究了全市冬春火灾防控工作。各乡镇要对养老院、学校、商场逐一排查，建立隐患台账，限期整改到位；"
    "市消防救援大队要加密夜间巡查，对反复出现的问题挂牌督办，并在报纸和电视上公开曝光，十二月底前向市"
    "政府报告整治成效，年底考核时按规定予以扣分，确保群众平安过冬。"
)


def document(identifier: str, *texts: str, heading: str = "研究有关工作") -> Document:
    resolutions = tuple(
        Resolution(number, heading, (Point(None, text),), f"{identifier}-{number}")
        for number, text in enumerate(texts, start=1)
    )
    return Document("minutes", "会议纪要", resolutions, identifier)


def links(*documents: Document) -> dict[str, tuple[str, ...]]:
    found = with_near_duplicates(documents)
    return {r.id: r.near_duplicates for d in found for r in d.resolutions if r.near_duplicates}


@pytest.mark.parametrize(
    "other",
    [
        PLAN,
        PLAN.replace("，", ",").replace("。", " ."),
        PLAN.replace("市、区两级", "市区两级").replace("加装电梯", "加装 电梯"),
        PLAN.replace("六比四", "五比五"),
        PLAN.replace("住建局", "城建局"),
        PLAN + "会议要求做好群众工作。",
        PLAN.replace("一并纳入物业管理", "全部引入物业公司"),
        "\n".join(PLAN),
    ],
)
def test_nearly_the_same_is_linked_both_ways(other: str) -> None:
    assert links(document("a", PLAN), document("b", OTHER, other)) == {
        "a-1": ("b-2",),
        "b-2": ("a-1",),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAN, OTHER),
        (PLAN, PLAN[:70] + OTHER),
        (PLAN, PLAN[:60]),
        ("同意。", "同意。"),
        ("会议审议通过了《市政府工作规则》。", "会议审议通过了《市政府工作规则》。"),
        ("本办法由市财政局负责解释，自印发之日起施行，有效期五年。",) * 2,
        ("", ""),
        ("。，、；" * 200, "。，、；" * 200),
    ],
)
def test_what_differs_or_is_short_is_not_linked(one: str, other: str) -> None:
    assert links(document("a", one), document("b", other)) == {}


def test_resolutions_of_one_document_are_not_linked() -> None:
    assert links(document("a", PLAN, PLAN)) == {}
    assert links(document("a", PLAN, PLAN), document("b", PLAN)) == {
        "a-1": ("b-1",),
        "a-2": ("b-1",),
        "b-1": ("a-1", "a-2"),
    }


def test_a_heading_counts_where_it_is_printed() -> None:
    matter = "听取" + OTHER[:60]
    apart = document("a", PLAN[:90], heading=matter), document("b", PLAN[:90], heading=PLAN[90:])
    assert links(*apart) == {}


@pytest.mark.parametrize("many", [MOST_LINKS, MOST_LINKS + 1, MOST_LINKS + 2, 500])
def test_what_very_many_say_is_a_formula(many: int) -> None:
    same = [document(f"{number:03}", PLAN) for number in range(many)]
    changed = [
        document(f"{number:03}", PLAN.replace("三月", f"{number}月").replace("审计", f"第{number}"))
        for number in range(many)
    ]
    for documents in (same, changed):
        found = links(*documents)
        assert len(found) == (many if many <= MOST_LINKS + 1 else 0)
        assert all(len(ids) == many - 1 for ids in found.values())


def test_the_order_of_input_changes_nothing() -> None:
    generator = random.Random(3)
    documents = []
    for number in range(60):
        letters = list(PLAN if number % 2 else OTHER)
        for _ in range(number // 3):
            letters[generator.randrange(len(letters))] = generator.choice("甲乙丙丁")
        documents.append(document(f"d{number}", "".join(letters)))
    expected = links(*documents)
    assert expected
    for _ in range(5):
        generator.shuffle(documents)
        assert links(*documents) == expected


def test_every_link_is_exact_and_hardly_one_is_missed() -> None:
    generator = random.Random(5)
    bases = [[chr(generator.randrange(0x4E00, 0x9F00)) for _ in range(200)] for _ in range(20)]
    texts = []
    for number in range(120):
        letters = list(bases[number // 6])
        for _ in range(generator.randrange(0, 12)):
            letters[generator.randrange(len(letters))] = generator.choice("东南西北中")
        texts.append("".join(letters))
    documents = [document(f"{n:03}", text) for n, text in enumerate(texts)]
    sets = [shingles(letters_of(f"研究有关工作\n{text}"), 4) for text in texts]
    found = {(one, other) for one, ids in links(*documents).items() for other in ids}
    alike = {
        (f"{i:03}-1", f"{j:03}-1"): jaccard(sets[i], sets[j])
        for i in range(len(sets))
        for j in range(len(sets))
        if i != j
    }
    near = {pair for pair, value in alike.items() if value >= NEAR}
    assert len(near) > 50
    assert found <= near
    assert len(near - found) <= len(near) / 20
    assert {pair for pair, value in alike.items() if value >= 0.8} <= found


def test_none_and_one() -> None:
    assert with_near_duplicates(()) == ()
    assert links(document("a", PLAN)) == {}
    assert len(letters_of(PLAN)) > SHORTEST


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [("甲乙丙丁", "甲乙丙丁", 1), ("甲乙丙", "丁戊己", 0), ("", "", 0), ("甲", "甲", 1)],
)
def test_the_index_of_jaccard(one: str, other: str, value: float) -> None:
    assert jaccard(shingles(one, 2), shingles(other, 2)) == value


def test_dice_counts_repetitions() -> None:
    assert dice(counted_shingles("甲甲甲", 2), counted_shingles("甲甲", 2)) == pytest.approx(2 / 3)
    assert dice(counted_shingles("", 2), counted_shingles("", 2)) == 1


@pytest.mark.parametrize("text", ["１２ａＢ", "12 a\u200bb", "1、2。（A）b", "_1_2 a-b"])
def test_letters_alone_are_compared(text: str) -> None:
    assert letters_of(text) == "12ab"
