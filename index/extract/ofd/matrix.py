"""Affine transformations of OFD (GB/T 33190-2016, clause 7.3 and 8.5): CTM ``a b c d e f``."""

from __future__ import annotations

import math
from dataclasses import dataclass

from index.extract.ofd.markup import numbers


@dataclass(frozen=True, slots=True)
class Matrix:
    """``x' = a·x + c·y + e`` and ``y' = b·x + d·y + f``; the y axis points down the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def around(self, inner: Matrix) -> Matrix:
        """Return the transformation that does ``inner`` first and this one after it."""
        e, f = self.apply(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )

    @property
    def horizontal_scale(self) -> float:
        """Length that a length of 1 along x gets."""
        return math.hypot(self.a, self.b)

    @property
    def vertical_scale(self) -> float:
        """Length that a length of 1 along y gets."""
        return math.hypot(self.c, self.d)

    @property
    def angle(self) -> float:
        """Degrees (0 to 360, clockwise as seen on the page) by which the x axis is turned."""
        return math.degrees(math.atan2(self.b, self.a)) % 360


def read_matrix(text: str | None) -> Matrix:
    """Read a CTM; what is not six numbers transforms nothing."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def shift(x: float, y: float) -> Matrix:
    """Return the transformation that moves by so much."""
    return Matrix(e=x, f=y)
