"""What a printed party is: a group that is never expanded, a person, or a unit of its own."""

from __future__ import annotations

import re

from index.fact_model import PartyType
from index.person_names import is_likely_name

#: Words that open a class (各地各部门) or make one of what follows (相关单位).
_EVERY = re.compile(
    r"(?:[省市县区州盟旗镇乡]级?|全[省市县区州盟旗镇乡])?直?(?:各|有关|相关|其他|上述|双方|两[地家方])"
)
#: Classes by their last word: what is nobody's name.
_CLASS = re.compile(
    r"(?:部门|单位|各方|各地|区县|县区|区镇|乡镇|镇街|[(][^()]{1,8}[)]|企业|机构|责任主体|领导|负责人"
    r"|负责同志|人员|成员|专家|[两三四五六]家|[两三]级(?:财政|政府)?|属地|业主|网格员|干部|各副秘书长|各副[省市县区]长)$"
)
_POST_BEHIND = re.compile(
    r"(?P<name>[一-鿿]{2,4}?)(?:常务)?(?:副?(?:省|市|县|区|州|旗|盟|镇|乡|秘书)长|副?书记|副?主任"
    r"|副?主席|常委|副?局长)"
)
_POST_AHEAD = re.compile(
    r"[^,。;]{0,30}(?:[省市县区州旗盟镇乡局部会院校队]长|秘书长|书记|主任|常委|委员|成员|主席|经理|董事长"
    r"|专员|总师|司令员|检察长|参谋长)(?P<name>[一-鿿·]{2,8}?)(?:同志)?"
)


def party_type_of(printed: str) -> PartyType:
    """Return what kind of party the printed words name."""
    if person_name(printed):
        return "person"
    if _CLASS.search(printed) or _EVERY.match(printed):
        return "group"
    return "unit"


def person_name(printed: str) -> str | None:
    """Return the name of a person without post and 同志, or ``None`` where it is none."""
    if printed.endswith("同志") and is_likely_name(printed[:-2]):
        return printed[:-2]
    for pattern in (_POST_AHEAD, _POST_BEHIND):
        match = pattern.fullmatch(printed)
        if match and is_likely_name(match["name"]):
            return match["name"]
    return None
