"""The JSON API: each view asks the engine one thing and returns its JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify

from search.reports import report_json
from search.request import check_window
from search.results import json_ready
from web.citation import cite
from web.engine import engine
from web.language import gettext, language, translatable
from web.operations import new_blueprint, operation
from web.parameters import from_api
from web.record_schemas import DocumentAnswer, ResolutionAnswer
from web.report_schemas import ReportAnswer
from web.schemas import (
    HealthAnswer,
    SearchAnswer,
    SearchQuery,
    SimilarQuery,
    SimilarText,
    SimilarTextQuery,
    SnapshotQuery,
)

DEFAULT_LIMIT = 10

api = new_blueprint("api", "/api/v1")
health = new_blueprint("health", "")
description = Blueprint("description", __name__)


@operation(
    api, "/search", query=SearchQuery, answers=SearchAnswer, summary=translatable("检索议定事项")
)
def search(query: dict[str, Any]) -> Response:
    """Answer one search."""
    page = engine().search(from_api(query).request())
    return jsonify(page.to_json(language()))


@operation(
    api,
    "/resolutions/<id:resolution_id>",
    query=SnapshotQuery,
    answers=ResolutionAnswer,
    summary=translatable("一项议定事项"),
)
def resolution(query: dict[str, Any], resolution_id: str) -> Response:
    """Return one resolution."""
    view = engine().resolution(resolution_id, generation(query))
    return jsonify({**view.to_json(), "citation": cite(view)})


@operation(
    api,
    "/resolutions/<id:resolution_id>/similar",
    query=SimilarQuery,
    answers=SearchAnswer,
    summary=translatable("与一项议定事项相似的议定事项"),
)
def similar(query: dict[str, Any], resolution_id: str) -> Response:
    """Rank the resolutions most like one."""
    page = engine().similar(resolution_id, limit(query), generation(query))
    return jsonify(page.to_json(language()))


@operation(
    api,
    "/similar",
    query=SimilarTextQuery,
    body=SimilarText,
    answers=SearchAnswer,
    summary=translatable("与一段文字相似的议定事项"),
)
def similar_text(query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Rank the resolutions most like a text; it is neither kept nor logged."""
    page = engine().similar_text(body["text"], limit(query))
    return jsonify(page.to_json(language()))


@operation(
    api,
    "/documents/<id:document_id>",
    query=SnapshotQuery,
    answers=DocumentAnswer,
    summary=translatable("一份文件及其全部议定事项"),
)
def document(query: dict[str, Any], document_id: str) -> Response:
    """Return one document."""
    return jsonify(engine().document(document_id, generation(query)).to_json())


@operation(
    api,
    "/report",
    query=SnapshotQuery,
    answers=ReportAnswer,
    summary=translatable("建库报告：读到了什么，跳过了什么"),
)
def report(query: dict[str, Any]) -> Response:
    """Return the report of the build that made a generation."""
    return jsonify(report_json(engine().report(generation(query))))


@operation(health, "/health", answers=HealthAnswer, summary=translatable("检索是否可用"))
def report_health() -> Response:
    """Answer 200 when a search would work; else the error of the engine, 503."""
    return jsonify({"status": "ok", **json_ready(asdict(engine().health()))})


@description.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI description in the language of the answer."""
    return jsonify(translated_description())


def translated_description() -> dict[str, Any]:
    """Return the OpenAPI description with its sentences translated."""
    return cast(dict[str, Any], translate(current_app.extensions["yiding-openapi"]))


def translate(part: Any, key: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Translate every ``summary`` and ``description`` in a tree of JSON."""
    if isinstance(part, dict):
        return {name: translate(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [translate(value) for value in part]
    if key in ("summary", "description") and isinstance(part, str) and part:
        return gettext(part)
    return part


def limit(query: dict[str, Any]) -> int:
    """Return the number of hits wanted.

    Raises:
        InvalidRequestError: it is out of range.
    """
    wanted: int = query.get("limit", DEFAULT_LIMIT)
    check_window(0, wanted)
    return wanted


def generation(query: dict[str, Any]) -> str | None:
    """Return the generation that is pinned, if any."""
    return query.get("generation") or None
