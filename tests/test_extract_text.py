"""Text files in the encodings that are met, and what is refused by name."""

from __future__ import annotations

import codecs
import random
from functools import cache

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from written_minutes import minutes

from index.extract.errors import ExtractionError
from index.extract.text import extract_text
from index.text_forms import bare

TEXT = minutes(
    ("研究高等研究院建设", ["原则同意，由市科技局牵头落实。", "请市应急局于六月底前完成评估。"]),
    ("研究就业工作", "会议同意市人社局的意见，修改后以市政府名义印发。"),
)
TRADITIONAL = "會議聽取了關於經濟發展與環境保護的匯報，同意專題報告，請財務單位儘快辦理。" * 5


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("gb18030", b""),
        ("gbk", b""),
    ],
)
def test_an_encoding_is_found(encoding: str, mark: bytes) -> None:
    extracted = extract_text(mark + TEXT.encode(encoding))
    assert extracted.text == TEXT
    assert extracted.warnings == ()


def test_every_sample_survives_gb18030() -> None:
    for path in sorted((PROJECT / "samples").glob("*.txt")):
        text = path.read_text("utf-8")
        assert extract_text(text.encode("gb18030")).text == text


WIDE = [TEXT, "会议同意由市科技局牵头落实" * 20, "会议同意由市科技局牵头落实。", TRADITIONAL]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", WIDE)
def test_utf16_without_its_mark_is_told(encoding: str, text: str) -> None:
    extracted = extract_text(text.encode(encoding))
    assert (extracted.text, extracted.encoding) == (text, encoding)


@pytest.mark.parametrize("text", WIDE)
def test_utf32_needs_its_mark(text: str) -> None:
    assert extract_text(text.encode("utf-32")).text == text
    assert extract_text(codecs.BOM_UTF32_BE + text.encode("utf-32-be")).text == text
    with pytest.raises(ExtractionError):
        extract_text(text.encode("utf-32-le"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_off_within_its_last_character_is_read_and_named(encoding: str) -> None:
    content = (TEXT.rstrip() + "院").encode(encoding)
    extracted = extract_text(content[:-1])
    assert extracted.text == TEXT.rstrip()
    assert "截断" in extracted.warnings[0]


def test_a_file_cut_off_within_a_long_character() -> None:
    content = (TEXT + "𠮷").encode("utf-8")
    for missing in (1, 2, 3):
        assert extract_text(content[:-missing]).text == TEXT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n\t ",
        "\ufeff".encode(),
        "\u3000\u3000\n".encode(),
        "\ufeff \n".encode("utf-16"),
        b"\xff\xfe",
    ],
)
def test_an_empty_file_is_named(content: bytes) -> None:
    with pytest.raises(ExtractionError, match="空的|没有文字"):
        extract_text(content)


def test_binary_content_is_refused() -> None:
    with pytest.raises(ExtractionError, match="二进制"):
        extract_text(b"ELF\0\0\0" + TEXT.encode())
    generator = random.Random(1)
    for _ in range(50):
        with pytest.raises(ExtractionError):
            extract_text(generator.randbytes(2_000))


#: Sentences in traditional characters, of the kinds that offices write.
TRADITIONAL_SENTENCES = [
    "各部門應當依照分工，於六月底以前提出執行計畫，報請本府核定後實施。",
    "為促進地方產業發展，鼓勵民間參與公共建設，特訂定本辦法。",
    "申請人應檢具下列文件向主管機關提出申請，經審查合格者發給證明書。",
    "秘書處說明本年度預算編列情形，與會人員討論後決議照案通過。",
    "颱風過後，請工務局儘速清除路面積水，並由衛生局加強環境消毒。",
    "學校停課情形請教育局統一發布。",
    "主席：市長。記錄：陳志明。出席人員：如簽到簿。",
]


@pytest.mark.parametrize("text", [TRADITIONAL, *TRADITIONAL_SENTENCES])
def test_big5_is_told_even_from_one_sentence(text: str) -> None:
    extracted = extract_text(text.encode("big5"))
    assert (extracted.text, extracted.encoding) == (text, "big5hkscs")
    assert extract_text(text.encode("gb18030")).text == text


def test_characters_of_hong_kong_are_read() -> None:
    text = "運輸署匯報：鰂魚涌及深水埗的行人天橋工程，請各位委員備悉。"
    assert extract_text(text.encode("big5hkscs")).text == text


@given(st.data())
def test_a_piece_of_simplified_text_is_never_taken_for_big5(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(sample_lines()))
    length = data.draw(st.integers(min_value=8, max_value=max(8, len(line))))
    start = data.draw(st.integers(min_value=0, max_value=max(0, len(line) - length)))
    piece = line[start : start + length]
    if not piece.strip():
        return
    try:
        extracted = extract_text(piece.encode("gb18030"))
    except ExtractionError:
        return  # names alone can be too few characters to tell; the next test counts these
    assert (extracted.text, extracted.encoding) in ((piece, "gb18030"), (piece, "utf-8"))


def test_hardly_a_line_of_simplified_text_is_refused() -> None:
    refused = []
    for line in sample_lines():
        try:
            assert extract_text(line.encode("gb18030")).text == line
        except ExtractionError:
            refused.append(line)
    assert len(refused) <= len(sample_lines()) // 500, refused


@cache
def sample_lines() -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted((PROJECT / "samples").glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if len(bare(line)) >= 8]


def test_traditional_characters_in_utf8_are_read() -> None:
    assert extract_text(TRADITIONAL.encode()).text == TRADITIONAL


@pytest.mark.parametrize(
    "spoiled",
    [
        TEXT.encode().decode("gb18030", "replace"),
        TEXT.encode("gb18030").decode("utf-8", "replace"),
        TEXT.encode().decode("latin-1"),
        TEXT.encode().decode("cp1252", "replace"),
        TEXT.encode("gb18030").decode("latin-1"),
        "锟斤拷" * 50,
        "\ufffd" * 20 + TEXT[:200],
    ],
    ids=[
        "utf8-read-as-gbk",
        "gbk-read-as-utf8",
        "utf8-read-as-latin1",
        "utf8-read-as-cp1252",
        "gbk-read-as-latin1",
        "kuntan",
        "replaced",
    ],
)
def test_text_that_was_spoiled_before_is_refused(spoiled: str) -> None:
    with pytest.raises(ExtractionError, match="损坏"):
        extract_text(spoiled.encode())


def test_a_single_replaced_character_is_read_and_named() -> None:
    extracted = extract_text((TEXT * 3 + "\ufffd").encode())
    assert "U+FFFD" in extracted.warnings[0]


@pytest.mark.parametrize(
    "text",
    ["Minutes of the café meeting, naïve résumé.", "plain ASCII text", "第1项：OK", "𠮷野家"],
)
def test_text_of_other_kinds_is_not_taken_for_spoiled(text: str) -> None:
    assert extract_text(text.encode()).text == text


def test_the_samples_and_the_real_minutes_are_not_taken_for_spoiled() -> None:
    folders = [PROJECT / "samples", PROJECT.parent / "shared" / "corpus" / "minutes"]
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    assert len(paths) > 40
    for path in paths:
        assert extract_text(path.read_bytes()).warnings == ()


def test_form_feeds_are_the_ends_of_pages() -> None:
    finished = []
    extracted = extract_text(
        "第一页\n末行\f第二页。\n\f\f第四页\f".encode(), lambda: finished.append(1)
    )
    assert extracted.text == "第一页\n末行\n第二页。\n第四页"
    assert [(page.number, extracted.text[page.start :][:3]) for page in extracted.pages] == [
        (1, "第一页"),
        (2, "第二页"),
        (3, "第四页"),
        (4, "第四页"),
    ]
    assert finished == [1]
    assert extract_text("没有分页".encode()).pages == ()
