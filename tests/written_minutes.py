"""Minutes written for a test: the plainest form that the parser reads."""

from __future__ import annotations

from collections.abc import Sequence

CHINESE = "一二三四五六七八九"


def minutes(
    *items: tuple[str, Sequence[str]] | tuple[str, str],
    number: int = 12,
    body: str = "云津市人民政府",
    day: str = "2024年3月5日",
    term: str = "",
    attendance: str = "张三、李四",
) -> str:
    """Write minutes with ``items`` of (heading, points); one string is one plain paragraph."""
    lines = [
        f"{body}常务会议纪要",
        f"{day}，市长张三主持召开{term}市政府第{number}次常务会议。现纪要如下：",
    ]
    for place, (heading, points) in enumerate(items):
        lines.append(f"{CHINESE[place]}、{heading}")
        if isinstance(points, str):
            lines.append(points)
        else:
            lines += [f"（{CHINESE[i]}）{point}" for i, point in enumerate(points)]
    return "\n".join([*lines, f"出席：{attendance}", "记录：王五", ""])
