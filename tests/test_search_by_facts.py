"""python -m search filters by every fact, over an index that the real build made of real text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from conftest import StubIndex
from written_minutes import minutes

from index.fact_fields import FIELDS
from search.__main__ import main

FILES = {
    "a.txt": minutes(
        (
            "审议《临江市停车管理办法（送审稿）》",
            [
                "会议听取了市城管局关于起草情况的汇报，原则同意《临江市停车管理办法（送审稿）》，"
                "由市司法局修改完善后以市政府名义印发。",
                "由市公安局牵头，市财政局配合，2024年6月30日前完成首批泊位建设，安排资金1200万元。",
            ],
        ),
        ("研究养老服务", ["同意市民政局的意见，各县区要长期坚持。"]),
    ),
    "b.txt": "临江市人民政府办公室关于做好防汛工作的通知\n临政办〔2023〕7号\n\n各县区人民政府：\n"
    "为做好防汛工作，现就有关事项通知如下。\n一、压实责任\n各县区要落实值守制度。\n"
    "二、保障物资\n市应急局要备足物资。\n\n临江市人民政府办公室\n2023年5月6日\n（此件公开发布）\n",
}
#: Filter → headings it leaves, in any order.
PARKING, CARE = "审议《临江市停车管理办法（送审稿）》", "研究养老服务"
DUTY, GOODS = "压实责任", "保障物资"
CASES = [
    (["--item", "reviewed"], {PARKING}),
    (["--item", "discussed"], {CARE}),
    (["--item", "reviewed", "--item", "discussed"], {PARKING, CARE}),
    (["--outcome", "approved_in_principle"], {PARKING}),
    (["--outcome", "approved"], {CARE}),
    (["--outcome", "deferred"], set()),
    (["--next", "issued_by_government"], {PARKING}),
    (["--unit", "市公安局"], {PARKING}),
    (["--unit", "市公安局", "--role", "lead"], {PARKING}),
    (["--unit", "市公安局", "--role", "support"], set()),
    (["--unit", "市城管局", "--role", "reported"], {PARKING}),
    (["--unit", "市应急管理局"], {GOODS}),
    (["--role", "support"], {PARKING}),
    (["--deadline", "fixed"], {PARKING}),
    (["--deadline", "ongoing"], {CARE}),
    (["--due-from", "2024-06-01", "--due-to", "2024-06-30"], {PARKING}),
    (["--due-to", "2024-06-29"], set()),
    (["--amount-from", "1000万元", "--amount-to", "0.2亿元"], {PARKING}),
    (["--amount-from", "1300万元"], set()),
    (["--cites", "停车管理办法"], {PARKING}),
    (["--genre", "通知"], {DUTY, GOODS}),
    (["--number", "临政办(2023)7号"], {DUTY, GOODS}),
    (["--issuer", "人民政府办公室", "--kind", "policy"], {DUTY, GOODS}),
    (["--disclosure", "public"], {DUTY, GOODS}),
    (["--validity", "repealed"], set()),
    (["--kind", "minutes", "--unit", "市公安局"], {PARKING}),
    (["停车", "--unit", "市公安局"], {PARKING}),
    (["停车", "--unit", "市应急局"], set()),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> StubIndex:
    made = StubIndex(tmp_path_factory.mktemp("facts"))
    made.write(FILES)
    made.build()
    return made


@pytest.fixture
def search(
    index: StubIndex, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Mapping[str, list[dict[str, object]]]]:
    monkeypatch.setenv("YIDING_INDEX", str(index.directory))
    monkeypatch.setenv("YIDING_ENCODER", "stub")

    def run(*arguments: str) -> Mapping[str, list[dict[str, object]]]:
        assert main([*arguments, "--mode", "keyword", "--json"]) == 0
        answer: Mapping[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
        return answer

    return run


@pytest.mark.parametrize(
    ("arguments", "headings"), CASES, ids=[" ".join(arguments) for arguments, _ in CASES]
)
def test_a_filter_leaves_what_has_the_fact(search, arguments, headings) -> None:  # type: ignore[no-untyped-def]
    assert {hit["heading"] for hit in search(*arguments)["hits"]} == headings


def test_meeting_filters(search, index: StubIndex) -> None:  # type: ignore[no-untyped-def]
    (document,) = (d for d in index_documents(search) if d["meeting_number"] is not None)
    assert document["chair"]
    for option, value in (
        ("--chair", document["chair"]),
        ("--meeting", str(document["meeting_number"])),
        ("--body", document["meeting_body"]),
        ("--attendee", document["attendance"][0]["name"]),
    ):
        found = {hit["heading"] for hit in search(option, value)["hits"]}
        assert found == {PARKING, CARE}, option


def index_documents(search) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    found = search("--kind", "minutes", "--kind", "policy")["hits"]
    return [search("--document", name) for name in sorted({hit["document_id"] for hit in found})]


def test_facets_count_the_facts(search) -> None:  # type: ignore[no-untyped-def]
    facets = search("--kind", "minutes")["facets"]
    counted = {field: {v["value"]: v["count"] for v in values} for field, values in facets.items()}
    assert counted["item"] == {"reviewed": 1, "discussed": 1}
    assert counted["outcome"]["approved_in_principle"] == 1
    assert counted["next"] == {"issued_by_government": 1}
    assert counted["role"]["lead"] == 1
    assert set(counted) <= {"kind", "year", *FIELDS}


def test_a_hit_says_where_the_words_of_its_facts_stand(search) -> None:  # type: ignore[no-untyped-def]
    (hit,) = search("--deadline", "fixed")["hits"]
    resolution = search("--resolution", hit["resolution_id"])
    (deadline,) = hit["facts"]["deadlines"]
    text = resolution["points"][deadline["point"]]["text"]
    assert text[deadline["start"] : deadline["end"]] == deadline["text"]
    assert deadline["due"] == "2024-06-30"
