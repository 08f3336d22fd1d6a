"""Typst's typesetting as outlines: a line of text in a few milliseconds, on its baseline, segment by segment.

manim's own Typst mobject compiles a formula again for every part that is to be selected, parses its SVG anew, and
forgets where the baseline was. A film has some hundred numbers, so here each segment is given a fill colour that is its
index: one compilation tells all of them apart. Outlines of glyphs are kept, so a glyph is parsed once in a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from xml.etree import ElementTree

import numpy as np
import typst
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray
from svgelements import Matrix, Path

from scenes.storyboards.readout import LOWERED, MINUS, TIMES_TEN, Line, Readout, Segment, Symbol, printable, say
from scenes.style import EXPONENT_SCALE, FONT, SCRIPT_SCALE

Points = NDArray[np.float64]  # (n, 3): Bézier control points, four to a curve, as manim keeps them
Affine = tuple[float, float, float, float, float, float]  # SVG's matrix(a, b, c, d, e, f)

SIZE = 10.0  # points an em: Typst's size of the text that is compiled here
PREAMBLE = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {SIZE}pt, font: ("{FONT}",), number-width: "tabular")
#set super(size: {SCRIPT_SCALE}em, typographic: false)
#set sub(size: {SCRIPT_SCALE}em, typographic: false)
#show math.equation: set text(size: 1.05em)
"""
SVG = "{http://www.w3.org/2000/svg}"
DEFINITIONS, PATH, SYMBOL, USE = f"{SVG}defs", f"{SVG}path", f"{SVG}symbol", f"{SVG}use"
HREF = "{http://www.w3.org/1999/xlink}href"
COLOUR, DIGIT = re.compile("#[0-9a-f]{6}"), re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Outline:
    """A typeset line in ems: one array of points a segment, the baseline at y = 0, and where the line ends."""

    segments: tuple[Points, ...]
    width: float

    @property
    def height(self) -> float:
        """How far it rises above the baseline."""
        return max((float(points[:, 1].max()) for points in self.segments if len(points)), default=0.0)

    @property
    def depth(self) -> float:
        """How far it reaches below the baseline."""
        return -min((float(points[:, 1].min()) for points in self.segments if len(points)), default=0.0)


def quote(text: str) -> str:
    """Return `text` as a Typst string literal: data, whatever characters it holds.

    >>> quote('a "b" #c')
    '"a \\\\"b\\\\" #c"'
    """
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _markup(segment: Segment) -> str:
    if isinstance(segment, Symbol):
        return segment.typst
    if isinstance(segment, Readout) and TIMES_TEN in segment.text:
        mantissa, _, exponent = segment.text.partition(TIMES_TEN)
        power = "".join(LOWERED[ord(digit)] for digit in exponent).replace("-", MINUS)
        return f"#{quote(mantissa + TIMES_TEN)}#super(size: {EXPONENT_SCALE}em)[#{quote(power)}]"
    return f"#{quote(segment if isinstance(segment, str) else segment.text)}"


@cache
def outline(line: Line, weight: str = "regular") -> Outline:
    """Typeset `line` and return the outlines of its segments; `weight` is a Typst font weight."""
    # by what is set, since the same digits stand at many places of a trace
    markup = tuple(map(_markup, line))
    typeset = _compile(markup, weight, system_fonts=True)
    if any(say((segment,)).strip() and not len(points) for segment, points in zip(line, typeset.segments, strict=True)):
        # the system draws a character as a coloured picture; without its fonts there is a box to be seen at least
        return _compile(markup, weight, system_fonts=False)
    return typeset


def widest(lines: Iterable[Line], weight: str = "regular") -> float:
    """Return how wide the widest of some lines is, in ems; 0 where there are none."""
    return max((outline(line, weight).width for line in shapes_of(lines)), default=0.0)


def shapes_of(lines: Iterable[Line]) -> list[Line]:
    """Return one of those lines each that differ in nothing but their digits: figures are as wide as each other."""
    shapes = {
        tuple(DIGIT.sub("0", part.text) if isinstance(part, Readout) else part for part in line): line for line in lines
    }
    return list(shapes.values())


@cache
def _compile(markup: tuple[str, ...], weight: str, system_fonts: bool) -> Outline:
    """Typeset segments; the first glyph is an anchor on the baseline, of no width, that is known by its colour."""
    anchor, *colours = (f'rgb("#{index:06x}")' for index in range(len(markup) + 1))
    body = f"#box(width: 0pt, text(fill: {anchor})[H])" + "".join(
        f"#text(fill: {colour})[{segment}]" for colour, segment in zip(colours, markup, strict=True)
    )
    source = f'{PREAMBLE}#set text(weight: "{weight}")\n#box[{body}]'
    svg = _compiler(system_fonts).compile(input=source.encode(), format="svg")
    assert isinstance(svg, bytes)  # there is one page
    return _read_svg(svg, len(markup))


@cache
def _compiler(system_fonts: bool) -> typst.Compiler:
    """Return a compiler with Typst's own fonts, and the system's for the characters that those lack.

    It is kept: to search for fonts is slow, and each new compiler takes one of the 65,535 files that Typst can tell
    apart in a process.
    """
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True))


def _read_svg(svg: bytes, count: int) -> Outline:
    """Return the outlines in Typst's `svg`, whose shapes carry the number of their segment as their colour."""
    root = ElementTree.fromstring(svg)
    symbols = {element.get("id"): element for element in root.iter(SYMBOL)}
    pieces: list[list[Points]] = [[] for _ in range(count + 1)]

    def visit(element: ElementTree.Element, matrix: Affine) -> None:
        if transform := element.get("transform"):
            matrix = _after(_affine(transform), matrix)
        if element.tag == USE:
            piece = _piece(pieces, element)
            offset = 1.0, 0.0, 0.0, 1.0, float(element.get("x", 0)), float(element.get("y", 0))
            for path in symbols[element.get(HREF, "#")[1:]]:
                own = _after(_after(_affine(path.get("transform", "")), offset), matrix)
                piece.append(_moved(_points(path.get("d", "")), own))
        elif element.tag == PATH:
            _piece(pieces, element).append(_moved(_stroke_or_fill(element), matrix))
        elif element.tag not in (DEFINITIONS, SYMBOL):
            for child in element:
                visit(child, matrix)

    visit(root, _affine(""))
    baseline = pieces[0][0][:, 1].max()  # SVG counts y downwards
    scale = np.array([1, -1, 1]) / SIZE
    origin = np.array([0, baseline, 0])
    segments = tuple((np.concatenate(some) - origin) * scale if some else np.zeros((0, 3)) for some in pieces[1:])
    width = float(root.get("width", "0pt").removesuffix("pt")) / SIZE
    return Outline(segments, width)


def _piece(pieces: list[list[Points]], element: ElementTree.Element) -> list[Points]:
    """Return what a shape is a part of, by its colour: of none, where it is the page's own background."""
    colour = element.get("fill") if element.get("fill", "none") != "none" else element.get("stroke")
    if colour is None or not COLOUR.fullmatch(colour) or int(colour[1:], 16) >= len(pieces):
        return []
    return pieces[int(colour[1:], 16)]


@cache
def _affine(transform: str) -> Affine:
    matrix = Matrix(transform)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _after(first: Affine, then: Affine) -> Affine:
    """Return what does `first`, and after that `then`."""
    a, b, c, d, e, f = first
    m, n, o, p, x, y = then
    return m * a + o * b, n * a + p * b, m * c + o * d, n * c + p * d, m * e + o * f + x, n * e + p * f + y


def _moved(points: Points, by: Affine) -> Points:
    a, b, c, d, e, f = by
    moved: Points = points @ np.array([[a, b, 0], [c, d, 0], [0, 0, 1]]) + np.array([e, f, 0])
    return moved


def _stroke_or_fill(element: ElementTree.Element) -> Points:
    """Return a shape's outline; a stroked line (the bar of a fraction) becomes a thin rectangle."""
    points = _points(element.get("d", ""))
    if element.get("stroke") is None:
        return points
    half = float(element.get("stroke-width", 1)) / 2
    (left, top, _), (right, bottom, _) = points.min(axis=0), points.max(axis=0)
    return _points(f"M {left} {top - half} H {right} V {bottom + half} H {left} Z")


@cache
def _points(d: str) -> Points:
    return np.array(VMobjectFromSVGPath(Path(d)).points, dtype=float).reshape(-1, 3)


def colours_of(line: Line, colour: str, paint: Sequence[str | None]) -> list[str]:
    """Return a colour for each segment: that of `paint` where it names one, else `colour`."""
    return [own or colour for own, _ in zip(chain(paint, repeat(None)), line, strict=False)]
