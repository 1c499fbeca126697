"""Facts on the pages: in words, with a link to the words of the text, as filters and as counts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fake_engine import HOSTILE, MINUTES, FakeEngine
from html_page import HtmlPage

from index.fact_fields import FIELDS
from index.fact_model import DEADLINE_KINDS, HEADING, ITEM_TYPES, LEAD, NEXT_STEPS, OUTCOMES
from web import create_app, report_schemas, words
from web.fact_presenting import Place, WordMarker, amount_words, read_place


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def client(engine):
    return create_app({"ENGINE": engine, "TESTING": True}).test_client()


def test_a_resolution_shows_its_facts_with_their_words(client):
    answer = client.get("/resolutions/yunjin-12-1")
    page = HtmlPage(answer.text)
    assert "系统提取，以原文为准" in page.text
    for shown in (
        "原则同意",
        "部署要求",
        "云津市科学技术局",
        "2024年6月30日",
        "每季度",
        "3.5 亿元",
    ):
        assert shown in page.text
    assert "云津市财政局（原市旧财局）" in page.text
    assert "已更正：" in page.text
    assert "白知行，2024年4月1日，漏提" in page.text


def test_words_lead_to_their_place_in_the_text(client):
    page = HtmlPage(client.get("/resolutions/yunjin-12-1").text)
    links = [a["href"] for a in page.attributes("a") if a.get("class") == "words"]
    assert len(links) == 9
    for link in links:
        assert link.endswith("#words")
        marked = client.get(link).text
        assert marked.count('<mark id="words">') == 1
    assert '<mark id="words">6月底前</mark>' in client.get(links[5]).text


def test_the_words_are_shown_in_their_clause(client):
    page = HtmlPage(client.get("/resolutions/yunjin-12-1").text)
    assert "由市科技局牵头" in page.text
    assert "会议听取了市科技局的汇报" in page.text


def test_a_fact_leads_to_the_search_for_it(client, engine):
    page = HtmlPage(client.get("/resolutions/yunjin-12-1").text)
    links = [a["href"] for a in page.attributes("a") if a.get("class") == "value"]
    asked = parse_qs(urlsplit(links[2]).query)
    assert asked["unit"] == ["云津市科学技术局"]
    assert asked["role"] == ["lead"]
    found = HtmlPage(client.get(links[2]).text)
    assert "共 1 项议定事项" in found.text


def test_a_hit_shows_what_was_decided_who_leads_and_by_when(client):
    page = HtmlPage(client.get("/search?q=经费").text)
    assert "牵头 市科技局" in page.text
    assert "期限 2024-06-30" in page.text


def test_the_page_filters_by_facts_and_keeps_them(client, engine):
    address = "/search?outcome=approved_in_principle&unit=市科技局&role=lead&due_to=2024"
    page = HtmlPage(client.get(address).text)
    assert "共 1 项议定事项" in page.text
    checked = {
        (item["name"], item["value"]) for item in page.attributes("input") if "checked" in item
    }
    assert ("outcome", "approved_in_principle") in checked
    assert ("role", "lead") in checked
    values = {item["name"]: item.get("value") for item in page.attributes("input")}
    assert values["unit"] == "市科技局"
    assert values["due_to"] == "2024"
    nothing = HtmlPage(client.get("/search?outcome=deferred").text)
    assert "没有找到相符的议定事项" in nothing.text
    assert "去掉筛选条件" in nothing.text


def test_facets_of_facts_narrow_and_widen(client):
    page = HtmlPage(client.get("/search?q=经费").text)
    links = [a["href"] for a in page.attributes("a") if "outcome=approved" in a.get("href", "")]
    assert links
    narrowed = client.get(links[0]).text
    assert 'class="active"' in narrowed
    assert "云津市第8局" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/search?outcome=同意",
        "/search?due_from=昨天",
        "/search?amount_from=很多",
        "/search?due_from=2025&due_to=2024",
        "/search?amount_from=2亿元&amount_to=1亿元",
    ],
)
def test_a_filter_that_cannot_be_used_is_explained(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    api = client.get(address.replace("/search", "/api/v1/search"))
    assert api.status_code == 400
    assert api.json["error"]["message"]


def test_the_api_filters_by_facts(client):
    body = client.get("/api/v1/search?unit=市科技局&role=reported&outcome=tasked").json
    assert [hit["resolution_id"] for hit in body["hits"]] == ["yunjin-12-1"]
    facts = body["hits"][0]["facts"]
    assert facts["responsible"][0]["party"] == "云津市科学技术局"
    assert facts["responsible"][0]["point"] == 1
    assert facts["deadlines"][0]["due"] == "2024-06-30"


def test_near_duplicates_are_linked(client):
    page = HtmlPage(client.get("/resolutions/yunjin-12-1").text)
    assert "文字几乎相同的议定事项" in page.text
    assert any("/resolutions/yunjin-12-2" in a["href"] for a in page.attributes("a"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("0.2.5", Place(0, 2, 5)),
        ("-2.0.1", Place(HEADING, 0, 1)),
        ("", None),
        ("0.2", None),
        ("a.b.c", None),
        ("0.1.99999999999", None),
        ("０.1.2", None),
    ],
)
def test_a_place_is_read_or_nothing_is_marked(text, place):
    assert read_place(text) == place


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        (None, ["第一段<b>", "第二段"]),
        (Place(0, 1, 3), ["第<mark>一段</mark><b>", "第二段"]),
        (Place(0, 4, 9), ["第一段<<mark>b></mark>", "<mark>第二</mark>段"]),
        (Place(1, 1, 3), ["第一段<b>", "第二段"]),
        (Place(0, 50, 60), ["第一段<b>", "第二段"]),
        (Place(0, 5, 2), ["第一段<b>", "第二段"]),
    ],
)
def test_words_are_marked_in_their_paragraphs(place, marked):
    paragraphs = WordMarker(place).paragraphs("第一段<b>\n第二段", 0)
    assert [
        "".join(f"<mark>{p.text}</mark>" if p.marked else p.text for p in paragraph)
        for paragraph in paragraphs
    ] == marked
    assert sum(p.anchor for paragraph in paragraphs for p in paragraph) == ("<mark>" in str(marked))


def test_a_hostile_text_is_marked_without_harm(client):
    place = f"0.0.{len(HOSTILE)}"
    for point in (0, LEAD, HEADING):
        text = client.get(f"/resolutions/attack-1?words={place.replace('0.', f'{point}.', 1)}").text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    ("value", "maximum", "unit", "shown"),
    [
        (350_000_000.0, None, "元", "3.5 亿元"),
        (12_000.0, None, "亩", "1.2 万亩"),
        (100.0, 200.0, "元", "100–200 元"),
        (1e8, 2e8, "元", "1–2 亿元"),
        (35.0, None, "%", "35 %"),
    ],
)
def test_amounts_in_words(value, maximum, unit, shown):
    assert amount_words(value, maximum, unit) == shown


def test_every_code_and_every_field_has_words():
    codes = {*ITEM_TYPES, *OUTCOMES, *NEXT_STEPS, *DEADLINE_KINDS, *FIELDS["role"].choices}
    assert codes <= set(words.ALL)
    assert set(words.FIELDS) == set(FIELDS)


def test_the_document_page_shows_who_was_excused(client):
    assert MINUTES.meeting is not None
    page = HtmlPage(client.get("/documents/yunjin-12").text)
    assert "石砚" in page.text


def test_the_page_of_coverage_says_which_meetings_are_missing(client):
    answer = client.get("/coverage")
    page = HtmlPage(answer.text)
    for shown in ("云津市人民政府", "第 9 届", "10–12, 15", "13–14", "另有 1 次没有次数"):
        assert shown in page.text
    assert "<script>alert" not in answer.text
    series = client.get("/api/v1/report").json["coverage"][0]
    assert series["missing"] == [{"first": 13, "last": 14}]
    assert set(series) == set(report_schemas.MeetingSeriesAnswer().fields)


def test_the_original_layout_can_be_seen(client):
    for address in ("/resolutions/yunjin-12-1", "/documents/yunjin-12"):
        page = client.get(address).text
        assert "查看原文排版" in page
        assert "量子研\n究院" not in page
        printed = client.get(f"{address}?layout=original").text
        assert "原则 同意《关于支持量子研\n究院建设的若干措施》。" in printed
        assert "查看整理后的文字" in printed
    assert "查看原文排版" not in client.get("/resolutions/yunjin-12-2").text
    body = client.get("/api/v1/resolutions/yunjin-12-1").json
    assert body["points"][0]["original"].startswith("原则 同意")
    assert body["points"][1]["original"] is None
