"""Conversion by LibreOffice, shut off from network, macros and links.

One LibreOffice process a file, each with a profile of its own, so that workers do not meet. A
fresh profile costs half a second more than one used before, which is not worth what an earlier
document may have left in it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from index.extract.errors import ExtractionError

#: Overrides the LibreOffice that is found on PATH.
PROGRAM_VARIABLE = "YIDING_SOFFICE"
#: Seconds; less than the supervisor grants a file, so that the cause is told.
TIME_LIMIT = 50.0
_PROGRAMS = ("soffice", "libreoffice")
_OUTPUT_FILTER = "docx:MS Word 2007 XML"
#: A converted document is text and small pictures; a larger one is no document.
_LARGEST_RESULT = 256 * 1024 * 1024

#: Path in LibreOffice's configuration, property, value (registry schema main.xcd).
_SETTINGS = (
    # 3: only documents in trusted places run macros, and no place is trusted.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    # From version 7.6 on: no embedded objects, controls or scripts.
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    # What a document outside trusted places refers to (pictures, sections) is not fetched.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    ("Office.Calc/Content/Update", "Link", "2"),  # never, counted differently
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    # A proxy that is not there stands before whatever should try the network all the same.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def convert_to_docx(content: bytes, suffix: str, input_filter: str) -> bytes:
    """Return a file of an older or open format as .docx.

    ``input_filter`` is LibreOffice's name of the format; without one, it would read any bytes as
    some text. Takes 1 to 6 seconds, most of it the start.

    Raises:
        ExtractionError: LibreOffice is missing, takes over :data:`TIME_LIMIT`, or cannot read it.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="soffice-") as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(content)
        _write_settings(folder / "profile" / "user")
        _run(_command(program, folder, source, input_filter), folder)
        result = folder / "out" / "source.docx"
        if not result.is_file() or result.stat().st_size > _LARGEST_RESULT:
            raise ExtractionError(
                "LibreOffice 读不了这份文件（可能已损坏），请另存为 .docx 后再放入"
            )
        return result.read_bytes()


def _program() -> str:
    """Return the path of LibreOffice.

    Raises:
        ExtractionError: there is none; says how to install it, and what to do without.
    """
    named = os.environ.get(PROGRAM_VARIABLE)
    for candidate in (named,) if named else _PROGRAMS:
        if found := shutil.which(candidate):
            return found
    raise ExtractionError(
        "读取 .doc、.wps、.rtf、.odt 需要 LibreOffice：请安装"
        "（Debian、统信 UOS、银河麒麟：apt install libreoffice-writer；"
        "openEuler、中科方德：dnf install libreoffice-writer），或把文件另存为 .docx"
    )


def _command(program: str, folder: Path, source: Path, input_filter: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
        f"--infilter={input_filter}",
        "--convert-to",
        _OUTPUT_FILTER,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice in this process group, which the supervisor ends as a whole."""
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",  # draws into memory: no display is asked for
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise ExtractionError(
            f"LibreOffice 转换超过 {TIME_LIMIT:.0f} 秒，已停止；请另存为 .docx 后再放入"
        ) from None
    finally:
        _kill_with_children(process.pid)
        process.wait()
    # It ends with 0 even where it could not read the file; that shows in the result.
    if process.returncode < 0:
        raise ExtractionError("LibreOffice 读这份文件时崩溃，请另存为 .docx 后再放入")


def _kill_with_children(pid: int) -> None:
    """End a process and those it started: the program named soffice only starts another one."""
    children: list[str] = []
    with suppress(OSError):  # it has ended
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    for child in children:
        _kill_with_children(int(child))


def _write_settings(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
