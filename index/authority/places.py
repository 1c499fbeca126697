"""Places and their levels: what 市 means in a document, and what lies above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.authority.tables import rows
from index.model import Document

#: The level of the country as a whole; documents of the State Council have it.
NATION = "国家"
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
#: Zones that an administrative committee runs; their name may end in 区 like that of a district.
_ZONE = re.compile(
    r"(?:开发区|高新区|经开区|园区|新区|度假区|示范区|试验区|合作区|保税区|管理区|风景区|景区|工业区|产业区|城区管委会)$"
)
#: New areas that are districts with a people's government.
_DISTRICTS_CALLED_NEW = frozenset({"浦东新区", "滨海新区"})
#: The last word of a place's name says its level.
_LEVEL_BY_ENDING: tuple[tuple[str, str], ...] = (
    ("自治区", "省"),
    ("自治县", "县"),
    ("自治旗", "县"),
    ("自治州", "市"),
    ("地区", "市"),
    ("街道", "乡镇街道"),
    ("省", "省"),
    ("市", "市"),
    ("州", "市"),
    ("盟", "市"),
    ("区", "区"),
    ("县", "县"),
    ("旗", "县"),
    ("镇", "乡镇街道"),
    ("乡", "乡镇街道"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its full name, its level, and what it belongs to, as far as that is known."""

    name: str
    level: str
    city: str | None = None
    province: str | None = None

    @property
    def is_municipality(self) -> bool:
        """Whether it is a city and a province in one (直辖市)."""
        return self.name in _MUNICIPALITIES

    @property
    def short(self) -> str:
        """The name without its last word: 苏州市 → 苏州."""
        return shortened(self.name)


@cache
def _known() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for province, city, *below in rows("places.tsv"):
        own = None if city == "-" else city
        municipality = province in _MUNICIPALITIES
        places.setdefault(province, Place(province, "省"))
        if own and not municipality:
            places[own] = Place(own, "市", None, province)
        for name in below[0].split() if below else ():
            level = "县级市" if name.endswith("市") else _level_by_name(name)
            places[name] = Place(name, level or "县", own, province)
    return places


def is_known(name: str) -> bool:
    """Whether the table of places has this full name."""
    return name in _known()


def place_called(name: str) -> Place | None:
    """Return the place of this full name, or ``None`` where the words are no name of a place."""
    if name == NATION:
        return Place(NATION, NATION)
    if name in _known():
        return _known()[name]
    above = _split(name)
    if above is None:
        level = _level_by_name(name)
        return Place(name, level) if level else None
    upper, lower = above
    level = _level_by_name(lower)
    city = upper.name if upper.level == "市" else upper.city
    province = upper.name if upper.level == "省" else upper.province
    return Place(name, level, city, province) if level else None


def _split(name: str) -> tuple[Place, str] | None:
    """Split 苏州市姑苏区 behind a known place."""
    for end in range(2, len(name) - 1):
        upper = _known().get(name[:end])
        if upper and _level_by_name(name[end:]):
            return upper, name[end:]
    return None


def _level_by_name(name: str) -> str | None:
    if len(name) < 2:
        return None
    if _ZONE.search(name) and name not in _DISTRICTS_CALLED_NEW:
        return "开发区"
    return next((level for ending, level in _LEVEL_BY_ENDING if name.endswith(ending)), None)


@cache
def _by_short_name() -> dict[str, Place]:
    """Places by 苏州, 张家港; a short name of two places stands for neither."""
    found: dict[str, list[Place]] = {}
    for place in _known().values():
        found.setdefault(place.short, []).append(place)
    return {short: places[0] for short, places in found.items() if len(places) == 1}


def place_in_short(short: str, here: Place | None = None) -> Place | None:
    """Return the place that is called so without its last word, the document's own first."""
    if here and here.short == short:
        return here
    return _by_short_name().get(short) if len(short) > 1 else None


_ENDING = re.compile(r"(?:自治区|自治州|自治县|自治旗|地区|街道|[省市州盟区县旗镇乡])$")


def shortened(name: str) -> str:
    """Return the name of a place without its last word, where two characters remain."""
    short = _ENDING.sub("", name)
    return short if len(short) > 1 else name


# --- the place of a document -----------------------------------------------------------------

_GOVERNMENT = re.compile(
    r"(?:中共|中国共产党)?(?P<place>[一-鿿]{2,24}?)第?[〇零一二三四五六七八九十百\d]*届?"
    r"(?:人民政府|政府|管理委员会|管委会|委员会|党工委|委)(?:党组|办公[室厅])?"
)
_PLACE_AHEAD = re.compile(
    r"(?:中共)?(?P<place>[一-鿿]{1,10}?(?:自治区|自治州|自治县|自治旗|地区|省|市|州|盟|区|县|旗))(?![省市区县州旗])(?=[一-鿿]{2})"
)
#: Who issues for the whole country: the State Council, its ministries and offices.
_NATIONAL = re.compile(
    r"国务院|国家|中共中央|中央|中国|全国|[一-鿿]{2,12}(?:部|总署|总局)(?:办公厅)?$"
)


def place_of(document: Document) -> Place | None:
    """Return the place whose document it is, by who met and by who issued it."""
    body = document.meeting.body if document.meeting else None
    return _place_named_in(body) or _place_named_in(document.issuer)


def _place_named_in(body: str | None) -> Place | None:
    if not body:
        return None
    if _NATIONAL.match(body):
        return place_called(NATION)
    if (whole := _GOVERNMENT.fullmatch(body)) and (place := place_called(whole["place"])):
        return place
    ahead = [body[:end] for end in range(len(body), 1, -1) if body[:end] in _known()]
    if ahead:
        return place_called(ahead[0])
    match = _PLACE_AHEAD.match(body)
    return place_called(match["place"]) if match and len(match["place"]) > 1 else None
