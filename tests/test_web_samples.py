"""The web over the index of the samples, with the real engine and encoder."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from conftest import MODELS
from html_page import HtmlPage
from test_api_search import check_error

from web import create_app

QUERY = "高等研究院"


@pytest.fixture(scope="module")
def client(sample_index):
    app = create_app(
        {
            "TESTING": True,
            "YIDING_INDEX": sample_index.directory,
            "YIDING_ENCODER": sample_index.encoder_setting,
            "YIDING_MODELS": MODELS,
        }
    )
    return app.test_client()


@pytest.fixture(scope="module")
def found(client):
    """The first hits for a query that the samples answer."""
    return client.get("/api/v1/search", query_string={"q": QUERY}).json


def test_health_counts_what_is_there(client):
    body = client.get("/health").json
    assert body["status"] == "ok"
    assert body["documents"] > 1
    assert body["resolutions"] > body["documents"]


def test_a_search_finds_the_words_and_marks_them(client, found):
    assert found["total"] >= len(found["hits"]) > 1
    assert f"<mark>{QUERY}</mark>" in found["hits"][0]["snippet"]
    page = client.get("/search", query_string={"q": QUERY})
    assert f"<mark>{QUERY}</mark>" in page.text
    assert found["hits"][0]["heading"] in HtmlPage(page.text).text


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_every_mode_answers_in_the_page_and_the_api(client, mode):
    query = {"q": QUERY, "mode": mode}
    body = client.get("/api/v1/search", query_string=query).json
    assert body["mode"] == mode
    assert body["hits"]
    assert f"共 {body['total']} 项" in client.get("/search", query_string=query).text


def test_facets_count_what_following_them_finds(client, found):
    assert set(found["facets"]) >= {"kind", "year"}
    for facet in found["facets"]["kind"]:
        query = {"q": QUERY, "kind": facet["value"]}
        narrowed = client.get("/api/v1/search", query_string=query).json
        assert narrowed["total"] == facet["count"]
        assert {hit["document"]["kind"] for hit in narrowed["hits"]} == {facet["value"]}
    for facet in found["facets"]["year"]:
        query = {"q": QUERY, "from": facet["value"], "to": facet["value"]}
        assert client.get("/api/v1/search", query_string=query).json["total"] == facet["count"]


def test_pages_of_results_join_without_gap_or_repeat(client, found):
    query = {"q": QUERY, "limit": 7, "generation": found["generation"]}
    seen = []
    for offset in range(0, found["total"], 7):
        page = client.get("/api/v1/search", query_string={**query, "offset": offset}).json
        seen += [(hit["rank"], hit["resolution_id"]) for hit in page["hits"]]
    assert [rank for rank, _ in seen] == list(range(1, found["total"] + 1))
    assert len({identifier for _, identifier in seen}) == found["total"]


def test_a_hit_leads_to_its_resolution_and_document(client, found):
    hit = found["hits"][0]
    resolution = client.get(f"/api/v1/resolutions/{hit['resolution_id']}").json
    assert resolution["heading"] == hit["heading"]
    assert resolution["document"] == hit["document"]
    document = client.get(f"/api/v1/documents/{hit['document_id']}").json
    assert hit["resolution_id"] in [item["id"] for item in document["resolutions"]]


def test_following_next_walks_through_the_whole_document(client, found):
    identifier = found["hits"][0]["document_id"]
    document = client.get(f"/api/v1/documents/{identifier}").json
    walked = [document["resolutions"][0]["id"]]
    while following := client.get(f"/api/v1/resolutions/{walked[-1]}").json["next_id"]:
        walked.append(following)
    assert walked == [item["id"] for item in document["resolutions"]]


def test_similar_resolutions_leave_out_the_one_asked_about(client, found):
    identifier = found["hits"][0]["resolution_id"]
    body = client.get(f"/api/v1/resolutions/{identifier}/similar?limit=4").json
    assert 0 < len(body["hits"]) <= 4
    assert identifier not in [hit["resolution_id"] for hit in body["hits"]]


def test_a_pasted_resolution_is_most_like_itself(client, found):
    identifier = found["hits"][0]["resolution_id"]
    resolution = client.get(f"/api/v1/resolutions/{identifier}").json
    text = "\n".join([resolution["heading"], *(point["text"] for point in resolution["points"])])
    body = client.post("/api/v1/similar", json={"text": text}).json
    assert body["hits"][0]["resolution_id"] == identifier
    page = client.post("/similar", data={"text": text})
    assert resolution["heading"] in HtmlPage(page.text).text


def test_an_empty_text_is_refused(client):
    check_error(client.post("/api/v1/similar", json={"text": " \n　"}), 400, "empty_text")


def test_a_generation_that_is_gone_is_announced_and_the_current_one_answers(client, found):
    query = {"q": QUERY, "generation": "19990101T000000", "lang": "en"}
    body = client.get("/api/v1/search", query_string=query).json
    assert body["generation"] == found["generation"]
    assert "19990101T000000" in body["notices"][0]
    identifier = found["hits"][0]["resolution_id"]
    page = client.get(f"/resolutions/{identifier}?generation=19990101T000000")
    assert "已不在" in page.text


def test_hostile_queries_come_back_as_text(client):
    for query in ("<script>alert(1)</script>", '"<b>', "%s%n\0", "'; DROP TABLE", "😀" * 50):
        answer = client.get("/search", query_string={"q": query})
        assert answer.status_code == 200
        assert len(HtmlPage(answer.text).attributes("script")) == 1


def test_every_document_and_resolution_has_a_page_and_a_json_body(client):
    seen = set()
    for kind in ("minutes", "policy", "report", "law", "other"):
        body = client.get("/api/v1/search", query_string={"kind": kind, "limit": 100}).json
        seen |= {hit["document_id"] for hit in body["hits"]}
    assert seen
    for identifier in sorted(seen):
        page = HtmlPage(client.get(f"/documents/{identifier}").text)
        document = client.get(f"/api/v1/documents/{identifier}").json
        assert document["title"] in page.text
        assert len(page.ids) == len(set(page.ids))
        for resolution in document["resolutions"]:
            assert f"r{resolution['ordinal']}" in page.ids


def test_links_of_the_main_pages_resolve(client, found):
    hit = found["hits"][0]
    for path in (
        "/",
        "/help",
        f"/search?q={QUERY}",
        f"/resolutions/{hit['resolution_id']}",
        f"/documents/{hit['document_id']}",
    ):
        for link in set(HtmlPage(client.get(path).text).links):
            address, _ = urldefrag(urljoin(path, link))
            if not urlsplit(address).netloc:
                assert client.get(address).status_code == 200, link
