import numpy as np
from PIL import Image, ImageDraw

from index.extract.recognition.rulings import drawn_lines

WIDTH, HEIGHT = 1240, 1754
EDGES, TOPS = (200, 500, 1000), (300, 420, 560, 700)


def sheet(draw, angle=0.0):
    """A page image, turned clockwise by an angle in degrees, with a little noise."""
    page = Image.new("L", (WIDTH, HEIGHT), 245)
    draw(ImageDraw.Draw(page))
    page = page.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=245)
    noise = np.random.default_rng(1).normal(0, 4, (HEIGHT, WIDTH))
    grey = np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def table(draw):
    for x in EDGES:
        draw.line((x, TOPS[0], x, TOPS[-1]), fill=20, width=3)
    for y in TOPS:
        draw.line((EDGES[0], y, EDGES[-1], y), fill=20, width=3)


def test_the_borders_of_a_table_are_found_on_a_page_askew():
    for angle in (0.0, 0.9):
        found = drawn_lines(sheet(table, angle), angle)
        for wanted in TOPS:
            level = [r for r in found if not r.upright and abs(r.top - wanted) < 6]
            assert sum(r.right - r.left for r in level) > 0.9 * (EDGES[-1] - EDGES[0]), wanted
        for wanted in EDGES:
            upright = [r for r in found if r.upright and abs(r.left - wanted) < 6]
            assert sum(r.bottom - r.top for r in upright) > 0.9 * (TOPS[-1] - TOPS[0]), wanted


def test_rules_and_dark_borders_without_a_table_are_none():
    def imprint(draw):
        for y in (1400, 1450, 1500):
            draw.line((150, y, 1090, y), fill=20, width=3)
        draw.rectangle((0, 0, 20, HEIGHT), fill=10)

    assert drawn_lines(sheet(imprint), 0.0) == ()


def test_a_very_long_strip_has_no_table():
    assert drawn_lines(np.full((4, 20_000, 3), 255, np.uint8), 0.0) == ()
