"""The report of a build, in lines for a terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from index.coverage import MeetingSeries, OrdinalRange
from index.report import BuildReport, FileRead

#: How many skipped sources and warnings are printed after a build; the report has all of them.
_PRINTED_LINES = 20
#: Bodies whose meetings are told, and gaps and terms of each: no more than a screen holds.
_PRINTED_BODIES = 10
_PRINTED_GAPS = 4
_PRINTED_SERIES = 3

ROUTES = {
    "text": "直接读取",
    "text_layer": "文字层",
    "recognition": "文字识别",
    "text_layer_and_recognition": "文字层与文字识别",
    "conversion": "LibreOffice 转换",
    "records": "JSON 行",
}
#: How a sentence on a row of corrections that was left out begins.
_VAIN = "注意 更正表"
_STAGES = {"read": "读取", "identify": "识别与比对", "encode": "编码", "write": "写入"}


def print_report(report: BuildReport, *, every: bool = False) -> None:
    """Print what a build did; ``every`` leaves no line out."""
    if report.generation:
        print(
            f"已发布索引 {report.generation}：文件 {report.documents}，"
            f"议定事项 {report.resolutions}，片段 {report.passages}，用时 {report.seconds} 秒"
        )
        if report.vectors_encoded or report.vectors_reused:
            print(f"向量：新编码 {report.vectors_encoded}，沿用 {report.vectors_reused}")
        _print_findings(report)
    _print_stages(report)
    for line in coverage_lines(report.coverage, every=every):
        print(line)
    lines = _lines(report)
    printed = lines if every else lines[:_PRINTED_LINES]
    for line in printed:
        print(line)
    if len(lines) > len(printed):
        print(f"另有 {len(lines) - len(printed)} 条，见报告（--report FILE 或 --show-report）")


def _lines(report: BuildReport) -> list[str]:
    """Return what a person should know, first what somebody wrote in vain into the corrections."""
    notices = [f"注意 {sentence}" for sentence in report.notices]
    vain = [line for line in notices if line.startswith(_VAIN)]
    return [
        *vain,
        *(f"跳过 {_place(s.source, s.line)}：{s.reason}" for s in report.skipped),
        *(f"注意 {_place(w.source, w.line)}：{w.text}" for w in report.warnings),
        *(line for line in notices if not line.startswith(_VAIN)),
    ]


def _print_findings(report: BuildReport) -> None:
    if report.corrections:
        print(f"采用人工更正 {report.corrections} 处")
    if report.near_duplicates:
        print(f"有近似议定事项的 {report.near_duplicates} 项")


def coverage_lines(coverage: Sequence[MeetingSeries], *, every: bool = False) -> list[str]:
    """Return a line for each body: which of its meetings are held and which are missing.

    Bodies with gaps come first; without ``every`` only some are told, the newest terms of each.
    """
    by_body: dict[str, list[MeetingSeries]] = defaultdict(list)
    for series in coverage:
        by_body[series.body].append(series)
    bodies = sorted(by_body, key=lambda body: (-_missing(by_body[body]), body))
    told = bodies if every else bodies[:_PRINTED_BODIES]
    lines = [_body_line(body, by_body[body], every) for body in told]
    if len(bodies) > len(told):
        lines.append(f"另有 {len(bodies) - len(told)} 个会议机关，见报告")
    return lines


def _missing(series: Sequence[MeetingSeries]) -> int:
    return sum(one.missing_count for one in series)


def _body_line(body: str, series: Sequence[MeetingSeries], every: bool) -> str:
    newest = sorted(series, key=lambda one: one.last_date or date.min, reverse=True)
    told = newest if every else newest[:_PRINTED_SERIES]
    more = f"；另有 {len(newest) - len(told)} 组" if len(newest) > len(told) else ""
    return f"会议 {body}：{'；'.join(_series(one, every) for one in told)}{more}"


def _series(series: MeetingSeries, every: bool) -> str:
    """Tell one series: 常务会议 第16届 2 次（第98—101次，缺 99—100）."""
    period = f"第{series.term}届" if series.term is not None else ""
    period = f"{series.year}年" if series.year is not None else period
    name = " ".join(part for part in (series.meeting_type or "会议", period) if part)
    parts = [_span(series.held, every, "第", "次")] if series.held else []
    if series.missing:
        parts.append(f"缺 {_span(series.missing, every)}")
    if series.unnumbered:
        parts.append(f"无次数 {series.unnumbered} 份")
    return f"{name} {series.held_count + series.unnumbered} 次（{'，'.join(parts)}）"


def _span(ranges: Sequence[OrdinalRange], every: bool, before: str = "", behind: str = "") -> str:
    """Write ranges of ordinals; where they are many, the first ones and how many it is."""
    told = ranges if every else ranges[:_PRINTED_GAPS]
    written = "、".join(f"{r.first}—{r.last}" if r.last > r.first else str(r.first) for r in told)
    more = f" 等 {sum(r.count for r in ranges)} 次" if len(ranges) > len(told) else ""
    return f"{before}{written}{behind}{more}"


def _print_stages(report: BuildReport) -> None:
    """Print how the files were read, and how long each stage took."""
    routes = Counter(file.route for file in report.files)
    if routes:
        counted = "，".join(
            f"{ROUTES.get(route, route)} {number}" for route, number in routes.most_common()
        )
        print(f"读取方式：{counted}；沿用以前的 {sum(file.cached for file in report.files)}")
    if report.stages:
        print("，".join(f"{_STAGES[stage.name]} {stage.seconds} 秒" for stage in report.stages))
    for file in report.files:
        if file.recognized_pages:
            print(_recognized(file))


def _recognized(file: FileRead) -> str:
    confidence = f"，置信度 {file.confidence:.2f}" if file.confidence is not None else ""
    garbled = f"，其中文字层乱码 {len(file.garbled_pages)} 页" if file.garbled_pages else ""
    return f"识别 {file.source}：{file.recognized_pages} 页{garbled}{confidence}"


def _place(source: str, line: int | None) -> str:
    return f"{source} 第 {line} 行" if line else source
