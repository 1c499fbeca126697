"""How an address of the API is declared: route, parameters and answers in one typed decorator.

flask-smorest publishes no types and answers errors in a shape of its own. Both are settled here,
once: the views stay typed, and every error goes through :mod:`web.errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

import flask
import flask_smorest  # type: ignore[import-untyped]  # it publishes no type information
from flask import Flask
from marshmallow import RAISE, Schema, ValidationError
from marshmallow.fields import List
from webargs.flaskparser import FlaskParser

from web.errors import ParameterError
from web.identifiers import IdentifierConverter
from web.language import gettext, translatable
from web.schemas import ErrorAnswer, SimilarText

View = TypeVar("View", bound=Callable[..., Any])

MISSING_TEXT = translatable(
    '请求正文应为 JSON 对象 {"text": "…"}，Content-Type 为 application/json。'
)
# marshmallow's or our code of a bad value → code and sentence of the error.
SENTENCES: dict[str, tuple[str, str]] = {
    "Unknown field.": ("unknown_parameter", translatable("没有参数“%(name)s”；可用：%(known)s。")),
    "invalid_number": ("invalid_number", translatable("%(name)s 应为整数。")),
    "invalid_choice": ("invalid_lang", translatable("lang 只能是 zh 或 en。")),
    "missing_text": ("missing_text", MISSING_TEXT),
    "Invalid input type.": ("missing_text", MISSING_TEXT),
    "Invalid JSON body.": ("invalid_json", translatable("请求正文不是正确的 JSON。")),
}
OTHER_SENTENCE = ("invalid_parameter", translatable("参数 %(name)s 的值不能使用。"))


class Parser(FlaskParser):
    """Reads parameters; refuses unknown names, because a misspelt filter would filter nothing."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": RAISE, "json": RAISE}
    DEFAULT_VALIDATION_STATUS = 400

    def load_querystring(self, req: flask.Request, schema: Schema) -> Any:  # noqa: ANN401
        """Return the parameters of the address.

        Raises:
            ParameterError: one that takes a single value is there twice.
        """
        lists = {
            field.data_key or key for key, field in schema.fields.items() if isinstance(field, List)
        }
        for name, values in req.args.lists():
            if len(values) > 1 and name not in lists:
                sentence = gettext("参数 %(name)s 只能出现一次。", name=name)
                raise ParameterError("repeated_parameter", sentence)
        return super().load_querystring(req, schema)

    def handle_error(
        self,
        error: ValidationError,
        req: flask.Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Raise the first of the errors found, as one sentence.

        Raises:
            ParameterError: always.
        """
        name, marker = first_message(error.messages)
        code, sentence = SENTENCES.get(marker, OTHER_SENTENCE)
        known = ", ".join(field.data_key or key for key, field in schema.fields.items())
        raise ParameterError(code, gettext(sentence, name=name, known=known)) from error

    def _handle_invalid_json_error(self, error: Exception, *_: object, **__: object) -> NoReturn:
        code, sentence = SENTENCES["Invalid JSON body."]
        raise ParameterError(code, gettext(sentence)) from error


def first_message(messages: object, name: str = "") -> tuple[str, str]:
    """Return the innermost field name and the first message about it."""
    if isinstance(messages, dict):
        key, value = next(iter(messages.items()))
        return first_message(value, str(key))
    if isinstance(messages, list):
        return first_message(messages[0], name)
    return name, str(messages)


def new_blueprint(name: str, prefix: str) -> Any:  # noqa: ANN401 - smorest has no types
    """Return a blueprint whose parameters are read by :class:`Parser`."""
    blueprint = flask_smorest.Blueprint(name, __name__, url_prefix=prefix)
    blueprint.ARGUMENTS_PARSER = Parser()
    return blueprint


def operation(
    blueprint: Any,  # noqa: ANN401 - smorest has no types
    rule: str,
    *,
    summary: str,
    answers: type[Schema],
    query: type[Schema] | None = None,
    body: type[SimilarText] | None = None,
) -> Callable[[View], View]:
    """Declare one address: ``query`` and ``body`` are passed to the view as dictionaries."""

    def declare(view: View) -> View:
        documented = blueprint.response(200, answers)(view)
        if body:
            documented = blueprint.arguments(body, location="json")(documented)
        if query:
            documented = blueprint.arguments(query, location="query")(documented)
        documented = blueprint.doc(summary=summary)(documented)
        method = "POST" if body else "GET"
        registered: View = blueprint.route(rule, methods=[method])(documented)
        return registered

    return declare


def install_operations(app: Flask, *blueprints: object) -> None:
    """Register the blueprints and build the OpenAPI description of them."""
    app.config.update(API_TITLE="Yiding 议定", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = flask_smorest.Api()
    api.ERROR_SCHEMA = ErrorAnswer
    api.init_app(app)
    api.register_converter(IdentifierConverter, lambda _: {"type": "string"})
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.extensions["yiding-openapi"] = api.spec.to_dict()
