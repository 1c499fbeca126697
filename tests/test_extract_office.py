""".doc, .wps, .rtf and .odt: checked first, converted without network, the same text as .docx."""

import io
import os
import re
import shutil
import socket
import stat
import struct
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_file import paragraph, part, read, word_file

from index.extract.errors import ExtractionError
from index.extract.model import Extraction
from index.extract.office import extract_office
from index.extract.office import libreoffice as libreoffice
from index.extract.office.libreoffice import convert_to_docx

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "formats"
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="needs LibreOffice Writer",
)
ODT = "application/vnd.oasis.opendocument.text"


def office(content: bytes) -> Extraction:
    return extract_office(content, lambda: None)


def fails(content: bytes) -> str:
    with pytest.raises(ExtractionError) as failure:
        office(content)
    return str(failure.value)


# --- OLE2 files, written as [MS-CFB] has them ----------------------------------------------------

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole_file(streams: dict[str, bytes], root_class: bytes = bytes(16)) -> bytes:
    """Return an OLE2 file; every stream is as long as the small-stream limit or longer."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        first, count = len(sectors), -(-len(content) // SECTOR)
        padded = content.ljust(count * SECTOR, b"\0")
        sectors += [padded[i : i + SECTOR] for i in range(0, len(padded), SECTOR)]
        fat += [*range(first + 1, first + count), END]
        entries.append((name, 2, first, len(content)))
    directory = _entry("Root Entry", 5, END, 0, FREE, 1 if entries else FREE, root_class)
    for place, (name, kind, first, size) in enumerate(entries, start=1):
        right = place + 1 if place < len(entries) else FREE
        directory += _entry(name, kind, first, size, right, FREE, bytes(16))
    first = len(sectors)
    count = -(-len(directory) // SECTOR)
    directory = directory.ljust(count * SECTOR, b"\0")
    sectors += [directory[i : i + SECTOR] for i in range(0, len(directory), SECTOR)]
    fat += [*range(first + 1, first + count), END, FAT]
    sectors.append(struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat))))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE,
        9, 6, bytes(6), 0, 1, first, 0, 4096, END, 0, END, 0, len(sectors) - 1,
    )  # fmt: skip
    return header.ljust(SECTOR, b"\xff") + b"".join(sectors)


def _entry(
    name: str, kind: int, first: int, size: int, right: int, child: int, class_id: bytes
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, FREE, right, child, class_id,
        0, 0, 0, first, size,
    )  # fmt: skip


def word_header(identifier: int = 0xA5EC, flags: int = 0, pieces: int = 0) -> bytes:
    """Return a Word stream whose text is said to be described at ``pieces`` of the table."""
    header = bytearray(4096)
    struct.pack_into("<6H", header, 0, identifier, 193, 0, 0, 0, flags)
    struct.pack_into("<i", header, 0x4C, 100)
    struct.pack_into("<II", header, 0x1A2, pieces, 21)
    return bytes(header)


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        ({"EncryptionInfo": b"", "EncryptedPackage": b""}, "已加密"),
        ({"WordDocument": word_header(flags=0x0100), "0Table": b""}, "已加密"),
        ({"\x09DRMContent": b""}, "权限管理"),
        ({"Workbook": b""}, "表格文件"),
        ({"Book": b""}, "表格文件"),
        ({"PowerPoint Document": b""}, "演示文稿"),
        ({"__properties_version1.0": b""}, "邮件"),
        ({"FileHeader": b"", "DocInfo": b""}, "HWP"),
        ({"MatOST": b""}, "Works"),
        ({"Catalog": b""}, "Thumbs"),
        ({"something": b""}, "没有 Word 文档"),
        ({}, "没有 Word 文档"),
        ({"WordDocument": b"junk", "0Table": b""}, "文件头有错"),
        ({"WordDocument": word_header()}, "已损坏"),
        ({"WordDocument": word_header(flags=0x0200), "0Table": b"\2"}, "已损坏"),
        ({"WordDocument": word_header(), "0Table": b"junk"}, "已损坏"),
        ({"WordDocument": word_header(pieces=4090), "0Table": b"\2" * 4096}, "已损坏"),
        ({"WordDocument": word_header(pieces=0xFFFFFFF0), "0Table": b"\2"}, "已损坏"),
    ],
)
def test_ole_files_are_told_apart(streams: dict[str, bytes], expected: str) -> None:
    assert expected in fails(ole_file(streams))


def test_an_installer_is_named() -> None:
    class_id = bytes.fromhex("8410 0c00 0000 0000 c000 0000 0000 0046".replace(" ", ""))
    assert "安装程序" in fails(ole_file({"x": b""}, class_id))


def test_truncated_and_changed_ole_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreached(*_: object) -> bytes:
        raise ExtractionError("到了转换")

    monkeypatch.setattr("index.extract.office.convert_to_docx", unreached)
    whole = ole_file({"WordDocument": word_header(), "0Table": b"\2" * 5000})
    assert fails(whole) == "到了转换"
    # Up to the end of the table stream everything is needed; the FAT is the last sector.
    for length in range(8, len(whole) - 1, 97):
        assert "到了转换" not in fails(whole[:length])


@settings(max_examples=60)
@given(st.data())
def test_any_damage_to_an_ole_file_is_a_sentence(data: st.DataObject) -> None:
    content = bytearray(ole_file({"Workbook": b"x", "0Table": b"y"}))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.one_of(st.integers(0, 600), st.integers(0, len(content) - 1)))
        content[place] = data.draw(st.integers(0, 255))
    assert re.search("不支持|损坏", fails(bytes(content)))


# --- RTF and OpenDocument ------------------------------------------------------------------------


def odt(body: str, kind: str = ODT, manifest: str = "", **parts: str) -> bytes:
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    content = (
        f'<office:document-content {namespaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest}</manifest:file-entry></manifest:manifest>"
    )
    files = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": listed, **parts}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def test_other_opendocument_files_encrypted_and_hostile_ones_are_refused() -> None:
    assert ".ods" in fails(odt("", ODT.replace("text", "spreadsheet")))
    assert ".odp" in fails(odt("", ODT.replace("text", "presentation")))
    assert "其他类型" in fails(odt("", "application/x"))
    assert "已加密" in fails(odt("", manifest="<manifest:encryption-data/>"))
    assert "炸弹" in fails(odt("", Pictures="\0" * 20_000_000))
    assert "嵌套过深" in fails(odt("<text:p>" * 300 + "</text:p>" * 300))


def test_a_cut_off_rtf_file_is_refused() -> None:
    assert "截断" in fails(rb"{\rtf1\ansi one\par two")


# --- conversion ----------------------------------------------------------------------------------


def test_a_missing_libreoffice_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(libreoffice.PROGRAM_VARIABLE, raising=False)
    reason = fails(rb"{\rtf1 x}")
    assert "apt install libreoffice-writer" in reason
    assert "dnf install libreoffice-writer" in reason
    assert ".docx" in reason


def program(folder: Path, script: str) -> str:
    path = folder / "office-of-the-test"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("exit 0", "读不了"),
        ("kill -SEGV $$", "崩溃"),
        ("sleep {seconds} & sleep {seconds}", "超过"),
    ],
)
def test_a_libreoffice_that_fails_crashes_or_hangs(
    script: str, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seconds = str(1000 + os.getpid())  # tells these processes from those of a test beside
    script = f"echo $$ > {tmp_path}/pid; " + script.replace("{seconds}", seconds)
    monkeypatch.setenv(libreoffice.PROGRAM_VARIABLE, program(tmp_path, script))
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 1.0)
    began = time.monotonic()
    assert expected in fails(rb"{\rtf1 x}")
    assert time.monotonic() - began < 20
    pid = int((tmp_path / "pid").read_text())
    assert not Path(f"/proc/{pid}").exists()
    # It is nobody's child any more: the system takes it away a moment after it was killed.
    until = time.monotonic() + 10
    while _running(["sleep", seconds]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _running(["sleep", seconds])


def _running(command: list[str]) -> list[Path]:
    """Return the living processes with this command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if words[:-1] == command:
            found.append(place)
    return found


@needs_libreoffice
def test_rtf_and_odt_are_read() -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in "会议纪要".encode("gbk"))
    rtf = rf"{{\rtf1\ansi\ansicpg936 {{\b {escaped}}}}}".encode()
    extraction = office(rtf)
    assert (extraction.text, extraction.route, extraction.pages) == ("会议纪要", "conversion", ())
    listed = "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
    assert office(odt(f"<text:p>会议纪要</text:p>{listed}")).text.startswith("会议纪要\n")


@needs_libreoffice
def test_bytes_that_are_no_document_are_not_read_as_text() -> None:
    with pytest.raises(ExtractionError, match="读不了"):
        convert_to_docx("不是文档\n".encode() * 100, ".doc", "MS Word 97")


@contextmanager
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a web server on this machine, and the requests that reach it."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(10)
                    requests.append(connection.recv(200))
                    connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", requests
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def linked(address: str, secret: Path) -> str:
    return (
        '<text:p>正文<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
        f'<draw:image xlink:href="{address}/x.png" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/></draw:frame></text:p><text:section text:name="a">'
        f'<text:section-source xlink:href="{address}/x.txt" xlink:type="simple"/></text:section>'
        '<text:section text:name="b"><text:section-source text:filter-name="Text" '
        f'xlink:href="{secret.as_uri()}" xlink:type="simple"/><text:p>旧</text:p></text:section>'
    )


@needs_libreoffice
def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("另一份文件的内容")
    with listener() as (address, requests):
        body = linked(address, secret)
        assert office(odt(body)).text == "正文\n旧"
        rtf = rf'{{\rtf1 a{{\field{{\*\fldinst INCLUDEPICTURE "{address}/x.png"}}}}}}'
        assert office(rtf.encode()).text == "a"
        assert requests == []
        # The same document does reach out where nothing holds LibreOffice back, and it makes
        # a .doc that links to the picture as well.
        source = tmp_path / "source.odt"
        source.write_bytes(odt(body))
        _convert_unprotected(source, "doc")
        assert requests != []
        requests.clear()
        assert office((tmp_path / "source.doc").read_bytes()).text.startswith("正文")
        assert requests == []


def _convert_unprotected(source: Path, target: str) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = source.with_name("profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    command += ["--outdir", str(source.parent), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=100)


@needs_libreoffice
def test_computed_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    formats = ("chineseCounting", "decimal", "upperLetter", "decimalEnclosedCircle")
    definitions = ""
    for number, first in enumerate(("%1、", "第%1条")):
        texts = (first, "（%2）", "%1.%2.%3", "%4")
        levels = zip(formats, texts, strict=True)
        definitions += f'<w:abstractNum w:abstractNumId="{number}">' + "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{name}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for place, (name, text) in enumerate(levels)
        )
        definitions += "</w:abstractNum>"
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    for number, more in enumerate(("", "", override), start=1):
        abstract = f'<w:abstractNumId w:val="{number % 2}"/>'
        definitions += f'<w:num w:numId="{number}">{abstract}{more}</w:num>'
    places = "1.0 1.1 1.1 2.0 1.2 1.3 2.1 1.1 1.2 3.0 3.1 1.0 2.0 3.0 2.1 2.2 1.1 1.2 1.2 3.1"
    body = ""
    for place, words in enumerate(places.split()):
        number, level = words.split(".")
        listed = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
        body += paragraph(f"项{place}", f"<w:numPr>{listed}</w:numPr>")
    source = tmp_path / "source.docx"
    source.write_bytes(word_file(body, numbering=part("w:numbering", definitions)))
    _convert_unprotected(source, "txt:Text (encoded):UTF8")
    printed = (tmp_path / "source.txt").read_text("utf-8-sig")
    ours = [line.replace(" ", "") for line in read(source.read_bytes()).text.split("\n")]
    assert len(ours) == 20
    assert ours == ["".join(line.split()) for line in printed.strip().split("\n")]


# --- real documents ------------------------------------------------------------------------------


def real(name: str) -> bytes:
    found = next(FORMATS.rglob(name), None)
    if found is None:
        pytest.skip(f"needs ../shared/corpus/formats/{name}")
    return found.read_bytes()


def squeezed(extraction: Extraction) -> str:
    return "".join(extraction.text.split())


@needs_libreoffice
@pytest.mark.parametrize("name", ["master_template.doc", "master_template.wps", "test.wps"])
def test_one_document_in_several_formats_has_one_text(name: str) -> None:
    extraction = office(real(name))
    twin = read(real(f"{name.partition('.')[0]}.docx"))
    assert squeezed(extraction) == squeezed(twin)
    assert extraction.metadata.title == twin.metadata.title is not None
    headers = [one for one in extraction.removed if one.reason == "页眉"]
    assert headers == [one for one in twin.removed if one.reason == "页眉"]


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "title", "fewest", "rows"),
    [
        (
            "大纲2*.doc",
            "江西省2022年度考试录用公务员公安机关执法勤务职位专业科目考试大纲",
            1_900,
            0,
        ),
        ("江西省*.doc", "江西省中小学教师招聘岗位专业要求参照目录（2022年修订）", 5_000, 10),
        ("附件3*.doc", "公安机关录用人民警察体能测评标准及实施规范", 1_000, 1),
        ("test.doc", "国防部关于教育部放假的通知", 150, 0),
    ],
)
def test_real_documents(name: str, title: str, fewest: int, rows: int) -> None:
    extraction = office(real(name))
    assert extraction.metadata.title == title
    assert len(extraction.text) >= fewest
    assert len([line for line in extraction.text.split("\n") if " | " in line]) >= rows
    assert not re.search("[\ue000-\uf8ff\ufffd]", extraction.text)


@needs_libreoffice
def test_truncated_real_documents_are_refused() -> None:
    content = real("附件3*.doc")
    for share in (10, 50, 90):
        assert "损坏" in fails(content[: len(content) * share // 100])
