from dataclasses import replace
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import pytest
from fake_engine import FOREIGN_ID, GENERATION, POLICY, REPORT, FakeEngine
from html_page import HtmlPage

from index.report import SkippedSource
from search.filters import Filters
from search.messages import message
from search.results import FacetValue, PointMatch
from web import create_app
from web.parameters import SearchParameters
from web.presenting import paging, split_points
from web.reporting import page_ranges, report_page

ENCODED = quote(FOREIGN_ID, safe="")


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def client(engine):
    return create_app({"ENGINE": engine, "TESTING": True}).test_client()


def read(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    return HtmlPage(answer.text)


def test_nothing_is_opened_before_the_first_request(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the engine was opened")

    monkeypatch.setattr("web.engine.SearchEngine", refuse)
    app = create_app()
    assert app.test_client().get("/similar").status_code == 200


def test_the_first_page_says_what_there_is(client):
    page = read(client, "/")
    assert "现有文件 3 份，议定事项 28 项" in page.text
    assert [item["name"] for item in page.attributes("input")][:2] == ["q", "mode"]


def test_a_hit_shows_its_points_its_document_and_how_it_was_found(client):
    answer = client.get("/search?q=经费")
    page = HtmlPage(answer.text)
    assert "共 1 项议定事项" in page.text
    assert "审议《关于支持量子研究院建设的若干措施》" in page.text
    assert "（二）" in page.text
    assert "首期<mark>经费</mark>" in answer.text
    for words in ("关键词", "语义", "第12次", "2024年3月1日", "会议纪要"):
        assert words in page.text
    assert f"/resolutions/yunjin-12-1?generation={GENERATION}" in page.links


def test_matches_in_the_text_of_a_document_stand_below_and_outside_the_total(client):
    page = read(client, "/search?q=石砚")
    assert "文件信息中的匹配" in page.text
    assert "没有找到相符的议定事项" in page.text
    assert f"/documents/yunjin-12?generation={GENERATION}" in page.links


def test_facets_narrow_and_widen_and_stay_with_the_generation(client, engine):
    page = read(client, "/search?q=道路&mode=keyword")
    narrow = [link for link in page.links if "kind=policy" in link]
    assert len(narrow) == 1
    assert f"generation={GENERATION}" in narrow[0]
    narrowed = read(client, narrow[0])
    assert engine.asked[-1].filters == Filters(("policy",))
    assert engine.asked[-1].mode == "keyword"
    assert engine.asked[-1].generation == GENERATION
    active = [item for item in narrowed.attributes("a") if item.get("aria-current") == "true"]
    assert len(active) == 1
    assert "kind=" not in active[0]["href"]
    years = [link for link in page.links if "from=2024-01-01&to=2024-12-31" in link]
    assert len(years) == 1
    assert "共 1 项" in read(client, years[0]).text


def test_paging_keeps_the_search_and_ends_where_the_results_end(client, engine):
    first = read(client, "/search?q=道路&kind=policy&sort=date")
    following = [item for item in first.attributes("a") if item.get("rel") == "next"]
    assert not [item for item in first.attributes("a") if item.get("rel") == "prev"]
    second = read(client, following[0]["href"])
    asked = engine.asked[-1]
    assert (asked.offset, asked.sort, asked.filters.kinds) == (10, "date", ("policy",))
    assert 'start="11"' in client.get(following[0]["href"]).text
    last = [item for item in second.attributes("a") if item.get("rel") == "next"]
    third = read(client, last[0]["href"])
    assert not [item for item in third.attributes("a") if item.get("rel") == "next"]


def test_page_links_stop_where_paging_stops(engine):
    page = engine.search(SearchParameters(q="道路").request())
    many = replace(page, total=1_000_000)
    links = paging(SearchParameters(q="道路"), many).links
    assert [link.number for link in links] == [1, 2, 3, 1000]
    assert links[-1].address["offset"] == 9990


def test_one_page_of_results_has_no_page_links(client):
    assert "翻页" not in client.get("/search?q=经费").text


def test_the_form_shows_what_was_asked(client):
    page = read(client, "/search?q=道路&mode=semantic&kind=law&kind=policy&from=2020&sort=date")
    checked = {
        (item["name"], item["value"]) for item in page.attributes("input") if "checked" in item
    }
    assert checked == {
        ("mode", "semantic"),
        ("kind", "law"),
        ("kind", "policy"),
        ("sort", "date"),
    }
    values = {item["name"]: item.get("value") for item in page.attributes("input")}
    assert values["q"] == "道路"
    assert values["from"] == "2020"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=soon", "from 应为"),
        ("offset=x", "offset 应为整数"),
        ("mode=x", "mode 只能是"),
        ("kind=x", "没有“x”这种文件类型"),
        ("from=2024&to=2023", "晚于"),
    ],
)
def test_a_wrong_parameter_is_explained_above_the_form(client, engine, query, words):
    page = read(client, f"/search?q=道路&{query}", 400)
    assert words in page.text
    assert {item.get("name"): item.get("value") for item in page.attributes("input")}["q"] == "道路"
    assert engine.asked == []


def test_unknown_parameters_of_a_page_are_ignored(client):
    assert read(client, "/search?q=道路&utm_source=mail")


def test_nothing_found_offers_ways_on(client):
    page = read(client, "/search?q=无此内容&kind=law&mode=keyword")
    assert "没有找到相符的议定事项" in page.text
    ways = [unquote(link) for link in page.links]
    assert "/search?q=无此内容&mode=keyword" in ways
    assert "/search?q=无此内容&mode=hybrid" in ways
    assert "/similar" in ways


def test_notices_are_shown(client, engine):
    answered = engine.search(SearchParameters(q="道路").request())
    noticed = replace(answered, notices=(message("unbalanced_quote", text="“"),))
    engine.search = lambda request: noticed
    assert "“ 已按普通文字处理" in read(client, "/search?q=道路").text


def test_browsing_by_filters_alone_needs_no_words(client):
    page = read(client, "/search?kind=minutes")
    assert "没有可检索的文字" not in page.text
    assert "共 2 项议定事项" in page.text


def test_of_many_points_those_that_both_legs_found_are_shown_first(client, engine):
    legs = {3: ("keyword", "semantic"), 5: ("keyword", "semantic")}
    points = tuple(
        PointMatch(f"（{number}）", f"要点{number}", legs.get(number, ("keyword",)))
        for number in range(1, 7)
    )
    shown, others = split_points(points)
    assert [point.snippet for point in shown] == ["要点1", "要点3", "要点5"]
    assert [point.snippet for point in others] == ["要点2", "要点4", "要点6"]
    assert split_points(points[:2]) == (points[:2], ())
    answered = engine.search(SearchParameters(q="经费").request())
    long = replace(answered, hits=(replace(answered.hits[0], points=points),))
    engine.search = lambda request: long
    page = read(client, "/search?q=经费")
    assert "另有 3 点相符" in page.text
    assert all(point.snippet in page.text for point in points)


def test_a_resolution_shows_all_points_facts_and_neighbours(client):
    answer = client.get("/resolutions/yunjin-12-1")
    page = HtmlPage(answer.text)
    for words in (
        "会议听取了市科技局的汇报",
        "（一）",
        "原则同意",
        "每季度报告。",
        "江予安",
        "云府纪〔2024〕3号",
        "2024年3月1日",
        "云津市人民政府第12次常务会议",
        "《云津市人民政府第12次常务会议纪要》（云府纪〔2024〕3号）第一项第（二）点",
        "研究农村道路养护工作",
    ):
        assert words in page.text
    assert {"p1", "p2"} <= set(page.ids)
    following = [item for item in page.attributes("a") if item.get("rel") == "next"]
    assert following[0]["href"] == f"/resolutions/yunjin-12-2?generation={GENERATION}"


def test_similar_resolutions_are_of_the_generation_shown(client, engine):
    read(client, "/resolutions/yunjin-12-1")
    assert ("yunjin-12-1", 5, GENERATION) in engine.asked


def test_a_generation_that_is_gone_is_announced(client):
    assert "已不在" in read(client, "/resolutions/yunjin-12-1?generation=old").text
    assert "已不在" in read(client, "/documents/yunjin-12?generation=old").text
    assert "已不在" not in read(client, f"/documents/yunjin-12?generation={GENERATION}").text


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/resolutions/former-1", "/resolutions/yunjin-12-1"),
        ("/documents/former", "/documents/yunjin-12"),
    ],
)
def test_a_former_id_leads_to_the_present_address(client, former, present):
    answer = client.get(former)
    assert answer.status_code == 302
    assert answer.location == present
    assert client.get(f"{former}?generation=g").location == f"{present}?generation=g"


def test_a_document_shows_everything_that_is_known(client):
    page = read(client, "/documents/yunjin-12")
    for words in (
        "云津市人民政府第12次常务会议纪要",
        "市长江予安主持召开会议",
        "市科技局局长",
        "各县（区）人民政府，市各委办局",
        "未找到印发单位",
        "12次纪要.pdf",
        "文字识别，置信度 0.97，共 5 页",
        "12次纪要.txt 直接读取",
        "此件公开发布",
        "现行有效",
        "YJ-2024-0012",
        "第 3–4 页",
        "第 5 页",
        "会议还研究了其他事项",
        "主动公开",
        "压实养护责任",
    ):
        assert words in page.text
    assert {"r1", "r2"} <= set(page.ids)
    assert "#r2" in page.links


def test_a_web_address_is_a_link_and_a_script_address_is_none(client):
    assert "https://www.example.gov.cn/a" in read(client, f"/documents/{ENCODED}").links
    assert "javascript" not in " ".join(read(client, "/documents/attack").links)


def test_pages_of_foreign_ids_link_to_each_other(client):
    page = read(client, f"/documents/{ENCODED}")
    inner = [link for link in page.links if link.startswith("/resolutions/")]
    assert len(inner) == len(POLICY.resolutions)
    assert f"道路养护要求之{len(inner)}" in read(client, inner[-1]).text


def test_a_pasted_text_is_compared_and_shown_again(client, engine):
    answer = client.post("/similar", data={"text": "  拟建设量子研究院\n第二行"})
    page = HtmlPage(answer.text)
    assert engine.asked[0] == ("  拟建设量子研究院\n第二行", 20)
    assert "最相近的 20 项" in page.text
    assert "拟建设量子研究院\n第二行</textarea>" in answer.text


def test_an_empty_text_is_explained(client):
    answer = client.post("/similar", data={"text": " "})
    assert answer.status_code == 400
    assert "没有收到可比对的文字" in answer.text


def test_text_in_the_address_of_the_form_is_not_used(client, engine):
    assert "暗号" not in client.get("/similar?text=暗号").text
    assert engine.asked == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/none", 404), ("/documents/none", 404), ("/resolutions/none-1", 404), ("/resolutions", 404)],
)
def test_errors_wear_the_same_dress(client, path, status):
    page = read(client, path, status)
    assert "议定" in page.text
    assert "q" in [item.get("name") for item in page.attributes("input")]


def test_a_wrong_method_is_explained(client):
    answer = client.post("/search")
    assert answer.status_code == 405
    assert answer.mimetype == "text/html"
    assert "GET" in answer.headers["Allow"]


def test_unknown_facets_and_values_do_no_harm(client, engine):
    page = engine.search(SearchParameters(q="道路").request())
    odd = replace(page, facets={"kind": (FacetValue("novel", 1),), "other": (FacetValue("x", 2),)})
    engine.search = lambda request: odd
    assert "novel" in read(client, "/search?q=道路").text


def test_a_hit_says_on_which_page_of_its_file_it_stands(client):
    page = read(client, "/search?q=经费")
    assert page.text.count("第 3–4 页") == 2  # the resolution goes over two pages: the point too
    page = read(client, "/search?q=农村道路")
    assert page.text.count("第 5 页") == 1
    assert "p. 5" in read(client, "/search?q=农村道路&lang=en").text
    assert "pp. 3–4" in read(client, "/search?q=经费&lang=en").text
    for span in read(client, "/search?q=要求").attributes("span"):
        assert span.get("class") != "pages"


def test_a_resolution_says_on_which_page_it_stands(client):
    assert "第 3–4 页" in read(client, "/resolutions/yunjin-12-1").text
    without_pages = read(client, f"/resolutions/{ENCODED}-2").text
    assert "页" not in without_pages.partition("相似的议定事项")[0]


def test_the_english_document_page_tells_the_source_in_english(client):
    text = read(client, "/documents/yunjin-12?lang=en").text
    assert "Character recognition, confidence 0.97, 5 pages" in text
    assert "in force" in text


def test_the_report_shows_figures_reasons_and_what_to_check(client):
    text = read(client, "/report").text
    for words in (
        GENERATION,
        "用时 2 分 5 秒",
        "读取 0.422 秒",
        "编码 2 分 0 秒",
        "新编码 20，沿用 10",
        "两份文件编号相同",
        "读不出 3",
        "拒绝收录 1 文件标有密级“机密★1年”，不得进入本系统 1 内.pdf",
        "按规则跳过 300 .csv 是数据文件，不是公文 300",
        "PDF 已损坏，打不开 1 坏.pdf",
        "policies.jsonl 第 9 行",
        "文字识别 2 6 6",
        "直接读取 1 1",
        "LibreOffice 转换 1",
        "12次纪要.pdf 1–3, 5",
        "未找到印发单位 1 12次纪要.pdf",
    ):
        assert words in text, words
    assert text.index("旧图.jpg 1 1 0.51") < text.index("12次纪要.pdf 5 5 0.97")
    assert text.index("读不出") < text.index("拒绝收录") < text.index("按规则跳过")


def test_thousands_of_skipped_files_are_folded_and_cut(client):
    page = read(client, "/report")
    assert "附表200.csv" in page.text
    assert "附表201.csv" not in page.text
    assert "另有 100 个，见程序接口" in page.text
    folded = [item for item in page.attributes("details") if "open" not in item]
    assert len(folded) == 1
    assert f"/api/v1/report?generation={GENERATION}" in page.links


def test_the_report_is_linked_from_the_foot_and_from_the_help(client):
    assert "/report" in read(client, "/").links
    assert f"/report?generation={GENERATION}" in read(client, "/help").links


def test_a_report_that_found_nothing_amiss_says_so(client, engine):
    engine.report = lambda generation: replace(
        REPORT, skipped=(), warnings=(), notices=(), files=(), stages=()
    )
    text = read(client, "/report").text
    assert "没有跳过任何文件" in text
    for absent in ("文字层乱码的页", "置信度低的在前", "各阶段用时", "关于整个索引"):
        assert absent not in text


def test_a_report_of_another_generation_than_asked_for_says_so(client):
    assert "索引版本 gone 已不在" in read(client, "/report?generation=gone").text
    assert "已不在" not in read(client, f"/report?generation={GENERATION}").text


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((), ""), ((4,), "4"), ((1, 2, 3, 7), "1–3, 7"), ((9, 1, 2, 2), "1–2, 9")],
)
def test_page_numbers_are_told_in_short(numbers, words):
    assert page_ranges(numbers) == words


def test_many_reasons_are_cut_as_well():
    skipped = tuple(SkippedSource(f"{n}.doc", None, f"原因{n}") for n in range(80))
    ((cause, grouped),) = report_page(replace(REPORT, skipped=skipped)).skipped
    assert (cause, grouped.count, grouped.groups_left_out) == ("unreadable", 80, 30)


START = [
    "/",
    "/search?q=道路",
    "/search?q=石砚",
    "/search?q=无此内容&kind=law&mode=keyword",
    "/resolutions/yunjin-12-1",
    f"/resolutions/{ENCODED}-2",
    "/documents/yunjin-12",
    f"/documents/{ENCODED}",
    "/documents/attack",
    "/resolutions/attack-1",
    "/similar",
    "/help",
    "/report",
    "/api",
    "/none",
]


@pytest.mark.parametrize("path", START)
def test_all_links_of_a_page_resolve(client, path):
    shown = client.get(path)
    page = HtmlPage(shown.text)
    files = [item["href"] for item in page.attributes("link")]
    files += [item["src"] for item in page.attributes("script")]
    assert len(page.ids) == len(set(page.ids))
    for link in {*page.links, *files}:
        address, fragment = urldefrag(urljoin(quote(path, safe="/?=&%"), link))
        if urlsplit(address).netloc:
            continue
        own = urlsplit(address).path == path  # a page of an error links to itself, in English
        with client.get(address) as answer:
            assert answer.status_code == (shown.status_code if own else 200), link
            if fragment:
                assert fragment in HtmlPage(answer.text).ids, link
