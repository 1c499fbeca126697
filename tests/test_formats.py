"""Formats are told by content; what nothing reads is refused by its name."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from index.extract.errors import ExtractionError
from index.extract.formats import detect_format

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
FORMAT_OF_SUFFIX = {
    ".docx": "docx",
    ".doc": "office",
    ".wps": "office",
    ".pdf": "pdf",
    ".ofd": "ofd",
    ".html": "html",
    ".txt": "text",
}


def zipped(*names: str, first: bytes = b"") -> bytes:
    """Return a zip file with these entries, the first of them stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, first if name == names[0] else b"")
    return file.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(ExtractionError) as caught:
        detect_format(content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "office"),
        (b"{\\rtf1\\ansi }", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\0", "image"),
        (b"MM\0*", "image"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\xef\xbb\xbf junk before it\r\n%PDF-1.4", "pdf"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\r\n<html>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        ("\ufeff<html>".encode("utf-16-be"), "html"),
        (b"<?xml version='1.0'?><!-- a --><!-- b --><!DOCTYPE html>", "html"),
        (b"<!-- saved from url=(0014)about:internet -->\r\n<HTML>", "html"),
        (b"<h1>", "html"),
        (b"<link rel='x'>", "html"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            "mhtml",
        ),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "mhtml"),
        ("市政府常务会议纪要".encode(), "text"),
        ("市政府常务会议纪要".encode("gb18030"), "text"),
        ("市政府常务会议纪要".encode("utf-16"), "text"),
        (b"BM: a text may begin so, and with ID3 or BZip as well", "text"),
        (b"<pre-school>", "text"),
        (b"a < b", "text"),
        (b"<?xml version='1.0'?><note/>", "text"),
        (zipped("a.txt", "b/c.pdf"), "zip"),
        (zipped(), "zip"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (zipped("/OFD.xml", "/Doc_0/Document.xml"), "ofd"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document.xml", "META-INF/MANIFEST.MF"), "docx"),
        (
            zipped("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text"),
            "office",
        ),
    ],
)
def test_a_format_is_told_by_its_content(content: bytes, format: str) -> None:
    assert detect_format(content) == format


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "空"),
        (b" \r\n\t", "空"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"(\xb5/\xfd", "zstd"),
        (b"MSCF\0\0\0\0", "CAB"),
        (bytes(257) + b"ustar\0" + bytes(250), "tar"),
        (b"GIF89a", "GIF"),
        (b"8BPS\0\x01", "Photoshop"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypisom", "音像"),
        (b"ID3\x04\0", "音像"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "音像"),
        (b"\x7fELF\x02", "程序"),
        (b"MZ\x90\0", "程序"),
        (b"SQLite format 3\0", "数据库"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (zipped("[Content_Types].xml", "visio/document.xml"), "Visio"),
        (zipped("[Content_Types].xml", "FixedDocSeq.fdseq"), "XPS"),
        (zipped("META-INF/MANIFEST.MF", "a.class"), "程序"),
        (zipped("mimetype", "META-INF/container.xml"), "EPUB"),
        (
            zipped(
                "mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet"
            ),
            "表格",
        ),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "Word XML"),
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="x">', "标文通"),
        (zipped("a.txt")[:-5], "不完整"),
        (b"PK\x03\x04" + bytes(100), "不完整"),
        (zipped("a.txt").replace(b"PK\x01\x02", b"PK\x01\x09"), "损坏"),
    ],
)
def test_what_nothing_reads_is_named(content: bytes, named: str) -> None:
    assert named in refusal(content)


def test_a_name_is_never_believed() -> None:
    assert detect_format("一、研究就业工作".encode()) == "text"


def test_comments_without_end_take_no_time() -> None:
    started = time.perf_counter()
    assert detect_format(b"<!-- -->" * 500 + b"no tag") == "text"
    assert detect_format(b"<!--" * 1_000 + b"-->" * 20) == "text"
    assert detect_format(b"<?xml " * 600 + b"?>" * 60) == "text"
    assert time.perf_counter() - started < 1


def test_a_directory_of_a_million_entries_is_not_read() -> None:
    entry = bytes.fromhex("504b0102") + bytes(42)
    count, size = 1_000_000, 46_000_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + size.to_bytes(4, "little") + bytes(6)
    content = b"PK\x03\x04" + entry * count + end
    assert "超过" in refusal(content)


def test_every_sample_is_text() -> None:
    paths = sorted((PROJECT / "samples").glob("*.txt"))
    assert paths
    assert {detect_format(path.read_bytes()) for path in paths} == {"text"}


def test_real_files_are_told() -> None:
    folder = SHARED / "corpus" / "formats"
    if not folder.is_dir():
        pytest.skip("needs ../shared/corpus/formats")
    told = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in FORMAT_OF_SUFFIX:
            continue
        found = detect_format(path.read_bytes())
        # One .wps may be any of the formats that WPS saves under that name.
        allowed = {"office", "docx"} if path.suffix == ".wps" else {FORMAT_OF_SUFFIX[path.suffix]}
        assert found in allowed, path.name
        told += 1
    assert told >= 15
