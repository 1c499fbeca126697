"""Plain text and JSON lines that are made to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable

from hostile_model import CONTENT, TEXT, Hostile, of_bytes

MEGABYTE = 1024**2
GOOD = TEXT.encode()


def many_items() -> bytes:
    """Minutes of 100,000 numbered points."""
    lines = TEXT.splitlines()
    points = [f"{number}.会议同意第{number}项，请市科技局办理。" for number in range(1, 100_001)]
    return "\n".join([*lines[:3], *points, *lines[3:]]).encode()


def many_headings() -> bytes:
    """Minutes in which everything is a heading."""
    lines = TEXT.splitlines()
    headings = [f"{'一二三四五六七八九'[n % 9]}、研究第{n}项工作" for n in range(30_000)]
    return "\n".join([*lines[:2], *headings, *lines[2:]]).encode()


def repeated_line(line: str, count: int, end: str = "\n") -> Callable[[], bytes]:
    """Good minutes, and a line that is there ``count`` times."""
    return lambda: (TEXT + end.join([line] * count)).encode()


def turned_around() -> bytes:
    """Marks that turn the order of printing around (Unicode bidirectional algorithm, UAX 9)."""
    marks = "\u202e\u2066\u202b\u200f\u2067\u202d"
    return (TEXT + f"{marks}会议同意{marks * 2_000}\n").encode()


def piled_up() -> bytes:
    """Characters with 100,000 marks on top of each other."""
    return (TEXT + "会" + "\u0301\u20dd\u0489" * 100_000 + "\n").encode()


def mixed() -> bytes:
    """Two encodings in one file, as two files that were joined have them."""
    return GOOD * 3 + TEXT.encode("gb18030") * 3


def half_characters() -> bytes:
    """UTF-16 with halves of characters that stand alone."""
    return b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x3d\xd8\n\x00\x00\xdc\n\x00" * 50


def records(*lines: bytes) -> Callable[[], bytes]:
    """JSON lines, with a good record behind them."""
    good = json.dumps({"id": "good", "title": "纪要", "text": TEXT}, ensure_ascii=False)
    return lambda: b"\n".join([*lines, good.encode()])


def same_ids() -> bytes:
    """Two records that say to be the same one."""
    record = json.dumps({"id": "1", "title": "纪要", "text": TEXT}, ensure_ascii=False)
    return f"{record}\n{record.replace('原则', '')}\n".encode()


_EITHER = "过大|过深|过长|过多|没有|复杂"

TEXTS = (
    Hostile("zeros.txt", of_bytes(lambda: bytes(100_000)), "二进制|空|没有"),
    Hostile("zeros-inside.txt", of_bytes(lambda: GOOD + bytes(100) + GOOD), "二进制"),
    Hostile(
        "49mb-line.txt",
        of_bytes(lambda: b"x" * 49 * MEGABYTE),
        f"{_EITHER}|超时",
        "xxx",
        either=True,
        slow=True,
    ),
    Hostile("51mb.txt", of_bytes(lambda: GOOD * 1 + b"x" * 51 * MEGABYTE), "超过 50 MB"),
    Hostile("half-characters.txt", of_bytes(half_characters), "编码|损坏", CONTENT, either=True),
    Hostile("mark-only.txt", of_bytes(lambda: b"\xef\xbb\xbf"), "没有文字|空"),
    Hostile("mark-only-utf16.txt", of_bytes(lambda: b"\xff\xfe"), "没有文字|空"),
    Hostile("mixed.txt", of_bytes(mixed), "编码|损坏"),
    Hostile("program.txt", of_bytes(lambda: b"\x7fELF\x02\x01\x01" + GOOD), "程序"),
    Hostile("turned-around.txt", of_bytes(turned_around), holds=CONTENT),
    Hostile("piled-up.txt", of_bytes(piled_up), holds=CONTENT),
    Hostile(
        "points-100000.txt",
        of_bytes(many_items),
        f"{_EITHER}|超时",
        "第100000项",
        either=True,
        slow=True,
    ),
    Hostile("headings-30000.txt", of_bytes(many_headings), holds="第29999项", slow=True),
    Hostile(
        "blank-lines-5000000.txt",
        of_bytes(repeated_line("", 5_000_000)),
        f"{_EITHER}|超时",
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile("brackets-300000.txt", of_bytes(repeated_line("（", 300_000, "")), holds=CONTENT),
    Hostile("digits-300000.txt", of_bytes(repeated_line("1", 300_000, "")), holds=CONTENT),
    Hostile("blanks-2500000.txt", of_bytes(repeated_line(" ", 2_500_000, "")), holds=CONTENT),
    Hostile("blanks-3000000.txt", of_bytes(repeated_line(" ", 3_000_000, "")), "文字过多"),
    Hostile("titles-30000.txt", of_bytes(repeated_line("《关于", 30_000, "")), holds=CONTENT),
    Hostile("keys-3000.txt", of_bytes(repeated_line("索引号：", 3_000)), holds="会议"),
    Hostile("dashes-200000.txt", of_bytes(repeated_line("—", 200_000, "")), holds=CONTENT),
    Hostile("years-30000.txt", of_bytes(repeated_line("2024年", 30_000, "")), holds=CONTENT),
)

RECORDS = (
    Hostile(
        "line-60mb.jsonl",
        of_bytes(records(b'{"text":"' + b"x" * 60 * MEGABYTE + b'"}')),
        "超过 50 MB",
        CONTENT,
    ),
    Hostile("nested.jsonl", of_bytes(records(b'{"text":' + b"[" * 200_000)), "嵌套过深", CONTENT),
    Hostile(
        "not-a-number.jsonl",
        of_bytes(records(b'{"text":NaN}', b'{"text":"a","date":Infinity}')),
        "应是|不是 JSON",
        CONTENT,
    ),
    Hostile(
        "long-number.jsonl",
        of_bytes(records(b'{"id":' + b"9" * 5_000 + b',"text":"a"}')),
        "数字过长",
        CONTENT,
    ),
    Hostile(
        "half-character.jsonl",
        of_bytes(records(b'{"text":"\\ud83d \\udc00"}')),
        "不完整的字符",
        CONTENT,
    ),
    Hostile("same-ids.jsonl", of_bytes(same_ids), holds=CONTENT),
    Hostile("zeros.jsonl", of_bytes(records(bytes(1_000), b"\xff\xfe")), "不是", CONTENT),
)
