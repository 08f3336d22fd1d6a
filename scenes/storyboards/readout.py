"""The one way for a number to reach the screen: a readout, made from where it stands in the trace."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")
MINUS = "−"
NAMELESS = "—"  # stands for an empty name
LARGEST_IN_FULL = 10_000


@dataclass(frozen=True, slots=True)
class Readout:
    """A number on screen: its `value` as computed, where it stands (`path`), and the `text` that shows it."""

    path: str
    value: float
    text: str


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
    >>> resolve((3, (4, 5)), "[1][0]")
    4
    """
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


def shown(value: float, decimals: int) -> str:
    """Return the text that shows `value`: an int in full, a float with `decimals` decimals and a true minus sign.

    What rounds to zero is shown without a sign; what is exactly zero, as a ReLU that is off, is a bare 0; what is too
    long for a diagram is shown with an exponent.

    >>> shown(-1.255, 2), shown(-0.001, 2), shown(0.0, 2), shown(8, 2), shown(12345678.9, 2)
    ('−1.25', '0.00', '0', '8', '1.23e7')
    """
    if value == 0:
        return "0"
    if isinstance(value, int):
        return str(value).replace("-", MINUS)
    if abs(value) >= LARGEST_IN_FULL:
        mantissa, exponent = f"{value:.{decimals}e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    else:
        text = f"{value:.{decimals}f}"
        if float(text) == 0:
            text = text.lstrip("-")
    return text.replace("-", MINUS)


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
        value = resolve(self.subject, path)
        if not isinstance(value, int | float):
            raise TypeError(f"{path} is {value!r}: a readout shows a number")
        return Readout(path, value, shown(value, self.decimals if decimals is None else decimals))

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
