"""Zip archives: every member is read or refused by name, and nothing in one can do harm."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from packed_zip import CONTENT as TEXT
from packed_zip import Packer

from index.extract.archive import members as archive
from index.extract.archive.members import Member, RefusedMember, list_members, read_member
from index.extract.errors import ExtractionError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.zip"


def listed(path: Path, content: bytes) -> list[Member | RefusedMember]:
    path.write_bytes(content)
    return list_members(path)


def names(path: Path, content: bytes) -> list[str]:
    """Return the names of members that are all read."""
    found = listed(path, content)
    assert all(isinstance(member, Member) for member in found), found
    return [member.name for member in found]


def reason(path: Path, content: bytes) -> str:
    """Return why the one member of an archive is refused."""
    (member,) = listed(path, content)
    assert isinstance(member, RefusedMember), member
    return member.reason


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(ExtractionError) as caught:
        list_members(path)
    return str(caught.value)


def zipped(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return file.getvalue()


def test_members_are_listed_in_order_and_read_back(path: Path) -> None:
    entries = {"纪要/第1次.txt": TEXT, "b.pdf": b"%PDF-1.4", "空.txt": b"", "a.txt": bytes(5_000)}
    found = listed(path, zipped(entries))
    assert [m.name for m in found] == list(entries)
    for member, content in zip(found, entries.values(), strict=True):
        assert isinstance(member, Member)
        assert member.size == len(content)
        assert member.sha256 == hashlib.sha256(content).hexdigest()
        assert read_member(path, member.position) == content


def test_folders_are_no_members_and_positions_stay(path: Path) -> None:
    content = Packer().add(b"folder/", b"").add(b"folder/a.txt").add(b"b.txt", b"b").packed()
    found = listed(path, content)
    assert [(m.name, m.position) for m in found if isinstance(m, Member)] == [
        ("folder/a.txt", 1),
        ("b.txt", 2),
    ]
    assert read_member(path, 2) == b"b"


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize(
    "name",
    [
        "市政府第12次常务会议纪要.txt",
        "会议/关于印发《办法》的通知（终稿）.docx",
        "联通.txt",
        "镕.txt",
    ],
)
def test_names_without_a_flag_are_chinese(path: Path, name: str, encoding: str) -> None:
    assert names(path, Packer().add(name.encode(encoding)).packed()) == [name]


@pytest.mark.parametrize("name", ["會議紀要.txt", "關於經濟發展與環境保護的報告（修訂）.pdf"])
def test_names_in_big5_are_told(path: Path, name: str) -> None:
    assert names(path, Packer().add(name.encode("big5")).packed()) == [name]


def test_every_sample_name_survives_the_code_page_of_windows(path: Path) -> None:
    """Each alone, so that no name leans on others."""
    samples = Path(__file__).resolve().parents[1] / "samples"
    titles = [file.read_text("utf-8").split()[0][:40] for file in sorted(samples.glob("*.txt"))]
    assert len(titles) > 20
    for title in titles:
        assert names(path, Packer().add(title.encode("gb18030")).packed()) == [title]


def test_a_flagged_name_is_believed(path: Path) -> None:
    raw = "café 纪要.txt".encode()
    assert names(path, Packer().add(raw, flags=0x800).packed()) == ["café 纪要.txt"]


def test_the_unicode_path_field_goes_before_a_guess(path: Path) -> None:
    raw, meant = b"\x8e\x9f.txt", "纪要.txt"
    field = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + meant.encode()
    stale = b"\x01" + bytes(4) + b"other.txt"
    packer = Packer().add(raw, extra=struct.pack("<HH", 0x7075, len(field)) + field)
    packer.add("说明.txt".encode("gb18030"), extra=struct.pack("<HH", 0x7075, len(stale)) + stale)
    assert names(path, packer.packed()) == [meant, "说明.txt"]


def test_backslashes_part_folders(path: Path) -> None:
    """Old .NET programs write them."""
    assert names(path, Packer().add(b"folder\\a.txt").packed()) == ["folder/a.txt"]


def test_a_name_is_fit_to_be_printed(path: Path) -> None:
    raw = "a\nb\u202etxt.exe\0.txt".encode()
    (name,) = names(path, Packer().add(raw, flags=0x800).packed())
    assert name == "a\ufffdb\ufffdtxt.exe\ufffd.txt"


@pytest.mark.parametrize(
    "name",
    [
        b"../a.txt",
        b"a/../../b.txt",
        b"..\\..\\a.txt",
        b"/etc/passwd",
        b"\\\\server\\share\\a.txt",
        b"C:\\a.txt",
        b"c:a.txt",
    ],
)
def test_names_that_point_outside_are_refused(path: Path, name: bytes) -> None:
    assert "之外" in reason(path, Packer().add(name).packed())


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("__MACOSX/._a.txt", "系统自动生成"),
        ("a/Thumbs.db", "系统自动生成"),
        ("desktop.ini", "系统自动生成"),
        (".DS_Store", "隐藏"),
        ("a/.git/config", "隐藏"),
        ("a.json", "数据文件"),
        ("a.XML", "数据文件"),
    ],
)
def test_what_is_no_document_is_passed_over(path: Path, name: str, named: str) -> None:
    (member,) = listed(path, Packer().add(name.encode()).packed())
    assert isinstance(member, RefusedMember)
    assert named in member.reason
    assert member.cause == "passed_over"


def test_a_long_name_is_cut_where_it_is_refused(path: Path) -> None:
    (member,) = listed(path, Packer().add(b"a" * 60_000 + b".txt").packed())
    assert isinstance(member, RefusedMember)
    assert "文件名" in member.reason
    assert len(member.name) <= 500


def test_of_two_files_with_one_name_the_first_is_read(path: Path) -> None:
    first, second = listed(path, Packer().add(b"a.txt", b"1").add(b"./a.txt", b"2").packed())
    assert isinstance(first, Member)
    assert isinstance(second, RefusedMember)
    assert "同名" in second.reason
    assert read_member(path, first.position) == b"1"


def test_a_refused_file_leaves_its_name_to_the_next(path: Path) -> None:
    refused, read = listed(path, Packer().add(b"a.txt", flags=1).add(b"a.txt", b"2").packed())
    assert isinstance(refused, RefusedMember)
    assert isinstance(read, Member)


# --- kinds -----------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [0x1, 0x41, 0x2001])
def test_encrypted_members_are_refused(path: Path, flags: int) -> None:
    assert "加密" in reason(path, Packer().add(b"a.txt", flags=flags).packed())


@pytest.mark.parametrize(
    ("mode", "named"),
    [(stat.S_IFLNK | 0o777, "链接"), (stat.S_IFIFO, "普通文件"), (stat.S_IFCHR, "普通文件")],
)
def test_links_and_devices_are_refused(path: Path, mode: int, named: str) -> None:
    assert named in reason(path, Packer().add(b"a.txt", b"/etc/passwd", mode=mode).packed())


@pytest.mark.parametrize(
    ("method", "named"), [(12, "BZIP2"), (14, "LZMA"), (9, "Deflate64"), (99, "99")]
)
def test_other_compressions_are_refused_by_name(path: Path, method: int, named: str) -> None:
    assert named in reason(path, Packer().add(b"a.txt", method=method).packed())


@pytest.mark.parametrize(
    "inner",
    [
        zipped({"a.txt": TEXT}),
        b"Rar!\x1a\x07\x01\0" + bytes(50),
        b"7z\xbc\xaf\x27\x1c" + bytes(50),
        b"\x1f\x8b\x08" + bytes(50),
    ],
)
def test_archives_in_archives_are_refused(path: Path, inner: bytes) -> None:
    assert reason(path, Packer().add(b"inner.bin", inner).packed()) == (
        "压缩包里又有压缩包，请先解开"
    )


@pytest.mark.parametrize(
    "inner",
    [
        zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
        zipped({"OFD.xml": b""}),
        zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
        zipped({"a.txt": TEXT})[:-9],
    ],
)
def test_documents_that_are_zip_files_are_members(path: Path, inner: bytes) -> None:
    assert names(path, Packer().add(b"a.docx", inner).packed()) == ["a.docx"]


def test_json_lines_are_to_be_unpacked(path: Path) -> None:
    assert "解开" in reason(path, Packer().add(b"a.jsonl", b"{}").packed())


# --- sizes ------------------------------------------------------------------------------------


def test_a_member_that_unpacks_to_too_much_is_refused(path: Path) -> None:
    assert "50 MB" in reason(path, Packer().add(b"a.txt", size=50 * 1024**2 + 1).packed())
    assert "炸弹" in reason(path, Packer().add(b"a.txt", bytes(2 * 1024**2)).packed())


def test_a_blank_form_is_no_bomb(path: Path) -> None:
    assert names(path, Packer().add(b"a.txt", b" " * 1024**2).packed()) == ["a.txt"]


def test_a_size_that_lies_cannot_make_it_unpack_more(path: Path) -> None:
    content = Packer().add(b"a.txt", bytes(40 * 1024**2), size=1_000).packed()
    assert "损坏" in reason(path, content)


def test_too_much_in_all_is_refused_whole(path: Path) -> None:
    packer = Packer()
    for number in range(25):
        packer.add(b"%d.txt" % number, size=45 * 1024**2)
    assert "1 GB" in refusal(path, packer.packed())


@pytest.mark.parametrize("count", [archive.MAXIMUM_MEMBERS, archive.MAXIMUM_MEMBERS + 1])
def test_members_are_counted(path: Path, count: int) -> None:
    content = zipped({f"{number}.txt": b"" for number in range(count)})
    if count > archive.MAXIMUM_MEMBERS:
        assert "超过 2000 个" in refusal(path, content)
    else:
        assert len(listed(path, content)) == count


def test_a_count_that_lies_is_found_out(path: Path) -> None:
    content = bytearray(zipped({f"{number}.txt": b"" for number in range(2_001)}))
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 12] = b"\x01\0\x01\0"
    assert "超过 2000 个" in refusal(path, bytes(content))


@pytest.mark.parametrize("offset", [0, 10])
def test_entries_that_overlap_are_refused_whole(path: Path, offset: int) -> None:
    assert "重叠" in refusal(path, Packer().add(b"a").add(b"b", offset=offset).packed())


# --- damage ------------------------------------------------------------------------------------


def test_an_empty_archive_is_said_to_be_empty(path: Path) -> None:
    assert refusal(path, Packer().packed()) == "压缩包里没有文件"
    assert refusal(path, Packer().add(b"folder/", b"").packed()) == "压缩包里没有文件"


def test_a_truncated_archive_is_refused_whole(path: Path) -> None:
    whole = zipped({"a.txt": TEXT, "b.txt": TEXT})
    for length in range(len(whole)):
        assert "不完整" in refusal(path, whole[:length])


def test_a_part_of_a_split_archive_is_named(path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT}))
    end = content.rindex(b"PK\x05\x06")
    content[end + 4 : end + 8] = b"\x02\0\0\0"
    assert "分卷" in refusal(path, bytes(content))


@pytest.mark.parametrize("changes", [{"crc": 1}, {"size": 3}, {"size": 5_000}])
def test_a_damaged_member_is_refused_and_its_neighbours_read(
    path: Path, changes: dict[str, int]
) -> None:
    content = Packer().add(b"a.txt").add(b"bad.txt", **changes).add(b"c.txt").packed()
    first, bad, last = listed(path, content)
    assert isinstance(bad, RefusedMember)
    assert "损坏" in bad.reason
    assert isinstance(first, Member)
    assert isinstance(last, Member)
    with pytest.raises(ExtractionError):
        read_member(path, 1)
    assert read_member(path, last.position) == TEXT


def test_every_bit_of_a_small_archive_may_be_wrong(path: Path) -> None:
    whole = zipped({"a.txt": TEXT, "纪要.txt": b"1"})
    outcomes = set()
    for place in range(len(whole)):
        for mask in (0x01, 0x80):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1 :])
            try:
                outcomes |= {type(member).__name__ for member in list_members(path)}
            except ExtractionError:
                outcomes.add("refused")
    assert outcomes == {"Member", "RefusedMember", "refused"}


def test_a_member_that_is_no_longer_there_is_said_so(path: Path) -> None:
    path.write_bytes(zipped({"a.txt": TEXT}))
    for position in (-1, 1):
        with pytest.raises(ExtractionError, match="改动"):
            read_member(path, position)


def test_a_refused_member_cannot_be_read(path: Path) -> None:
    path.write_bytes(Packer().add(b"a.txt", flags=1).add(b"b.txt", bytes(2 * 1024**2)).packed())
    for position, named in ((0, "加密"), (1, "炸弹")):
        with pytest.raises(ExtractionError, match=named):
            read_member(path, position)


def test_the_largest_archive_of_zip64_is_read(path: Path) -> None:
    """Records of ZIP64 (APPNOTE 4.3.14) stand before the end where a field is too small."""
    plain = zipped({"a.txt": TEXT})
    end = plain.rindex(b"PK\x05\x06")
    count, _, size, offset = struct.unpack_from("<2H2L", plain, end + 8)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = plain[end : end + 8] + b"\xff" * 12 + bytes(2)
    assert names(path, plain[:end] + record + locator + last) == ["a.txt"]
    far = struct.pack("<4sLQL", b"PK\x06\x07", 0, 1 << 60, 1)
    assert "损坏" in refusal(path, plain[:end] + record + far + last)
