"""The film's typeface as a page carries it: Libertinus Serif, Latin and Greek, from @fontsource/libertinus-serif 5.3.0.

Its files are as they were published, under the licence in OFL.txt. They have the advances of the fonts that Typst
brings, so that text stands on a page where it stands in the film.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = {"regular": 400, "semibold": 600}  # as Typst calls them, and as CSS does
# what the files have glyphs for, of what they say they cover, as CSS writes it
COVERED = {
    "latin": "U+20-7E,U+A0-FF,U+131,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2032-2033,U+20AC,U+2191,U+2193,"
    "U+2212,U+2215",
    "greek": "U+391-3A1,U+3A3-3C9",
}


@dataclass(frozen=True, slots=True)
class Face:
    """A file of the typeface: its `weight` in CSS, the characters it is for, and itself as a data URI."""

    weight: int
    range: str
    uri: str


def is_covered(text: str) -> bool:
    """Whether the typeface has every character of a text."""
    return all(any(letter in _characters(name) for name in COVERED) for letter in text)


@cache
def _characters(name: str) -> frozenset[str]:
    spans = [span.removeprefix("U+").partition("-") for span in COVERED[name].split(",")]
    return frozenset(chr(code) for low, _, high in spans for code in range(int(low, 16), int(high or low, 16) + 1))


def faces_for(texts: dict[str, set[str]]) -> list[Face]:
    """Return the faces that the characters in `texts`, by Typst's name of the weight, are set in."""
    return [
        Face(WEIGHTS[weight], spans, _uri(name, WEIGHTS[weight]))
        for weight, characters in sorted(texts.items())
        for name, spans in COVERED.items()
        if _characters(name) & characters
    ]


def _uri(name: str, weight: int) -> str:
    content = (HERE / f"libertinus-serif-{name}-{weight}-normal.woff2").read_bytes()
    return f"data:font/woff2;base64,{base64.b64encode(content).decode('ascii')}"
