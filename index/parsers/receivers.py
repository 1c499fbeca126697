"""Lists of those who receive a document: 主送, 抄送, 分送."""

from __future__ import annotations

import re

from index.parsers.headings import cut_at
from index.text_forms import bare

#: How a unit, a class of units or a post ends: only between such words does 、 part receivers.
_RECEIVER_END = re.compile(
    r"(?:政府|委员会|委|厅|局|办公室|办公厅|办|部|部门|单位|机构|司|处|室|科|企业|公司|院|校|会|所|中心|街道|镇|乡"
    r"|行|社|队|站|馆|团|集团|大学|学院|军区|小组)(?:[(][^()]{1,40}[)])?$"
)
#: 各省、自治区、直辖市人民政府 are one class of receivers, 国务院各部委 begins another.
_CLASS = re.compile(r"^(?:各|有关|国务院|省|市|县|区)?各?(?:部|委|办|局|厅|省|市|县|区|乡|镇)$")


#: How the full name of a unit ends.
_UNIT_END = re.compile(
    r"(?:政府|委员会|委|厅|局|办公室|办公厅|办|部|院|署|总社|社|银行|行|中心|机制|小组|指挥部|集团|公司"
    r"|工会|会|共青团|团中央|中央|团委|妇联|工商联|总队|支队|站|馆|所|军区|大学|学院|学校|党组|司|专员公署)"
    r"(?:[(][^()]{1,12}[)])?$"
)


def names_unit(form: str) -> bool:
    """Whether a bare text ends as the name of a unit does."""
    return _UNIT_END.search(form) is not None


def receivers_in(text: str) -> tuple[str, ...]:
    """Return the receivers of a list as printed.

    ，and ； part kinds of receivers; 、 parts units that are named in full each (GB/T 9704-2012,
    7.3.2: the same punctuation as in running text).
    """
    found: list[str] = []
    for piece in cut_at(text, "，,；;。"):
        names = [name.strip("，,；;。、 \u3000") for name in cut_at(piece, "、")]
        separate = len(names) > 1 and all(
            _RECEIVER_END.search(bare(name)) and not _CLASS.match(bare(name)) for name in names
        )
        found.extend(names if separate else [piece.strip("，,；;。 \u3000")])
    return tuple(dict.fromkeys(name for name in found if name))
