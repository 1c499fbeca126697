"""Every error becomes one shape: JSON for programs, a page in the usual dress for people."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from search.errors import SearchError
from web.language import gettext, language, translatable

# The status of an HTTP error → its code and sentence. Others are told apart by their status only.
HTTP_ERRORS: dict[int, tuple[str, str]] = {
    400: ("bad_request", translatable("请求无法理解。")),
    404: ("not_found", translatable("没有这个网址。")),
    405: ("method_not_allowed", translatable("这个网址不接受这种请求方式。")),
    413: ("too_large", translatable("内容太长，服务器没有读取。")),
    414: ("address_too_long", translatable("网址太长。")),
    500: ("internal_error", translatable("服务器内部出错，已记入日志。")),
}
OTHER_ERROR = translatable("请求未能完成。")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: HTTP status, stable code, and a sentence in the language of the answer."""

    status: int
    code: str
    message: str


class ParameterError(Exception):
    """A parameter cannot be read at all; ``message`` is already in the language of the answer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def install_errors(app: Flask) -> None:
    """Answer every error of ``app`` in the shape that fits the address."""
    app.register_error_handler(SearchError, answer_search_error)
    app.register_error_handler(ParameterError, answer_parameter_error)
    app.register_error_handler(HTTPException, answer_http_error)


def answer_search_error(error: SearchError) -> Response:
    """Answer an error of the search in its own words."""
    return answer(search_problem(error))


def answer_parameter_error(error: ParameterError) -> Response:
    """Answer a parameter that cannot be read."""
    return answer(Problem(400, error.code, str(error)))


def answer_http_error(error: HTTPException) -> Response:
    """Answer an error of HTTP itself; an unforeseen exception arrives here as 500, logged."""
    status = error.code or 500
    code, sentence = HTTP_ERRORS.get(status, (f"http_{status}", OTHER_ERROR))
    response = answer(Problem(status, code, gettext(sentence)))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def search_problem(error: SearchError) -> Problem:
    """Return the problem that an error of the search is, in the language of the answer."""
    return Problem(error.status, error.code, error.text(language()))


def answer(problem: Problem) -> Response:
    """Return ``problem`` as JSON or as a page, by the address that was asked for."""
    if wants_json():
        return json_answer(problem)
    return make_response(render_template("error.html", problem=problem), problem.status)


def json_answer(problem: Problem) -> Response:
    """Return the one JSON shape of an error."""
    body = {"error": {"code": problem.code, "message": problem.message}}
    return make_response(jsonify(body), problem.status)


def wants_json() -> bool:
    """Whether the address belongs to programs."""
    return request.path.startswith("/api/") or request.path in ("/health", "/openapi.json")
