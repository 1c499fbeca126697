"""Which language an answer is in, and the translation of our own sentences.

Sentences are written in Chinese where they are used; ``translations/en`` holds their English.
"""

from __future__ import annotations

from datetime import date
from typing import cast

import flask_babel  # type: ignore[import-untyped]  # it publishes no type information
from flask import Flask, Response, current_app, request

from search.messages import Language
from search.words import translatable

__all__ = ["gettext", "install_language", "language", "long_date", "translatable"]

COOKIE = "lang"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
COOKIE_AGE = 365 * 24 * 3600


def install_language(app: Flask) -> None:
    """Give ``app`` its translations, and a language to every request."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    flask_babel.Babel(app, locale_selector=language)
    app.jinja_env.globals["language"] = language
    app.jinja_env.filters["long_date"] = long_date
    app.after_request(remember_language)


def language() -> Language:
    """Return the language of this answer.

    The parameter ``lang`` wins, then (on pages) the cookie, then ``YIDING_LANGUAGE``. The browser's
    own preference is not asked: nearly every index is Chinese, and a link should look the same to
    everyone. The API has no cookies, so that a program gets the same answer on every machine.
    """
    wanted = request.args.get("lang")
    if wanted not in LANGUAGES and not request.path.startswith("/api/"):
        wanted = request.cookies.get(COOKIE)
    if wanted not in LANGUAGES:
        wanted = current_app.config["YIDING_LANGUAGE"]
    return cast(Language, wanted)


def remember_language(response: Response) -> Response:
    """Keep a language chosen on a page in the only cookie there is."""
    wanted = request.args.get("lang")
    if wanted in LANGUAGES and not request.path.startswith("/api/"):
        response.set_cookie(
            COOKIE, str(wanted), max_age=COOKIE_AGE, httponly=True, samesite="Lax", path="/"
        )
    return response


def gettext(sentence: str, **values: object) -> str:
    """Return one of our sentences in the language of this answer, with ``%(name)s`` filled in."""
    return str(flask_babel.gettext(sentence, **values))


def long_date(value: date | None) -> str:
    """Return a date in words, or nothing for no date."""
    return str(flask_babel.format_date(value, "long")) if value else ""
