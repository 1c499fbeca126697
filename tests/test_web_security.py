import io
import logging
import re
from pathlib import Path

import pytest
from fake_engine import HOSTILE, FakeEngine
from html_page import HtmlPage
from werkzeug.serving import WSGIRequestHandler

import web
from web import create_app
from web.presenting import marked
from web.security import CONTENT_SECURITY_POLICY, QUERY_FILTER

EVERYWHERE = [
    "/",
    "/search?q=道路",
    "/search?from=bad",
    "/resolutions/yunjin-12-1",
    "/documents/yunjin-12",
    "/similar",
    "/help",
    "/report",
    "/api",
    "/api/v1/report",
    "/missing",
    "/health",
    "/openapi.json",
    "/api/v1/search?q=道路",
    "/api/v1/search?limit=x",
    "/static/style.css",
]


@pytest.fixture
def client():
    return create_app({"ENGINE": FakeEngine(), "TESTING": True}).test_client()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers(client, path):
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_allows_nothing_but_the_service_itself():
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert set(rules.values()) == {"'none'", "'self'"}


def test_answers_to_pasted_text_are_not_stored_anywhere(client):
    assert client.post("/similar", data={"text": "道路"}).headers["Cache-Control"] == "no-store"
    answer = client.post("/api/v1/similar", json={"text": "道路"})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [path for path in EVERYWHERE if not path.startswith("/static")])
def test_pages_hold_no_inline_code_and_no_outside_address(client, path):
    answer = client.get(path)
    if answer.mimetype != "text/html":
        return
    page = HtmlPage(answer.text)
    for tag, attributes in page.tags:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes["src"].startswith("/static/")
        if tag in ("link", "img", "script"):
            assert attributes.get("href", attributes.get("src", "")).startswith("/static/")


def test_static_files_name_no_outside_address():
    for file in (Path(web.__file__).parent / "static").iterdir():
        content = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*// .*|; // .*", "", content, flags=re.MULTILINE), file.name


@pytest.mark.parametrize(
    "path",
    [
        "/resolutions/attack-1",
        "/documents/attack",
        "/search?kind=other",
        "/search?q=<script>alert(1)</script>",
        "/search?q=%22><img src=x>&mode=<b>&from=<i>",
        "/missing/<script>alert(1)</script>",
        "/documents/<script>alert(1)</script>",
    ],
)
def test_hostile_text_stays_text(client, path):
    answer = client.get(path)
    page = HtmlPage(answer.text)
    scripts = page.attributes("script")
    assert [script.get("src") for script in scripts] == ["/static/copy.js"]
    assert page.attributes("img") == []
    assert not [link for link in page.links if link.lower().startswith("javascript")]


def test_hostile_text_is_shown_as_it_is(client):
    assert HOSTILE in HtmlPage(client.get("/resolutions/attack-1").text).text


def test_names_and_reasons_in_a_report_are_text(client):
    source = client.get("/report").text
    assert HOSTILE not in source
    page = HtmlPage(source)
    # As a name and a reason of what was skipped, and as a name and a text of a warning.
    assert page.text.count(HOSTILE) >= 4
    assert page.attributes("img") == []
    assert len(page.attributes("script")) == 1


def test_pasted_hostile_text_comes_back_as_text(client):
    answer = client.post("/similar", data={"text": f"</textarea>{HOSTILE}"})
    page = HtmlPage(answer.text)
    assert len(page.attributes("script")) == 1
    assert page.attributes("img") == []
    assert "</textarea><script>" in page.text


@pytest.mark.parametrize(
    ("snippet", "shown"),
    [
        ("修<mark>路</mark>&lt;b&gt;", "修<mark>路</mark>&lt;b&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<mark onclick=x>路</mark>", "&lt;mark onclick=x&gt;路</mark>"),
        ("<MARK>路", "&lt;MARK&gt;路"),
        ("<<mark>img>", "&lt;<mark>img&gt;"),
    ],
)
def test_only_marks_survive_in_a_snippet(snippet, shown):
    assert str(marked(snippet)) == shown


def test_snippets_are_declared_safe_in_one_place_only():
    places = [
        file.name
        for file in Path(web.__file__).parent.rglob("*")
        if file.suffix in (".py", ".html")
        and re.search(r"Markup\(|\|\s*safe\b|autoescape", file.read_text("utf-8"))
    ]
    assert places == ["presenting.py"]


def test_request_lines_lose_their_query():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("werkzeug")
    create_app({"ENGINE": FakeEngine()})
    assert QUERY_FILTER in logger.filters
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    try:
        request = WSGIRequestHandler.__new__(WSGIRequestHandler)
        request.client_address = ("127.0.0.1", 1)
        request.path = "/search?q=secret"
        request.command, request.request_version = "GET", "HTTP/1.1"
        request.requestline = "GET /search?q=secret HTTP/1.1"
        request.log_request(200, 5)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert "GET /search HTTP/1.1" in stream.getvalue()
    assert "secret" not in stream.getvalue()


def test_nothing_that_was_asked_reaches_our_logs(client, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/search?q=秘而不宣")
    client.post("/similar", data={"text": "秘而不宣"})
    client.post("/api/v1/similar", json={"text": "秘而不宣"})
    assert "秘而不宣" not in caplog.text


def test_a_body_that_is_too_long_is_refused_in_both_dresses():
    small = create_app({"ENGINE": FakeEngine(), "YIDING_MAXIMUM_BODY": "100"}).test_client()
    page = small.post("/similar", data={"text": "长" * 200})
    assert page.status_code == 413
    assert "内容太长" in page.text
    body = small.post("/api/v1/similar", json={"text": "长" * 200})
    assert body.status_code == 413
    assert body.json["error"]["code"] == "too_large"
    assert small.post("/similar", data={"text": "短"}).status_code == 200


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.2, contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_has_the_contrast_of_level_aa_in_light_and_dark():
    style = (Path(web.__file__).parent / "static" / "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL)[:2]
    assert len(blocks) == 2
    for block in blocks:
        colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for ground in ("paper", "sheet", "tint"):
            for ink in ("ink", "quiet", "accent"):
                assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
        assert contrast(colour["on-accent"], colour["accent"]) >= 4.5
        assert contrast(colour["mark-ink"], colour["mark"]) >= 4.5
