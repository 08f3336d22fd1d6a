"""The film's typeface as a page carries it: Libertinus Serif, Latin and Greek, from @fontsource/libertinus-serif 5.3.0.

Its files are as they were published, under the licence in OFL.txt. They have the advances of the fonts that Typst
brings, so that text stands on a page where it stands in the film.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = {"regular": 400, "semibold": 600}  # as Typst calls them, and as CSS does
# what the files have glyphs for, of what they say they cover
COVERED = {
    "latin": ((0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E))
    + ((0x2022, 0x2022), (0x2026, 0x2026), (0x2032, 0x2033), (0x20AC, 0x20AC), (0x2191, 0x2191), (0x2193, 0x2193))
    + ((0x2212, 0x2212), (0x2215, 0x2215)),
    "greek": ((0x391, 0x3A1), (0x3A3, 0x3C9)),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A file of the typeface: its `weight` in CSS, the characters it is for, and itself as a data URI."""

    weight: int
    range: str
    uri: str


def is_covered(text: str) -> bool:
    """Whether the typeface has every character of a text."""
    return all(any(low <= ord(letter) <= high for low, high in _covered()) for letter in text)


def _covered() -> list[tuple[int, int]]:
    return [span for spans in COVERED.values() for span in spans]


def faces_for(texts: dict[str, set[str]]) -> list[Face]:
    """Return the faces that the characters in `texts`, by Typst's name of the weight, are set in."""
    return [
        Face(WEIGHTS[weight], _range(name), _uri(name, WEIGHTS[weight]))
        for weight, characters in sorted(texts.items())
        for name, spans in COVERED.items()
        if any(low <= ord(letter) <= high for letter in characters for low, high in spans)
    ]


def _range(name: str) -> str:
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in COVERED[name])


def _uri(name: str, weight: int) -> str:
    content = (HERE / f"libertinus-serif-{name}-{weight}-normal.woff2").read_bytes()
    return f"data:font/woff2;base64,{base64.b64encode(content).decode('ascii')}"
