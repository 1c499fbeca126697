"""Deterministic damage to files: of their bytes, of the XML and HTML in them, of zip members."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from xml.etree import ElementTree

from fuzz_seeds import repacked

#: Numbers at which programs go wrong.
NUMBERS = (0, 1, 2, 255, 256, 32_767, 65_535, 2**31 - 1, 2**31, 2**32 - 1)
WRITTEN_NUMBERS = (
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "-0.0",
    "999999999999",
    "",
    "0x10",
    "1 2 3",
    "٣",
)
ODD_TEXTS = (
    "\ufffe",
    "\u202e反",
    "\U0010ffff",
    "a\u0301" * 40,
    "　" * 50,
    "<&amp;",
    "𠀀𠀁",
    "\ue000",
)
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = re.compile(r"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(r"=(['\"])([^'\"<>]{0,200})\1")
#: Copies of copies would grow without end.
_MANY_ELEMENTS = 5_000
_WORD = re.compile(rb"[A-Za-z0-9.+-]+")
_NUMBER = re.compile(r"(?<=[\s\"'>:])-?\d+(?:\.\d+)?(?=[\s\"'<;])")


def mutate(seeds: Sequence[bytes], random: Random) -> bytes:
    """Damage one of the seeds of a format, in one to four ways."""
    content = random.choice(seeds)
    if content.startswith(_ZIPPED) and random.random() < 0.7:
        return _mutate_member(content, seeds, random)
    for _ in range(random.choice((1, 1, 2, 4))):
        content = _mutate_once(content, seeds, random)
    return content


def _mutate_once(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    ways = [_flip, _cut, _remove, _repeat, _splice, _number, _fill]
    if content.startswith(b"%PDF"):
        ways += [_same_length] * 7
    elif b"<" in content[:2_000] and not content.startswith(_ZIPPED):
        ways += [_mutate_markup] * 7
    return random.choice(ways)(content, seeds, random)


def _mutate_member(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Damage the content of one member, and pack it so that the container is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if archive.getinfo(name).file_size]
            name = random.choice(names)
            member = archive.read(name)
            others = [archive.read(random.choice(names)), member]
    except (zipfile.BadZipFile, IndexError):
        return _flip(content, seeds, random)
    if name.endswith((".xml", ".rels")) and random.random() < 0.6:
        member = _mutate_tree(member, random)
    else:
        for _ in range(random.choice((1, 1, 2, 4))):
            member = _mutate_once(member, others, random)
    return repacked(content, {name: member})


def _flip(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(random.choice((1, 2, 8, 30)) if damaged else 0):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def _cut(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _block(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.choice((1, 4, 16, 100, 1_000)))


def _remove(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    start, end = _block(content, random)
    return content[:start] + content[end:]


def _repeat(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    start, end = _block(content, random)
    return content[:end] + content[start:end] * random.choice((1, 2, 50)) + content[end:]


def _splice(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(seeds)
    start, end = _block(other, random)
    place = random.randrange(len(content) + 1)
    keep = place if random.random() < 0.5 else min(len(content), place + end - start)
    return content[:place] + other[start:end] + content[keep:]


def _number(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Put a number at which programs go wrong where a length may stand."""
    form = random.choice(("<I", ">I", "<H", ">H", "B"))
    value = random.choice((*NUMBERS, len(content), len(content) + 1))
    packed = struct.pack(form, value % (1 << 8 * struct.calcsize(form)))
    place = random.randrange(len(content) + 1)
    return content[:place] + packed + content[place + len(packed) :]


def _fill(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    start, end = _block(content, random)
    filling = random.choice((b"\0", b"\xff", b" ", b"9", b"<", b"\x80", b"("))
    return content[:start] + filling * (end - start) + content[end:]


def _same_length(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Put another word of a PDF in the place of one, so long that offsets stay right."""
    words = list(_WORD.finditer(content))
    if not words:
        return content
    chosen = random.choice(words)
    length = len(chosen[0])
    others = [word[0] for word in words if len(word[0]) <= length]
    word = random.choice((b"-1", b"0", b"9" * length, b"1e9", random.choice(others)))
    return content[: chosen.start()] + word[:length].rjust(length) + content[chosen.end() :]


def _mutate_tree(content: bytes, random: Random) -> bytes:
    """Change elements of XML so that it stays well-formed."""
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return content
    for _ in range(random.choice((1, 2, 5, 20))):
        elements = list(root.iter())
        chosen, other = random.choice(elements), random.choice(elements)
        way = random.randrange(6)
        if way == 0 and chosen.attrib:
            name = random.choice(list(chosen.attrib))
            chosen.set(name, random.choice((*WRITTEN_NUMBERS, *ODD_TEXTS[1:], "../x", "/", "9")))
        elif way == 1 and chosen.attrib:
            del chosen.attrib[random.choice(list(chosen.attrib))]
        elif way == 2:
            chosen.text = random.choice((*WRITTEN_NUMBERS, *ODD_TEXTS[1:]))
        elif way == 3 and len(chosen):
            chosen.remove(random.choice(list(chosen)))
        elif way == 4 and len(elements) < _MANY_ELEMENTS and sum(1 for _ in other.iter()) < 50:
            chosen.extend([deepcopy(other)] * random.choice((1, 1, 60)))
        elif way == 5:
            chosen.tag, chosen.attrib = other.tag, dict(other.attrib)
    return ElementTree.tostring(root, "utf-8")


def _mutate_markup(content: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    change = random.choice((_change_value, _change_number, _repeat_tag, _nest, _insert_text, _swap))
    return change(text, random).encode("utf-8", "surrogateescape")


def _replaced(
    text: str, pattern: re.Pattern[str], random: Random, change: Callable[[re.Match[str]], str]
) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    chosen = random.choice(found)
    return text[: chosen.start()] + change(chosen) + text[chosen.end() :]


def _change_value(text: str, random: Random) -> str:
    value = random.choice((*WRITTEN_NUMBERS, *ODD_TEXTS[3:], "../" * 9, "/", "9", "x" * 300))
    value = value.replace("<", "").replace("&", "")
    return _replaced(text, _ATTRIBUTE, random, lambda found: f"={found[1]}{value}{found[1]}")


def _change_number(text: str, random: Random) -> str:
    return _replaced(text, _NUMBER, random, lambda _: random.choice(WRITTEN_NUMBERS))


def _repeat_tag(text: str, random: Random) -> str:
    times = random.choice((0, 2, 2, 300))
    return _replaced(text, _MARKUP, random, lambda found: found[0] * times)


def _nest(text: str, random: Random) -> str:
    """Put an element into copies of itself, closed so that the XML stays whole."""
    depth = random.choice((3, 40, 300, 5_000))

    def nested(found: re.Match[str]) -> str:
        name = re.match(r"<([\w:]+)", found[0])
        if name is None or found[0].endswith("/>"):
            return found[0] * 2
        return found[0] * depth + f"</{name[1]}>" * (depth - 1)

    return _replaced(text, _MARKUP, random, nested)


def _insert_text(text: str, random: Random) -> str:
    odd = random.choice(ODD_TEXTS)
    return _replaced(text, re.compile(">"), random, lambda _: ">" + odd)


def _swap(text: str, random: Random) -> str:
    """Put another element of the file in the place of one."""
    found = _MARKUP.findall(text)
    return _replaced(text, _MARKUP, random, lambda _: random.choice(found)) if found else text
