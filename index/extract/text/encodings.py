"""Bytes to characters: which encoding a text has, told by how it reads.

Order of trial: byte order marks, UTF-8, UTF-16 without its mark, GB18030 (which contains GBK and
GB2312), Big5 (with the Hong Kong characters). GB18030 gives *some* text for almost any bytes, and
the bytes of most simplified text are also Big5, so both are read and the reading wins that holds
the characters which official texts are made of.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from index.extract.errors import ExtractionError

#: UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: A page that was decoded wrongly once and saved again is full of replacement characters.
_MAXIMUM_REPLACED = 0.01
#: Characters that show how a text was read.
_SAMPLE_LENGTH = 5_000
#: Words of Python's decoders for an incomplete last character.
_CUT_OFF = ("unexpected end", "incomplete", "truncated")
#: Four bytes are the longest character of all these encodings.
_LONGEST_CHARACTER = 4
#: What Windows shows for bytes that Latin-1 leaves to control characters.
_WINDOWS_1252 = {
    byte.decode("cp1252"): byte
    for byte in (bytes([number]) for number in range(0x80, 0xA0))
    if byte not in b"\x81\x8d\x8f\x90\x9d"
}
#: GB2312's level 1 and 2 characters cover ordinary text; wrong decoding scatters beyond them.
_MINIMUM_COMMON = 0.9

#: The commonest characters of this project's own sample documents (four fifths of their text),
#: then the traditional forms of those that have another one, and the punctuation between them.
_SIMPLIFIED = (
    "市局政的年区会人议一工月不澜府资和建业前公日由行临务管发三项同县要成委于地报改用办开以民高个元作设全审实位"
    "生方单理中新责分意上水二在出研规安定对法金度保期施目有通次关到为底案补万住财下合第计究完构大等划点部城取提主"
    "级每经社查企交应四各长文入按望任学收与情进后事名动投件得电机常制老况了明院程汇标集江农平时处专清室内听产面源"
    "场供门重算负小费商本核站体道是科镇护监批整过评条备加预数湖支化组立自现见达能布增先起排展间未运国石请列号户家"
    "线例环结调服技总员态原首北养两亿共协少付之向险信季东造持据青导纪修接低远量复求题则房十境村团至防示准司五装均"
    "急确并头置问考领比推检域台可其已告承营质及记就网半统估指步风口性超测助教配决消率依席表转价车织流验治落物印育"
    "代逐优省才书心路旅校当限来节志须解效予知卫牵类基引约严障简续队乡送申减所正样果给编强园景居选额需权积使征联措"
)
_TRADITIONAL = (
    "區會議資業務發項縣報辦開設實單責規對關為補財計構劃點級經應長與學後進動電機況匯標農時處專內聽產場門負費體鎮"
    "護監評條備預數組現見達運國請號戶線環調總員態養兩億協險東據導紀復題則團準裝確並頭問領檢臺質記網統風測轉價車"
    "織驗優書當來節須決衛牽類約嚴簡續隊鄉減樣給編強園選額權徵聯眾變說這個們還過無讓從東構許論認識際線擴樂歷壓廣"
)
_PUNCTUATION = "，。、；：（）《》“”「」〔〕—"
_COMMON = frozenset(_SIMPLIFIED + _TRADITIONAL + _PUNCTUATION)
#: Real text has half and more of common characters, a wrong reading hardly a fifth.
_MINIMUM_FAMILIAR = 0.3
#: Bytes that are all of GB2312 are Big5 only where that reading is familiar by this much more:
#: measured on the samples in pieces of 6 to 200 characters, none of which passes for Big5.
_CLEARLY_MORE = 0.3


class _WrongEncodingError(ExtractionError):
    """The bytes are not in the encoding that was tried."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the encoding that gave them, and what a person should know about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """Decode text whose encoding is not known.

    Raises:
        ExtractionError: the bytes are empty, binary, damaged, or in no known encoding.
    """
    if not content.strip():
        raise ExtractionError("文件是空的")
    if marked := marked_encoding(content):
        return _checked(content, marked)
    try:
        return _checked(content, "utf-8")
    except _WrongEncodingError as utf8_error:
        guessed = _guess(content)
        if guessed is None:
            raise _no_encoding(utf8_error, content) from None
        return _checked(content, guessed)
    except _BinaryError:
        guessed = _guess_wide(content)
        if guessed is None:
            raise
        return _checked(content, guessed)


def marked_encoding(content: bytes) -> str | None:
    """Return the encoding that a byte order mark names, or ``None``."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def looks_chinese(text: str) -> bool:
    """Whether nearly all characters beyond ASCII belong to GB2312 or its punctuation."""
    beyond = [character for character in text if ord(character) > 127]
    if not beyond:
        return all(c.isprintable() or c.isspace() for c in text)
    common = sum(1 for character in beyond if _in_gb2312(character))
    return common >= _MINIMUM_COMMON * len(beyond)


def familiar_share(text: str) -> float:
    """Return which share of the characters beyond ASCII are common in official texts (0 to 1)."""
    beyond = [character for character in text if ord(character) > 127]
    return sum(1 for c in beyond if c in _COMMON) / len(beyond) if beyond else 0.0


class _BinaryError(ExtractionError):
    """The bytes hold zeros where text has none."""


def _no_encoding(utf8_error: ExtractionError, content: bytes) -> ExtractionError:
    """Return the error to report where no encoding fits: the first wrong byte says most."""
    try:
        _sample(content, "gb18030")
    except UnicodeDecodeError:
        return utf8_error
    return ExtractionError("编码无法识别（不是 UTF-8、UTF-16、GB18030 或 Big5）")


def _guess(content: bytes) -> str | None:
    """Return the best encoding of bytes that are not UTF-8, or ``None``."""
    wide = _guess_wide(content)
    shares = {name: _reading(content, name) for name in ("gb18030", "big5hkscs")}
    simplified, traditional = shares["gb18030"], shares["big5hkscs"]
    if wide is not None and familiar_share(_sample(content, wide)) > max(simplified, traditional):
        return wide
    clean = simplified >= 0 and looks_chinese(_sample(content, "gb18030"))
    needed = simplified + _CLEARLY_MORE if clean else simplified
    if traditional >= _MINIMUM_FAMILIAR and traditional > needed:
        return "big5hkscs"
    return "gb18030" if clean or simplified >= _MINIMUM_FAMILIAR else None


def _guess_wide(content: bytes) -> str | None:
    """Return the UTF-16 form of bytes without a mark, or ``None``."""
    shares = {name: _reading(content, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _MINIMUM_FAMILIAR else None


def _reading(content: bytes, encoding: str) -> float:
    """Return how familiar the bytes read in an encoding; -1 where they are not in it."""
    try:
        text = _sample(content, encoding)
    except UnicodeDecodeError:
        return -1.0
    return -1.0 if "\0" in text else familiar_share(text)


def _sample(content: bytes, encoding: str) -> str:
    """Decode the beginning; a character that the cut or the end of the file breaks is left off.

    Raises:
        UnicodeDecodeError: the bytes are not in this encoding.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    return decoder.decode(content[: _SAMPLE_LENGTH * 2])


def _checked(content: bytes, encoding: str) -> Decoded:
    """Decode; an incomplete last character is cut off and named.

    Raises:
        ExtractionError: the bytes are not in this encoding, or were spoiled before.
    """
    try:
        text = content.decode(encoding)
        warnings: tuple[str, ...] = ()
    except UnicodeDecodeError as error:
        cut_off = any(words in error.reason for words in _CUT_OFF)
        if not cut_off or len(content) - error.start > _LONGEST_CHARACTER:
            raise _WrongEncodingError(
                f"编码无法识别（第 {error.start + 1} 个字节不是 UTF-8）"
            ) from None
        text = content[: error.start].decode(encoding)
        warnings = ("文件在末尾被截断，最后一个字不完整",)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise _BinaryError("不是文本文件（含有二进制内容）")
    if not text.strip():
        raise ExtractionError("文件里没有文字")
    return Decoded(text, encoding, (*warnings, *replacement_warnings(text)))


def replacement_warnings(text: str) -> tuple[str, ...]:
    """Say how many characters an earlier program could not read.

    Raises:
        ExtractionError: they are too many, or all of the text was read in a wrong encoding.
    """
    # Two replacement characters in UTF-8, read as GBK, are 锟斤拷.
    replaced = text.count("\ufffd") + 2 * text.count("锟斤拷")
    if replaced > _MAXIMUM_REPLACED * len(text):
        raise ExtractionError("文字已损坏（含有大量替换符 U+FFFD），请重新导出")
    if _was_misread(text[:_SAMPLE_LENGTH]):
        raise ExtractionError("文字已损坏（曾以错误的编码打开并保存），请重新导出")
    return (f"有 {replaced} 处文字已丢失（替换符 U+FFFD）",) if replaced else ()


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


def _in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", errors="ignore")) == 2
