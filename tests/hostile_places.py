"""What a folder may hold beside ordinary files: links, pipes, closed doors, odd names."""

from __future__ import annotations

import os
from pathlib import Path

from hostile_model import CONTENT, TEXT, Hostile, Site, of_bytes


def link_outside(path: Path, site: Site) -> None:
    """A link to a file that nobody named."""
    path.symlink_to(site.secret)


def link_to_nothing(path: Path, site: Site) -> None:
    """A link to a file that is not there."""
    path.symlink_to(path.parent / "nothing.txt")


def link_to_itself(path: Path, site: Site) -> None:
    """A link that leads to itself."""
    path.symlink_to(path)


def folder_in_itself(path: Path, site: Site) -> None:
    """A folder that holds a link to itself."""
    path.mkdir()
    (path / "again").symlink_to(path)


def pipe(path: Path, site: Site) -> None:
    """A pipe, from which nothing ever comes."""
    os.mkfifo(path)


def closed_file(path: Path, site: Site) -> None:
    """A file that may not be read."""
    path.write_text(TEXT, "utf-8")
    path.chmod(0)


def closed_folder(path: Path, site: Site) -> None:
    """A folder that may not be entered."""
    path.mkdir()
    (path / "a.txt").write_text(TEXT, "utf-8")
    path.chmod(0)


def deep_folder(path: Path, site: Site) -> None:
    """A file 300 folders down."""
    path = path.joinpath(*["d"] * 300)
    path.mkdir(parents=True)
    (path / "a.txt").write_text(TEXT, "utf-8")


#: The administrator may read everything.
_MAY_READ_ALL = os.geteuid() == 0


PLACES = (
    Hostile("link-outside.txt", link_outside, "文件夹之外"),
    Hostile("link-to-nothing.txt", link_to_nothing, "不是普通文件|无法读取"),
    Hostile("link-to-itself.txt", link_to_itself, "不是普通文件|无法读取"),
    Hostile("folder-in-itself", folder_in_itself, "链接|没有进入"),
    Hostile("pipe.txt", pipe, "不是普通文件"),
    Hostile(
        "closed.txt",
        closed_file,
        "" if _MAY_READ_ALL else "无法读取",
        CONTENT if _MAY_READ_ALL else "",
    ),
    Hostile(
        "closed-folder",
        closed_folder,
        "" if _MAY_READ_ALL else "无法读取",
        CONTENT if _MAY_READ_ALL else "",
    ),
    Hostile("deep-folder", deep_folder, holds=CONTENT),
    Hostile("two\nlines\x1b[31m.txt", of_bytes(TEXT.encode), holds=CONTENT),
    Hostile(os.fsdecode(b"gbk-\xbc\xcd\xd2\xaa.txt"), of_bytes(TEXT.encode), holds=CONTENT),
    Hostile("-rf.txt", of_bytes(TEXT.encode), holds=CONTENT),
)
