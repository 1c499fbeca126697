from __future__ import annotations

import io
import random
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks import page_images
from benchmarks.page_images import Page, load_font
from index.extract import image as image_module
from index.extract.errors import ExtractionError
from index.extract.image import extract_image, read_pages
from index.extract.layout import TextLine
from index.extract.model import Extraction
from index.extract.recognition import Recognized

pytestmark = pytest.mark.skipif(
    page_images.chinese_font() is None, reason="needs a Chinese font (fonts-noto-cjk)"
)

LINE = "会议原则同意该方案"


def printed(text: str = LINE) -> Page:
    page = Image.new("RGB", (520, 120), "white")
    ImageDraw.Draw(page).text((40, 30), text, "black", load_font(40))
    return page


def saved(page: Page, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    page.save(file, kind, **options)
    return file.getvalue()


def read(content: bytes) -> Extraction:
    return extract_image(content, lambda: None)


def test_the_extraction_says_how_it_was_got() -> None:
    done: list[int] = []
    found = extract_image(saved(printed(), "PNG"), lambda: done.append(1))
    assert found.text.strip() == LINE
    assert found.route == "recognition"
    assert done == [1]
    (page,) = found.pages
    assert (page.number, page.start, page.recognized) == (1, 0, True)
    assert page.confidence is not None and page.confidence > 0.95
    assert found.warnings == ()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_every_format_is_decoded(kind: str) -> None:
    (pixels,) = read_pages(saved(printed(), kind))
    wanted = np.asarray(printed(), np.int16)
    assert pixels.shape == wanted.shape
    assert np.abs(pixels - wanted).mean() < 4


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "TIFF"),
        ("L", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
        ("I;16", "PNG"),
        ("I;16", "TIFF"),
        ("F", "TIFF"),
    ],
)
def test_every_mode_becomes_dark_print_on_white(mode: str, kind: str) -> None:
    grey = printed().convert("L")
    page = grey.convert(mode)
    if mode == "I;16":
        page = Image.fromarray(np.asarray(grey).astype(np.uint16) * 200)
    (pixels,) = read_pages(saved(page, kind))
    assert pixels.shape == (120, 520, 3)
    assert np.abs(pixels[:, :, 0].astype(int) - np.asarray(grey, int)).mean() < 6


def test_what_is_transparent_is_paper() -> None:
    ink = printed().convert("L").point(lambda value: 255 - value)
    page = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    page.putalpha(ink)
    (pixels,) = read_pages(saved(page, "PNG"))
    assert np.abs(pixels - np.asarray(printed(), np.int16)).max() <= 1


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_the_orientation_of_the_camera_is_heeded(orientation: int, kind: str) -> None:
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    page = printed()
    lying = page.transpose(back[orientation]) if orientation in back else page
    exif = Image.Exif()
    exif[274] = orientation
    (pixels,) = read_pages(saved(lying, kind, exif=exif))
    assert np.abs(pixels - np.asarray(page, np.int16)).mean() < 4


def test_pages_of_a_tiff_keep_their_order_and_a_blank_one_its_number() -> None:
    blank = Image.new("RGB", (520, 120), "white")
    content = saved(
        printed("一、首页"), "TIFF", save_all=True, append_images=[blank, printed("二、末页")]
    )
    done: list[int] = []
    found = extract_image(content, lambda: done.append(1))
    assert found.text.split() == ["一、首页", "二、末页"]
    assert [(page.number, page.start) for page in found.pages] == [(1, 0), (2, 5), (3, 5)]
    assert found.pages[1].confidence is None
    assert len(done) == 3


def test_the_small_copy_in_a_tiff_is_no_page() -> None:
    copy = printed().resize((52, 12))
    copy.encoderinfo = {"tiffinfo": {254: 1}}
    content = saved(printed(), "TIFF", save_all=True, append_images=[copy])
    assert getattr(Image.open(io.BytesIO(content)), "n_frames", 1) == 2
    assert [pixels.shape for pixels in read_pages(content)] == [(120, 520, 3)]


def test_an_animation_is_read_in_part_and_says_so() -> None:
    content = saved(printed(), "PNG", save_all=True, append_images=[printed("另一帧")])
    found = read(content)
    assert found.text.strip() == LINE
    assert found.warnings == ("动画图片只读取了第一帧",)


def test_poor_print_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    line = TextLine(0, 0, 90, 10, LINE)
    monkeypatch.setattr(image_module, "recognize", lambda _: Recognized((line,), 0.7, 100, 50))
    (warning,) = read(saved(printed(), "PNG")).warnings
    assert warning.startswith("第 1 页字迹不清")


def test_an_image_without_print_is_refused() -> None:
    with pytest.raises(ExtractionError, match="图片里没有识别到文字"):
        read(saved(Image.new("RGB", (300, 200), "white"), "PNG"))


def png_of(width: int, height: int) -> bytes:
    """Return a small PNG file that claims a size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(9_000, 9_000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    size: tuple[int, int],
) -> None:
    with pytest.raises(ExtractionError, match="图片过大"):
        read(png_of(*size))


def test_a_large_picture_is_scaled_down_while_it_is_decoded() -> None:
    page = printed().resize((8_000, 6_000)).convert("1")
    (pixels,) = read_pages(saved(page, "TIFF", compression="group4"))
    assert pixels.shape == (3_000, 4_000, 3)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_module, "MAXIMUM_PAGES", 2)
    pages = [Image.new("L", (9, 9), 255)] * 2
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages)
    with pytest.raises(ExtractionError, match="超过 2 页"):
        list(read_pages(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_cut_off_file_is_refused_in_a_sentence(kind: str) -> None:
    content = saved(printed(), kind)
    for length in (4, 20, len(content) // 3, len(content) * 2 // 3):
        with pytest.raises(ExtractionError, match="图片已损坏或不完整"):
            list(read_pages(content[:length]))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_damage_is_read_over_or_refused(kind: str) -> None:
    whole = saved(printed(), kind)
    generator = random.Random(kind)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(generator.choice((1, 3, 20))):
            content[generator.randrange(min(len(content), generator.choice((60, 9_999))))] = (
                generator.randrange(256)
            )
        try:
            pages = list(read_pages(bytes(content)))
        except ExtractionError:
            continue
        assert all(page.ndim == 3 and page.dtype == np.uint8 for page in pages)
