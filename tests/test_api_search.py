from datetime import date

import pytest
from fake_engine import GENERATION, MINUTES, FakeEngine

from search.filters import Filters
from search.request import SearchRequest
from web import create_app


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def client(engine):
    return create_app({"ENGINE": engine, "TESTING": True}).test_client()


def check_error(answer, status, code):
    """The one shape of an error: exactly these keys, and a sentence."""
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "message"}
    assert answer.json["error"]["code"] == code
    assert answer.json["error"]["message"].strip()
    return answer.json["error"]["message"]


def test_without_parameters_the_defaults_are_asked_for(client, engine):
    assert client.get("/api/v1/search").status_code == 200
    assert engine.asked == [SearchRequest("")]


def test_every_parameter_reaches_the_search(client, engine):
    answer = client.get(
        "/api/v1/search",
        query_string={
            "q": "道路 养护",
            "mode": "keyword",
            "kind": ["policy", "law"],
            "from": "2023",
            "to": "2023-11",
            "sort": "date",
            "limit": "7",
            "offset": "14",
            "generation": GENERATION,
            "lang": "en",
        },
    )
    assert answer.status_code == 200
    filters = Filters(("policy", "law"), date(2023, 1, 1), date(2023, 11, 30))
    assert engine.asked == [
        SearchRequest("道路 养护", "keyword", filters, "date", 14, 7, GENERATION)
    ]


def test_the_answer_is_the_page_of_the_search(client, engine):
    answer = client.get("/api/v1/search?q=道路&limit=2").json
    page = engine.search(SearchRequest("道路", limit=2))
    assert answer == page.to_json("zh")
    assert answer["total"] == 26
    assert [hit["rank"] for hit in answer["hits"]] == [1, 2]


def test_chinese_is_written_as_it_is_and_keys_keep_their_order(client):
    text = client.get("/api/v1/search?q=道路&limit=1").text
    assert "研究农村" in text
    assert text.index('"query"') < text.index('"total"') < text.index('"hits"')


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ("from=2024&to=2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("from=2024-02&to=2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("from=2024-2-9&to=2024-02-09", date(2024, 2, 9), date(2024, 2, 9)),
        ("from=2024", date(2024, 1, 1), None),
        ("to=2024", None, date(2024, 12, 31)),
        ("from=&to=", None, None),
    ],
)
def test_dates_may_be_years_months_and_days(client, engine, given, start, end):
    assert client.get(f"/api/v1/search?{given}").status_code == 200
    assert engine.asked[0].filters == Filters((), start, end)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("mode=fuzzy", "invalid_mode"),
        ("sort=title", "invalid_sort"),
        ("kind=memo", "invalid_kind"),
        ("kind=law&kind=memo", "invalid_kind"),
        ("limit=0", "invalid_limit"),
        ("limit=101", "invalid_limit"),
        ("limit=-1", "invalid_limit"),
        ("limit=ten", "invalid_number"),
        ("limit=1.5", "invalid_number"),
        ("offset=-1", "invalid_offset"),
        ("offset=x", "invalid_number"),
        ("from=yesterday", "invalid_date"),
        ("from=2024-13", "invalid_date"),
        ("to=2023-02-29", "invalid_date"),
        ("to=0000", "invalid_date"),
        ("from=2024-05-08T00:00", "invalid_date"),
        ("from=２０２４", "invalid_date"),
        ("from=2024&to=2023", "invalid_dates"),
        ("lang=fr", "invalid_lang"),
        ("form=2024", "unknown_parameter"),
        ("Q=x", "unknown_parameter"),
        ("q=a&q=b", "repeated_parameter"),
        ("limit=1&limit=2", "repeated_parameter"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(client, engine, query, code):
    check_error(client.get(f"/api/v1/search?{query}"), 400, code)
    assert engine.asked == []


def test_an_unknown_parameter_is_answered_with_the_known_ones(client):
    message = check_error(client.get("/api/v1/search?form=1&lang=en"), 400, "unknown_parameter")
    assert "'form'" in message
    for known in ("q", "from", "to", "kind"):
        assert known in message.split(":")[-1] or f" {known}," in message


def test_notices_are_in_the_language_asked_for(client):
    assert client.get("/api/v1/search").json["notices"] == ["没有可检索的文字。"]
    assert client.get("/api/v1/search?lang=en").json["notices"][0].startswith("There is nothing")


def test_similar_asks_for_the_resolution_with_limit_and_generation(client, engine):
    address = "/api/v1/resolutions/yunjin-12-1/similar"
    answer = client.get(f"{address}?limit=3&generation={GENERATION}")
    assert answer.status_code == 200
    assert engine.asked[0] == ("yunjin-12-1", 3, GENERATION)
    assert len(answer.json["hits"]) == 3
    assert "yunjin-12-1" not in [hit["resolution_id"] for hit in answer.json["hits"]]
    client.get(address)
    assert ("yunjin-12-1", 10, None) in engine.asked


@pytest.mark.parametrize(
    ("query", "code"),
    [("limit=0", "invalid_limit"), ("limit=x", "invalid_number"), ("q=x", "unknown_parameter")],
)
def test_similar_refuses_what_it_cannot_use(client, query, code):
    check_error(client.get(f"/api/v1/resolutions/yunjin-12-1/similar?{query}"), 400, code)


def test_similar_to_an_unknown_resolution_is_not_found(client):
    answer = client.get("/api/v1/resolutions/none-1/similar")
    check_error(answer, 404, "unknown_resolution")


def test_a_text_is_compared(client, engine):
    answer = client.post("/api/v1/similar?limit=4", json={"text": "道路养护"})
    assert answer.status_code == 200
    assert engine.asked[0] == ("道路养护", 4)
    assert len(answer.json["hits"]) == 4
    assert answer.json["hits"][0]["document"]["title"] == MINUTES.title


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"json": {}}, "missing_text"),
        ({"json": {"text": None}}, "invalid_parameter"),
        ({"json": {"text": 1}}, "missing_text"),
        ({"json": ["道路"]}, "missing_text"),
        ({"json": {"text": "道路", "limit": 3}}, "unknown_parameter"),
        ({"json": {"text": "  "}}, "empty_text"),
        ({"data": "{", "content_type": "application/json"}, "invalid_json"),
        ({"data": b"\xff", "content_type": "application/json"}, "invalid_json"),
        ({"data": {"text": "道路"}}, "missing_text"),
        ({}, "missing_text"),
    ],
)
def test_a_body_that_is_no_text_is_refused(client, body, code):
    check_error(client.post("/api/v1/similar", **body), 400, code)


def test_the_text_may_not_stand_in_the_address(client):
    check_error(client.post("/api/v1/similar?text=x", json={"text": "x"}), 400, "unknown_parameter")


def test_wrong_methods_name_the_right_ones(client):
    answer = client.get("/api/v1/similar")
    check_error(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "OPTIONS, POST"
    check_error(client.post("/api/v1/search"), 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["/api/v1/none", "/api/v2/search", "/api/"])
def test_unknown_addresses_of_the_api_answer_in_json(client, path):
    check_error(client.get(path), 404, "not_found")
