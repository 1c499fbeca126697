"""The pages in Chromium, over the samples: what only a browser can show."""

import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import MODELS
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from web import create_app

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUERY = "高等研究院"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1200, "height": 800}


@pytest.fixture(scope="module")
def served(sample_index):
    """The address of the application, served from a thread."""
    app = create_app(
        {
            "YIDING_INDEX": sample_index.directory,
            "YIDING_ENCODER": sample_index.encoder_setting,
            "YIDING_MODELS": MODELS,
        }
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, served):
    """Opens pages; afterwards no error, no refused content and no other host may have been seen."""
    contexts, complaints, hosts = [], [], set()

    def open_page(path, viewport=DESKTOP, **options):
        context = chromium.new_context(viewport=viewport, locale="en-US", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda entry: complaints.append(entry.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(served + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert hosts == {urlsplit(served).netloc}


def test_search_open_a_hit_and_walk_through_its_document(visit):
    page = visit("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator("mark").first).to_have_text(QUERY)
    heading = page.locator(".hit h2 a").first.inner_text()
    page.locator(".hit h2 a").first.click()
    expect(page.locator("h1")).to_contain_text(heading)
    forward = page.locator("nav.neighbours a[rel=next]")
    back = page.locator("nav.neighbours a[rel=prev]")
    first, second = (forward, back) if forward.count() else (back, forward)
    first.click()
    expect(page.locator("h1")).not_to_contain_text(heading)
    second.click()
    expect(page.locator("h1")).to_contain_text(heading)
    page.locator(".crumbs a").click()
    expect(page.locator(".item:target")).to_contain_text(heading)


def test_similar_resolutions_open(visit):
    page = visit(f"/search?q={QUERY}")
    page.locator(".hit h2 a").first.click()
    link = page.locator("section.similar li > a").first
    heading = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(heading)


def test_a_pasted_text_finds_resolutions_and_stays_out_of_the_address(visit):
    page = visit("/similar")
    page.get_by_label("要比对的文字").fill(f"拟支持{QUERY}引进人才，由市科技局牵头。")
    page.locator("form.paste button").click()
    expect(page.locator(".hit").first).to_be_visible()
    assert urlsplit(page.url).path == "/similar"
    assert urlsplit(page.url).query == ""
    expect(page.locator("textarea")).to_have_value(f"拟支持{QUERY}引进人才，由市科技局牵头。")


def test_modes_filters_and_facets_work_by_mouse(visit):
    page = visit(f"/search?q={QUERY}")
    total = page.locator(".total").inner_text()
    page.get_by_text("筛选与排序").click()
    page.get_by_label("会议纪要").check()
    page.get_by_label("关键词", exact=True).check()
    page.get_by_role("button", name="检索").click()
    assert "kind=minutes" in page.url
    assert "mode=keyword" in page.url
    expect(page.locator(".filters summary .badge")).to_have_text("会议纪要")
    assert page.locator(".total").inner_text() != total
    page.locator(".facets a.active").click()
    assert "kind=" not in page.url


def test_the_language_is_switched_and_remembered(visit):
    page = visit(f"/search?q={QUERY}")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#q")).to_have_value(QUERY)
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    page.locator(".brand").click()
    expect(page.locator("h1")).to_have_text("Search resolutions")
    cookies = page.context.cookies()
    assert [(cookie["name"], cookie["value"]) for cookie in cookies] == [("lang", "en")]
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_a_citation_is_copied_with_one_click(visit, served):
    page = visit(f"/search?q={QUERY}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page.locator(".hit h2 a").first.click()
    page.locator("aside .copy").click()
    expect(page.locator("aside .copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("aside .citation").inner_text()
    assert copied.startswith("《")


def test_everything_works_without_javascript(visit):
    page = visit("/", java_script_enabled=False)
    page.locator("#q").fill(QUERY)
    page.get_by_role("button", name="检索").click()
    page.locator(".hit h2 a").first.click()
    expect(page.locator("aside .citation")).to_contain_text("《")
    assert page.locator(".copy").count() == 0


def first_addresses(page):
    page.goto(urlsplit(page.url)._replace(path="/search", query=f"q={QUERY}").geturl())
    resolution = page.locator(".hit h2 a").first.get_attribute("href")
    document = page.locator(".hit .source a").first.get_attribute("href")
    search = f"/search?q={QUERY}&kind=minutes&from=2020-01-01&to=2030-12-31&sort=date"
    return ["/", search, resolution, document, "/similar", "/help", "/report", "/api"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways_on_a_phone(visit, served, language):
    page = visit(f"/?lang={language}", PHONE)
    for address in first_addresses(page):
        page.goto(served + address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_every_field_has_a_label_and_every_page_one_heading(visit, served):
    page = visit("/")
    for address in first_addresses(page):
        page.goto(served + address)
        unlabelled = page.evaluate(
            "[...document.querySelectorAll('input, textarea, select')]"
            ".filter(field => !field.labels.length).map(field => field.outerHTML)"
        )
        assert unlabelled == [], address
        assert page.locator("h1").count() == 1, address
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3')].map(heading => +heading.tagName[1])"
        )
        steps = zip(levels, levels[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), address


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(visit):
    page = visit(f"/search?q={QUERY}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "mode"
    outline = page.evaluate(
        "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    )
    assert outline == "solid"


def test_a_printed_resolution_is_text_and_source_only(visit):
    page = visit(f"/search?q={QUERY}")
    page.locator(".hit h2 a").first.click()
    page.emulate_media(media="print")
    for hidden in ("header.site", "footer.site", ".similar", ".copy"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("aside .citation")).to_be_visible()


def test_dark_pages_have_light_text(visit):
    page = visit("/", color_scheme="dark")
    shade = "getComputedStyle(document.body).{}.match(/\\d+/g).slice(0, 3).map(Number)"
    assert sum(page.evaluate(shade.format("backgroundColor"))) < 150
    assert sum(page.evaluate(shade.format("color"))) > 600
