"""Damage that real copies of minutes carry, as small functions on clean text."""

from __future__ import annotations

import re
from collections.abc import Callable

_LISTS = re.compile(r"^(?:出席|列席|请假|记录|参加|（[一二]）(?:邀请|教体))")
_HEAD = 2


def blank_between_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


def indented(text: str) -> str:
    return "\n".join("　　" + line + "  " for line in text.splitlines())


def full_width_digits(text: str) -> str:
    return text.translate({ord("0") + i: "０１２３４５６７８９"[i] for i in range(10)})


def ascii_brackets(text: str) -> str:
    return text.replace("（", "(").replace("）", ")").replace("：", ":")


def mixed_brackets(text: str) -> str:
    return text.replace("）", ")", 3).replace("：", ":", 2)


def stray_spaces(text: str) -> str:
    """A space after every fifth character and inside numbers, lists of names aside."""
    return "\n".join(
        line if _LISTS.match(line) else re.sub(r"(.{5})(?=.)", r"\1 ", line)
        for line in text.splitlines()
    )


def invisible_marks(text: str) -> str:
    return "\ufeff" + re.sub(r"(.{9})", "\\1\u200b", text).replace("会议", "会\u00ad议")


def windows_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


def wrapped(text: str, width: int = 28) -> str:
    """Hard line breaks as a PDF gives them: no line opens with closing punctuation."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        rest = paragraph
        while len(rest) > width:
            cut = width
            while rest[cut : cut + 1] in set("，。、；：？！）》”"):
                cut += 1
            while rest[cut - 1].isdigit() and rest[cut : cut + 1].isdigit():
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        if rest:
            lines.append(rest)
    return "\n".join(lines)


def _paged(text: str, number: Callable[[int], str], per_page: int = 18) -> str:
    lines = text.splitlines()
    pages = [lines[start : start + per_page] for start in range(0, len(lines), per_page)]
    return "\n".join("\n".join([*page, number(n)]) for n, page in enumerate(pages, 1))


def pdf_with_dashed_page_numbers(text: str) -> str:
    return _paged(wrapped(text), lambda n: f"\n— {n} —\n")


def pdf_with_bare_page_numbers(text: str) -> str:
    return blank_between_lines(_paged(wrapped(text, 30), str))


def pdf_with_running_headers(text: str) -> str:
    return _paged(wrapped(text, 26), lambda n: f"第 {n} 页 共 9 页\f政府会议纪要汇编", 6)


def narrow_pdf_with_spaces(text: str) -> str:
    return wrapped(stray_spaces(text), 24)


def web_page(text: str) -> str:
    head = (
        "首页\n走进本地\n政务公开\n政务服务\n互动交流\n您的位置：首页 > 政务公开 > 政府会议\n"
        "索引号：\n000014349/2024-00031\n发布机构：政府办公室\n生成日期：2026-05-30 09:12:45\n"
        "来源：政府办公室　浏览次数：215　字体：[大 中 小]\n"
    )
    foot = (
        "\n扫一扫在手机打开当前页\n【打印】 【关闭窗口】\n上一篇：关于开展普查的公告\n"
        "友情链接\n中国政府网\n主办：政府办公室　承办：大数据中心\n某ICP备12000199号-1\n"
        "网站标识码：6200000003\n网站地图"
    )
    return head + text + foot


def web_page_with_damage(text: str) -> str:
    return web_page(blank_between_lines(stray_spaces(indented(text))))


NOISES: tuple[Callable[[str], str], ...] = (
    blank_between_lines,
    indented,
    full_width_digits,
    ascii_brackets,
    mixed_brackets,
    stray_spaces,
    invisible_marks,
    windows_line_ends,
    wrapped,
    pdf_with_dashed_page_numbers,
    pdf_with_bare_page_numbers,
    pdf_with_running_headers,
    narrow_pdf_with_spaces,
    web_page,
    web_page_with_damage,
)
