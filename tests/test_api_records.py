import json
import logging
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote

import pytest
from fake_engine import FOREIGN_ID, GENERATION, REPORT, FakeEngine
from test_api_search import check_error
from written_minutes import minutes

from index.model import Document, Meeting
from index.report import BuildReport, FileRead, SkippedSource, SourceWarning, Stage
from search.results import Hit, SearchPage
from web import create_app, record_schemas, report_schemas, schemas

ENCODED = quote(FOREIGN_ID, safe="")


@pytest.fixture
def client():
    return create_app({"ENGINE": FakeEngine(), "TESTING": True}).test_client()


def names(schema):
    return {field.data_key or name for name, field in schema().fields.items()}


def test_a_resolution_has_the_keys_of_the_contract(client):
    body = client.get("/api/v1/resolutions/yunjin-12-1").json
    assert set(body) == names(record_schemas.ResolutionAnswer)
    assert body["id"] == "yunjin-12-1"
    assert body["ordinal"] == 1
    assert body["label"] == "一、"
    assert body["item_types"] == ["reviewed"]
    assert body["points"][0] == {
        "label": "（一）",
        "text": "原则同意《关于支持量子研究院建设的若干措施》。",
        "original": "原则 同意《关于支持量子研\n究院建设的若干措施》。",
        "page": 3,
        "last_page": 3,
    }
    assert (body["page"], body["last_page"]) == (3, 4)
    assert body["cited_documents"] == ["关于支持量子研究院建设的若干措施"]
    assert body["generation"] == GENERATION
    assert body["document_id"] == "yunjin-12"
    assert body["document"] == {
        "title": "云津市人民政府第12次常务会议纪要",
        "kind": "minutes",
        "issuer": "云津市人民政府办公室",
        "meeting_number": 12,
        "meeting_date": "2024-03-01",
        "issued_date": "2024-03-05",
        "date": "2024-03-01",
        "url": None,
        "sources": ["12次纪要.pdf", "12次纪要.txt"],
    }


def test_the_summary_of_the_document_is_that_of_a_hit(client):
    hit = client.get("/api/v1/search?q=量子&limit=1").json["hits"][0]
    assert client.get("/api/v1/resolutions/yunjin-12-1").json["document"] == hit["document"]


def test_neighbours_are_those_of_the_same_document(client):
    first = client.get("/api/v1/resolutions/yunjin-12-1").json
    last = client.get("/api/v1/resolutions/yunjin-12-2").json
    assert (first["previous_id"], first["next_id"]) == (None, "yunjin-12-2")
    assert (last["previous_id"], last["next_id"]) == ("yunjin-12-1", None)


def test_a_document_has_the_keys_of_the_contract(client):
    body = client.get("/api/v1/documents/yunjin-12").json
    assert set(body) == names(record_schemas.DocumentAnswer)
    assert body["meeting_body"] == "云津市人民政府"
    assert body["meeting_number"] == 12
    assert body["meeting_date"] == "2024-03-01"
    assert body["chair"] == "江予安"
    assert body["attendance"][1] == {
        "name": "石砚",
        "post": "局长",
        "unit": "市科技局",
        "status": "列席",
        "reason": None,
        "items": [],
    }
    assert body["partial"] is True
    assert body["sources"] == ["12次纪要.pdf", "12次纪要.txt"]
    assert body["source_details"] == [
        {
            "name": "12次纪要.pdf",
            "line": None,
            "route": "recognition",
            "confidence": 0.968,
            "pages": 5,
            "shown": True,
            "superseded": False,
        },
        {
            "name": "12次纪要.txt",
            "line": None,
            "route": "text",
            "confidence": None,
            "pages": None,
            "shown": True,
            "superseded": False,
        },
    ]
    assert set(body["source_details"][0]) == names(record_schemas.SourceAnswer)
    assert body["disclosure_text"] == "此件公开发布"
    assert body["validity"] == "in_force"
    assert body["index_number"] == "YJ-2024-0012"
    assert [item["id"] for item in body["resolutions"]] == ["yunjin-12-1", "yunjin-12-2"]
    assert set(body["resolutions"][0]) == names(record_schemas.ResolutionItem)


def test_a_document_without_a_meeting_has_the_same_keys(client):
    body = client.get(f"/api/v1/documents/{ENCODED}").json
    assert set(body) == names(record_schemas.DocumentAnswer)
    assert body["meeting_number"] is None
    assert body["attendance"] == []


def test_no_fact_of_a_document_is_forgotten(client):
    body = client.get("/api/v1/documents/yunjin-12").json
    renamed = {"held": "meeting_date", "number": "meeting_number", "year": "meeting_year"}
    renamed |= {"term": "meeting_term", "body": "meeting_body"}
    renamed |= {name: f"{name}_date" for name in ("signed", "issued", "published", "effective")}
    inner = {"meeting", "key", "removed"}  # spread out, internal, and not part of the document
    facts = {field.name for model in (Document, Meeting) for field in fields(model)} - inner
    assert {renamed.get(name, name) for name in facts} <= set(body)


def test_schemas_describe_the_answers_of_a_search(client):
    body = client.get("/api/v1/search?q=石砚").json
    assert set(body) == names(schemas.SearchAnswer) == {field.name for field in fields(SearchPage)}
    assert set(body["document_hits"][0]) == names(schemas.DocumentHitAnswer)
    hit = client.get("/api/v1/search?q=道路").json["hits"][0]
    assert set(hit) == names(schemas.HitAnswer) == {field.name for field in fields(Hit)}
    assert set(hit["points"][0]) == names(schemas.PointMatchAnswer)
    assert set(hit["document"]) == names(schemas.SummaryAnswer)
    assert set(hit["keyword"]) == names(schemas.LegAnswer)


def test_a_hit_says_on_which_pages_it_stands(client):
    hit = client.get("/api/v1/search?q=经费").json["hits"][0]
    assert (hit["page"], hit["last_page"]) == (3, 4)
    assert (hit["points"][0]["page"], hit["points"][0]["last_page"]) == (3, 4)
    without = client.get("/api/v1/search?q=要求").json["hits"][0]
    assert (without["page"], without["last_page"]) == (None, None)


def test_the_report_has_the_keys_and_values_of_the_build(client):
    body = client.get("/api/v1/report").json
    assert set(body) == names(report_schemas.ReportAnswer)
    assert set(body) == {field.name for field in fields(BuildReport)}
    for part, schema, model in (
        ("stages", report_schemas.StageAnswer, Stage),
        ("files", report_schemas.FileAnswer, FileRead),
        ("skipped", report_schemas.SkippedAnswer, SkippedSource),
        ("warnings", report_schemas.WarningAnswer, SourceWarning),
    ):
        assert set(body[part][0]) == names(schema) == {field.name for field in fields(model)}
    assert body["generation"] == GENERATION
    assert body["files"][0]["garbled_pages"] == [1, 2, 3, 5]
    assert len(body["skipped"]) == len(REPORT.skipped)
    assert body["stages"][0] == {"name": "read", "seconds": 0.4221}


def test_a_report_can_be_asked_for_by_generation(client):
    client.get("/api/v1/report?generation=20250101T000000Z-0001")
    assert client.application.config["ENGINE"].asked[-1] == "20250101T000000Z-0001"
    check_error(client.get("/api/v1/report?limit=1"), 400, "unknown_parameter")


def test_the_report_of_a_build_is_read_from_its_generation(stub_index):
    good = minutes(("研究就业", "会议同意。"), number=8)
    index = stub_index({"good.txt": good, "table.csv": "a,b"})
    client = create_app({"ENGINE": index.engine()}).test_client()
    body = client.get("/api/v1/report").json
    assert body["generation"] == client.get("/health").json["generation"]
    assert [file["source"] for file in body["files"]] == ["good.txt"]
    assert [(one["source"], one["cause"]) for one in body["skipped"]] == [
        ("table.csv", "passed_over")
    ]
    shown = client.get("/report").text
    assert "table.csv" in shown
    assert ".csv 是数据文件" in shown


def test_the_report_of_an_older_version_has_the_same_keys(stub_index):
    index = stub_index({"good.txt": minutes(("研究就业", "会议同意。"), number=8)})
    report = next(index.directory.glob("*/report.json"))
    old = json.loads(report.read_text("utf-8"))
    for newer in ("stages", "files"):
        del old[newer]
    old["skipped"] = [{"source": "x.doc", "line": None, "reason": "不支持"}]
    report.write_text(json.dumps(old), "utf-8")
    client = create_app({"ENGINE": index.engine()}).test_client()
    body = client.get("/api/v1/report").json
    assert set(body) == names(report_schemas.ReportAnswer)
    assert body["files"] == []
    assert body["skipped"][0]["cause"] == "unreadable"
    assert "x.doc" in client.get("/report").text


@pytest.mark.parametrize("damage", [None, "", "{", "[]"])
def test_a_report_that_cannot_be_read_is_an_error_and_no_crash(stub_index, damage):
    index = stub_index({"good.txt": minutes(("研究就业", "会议同意。"), number=8)})
    report = next(index.directory.glob("*/report.json"))
    report.unlink() if damage is None else report.write_text(damage, "utf-8")
    client = create_app({"ENGINE": index.engine()}).test_client()
    assert "建库报告" in check_error(client.get("/api/v1/report"), 503, "index_unreadable")
    assert client.get("/report").status_code == 503
    assert client.get("/api/v1/search?q=就业").status_code == 200


@pytest.mark.parametrize("path", [ENCODED, quote(FOREIGN_ID)])
def test_foreign_ids_hold_any_character(client, path):
    assert client.get(f"/api/v1/documents/{path}").json["id"] == FOREIGN_ID
    assert client.get(f"/api/v1/resolutions/{path}-3").json["id"] == f"{FOREIGN_ID}-3"
    answer = client.get(f"/api/v1/resolutions/{path}-3/similar?limit=2")
    assert len(answer.json["hits"]) == 2


@pytest.mark.parametrize("identifier", ["/lead", "a\nb", "tail/", "//", "100%", "similar", "é 中"])
def test_odd_ids_reach_the_engine_unchanged(client, identifier):
    answer = client.get(f"/api/v1/documents/{quote(identifier, safe='')}?lang=en")
    assert check_error(answer, 404, "unknown_document").count(f"'{identifier}'") == 1


def test_a_former_id_is_followed(client):
    assert client.get("/api/v1/resolutions/former-1").json["id"] == "yunjin-12-1"
    assert client.get("/api/v1/documents/former").json["id"] == "yunjin-12"


@pytest.mark.parametrize("kind", ["resolution", "document"])
def test_unknown_ids_are_not_found(client, kind):
    message = check_error(client.get(f"/api/v1/{kind}s/无此"), 404, f"unknown_{kind}")
    assert "无此" in message


def test_records_refuse_unknown_parameters(client):
    check_error(client.get("/api/v1/documents/yunjin-12?limit=1"), 400, "unknown_parameter")
    check_error(client.get("/api/v1/resolutions/yunjin-12-1?x=1"), 400, "unknown_parameter")


def test_health_says_over_what_a_search_would_work(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert set(answer.json) == names(schemas.HealthAnswer)
    assert answer.json["status"] == "ok"
    assert answer.json["documents"] == 3


def test_without_an_index_health_is_503_and_says_what_to_run(tmp_path):
    client = create_app({"YIDING_INDEX": str(tmp_path), "YIDING_ENCODER": "none"}).test_client()
    message = check_error(client.get("/health"), 503, "no_index")
    assert "build_index.py" in message
    check_error(client.get("/api/v1/search?q=x"), 503, "no_index")
    page = client.get("/search?q=x")
    assert page.status_code == 503
    assert "build_index.py" in page.text
    home = client.get("/")
    assert home.status_code == 200
    assert "build_index.py" in home.text


class BrokenEngine(FakeEngine):
    """Fails in a way that nobody foresaw."""

    def search(self, request):
        raise RuntimeError("a detail for the log only")


def test_an_unforeseen_error_is_logged_and_shown_without_details(caplog):
    client = create_app({"ENGINE": BrokenEngine()}).test_client()
    caplog.set_level(logging.ERROR)
    answer = client.get("/api/v1/search?q=机密词")
    message = check_error(answer, 500, "internal_error")
    assert "detail" not in message
    assert "a detail for the log only" in caplog.text
    assert "机密词" not in caplog.text
    page = client.get("/search?q=x")
    assert page.status_code == 500
    assert "detail" not in page.text


def test_every_route_and_parameter_is_documented(client):
    text = (Path(__file__).resolve().parents[1] / "docs" / "api.md").read_text("utf-8")
    for rule in client.application.url_map.iter_rules():
        path = rule.rule.replace("<id:", "{").replace("<path:", "{").replace(">", "}")
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert f"`{method} {path}`" in text
    for schema in (schemas.SearchQuery, schemas.SimilarQuery, schemas.SimilarTextQuery):
        for name in names(schema):
            assert f"`{name}`" in text


def test_openapi_lists_every_address_of_the_api_with_its_parameters(client):
    described = client.get("/openapi.json").json
    assert described["openapi"] == "3.1.0"
    rules = {
        rule.rule.replace("<id:", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/") or rule.rule == "/health"
    }
    assert set(described["paths"]) == rules
    search = described["paths"]["/api/v1/search"]["get"]
    assert {item["name"] for item in search["parameters"]} == names(schemas.SearchQuery)
    assert "requestBody" in described["paths"]["/api/v1/similar"]["post"]
    for schema in ("SearchAnswer", "ErrorAnswer", "ResolutionAnswer", "DocumentAnswer"):
        assert schema in described["components"]["schemas"]


def test_openapi_documents_every_error_in_the_shape_it_has(client):
    described = client.get("/openapi.json").json
    default = described["components"]["responses"]["DEFAULT_ERROR"]
    schema = default["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}
    for methods in described["paths"].values():
        for operation in (methods.get("get"), methods.get("post")):
            if operation:
                shown = operation["responses"]["default"]
                assert shown == {"$ref": "#/components/responses/DEFAULT_ERROR"}


def test_openapi_speaks_the_language_asked_for(client):
    chinese = client.get("/openapi.json").json["paths"]["/api/v1/search"]["get"]["summary"]
    english = client.get("/openapi.json?lang=en").json["paths"]["/api/v1/search"]["get"]["summary"]
    assert (chinese, english) == ("检索议定事项", "Search resolutions")
