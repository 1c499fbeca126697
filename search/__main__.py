"""``python -m search``: the same searches as the page, on the command line.

Exit codes: 0 answered, 1 no index can answer, 2 a wrong argument.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index.arguments import ArgumentParser, UsageError, complain
from index.model import KINDS
from index.settings import index_directory
from index.terminal import run
from search.engine import SearchEngine
from search.errors import NotFoundError, SearchError
from search.printing import Answer, as_text
from search.request import MODES, SORTS, Filters, SearchRequest


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    try:
        options = _parse(arguments)
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


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = ArgumentParser(prog="python -m search", description="检索议定事项")
    parser.add_argument("query", nargs="?", metavar="QUERY", help="检索词；引号内按原文查找")
    parser.add_argument("--similar", metavar="RESOLUTION_ID", help="查找相似的议定事项")
    parser.add_argument(
        "--similar-text", metavar="FILE", help="查找与一段文字相似的事项，- 为标准输入"
    )
    parser.add_argument("--resolution", metavar="RESOLUTION_ID", help="显示一个议定事项全文")
    parser.add_argument("--document", metavar="DOCUMENT_ID", help="显示一份文件全文")
    parser.add_argument("--index", type=Path, metavar="DIR", help="索引文件夹（默认 var/index）")
    parser.add_argument("--mode", choices=MODES, default="hybrid", help="检索方式（默认 hybrid）")
    parser.add_argument("--kind", action="append", default=[], help=f"文件类型：{'、'.join(KINDS)}")
    parser.add_argument(
        "--from", dest="start", type=_day, metavar="DATE", help="起始日期 2020-05-01"
    )
    parser.add_argument("--to", dest="end", type=_day, metavar="DATE", help="截止日期 2020-06-30")
    parser.add_argument("--sort", choices=SORTS, default="relevance", help="排序（默认 relevance）")
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="跳过前 N 条")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="显示 N 条（1–100）")
    parser.add_argument("--generation", metavar="NAME", help="指定索引版本")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    asked = (
        options.query,
        options.similar,
        options.similar_text,
        options.resolution,
        options.document,
    )
    if sum(value is not None for value in asked) != 1:
        raise UsageError(
            "请给出检索词、--similar、--similar-text、--resolution、--document 之一。"
            "用 --help 查看用法。"
        )
    return options


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期应写作 2020-05-11，不能是“{value}”") from None


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
            query=options.query,
            mode=options.mode,
            filters=Filters(tuple(options.kind), options.start, options.end),
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
