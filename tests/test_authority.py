"""The authority of unit names: full names, levels, reorganisations, spellings."""

from __future__ import annotations

from datetime import date

import pytest

from index.authority import alternatives, place_called, place_of, resolve, unit_words
from index.authority.lineage import key_of, steps, units_by_key
from index.authority.places import Place
from index.authority.tables import rows, units
from index.model import Document, Meeting


def place(name: str | None) -> Place | None:
    return place_called(name) if name else None


NAMES = [
    # whose document, printed, full name, level
    ("苏州市", "市科技局", "苏州市科学技术局", "市"),
    ("苏州市", "市政府", "苏州市人民政府", "市"),
    ("苏州市", "市府办", "苏州市人民政府办公室", "市"),
    ("苏州市", "市政府办公室", "苏州市人民政府办公室", "市"),
    ("苏州市", "市委", "中共苏州市委员会", "市"),
    ("苏州市", "市委组织部", "中共苏州市委组织部", "市"),
    ("苏州市", "团市委", "共青团苏州市委员会", "市"),
    ("苏州市", "市中院", "苏州市中级人民法院", "市"),
    ("苏州市", "市财政", "苏州市财政局", "市"),
    ("苏州市", "省财政厅", "江苏省财政厅", "省"),
    ("苏州市", "我市发改委", "苏州市发展和改革委员会", "市"),
    ("苏州市", "苏州海关", "苏州海关", "垂管"),
    ("苏州市", "人行苏州中支", "中国人民银行苏州中心支行", "垂管"),
    ("苏州市", "市税务局", "国家税务总局苏州市税务局", "垂管"),
    ("苏州市", "张家港生态环境局", "苏州市张家港生态环境局", "垂管"),
    ("苏州市", "苏州工业园区管委会", "苏州工业园区管理委员会", "开发区"),
    ("苏州市", "苏州高新区", "苏州高新区管理委员会", "开发区"),
    ("苏州市", "姑苏区", "姑苏区人民政府", "区"),
    ("苏州市", "常熟市", "常熟市人民政府", "县级市"),
    ("苏州市", "吴中区教育局", "吴中区教育局", "区"),
    ("苏州市", "市城投集团", "苏州市城投集团", "市"),
    # in a county-level city, 市 is the city itself
    ("汨罗市", "市住建局", "汨罗市住房和城乡建设局", "县级市"),
    ("汨罗市", "市发改局", "汨罗市发展和改革局", "县级市"),
    ("汨罗市", "弼时镇", "汨罗市弼时镇人民政府", "乡镇街道"),
    ("汨罗市", "归义街道", "汨罗市归义街道办事处", "乡镇街道"),
    # in a district or county, 市 is the city above
    ("昆都仑区", "市财政局", "包头市财政局", "市"),
    ("昆都仑区", "区发改委", "昆都仑区发展和改革委员会", "区"),
    ("山丹县", "市交通运输局", "张掖市交通运输局", "市"),
    ("山丹县", "县人社局", "山丹县人力资源和社会保障局", "县"),
    ("长宁区", "市规划资源局", "上海市规划和自然资源局", "省"),
    ("长宁区", "区建设管理委", "长宁区住房和城乡建设管理委员会", "区"),
    ("青溪县", "市水利局", "市水利局", "市"),
    # other forms of government
    ("延边朝鲜族自治州", "州民政局", "延边朝鲜族自治州民政局", "市"),
    ("锡林郭勒盟", "盟教育局", "锡林郭勒盟教育局", "市"),
    ("固阳县", "县委编办", "中共固阳县委机构编制委员会办公室", "县"),
    ("内蒙古自治区", "自治区财政厅", "内蒙古自治区财政厅", "省"),
    # the state as a whole
    ("国家", "发展改革委", "国家发展和改革委员会", "国家"),
    ("国家", "卫生健康委", "国家卫生健康委员会", "国家"),
    ("苏州市", "财政部", "财政部", "国家"),
    ("苏州市", "国家发改委", "国家发展和改革委员会", "国家"),
    # nothing known of the place
    (None, "市科技局", "市科学技术局", "市"),
    (None, "县财政局", "县财政局", "县"),
    # not in the table
    ("苏州市", "东海大学", "东海大学", None),
    ("苏州市", "某某科技有限公司", "某某科技有限公司", None),
]


@pytest.mark.parametrize(("whose", "printed", "name", "level"), NAMES)
def test_resolves_a_printed_name(
    whose: str | None, printed: str, name: str, level: str | None
) -> None:
    party = resolve(printed, place(whose), date(2025, 6, 1))
    assert (party.name, party.level, party.printed) == (name, level, printed)
    assert party.party_type == "unit"


@pytest.mark.parametrize(
    ("printed", "party_type", "name"),
    [
        ("各地各部门", "group", "各地各部门"),
        ("各镇（街道）", "group", "各镇（街道）"),
        ("市级各相关部门", "group", "市级各相关部门"),
        ("市、区两级财政", "group", "市、区两级财政"),
        ("牵头部门", "group", "牵头部门"),
        ("业主单位", "group", "业主单位"),
        ("周牧同志", "person", "周牧"),
        ("常务副市长周牧", "person", "周牧"),
        ("县委常委、副县长何长青", "person", "何长青"),
        ("陈立副市长", "person", "陈立"),
    ],
)
def test_groups_and_persons_keep_their_words(printed: str, party_type: str, name: str) -> None:
    party = resolve(printed, place("苏州市"))
    assert (party.party_type, party.name) == (party_type, name)
    assert party.successors == ()


SUCCESSORS = [
    ("苏州市", "原市国土局", None, "苏州市国土资源局", ["苏州市自然资源和规划局"]),
    ("苏州市", "市国土局", date(2015, 3, 1), "苏州市国土资源局", ["苏州市自然资源和规划局"]),
    ("苏州市", "市规划局", date(2015, 3, 1), "苏州市规划局", ["苏州市自然资源和规划局"]),
    ("山丹县", "县国土局", date(2015, 3, 1), "山丹县国土资源局", ["山丹县自然资源局"]),
    ("上海市", "市规土局", date(2015, 3, 1), "上海市规土局", []),
    ("北京市", "市国土局", date(2015, 3, 1), "北京市国土资源局", ["北京市规划和自然资源委员会"]),
    ("苏州市", "市卫生局", date(2010, 3, 1), "苏州市卫生局", ["苏州市卫生健康委员会"]),
    (
        "苏州市",
        "市卫计委",
        date(2016, 3, 1),
        "苏州市卫生和计划生育委员会",
        ["苏州市卫生健康委员会"],
    ),
    ("苏州市", "市扶贫办", date(2018, 3, 1), "苏州市扶贫开发办公室", ["苏州市农业农村局"]),
    ("苏州市", "市工商局", date(2016, 3, 1), "苏州市工商行政管理局", ["苏州市市场监督管理局"]),
    ("苏州市", "市质监局", date(2016, 3, 1), "苏州市质量技术监督局", ["苏州市市场监督管理局"]),
    ("苏州市", "市安监局", date(2016, 3, 1), "苏州市安全生产监督管理局", ["苏州市应急管理局"]),
    ("苏州市", "市环保局", date(2016, 3, 1), "苏州市环境保护局", ["苏州市生态环境局"]),
    ("苏州市", "市旅游局", date(2016, 3, 1), "苏州市旅游局", ["苏州市文化广电和旅游局"]),
    ("无锡市", "市旅游局", date(2016, 3, 1), "无锡市旅游局", ["无锡市文化和旅游局"]),
    ("杭州市", "市经信委", date(2016, 3, 1), "杭州市经济和信息化委员会", ["杭州市经济和信息化局"]),
    ("无锡市", "市经信委", date(2016, 3, 1), "无锡市经济和信息化委员会", ["无锡市工业和信息化局"]),
    ("上海市", "市经信委", date(2024, 3, 1), "上海市经济和信息化委员会", []),
    ("苏州市", "市大数据局", date(2021, 3, 1), "苏州市大数据管理局", ["苏州市数据局"]),
    ("国家", "银保监会", date(2020, 3, 1), "中国银行保险监督管理委员会", ["国家金融监督管理总局"]),
    ("苏州市", "市民政局", date(2015, 3, 1), "苏州市民政局", []),
    ("苏州市", "市科技局", date(2015, 3, 1), "苏州市科学技术局", []),
]


@pytest.mark.parametrize(("whose", "printed", "on", "name", "today"), SUCCESSORS)
def test_a_name_of_the_time_stays_and_says_who_does_the_work_today(
    whose: str, printed: str, on: date | None, name: str, today: list[str]
) -> None:
    party = resolve(printed, place(whose), on)
    assert (party.name, list(party.successors)) == (name, today)


def test_a_unit_that_acts_long_after_most_had_ended_has_no_successors() -> None:
    assert resolve("市乡村振兴局", place("苏州市"), date(2022, 5, 1)).successors
    assert not resolve("市乡村振兴局", place("苏州市"), date(2026, 5, 1)).successors
    assert resolve("原市乡村振兴局", place("苏州市"), date(2026, 5, 1)).successors


def test_one_short_name_means_another_unit_after_a_reorganisation() -> None:
    before = resolve("省药监局", place("江苏省"), date(2015, 3, 1))
    after = resolve("省药监局", place("江苏省"), date(2022, 3, 1))
    assert (before.name, after.name) == ("江苏省食品药品监督管理局", "江苏省药品监督管理局")


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("苏州市科学技术局", ["苏州市科技局", "市科技局", "科技局", "苏州科技局"]),
        ("苏州市自然资源和规划局", ["市资源规划局", "市国土局", "市规划局", "市自然资源局"]),
        ("苏州市国土资源局", ["市国土局", "市资源规划局", "苏州市自然资源和规划局"]),
        ("苏州市农业农村局", ["市扶贫办", "市乡村振兴局", "市农委"]),
        ("苏州市市场监督管理局", ["市工商局", "市质监局", "市食药监局"]),
        ("汨罗市发展和改革局", ["市发改局", "市发改委", "汨罗市发展改革局"]),
        ("国家卫生健康委员会", ["卫生健康委", "国家卫健委", "卫生部"]),
        ("苏州市人民政府", ["市政府", "苏州市政府", "苏州市"]),
        ("汨罗市弼时镇人民政府", ["弼时镇", "弼时镇政府"]),
        ("汨罗市归义街道办事处", ["归义街道", "归义街道办事处"]),
        ("苏州工业园区管理委员会", ["苏州工业园区", "苏州工业园区管委会"]),
        ("苏州市张家港生态环境局", ["张家港生态环境局"]),
        ("市科学技术局", ["市科技局"]),
    ],
)
def test_a_party_is_found_under_all_its_spellings(name: str, among: list[str]) -> None:
    found = alternatives(name)
    assert found[0] == name
    assert set(among) <= set(found)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("苏州市工商行政管理局", "市质监局"),
        ("苏州市退役军人事务局", "市民政局"),
        ("苏州市财政局", "市审计局"),
        ("苏州市住房和城乡建设局", "市房管局"),
        ("苏州市人民政府", "政府"),
        ("苏州市人民政府", "无锡市政府"),
    ],
)
def test_a_party_is_not_found_under_the_names_of_others(name: str, other: str) -> None:
    assert other not in alternatives(name)


def test_an_unknown_name_has_only_itself() -> None:
    assert alternatives("东海大学") == ("东海大学",)


def test_unit_words_are_units_with_the_word_of_a_level() -> None:
    words = unit_words()
    assert len(words) == len(set(words))
    assert {"市科技局", "区住建局", "县自然资源局", "省财政厅", "市委组织部", "团市委"} <= set(
        words
    )
    assert not [word for word in words if "{" in word or len(word) < 2]


@pytest.mark.parametrize(
    ("body", "issuer", "name", "level"),
    [
        ("苏州市人民政府", None, "苏州市", "市"),
        ("汨罗市人民政府", None, "汨罗市", "县级市"),
        ("昆都仑区人民政府", None, "昆都仑区", "区"),
        ("苏州市姑苏区人民政府", None, "苏州市姑苏区", "区"),
        ("石门街道办事处", "云州市人民政府", "云州市", "市"),
        ("苏州工业园区管理委员会", None, "苏州工业园区", "开发区"),
        (None, "国务院办公厅", "国家", "国家"),
        (None, "财政部", "国家", "国家"),
        (None, "江苏省人民政府办公厅", "江苏省", "省"),
        (None, "云州市司法局", "云州市", "市"),
        (None, "津市市人民政府", "津市市", "县级市"),
    ],
)
def test_the_place_of_a_document_is_that_of_who_met_or_issued(
    body: str | None, issuer: str | None, name: str, level: str
) -> None:
    meeting = Meeting(body=body) if body else None
    found = place_of(Document("minutes", "纪要", (), issuer=issuer, meeting=meeting))
    assert found is not None
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("printed", ["市政府", "领导小组", None])
def test_without_a_place_in_the_name_nothing_is_concluded(printed: str | None) -> None:
    meeting = Meeting(body=printed)
    assert place_of(Document("minutes", "纪要", (), meeting=meeting)) is None


# --- the data files --------------------------------------------------------------------------


def test_every_unit_has_its_own_name() -> None:
    assert len(units_by_key()) == len(units())
    assert len(units()) > 300


@pytest.mark.parametrize("unit", units(), ids=key_of)
def test_a_unit_has_levels_and_short_names(unit: object) -> None:
    one = next(known for known in units() if known is unit)
    assert one.levels and set(one.levels) <= set("国省市县乡")
    assert one.aliases and len(set(one.aliases)) == len(one.aliases)
    assert one.levels == "国" or all("{" in alias for alias in (one.name, *one.aliases))


@pytest.mark.parametrize("step", steps(), ids=lambda one: f"{one.origin} {one.places}")
def test_a_reorganisation_names_units_of_the_table_and_its_source(step: object) -> None:
    one = next(known for known in steps() if known is step)
    assert {one.origin, *one.targets} <= set(units_by_key())
    assert one.source and one.extent in {"whole", "mostly", "part"}
    assert date(2000, 1, 1) < one.day < date(2026, 1, 1)


def test_the_table_of_places_holds_the_county_level_cities() -> None:
    below = [name for _, _, *cells in rows("places.tsv") for name in " ".join(cells).split()]
    cities = [name for name in below if name.endswith("市")]
    assert len(cities) == len(set(cities))
    assert 380 <= len(cities) <= 410
    assert {"张家港市", "汨罗市", "义乌市", "昆山市", "津市市"} <= set(cities)
