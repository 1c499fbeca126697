"""The pages for people: rendered on the server, complete without JavaScript."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from search.errors import IndexUnavailableError, InvalidRequestError
from search.messages import Message, message
from search.results import Health, ResolutionView
from web.api import translated_description
from web.citation import cite
from web.engine import engine
from web.errors import ParameterError, Problem, search_problem
from web.fact_presenting import (
    WordMarker,
    fact_groups,
    hit_facts,
    other_corrections,
    read_place,
)
from web.language import language
from web.parameters import SearchParameters, from_page
from web.presenting import (
    facet_groups,
    marked,
    page_notices,
    page_words,
    paging,
    split_points,
)
from web.reporting import duration, ordinal_ranges, page_ranges, report_page

pages = Blueprint("pages", __name__)

SIMILAR_BESIDE = 5
SIMILAR_TO_TEXT = 20


def install_pages(app: Flask) -> None:
    """Register the pages and what their templates use."""
    app.jinja_env.filters["marked"] = marked
    app.jinja_env.filters["notice_text"] = notice_text
    app.jinja_env.filters["duration"] = duration
    app.jinja_env.filters["ordinal_ranges"] = ordinal_ranges
    app.jinja_env.filters["page_ranges"] = page_ranges
    app.jinja_env.globals.update(
        cite=cite,
        hit_facts=hit_facts,
        page_words=page_words,
        switch_address=switch_address,
        split_points=split_points,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(pages)


@pages.get("/")
def home() -> str:
    """Show the search box, and what there is to search or why nothing can be searched."""
    state: dict[str, Health | Problem]
    try:
        state = {"health": engine().health()}
    except IndexUnavailableError as error:
        state = {"problem": search_problem(error)}
    return render_template("home.html", parameters=SearchParameters(), **state)


@pages.get("/search")
def search() -> str | tuple[str, int]:
    """Show one page of results; a parameter that cannot be used is explained above the form."""
    parameters = SearchParameters(q=request.args.get("q", ""))
    try:
        parameters = from_page(request.args)
        wanted = parameters.request()
    except InvalidRequestError as error:
        return refused_search(parameters, search_problem(error))
    except ParameterError as error:
        return refused_search(parameters, Problem(400, error.code, str(error)))
    page = engine().search(wanted)
    return render_template(
        "search.html",
        parameters=parameters,
        page=page,
        notices=page_notices(parameters, page),
        facets=facet_groups(parameters, page),
        paging=paging(parameters, page),
    )


def refused_search(parameters: SearchParameters, problem: Problem) -> tuple[str, int]:
    """Show the form again with what is wrong."""
    body = render_template("search.html", parameters=parameters, page=None, problem=problem)
    return body, problem.status


@pages.get("/resolutions/<id:resolution_id>")
def resolution(resolution_id: str) -> str | Response:
    """Show one resolution; a former id leads to the present address."""
    wanted = request.args.get("generation") or None
    view = engine().resolution(resolution_id, wanted)
    if view.resolution.id != resolution_id:
        present = view.resolution.id
        return redirect(url_for("pages.resolution", resolution_id=present, generation=wanted))
    return render_template(
        "resolution.html",
        view=view,
        printed=wants_printed(),
        marker=WordMarker(read_place(request.args.get("words", ""))),
        groups=fact_groups(view),
        corrections=other_corrections(view.resolution),
        same=same_elsewhere(view),
        similar=engine().similar(resolution_id, SIMILAR_BESIDE, view.generation),
        notices=generation_notices(wanted, view.generation),
    )


def wants_printed() -> bool:
    """Whether the text is wanted as it was laid out in its file."""
    return request.args.get("layout") == "original"


def same_elsewhere(view: ResolutionView) -> dict[str, ResolutionView]:
    """Return the near-duplicates of a resolution, by id."""
    return {
        identifier: engine().resolution(identifier, view.generation)
        for identifier in view.resolution.near_duplicates
    }


@pages.get("/documents/<id:document_id>")
def document(document_id: str) -> str | Response:
    """Show one document; a former id leads to the present address."""
    wanted = request.args.get("generation") or None
    view = engine().document(document_id, wanted)
    if view.document.id != document_id:
        present = view.document.id
        return redirect(url_for("pages.document", document_id=present, generation=wanted))
    notices = generation_notices(wanted, view.generation)
    return render_template("document.html", view=view, printed=wants_printed(), notices=notices)


@pages.get("/similar")
def similar_form() -> str:
    """Show the form into which a text is pasted."""
    return render_template("similar.html", text="", page=None)


@pages.post("/similar")
def similar_text() -> str | tuple[str, int]:
    """Rank the resolutions like the pasted text, which goes nowhere but into this answer."""
    text = request.form.get("text", "")
    try:
        page = engine().similar_text(text, SIMILAR_TO_TEXT)
    except InvalidRequestError as error:
        problem = search_problem(error)
        body = render_template("similar.html", text=text, page=None, problem=problem)
        return body, problem.status
    return render_template("similar.html", text=text, page=page)


@pages.get("/help")
def help_page() -> str:
    """Explain the query language and what the service does, with or without an index."""
    try:
        health = engine().health()
    except IndexUnavailableError:
        health = None
    return render_template("help.html", health=health)


@pages.get("/report")
def report() -> str:
    """Show what the build of a generation read, what it passed over, and why."""
    wanted = request.args.get("generation") or None
    found = engine().report(wanted)
    return render_template(
        "report.html",
        report=found,
        page=report_page(found),
        notices=generation_notices(wanted, found.generation),
    )


@pages.get("/coverage")
def coverage() -> str:
    """Show which meetings the index holds, and which are missing between them."""
    wanted = request.args.get("generation") or None
    found = engine().report(wanted)
    return render_template(
        "coverage.html",
        report=found,
        notices=generation_notices(wanted, found.generation),
    )


@pages.get("/api")
def api_page() -> str:
    """Describe the API from its OpenAPI description."""
    return render_template("api.html", description=translated_description())


def notice_text(notice: Message) -> str:
    """Return the words of a notice in the language of the answer."""
    return notice.text(language())


def generation_notices(wanted: str | None, shown: str | None) -> list[str]:
    """Say so when another generation is shown than the one the link names."""
    if wanted in (None, shown):
        return []
    return [message("generation_gone", generation=wanted).text(language())]


def switch_address(target: str) -> str:
    """Return this page in another language, as an address relative to it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"?{urlencode([*kept, ('lang', target)])}"
