"""``python -m search``: the same searches as the page, on the command line.

Exit codes: 0 answered, 1 no index can answer, 2 a wrong argument.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from index.arguments import UsageError, complain
from index.settings import index_directory
from index.terminal import run
from search.arguments import filters_of, parse_arguments
from search.engine import SearchEngine
from search.errors import NotFoundError, SearchError
from search.printing import Answer, as_text
from search.request import SearchRequest


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    try:
        options = parse_arguments(arguments)
        answer = _answer(options)
    except UsageError as error:
        return complain(str(error), 2)
    except SearchError as error:
        wrong_argument = error.status == 400 or isinstance(error, NotFoundError)
        return complain(error.text(), 2 if wrong_argument else 1)
    if options.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False))
    else:
        print("\n".join(as_text(answer)))
    return 0


def _answer(options: argparse.Namespace) -> Answer:
    engine = SearchEngine(options.index or index_directory())
    if options.resolution is not None:
        return engine.resolution(options.resolution, options.generation)
    if options.document is not None:
        return engine.document(options.document, options.generation)
    if options.similar is not None:
        return engine.similar(options.similar, options.limit, options.generation)
    if options.similar_text is not None:
        text = _read_text(options.similar_text)
        return engine.similar_text(text, options.limit, options.generation)
    return engine.search(
        SearchRequest(
            query=options.query or "",
            mode=options.mode,
            filters=filters_of(options),
            sort=options.sort,
            offset=options.offset,
            limit=options.limit,
            generation=options.generation,
        )
    )


def _read_text(source: str) -> str:
    """Read the text to compare with.

    Raises:
        UsageError: the file cannot be read as UTF-8.
    """
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{source} 读不出：{error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{source} 不是 UTF-8 文本") from None


if __name__ == "__main__":
    run(main)
