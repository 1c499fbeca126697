"""Pages saved as one file: what Chromium, Internet Explorer and Word write."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest
from conftest import PROJECT

from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.html import extract_html
from index.extract.html.mhtml import extract_mhtml

PAGE = PROJECT / "tests" / "data" / "pages" / "county-ul.html"
CHROMIUM = Path("/usr/bin/chromium")
ADDRESS = "http://www.yunze.gov.cn/art/2025/4/1/art_12_345.html"
FRAMES = (
    b"<html><frameset cols='20%,80%'><frame src=menu.htm><frame src=text.htm></frameset></html>"
)


def part(content: bytes, transfer: str, location: str, content_type: str = "text/html") -> bytes:
    encoded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    body = encoded.get(transfer, bytes)(content)
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {transfer}\r\n"
    return f"{head}Content-Location: {location}\r\n\r\n".encode() + body


def archive(*parts: bytes, address: str = ADDRESS, start: str = "") -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n'
        '\tboundary="--b"\r\n\r\n'
    )
    return head.encode() + b"".join(b"\r\n----b\r\n" + one for one in parts) + b"\r\n----b--\r\n"


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "binary"])
def test_the_page_inside_is_read_as_any_other(transfer: str) -> None:
    content = archive(
        part(PAGE.read_bytes(), transfer, ADDRESS),
        part(b"\x89PNG", "base64", "http://www.yunze.gov.cn/a.png", "image/png"),
    )
    assert detect_format(content) == "mhtml"
    extracted, plain = extract_mhtml(content), extract_html(PAGE.read_bytes())
    assert extracted.text == plain.text
    assert extracted.metadata.title == plain.metadata.title
    assert extracted.metadata.url == ADDRESS


@pytest.mark.parametrize("address", ["file:///C:/a.html", "cid:frame-1@mhtml.blink", "about:blank"])
def test_only_an_address_of_the_web_is_one(address: str) -> None:
    content = archive(part(PAGE.read_bytes(), "base64", address), address=address)
    assert extract_mhtml(content).metadata.url is None


def test_the_encoding_in_the_headers_of_the_part_counts() -> None:
    markup = "<html><body><p>會議同意。</p></body></html>".encode("big5")
    content = archive(part(markup, "base64", ADDRESS, "text/html; charset=big5"))
    assert extract_mhtml(content).text == "會議同意。"


def test_the_frame_with_the_text_is_read_where_the_page_is_made_of_frames() -> None:
    menu = "<html><body><a href=1>目录</a></body></html>".encode()
    content = archive(
        part(FRAMES, "base64", ADDRESS),
        part(menu, "base64", "http://www.yunze.gov.cn/menu.htm"),
        part(PAGE.read_bytes(), "base64", "http://www.yunze.gov.cn/text.htm"),
    )
    extracted = extract_mhtml(content)
    assert extracted.text == extract_html(PAGE.read_bytes()).text
    assert extracted.metadata.url == "http://www.yunze.gov.cn/text.htm"


def test_the_root_part_that_the_headers_name_comes_first() -> None:
    other = (
        f"<html><body><p>{'别的网页里的一段文字，不是保存的网页。' * 9}</p></body></html>".encode()
    )
    named = b"Content-ID: <root@x>\r\n" + part(PAGE.read_bytes(), "base64", ADDRESS)
    content = archive(part(other, "base64", ADDRESS), named, start='\r\n\tstart="<root@x>";')
    assert extract_mhtml(content).text == extract_html(PAGE.read_bytes()).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (archive(), "没有网页"),
        (archive(part(b"GIF8", "base64", ADDRESS, "image/gif")), "没有网页"),
        (archive(part(FRAMES, "base64", ADDRESS)), "框架网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "没有网页"),
    ],
)
def test_an_archive_without_a_document_is_named(content: bytes, sentence: str) -> None:
    with pytest.raises(ExtractionError, match=sentence):
        extract_mhtml(content)


def test_a_file_cut_off_anywhere_is_read_or_refused_by_name() -> None:
    content = archive(part(PAGE.read_bytes(), "base64", ADDRESS))
    for length in range(0, len(content), 53):
        try:
            assert extract_mhtml(content[:length]).text
        except ExtractionError as error:
            assert str(error)


@pytest.mark.browser
def test_what_chromium_saves(tmp_path: Path) -> None:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    source = tmp_path / "page.html"
    source.write_bytes(PAGE.read_bytes())
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(source.as_uri())
        session = tab.context.new_cdp_session(tab)
        saved = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        browser.close()
    assert extract_mhtml(saved.encode()).text == extract_html(PAGE.read_bytes()).text
