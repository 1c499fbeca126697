"""Quantities as numbers: 3.5亿元 is 350000000 元, 一百二十亩 is 120 亩, 1至2亿元 a range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.fact_model import Amount
from index.facts.clauses import blanked_titles
from index.facts.quantities import LONGEST_NUMBER, NUMBER_CHARACTER, parse_quantity
from index.facts.text import FactText
from index.model import Document

#: Spellings of a unit, the unit of the record, how many of it one is.
_UNITS: tuple[tuple[str, str, int], ...] = (
    (r"个百分点", "个百分点", 1),
    (r"%", "%", 1),
    (r"美元", "美元", 1),
    (r"欧元", "欧元", 1),
    (r"港(?:元|币)", "港元", 1),
    # 元 opens many words: 一元化, 二元结构, 元旦, 元件.
    (r"元(?![旦宵素件年器宇月代首帅勋化次论])(?!结构|复合|材料|文化|体系|共治|格局)", "元", 1),
    (r"平方公里|平方千米|km²|km2", "平方公里", 1),
    (r"平方米|平米|㎡|m²|m2", "平方米", 1),
    (r"立方米|m³|m3", "立方米", 1),
    (r"公顷", "公顷", 1),
    (r"亩(?!三分地)", "亩", 1),
    # 千瓦时 is energy, not power.
    (r"(?:千瓦|kW)(?!时|小时|·|h)", "千瓦", 1),
    (r"(?:兆瓦|MW)(?!时|小时|·|h)", "千瓦", 1000),
    # A speed is no length.
    (r"(?:公里|千米|km)(?!/?小?时|/h|每小时)", "公里", 1),
    (r"米(?![粉饭面袋兰线]|/秒)", "米", 1),
    (r"吨(?![位级])", "吨", 1),
)
_UNIT = re.compile("|".join(f"({spelling})" for spelling, _, _ in _UNITS))
#: A number begins where none went before. 余 and 多 (100余万元, 3亿多元) leave it as printed.
_NUMBER = re.compile(
    rf"(?<!{NUMBER_CHARACTER})(?P<number>{NUMBER_CHARACTER}{{1,{LONGEST_NUMBER}}})"
    r"(?P<about>(?:[余多][万亿]{0,2})?[余多]?)"
)
#: What belongs to a word before or behind the number and not to it (重点3公里, 投资, 200亩).
_STRAY = ".,点"
_PERCENT = "百分之"
_JOINT = re.compile(r"[至到~～–−―-]|—{1,2}")
_COMMA = re.compile(",")
_SIGN = re.compile(r"(?:^|[(,:;，、。为是达长速幅])[-−]$")
#: 数千万元, 几百米 name no number, 最后一公里 and 从100万元提高到 are no quantity and no range.
_VAGUE_BEFORE = ("数", "几", "若干")
_IN_A_WORD = ("最后", "最初", "第")
_CHANGE_BEFORE = re.compile(r"[由从](?:原来?的?|上年的?|现行的?|目前的?)?$")


@dataclass(frozen=True, slots=True)
class _Quantity:
    start: int
    end: int
    value: Decimal
    number: str
    unit: str | None


def amounts(texts: Sequence[FactText], document: Document) -> tuple[Amount, ...]:
    """Return the quantities with a unit of money, area, length, volume, weight, power or share.

    In the order of their words, numbers in titles left out. The value is exact up to the sixteenth
    digit: it is computed as a decimal number.
    """
    return tuple(amount for text in texts for amount in _amounts(text))


def _amounts(text: FactText) -> Iterator[Amount]:
    words = _apart(text)
    quantities = list(_quantities(words))
    skipped = False
    for position, quantity in enumerate(quantities):
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        if skipped:
            skipped = False
        elif following and (joined := _range(words, quantity, following)):
            skipped = True
            low, high, unit = joined
            yield Amount(
                float(low), unit, text.evidence(quantity.start, following.end), float(high)
            )
        elif quantity.unit:
            evidence = text.evidence(quantity.start, quantity.end)
            yield Amount(float(quantity.value), quantity.unit, evidence)


def _quantities(words: str) -> Iterator[_Quantity]:
    """Yield every number, with its unit if it has one."""
    for match in _NUMBER.finditer(words):
        start, end = match.span("number")
        printed = words[start:end]
        start += len(printed) - len(printed.lstrip(_STRAY))
        printed = printed.strip(_STRAY)
        vague = _VAGUE_BEFORE if printed.startswith(("十", "百", "千", "万", "亿")) else ()
        if not printed or words.endswith((*vague, *_IN_A_WORD), 0, start):
            continue
        yield from _quantity(words, start, printed, match["about"], match.end())


def _apart(text: FactText) -> str:
    """Return the words without titles; a full-width comma, unlike an ASCII one, parts numbers."""
    words = blanked_titles(text.bare)
    original, offsets = text.original, text.offsets
    return _COMMA.sub(lambda comma: original[offsets[comma.start()]], words)


def _quantity(words: str, start: int, printed: str, about: str, end: int) -> Iterator[_Quantity]:
    unit = _UNIT.match(words, end)
    if not about and printed[-1] == "千" and words[end : end + 1] in ("瓦", "米"):
        # 20千瓦, 3千米: 千 belongs to the unit.
        unit = _UNIT.match(words, end - 1)
        printed = printed[:-1] if unit else printed
    number = printed + about.strip("余多")
    value = parse_quantity(number)
    before = words[max(0, start - 3) : start]
    if before == _PERCENT:
        value = Decimal(100) if printed == "百" else value
        if value is not None:
            yield _Quantity(start - len(_PERCENT), start + len(printed), value, number, "%")
        return
    if value is None:
        return
    if _SIGN.search(words[max(0, start - 2) : start]):
        start, value = start - 1, -value
    if unit is None:
        yield _Quantity(start, end, value, number, None)
        return
    _, name, size = _UNITS[unit.lastindex - 1 if unit.lastindex else 0]
    yield _Quantity(start, unit.end(), value * size, number, name)


def _range(words: str, low: _Quantity, high: _Quantity) -> tuple[Decimal, Decimal, str] | None:
    """Read 1至2亿元, 3000万—5000万元, 20%~30%; not 由100万元到200万元, which is a change."""
    if high.unit is None or low.unit not in (None, high.unit):
        return None
    if not _JOINT.fullmatch(words, low.end, high.start):
        return None
    if _CHANGE_BEFORE.search(words[max(0, low.start - 5) : low.start]):
        return None
    least = low.value
    if low.unit is None and not low.number.endswith(("万", "亿")):
        least = low.value * _scale(high)
    return (least, high.value, high.unit) if least < high.value else None


def _scale(high: _Quantity) -> Decimal:
    """Return what the number before a joint counts in, by the one behind it (1至2亿元)."""
    figures = high.number.rstrip("万亿")
    own = parse_quantity(figures)
    return high.value / own if own else Decimal(1)
