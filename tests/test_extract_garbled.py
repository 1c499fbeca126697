import random
from pathlib import Path

import pytest

from index.extract.garbled import is_garbled

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.txt"))
TEXT = "".join(path.read_text(encoding="utf-8") for path in SAMPLES)
HAN = [c for c in TEXT if "一" <= c <= "鿿"]


def rows(text, width=28):
    return [text[at : at + width] for at in range(0, len(text), width)]


def level_1(number):
    """A character of level 1 of GB/T 2312 by its place."""
    return bytes([0xB0 + number // 94 % 39, 0xA1 + number % 94]).decode("gb2312")


def test_pages_of_ordinary_text_are_believed():
    squeezed = "".join(TEXT.split())
    for size in (40, 200, 600):
        for at in range(0, len(squeezed) - size, size):
            assert not is_garbled(rows(squeezed[at : at + size])), squeezed[at : at + size]


@pytest.mark.parametrize(
    "page",
    [
        [],
        [""],
        ["3"],
        ["—1—"],
        [
            "出席：沈若川 顾承志 何静姝 赵启航 林望舒 韩砚秋 宋怀瑾 邵文渊",
            "列席：闻铎 简宁 郭怀信 计然 季长安 米有年 路平之 苗丰年 石坚",
        ],
        ["1 12.5 33.80% 2024-05-01", "2 9.4 -3.20% 2023/12/31", "(3) 1,204.00 +5%"],
        ["The meeting heard a report on the progress of the key projects of the year."],
        ["第一章 总则................................1", "第二章 机构················12"],
        ["\uf0b7 加强组织领导，压实工作责任。", "\uf0b7 强化督促检查，严格考核问效。"],
        [
            "市長聽取發展改革委員會關於全年重點工作的彙報，會議原則同意，",
            "要求各單位認真落實並按期報告進度。",
        ],
        ["ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ ᠦᠨ ᠰᠤᠷᠭᠠᠯᠲᠠ"],
        ["公式：α＋β≤γ×δ÷2，温度25℃±1°，面积3㎡。"],
        ["会议听取了汇报\ufffd要求抓好落实，重大事项及时报告。" * 6],
    ],
)
def test_unusual_but_honest_pages_are_believed(page):
    assert not is_garbled(page)


@pytest.mark.parametrize("bad", ["\ufffd", "\ue004", "\U000f0012", "\x01", "\ud800", "\uffff"])
def test_characters_that_stand_for_nothing_are_noticed(bad):
    assert is_garbled([bad * 12])
    assert is_garbled(["会议听取了汇报" + bad * 3 + "要求抓好落实。"])
    # A title in a font of its own, above text that is in order.
    assert is_garbled([bad * 9, *rows("".join(TEXT.split())[:600])])


def test_gbk_taken_for_latin_1_is_noticed():
    for at in range(0, 2_000, 100):
        soup = TEXT[at : at + 60].encode("gbk", errors="ignore").decode("latin-1")
        assert is_garbled([soup]), soup


def test_glyph_numbers_taken_for_ascii_are_noticed():
    assert is_garbled(["!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~!\"#$&'<>;?@[]^"])


def test_han_chosen_at_random_is_noticed():
    dice = random.Random(7)
    for _ in range(50):
        any_han = [chr(dice.randrange(0x4E00, 0x9FA6)) for _ in range(60)]
        assert is_garbled(rows("".join(any_han)))
        common = [level_1(dice.randrange(3_700)) for _ in range(400)]
        assert is_garbled(rows("".join(common)))


def test_text_in_which_every_character_is_another_is_noticed():
    places = {level_1(number): number for number in range(3_700)}
    for shift in (1, 29, 500):
        shifted = [level_1((places[c] + shift) % 3_700) for c in HAN[:600] if c in places]
        assert is_garbled(rows("".join(shifted)))


def test_letters_of_many_scripts_are_noticed():
    assert is_garbled(["ԹփЖשةᚠᠠกႠ가あ" * 6 + "会议"])


def test_a_symbol_font_for_all_of_the_text_is_noticed():
    assert is_garbled(["\uf041\uf042\uf043\uf044\uf045\uf046"])
