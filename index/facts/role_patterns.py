"""The words that give a party a role."""

from __future__ import annotations

import re

from index.fact_model import Role

#: Where a clause begins inside a sentence; 、 only behind a role that is complete
#: (由甲局牵头、乙局配合).
CLAUSE = re.compile(r"[,;:(\[。!?\n”]|(?<=牵头)、|(?<=负责)、|(?<=配合)、|(?<=调度)、")
#: Words that open a clause in front of who acts, none of them part of a name.
INTRODUCTION = re.compile(
    r"(?:本次|此次)?(?:会议)?(?:还|一致|最后|特别|进一步)?"
    r"(?:要求|强调|指出|明确|确定|决定|议定|同意|认为)?[,:]?"
    r"(?:[一二三四五六七八九十]+是要?|第[一二三四五六七八九十]+,?"
    r"|[一二三四五六七八九十]要(?=[各由请市县区省])|首先|其次|再次|最后|同时|另外|此外|下一步|下一阶段"
    r"|下阶段|接下来|会后|今后|近期|当前|对此|为此|具体由?|原则上|并且|并|再|另|即|现|仍|后续|届时"
    r"|必要时|同步)*,?"
)
#: When or how, between who acts and what is done or in front of who acts.
ADVERBS = re.compile(
    r"(?:(?:\d{4}年|今年|明年|本年度?)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|末|初)?"
    r"(?:以?前|之前|起|内|后)"
    r"|\d+个?(?:分钟|小时|天|日|月|周|年|工作日)(?:之|以)?内"
    r"|每(?:年|季度?|月|周|旬|日|两周)(?:末|底|初|度|至少)?"
    r"|(?:年|月|本月|周|本周|季度)内"
    r"|(?:年底|月底|本月底|季度末|本周)前?)*"
)
#: The party behind these words is asked to act.
ASKED = re.compile(
    r"责成|责令|授权|指定|(?<!可以)委托(?!第三方|专业|有资质|具[有备])"
    r"|(?<![恳提申邀报聘])请(?!示|假|求|款|批)"
    r"|(?<![自缘理事已曾系均拟得])(?<!原因)(?<!此前)(?<!前期)由(?!此|于|来)"
    r"|限(?=[省市县区各])|希望|望(?=各|你)"
)
#: Whom a party acts together with.
TOGETHER_WITH = re.compile(
    r"会同|联合(?!体|国|会|社|执|巡|整|审|办|开|印|发|行|监|惩|攻)|商(?=[省市区县]|有关|相关)"
)

#: （牵头单位：…；责任单位：…）
LABEL = re.compile(
    r"(?P<label>(?:总?牵头|主要?责任|责任|负责|主办|承办|协办|配合|参与|参加|协助|落实|实施|指导|督办"
    r"|督查|督导|监督|完成)(?:领导|单位|部门|主体|处室|地区|市领导|县领导|人)?(?:及单位)?):"
)
LABEL_ROLES: tuple[tuple[str, Role], ...] = (
    ("牵头", "lead"),
    ("配合", "support"),
    ("协办", "support"),
    ("参与", "support"),
    ("参加", "support"),
    ("协助", "support"),
    ("指导", "guide"),
    ("督", "supervise"),
    ("监督", "supervise"),
)

_LEAD = re.compile(r"牵头(?!单位|部门|人|问题|者|主体|的)")
MODAL = re.compile(
    r"(?:一定|都|均|也|还|更|则|原则上|切实|主动|认真|继续|进一步)*"
    r"(?:要|应当|应该?(?!急|用|届|邀|对(?![^,。]{2,40}(?:作|进行|予以|加以|开展|实行)))"
    r"|须|必须|需要?|务必|不得|不要|严禁|禁止)(?!求|素|点|件|义|闻|急|用)"
)
_OWN = re.compile(
    r"(?:具体|共同|分别|统一|全面|主要|直接|总体|按照?(?:职责|各自|分工)[一-鿿]{0,8})*"
    r"(?:负责|主办|承办|落实|主抓|抓好|做好)"
)
_GENERALLY = re.compile(r"^(?:原则上|一般|还|也|都|均|再|并|则|就|可|先)+")
#: 是…第一责任人.
_ANSWERS = re.compile(r"(?:是|为)[^,]{0,14}(?:责任人|责任主体|责任单位|牵头单位|主管部门)")
#: What is told, not asked: the words behind a party that make the clause a report.
_TOLD = re.compile(
    r"的(?!前提下)|预计|预测|预报|关于|《|提交|提出|汇报|报告|报送|通报|反映|介绍|认为|表示|建议|已|曾"
    r"|是(?!否)|为(?!主|了)|有(?!序|效|力|针|关|条)|作为|等?[、,)]|以?及|制定的|在[^,]{0,12}会上"
)
#: 甲会同乙提出的方案: the clause is part of a noun.
_MODIFIES = re.compile(r"(?:提出|提交|起草|制定|报送|拟定|编制|汇报|上报|请示|申报)的")
_PAST = re.compile(
    r"了(?!解|然|结)|已经?(?!有)|曾|去年|上年|以来|截至|累计|目前|共[计有]|过去|同比|获得|荣获"
)
#: 由甲实施的改造工程已竣工
_DONE = re.compile(r"的[^,]{1,12}已(?!有)")
#: Words behind 由 that make no task: a modifier, an office held, how something is composed.
_NO_TASK = re.compile(
    r"(?:集体|投票)?(?:表决|票决|审议)|的|所|[^,]{0,8}(?:担任|兼任|出任|任[组副总])"
    r"|[^,、]{0,6}组成(?![^,]{0,6}(?:组|班|队))"
)


def predicate_role(rest: str) -> Role | None:
    """Return the role that the words behind an asked party give it; asked is at least owner."""
    if _NO_TASK.match(rest) or rest.endswith("的") or _DONE.search(rest):
        return None
    return _role_in(rest) or "owner"


def subject_role(rest: str, demands: bool, told: bool) -> Role | None:
    """Return the role of a party that opens a clause, or ``None`` where nothing is asked of it.

    ``demands`` says that in this text an action without 要 is a task too, ``told`` that whatever
    opens the predicate is one.
    """
    if _tells(rest):
        return None
    role = _role_in(rest)
    if role and not _PAST.search(rest):
        return role
    if MODAL.match(rest) or _OWN.match(rest) or _ANSWERS.match(rest):
        return "owner"
    rest = _GENERALLY.sub("", rest)
    timed = ADVERBS.match(rest)
    behind = rest[timed.end() :] if timed else rest
    if MODAL.match(behind):
        return "owner"
    if not demands or len(behind) < 2 or _PAST.search(rest) or rest.endswith("的"):
        return None
    acts = _ACTION.match(behind) or behind != rest
    return "owner" if acts or (told and not _NOUN.match(behind)) else None


def _tells(rest: str) -> bool:
    """Whether a predicate reports or is part of a noun."""
    if MODAL.match(rest) or _ANSWERS.match(rest):
        return False
    return _TOLD.match(rest) is not None or _MODIFIES.search(rest) is not None


#: Nouns that make the party in front of them part of a longer name (市政府投资项目), and other
#: words with which nobody is told what to do.
_NOUN = re.compile(
    r"[一-鿿]{2}情况|[^,]*未[^,的]{1,6}$|[一-鿿]{0,4}报告中|全会|常委会|决策|部署|书记|投资|资金|常务"
    r"|会议|文件|网站|系统|所属|下属|名义|内|上|下|里|方面|业务|人员|境内|范围|项目|公司|集团|现有|原有"
    r"|大楼|门口|窗口|账户|专户|预算|收入|支出|决算|干部|职工|党组织|系列|出具|印发的|制定的|编制的"
    r"|批复|核准的|支持的|不[少低高多超大小]|[,、;。)]"
)
#: Words of action that open what somebody must do: its manner, its measure or its verb.
_ACTION = re.compile(
    # manner
    r"按照?|根据|依据|依法|依规|结合|对照?|把|将|在|于|会同|联合|合力|联手|同步|尽快|抓紧|及时|立即"
    r"|快速|优先|逐|每|定期|严格|切实|积极|主动|认真|统一|分别|共同|继续|具体|专[题项人]|限期|至少"
    r"|自(?=[^,]{2,30}起)|到(?!位|场|期)|各[建出选派拿设抽配抓负安承]"
    # to lead and to arrange
    r"|统筹|牵头|带头|带队|分头|组织|协调|对接|安排|研究|会商|商|联系|邀请|指导|督促|检查|跟踪|跟进"
    # to write and to decide
    r"|制定|起草|编制|修改|修订|完善|提出|梳理|汇总|公布|公示|发布|印发|报送|审核|把关|核|列|细化|参照"
    # to do
    r"|完成|落实|履行|执行|实施|实行|抓|做好?|办理|处理|处置|整改|清理|查清|管好|合办|加强|加大|加快"
    r"|开展|推进|推动|建|健全|优化|强化|压实|增|减少|调整|设立|纳入|保障|提供|配备|选派|选取|选定|遴选"
    r"|派|招[募聘引]|拨付|负[起担]|承担|收[取缴回]|签[订约署]|补[齐充办]|摸排|排查|抽查|抽取"
)


def _role_in(rest: str) -> Role | None:
    """Return the particular role that a clause names, or owner where it says so."""
    clause = re.split(r"[,;。:(!?]", rest, maxsplit=1)[0]
    head = _strip_modal(clause)
    if _LEAD.search(clause) and not head.startswith(("配合", "协助")):
        return "lead"
    for pattern, role in _PARTICULAR:
        if pattern.match(head) and not (role == "issue" and head != clause):
            return role
    return "owner" if _OWN.match(head) else None


_ADVERB = (
    r"(?:加强|加大|积极|密切|主动|全力|鼎力|大力|共同|认真|做好|强化|予以|给予|负责"
    r"|按照?[^,]{0,8}?|[一-鿿]{0,2})"
)
_PARTICULAR: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"(?!负责){_ADVERB}(?:业务|行业|技术)?指导"), "guide"),
    (re.compile(rf"{_ADVERB}(?:督办|督查|督促检查|督导)"), "supervise"),
    (re.compile(rf"{_ADVERB}(?:配合(?!单位|部门)|协助|参与|参加|支持)"), "support"),
    (re.compile(r"(?:按程序|统一|负责|尽快|及时|按规定)*(?:印发|发布)"), "issue"),
)


def _strip_modal(clause: str) -> str:
    timed = ADVERBS.match(clause)
    rest = clause[timed.end() :] if timed else clause
    modal = MODAL.match(rest)
    return rest[modal.end() :] if modal else rest
