"""What a printed party is: a group that is never expanded, a person, or a unit of its own."""

from __future__ import annotations

import re

from index.fact_model import PartyType
from index.parsers.names import is_likely_name

#: Words that open a class (各地各部门) or make one of what follows (相关单位).
_EVERY = re.compile(
    r"^(?:[省市县区州盟旗镇乡]级?|全[省市县区州盟旗镇乡])?(?:直)?[各有相其双两三四五]|^(?:[一-鿿]{0,6}?)(?:各|有关|相关)"
)
#: Classes by their last word: what is nobody's name.
_CLASS = re.compile(
    r"(?:部门|单位|各方|各地|双方|两地|三方|县区|市区|区县|区镇|镇区|乡镇|镇街|镇\(街道\)|乡镇\(街道\)|市\(州\)|县\(市、区\)|市、区\)?"
    r"|企业|机构|主体|领导|负责人|负责同志|人员|成员|专家|三家|两家|[一二三四五六两几多]级(?:财政|政府)?|政府和部门|地区"
    r"|属地|属地政府|业主|代建方|承包方|施工方|村级|组织|干部|党组织|网格员|班子|主管局|单位\)|街道\))$"
)
_PERSON = re.compile(
    r"同志$|^(?:[^,。;]{0,24}(?:长|记|任|委|员|席|理|监|师|人|授))?(?P<name>[一-鿿·]{2,8})$"
)
_POST_BEHIND = re.compile(
    r"^(?P<name>[一-鿿]{2,4}?)(?:常务)?(?:副?(?:省|市|县|区|州|旗|盟|镇|乡|秘书)长|副?书记|副?主任|副?主席|常委|副?局长)$"
)
_POST_AHEAD = re.compile(
    r"^(?:[^,。;]{0,30}(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|秘书长|书记|主任|常委|委员|成员|主席|局长|部长|会长|院长"
    r"|校长|经理|董事长|队长|专员|总师|司令员|检察长|参谋长))(?P<name>[一-鿿·]{2,8})(?:同志)?$"
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
    if match := _POST_AHEAD.match(printed):
        return match["name"] if is_likely_name(match["name"]) else None
    if match := _POST_BEHIND.match(printed):
        return match["name"] if is_likely_name(match["name"]) else None
    if printed.endswith("同志"):
        name = printed.removesuffix("同志")
        return name if is_likely_name(name) else None
    return None
