from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from fake_engine import FakeEngine
from html_page import HtmlPage

import web
from index.model import KINDS
from web import create_app, words

WEB = Path(web.__file__).parent
CATALOGUE = WEB / "translations" / "en" / "LC_MESSAGES"


@pytest.fixture
def client():
    return create_app({"ENGINE": FakeEngine(), "TESTING": True}).test_client()


def catalogue():
    with (CATALOGUE / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


@cache
def sentences_in_use():
    with (WEB / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "translatable": None}
    found = extract_from_dir(str(WEB), methods, options, keywords=keywords)
    # The words for facts are those of the terminal too.
    shared = extract_from_file("python", str(WEB.parent / "search" / "words.py"), keywords=keywords)
    return {sentence for _, _, sentence, _, _ in found} | {entry[1] for entry in shared}


def test_every_sentence_has_an_english_one_and_none_is_left_over():
    translated = {entry.id: entry.string for entry in catalogue() if entry.id}
    assert set(translated) == sentences_in_use()
    assert [sentence for sentence, english in translated.items() if not english] == []


def test_placeholders_are_the_same_in_both_languages():
    wrong = [entry.id for entry in catalogue() if list(entry.check())]
    assert wrong == []


def test_the_compiled_catalogue_says_what_the_edited_one_says():
    with (CATALOGUE / "messages.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert {entry.id: entry.string for entry in catalogue() if entry.id} == {
        sentence: compiled.gettext(sentence) for sentence in compiled._catalog if sentence
    }


def test_every_document_kind_has_words():
    assert tuple(words.KINDS) == KINDS


@pytest.mark.parametrize(
    "path", ["/", "/search?q=道路", "/help", "/report", "/similar", "/api", "/missing"]
)
def test_no_chinese_of_ours_is_left_on_english_pages(client, path):
    page = HtmlPage(client.get(path, query_string=None).text)
    english = HtmlPage(client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text)
    ours = {word.strip() for word in page.words if word.strip() in sentences_in_use()}
    # A word that both languages print (a title, an example) is no sentence of ours.
    assert ours, "the Chinese page should hold sentences of the catalogue"
    assert [word for word in english.words if word.strip() in ours] == []


def test_the_parameter_sets_a_cookie_that_later_pages_follow(client):
    first = client.get("/help?lang=en")
    cookie = first.headers["Set-Cookie"]
    assert cookie.startswith("lang=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in client.get("/").text
    client.get("/?lang=zh")
    assert '<html lang="zh-CN">' in client.get("/help").text


@pytest.mark.parametrize("value", ["fr", "", "en;x", "<b>"])
def test_an_unknown_language_falls_back_and_sets_nothing(client, value):
    answer = client.get("/", query_string={"lang": value})
    assert answer.status_code == 200
    assert '<html lang="zh-CN">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_visit_without_a_choice_sets_no_cookie(client):
    for path in ("/", "/search?q=道路", "/help", "/resolutions/yunjin-12-1"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_browser_preference_is_not_asked(client):
    answer = client.get("/", headers={"Accept-Language": "en-US"})
    assert '<html lang="zh-CN">' in answer.text


def test_the_setting_is_the_default():
    client = create_app({"ENGINE": FakeEngine(), "YIDING_LANGUAGE": "en"}).test_client()
    assert '<html lang="en">' in client.get("/").text
    assert "must be" in client.get("/api/v1/search?limit=0").json["error"]["message"]


def test_the_api_follows_the_parameter_and_ignores_the_cookie(client):
    client.set_cookie("lang", "en")
    chinese = client.get("/api/v1/documents/none").json["error"]
    english = client.get("/api/v1/documents/none?lang=en").json["error"]
    assert chinese == {"code": "unknown_document", "message": "没有编号为“none”的文件。"}
    assert english["code"] == "unknown_document"
    assert english["message"].startswith("There is no document")
    assert "Set-Cookie" not in client.get("/api/v1/search?lang=en").headers


def test_the_switch_keeps_the_page_and_its_parameters(client):
    page = HtmlPage(client.get("/search?q=道路&kind=policy&kind=law&lang=zh").text)
    assert "?q=%E9%81%93%E8%B7%AF&kind=policy&kind=law&lang=en" in page.links


def test_odd_parameter_names_do_no_harm(client):
    odd = "/search?endpoint=x&_external=1&_anchor=y&values=z&self=1"
    assert client.get(odd).status_code == 200
