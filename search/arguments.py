"""The arguments of ``python -m search``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index.arguments import ArgumentParser, UsageError
from index.fact_fields import FIELDS
from index.model import KINDS
from search.filters import FactFilter, FactFilters, Filters, read_amount
from search.request import MODES, SORTS

#: What a filter by facts is told of in --help; its values are added.
_FILTER_HELP = {
    "item": "议题类型",
    "outcome": "议定结果",
    "next": "后续程序",
    "unit": "责任单位或汇报单位：简称、全称、原名称、现名称都可以",
    "role": "责任（与 --unit 合用时为该单位的责任；reported 为汇报）",
    "deadline": "期限种类",
    "cites": "引用的文件，写标题的一部分即可",
    "chair": "主持人",
    "attendee": "出席、列席或请假的人",
    "body": "会议主体，如 苏州市人民政府",
    "term": "届，如 13",
    "meeting": "会议次数，如 101",
    "genre": "文种，如 通知",
    "issuer": "发文机关",
    "number": "文号，如 苏府〔2020〕15号",
    "validity": "有效性",
    "disclosure": "公开属性",
}


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments.

    Raises:
        UsageError: they ask for nothing or for several things, or a value cannot be read.
    """
    parser = ArgumentParser(prog="python -m search", description="检索议定事项")
    _add_questions(parser)
    _add_options(parser)
    _add_filters(parser)
    options = parser.parse_args(arguments)
    asked = (
        options.query,
        options.similar,
        options.similar_text,
        options.resolution,
        options.document,
    )
    filtered = options.query is None and not filters_of(options).empty
    if sum(value is not None for value in asked) + filtered != 1:
        raise UsageError(
            "请给出检索词、筛选条件、--similar、--similar-text、--resolution、--document 之一。"
            "用 --help 查看用法。"
        )
    return options


def _add_questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", metavar="QUERY", help="检索词；引号内按原文查找")
    parser.add_argument("--similar", metavar="RESOLUTION_ID", help="查找相似的议定事项")
    parser.add_argument(
        "--similar-text", metavar="FILE", help="查找与一段文字相似的事项，- 为标准输入"
    )
    parser.add_argument("--resolution", metavar="RESOLUTION_ID", help="显示一个议定事项全文")
    parser.add_argument("--document", metavar="DOCUMENT_ID", help="显示一份文件全文")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, metavar="DIR", help="索引文件夹（默认 var/index）")
    parser.add_argument("--mode", choices=MODES, default="hybrid", help="检索方式（默认 hybrid）")
    parser.add_argument("--sort", choices=SORTS, default="relevance", help="排序（默认 relevance）")
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="跳过前 N 条")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="显示 N 条（1–100）")
    parser.add_argument("--generation", metavar="NAME", help="指定索引版本")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("筛选", "同一项可重复给出，满足其一即可；不同项须同时满足")
    group.add_argument("--kind", action="append", default=[], help=f"文件类型：{'、'.join(KINDS)}")
    group.add_argument(
        "--from", dest="start", type=_day, metavar="DATE", help="起始日期 2020-05-01"
    )
    group.add_argument("--to", dest="end", type=_day, metavar="DATE", help="截止日期 2020-06-30")
    for name, sentence in _FILTER_HELP.items():
        choices = "、".join(FIELDS[name].choices)
        words = f"{sentence}：{choices}" if choices else sentence
        group.add_argument(f"--{name}", action="append", default=[], metavar="VALUE", help=words)
    group.add_argument("--due-from", type=_day, metavar="DATE", help="期限不早于")
    group.add_argument("--due-to", type=_day, metavar="DATE", help="期限不晚于")
    group.add_argument("--amount-from", metavar="AMOUNT", help="数量不少于，如 500万元")
    group.add_argument("--amount-to", metavar="AMOUNT", help="数量不多于，如 1.2亿元")


def filters_of(options: argparse.Namespace) -> Filters:
    """Return the filters that the arguments name.

    Raises:
        InvalidRequestError: one of them has a value that cannot be used.
    """
    fields = ((name, tuple(getattr(options, name))) for name in _FILTER_HELP)
    amount_from, amount_to = options.amount_from, options.amount_to
    return Filters(
        kinds=tuple(options.kind),
        start=options.start,
        end=options.end,
        facts=FactFilters(
            fields=tuple(FactFilter(name, values) for name, values in fields if values),
            due_from=options.due_from,
            due_to=options.due_to,
            amount_from=read_amount("--amount-from", amount_from) if amount_from else None,
            amount_to=read_amount("--amount-to", amount_to) if amount_to else None,
        ),
    )


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期应写作 2020-05-11，不能是“{value}”") from None
