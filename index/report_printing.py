"""The report of a build, in lines for a terminal."""

from __future__ import annotations

from collections import Counter

from index.report import BuildReport, FileRead

#: How many skipped sources and warnings are printed after a build; the report has all of them.
_PRINTED_LINES = 20

ROUTES = {
    "text": "直接读取",
    "text_layer": "文字层",
    "recognition": "文字识别",
    "text_layer_and_recognition": "文字层与文字识别",
    "conversion": "LibreOffice 转换",
    "records": "JSON 行",
}
_STAGES = {"read": "读取", "encode": "编码", "write": "写入"}


def print_report(report: BuildReport, *, every: bool = False) -> None:
    """Print what a build did; ``every`` leaves no line out."""
    if report.generation:
        print(
            f"已发布索引 {report.generation}：文件 {report.documents}，"
            f"议定事项 {report.resolutions}，片段 {report.passages}，用时 {report.seconds} 秒"
        )
        if report.vectors_encoded or report.vectors_reused:
            print(f"向量：新编码 {report.vectors_encoded}，沿用 {report.vectors_reused}")
    _print_stages(report)
    lines = [f"跳过 {_place(s.source, s.line)}：{s.reason}" for s in report.skipped]
    lines += [f"注意 {_place(w.source, w.line)}：{w.text}" for w in report.warnings]
    lines += [f"注意 {sentence}" for sentence in report.notices]
    printed = lines if every else lines[:_PRINTED_LINES]
    for line in printed:
        print(line)
    if len(lines) > len(printed):
        print(f"另有 {len(lines) - len(printed)} 条，见报告（--report FILE 或 --show-report）")


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
