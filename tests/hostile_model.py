"""What a hostile input is: how it is written, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from written_minutes import minutes

#: What a document must hold where a hostile file is read.
CONTENT = "会议原则同意高等研究院建设方案"
TEXT = minutes(("研究高等研究院建设", [f"{CONTENT}，由市科技局牵头落实。"]))
#: What stands in a file that nobody was told to read.
CANARY = "金丝雀八九七三一"


@dataclass(frozen=True, slots=True)
class Site:
    """What hostile files point at: a port on this machine that listens, and a file beside them."""

    port: int
    secret: Path

    @property
    def address(self) -> str:
        """An address that must not be asked for."""
        return f"http://127.0.0.1:{self.port}/asked-for"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile input.

    ``refused`` is a pattern that the sentence for the report must match, ``holds`` text that a
    document read from it must hold. An archive may have members of both kinds; ``either`` says
    that each outcome is right for a single file. ``slow`` inputs are left to ``make check``.
    """

    name: str
    write: Callable[[Path, Site], None]
    refused: str = ""
    holds: str = ""
    either: bool = False
    slow: bool = False


def of_bytes(make: Callable[[], bytes]) -> Callable[[Path, Site], None]:
    """Write what ``make`` returns."""

    def write(path: Path, site: Site) -> None:
        path.write_bytes(make())

    return write


def of_site(make: Callable[[Site], bytes]) -> Callable[[Path, Site], None]:
    """Write what ``make`` returns, who is told where it may point at."""

    def write(path: Path, site: Site) -> None:
        path.write_bytes(make(site))

    return write
