"""The loss of every straight line through some points, exactly: a valley over slope and height.

For y = w·x + b and the mean over the points of s·(w·x + b − y)² (s = 1 for mean squared error, ½ for half of it), let
w* and b* be the least squares line, u = w − w*, v = b − b*, and m, q the means of x and of x². What w*·x + b* misses is
uncorrelated with x and with 1 (the normal equations), so that the mixed terms vanish, and

    C(w, b) = C* + s·mean((u·x + v)²) = C* + s·(q·u² + 2·m·u·v + v²) = C* + s·((v + m·u)² + (q − m²)·u²).

That is a quadratic form. Its matrix of second derivatives is H = 2s·[[q, m], [m, 1]], its curvatures are the
eigenvalues of H, and the lines of equal loss are ellipses around (w*, b*), with half axes √(2·(C − C*) / curvature).
A step of gradient descent multiplies what is missing along an eigenvector by 1 − rate·curvature: it shrinks as long as
the rate is below 2 / curvature, for both directions below 2 / the larger curvature.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Landscape:
    """The loss over slope w and height b: lowest at (`w`, `b`), with `share` (s), and mean and variance of x."""

    w: float
    b: float
    lowest: float
    share: float
    mean: float
    variance: float

    @property
    def steep(self) -> float:
        """The larger curvature: that across the valley."""
        q = self.variance + self.mean**2
        return 2 * self.share * ((q + 1) / 2 + math.hypot((q - 1) / 2, self.mean))

    @property
    def gentle(self) -> float:
        """The smaller curvature, along the valley: the determinant of H by the larger one."""
        return (2 * self.share) ** 2 * self.variance / self.steep

    @property
    def narrowness(self) -> float:
        """How many times as steep the valley is across as along."""
        return self.steep / self.gentle

    @property
    def limit(self) -> float:
        """The rate below which steps shrink in every direction: 2 / the larger curvature."""
        return 2 / self.steep

    @property
    def across(self) -> Pair:
        """The direction (w, b), of length 1, in which the loss is steepest; (−b, w) is that along the valley."""
        turn = math.atan2(2 * self.mean, self.variance + self.mean**2 - 1) / 2
        return math.cos(turn), math.sin(turn)

    def loss(self, w: float, b: float) -> float:
        """Return the loss of a line."""
        return self.lowest + self.rise(w, b)

    def rise(self, w: float, b: float) -> float:
        """Return how far above the lowest loss a line is."""
        u, v = w - self.w, b - self.b
        return self.share * ((v + self.mean * u) ** 2 + self.variance * u**2)

    def half_axes(self, level: float) -> Pair:
        """Return the half axes of the ellipse on which the loss is `level`: across the valley, and along it."""
        rise = level - self.lowest
        return math.sqrt(2 * rise / self.steep), math.sqrt(2 * rise / self.gentle)

    def ellipse(self, level: float, turns: Sequence[float]) -> list[Pair]:
        """Return points (w, b) whose loss is `level`, at the angles `turns`, in radians from the short axis."""
        short, long = self.half_axes(level)
        cosine, sine = self.across
        return [
            (
                self.w + short * math.cos(turn) * cosine - long * math.sin(turn) * sine,
                self.b + short * math.cos(turn) * sine + long * math.sin(turn) * cosine,
            )
            for turn in turns
        ]

    def extent(self, level: float) -> Pair:
        """Return how far from its middle the ellipse of `level` reaches in w and in b.

        These are √(2·(C − C*)·H⁻¹[k][k]), where H⁻¹ = [[1, −m], [−m, q]] / (2s·(q − m²)).
        """
        rise = (level - self.lowest) / (self.share * self.variance)
        return math.sqrt(rise), math.sqrt(rise * (self.variance + self.mean**2))


def landscape_of(points: Sequence[Pair], share: float) -> Landscape:
    """Return the loss of all lines through `points`, (x, y), of which at least two differ in x.

    Raises OverflowError where sums leave the finite numbers.
    """
    xs, ys = zip(*points, strict=True)
    mean, middle = _mean(xs), _mean(ys)
    variance = _mean([(x - mean) ** 2 for x in xs])
    w = _mean([(x - mean) * (y - middle) for x, y in points]) / variance
    b = middle - w * mean
    return Landscape(w, b, share * _mean([(w * x + b - y) ** 2 for x, y in points]), share, mean, variance)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
