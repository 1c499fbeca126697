"""Facts that people set right: read from a table, applied where they fit, else told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.correction_fields import DOCUMENT_FIELDS, FIELD_NAMES, RESOLUTION_FIELDS
from index.correction_file import CorrectionFile, CorrectionsError, read_corrections
from index.corrections import Corrected, correct
from index.fact_model import (
    HEADING,
    Citation,
    Correction,
    Deadline,
    Evidence,
    NextStep,
    Outcome,
    Party,
    Reporter,
    Responsibility,
)
from index.model import Document, Meeting, Point, Resolution

HEADER = "id\tfield\told\tnew\twho\tdate\treason"
POINT = "原则同意方案，由市科技局牵头修改，6月30日前印发；市财政局配合。"


def words(text: str, point: int = 0) -> Evidence:
    start = POINT.find(text)
    return Evidence(text, point, start, start + len(text))


RESOLUTION = Resolution(
    1,
    "审议《科技创新方案》",
    (Point("（一）", POINT),),
    "d-1",
    item_types=("reviewed",),
    outcomes=(
        Outcome("approved_in_principle", words("原则同意方案")),
        Outcome("tasked", words("由市科技局牵头修改")),
        Outcome("tasked", words("市财政局配合")),
    ),
    next_steps=(NextStep("issued", words("印发")),),
    responsible=(
        Responsibility(
            Party("云津市科学技术局", "市科技局", "unit", "市", "云津市"), "lead", words("市科技局")
        ),
        Responsibility(Party("云津市财政局", "市财政局", "unit"), "support", words("市财政局")),
    ),
    reported_by=(Reporter(Party("云津市科学技术局", "市科技局", "unit"), words("市科技局")),),
    deadlines=(Deadline("fixed", date(2024, 6, 30), "6月30日", words("6月30日前")),),
    citations=(
        Citation("科技创新方案", Evidence("《科技创新方案》", HEADING, 2, 10), "方案"),
        Citation(None, Evidence("云政〔2024〕1号", 0, 0, 1), document_number="云政〔2024〕1号"),
    ),
)
DOCUMENT = Document(
    "minutes",
    "会议纪要",
    (RESOLUTION, replace(RESOLUTION, ordinal=2, id="d-2")),
    "d",
    genre="纪要",
    document_number="云府纪〔2024〕3号",
    meeting=Meeting("云津市人民政府", 16, "常务会议", 12, held=date(2024, 3, 5), chair="何某"),
    validity="in_force",
    validity_evidence="有效期五年",
)
OTHER = Document(
    "policy", "关于献血的通知", (Resolution(1, "题", (Point(None, "文"),), "e-1"),), "e"
)


def table(tmp_path: Path, *rows: Sequence[str], header: str = HEADER) -> CorrectionFile:
    """Write and read rows of id, field, old, new."""
    lines = ["\t".join((*row, "丁某", "2024-05-06", "与原件核对")) for row in rows]
    path = tmp_path / "corrections.tsv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return read_corrections(path)


def corrected(tmp_path: Path, *rows: Sequence[str]) -> Corrected:
    file = table(tmp_path, *rows)
    assert file.broken == ()
    return correct((DOCUMENT, OTHER), file, {"former": "d"})


def first(result: Corrected) -> Resolution:
    return result.documents[0].resolutions[0]


def value_of(document: Document, field: str) -> Any:
    record: Any = document
    for name in DOCUMENT_FIELDS[field].path:
        record = getattr(record, name)
    return record


# Facts of documents ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "old", "new", "value"),
    [
        ("title", "会议纪要", "第12次常务会议纪要", "第12次常务会议纪要"),
        ("标题", " 会议 纪要", "第12次常务会议纪要", "第12次常务会议纪要"),
        ("kind", "minutes", "report", "report"),
        ("类型", "会议纪要", "工作报告", "report"),
        ("genre", "纪要", "", None),
        ("文号", "云府纪[2024]3号", "云府纪〔2024〕4号", "云府纪〔2024〕4号"),
        ("issuer", "", "云津市人民政府办公室", "云津市人民政府办公室"),
        ("meeting_body", "云津市人民政府", "山阴县人民政府", "山阴县人民政府"),
        ("届次", "16", "17", 17),
        ("meeting_type", "常务会议", "全体会议", "全体会议"),
        ("meeting_number", "12", "21", 21),
        ("meeting_year", "", "2024", 2024),
        ("meeting_date", "2024-03-05", "2024-03-06", date(2024, 3, 6)),
        ("会议日期", "2024年3月5日", "2024/3/6", date(2024, 3, 6)),
        ("主持", "何某", "方某", "方某"),
        ("recorder", "", "方某", "方某"),
        ("signed_date", "", "2024-03-08", date(2024, 3, 8)),
        ("issued_date", "", "2024-03-09", date(2024, 3, 9)),
        ("published_date", "", "2024-03-10", date(2024, 3, 10)),
        ("effective_date", "", "2024-04-01", date(2024, 4, 1)),
        ("valid_until", "", "2029-03-31", date(2029, 3, 31)),
        ("disclosure", "", "依申请公开", "on_request"),
        ("validity", "现行有效", "repealed", "repealed"),
    ],
)
def test_a_fact_of_a_document(
    tmp_path: Path, field: str, old: str, new: str, value: object
) -> None:
    result = corrected(tmp_path, ("d", field, old, new))
    assert (result.applied, result.notices) == (1, ())
    made = result.documents[0]
    name = FIELD_NAMES.get(field, field)
    assert value_of(made, name) == value
    (correction,) = made.corrections
    assert (correction.id, correction.field, correction.who) == ("d", name, "丁某")
    assert (correction.date, correction.reason) == (date(2024, 5, 6), "与原件核对")
    assert [r.id for r in made.resolutions] == ["d-1", "d-2"]
    assert result.documents[1] == OTHER


def test_every_field_is_one_of_the_cases() -> None:
    assert set(FIELD_NAMES.values()) == {*DOCUMENT_FIELDS, *RESOLUTION_FIELDS}


def test_the_correction_tells_values_as_the_json_does(tmp_path: Path) -> None:
    result = corrected(
        tmp_path,
        ("d", "类型", "会议纪要", "工作报告"),
        ("d-1", "责任主体", "牵头：市科技局", "负责：市科技局"),
        ("d-1", "期限", "2024年6月30日", "长期"),
    )
    told = [*result.documents[0].corrections, *first(result).corrections]
    assert [(c.field, c.old, c.new) for c in told] == [
        ("kind", "minutes", "report"),
        ("responsible", "lead:市科技局", "owner:市科技局"),
        ("deadlines", "2024-06-30", "ongoing"),
    ]
    assert isinstance(told[0], Correction)


def test_a_document_without_a_meeting_gets_one(tmp_path: Path) -> None:
    made = corrected(tmp_path, ("e", "chair", "", "何某")).documents[1]
    assert made.meeting == Meeting(chair="何某")


def test_the_words_of_a_former_validity_go(tmp_path: Path) -> None:
    made = corrected(tmp_path, ("d", "validity", "in_force", "expired")).documents[0]
    assert (made.validity, made.validity_evidence) == ("expired", None)


# Facts of resolutions ----------------------------------------------------------------------------


def codes(resolution: Resolution, field: str) -> list[str]:
    """Return a list of facts in short."""
    forms: dict[str, Any] = {
        "item_types": lambda fact: fact,
        "outcomes": lambda fact: fact.outcome,
        "next_steps": lambda fact: fact.step,
        "responsible": lambda fact: f"{fact.role}:{fact.party.name}",
        "reported_by": lambda fact: fact.party.name,
        "deadlines": lambda fact: f"{fact.kind}:{fact.due}",
        "cited_documents": lambda fact: fact.title or fact.document_number,
    }
    return [forms[field](fact) for fact in getattr(resolution, RESOLUTION_FIELDS[field].attribute)]


@pytest.mark.parametrize(
    ("field", "old", "new", "expected"),
    [
        ("item_types", "reviewed", "heard", ["heard"]),
        ("item_types", "", "听取汇报", ["reviewed", "heard"]),
        ("议题类型", "审议", "", []),
        ("outcomes", "原则同意", "同意", ["approved", "tasked", "tasked"]),
        ("outcomes", "tasked", "", ["approved_in_principle", "tasked"]),
        ("outcomes", "tasked#2", "deferred", ["approved_in_principle", "tasked", "deferred"]),
        ("outcomes", "", "deferred", ["approved_in_principle", "tasked", "tasked", "deferred"]),
        ("next_steps", "issued", "issued_by_department", ["issued_by_department"]),
        ("后续程序", "", "备案", ["issued", "filing"]),
        ("responsible", "support:市财政局", "", ["lead:云津市科学技术局"]),
        (
            "responsible",
            "support:云津市财政局",
            "owner:云津市财政局",
            ["lead:云津市科学技术局", "owner:云津市财政局"],
        ),
        (
            "responsible",
            "support:市财政局",
            "support:云津市财政和国资局",
            ["lead:云津市科学技术局", "support:云津市财政和国资局"],
        ),
        (
            "责任主体",
            "",
            "督办:单位:市政府督查室",
            ["lead:云津市科学技术局", "support:云津市财政局", "supervise:市政府督查室"],
        ),
        ("reported_by", "市科技局", "个人:何某", ["何某"]),
        ("reported_by", "", "市教育局", ["云津市科学技术局", "市教育局"]),
        ("deadlines", "2024-06-30", "2024-07-31", ["fixed:2024-07-31"]),
        ("deadlines", "fixed", "relative:2024-07-31", ["relative:2024-07-31"]),
        ("期限", "固定日期:2024-06-30", "", []),
        ("deadlines", "", "vague", ["fixed:2024-06-30", "vague:None"]),
        (
            "cited_documents",
            "科技创新方案",
            "《科技创新条例》",
            ["科技创新条例", "云政〔2024〕1号"],
        ),
        ("引用文件", "《科技 创新方案》", "", ["云政〔2024〕1号"]),
        ("cited_documents", "", "献血办法", ["科技创新方案", "云政〔2024〕1号", "献血办法"]),
    ],
)
def test_an_entry_of_a_list(
    tmp_path: Path, field: str, old: str, new: str, expected: list[str]
) -> None:
    result = corrected(tmp_path, ("d-1", field, old, new))
    assert result.notices == ()
    assert codes(first(result), FIELD_NAMES.get(field, field)) == expected
    assert len(first(result).corrections) == 1
    assert result.documents[0].resolutions[1] == DOCUMENT.resolutions[1]


def test_a_changed_entry_keeps_its_words_and_an_added_one_has_none(tmp_path: Path) -> None:
    result = corrected(
        tmp_path,
        ("d-1", "outcomes", "approved_in_principle", "approved"),
        ("d-1", "outcomes", "", "deferred"),
        ("d-1", "responsible", "support:市财政局", "support:市审计局"),
        ("d-1", "responsible", "", "owner:group:各县区"),
        ("d-1", "cited_documents", "科技创新方案", "科技创新条例"),
    )
    made = first(result)
    assert made.outcomes[0].evidence == words("原则同意方案")
    assert made.outcomes[-1].evidence.text == ""
    changed, added = made.responsible[1:]
    assert (changed.party.name, changed.party.printed) == ("市审计局", "市财政局")
    assert changed.evidence == words("市财政局")
    assert (added.party.party_type, added.party.name) == ("group", "各县区")
    assert added.evidence.text == ""
    assert (made.citations[0].genre, made.citations[0].evidence.text) == (
        "条例",
        "《科技创新方案》",
    )


def test_another_role_leaves_the_party_as_it_is(tmp_path: Path) -> None:
    made = first(corrected(tmp_path, ("d-1", "responsible", "lead:市科技局", "owner:市科技局")))
    assert made.responsible[0].party == RESOLUTION.responsible[0].party


@pytest.mark.parametrize(
    ("heading", "evidence"),
    [
        ("审议《科技创新方案》及其细则", Evidence("《科技创新方案》", HEADING, 2, 10)),
        ("关于《科技创新方案》", Evidence("《科技创新方案》", HEADING, 2, 10)),
        ("会议审议《科技创新方案》", Evidence("《科技创新方案》", HEADING, 4, 12)),
        ("审议科技方案", Evidence("", HEADING, 0, 0)),
    ],
)
def test_facts_follow_a_corrected_heading(tmp_path: Path, heading: str, evidence: Evidence) -> None:
    made = first(corrected(tmp_path, ("d-1", "议题", RESOLUTION.heading, heading)))
    assert (made.heading, made.heading_printed) == (heading, True)
    assert made.citations[0].evidence == evidence
    assert heading[evidence.start : evidence.end] == evidence.text
    assert made.outcomes == RESOLUTION.outcomes


def test_rows_are_applied_one_after_the_other(tmp_path: Path) -> None:
    result = corrected(
        tmp_path,
        ("d", "title", "会议纪要", "常务会议纪要"),
        ("d", "title", "常务会议纪要", "第12次常务会议纪要"),
        ("d-1", "outcomes", "", "deferred"),
        ("d-1", "outcomes", "deferred", ""),
    )
    assert result.applied == 4
    assert result.documents[0].title == "第12次常务会议纪要"
    assert first(result).outcomes == RESOLUTION.outcomes


def test_a_former_id_is_followed(tmp_path: Path) -> None:
    result = corrected(
        tmp_path,
        ("former", "chair", "何某", "方某"),
        ("former-2", "outcomes", "", "deferred"),
    )
    assert result.applied == 2
    assert result.documents[0].corrections[0].id == "d"
    assert result.documents[0].resolutions[1].corrections[0].id == "d-2"


# Stale -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("x", "title", "会议纪要", "纪要"), "编号 x 不存在"),
        (("d-9", "outcomes", "", "deferred"), "编号 d-9 不存在"),
        (("d-1", "title", "会议纪要", "纪要"), "编号 d-1 是议定事项的编号，这个字段属于文件"),
        (("d", "outcomes", "", "deferred"), "编号 d 是文件的编号，这个字段属于议定事项"),
        (("d", "chair", "张三", "李四"), "现在读出的是“何某”，不是“张三”"),
        (("d", "chair", "", "李四"), "现在读出的是“何某”，不是“”"),
        (("d", "chair", "张三", "何某"), "现在读出的已是新值，这一行可以删去"),
        (("d", "meeting_date", "2024-03-04", "2024-03-05"), "现在读出的已是新值，这一行可以删去"),
        (("d", "recorder", "张三", ""), "现在读出的已是新值，这一行可以删去"),
        (("d-1", "outcomes", "rejected", ""), "现在没有读出“rejected”"),
        (("d-1", "outcomes", "tasked#3", ""), "现在没有读出“tasked#3”"),
        (("d-1", "responsible", "owner:市科技局", ""), "现在没有读出“owner:市科技局”"),
        (("d-1", "responsible", "", "lead:市科技局"), "已有“lead:市科技局”，这一行可以删去"),
        (("d-1", "deadlines", "2024-07-30", ""), "现在没有读出“2024-07-30”"),
    ],
)
def test_what_does_not_fit_is_told_and_harms_nothing(
    tmp_path: Path, row: Sequence[str], told: str
) -> None:
    result = corrected(tmp_path, row, ("d", "genre", "纪要", "函"))
    assert result.applied == 1
    assert result.notices == (
        f"更正表 corrections.tsv 第 2 行（{row[0]} {row[1]}）没有采用：{told}",
    )
    assert result.documents[0] == replace(
        DOCUMENT, genre="函", corrections=result.documents[0].corrections
    )


# The file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("d\ttitel\ta\tb\t丁某\t2024-05-06\t", "没有“titel”这个字段"),
        ("d\ttitle\ta\tb\t\t2024-05-06\t", "没有填 更正人"),
        ("\ttitle\ta\tb\t丁某\t2024-05-06\t", "没有填 编号"),
        ("d\ttitle\ta\tb\t丁某\t\t", "没有填 日期"),
        ("d\ttitle\ta\tb\t丁某", "没有填 日期"),
        ("d", "没有填 字段、更正人、日期"),
        ("d\ttitle\ta\tb\t丁某\t五月\t", "日期应写作 2025-06-30，不能是“五月”"),
        ("d\ttitle\ta\tb\t丁某\t2024-02-30\t", "日期应写作 2025-06-30，不能是“2024-02-30”"),
        ("d\ttitle\ta\tb\t丁某\t2024-05-06\t理由\t多", "有 8 格，比列名多"),
        ("d\ttitle\ta\t\t丁某\t2024-05-06", "title 不能为空"),
        ("d\ttitle\ta\ta\t丁某\t2024-05-06", "新值与原值相同"),
        ("d\tchair\t\t\t丁某\t2024-05-06", "新值与原值相同"),
        ("d\tmeeting_number\t1\t二\t丁某\t2024-05-06", "应是数字，不能是“二”"),
        ("d\tmeeting_number\t1\t²\t丁某\t2024-05-06", "应是数字，不能是“²”"),
        ("d\tmeeting_number\t1\t99999999999\t丁某\t2024-05-06", "应是数字，不能是“99999999999”"),
        ("d\tissued_date\t\t六月\t丁某\t2024-05-06", "日期应写作 2025-06-30，不能是“六月”"),
        ("d\tkind\tminutes\t纪录\t丁某\t2024-05-06", "不能是“纪录”"),
        ("d-1\toutcomes\t\tagreed\t丁某\t2024-05-06", "不能是“agreed”"),
        (
            "d-1\tresponsible\t\t市科技局\t丁某\t2024-05-06",
            "应写作 lead:市科技局，不能是“市科技局”",
        ),
        ("d-1\tresponsible\t\tlead:\t丁某\t2024-05-06", "没有写出单位名称：“”"),
        ("d-1\tresponsible\t\tboss:市科技局\t丁某\t2024-05-06", "不能是“boss”"),
        ("d-1\treported_by\t\tperson:\t丁某\t2024-05-06", "没有写出单位名称：“person:”"),
        ("d-1\tdeadlines\t\tfixed:六月\t丁某\t2024-05-06", "日期应写作 2025-06-30，不能是“六月”"),
        ("d-1\tdeadlines\t\tsoon\t丁某\t2024-05-06", "不能是“soon”"),
        ("d-1\tcited_documents\t\t《》\t丁某\t2024-05-06", "没有写出文件名称"),
    ],
)
def test_a_broken_row_is_named_by_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "更正.tsv"
    good = "d\tchair\t何某\t方某\t丁某\t2024-05-06\t"
    path.write_text(f"# 说明\n{HEADER}\n\n{line}\n{good}\n", "utf-8")
    file = read_corrections(path)
    (sentence,) = file.broken
    assert sentence.startswith("更正表 更正.tsv 第 4 行不能用：")
    assert sentence.endswith(told)
    assert [row.line for row in file.rows] == [5]
    result = correct((DOCUMENT,), file, {})
    assert (result.applied, result.notices) == (1, (sentence,))


@pytest.mark.parametrize(
    "content",
    [
        "编号\t字段\t原值\t新值\t更正人\t日期\t理由\nd\t主持\t何某\t方某\t丁某\t2024-05-06\t误\n",
        "reason\twho\tdate\tnew\told\tfield\tid\n误\t丁某\t2024-05-06\t方某\t何某\tchair\td",
        "ID\tField\tOld\tNew\tWho\tDate\nd\tchair\t何某\t方某\t丁某\t2024-05-06\n",
        f"\ufeff{HEADER}\r\nd\tchair\t何某\t方某\t丁某\t2024-05-06\r\n",
        f"{HEADER}\t\n d \t chair\t何某 \t方某\t丁某\t2024-05-06\t\t\t\n",
    ],
)
def test_forms_of_the_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "c.tsv"
    path.write_bytes(content.encode())
    file = read_corrections(path)
    assert file.broken == ()
    (made,) = correct((DOCUMENT,), file, {}).documents
    assert made.meeting is not None
    assert made.meeting.chair == "方某"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("编号\t字段\n".encode("gbk"), "不是 UTF-8"),
        (b"id,field,old,new,who,date,reason\n", "第一行应是列名"),
        (b"d\tchair\ta\tb\tc\t2024-05-06\n", "第一行应是列名"),
        (b"id\tid\tfield\told\tnew\twho\tdate\n", "重复 id"),
        (b"\xff\xfei\x00d\x00", "不是 UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "c.tsv"
    path.write_bytes(content)
    with pytest.raises(CorrectionsError, match=told):
        read_corrections(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError, match="读不出"):
        read_corrections(tmp_path / "none.tsv")
    with pytest.raises(CorrectionsError, match="读不出"):
        read_corrections(tmp_path)


def test_an_empty_file_corrects_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.tsv"
    path.write_text("# 尚无更正\n", "utf-8")
    assert correct((DOCUMENT,), read_corrections(path), {}) == Corrected((DOCUMENT,), 0, ())
