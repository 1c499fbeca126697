"""Zip containers and their XML: read within bounds, and what could do harm is refused by name."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extract.errors import ExtractionError
from index.extract.safe_xml import parse_xml
from index.extract.zip_container import ContainerLimits, open_container

MEBIBYTE = 1024 * 1024


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def refused(content: bytes, limits: ContainerLimits | None = None) -> str:
    """Read every member and return the reason why that is refused."""
    with pytest.raises(ExtractionError) as failure:
        container = open_container(content, limits)
        for member in container:
            container.read(member)
    return str(failure.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read(method: int) -> None:
    files = {"a.xml": "内容".encode(), "folder/": b"", "folder/b": b"", "c": b"x" * 100_000}
    container = open_container(zipped(files, method))
    assert container.names() == ("a.xml", "folder/b", "c")
    assert [container.read(name) for name in container.names()] == [
        files["a.xml"],
        b"",
        files["c"],
    ]
    assert container.bytes_read == 100_000 + 6
    assert "a.xml" in container and "x" not in container
    with pytest.raises(KeyError):
        container.read("x")


def test_a_member_is_read_where_the_directory_says() -> None:
    # A local header may disagree with the directory, as some packers write names.
    content = zipped({"a": b"1", "b": b"2"})
    assert open_container(b"a program before it" + content).read("b") == b"2"
    renamed = content.replace(b"a", b"z", 1)
    assert open_container(renamed).read("a") == b"1"


def test_names_in_the_encodings_of_packers_in_china() -> None:
    name = "会议纪要.txt"
    for encoding in ("gb18030", "utf-8"):
        raw = name.encode(encoding)
        content = zipped({"x" * len(raw): b"1"}).replace(b"x" * len(raw), raw)
        assert open_container(content).names() == (name,)
    assert open_container(zipped({name: b"1"})).names() == (name,)
    extra = b"\x01" + struct.pack("<I", zlib.crc32(b"abc")) + name.encode()
    info = zipfile.ZipInfo("abc")
    info.extra = struct.pack("<HHHH", 0x9999, 0, 0x7075, len(extra)) + extra
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, b"1")
    assert open_container(target.getvalue()).names() == (name,)


def test_paths_with_backslashes_and_roots_are_plain_names() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("/a"), b"1")
        archive.writestr("b_c", b"2")
    content = target.getvalue().replace(b"b_c", b"b\\c")
    assert open_container(content).names() == ("a", "b/c")


def test_bombs_are_refused_by_size_and_by_ratio() -> None:
    content = zipped({"a": b"\0" * (20 * MEBIBYTE)})
    assert "压缩比" in refused(content)
    assert "过大" in refused(content, ContainerLimits(member_size=MEBIBYTE))
    many = zipped({str(number): bytes([number]) * MEBIBYTE for number in range(10)})
    assert "过大" in refused(many, ContainerLimits(total_size=5 * MEBIBYTE))
    assert refused(many, ContainerLimits(members=9)) == "压缩文件的成员过多（10 个，上限 9 个）"


def test_a_size_that_lies_does_not_help_a_bomb() -> None:
    content = bytearray(zipped({"a": b"\0" * (20 * MEBIBYTE)}))
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)  # the inflated size
    assert "炸弹" in refused(bytes(content))


def test_encrypted_members_and_other_methods_are_named() -> None:
    content = bytearray(zipped({"a": b"1"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refused(bytes(content))
    assert "编号 14" in refused(zipped({"a": b"1"}, zipfile.ZIP_LZMA))
    assert "编号 12" in refused(zipped({"a": b"1"}, zipfile.ZIP_BZIP2))


def test_wrong_checksums_and_cut_off_files_are_damaged() -> None:
    content = zipped({"a": b"0123456789"}, zipfile.ZIP_STORED)
    assert "校验" in refused(content.replace(b"0123456789", b"0123456780"))
    for length in range(len(content)):
        assert refused(content[:length]).startswith("文件已损坏")


@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zipped({"a.xml": b"<a>1</a>" * 50, "b": b"2"}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        container = open_container(bytes(content))
        for member in container:
            container.read(member)
    except ExtractionError as error:
        assert str(error)


# --- XML -----------------------------------------------------------------------------------------


def refused_xml(content: bytes) -> str:
    with pytest.raises(ExtractionError) as failure:
        parse_xml(content)
    return str(failure.value)


def test_xml_is_parsed_without_comments_and_instructions() -> None:
    root = parse_xml('<?xml version="1.0"?><a b="1"><!-- c --><?p?>文&amp;字</a>'.encode())
    assert root.tag == "a" and len(root) == 0 and root.text == "文&字"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_doctype_is_refused_in_any_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    assert "DOCTYPE" in refused_xml(text.encode(encoding))


def test_deep_long_and_large_xml_is_refused() -> None:
    assert "嵌套过深" in refused_xml(b"<a>" * 300 + b"</a>" * 300)
    assert "单段过长" in refused_xml(b"<a>" + b"x" * 11_000_000 + b"</a>")
    assert "节点过多" in refused_xml(b"<a>" + b"<b/>" * 8_000_001 + b"</a>")
    assert "过大" in refused_xml(b" " * (97 * MEBIBYTE))


@pytest.mark.parametrize(
    "content", [b"", b"<a", b"<a></b>", b"<a>\x01</a>", b"<a>&e;</a>", b"\xff\xfe<\0a\0", b"text"]
)
def test_broken_xml_is_damaged(content: bytes) -> None:
    assert "已损坏" in refused_xml(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(content: bytes) -> None:
    try:
        parse_xml(content)
    except ExtractionError as error:
        assert str(error)
