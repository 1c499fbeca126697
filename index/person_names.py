"""Personal names: what can be one, and how a spaced list of names is cut.

Lists print two-character names with a gap inside (王  翔) so that columns align; the gap between
two names looks the same. A name is recognised by its surname and length.
"""

from __future__ import annotations

import re
from functools import cache

from index.text_forms import bare, squeeze

#: Surnames of one character, commonest first; a rare one only costs its bearer a tie-break.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柴庄"
    "温牛樊葛邢安齐伍庞颜倪殷章鲁俞翟宁岳梅左季成童庹毕耿裴焦霍路俸申宫冉翁柳祝纪凌欧麦阮芦尚聂鲍涂关柏舒解柯苗包丛华"
    "车牟查褚艾杲栗虞盛阙卞巢湛喻营管晏屈项游裘卓古甘骆单卜司初盖位刁巩滕靳植蒙卫景穆邰商饶蔺应冼代封祁匡缪沙和占库谷桂"
    "苟党仇曲冷木米边全练闵简燕房窦楼娄国曙经干芮储隋明席强贡惠都连敖从幸原桑隆阳池官冀闻於储仲荀鞠农海云郎荣鹿尉岑盘蓝"
    "宗战邬臧计伏戚支昝柰竺权逯益蒯习鱼容暨居衡步耶满弘寇广禄东沃利蔚越夔师钭巴车相红花丰班仰秋甄麴井富焉靖汲郗宓全班"
    "郏浦谈茅滑璩濮寿通扈冒浮绳后楚闫逄揭但阿才达扎索旦次尼巴拉玉多吾买努艾热"
    "巫佘佟尤晁栾桓狄禹粟羊茹荆莘菅萨薄谌费邝郜郦鄢钮雍麻仝亓卿厉姬尧帅廉戎昌檀税肇衣郄隗敬漆鄞嵇瞿綦眭缑揣阚亢佴乜晋卻郤訾牧竹俱呙喇朴邸鄂"
)
_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛司徒夏侯皇甫尉迟公孙慕容令狐端木东方南宫宇文长孙呼延轩辕独孤闻人申屠澹台"
        "钟离公冶宗政濮阳淳于单于太叔仲孙赫连万俟",
    )
)
_CHINESE = re.compile(r"[一-鿿㐀-䶿𠀀-𪛟]+")
#: Minority names are written with a middle dot: 阿不都热西提·买买提.
_DOTTED = re.compile(r"[一-鿿]{1,8}(?:·[一-鿿]{1,8})+")
#: Mongolian and Tibetan names are transcribed with few characters and mostly printed undivided:
#: 阿拉坦巴根, 乌云其其格, 次仁多吉.
_TRANSCRIBED = re.compile(
    "[阿巴宝包毕勒布朝鲁查干达旦丹道德敦额尔恩和嘎噶高娃格根古哈呼吉娜雅金克拉来兰力玛满毛孟米莫木那纳诺奇其钦琴青仁日"
    "萨赛森斯苏塔特腾图旺乌希锡扎珠音云舍楞仓坦础浩胡花彦迪代都岱登敖尼照策旭乙通牧次多西堆索朗卓措洛桑增晋美益顿嘉姆央"
    "普边强罗贡觉曲培赤列欧土班才让杰加本]{4,8}"
)
#: Words that a two- to four-character run may be instead of a name.
_NOT_A_NAME = re.compile(
    r"[省市区县局委办部厅院所处队站校厂室]$|[省市区县州旗盟镇乡局厅处科部院校所站行会书]长$|(?:书记|主任|主席|委员|常委|成员|专员|经理|委员会)$"
    r"|代表|同志|负责|人员|顾问|专家|企业|单位|领导|公司|街道|部门|单位|会议"
    r"|^(?:本|该|各|有关|相关|以上|其他|以及|以|全体|领导|分管|主要|在家|班子|无|略|请假|出席|列席"
    r"|缺席|记录)"
)


def is_surname(text: str) -> bool:
    """Whether ``text`` opens with a known surname."""
    return text[:2] in _COMPOUND or text[:1] in _SURNAMES


def is_name(text: str) -> bool:
    """Whether ``text`` (without white space) has the form of a personal name."""
    form = bare(text)
    if _DOTTED.fullmatch(form):
        return True
    if is_transcribed(form):
        return not _NOT_A_NAME.search(form)
    if not 2 <= len(form) <= 4 or not _CHINESE.fullmatch(form) or _NOT_A_NAME.search(form):
        return False
    return len(form) < 4 or form[:2] in _COMPOUND or is_surname(form)


def could_be_name(text: str) -> bool:
    """Whether ``text`` has the length of a name, whatever its surname; for behind a post only."""
    form = bare(text)
    return 2 <= len(form) <= 3 and bool(_CHINESE.fullmatch(form)) and not _NOT_A_NAME.search(form)


def _is_set_apart(parts: tuple[str, ...]) -> bool:
    """Whether two characters are printed with a gap, as names of two are (舒 校)."""
    return len(parts) == 2 and all(len(part) == 1 for part in parts) and is_surname(parts[0])


def is_transcribed(form: str) -> bool:
    """Whether a bare name of four characters or more can be a transcribed one."""
    return _TRANSCRIBED.fullmatch(form) is not None


def is_likely_name(text: str) -> bool:
    """Whether ``text`` is a name with a known surname and the usual length for it."""
    form = bare(text)
    if _DOTTED.fullmatch(form) or (is_transcribed(form) and is_name(form)):
        return True
    longest = 4 if form[:2] in _COMPOUND else 3
    return is_name(form) and is_surname(form) and len(form) <= longest


def _cost(parts: tuple[str, ...]) -> float:
    """Say how unlikely it is that ``parts`` together are one name; 0 is certain."""
    name = "".join(parts)
    undivided = is_name(name) and (len(name) <= 3 or is_transcribed(name))
    if len(parts) == 1 and undivided or _DOTTED.fullmatch(name):
        return 0.0 if is_surname(name) else 0.3
    if not is_name(name) and not _is_set_apart(parts):
        return 9.0 * len(parts)  # Words that are no name do not take one along.
    usual = len(name) <= 3 or name[:2] in _COMPOUND
    joined = 0.2 * (len(parts) - 1) + (0.2 if len(parts[0]) > 1 else 0.0)
    return joined + (0.0 if is_surname(name) else 1.0) + (0.0 if usual else 1.5)


def split_names(text: str) -> list[str]:
    """Cut a list of names parted by white space, 、 or ， into names.

    Pieces that are no name (苏州工业园区的代表) are left out.
    """
    names: list[str] = []
    for run in re.split(r"[、，,；;。/／]", text):
        tokens = tuple(squeeze(token) for token in run.split() if squeeze(token))
        for start in range(0, len(tokens), _RUN):
            names.extend(_best_cut(tokens[start : start + _RUN]))
    return names


#: Tokens judged together; longer runs are cut here so that the work stays linear.
_RUN = 400


def _best_cut(tokens: tuple[str, ...]) -> list[str]:
    """Join neighbouring tokens to names at the lowest total cost."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        choices = (
            (best[start][0] + _cached_cost(tokens[start:end]), start)
            for start in range(max(0, end - 4), end)
        )
        best.append(min(choices))
    cuts: list[str] = []
    end = len(tokens)
    while end:
        start = best[end][1]
        parts = tokens[start:end]
        if is_name("".join(parts)) or _is_set_apart(parts):
            cuts.append("".join(parts))
        end = start
    return cuts[::-1]


@cache
def _cached_cost(parts: tuple[str, ...]) -> float:
    return _cost(parts)
