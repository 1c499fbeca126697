"""Web pages that are made to do harm."""

from __future__ import annotations

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
        f'</object><embed src="{one}"><video poster="{one}" src="{one}"></video>'
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


_EITHER = "过大|过深|过长|过多|没有|复杂"

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
