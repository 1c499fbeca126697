"""Marked documents are refused by name and leave no trace; texts about secrets are read."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from conftest import PROJECT
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from written_minutes import minutes

from index.secrecy import CLASSES, Mark, find_mark

TEXT = "关于某事的通知\n各单位：\n为了办好某事，现将有关事项通知如下，请认真执行。\n"

#: Printed head → class and mark in the standard's form.
MARKED = {
    "机密★1年": ("机密", "机密★1年"),
    "绝密": ("绝密", "绝密"),
    "秘  密": ("秘密", "秘密"),
    "机 密 ★ 1 年": ("机密", "机密★1年"),
    "秘密★长期": ("秘密", "秘密★长期"),
    "机密☆10年": ("机密", "机密★10年"),
    "机密⭐10年": ("机密", "机密★10年"),
    "机密*6个月": ("机密", "机密★6个月"),
    "机密＊6个月": ("机密", "机密★6个月"),
    "机密女1年": ("机密", "机密★1年"),
    "秘密大10年": ("秘密", "秘密★10年"),
    "绝密太长期": ("绝密", "绝密★长期"),
    "机密l年": ("机密", "机密★l年"),
    "机密10年": ("机密", "机密★10年"),
    "秘密十年": ("秘密", "秘密★十年"),
    "机密★": ("机密", "机密★"),
    "绝密★启用前": ("绝密", "绝密★启用前"),
    "机密★2030年5月1日前": ("机密", "机密★2030年5月1日前"),
    "机密★解密日期：2030-05-01": ("机密", "机密★2030-05-01"),
    "秘密★事项公开后解密": ("秘密", "秘密★"),
    "【机密】": ("机密", "机密"),
    "(机密)": ("机密", "机密"),
    "〔秘密〕": ("秘密", "秘密"),
    "［绝密★30年］": ("绝密", "绝密★30年"),
    "絕密": ("绝密", "绝密"),
    "機密★1年": ("机密", "机密★1年"),
    "机\u200b密": ("机密", "机密"),
    "000012　机密★6个月　特急": ("机密", "机密★6个月"),
    "000012 机密 特急": ("机密", "机密"),
    "特急·绝密": ("绝密", "绝密"),
    "等级：特急·机密": ("机密", "机密"),
    "份号：000012 密级：秘密 保密期限：10年 紧急程度：特急": ("秘密", "秘密★10年"),
    "000012\n机密★5年\n特急\n某市人民政府": ("机密", "机密★5年"),
    "密级：秘密": ("秘密", "秘密"),
    "密级:机密★1年": ("机密", "机密★1年"),
    "密级：机密级": ("机密", "机密"),
    "密级和保密期限：机密★1年": ("机密", "机密★1年"),
    "密级：机密\n保密期限：1年": ("机密", "机密★1年"),
    "密级：\n机密": ("机密", "机密"),
    "密级 | 机密": ("机密", "机密"),
    "文号 | 云府〔2024〕3号 | 密级 | 机密": ("机密", "机密"),
    "密级 | 机密 | 紧急程度 | 特急": ("机密", "机密"),
    "密级：绝密□ 机密☑ 秘密□": ("机密", "机密"),
    "密级：□绝密 □机密 ☑秘密": ("秘密", "秘密"),
    "密级：☑绝密 □机密 □秘密": ("绝密", "绝密"),
    "密级：绝密（ ）机密（√）秘密（ ）": ("机密", "机密"),
    "机密\n★1年": ("机密", "机密★1年"),
    "机密★\n1年": ("机密", "机密★1年"),
    "机\n密": ("机密", "机密"),
    "某市人民政府文件\n\n\u3000机密\n": ("机密", "机密"),
    "机密★1年 某市人民政府文件": ("机密", "机密★1年"),
    "某市人民政府文件        机密": ("机密", "机密"),
    "机 密        某市人民政府文件": ("机密", "机密"),
    "机密 某市人民政府文件": ("机密", "机密"),
    "某市人民政府 | 机密★1年": ("机密", "机密★1年"),
    "签发人：张三　机密★1年": ("机密", "机密★1年"),
    "某市人民政府常务会议纪要（机密）": ("机密", "机密"),
    "某市人民政府常务会议纪要【秘密★1年】": ("秘密", "秘密★1年"),
    "【绝密】某市人民政府常务会议纪要": ("绝密", "绝密"),
    "# 机密★1年": ("机密", "机密★1年"),
    "**机密**": ("机密", "机密"),
    "> 秘密": ("秘密", "秘密"),
    "| 密级 | 机密 |": ("机密", "机密"),
    "密级: 机密": ("机密", "机密"),
    "DocumentSecurity：秘密": ("秘密", "秘密"),
    "国家秘密★10年": ("秘密", "秘密★10年"),
    "★10年": ("绝密", "★10年"),
    "保密期限：10年": ("绝密", "保密期限:10年"),
}
NOT_MARKED = [
    "保守国家秘密",
    "中华人民共和国保守国家秘密法",
    "《中华人民共和国保守国家秘密法》",
    "会议传达了关于机密文件管理的要求。",
    "商业秘密",
    "商业秘密保护工作方案",
    "工作秘密",
    "工作秘密★1年",
    "关于秘密级文件清退的通知",
    "关于机密文件管理的通知",
    "绝密级文件管理办法",
    "机密级计算机管理规定",
    "机密性",
    "机密 文件 管理",
    "机密档案（一）",
    "秘密花园",
    "秘密 花园",
    "公开",
    "密级：公开",
    "密级：",
    "密级：无\n保密期限：",
    "密级：绝密□ 机密□ 秘密□",
    "密级：绝密 / 机密 / 秘密",
    "绝密 机密 秘密",
    "绝密、机密、秘密",
    "绝密\n机密\n秘密",
    "1.绝密\n2.机密\n3.秘密",
    "1\n绝密\n2\n机密\n3\n秘密",
    "绝密级：\n机密级：\n秘密级：",
    "密级 | 保密期限\n绝密 | 30年\n机密 | 20年\n秘密 | 10年",
    "序号 | 文件名称 | 密级 | 份数\n1 | 关于某事的通知 | 机密 | 2",
    "序号    名称    密级\n1    关于某事的通知    机密\n2    关于某事的函    机密",
    "1 | 关于某事的通知 | 机密",
    "会议审议《关于某事的方案（秘密）》",
    "关于进一步加强国家\n秘密\n载体管理的通知",
    "《机密》",
    "“机密”",
    "机密女",
    "机密大楼",
    "特急",
    "000012",
    "保密期限",
    "★★★",
    "2024年5月1日",
    "内部资料 注意保存",
]


@pytest.mark.parametrize("head", MARKED)
def test_a_mark_in_the_head_is_seen(head: str) -> None:
    assert find_mark(f"{head}\n{TEXT}") == Mark(*MARKED[head])


@pytest.mark.parametrize("head", NOT_MARKED)
def test_a_text_about_secrets_is_not_marked(head: str) -> None:
    assert find_mark(f"{head}\n{TEXT}") is None


@pytest.mark.parametrize("head", MARKED)
def test_a_mark_beside_the_text_counts_as_well(head: str) -> None:
    mark = find_mark(TEXT, beside=["— 1 —", head, "某市人民政府办公室"])
    assert mark == Mark(*MARKED[head])


@pytest.mark.parametrize("head", NOT_MARKED)
def test_beside_the_text_a_mention_is_none(head: str) -> None:
    assert find_mark(TEXT, beside=[head, "某市人民政府办公室"]) is None


@pytest.mark.parametrize("head", ["机密★1年", "某市人民政府文件\n机密", "密级：秘密"])
@pytest.mark.parametrize("blanks", ["\n\n\n", "\r\n", "\f", "\u3000\n\t\n"])
def test_blank_lines_and_page_marks_do_not_hide_a_mark(head: str, blanks: str) -> None:
    assert find_mark(f"{blanks}{blanks.join(head.splitlines())}{blanks}{TEXT}") is not None


# --- below the head ----------------------------------------------------------------------------

PROSE = "会议指出，要认真做好各项工作，确保按期完成各项任务。\n" * 30
BODY = TEXT + PROSE


@pytest.mark.parametrize(
    "lines",
    [
        "机密★1年",  # the star says that it is a mark, wherever it stands
        "密级：机密",
        "000012机密",
        "附件1 机密★1年",
        "附件1\n机密",
        "附件：\n机密\n某某方案",
        "机密\n某市人民政府文件\n某府〔2024〕3号",  # a second document in the same file
        "机密\n特急",
        "机密\n关于另一件事的通知",
    ],
)
def test_a_further_document_or_attachment_may_be_marked(lines: str) -> None:
    mark = find_mark(f"{BODY}{lines}\n{BODY}")
    assert mark is not None
    assert mark.secrecy_class == "机密"


@pytest.mark.parametrize(
    "lines",
    [
        "秘密",  # a heading
        "第三章\n秘密\n第十条 本法所称秘密，是指关系国家安全和利益的事项。",
        "绝密\n机密\n秘密",
        "密级 | 期限\n绝密 | 不超过30年\n机密 | 不超过20年",
        "应当在左上角标注“机密★1年”字样。",
        "机密10年",
        "属于国家\n秘密\n的，不予公开。",
        "密级：绝密、机密、秘密",
        "文件名称 | 机密 | 3",
        "★10年",
        "系统等级 | 三级",
    ],
)
def test_below_the_head_classes_are_part_of_the_text(lines: str) -> None:
    assert find_mark(f"{BODY}{lines}\n{PROSE}") is None


def test_a_mark_below_the_head_is_part_of_the_text() -> None:
    assert find_mark("正文。\n" * 40 + "机密\n") is None


def test_a_header_on_every_page_is_a_mark() -> None:
    pages = "\n".join(f"{PROSE}— {number} —\n机密" for number in range(2, 6))
    assert find_mark(TEXT + pages + PROSE) == Mark("机密", "机密")
    assert find_mark(f"{BODY}— 2 —\n机密\n{PROSE}") is None


def test_the_gravest_of_several_marks_counts() -> None:
    assert find_mark(f"秘密\n{BODY}附件1\n绝密\n{BODY}") == Mark("绝密", "绝密")
    assert find_mark(f"秘密\n{TEXT}", beside=["机密★1年"]) == Mark("机密", "机密★1年")


def test_a_text_on_one_line_is_seen_as_well() -> None:
    text = "机密★1年 某市人民政府文件 " + TEXT.replace("\n", " ") * 50
    assert find_mark(text) == Mark("机密", "机密★1年")


# --- what is not secret but not for everyone ---------------------------------------------------


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("内部资料 注意保存", "内部资料注意保存"),
        ("内部资料，严禁外传", "内部资料,严禁外传"),
        ("（内部文件 不得公开）", "内部文件不得公开"),
        ("内部材料", "内部材料"),
        ("内部刊物", "内部刊物"),
        ("【内部】", "内部"),
        ("仅供内部参考", "仅供内部参考"),
        ("内部传真电报", "内部传真电报"),
        ("严禁外传", "严禁外传"),
        ("某市人民政府办公室    内部资料", "内部资料"),
        ("工作秘密★1年", "工作秘密"),
    ],
)
def test_internal_papers_are_marked_by_setting_only(head: str, printed: str) -> None:
    assert find_mark(f"{head}\n{TEXT}", internal=True) == Mark("内部", printed)
    assert find_mark(f"{head}\n{TEXT}") is None
    assert find_mark(TEXT, beside=[head], internal=True) == Mark("内部", printed)


@pytest.mark.parametrize(
    "head",
    ["内部管理", "关于内部控制的通知", "内部审计工作规定", "严禁外传谣言", "内部资料管理办法"],
)
def test_a_text_about_internal_matters_is_not_marked(head: str) -> None:
    assert find_mark(f"{head}\n{TEXT}", internal=True) is None


def test_a_state_secret_goes_before_an_internal_mark() -> None:
    text = f"内部资料\n秘密★1年\n{TEXT}"
    assert find_mark(text, internal=True) == Mark("秘密", "秘密★1年")


# --- the refusal -------------------------------------------------------------------------------


@pytest.mark.parametrize("head", MARKED)
def test_a_refusal_tells_the_mark_and_the_option_and_nothing_else(head: str) -> None:
    mark = find_mark(f"{head}\n{TEXT}")
    assert mark is not None
    assert mark.printed in mark.refusal
    assert f"--allow-marked {mark.secrecy_class}" in mark.refusal
    for word in ("某市", "某事", "张三", "云府", "000012", "公开后"):
        assert word not in mark.refusal


def test_an_internal_paper_is_not_called_secret() -> None:
    refusal = Mark("内部", "内部资料").refusal
    assert "“内部资料”" in refusal
    assert "密级" not in refusal


BLANKS = ("", " ", "  ", "\u3000", "\t", "\u200b")
CLASS_AND_TERM = st.tuples(
    st.sampled_from(["绝密", "机密", "秘密"]),
    st.sampled_from(["", "★", "☆", "*"]),
    st.sampled_from(["1年", "10年", "长期", "6个月", "2030年5月1日"]),
)


@given(
    CLASS_AND_TERM,
    st.lists(st.sampled_from(BLANKS), min_size=20, max_size=20),
    st.lists(
        st.sampled_from(["000012", "特急", "某市人民政府文件", "某府〔2024〕3号"]), max_size=4
    ),
    st.integers(0, 4),
)
def test_a_mark_is_found_wherever_it_stands_in_a_head_and_however_it_is_spaced(
    printed: tuple[str, str, str], blanks: list[str], others: list[str], place: int
) -> None:
    line = "".join(c + blank for c, blank in zip("".join(printed), blanks, strict=False))
    head = [*others[:place], line, *others[place:]]
    mark = find_mark("\n".join([*head, TEXT]))
    assert mark == Mark(printed[0], f"{printed[0]}★{printed[2]}")


@given(st.text(alphabet="绝机秘密级★*1年月：:|（）【】[]\n 长期□☑附件0特急国家。", max_size=60))
def test_any_text_gets_an_answer_of_four_classes_or_none(text: str) -> None:
    mark = find_mark(text, internal=True)
    assert mark is None or mark.secrecy_class in CLASSES
    if mark and mark.secrecy_class != "内部":
        assert "密" in text or "★" in text


def test_long_hostile_texts_take_no_long_time() -> None:
    # Each took minutes, were a pattern to try every way to part a line.
    for text in ("1" * 10**6, "机密" * 10**5, "附件" * 10**5, "(" * 10**5, "1号" * 10**5):
        assert find_mark(text) is None


# --- no false refusal --------------------------------------------------------------------------


def test_no_sample_is_refused() -> None:
    paths = [path for path in sorted((PROJECT / "samples").rglob("*")) if path.is_file()]
    assert paths
    marked = [p.name for p in paths if find_mark(p.read_text("utf-8"), internal=True)]
    assert marked == []


def test_no_real_document_is_refused(shared) -> None:
    texts = [path.read_text("utf-8") for path in (shared / "corpus" / "minutes").glob("*.txt")]
    with (shared / "corpus" / "policy" / "policies.jsonl").open(encoding="utf-8") as file:
        texts += [json.loads(line)["text"] for line in file]
    assert len(texts) > 300
    assert [text[:40] for text in texts if find_mark(text, internal=True)] == []


def test_a_marked_document_is_refused_by_name_and_leaves_no_trace(stub_index) -> None:
    secret = "机密★1年\n" + minutes(("研究暗堡迁移工作", "会议同意暗堡迁移。"), number=7)
    index = stub_index(
        {"open.txt": minutes(("研究就业", "会议同意。"), number=8), "marked.txt": secret}
    )
    report = index.build()
    assert [(s.source, "密级" in s.reason) for s in report.skipped] == [("marked.txt", True)]
    for path in index.root.rglob("*"):
        if path.is_file() and index.sources not in path.parents:
            assert "暗堡".encode() not in path.read_bytes(), path


SECRET = minutes(("研究暗堡迁移工作", "会议同意暗堡迁移。"), number=7)
TEXT_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def word(path: Path, *, header: str = "", box: str = "", cells: tuple[str, ...] = ()) -> None:
    """Write the secret minutes as .docx with a mark where it is not in the running text."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if box:
        document.add_paragraph()._p.append(parse_xml(TEXT_BOX.format(mark=box)))
    if cells:
        table = document.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    for line in SECRET.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def pdf(path: Path, mark: str) -> None:
    """Write the secret minutes as .pdf with a mark at the top right."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(430, 800, mark)
    for place, line in enumerate(SECRET.splitlines()):
        canvas.drawString(80, 760 - 20 * place, line)
    canvas.save()


def test_marks_of_laid_out_files_are_found_where_they_stand(stub_index) -> None:
    index = stub_index({})
    word(index.sources / "header.docx", header="机密★6个月")
    word(index.sources / "box.docx", box="绝密★长期")
    word(index.sources / "table.docx", cells=("密级", "秘密"))
    pdf(index.sources / "page.pdf", "秘 密 ★ 1 年")
    index.write({"open.txt": minutes(("研究就业", "会议同意。"), number=8)})
    report = index.build()
    assert [file.source for file in report.files] == ["open.txt"]
    assert {one.source: one.reason for one in report.skipped} == {
        "box.docx": Mark("绝密", "绝密★长期").refusal,
        "header.docx": Mark("机密", "机密★6个月").refusal,
        "page.pdf": Mark("秘密", "秘密★1年").refusal,
        "table.docx": Mark("秘密", "秘密").refusal,
    }
