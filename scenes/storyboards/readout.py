"""The one way for a number to reach the screen: a readout, made from where it stands in the trace."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

_STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")
MINUS = "−"
NAMELESS = "—"  # stands for an empty name
LARGEST_IN_FULL = 10_000
LARGEST_AS_DECIMAL = 100.0  # with significant digits
MOST_PLACES = 4  # to the first digit that tells a number from zero, or a probability from one
TIMES_TEN = "·10"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = {ord(raised): plain for plain, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)}
BINARY_ROUNDING = 1e-12  # what the last bits of a float may be off, as a share of it
NUMBER = "#"  # at the end of a path: the number of what stands there among its like, counted from 1


@dataclass(frozen=True, slots=True)
class Readout:
    """A number on screen: its `value` as computed, where it stands (`path`), and the `text` that shows it."""

    path: str
    value: float
    text: str

    @property
    def is_bound(self) -> bool:
        """Whether the text says but what the value is less or more than."""
        return self.text[0] in "<>"

    @property
    def rounded(self) -> bool:
        """Whether the text shows less than there is, but for the last bits, which binary arithmetic rounds.

        >>> Readout("", 0.25, "0.25").rounded, Readout("", 0.2549, "0.25").rounded
        (False, True)
        """
        return self.is_bound or not math.isclose(digits(self.text), self.value, rel_tol=BINARY_ROUNDING)


@dataclass(frozen=True, slots=True)
class Name:
    """Text from outside (a feature, a class): shown as data, never run as markup; `text` may be visibly shortened."""

    path: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """Notation of ours: Typst markup to draw it and `text` to say it."""

    typst: str
    text: str


Segment = str | Readout | Name | Symbol
Line = tuple[Segment, ...]


def resolve(subject: object, path: str) -> object:
    """Return what stands at `path` in `subject`.

    >>> resolve({"a": 1}, "keys") is not None
    True
    >>> resolve((3, (4, 5)), "[1][0]"), resolve((3, (4, 5)), "[1][0]#")
    (4, 1)
    """
    if path.endswith(NUMBER):
        return _number(subject, path.removesuffix(NUMBER))
    position = 0
    found = subject
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise ValueError(f"{path!r} is no path: expected names and indices, like forward.layers[0].neurons[1].z")
        name, index = step.groups()
        found = getattr(found, name) if name else found[int(index)]  # type: ignore[index]
        position = step.end()
    return found


def _number(subject: object, path: str) -> int:
    """Return the number, counted from 1, of what the path leads to, which has to be there."""
    resolve(subject, path)
    index = re.search(r"\[(\d+)\]$", path)
    if index is None:
        raise ValueError(f"{path!r} ends in no index, so what stands there has no number")
    return int(index[1]) + 1


def digits(text: str) -> Decimal:
    """Return the number that a reader sees in the text of a readout.

    >>> digits("−1.50"), digits("1.2·10⁻⁷")
    (Decimal('-1.50'), Decimal('1.2E-7'))
    """
    mantissa, _, exponent = text.replace(MINUS, "-").partition(TIMES_TEN)
    return Decimal(mantissa).scaleb(int(exponent.translate(LOWERED) or 0))


def shown(value: float, decimals: int) -> str:
    """Return the text that shows `value`: an int in full, a float with `decimals` decimals and a true minus sign.

    Only what is exactly zero, as a ReLU that is off, is a 0; what would be rounded to it is shown with more decimals,
    up to its first other digit. What is too long for a diagram is shown with a power of ten.

    >>> shown(-1.255, 2), shown(0.0, 2), shown(8, 2), shown(-0.00123, 2), shown(12345678.9, 2), shown(3.4e-9, 2)
    ('−1.25', '0', '8', '−0.001', '1.2·10⁷', '3·10⁻⁹')
    """
    if value == 0:
        return "0"
    if isinstance(value, int):
        return str(value).replace("-", MINUS)
    text = f"{value:.{decimals}f}"
    if abs(value) >= LARGEST_IN_FULL:
        return _with_power(value, decimals)
    if float(text) == 0:
        needed = -math.floor(math.log10(abs(value)))
        if needed > MOST_PLACES:
            return _with_power(value, 0)
        text = f"{value:.{needed}f}"
    return text.replace("-", MINUS)


def _with_power(value: float, decimals: int) -> str:
    mantissa, exponent = f"{value:.{min(decimals, 1)}e}".split("e")
    return f"{mantissa.replace('-', MINUS)}{TIMES_TEN}{str(int(exponent)).translate(RAISED)}"


def significant(value: float, digits: int) -> str:
    """Return the text that shows a value with so many digits, as a power of ten where it is small or large.

    It has a decimal at least: without any it would be meant to be exact.

    >>> significant(0.2946, 2), significant(0.00747, 2), significant(1.197e-6, 2), significant(246121.7, 1)
    ('0.29', '0.0075', '1.2·10⁻⁶', '2·10⁵')
    >>> significant(8.31, 1), significant(83.1, 2), significant(831.2, 2)
    ('8.3', '83.1', '8.3·10²')
    """
    if value == 0 or not 10.0 ** (1 - MOST_PLACES) <= abs(value) < LARGEST_AS_DECIMAL:
        return "0" if value == 0 else _with_power(value, digits - 1)
    return f"{value:.{max(1, digits - 1 - math.floor(math.log10(abs(value))))}f}".replace("-", MINUS)


def shown_below_one(value: float, decimals: int, most: int = MOST_PLACES) -> str:
    """Return the text of a value from −1 to 1, as of a probability: only what is 1 is shown as 1, what is 0 as 0.

    Where it takes more than `most` decimals to tell it from them, the text says on which side of the last it is.

    >>> shown_below_one(0.9961, 2), shown_below_one(1.0, 2), shown_below_one(1 - 1e-9, 2), shown_below_one(1e-9, 2)
    ('0.996', '1.00', '> 0.9999', '< 0.0001')
    >>> shown_below_one(0.002, 2), shown_below_one(0.002, 2, most=2)
    ('0.002', '< 0.01')
    """
    most = max(decimals, most)
    for enough in range(decimals, most + 1):
        text = shown(value, enough)
        is_short = TIMES_TEN not in text and len(text.partition(".")[2]) <= most
        if is_short and (abs(digits(text)) < 1 or abs(value) >= 1):
            return text
    nearly_one = abs(value) > 0.5
    bound = f"{1 - 10**-most if nearly_one else 10**-most:.{most}f}"
    return f"{'>' if nearly_one == (value > 0) else '<'} {MINUS if value < 0 else ''}{bound}"


def decimals_of(values: tuple[float, ...], most: int) -> int:
    """Return the fewest decimals, up to `most`, that show all of `values` as they are.

    >>> decimals_of((4.5, 1.0), 3), decimals_of((0.125, 1 / 3), 2)
    (1, 2)
    """
    for decimals in range(most):
        if all(float(f"{value:.{decimals}f}") == value for value in values):
            return decimals
    return most


def printable(text: str) -> str:
    """Return `text` with a � for every character that has no form: control characters, halves of surrogate pairs."""
    return "".join(character if character.isprintable() else "�" for character in text)


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line in at most `limit` characters, the last one an ellipsis where something was left out.

    >>> shorten("petal length", 20), shorten("a very long name indeed", 12)
    ('petal length', 'a very long…')
    """
    text = printable(" ".join(text.split())) or NAMELESS
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes readouts and names from paths into one subject, so that neither can differ from what stands there."""

    subject: object
    decimals: int

    def __call__(self, path: str, decimals: int | None = None) -> Readout:
        value = self._value(path)
        return Readout(path, value, shown(value, self.decimals if decimals is None else decimals))

    def below_one(self, path: str, decimals: int | None = None) -> Readout:
        """Return the readout of a probability, or another value from −1 to 1: only what is 1 is shown as 1."""
        value = self._value(path)
        return Readout(path, value, shown_below_one(value, self.decimals if decimals is None else decimals))

    def share(self, path: str, decimals: int | None = None) -> Readout:
        """Return the readout of one of many probabilities, with no more decimals than the others."""
        value, enough = self._value(path), self.decimals if decimals is None else decimals
        return Readout(path, value, shown_below_one(value, enough, enough))

    def number(self, path: str) -> Readout:
        """Return the number of what stands at `path` among its like, counted from 1: layer 2, neuron 3."""
        return self(path + NUMBER)

    def _value(self, path: str) -> float:
        value = resolve(self.subject, path)
        if not isinstance(value, int | float):
            raise TypeError(f"{path} is {value!r}: a readout shows a number")
        return value

    def name(self, path: str, limit: int = 18) -> Name:
        value = resolve(self.subject, path)
        if not isinstance(value, str):
            raise TypeError(f"{path} is {value!r}: a name is a text")
        return Name(path, value, shorten(value, limit))


def say(line: Line) -> str:
    """Return a line as plain text, for captions and for finding a beat by what it says."""
    return "".join(segment if isinstance(segment, str) else segment.text for segment in line)


def readouts_of(line: Line) -> tuple[Readout, ...]:
    return tuple(segment for segment in line if isinstance(segment, Readout))
