"""The web service: pages for people and a JSON API for programs, over one search engine."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from web import api, engine, errors, identifiers, language, operations, pages, security, words
from web.settings import read_settings


class ReadableJson(DefaultJSONProvider):
    """JSON in the order of the contract, with Chinese characters as they are."""

    ensure_ascii = False
    sort_keys = False


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Build the application.

    ``config`` may hold any ``YIDING_*`` setting (it wins over the environment), Flask's own
    configuration, and ``ENGINE``: an object with the methods of ``web.engine.Engine``, used
    instead of opening the index.

    Raises:
        ValueError: a setting cannot be used.
    """
    config = config or {}
    settings = read_settings(config)
    app = Flask(__name__)
    app.json = ReadableJson(app)
    app.config.from_mapping(config)
    app.config.from_mapping(settings)
    engine.install_engine(app, settings)
    identifiers.allow_any_identifier(app)
    language.install_language(app)
    security.install_security(app, int(settings["YIDING_MAXIMUM_BODY"]))
    operations.install_operations(app, api.api, api.health)
    errors.install_errors(app)  # after flask-smorest, whose own handler it replaces
    app.register_blueprint(api.description)
    words.install_words(app)
    pages.install_pages(app)
    return app
