"""Text files in the encodings that are met, and what is refused by name."""

from __future__ import annotations

import random

import pytest
from conftest import PROJECT
from written_minutes import minutes

from index.extract.errors import ExtractionError
from index.extract.text import extract_text

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
@pytest.mark.parametrize("text", [TEXT, "会议同意由市科技局牵头落实" * 20])
def test_wide_encodings_without_their_mark_are_refused(encoding: str, text: str) -> None:
    with pytest.raises(ExtractionError):
        extract_text(text.encode(encoding))


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


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04....", "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x1f\x8b\x08\x00", "压缩"),
        (b"<!DOCTYPE html><p>", "网页"),
        (b"\n <html lang=zh>", "网页"),
    ],
)
def test_another_format_is_named(content: bytes, name: str) -> None:
    with pytest.raises(ExtractionError, match=name):
        extract_text(content)


def test_binary_content_is_refused() -> None:
    with pytest.raises(ExtractionError, match="二进制"):
        extract_text(b"ELF\0\0\0" + TEXT.encode())
    generator = random.Random(1)
    for _ in range(50):
        with pytest.raises(ExtractionError):
            extract_text(generator.randbytes(2_000))


def test_big5_is_refused() -> None:
    with pytest.raises(ExtractionError, match="编码无法识别"):
        extract_text(TRADITIONAL.encode("big5"))


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
