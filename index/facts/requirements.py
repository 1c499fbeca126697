"""Which clauses require something of somebody: 要…, 必须…, 由…负责, 责成…, 市住建局于6月底前…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts.clauses import BLANK, Clause

#: 要 as a verb: not 重要, 主要, 需要, 纪要, 只要 …; not 要求, 要点, 要素 ….
_DUTY = re.compile(
    r"(?<![重主需必纲摘概纪扼首险索将只次显简紧提冲讨机政想])要(?![求点素件害闻道塞价么是领义旨员津约])"
    r"|(?<!不)必须|务必|务须|应(?:当|该)(?!清醒|清楚|看到|认识到)|应予|不要|不能(?=[只再以把因用搞让照成简单有放松])"
    # 应 alone: not 应急, 供应, 应保尽保, 应诉 …; 应对…作修改 is a duty, 应对危机 is not.
    r"|(?<![响反供相适对效感呼策接顺叫一理本有回])应"
    r"(?![急对用届收纳保诉付邀聘征税运有缴变答允力季当该予]|.尽|接不)"
    r"|应对(?=[^,]{2,40}(?:作|进行|予以|加以|开展|实施)[^,])"
)
_ASKED = re.compile(
    r"(?<![无毋勿不必务])须(?![知臾])|责成|(?<!被)责令|(?<![申提报邀聘商恳呈吁])请(?![示求假客愿教帖款战命缨进出])[^,]{2}"
    r"|^(?:并|会议)?要求(?!进一步修|修改|完善)(?=[^,]{4})|(?:委托|授权)[^,]{2,20}(?=负责|承担|开展|组织)"
)
_BAN = re.compile(r"不得|不准|不许|严禁|切忌|决不允许|绝不允许")

#: The end of the name of a unit, of a person with a post, of a class of them.
_UNIT = (
    r"(?:局|委|办|厅|部|法院|检察院|医院|卫生院|学院|研究院|研究所|事务所|派出所|办事处|管理处|大队|支队|总队|电台|学校|[中小大]学|部门|单位"
    r"|政府|办公室|中心|集团|公司|企业|街道|镇|乡|村|社区|财政|银行|园区|新区|高新区|开发区|经开区|度假区|委员会|管委会|指挥部"
    r"|专班|领导小组|工作组|机构|协会|联合会|同志|书记|成员|[省市区县州]长|秘书长|主任|负责人|各地|各级|双方|三方|(?<!全)社(?!会)"
    # 片区, 小区 and 城市 are no parties.
    r"|(?<![落片小灾地库景辖校厂院社])区|(?<![城超夜集股楼门都])市|县)"
)
_BY_UNIT = re.compile(rf"(?<![自理缘事拟])由(?![于此来])[^,由]{{0,60}}?{_UNIT}(?P<rest>[^,]+)$")
#: What describes: 由…组成, 由…编制的方案, 由…分担.
_TELLS = re.compile(
    r"组成(?!小组|专班|工作组|联合)|构成|引起|造成|导致|所致|分担|共同举办|主管单位|担任|的$"
    r"|(?:牵头|负责|会同|起草|编制|制定|提出|提交|承办|承担|组织|主办|建设|实施)[^,]{0,12}的(?!意见|要求|原则|基础)"
)
_FROM_TO = re.compile(
    r"由[^,]{0,40}?\d[^,]{0,20}?(?:提高|增加|调整|减少|下降|压缩|压减|缩短|上升|降低|扩大|增|降|提前)[到至为]"
)
_CHARGED = re.compile(
    r"牵头(?![^,]{0,8}\d)|负责(?!人|同志|制)|负总责|主办|承办|会同|具体落实|抓落实|组织实施|督办|包案|领办|第一责任人"
)
#: What was done, said, reported or is expected.
_TOLD = re.compile(
    r"[了过](?![程渡关硬头度路境半剩高低多大])|已|汇报|介绍|作[^,]{0,8}说明|认为|反映|据[^,]{0,12}(?:预测|统计)|预计|拟"
    r"|计划总?投资|同比|截至|率先|位居|位列|取得|值得|得到"
)
_OPENING = (
    r"(?:[(]?[一二三四五六七八九十\d]{1,3}(?:是|要|[)、.])|会后|下一步|同时|另外|此外|下阶段|下一阶段|首先|其次|最后|今年|明年"
    r"|20\d\d年)?"
)
#: A time limit; a day that only stands before something (春节前是…) is none.
_BY_WHEN = (
    r"(?:\d月[^,]{0,4}(?<!以)前|\d日[^,]{0,2}前(?![期来])|[月年旬周季]度?[底末初]前"
    r"|(?<![0-9一二三四五六七八九十两几])[年月周旬]内|[0-9一二三四五六七八九十]个?(?:工作)?日内"
    r"|(?:[节年汛]前|汛期前)(?=全[部面]|完成|通|投|到|建|清|签|发|付))"
)
_ACT_BY_WHEN = re.compile(rf"{_BY_WHEN}(?!是)[^,]{{2}}")
#: What is approved, or was built by then (2000年底前建成的), is no order.
_NO_ORDER = re.compile(r"同意|批准(?!备)|(?:19|20)\d\d年底?前[^,]{0,6}的|(?:后|时|起|以来)$")
#: Verbs that open what is to be done.
_ACTION = (
    r"(?:加强|强化|注意|降低|压减|扩大|放宽|清理|整治|遏制|严格|严守|严肃|严控|严查|严管|坚持|落实|压实|抓好|抓紧|抓住|抓实|抓牢|做好|做实|做细|深化|完善|健全|建立|推进|推动"
    r"|加快|加大|提高|提升|统筹|聚焦|突出|紧盯|盯紧|盯住|守住|守牢|绷紧|用好|用足|管住|管好|堵住|确保|保障|规范|优化|简化|培育"
    r"|组织|拓展|注重|重视|防止|防范|杜绝|细化|分清|摸清|凝聚|统一|深入|举一反三|履行|明确|积极|主动|全力|切实|进一步|全面|持续|扎实"
    r"|坚决|着力|大力|执行|实行|推行|实施)"
)
#: What stands behind the unit that is to do something, where no 要 says so.
_TO_DO = (
    rf"(?:{_ACTION}|对|在|于|会同|与|按|根据|结合|负责|牵头|协助|配合|同步|逐[一-鿿]|限期|立即|尽快|及时|继续|分别|开展|制定|提出"
    r"|督促|指导|储备|备足|派|每[日周月季年半旬]|\d{1,2}月|\d{1,2}日前|年底前|年内|把|将|承担|查处|检查|发布|公布|增派|核定|汇总"
    r"|研究|配齐|预拨|拨付|调度|疏通|清理|修订|编制|出台|选派|准备|安排|投放|监测|先行|增加|提前|重点|联合|自即日|依法|依规|从)"
)
_UNIT_TO_DO = re.compile(
    rf"^{_OPENING}(?P<unit>[^,是为有在将对把的]{{0,60}}?{_UNIT})"
    rf"(?:等(?:相关|有关)?(?:部门|单位|乡镇|地)?)?(?={_TO_DO})"
)
_NOT_A_PARTY = re.compile(
    r"会议|其中|同意|通过|[元至]|^[报提经以向送]|^(?:我[市区县省]|全[市区县省]|本[市区县]|我们)$|(?:农村|乡村)$|^[主老新沿]?[城山湖林矿牧农郊]区$"
)
_PRAISED = re.compile(r"[^,]{0,6}(?:值得|成效|效果|取得|得到|形成了|未发生)")
_CALL = re.compile(
    rf"^{_OPENING}(?:{_ACTION}|把[^,]{{2,30}}(?:住|好|实|到位|起来|上|前|位置)$|为[^,]{{2,20}}落到实处)"
)
#: 加强…, 是贯彻…的必然要求 explains; 今年以来 and 会议听取了 report.
_EXPLAINS = re.compile(r"(?:^|,)(?:这)?(?:是|事关|关系|关乎|对[^,]{2,30}具有|有利于|有助于)")
_REPORTS = re.compile(r"以来|会议(?:听取|传达|审议|认为|充分肯定)|近年|去年|上半年|汇报")
_SAID = re.compile(r"会议(?:还|同时|最后|并)?(?:要求|强调|指出|明确|决定|确定|议定|认为)$")
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十\d]{1,3}(?:是|要|[)、.])")
#: What opens a clause that the meeting requires, its verb bare.
_ORDER = r"会议(?:还|同时|最后|并)?(?:要求|责成|明确要求|强调要求)"
_ORDERED = re.compile(rf"{_ORDER}$")
_TOPIC = re.compile(r"(?:项目|问题|事项|任务|案件|情况|地区|企业|起|后|时|的)$")
#: 修改完善后印发 is asked of nobody: a next step.
_PROCEDURE = re.compile(r"^(?:根据|按照|结合)?[^,由]{0,16}(?:修改|完善)[^,由]{0,8}后")
_ORDERED_TOPIC = re.compile(rf"{_ORDER}[,:][^,:]{{2,60}}{_TOPIC.pattern[:-1]},$")


#: What is shorter is no clause (总结要实 has four characters).
_SHORTEST = 3
#: A longer sentence at the head of a point is no title.
_LONGEST_TITLE = 26
#: 责任单位:市民政局 stands for 由市民政局负责.
_ANSWERABLE = re.compile(r"(?:责任|牵头|承办|落实)(?:单位|部门|人)(?:和责任人)?$")
#: 《协议》明确, …: what a document says is not what the meeting requires.
_DOCUMENT_SAYS = re.compile(
    r"^(?:《[^》]*》|[^,《》]{0,10}(?:细则|办法|方案|协议|规划|规定|条例|章程))(?:还|也|均)?"
    r"(?:明确|规定|提出|把|将)(?!的)"
)


def requires(clause: Clause, title: bool) -> bool:
    """Whether a clause requires something of somebody.

    ``title`` says that it belongs to the title of its text (:func:`is_title`): there a verb alone
    (紧盯关键重点。) requires nothing.
    """
    words = clause.words
    if len(words.strip(BLANK + "《》“”")) < _SHORTEST:
        return False
    if _DUTY.search(words) or _ASKED.search(words) or _BAN.search(words) or _by_unit(words):
        return True
    return _is_charge(clause) or (not title and _is_call(clause))


def is_title(sentence: Sequence[Clause], length: int) -> bool:
    """Whether a sentence opens a text of ``length`` characters as its title."""
    start, end = sentence[0].start, sentence[-1].end
    return start == 0 and end <= _LONGEST_TITLE and end + 1 < length


def is_answerable(clause: Clause) -> bool:
    """Whether a clause adds who answers for the point (责任单位：…)."""
    return clause.before.endswith(":") and bool(_ANSWERABLE.search(clause.previous))


def document_says(sentence: Sequence[Clause]) -> bool:
    """Whether a sentence tells what a document says."""
    return bool(_DOCUMENT_SAYS.match(sentence[0].words))


def _is_charge(clause: Clause) -> bool:
    """Whether somebody is named, or a day by when."""
    words = clause.words
    if _TOLD.search(words) or _FROM_TO.search(words):
        return False
    if _is_ordered(clause):
        return True
    if _TELLS.search(words) or _NO_ORDER.search(words) or _PRAISED.match(clause.after):
        return False
    return _is_charged(words) or _unit_to_do(words) or bool(_ACT_BY_WHEN.search(words))


def _is_ordered(clause: Clause) -> bool:
    """会议要求, …: whatever follows, but for its topic (对滞后任务, 自今年7月1日起)."""
    if _TOPIC.search(clause.words) and not _CALL.match(clause.words):
        return False
    if _PROCEDURE.match(clause.words):
        return False
    return bool(_ORDERED.search(clause.previous) or _ORDERED_TOPIC.search(clause.before))


def _by_unit(words: str) -> bool:
    """由市科技局修改完善: whoever stands behind 由 is to do it."""
    match = _BY_UNIT.search(words)
    if match is None or _TELLS.search(match[0]) or _FROM_TO.search(match[0]):
        return False
    return not _TOLD.search(match["rest"])


def _is_charged(words: str) -> bool:
    """副县长某某牵头, 市水务局负责疏通."""
    charged = _CHARGED.search(words)
    if charged is None:
        return False
    subject = words[: charged.start()]
    return bool(re.search(_UNIT, subject)) and not _NOT_A_PARTY.search(subject)


def _unit_to_do(words: str) -> bool:
    """市应急局在1月19日前再查一遍: who is to do what, without a modal verb."""
    match = _UNIT_TO_DO.match(words)
    return match is not None and not _NOT_A_PARTY.search(match["unit"])


def _is_call(clause: Clause) -> bool:
    """严格落实带班制度: a verb and nobody named; not what explains or reports."""
    if not _CALL.match(clause.words):
        return False
    if not _opens(clause):
        return False
    around = clause.before.rpartition(":")[2] + clause.words
    if _TOLD.search(around + clause.after) or _REPORTS.search(around):
        return False
    return not _EXPLAINS.search("," + clause.after)


def _opens(clause: Clause) -> bool:
    """Whether nobody is named in front of a call that would be its subject."""
    before = clause.before.rpartition(":")[2].removesuffix(",")
    return not before or bool(
        _SAID.search(before) or _CALL.match(before) or _NUMBERED.match(clause.words)
    )
