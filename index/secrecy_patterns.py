"""What a mark of secrecy is made of, and the lines that stand around it.

All patterns are for the normal form of a line (:func:`index.normalize.normalize`, folded): no white
space, one form of brackets and punctuation, lower case.
"""

from __future__ import annotations

import re

_CLASS = "(?P<class>绝密|机密|秘密)级?"
STAR = "[★☆⭐✩✪✫✬✭✮✯✰⋆*∗]"
#: What character recognition makes of ★; believed only before a term.
_STAR_MISREAD = "[女大太士丈木本x×·.]"
_SEPARATOR = "[·.,、/|:;_—-]{0,2}"
_DAY = r"\d{4}(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?|[-./]\d{1,2}[-./]\d{1,2})"
_TERM = (
    r"(?:保密期限?|期限|解密(?:日期|时间|条件)?)?[:]?"
    rf"(?P<term>(?:至|到)?{_DAY}(?:前|止|底)?(?:解密)?"
    r"|(?:\d{1,3}|[lio|]{1,2}|[一二两三四五六七八九十]{1,3}|半)个?(?:年|月|天|日)|长期|永久"
    r"|(?:启用|公开|解密|考试(?:结束)?)[前后])"
)
_URGENCY = "(?:紧急程度|缓急)?[:]?(?:特提|特急|加急|平急|急件)"
_COPY_NUMBER = r"(?:份号:?|编号:?|第|no\.?)?\d{1,7}(?!\d)(?:号|份)?"
#: Software notes it in English (DocumentSecurity).
_LABEL = (
    "(?:[a-z_]{0,20}(?:security|secrecy)[a-z_]{0,10}:?"
    "|(?:文件|公文|文档|涉密|秘密|保密)?(?:密级|等级|级别)(?:程度)?(?:[和及与、/]?保密期限)?:?)"
)
_BEFORE = (
    rf"(?:(?:{_COPY_NUMBER}|{_URGENCY}|{_LABEL}|附件[\d一二三四五六七八九十]{{0,2}}:?){_SEPARATOR})"
    r"{0,4}"
)
_AFTER = rf"(?:{_SEPARATOR}(?:{_URGENCY}|{_COPY_NUMBER})){{0,3}}"
MARK = re.compile(
    rf"{_BEFORE}[\[(<]?{_CLASS}[\])>]?"
    rf"(?:(?:{STAR}|{_STAR_MISREAD}|{_SEPARATOR})[\[(]?{_TERM}[\])]?|{STAR})?[\])>]?{_AFTER}"
)
#: With the star printed, any short condition may follow.
STARRED = re.compile(rf"{_BEFORE}[\[(]?{_CLASS}[\])]?{STAR}(?:{_TERM})?[^。]{{0,24}}")
LABELLED = re.compile(rf"{_BEFORE}{_LABEL}[\[(]?{_CLASS}[\])]?{_SEPARATOR}(?:{_TERM})?{_AFTER}")
NUMBERED = re.compile(rf"\d{{6,7}}{_CLASS}(?:{STAR}?{_TERM})?{_AFTER}")
#: A form that offers the classes, and where it is ticked: 绝密□ 机密☑ 秘密□, [√]机密.
FORM = re.compile("(?:密级|等级)(?:程度)?:?(?P<choices>.{0,60})")
BOX = re.compile(r"[□☐○〇☑■√✓✔\[(]")
TICK_BEFORE = re.compile(r"[☑■√✓✔][\])]?(?P<class>绝密|机密|秘密)")
TICK_BEHIND = re.compile(r"(?P<class>绝密|机密|秘密)[\[(]?[☑■√✓✔]")
#: The head of a table of documents, which gives the class of each.
REGISTER = re.compile("(?=.*密级)(?=.*(?:序号|名称|标题|题目|份数|文号|编号))(?!.*[:绝机秘]).*")
#: Inside a longer line of the head, which joined the mark to its neighbours.
INSIDE = re.compile(rf"(?<![业作术])(?P<class>绝密|机密|秘密){STAR}{_TERM}")
#: Bracketed before or behind a title: 纪要（机密）.
_BRACKETED = rf"[\[(]{_CLASS}(?:{STAR}?{_TERM}|{STAR})?[\])]"
BEFORE_TITLE = re.compile(rf"{_BRACKETED}(?=[^。]{{2,60}}$)")
BEHIND_TITLE = re.compile(rf"(?<=[^。]){_BRACKETED}$")
CLASS_WORD = re.compile("绝密|机密|秘密")
#: An entry of a list of classes, numbered or not, perhaps with a count: 2.机密, 秘密10年.
LIST_ENTRY = re.compile(
    rf"[(]?[\d一二三四]{{0,2}}[)、.|]{{0,2}}{_CLASS}[:]?(?:{_SEPARATOR}{_TERM}|.{{0,3}})"
)
#: A term whose class is lost: ★10年, 保密期限：10年.
TERM_ALONE = re.compile(rf"(?:★|保密期限[:]?){_TERM}")

#: What may be marked besides state secrets; kept out by a setting only.
_KEEP = (
    "(?:请?(?:注意|妥善)(?:保存|保管|保密)"
    "|(?:请勿|严禁|不得|禁止|不准)(?:外传|翻印|转载|扩散|公开|复制)|免费交流)"
)
_INTERNAL_WHAT = "资料|文件|材料|刊物|参考|参阅|使用|传阅|掌握|交流|发行|明电|传真电报|电报"
INTERNAL = re.compile(
    rf"{_BEFORE}[\[(]?(?P<printed>(?:仅供|仅限|供)?内部(?:(?:{_INTERNAL_WHAT})(?:{_SEPARATOR}{_KEEP}){{0,2}})?"
    rf"|{_KEEP}(?:{_SEPARATOR}{_KEEP})?|工作秘密|(?:核心|普通)商密|商业秘密)"
    rf"(?:{STAR}(?:{_TERM})?)?[\])]?[。!]?{_AFTER}"
)

# --- where it stands ---------------------------------------------------------------------------

#: The first line of the text proper: a sentence, an item, an article, the receivers (各单位：).
BODY = re.compile(
    r".{20,}[。;]|(?:一|1)[、.].+|第一[条章].*|\(一\).+|会议(?:指出|强调|要求|听取|审议|研究).*"
    r"|(?!.*(?:密级|等级|期限|程度|号)).{3,60}:"
)
#: Lines just below the mark of a further document in the same file.
OPENS_DOCUMENT = re.compile(
    r".{2,40}(?:文件|纪要|函|令)|.{0,20}[\[(](?:19|20)\d\d[\])]第?\d+号"
    r"|关于.{2,60}(?:通知|意见|决定|报告|请示|批复|办法|方案|通报|纪要|函)|\d{6}|特急|加急"
)
ATTACHMENT = re.compile(r"附件[\d一二三四五六七八九十]{0,2}:?")
PAGE_NUMBER = re.compile(r"[-—–]?(?:第)?\d{1,4}(?:页)?[-—–]?")
#: The end of a title's line whose last word the line end cut off: 国家 / 秘密.
CUT_TERM = re.compile(r"(?:国家|商业|工作|技术|军事|个人|保守|泄露|涉及|属于|和|与|或|、)$")
#: What a mark shares a line with: who issues, the number, a title.
MASTHEAD = re.compile(r"人民政府|委员会|办公[室厅]|纪要|关于|[\[(](?:19|20)\d\d[\])]")
