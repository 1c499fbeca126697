from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from conftest import PROJECT
from PIL import Image, ImageDraw

from benchmarks import page_images
from benchmarks.page_images import Page, add_noise, add_seal, load_font, pixels_of, rotate
from benchmarks.recognition_accuracy import edit_distance
from index.extract.layout import PageLayout
from index.extract.recognition import Recognized, doubts, recognize
from index.extract.recognition.model import ReadLine
from index.extract.recognition.preparation import strips, without_seals
from index.extract.recognition.punctuation import restore_full_width
from index.extract.recognition.typesetting import spaced, type_columns

pytestmark = pytest.mark.skipif(
    page_images.chinese_font() is None, reason="needs a Chinese font (fonts-noto-cjk)"
)

PRINTED = (
    "一、审议《城市更新行动方案》",
    "（一）会议听取了市住建局的汇报，原则同意，",
    "由市政府办公室印发。2024年底前完成12.5公里。",
)
NAMES = "出席：陆明远　顾承志　何静姝"


def printed(
    lines: tuple[str, ...] = PRINTED, size: tuple[int, int] = (1000, 420), colour: str = "black"
) -> Page:
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        draw.text((60, 60 + 80 * row), line, colour, load_font(40))
    return page


def text_of(found: Recognized) -> str:
    ordered = sorted(found.lines, key=lambda line: line.top)
    return "\n".join(line.text for line in ordered)


def test_print_is_read_with_its_places() -> None:
    found = recognize(pixels_of(printed()))
    assert text_of(found) == "\n".join(PRINTED)
    assert found.confidence > 0.98
    assert (found.width, found.height) == (1000, 420)
    for row, line in enumerate(sorted(found.lines, key=lambda line: line.top)):
        assert line.left == pytest.approx(60, abs=12)
        assert line.height == pytest.approx(40, abs=4), "the size of the type, not of the box"
        assert line.middle == pytest.approx(90 + 80 * row, abs=15)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_or_stands_on_its_head_is_turned(degrees: int) -> None:
    found = recognize(pixels_of(printed().rotate(degrees, expand=True)))
    assert text_of(found) == "\n".join(PRINTED)
    assert (found.width, found.height) == (1000, 420)


@pytest.mark.parametrize("degrees", [-5.0, 1.5])
def test_lines_of_a_page_askew_are_straight(degrees: float) -> None:
    found = recognize(pixels_of(rotate(printed(), degrees)))
    assert text_of(found) == "\n".join(PRINTED)
    lefts = [line.left for line in found.lines]
    assert max(lefts) - min(lefts) < 20, "on the page as it lies they are up to 28 pixels apart"


def test_a_poor_copy_is_read() -> None:
    found = recognize(pixels_of(add_noise(printed())))
    assert edit_distance("\n".join(PRINTED), text_of(found)) <= 2


@pytest.mark.parametrize("scale", [0.4, 3.0])
def test_places_are_in_the_pixels_of_the_image_that_was_given(scale: float) -> None:
    page = printed()
    size = (round(page.width * scale), round(page.height * scale))
    found = recognize(pixels_of(page.resize(size)))
    assert edit_distance("\n".join(PRINTED), text_of(found)) <= 1
    assert (found.width, found.height) == size
    assert min(line.left for line in found.lines) == pytest.approx(60 * scale, abs=10 * scale)


def test_light_print_on_a_dark_screen_is_read() -> None:
    page = Image.new("RGB", (1000, 420), (25, 25, 30))
    ImageDraw.Draw(page).text((60, 60), PRINTED[0], (230, 230, 230), load_font(40))
    assert text_of(recognize(pixels_of(page))) == PRINTED[0]


def test_names_that_stand_apart_are_told_apart() -> None:
    found = recognize(pixels_of(printed((NAMES,))))
    assert text_of(found) == NAMES.replace("　", " ")


def test_a_blank_page_has_no_lines() -> None:
    assert recognize(np.full((600, 400, 3), 255, np.uint8)) == Recognized((), 0.0, 400, 600)


def test_specks_are_no_print() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (400, 300, 3)).astype(np.uint8)
    assert recognize(noise).lines == ()


def test_a_seal_hides_nothing() -> None:
    page = printed(size=(1654, 420))
    sealed = add_seal(page, (0.25, 0.45))
    assert text_of(recognize(pixels_of(sealed))) == "\n".join(PRINTED)


def test_only_round_red_is_taken_for_a_seal() -> None:
    letterhead = Image.new("RGB", (1654, 700), "white")
    draw = ImageDraw.Draw(letterhead)
    draw.text((150, 150), "临澜市人民政府文件", "red", load_font(130))
    draw.line((150, 500, 1500, 500), "red", 6)
    pixels = pixels_of(letterhead)
    assert np.array_equal(without_seals(pixels), pixels)
    assert text_of(recognize(pixels)) == "临澜市人民政府文件"
    sealed = without_seals(pixels_of(add_seal(Image.new("RGB", (1654, 700), "white"), (0.5, 0.5))))
    assert sealed.min() > 200, "paper is left"


def test_a_long_screenshot_is_cut_between_lines() -> None:
    page = Image.new("RGB", (400, 1900), "white")
    draw = ImageDraw.Draw(page)
    lines = [f"第{number}行：会议原则同意" for number in range(10, 41)]
    for row, line in enumerate(lines):
        draw.text((20, 20 + 60 * row), line, "black", load_font(30))
    parts = strips(pixels_of(page))
    assert len(parts) > 1
    assert np.array_equal(np.concatenate([part for _, part in parts]), pixels_of(page))
    assert all((part[[0, -1]] == 255).all() for _, part in parts)
    found = recognize(pixels_of(page))
    assert text_of(found) == "\n".join(lines)
    assert found.height == 1900


@pytest.mark.parametrize(
    ("read", "restored"),
    [
        ("(一)会议指出:", "（一）会议指出："),
        ("（虚构)，(以下简称《报告》)", "（虚构），（以下简称《报告》）"),
        ("(市信访局、", "（市信访局、"),
        ("市财政局负责)", "市财政局负责）"),
        ("临府〔2024]9号", "临府〔2024〕9号"),
        ("同意;不变,", "同意；不变，"),
        ("10:30 1,234.5 A-12(2024) f(x), no?", "10:30 1,234.5 A-12(2024) f(x), no?"),
        ("1.(2)(a) [1] 增长(5.2%)", "1.(2)(a) [1] 增长(5.2%)"),
        ("ISO 9001:2015 (GB/T 9704)", "ISO 9001:2015 (GB/T 9704)"),
    ],
)
def test_half_width_marks_change_only_beside_chinese(read: str, restored: str) -> None:
    assert restore_full_width(read) == restored
    assert restore_full_width(restored) == restored


def test_an_even_line_gets_no_space() -> None:
    even = ReadLine("会议原则同意", 1.0, (3, 9, 16, 22, 28, 35), 40.0)
    assert type_columns(even) == pytest.approx(6.4)
    assert spaced(even, 6.4) == "会议原则同意"
    apart = ReadLine("王一李二，3 人", 1.0, (3, 9, 22, 28, 34, 40, 48), 60.0)
    assert spaced(apart, type_columns(apart)) == "王一 李二，3 人"


def test_doubtful_pages_are_named() -> None:
    def page(number: int, confidence: float | None) -> PageLayout:
        return PageLayout(number, 10, 10, (), confidence is not None, confidence)

    assert doubts([page(1, 0.99), page(2, None)]) == ()
    (warning,) = doubts([page(1, 0.99), page(2, 0.7), page(3, 0.9)])
    assert warning.startswith("第 2、3 页")


SILENT = """
import socket, sys

def refuse(*given, **named):
    raise SystemExit("the network was asked for")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.path.insert(0, sys.argv[1])
import index.extract.image, index.extract.recognition
heavy = {"cv2", "onnxruntime", "rapidocr"} & set(sys.modules)
assert not heavy, heavy
import numpy
from PIL import Image
found = index.extract.recognition.recognize(numpy.asarray(Image.open(sys.argv[2])))
assert found.lines
"""


def test_models_are_loaded_when_needed_without_a_network_and_say_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("page") / "page.png"
    printed(PRINTED[:1]).save(path)
    done = subprocess.run(
        [sys.executable, "-c", SILENT, str(PROJECT), str(path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
