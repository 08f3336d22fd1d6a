"""The audit: what every film is held to, at the end of every play.

A film passes through it by being listed in test_films.py. The rules are those of the design: each numeral a readout
that equals its trace value, arithmetic that adds up as shown, nothing overlapping, out of the frame, too small, too
pale or crossed by an edge, captions that can be read and whose numbers are on screen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from manim import DecimalNumber, Mobject, SingleStringMathTex, Text, VMobject, tempconfig
from manim.mobject.text.typst_mobject import Typst

from scenes import style
from scenes.film import Film
from scenes.lessons import Lesson
from scenes.mobjects.diagram import Edge, Node
from scenes.mobjects.text import Span, TextLine
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import MINUS, Name, Readout, Symbol, resolve, say

TOUCH = 0.01  # scene units by which boxes may meet
NUMERAL = re.compile(r"[−-]?\d[\d.]*(?:e[−-]?\d+)?")
CONSTANTS = re.compile(r"(?<![\d.])[012](?![\d.])")  # the numerals that formulas of ours may hold
FOREIGN = (Text, SingleStringMathTex, DecimalNumber, Typst)


@dataclass
class Findings:
    """What was found wrong in a film, each once, and what was seen."""

    faults: dict[str, float] = field(default_factory=dict)
    plays: int = 0
    readouts: set[tuple[str, str]] = field(default_factory=set)
    equations: int = 0
    seen: list[tuple[float, frozenset[str]]] = field(default_factory=list)

    def fault(self, what: str, time: float) -> None:
        self.faults.setdefault(what, time)


def watch(film: type[Film], lesson: Lesson | None = None) -> tuple[Film, Findings]:
    """Run a film without drawing it and return it with what was found at the end of each of its plays."""
    findings = Findings()

    class Watched(film):  # type: ignore[valid-type,misc]
        def play(self, *args: Any, **kwargs: Any) -> None:
            super().play(*args, **kwargs)
            inspect(self, findings)

    if lesson is not None:
        Watched.lesson = lesson
    settings = {"dry_run": True, "pixel_width": 64, "pixel_height": 36, "frame_rate": 60, "disable_caching": True}
    with tempconfig({**settings, "verbosity": "ERROR", "progress_bar": "none"}):
        scene = Watched(skip_animations=True)
        scene.render()
    check_captions(scene, findings)
    return scene, findings


def inspect(scene: Film, findings: Findings) -> None:
    findings.plays += 1
    family = list(dict.fromkeys(member for mobject in scene.mobjects for member in mobject.get_family()))
    for member in family:
        if isinstance(member, FOREIGN):
            findings.fault(f"{type(member).__name__} draws text past the readouts", scene.time)
    lines = [Shown(line, scene.time) for line in family if isinstance(line, TextLine) and visible(line)]
    study = scene.study
    for line in lines:
        for what in (*faults_of_segments(line, study), *faults_of_place(line), *faults_of_contrast(line, family)):
            findings.fault(what, scene.time)
    for what in faults_of_overlap(lines, family):
        findings.fault(what, scene.time)
    for what in faults_of_arithmetic(lines, family, findings):
        findings.fault(what, scene.time)
    texts = {segment.text for line in lines for segment in line.line.line if isinstance(segment, Readout)}
    findings.seen.append((scene.time, frozenset(texts)))
    findings.readouts |= {
        (segment.path, segment.text) for line in lines for segment in line.line.line if isinstance(segment, Readout)
    }


class Shown:
    """A line on screen and the box around it: left, bottom, right, top."""

    def __init__(self, line: TextLine, time: float) -> None:
        self.line, self.time = line, time
        points = np.concatenate([span.points for span in line if len(span.points)])
        self.left, self.bottom = points.min(axis=0)[:2]
        self.right, self.top = points.max(axis=0)[:2]
        self.text = say(line.line)

    @property
    def centre(self) -> np.ndarray:
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])


def visible(line: TextLine) -> bool:
    return any(len(span.points) and span.get_fill_opacity() > 0 for span in line)


def faults_of_segments(shown: Shown, study: object) -> Iterator[str]:
    """Each numeral is a readout that equals its trace value at its decimals; each name is that of the lesson."""
    for segment in shown.line.line:
        if isinstance(segment, Readout):
            value = resolve(study, segment.path)
            if value != segment.value:
                yield f"{segment.path} is {value!r}, the readout holds {segment.value!r}"
            if not shows(segment.text, value):
                yield f"{segment.path} is {value!r}, on screen it is {segment.text}"
        elif isinstance(segment, Name):
            if resolve(study, segment.path) != segment.value:
                yield f"{segment.path} is not {segment.value!r}"
            if not segment.text.removesuffix("…").strip() or not " ".join(segment.value.split()).startswith(
                segment.text.removesuffix("…")
            ):
                yield f"{segment.value!r} is shown as {segment.text!r}"
        elif isinstance(segment, Symbol):
            if re.search(r"\d", CONSTANTS.sub("", segment.text)):
                yield f"a numeral in the notation {segment.text!r} is no readout"
        elif re.search(r"\d", segment):
            yield f"a numeral in {segment!r} is no readout"


def shows(text: str, value: object) -> bool:
    """Whether `text` is `value` at the decimals that it has."""
    assert isinstance(value, int | float)
    digits = text.replace(MINUS, "-")
    if isinstance(value, int):
        return digits == str(value)
    mantissa, _, exponent = digits.partition("e")
    unit = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    return abs(float(digits) - value) <= unit / 2 * (1 + 1e-9) and "." in digits and digits not in ("-0.00", "-0.0")


def faults_of_place(shown: Shown) -> Iterator[str]:
    half_width, half_height = style.FRAME_WIDTH / 2 - 0.1, style.FRAME_HEIGHT / 2 - 0.1
    if not (-half_width <= shown.left and shown.right <= half_width):
        yield f"{shown.text!r} leaves the frame at the side ({shown.left:.2f} to {shown.right:.2f})"
    if not (-half_height <= shown.bottom and shown.top <= half_height):
        yield f"{shown.text!r} leaves the frame above or below ({shown.bottom:.2f} to {shown.top:.2f})"
    line = shown.line
    typeset = type(line)(line.line, size=line.size)
    # what an animation has scaled is smaller than it was set
    scale = (shown.right - shown.left) / max(1e-9, Shown(typeset, 0).right - Shown(typeset, 0).left)
    script = style.SCRIPT_SCALE if any(isinstance(part, Symbol) and "#su" in part.typst for part in line.line) else 1
    capital = line.size * style.CAPITAL_PER_EM * scale * script
    if capital < style.LEAST_CAPITAL - 1e-6 and abs(scale - 1) < 0.5:
        yield f"{shown.text!r} is too small: a capital would be {capital:.3f} units high"


def faults_of_contrast(shown: Shown, family: list[Mobject]) -> Iterator[str]:
    behind = np.array(rgb(style.BACKGROUND))
    for member in family:
        if isinstance(member, Span):
            if member in shown.line.submobjects:
                break
            continue
        if isinstance(member, VMobject) and len(member.points) and member.get_fill_opacity() > 0:
            low, high = member.points.min(axis=0), member.points.max(axis=0)
            if np.all(low[:2] <= shown.centre[:2]) and np.all(shown.centre[:2] <= high[:2]):
                share = member.get_fill_opacity()
                behind = (1 - share) * behind + share * np.array(member.get_fill_color().to_rgb())
    for span in shown.line:
        if len(span.points):
            share = span.get_fill_opacity()
            colour = (1 - share) * behind + share * np.array(span.get_fill_color().to_rgb())
            ratio = contrast(colour, behind)
            if ratio < 4.5:
                yield f"{shown.text!r} has a contrast of {ratio:.1f} : 1"


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Return the contrast ratio of WCAG 2.2, success criterion 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: np.ndarray) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faults_of_overlap(lines: list[Shown], family: list[Mobject]) -> Iterator[str]:
    for one, other in combinations(lines, 2):
        if (
            one.left < other.right - TOUCH
            and other.left < one.right - TOUCH
            and one.bottom < other.top - TOUCH
            and other.bottom < one.top - TOUCH
        ):
            yield f"{one.text!r} and {other.text!r} overlap"
    nodes = [member for member in family if isinstance(member, Node)]
    edges = [member for member in family if isinstance(member, Edge) and member.get_stroke_opacity() > 0]
    for shown in lines:
        if not any(inside(shown, node) for node in nodes) and any(crosses(edge, shown) for edge in edges):
            yield f"{shown.text!r} is crossed by an edge"


def inside(shown: Shown, node: Node) -> bool:
    x, y, _ = shown.centre
    shape = node.shape
    return abs(x - shape.get_x()) < shape.width / 2 and abs(y - shape.get_y()) < shape.height / 2


def crosses(edge: Edge, shown: Shown) -> bool:
    """Whether the straight line of an edge runs through a box (Liang and Barsky's clipping)."""
    start, run = edge.start_point[:2], edge.end_point[:2] - edge.start_point[:2]
    enter, leave = 0.0, 1.0
    for axis, low, high in ((0, shown.left, shown.right), (1, shown.bottom, shown.top)):
        if abs(run[axis]) < 1e-12:
            if not low < start[axis] < high:
                return False
            continue
        first, second = sorted(((low - start[axis]) / run[axis], (high - start[axis]) / run[axis]))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave


def faults_of_arithmetic(lines: list[Shown], family: list[Mobject], findings: Findings) -> Iterator[str]:
    """Every equation on screen holds for its digits, or says ≈; both what is drawn as one and what reads as one."""
    on_screen = {id(segment) for shown in lines for segment in shown.line.line if isinstance(segment, Readout)}
    for member in family:
        equation = getattr(member, "equation", None)
        if isinstance(equation, Equation) and id(equation.result) in on_screen:
            findings.equations += 1
            right = "=" if holds(evaluate(equation), equation.result.text) else "≈"
            texts = "".join(say(line.line) for line in member.get_family() if isinstance(line, TextLine))
            if right not in texts:
                yield f"{equation.operation} {[o.text for o in equation.operands]} {right} {equation.result.text}: wrong sign"
    for shown in lines:
        for left, sign, right in written_equations(shown.text):
            findings.equations += 1
            if sign != ("=" if holds(left, right) else "≈"):
                yield f"{shown.text!r} does not add up as shown"


def number(text: str) -> float:
    return float(text.replace(MINUS, "-"))


def evaluate(equation: Equation) -> float:
    """Return what an equation's operands give, from their digits on screen: the auditor's own arithmetic."""
    values = [number(operand.text) for operand in equation.operands]
    if equation.operation == "quotient" and values[1] == 0:
        return math.nan
    return {
        "product": lambda: math.prod(values),
        "sum": lambda: math.fsum(values),
        "difference": lambda: values[0] - values[1],
        "quotient": lambda: values[0] / values[1],
        "product plus": lambda: values[0] * values[1] + values[2],
        "standardised": lambda: (values[0] - values[1]) / values[2],
        "exp": lambda: math.exp(values[0]),
        "relu": lambda: max(0.0, values[0]),
        "sigmoid": lambda: 1 / (1 + math.exp(-values[0])),
        "tanh": lambda: math.tanh(values[0]),
        "identity": lambda: values[0],
    }[equation.operation]()


def holds(exact: float, result: str) -> bool:
    decimals = len(result.partition(".")[2].partition("e")[0])
    unit = 10.0 ** (int(result.partition("e")[2].replace(MINUS, "-") or 0) - decimals)
    # digits are short decimals, so a tie shows as one to within float error, and a tie does not hold
    return abs(exact - number(result)) < unit / 2 - 1e-12


def written_equations(text: str) -> Iterator[tuple[float, str, str]]:
    """Yield (value of the left side, sign, right side) for what can be read as arithmetic in a line."""
    parts = re.split(r"\s*([=≈])\s*", text)
    for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if NUMERAL.fullmatch(right) and re.search(r"[·+/(]|\d\s*−", left):
            expression = left.replace(MINUS, "-").replace("·", "*").replace("σ", "sigmoid")
            if re.fullmatch(r"(?:[\d.e()+*/, -]|max|exp|tanh|sigmoid)+", expression):
                names = {"max": max, "exp": math.exp, "tanh": math.tanh, "sigmoid": lambda z: 1 / (1 + math.exp(-z))}
                yield eval(expression, {"__builtins__": {}}, names), sign, right


def check_captions(scene: Film, findings: Findings) -> None:
    if not scene.captions:
        findings.fault("the film says nothing", 0)
    for caption in scene.captions:
        text = say(caption.line)
        seconds = caption.end - caption.start
        if len(text) / seconds > style.READING_SPEED:
            findings.fault(f"{text!r} runs at {len(text) / seconds:.1f} characters a second", caption.start)
        during = set().union(*(texts for time, texts in findings.seen if caption.start < time <= caption.end + 1e-6))
        for segment in caption.line:
            if isinstance(segment, Readout) and segment.text not in during:
                findings.fault(f"{text!r} says {segment.text}, which is not on screen", caption.start)
            if isinstance(segment, str) and re.search(r"\d", segment):
                findings.fault(f"{text!r} has a numeral that is no readout", caption.start)
    for one, other in zip(scene.captions, scene.captions[1:], strict=False):
        if other.start < one.end - 1e-6:
            findings.fault(f"{say(one.line)!r} is still said when {say(other.line)!r} begins", other.start)
