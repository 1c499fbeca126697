"""Plain text: find the encoding, decode, and refuse by name what is not text.

Order of trial: byte order marks, UTF-8, GB18030 (which contains GBK and GB2312). GB18030 gives
*some* text for almost any bytes, so what it gives must also look like Chinese.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from index.extract.errors import ExtractionError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: First bytes of formats that are read by their own extractor or not at all.
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x1f\x8b", "压缩文件"),
)

#: A page that was decoded wrongly once and saved again is full of replacement characters.
_MAXIMUM_REPLACED = 0.01
#: Characters that show how a text was read.
_SAMPLE_LENGTH = 5_000
#: Words of Python's decoders for an incomplete last character.
_CUT_OFF = ("unexpected end", "incomplete", "truncated")
#: What Windows shows for bytes that Latin-1 leaves to control characters.
_WINDOWS_1252 = {
    byte.decode("cp1252"): byte
    for byte in (bytes([number]) for number in range(0x80, 0xA0))
    if byte not in b"\x81\x8d\x8f\x90\x9d"
}
#: GB2312's level 1 and 2 characters cover ordinary text; wrong decoding scatters beyond them.
_MINIMUM_COMMON = 0.9


class _WrongEncodingError(ExtractionError):
    """The bytes are not in the encoding that was tried."""


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a file, how it was read, and what a person should know about it."""

    text: str
    route: str
    warnings: tuple[str, ...] = ()


def extract_text(content: bytes) -> ExtractedText:
    """Decode a text file.

    Raises:
        ExtractionError: the bytes are empty, another format, binary, or in no known encoding.
    """
    if not content.strip():
        raise ExtractionError("文件是空的")
    _refuse_other_formats(content)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return _decoded(content, "utf-8")
    except _WrongEncodingError as utf8_error:
        try:
            extracted = _decoded(content, "gb18030")
        except ExtractionError:
            raise utf8_error from None
        if not looks_chinese(extracted.text):
            raise ExtractionError("编码无法识别（不是 UTF-8、UTF-16 或 GB18030）") from None
        return extracted


def _refuse_other_formats(content: bytes) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise ExtractionError(f"暂不支持的格式：{name}")
    head = content[:1000].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise ExtractionError("暂不支持的格式：网页")


def _decoded(content: bytes, encoding: str) -> ExtractedText:
    """Decode; an incomplete last character is cut off and named.

    Raises:
        ExtractionError: the bytes are not in this encoding, or were spoiled before.
    """
    try:
        text = content.decode(encoding)
        warnings: tuple[str, ...] = ()
    except UnicodeDecodeError as error:
        # Four bytes are the longest character of all these encodings.
        cut_off = any(words in error.reason for words in _CUT_OFF)
        if not cut_off or len(content) - error.start > 4:
            raise _WrongEncodingError(
                f"编码无法识别（第 {error.start + 1} 个字节不是 UTF-8）"
            ) from None
        text = content[: error.start].decode(encoding)
        warnings = ("文件在末尾被截断，最后一个字不完整",)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise ExtractionError("不是文本文件（含有二进制内容）")
    if not text.strip():
        raise ExtractionError("文件里没有文字")
    if replaced := _count_replaced(text):
        warnings += (f"有 {replaced} 处文字已丢失（替换符 U+FFFD）",)
    return ExtractedText(text, f"text/{encoding}", warnings)


def _count_replaced(text: str) -> int:
    """Count the characters that an earlier program could not read.

    Raises:
        ExtractionError: they are too many, or all of the text was read in a wrong encoding.
    """
    # Two replacement characters in UTF-8, read as GBK, are 锟斤拷.
    replaced = text.count("\ufffd") + 2 * text.count("锟斤拷")
    if replaced > _MAXIMUM_REPLACED * len(text):
        raise ExtractionError("文字已损坏（含有大量替换符 U+FFFD），请重新导出")
    if _was_misread(text[:_SAMPLE_LENGTH]):
        raise ExtractionError("文字已损坏（曾以错误的编码打开并保存），请重新导出")
    return replaced


def _was_misread(text: str) -> bool:
    """Whether a text becomes Chinese when a wrong reading of its bytes is undone."""
    if text.isascii():
        return False
    readings = [(text.encode("gb18030", "replace"), "utf-8")]
    if all(ord(character) < 256 or character in _WINDOWS_1252 for character in text):
        single = b"".join(_WINDOWS_1252.get(c) or c.encode("latin-1") for c in text)
        readings += [(single, "utf-8"), (single, "gb18030")]
    undone = (raw.decode(encoding, "replace") for raw, encoding in readings)
    return any(not one.isascii() and looks_chinese(one) for one in undone)


def looks_chinese(text: str) -> bool:
    """Whether nearly all characters beyond ASCII belong to GB2312 or its punctuation."""
    beyond = [character for character in text if ord(character) > 127]
    if not beyond:
        return all(c.isprintable() or c.isspace() for c in text)
    common = sum(1 for character in beyond if _in_gb2312(character))
    return common >= _MINIMUM_COMMON * len(beyond)


def _in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", errors="ignore")) == 2
