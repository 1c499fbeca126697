"""Saved web pages: the document whole, the site's own lines out of it, what the page says of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

from index.extract.errors import ExtractionError
from index.extract.formats import detect_format
from index.extract.html import MAXIMUM_DEPTH, extract_html
from index.text_forms import squeeze

PAGES = sorted((PROJECT / "tests" / "data" / "pages").glob("*.html"))
FORMATS = PROJECT.parent / "shared" / "corpus" / "formats"


def expected(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_document(path: Path) -> None:
    assert len(PAGES) >= 12
    content = path.read_bytes()
    assert detect_format(content) == "html"
    extracted, wanted = extract_html(content), expected(path)
    assert extracted.text.split("\n") == wanted["text"]
    assert extracted.warnings == tuple(wanted.get("warnings", ()))
    assert extracted.encoding == wanted.get("encoding", "utf-8")
    assert extracted.route == "text"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_it_is(path: Path) -> None:
    found = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(extract_html(path.read_bytes()).metadata).items()
    }
    wanted = expected(path)["metadata"]
    assert found == dict.fromkeys(found) | wanted
