"""What a web page puts around a document: menus, tables of page data, tool bars, the footer."""

from __future__ import annotations

import re

from index.cleaning.lines import Cleaned, Line, Lines, without
from index.cleaning.page_data import KEYS, is_byline, is_lone_key, page_cells
from index.text_forms import bare

#: Entries of a site's menu; what stands among them is menu too.
_MENU = re.compile(
    r"(?:网站|返回)?首页|(?:政务|信息|政府信息)公开|(?:政务|公共|便民|办事)服务|(?:政民|互动|公众)(?:互动|交流|参与)"
    r"|领导之窗|党政动态|新闻(?:中心|资讯|动态)|(?:走进|魅力|认识|印象).{2,6}|登录|注册|无障碍.{0,4}|长者.{0,3}|关怀版"
    r"|简体|繁体|(?:站内)?搜索|English|EN|.{0,6}移动版|数据(?:开放|发布)|专题专栏|智能(?:问答|机器人)|个人中心"
    r"|网站支持IPv6|适老(?:化|版)|政策文件|政府文件|机构(?:职能|概况)"
)
#: The banner of a site: its name, with its address, and the day.
_BANNER = re.compile(r"(?:.{2,24}政府(?:门户)?网站?|.{2,24}门户网站)[A-Za-z./:]*|今天是.*")
_BREADCRUMB = re.compile(
    r"(?:您?(?:现在|当前|所在|的)*位置[::]?.*|.*首页[>＞»›/].*|(?:[^>]{2,12}>)+[^>]{0,40})"
)
_META = re.compile(rf"\[?(?:{KEYS})\]?[::].*|{KEYS}|\[TABLE\].*(?:索引号|发布机构).*")
_META_VALUE = re.compile(
    r"[-\d/:. ]{4,}|[A-Z0-9]+[-/][-A-Z0-9/]+|有效|是|主动公开|依申请公开|公开|其他|无"
)
_TOOLS = re.compile(
    r"(?=.*[上下]一?页)(?:首页|[上下]一?页|[尾末]页|第?\d+页?|共\d+页|[<>|.…/\[\]])+|"
    r"[\[(]?(?:打印|关闭|收藏|分享|复制|纠错|返回|下载|朗读|大|中|小|字体|默认|微信|微博|QQ空间|我要纠错|页面|本页|文章|文字|此页|窗口|顶部|到|至|[:|·\[\]()、])+[\])]?"
    r"|分享到?[::]?.{0,30}|扫一扫.{0,30}|.{0,10}二维码.{0,16}|(?:上|下)一(?:篇|条)[::].*|相关(?:文档|链接|文章|阅读|新闻|解读|政策).{0,4}"
    r"|.{0,6}友情链接.{0,6}|国家各网站|(?:其他|部门|省内|市内|常用)(?:网站)?链接|网站地图.{0,30}|联系我们.{0,30}|关于我们.{0,30}"
    r"|(?:网站)?(?:主办|承办|协办|技术支持|版权所有|版权|联系电话|技术维护)(?:单位)?[::].*|版权所有.*|Copyright.*|©.*"
    r"|.*ICP备.*|.*公网安备.*|.*网站标识码.*|(?:浏览|阅读|点击|访问).{0,4}[::]?\d+次?|收藏本站|设为首页|返回顶部|.*IPv6.*"
    r"|(?:\d{4}-\d\d?-\d\d?(?:\d\d:\d\d(?::\d\d)?)?)?(?:来源|作者|信息来源)[::].*(?:浏览|阅读|点击|字号|字体|编辑|发布).*"
    r"|(?:发布|生成|更新)(?:日期|时间)[::]?.*"
)
#: A line that can only be the document itself.
_CONTENT = re.compile(
    r"纪要|主持|召开|第[\d一二三四五六七八九十百〇零]+次|人民政府|关于|[年]\d+月|[\[(](?:19|20)\d\d[\])]|如下[::]"
    r"|^[一二三四五六七八九十]+、|^\([一二三四五六七八九十]+\)|^第[一二三四五六七八九十百]+[章条]"
)
_PROSE_LENGTH = 18
_MENU_LENGTH = 10
#: A longer line is text, whatever it mentions.
_LONGEST_CHROME = 600


def is_chrome(line: Line) -> bool:
    """Whether a whole line is what a site puts on its pages, read by itself."""
    text = line.bare
    if len(text) > _LONGEST_CHROME:
        return False
    patterns = (_TOOLS, _META, _MENU, _BANNER, _BREADCRUMB)
    known = any(pattern.fullmatch(text) is not None for pattern in patterns)
    return known or is_byline(text) or bool(page_cells(line.text)) or _is_menu_bar(line)


def _is_menu_bar(line: Line) -> bool:
    """Whether a line holds several entries of a menu: 首页 | 政务公开 | 互动交流."""
    parts = re.split(r"[\s|｜]+", line.text)
    entries = [entry for entry in map(bare, parts) if entry] if len(parts) > 2 else []
    known = sum(1 for entry in entries if _MENU.fullmatch(entry))
    return len(entries) > 2 and 2 * known >= len(entries)


def is_prose(text: str) -> bool:
    """Whether a bare line is running text; a remark in brackets stands above a page as well."""
    bracketed = re.fullmatch(r"\([^()]*\)", text) is not None
    return len(text) >= _PROSE_LENGTH and not bracketed and re.search("[。,;]", text) is not None


def body_start(lines: Lines) -> int:
    """Return where running text begins: the first prose line that is not chrome."""
    for position, line in enumerate(lines):
        if is_prose(line.bare) and not is_chrome(line):
            return position
    return len(lines)


def drop_site_head(lines: Lines) -> Cleaned:
    """Remove menus, bread crumbs, tool bars and tables of page data above the text."""
    start = body_start(lines)
    if start == len(lines):
        return Cleaned(lines)
    unwanted = {p: "网站页面信息" for p in range(start) if _is_head_chrome(lines, p)}
    menu = [p for p in unwanted if _MENU.fullmatch(lines[p].bare)]
    first_content = next((p for p in range(start) if _CONTENT.search(lines[p].bare)), start)
    if menu and menu[0] < first_content:
        for position in range(first_content):
            if 0 < len(lines[position].bare) <= _MENU_LENGTH:
                unwanted.setdefault(position, "网站导航")
    return without(lines, dict(sorted(unwanted.items())))


def _is_head_chrome(lines: Lines, position: int) -> bool:
    line = lines[position]
    if line.blank or is_chrome(line):
        return not line.blank
    before = next((lines[p] for p in range(position - 1, -1, -1) if lines[p].bare), None)
    if before is None or not is_lone_key(before.text):
        return False
    after = next((lines[p] for p in range(position + 1, len(lines)) if lines[p].bare), None)
    named = "标题" in before.bare or "名称" in before.bare or "纪要" not in line.bare
    between = named and after is not None and is_lone_key(after.text)
    return between or _META_VALUE.fullmatch(line.bare) is not None


_FOOT = re.compile(
    r"扫一扫|二维码|打印本?页?|关闭窗口|^[\[(]?关闭[\])]?$|上一[篇条]|下一[篇条]|ICP备|公网安备|网站标识码|友情链接|国家各网站|网站地图"
    r"|^(?:网站)?(?:主办|承办)(?:单位)?[::]|^版权所有|^分享到?[::]?|设为首页|返回顶部|我要纠错"
    r"|^(?:相关|热门|推荐|延伸)(?:链接|文档|文章|阅读|新闻|报道|信息|解读|政策|稿件|附件|推荐)(?:[::]|$)"
    r"|^\(?(?:责任编辑|责编|编辑|信息来源|来源|稿源|阅读(?:次数|量)?|浏览(?:次数|量)?|点击(?:数|量)?)(?:[::]|\d+次?$)"
    r"|^预览时标签不可点|^轻触阅读原文|^阅读原文$|^继续滑动看下一个|^喜欢此内容的人还喜欢"
    r"|^您(?:访问|打开)的链接即将离开|建议使用.{0,30}(?:分辨率|浏览)"
)
#: Lines of the closing part of a document, which a site's footer can never hold.
_CLOSING = re.compile(
    r"^(?:会议)?(?:出席|列席|记录|请假|缺席|分送|抄送|主送|发送)[^。]{0,6}[::]|印发$|整理$|^\(?此件|^会议|^附件"
)


def drop_site_foot(lines: Lines) -> Cleaned:
    """Remove the footer of a page: everything from the first footer line after the last content."""
    end = body_start(lines)
    for position in range(end, len(lines)):
        text = lines[position].bare
        if (is_prose(text) and not is_chrome(lines[position])) or _CLOSING.search(text):
            end = position
    foot = next((p for p in range(end + 1, len(lines)) if _is_foot(lines[p])), None)
    if foot is None or not 0 < end + 1 <= foot:
        return Cleaned(lines)
    return without(lines, {p: "网站页脚" for p in range(foot, len(lines)) if lines[p].bare})


def is_navigation(line: Line) -> bool:
    """Whether a line is a bread crumb, an entry of a menu or a banner: no document is above it."""
    return _is_menu_bar(line) or any(
        pattern.fullmatch(line.bare) is not None for pattern in (_MENU, _BANNER, _BREADCRUMB)
    )


def opens_site_foot(line: Line) -> bool:
    """Whether a line that comes after a document opens the footer of its page."""
    return len(line.bare) <= _LONGEST_CHROME and _is_foot(line)


def _is_foot(line: Line) -> bool:
    """Whether a line is of a footer; a row of a table is so only as a whole."""
    return _FOOT.search(line.bare) is not None and (" | " not in line.text or is_chrome(line))


def is_closing(text: str) -> bool:
    """Whether a bare line belongs to the closing part of a document (附件, 抄送, 印发 …)."""
    return _CLOSING.search(text) is not None


def drop_site_tools(lines: Lines) -> Cleaned:
    """Remove tool-bar lines that stand inside the text: 【打印】, 分享到：, 扫一扫 …."""
    unwanted = {
        p: "网站页面工具"
        for p, line in enumerate(lines)
        if re.match(r"扫一扫|分享到|\[打印|\[关闭|打印本页|关闭窗口", line.bare)
        and _TOOLS.fullmatch(line.bare)
    }
    return without(lines, unwanted)
