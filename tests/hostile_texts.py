"""Plain text, web pages and JSON lines that are made to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable

from hostile_model import CONTENT, TEXT, Hostile, Site, of_bytes, of_site

MEGABYTE = 1024**2
GOOD = TEXT.encode()


def web_page(body: str = "", head: str = "", encoding: str = "utf-8") -> bytes:
    """Return a page of good minutes with ``body`` before them."""
    printed = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>纪要</title>{head}</head>'
        f"<body>{body}<div>{printed}</div></body></html>"
    ).encode(encoding)


def asking(site: Site) -> bytes:
    """A page that asks a server, and the disk, for whatever a browser would load."""
    wanted = (site.address, site.secret.as_uri())
    head = "".join(
        f'<meta http-equiv="refresh" content="0;url={one}"><link rel="stylesheet" href="{one}">'
        f'<script src="{one}"></script><base href="{one}">'
        for one in wanted
    )
    body = "".join(
        f'<iframe src="{one}"></iframe><img src="{one}" srcset="{one} 2x"><object data="{one}">'
        f'</object><video poster="{one}" src="{one}"></video>'
        f'<form action="{one}"><input type="image" src="{one}"></form><a href="{one}">链接</a>'
        f'<div style="background:url({one})"></div><svg><use href="{one}"/></svg>'
        for one in wanted
    )
    body += "<p>会议听取了市科技局关于高等研究院建设情况的汇报，并进行了讨论。</p>" * 9
    return web_page(body, head + f"<style>@import url({wanted[0]});</style>")


def saved_page(site: Site) -> bytes:
    """A page saved with its parts (RFC 2557), which lie in each other 300 times."""
    opened = "".join(
        f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(300)
    )
    part = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + web_page()
    closed = "".join(f"\r\n--b{n}--\r\n" for n in reversed(range(300)))
    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {site.address}\r\n"
    return f"{head}MIME-Version: 1.0\r\n{opened}".encode() + part + closed.encode()


def many_parts() -> bytes:
    """A saved page of 100,000 parts, none of which is what it says."""
    part = b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n=!=\r\n"
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return head + part * 100_000 + b"--b--\r\n"


def split_page(site: Site) -> bytes:
    """A page of frames without text of its own."""
    return (
        f'<html><frameset cols="50%,50%"><frame src="{site.address}">'
        f'<frame src="{site.secret.as_uri()}"></frameset></html>'
    ).encode()


def declared(site: Site) -> bytes:
    """A page with a document type on a server and an entity on the disk."""
    entity = f'<!ENTITY x SYSTEM "{site.secret.as_uri()}">'
    return f'<!DOCTYPE html SYSTEM "{site.address}" [{entity}]><html><p>&x;</p>{TEXT}'.encode()


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
    Hostile("blanks-3000000.txt", of_bytes(repeated_line(" ", 3_000_000, "")), holds=CONTENT),
    Hostile("titles-30000.txt", of_bytes(repeated_line("《关于", 30_000, "")), holds=CONTENT),
    Hostile("keys-3000.txt", of_bytes(repeated_line("索引号：", 3_000)), holds="会议"),
    Hostile("dashes-200000.txt", of_bytes(repeated_line("—", 200_000, "")), holds=CONTENT),
    Hostile("years-30000.txt", of_bytes(repeated_line("2024年", 30_000, "")), holds=CONTENT),
)

PAGES = (
    Hostile(
        "divs-100000.html",
        of_bytes(lambda: web_page("<div>" * 100_000)),
        _EITHER,
        CONTENT,
        either=True,
    ),
    Hostile(
        "tables-100000.html",
        of_bytes(lambda: web_page("<table><tr><td>" * 100_000)),
        _EITHER,
        CONTENT,
        either=True,
    ),
    Hostile(
        "bold-30000.html",
        of_bytes(lambda: web_page("<b><i><p>" * 10_000)),
        _EITHER,
        CONTENT,
        either=True,
    ),
    Hostile(
        "attribute-45mb.html",
        of_bytes(lambda: web_page(f'<p title="{"x" * 45 * MEGABYTE}">')),
        _EITHER,
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile(
        "attributes-100000.html",
        of_bytes(lambda: web_page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>")),
        f"{_EITHER}|超时",
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile(
        "unclosed.html",
        of_bytes(lambda: b"<html><body><table><tr><td><p><!-- " + GOOD),
        _EITHER,
        CONTENT,
        either=True,
    ),
    Hostile("unclosed-script.html", of_bytes(lambda: b"<html><body><script>" + GOOD), _EITHER),
    Hostile("asking.html", of_site(asking), holds=CONTENT),
    Hostile("frames.html", of_site(split_page), "框架|没有"),
    Hostile(
        "entities.html",
        of_bytes(lambda: web_page("<p>&#99999999999;&#xD800;&#0;&bogus;&amp" * 1_000)),
        holds=CONTENT,
    ),
    Hostile(
        "zeros-inside.html",
        of_bytes(lambda: web_page("<p>a\0b</p>" * 100)),
        "二进制|损坏",
        CONTENT,
        either=True,
    ),
    Hostile(
        "encoding-lies.html",
        of_bytes(lambda: web_page(encoding="gb18030").replace(b"gb18030", b"utf-16")),
        "编码|损坏",
        CONTENT,
        either=True,
    ),
    Hostile(
        "encoding-unknown.html",
        of_bytes(lambda: web_page().replace(b"utf-8", b"x-klingon")),
        holds=CONTENT,
    ),
    Hostile(
        "script-only.html",
        of_bytes(lambda: b"<html><body><script>" + b"a();" * 9_999 + b"</script></body></html>"),
        "没有",
    ),
    Hostile(
        "doctype.html",
        of_site(declared),
        holds=CONTENT,
    ),
    Hostile(
        "rows-200000.html",
        of_bytes(lambda: web_page(f"<table>{'<tr><td>一</td><td>二</td></tr>' * 200_000}</table>")),
        f"{_EITHER}|超时",
        CONTENT,
        either=True,
        slow=True,
    ),
    Hostile(
        "columns-1000000.html",
        of_bytes(
            lambda: web_page(
                "<table><tr><td colspan=1000000 rowspan=1000000>宽</td></tr></table>" * 50
            )
        ),
        holds=CONTENT,
    ),
    Hostile(
        "saved-in-itself.mht", of_site(saved_page), f"{_EITHER}|损坏|网页", CONTENT, either=True
    ),
    Hostile("parts-100000.mht", of_bytes(many_parts), f"{_EITHER}|损坏|网页|空", slow=True),
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
