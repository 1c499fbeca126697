"""Names of units begin and end where words do, in sentences as minutes write them.

The units are listed here by hand; many are in no dictionary (young offices, invented places,
companies), because a real city always has some that nobody listed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable

import pytest
import rjieba
from conftest import PROJECT

from index import analyzer
from index.normalize import normalize

Span = tuple[str, int, int]

COUNT = 2_400
SHARE = 0.99


def names_by_block() -> dict[str, list[str]]:
    """Read the list of names: ``# block: what it holds``, then names apart by white space."""
    blocks: dict[str, list[str]] = {}
    for line in (PROJECT / "tests" / "data" / "unit_names.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            names = blocks.setdefault(line[2:].partition(":")[0], [])
        else:
            names += line.split()
    return blocks


TEMPLATES = (
    "由{}牵头，{}、{}配合，于六月底前完成。",
    "请{}于月底前报市政府。",
    "会议听取了{}关于安全生产情况的汇报。",
    "责成{}会同{}研究提出意见。",
    "{}要切实履行主体责任。",
    "{}将适时开展督查。",
    "方案经{}审核后报{}备案。",
    "原则同意{}提交的请示。",
    "{}应在三日内办结。",
    "项目由{}负责实施，资金由{}安排。",
    "会议明确：（一）{}会同{}抓紧推进。",
    "向{}申请后，{}须五个工作日内答复。",
    "同意将该地块划拨给{}使用。",
    "以{}核定数为准。",
    "具体标准由{}与{}共同确定。",
    "{}已完成前期工作，{}正按程序办理。",
    "由{}对{}的工作进行指导。",
    "建议{}与{}加强沟通。",
    "{}、{}和{}分别作了汇报。",
    "督促{}按期整改。",
    "所需经费由{}统筹解决，并向{}报告。",
    "会议要求，{}在十月份拿出方案，{}等单位支持。",
    "{}负责人参加会议。",
    "抄送：{}，{}，{}。",
)


def unit_names() -> list[str]:
    """Return units of every level, most of them as invented as their places."""
    blocks = names_by_block()
    offices = [*blocks["common"], *blocks["uncommon"]]
    before = [*"市区县", *blocks["places"]]
    return [
        *(place + office for place in before for office in offices),
        *(4 * blocks["companies"]),
        *(4 * blocks["others"]),
    ]


def sentences() -> list[tuple[str, list[str]]]:
    """Return sentences with the units in them, the same on every run."""
    generator = random.Random(2026)
    names = unit_names()
    made = []
    for number in range(COUNT):
        template = TEMPLATES[number % len(TEMPLATES)]
        units = generator.sample(names, template.count("{}"))
        made.append((template.format(*units), units))
    return made


def right(unit: str, text: str, words: Iterable[Span]) -> bool:
    """Whether no word crosses either end of ``unit`` in ``text``."""
    start = text.index(unit)
    end = start + len(unit)
    return not any(first < place < last for _, first, last in words for place in (start, end))


def share(cut: Callable[[str], Iterable[Span]]) -> tuple[float, list[str]]:
    """Return the share of sentences in which every unit is right, and the units that are not."""
    wrong: list[str] = []
    clean = 0
    for sentence, units in sentences():
        text = normalize(sentence).text
        words = list(cut(text))
        missed = [unit for unit in units if not right(normalize(unit).text, text, words)]
        clean += not missed
        wrong += missed
    return clean / COUNT, wrong


def test_units_are_cut_out_of_sentences_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    stock = rjieba.Jieba()
    ours, wrong = share(analyzer.cut)
    theirs, _ = share(lambda text: stock.tokenize(text, "search", True))
    with capsys.disabled():
        sys.stdout.write(f"\nevery unit right: {ours:.2%}, with stock jieba: {theirs:.2%}\n")
    assert ours >= SHARE, wrong
    assert theirs < 0.8


def test_the_units_of_this_test_are_not_those_of_the_dictionary() -> None:
    known = set(analyzer.user_words())
    unlisted = [name for name in unit_names() if name not in known]
    assert len(unlisted) > len(unit_names()) / 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("加强与教育部门沟通", ["教育", "部门"]),
        ("生态环境部门要", ["部门"]),
        ("报市国资委员会审议", ["委员会"]),
        ("市民委托代理", ["市民", "委托"]),
        ("直辖市人民政府", ["直辖市", "人民政府"]),
        ("自治区人民政府", ["自治区", "人民政府"]),
        ("城市管理水平", ["城市", "管理水平"]),
        ("超市场监管局", ["监管局"]),
        ("发展改革委会同有关部门", ["发展改革委", "会同"]),
        ("园区管委会同意", ["园区", "管委会", "同意"]),
        ("各项目办理进度", ["项目", "办理"]),
        ("设区的市政府", ["市政府"]),
    ],
)
def test_no_unit_is_cut_out_of_other_words(text: str, words: list[str]) -> None:
    found = [word for word, _, _ in analyzer.cut(normalize(text).text)]
    assert [word for word in words if word not in found] == []
