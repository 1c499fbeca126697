"""The command line of ``build_index.py``: arguments in, printed report and exit code out.

Exit codes: 0 done, 1 the work failed and the served index is as it was, 2 a wrong argument.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import msgspec
from tqdm import tqdm

from index import generation
from index.arguments import ArgumentParser, UsageError, complain
from index.build import BuildError, BuildRequest, build
from index.encoder import EncoderError, open_encoder
from index.generation import GenerationError
from index.inspection import inspect
from index.reading import ReadingOptions, ReadingRequest
from index.report import BuildReport, read_report
from index.report_printing import print_report
from index.secrecy import CLASSES
from index.settings import (
    BUNDLED,
    SettingError,
    cache_directory,
    corrections_file,
    encoder_setting,
    index_directory,
    models_directory,
    reading_limits,
    refuse_internal,
)
from index.sources import SourceError, check_sources

_STAGES = {
    "read": ("读取文件", "份"),
    "identify": ("识别与比对", "步"),
    "encode": ("生成向量", "段"),
    "write": ("写入索引", "步"),
}


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    try:
        options = _parse(arguments)
        return _run(options)
    except (UsageError, SourceError, SettingError) as error:
        return complain(error, 2)
    except BuildError as error:
        print_report(error.report)
        _save_report(options.report, error.report)
        return complain(error, 1)
    except BrokenPipeError:
        raise
    except sqlite3.Error as error:
        return complain(f"索引写不下去，正在使用的索引没有变化：{error}", 1)
    except (GenerationError, EncoderError, OSError) as error:
        return complain(error, 1)
    except KeyboardInterrupt:
        return complain("已中断，正在使用的索引没有变化", 1)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = ArgumentParser(prog="build_index.py", description="建立、检查和维护议定的检索索引")
    parser.add_argument(
        "sources", nargs="*", type=Path, metavar="SOURCE", help="文件、文件夹或 .jsonl"
    )
    parser.add_argument("--index", type=Path, metavar="DIR", help="索引文件夹（默认 var/index）")
    parser.add_argument("--full", action="store_true", help="不用缓存，全部重新编码")
    parser.add_argument("--report", type=Path, metavar="FILE", help="把报告另存为 JSON")
    parser.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="人工更正表（默认：索引文件夹旁的 corrections.tsv，如有）",
    )
    parser.add_argument(
        "--allow-marked",
        action="append",
        default=[],
        choices=CLASSES,
        metavar="CLASS",
        help=f"收录标有该密级的文件（可多次给出）：{'、'.join(CLASSES)}",
    )
    parser.add_argument(
        "--max-failed",
        type=_percentage,
        default=10.0,
        metavar="PERCENT",
        help="读不出的文件超过这个百分比就不发布（默认 10）",
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--inspect", action="store_true", help="逐行打印解析结果，不写任何文件")
    action.add_argument("--list", action="store_true", help="列出保留的索引版本")
    action.add_argument("--verify", action="store_true", help="校验保留的索引版本")
    action.add_argument("--show-report", action="store_true", help="打印当前索引的建库报告")
    action.add_argument("--rollback", action="store_true", help="退回上一个索引版本")
    options = parser.parse_args(arguments)
    options.index = options.index or index_directory()
    _check(options)
    return options


def _percentage(text: str) -> float:
    """Read a number from 0 to 100.

    Raises:
        ArgumentTypeError: it is another one, or none.
    """
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"应是 0 到 100 之间的数，不能是“{text}”")
    return number


def _check(options: argparse.Namespace) -> None:
    """Check what argparse cannot.

    Raises:
        UsageError: the combination makes no sense.
    """
    keeping = options.list or options.verify or options.rollback or options.show_report
    if keeping and options.sources:
        raise UsageError("--list、--verify、--rollback、--show-report 不需要 SOURCE。")
    if not keeping and not options.sources:
        raise UsageError("请给出要处理的文件或文件夹（SOURCE）。用 --help 查看用法。")
    if options.corrections and (keeping or options.inspect):
        raise UsageError("--corrections 只用于建库：--inspect 打印的是没有更正的解析结果。")
    if options.index.exists() and not options.index.is_dir():
        raise UsageError(f"--index 应是文件夹：{options.index}")
    if options.report and (options.report.is_dir() or not options.report.parent.is_dir()):
        raise UsageError(f"--report 应是已有文件夹里的文件：{options.report}")


def _run(options: argparse.Namespace) -> int:
    if options.list:
        return _list(options.index)
    if options.verify:
        return _verify(options.index)
    if options.rollback:
        return _roll_back(options.index)
    if options.show_report:
        return _show_report(options.index)
    check_sources(options.sources)
    if options.inspect:
        return _inspect(options)
    return _build(options)


def _list(index: Path) -> int:
    """Print one line per generation, the current one marked."""
    current = generation.current_name(index)
    names = generation.list_names(index)
    for name in names:
        mark = "*" if name == current else " "
        try:
            manifest = generation.read_manifest(index / name)
        except GenerationError as error:
            print(f"{mark} {name}  {error}")
            continue
        counts = manifest.counts
        encoder = manifest.encoder.name if manifest.encoder else "none"
        print(
            f"{mark} {name}  {manifest.built_at}  文件 {counts.documents}  "
            f"议定事项 {counts.resolutions}  片段 {counts.passages}  编码器 {encoder}"
        )
    if not names:
        print(f"{index} 里还没有索引")
    return 0


def _verify(index: Path) -> int:
    """Print what is wrong with each generation; fail if the current one is not whole."""
    verified = generation.verify(index)
    for one in verified:
        state = "；".join(one.faults) or "完好"
        print(f"{'*' if one.current else ' '} {one.name}  {state}")
    if not any(one.current and not one.faults for one in verified):
        return complain(f"{index} 当前没有完好的索引", 1)
    return 0


def _roll_back(index: Path) -> int:
    with generation.build_lock(index):
        left, now = generation.roll_back(index)
    print(f"已从 {left} 退回到 {now}")
    return 0


def _show_report(index: Path) -> int:
    """Print the report of the generation that is served."""
    name = generation.current_name(index)
    if name is None:
        return complain(f"{index} 里还没有索引", 1)
    print_report(read_report(index / name), every=True)
    return 0


def _inspect(options: argparse.Namespace) -> int:
    """Print the lines; fail if nothing could be read."""
    read = 0
    with tempfile.TemporaryDirectory(prefix="yiding-") as folder:
        request = ReadingRequest(
            tuple(options.sources), reading_limits(), Path(folder), _reading_options(options)
        )
        for line in inspect(request):
            read += "skipped" not in line
            print(json.dumps(line, ensure_ascii=False))
    return 0 if read else complain("没有读到任何文件", 1)


def _reading_options(options: argparse.Namespace) -> ReadingOptions:
    return ReadingOptions(tuple(options.allow_marked), refuse_internal())


def _build(options: argparse.Namespace) -> int:
    setting = encoder_setting() or BUNDLED
    try:
        encoder = open_encoder(setting, models_directory())
    except EncoderError as error:
        raise UsageError(str(error)) from error
    request = BuildRequest(
        sources=tuple(options.sources),
        index=options.index,
        cache=cache_directory(options.index),
        limits=reading_limits(),
        full=options.full,
        encoder_setting=setting,
        options=_reading_options(options),
        maximum_unreadable=options.max_failed,
        corrections=options.corrections or corrections_file(options.index),
    )
    report = build(request, encoder, _Bars())
    print_report(report)
    _save_report(options.report, report)
    return 0


class _Bars:
    """Progress bars on standard error; silent where it is no terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def start(self, stage: str, total: int | None) -> None:
        name, unit = _STAGES[stage]
        self._bar = tqdm(total=total, desc=name, disable=None, unit=unit, leave=True)

    def expect(self, steps: int) -> None:
        if self._bar is not None:
            self._bar.total = (self._bar.total or 0) + steps
            self._bar.refresh()

    def advance(self, steps: int) -> None:
        if self._bar is not None:
            self._bar.update(steps)

    def finish(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _save_report(path: Path | None, report: BuildReport) -> None:
    if path is not None:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
