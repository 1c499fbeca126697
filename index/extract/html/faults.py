"""Why a saved page holds no document, in a sentence for a person."""

from __future__ import annotations

import re

from lxml import etree

from index.extract.html.body import PageBody
from index.text_forms import bare

#: Pages of errors and logins have little text; a document that speaks of them has more.
_LONGEST_NOTICE = 400
#: A page with this many links and less text than this is a directory.
_DIRECTORY, _FEWEST = 5, 30
_ERROR = re.compile(
    r"404|403Forbidden|50[0234]\b|NotFound|BadGateway|(?:页面|网页|文件|内容|文章|信息|地址)[^。]{0,8}(?:不存在|未找到|找不到"
    r"|已删除|已被删除|已下线|走丢|无法访问)|(?:找不到|无法(?:访问|显示|找到))[^。]{0,8}(?:页面|网页|网站|文件|地址)|服务器[^。]{0,6}(?:错误|出错)"
    r"|访问(?:出错|错误|被拒绝|过于频繁|受限)|没有权限|拒绝访问|安全验证|请求被拦截",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"用户登录|统一身份认证|(?:用户名|账号|帐号|手机号).{0,20}密码|请(?:先)?登录|登录(?:后|才能)"
)
_SCRIPT = re.compile(
    r"JavaScript|启用脚本|正在加载|加载中|请稍[候后等]|loading|浏览器(?:版本|不支持|禁用)",
    re.IGNORECASE,
)
_SAVE_AGAIN = "请在浏览器中打开后打印为 PDF，或另存为单个文件（.mhtml）"


def why_no_text(tree: etree._Element, body: PageBody) -> str | None:
    """Say why a page holds no document, or ``None`` where ``body`` is one."""
    if next(tree.iter("frameset"), None) is not None:
        return "这是框架网页（frameset），正文在另外的文件里；请打开正文所在的页面另存后再放入"
    text = "".join(line.bare for line in body.lines)
    if notice := _notice(tree, text):
        return notice
    links = sum(1 for _, line in body.removed if line.link_share > 0.5)
    if body.prose == 0 and len(text) < _FEWEST and links >= _DIRECTORY:
        return "网页里只有链接，没有正文（可能是栏目目录页）；请打开正文页面另存后再放入"
    return None if text else _empty(tree)


def _notice(tree: etree._Element, text: str) -> str | None:
    """Recognize a short page that is a notice of the server."""
    if len(text) > _LONGEST_NOTICE:
        return None
    title = bare(next((str(one.text or "") for one in tree.iter("title")), ""))
    password = any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))
    if password or _LOGIN.search(text[:100]):
        return "这是登录页面，没有公文内容；请登录后打开正文再另存"
    if _ERROR.search(title) or _ERROR.search(text[:100]):
        return "这是网站的出错页面，没有公文内容；请重新打开原网页另存"
    if text and len(text) < 100 and _SCRIPT.search(text):
        return f"网页的正文由脚本生成，保存下来的文件里没有文字；{_SAVE_AGAIN}"
    return None


def _empty(tree: etree._Element) -> str:
    """Say where the text of a page may be that shows none."""
    if next(tree.iter("iframe", "frame"), None) is not None:
        return "网页的正文在内嵌框架（iframe）里，没有随网页保存；请打开框架中的页面另存后再放入"
    if next(tree.iter("embed", "object"), None) is not None:
        return "网页的正文是内嵌的文件，没有随网页保存；请下载该文件后再放入"
    if next(tree.iter("img"), None) is not None:
        return "网页的正文是图片，没有文字；请下载图片后再放入"
    if next(tree.iter("script"), None) is not None:
        return f"网页的正文由脚本生成，保存下来的文件里没有文字；{_SAVE_AGAIN}"
    return "网页里没有文字"
