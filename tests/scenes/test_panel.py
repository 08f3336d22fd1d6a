"""What is worked out beside a network fits into an area as wide as it says that it needs, whatever the numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.factors import FactorsSheet, width_of_factors
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet, width_of_sheet
from scenes.storyboards.backpropagation import Factors
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import DELTA
from scenes.storyboards.readout import Readout, shown
from scenes.storyboards.sheet import Sheet, Step
from scenes.studies import Weight
from scenes.style import TEXT
from tests.quickly import EXAMPLES
from tests.scenes.geometry import TOUCH, Family, Memory, boxes, faults_of_overlap

FEW = settings(max_examples=min(25, EXAMPLES))


@st.composite
def readouts(draw: st.DrawFn) -> Readout:
    value = draw(st.sampled_from((1.0, -1.0))) * 10.0 ** draw(st.floats(-9, 9))
    return Readout("", value, shown(value, draw(st.integers(1, 6))))


@st.composite
def equations(draw: st.DrawFn, operation: str, count: int) -> Equation:
    operands = tuple(draw(readouts()) for _ in range(count))
    return Equation(operation, operands, draw(readouts()))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows = tuple(draw(st.lists(equations("product", 2), max_size=5)))
    slopes = (Step((DELTA,), draw(equations("tanh slope", 1))), Step(("upstream",), draw(equations("twice over", 3))))
    numbered = draw(st.booleans())
    return Sheet(
        ("hidden ", Readout("", 8, "8"), ", neuron ", Readout("", 1024, "1024")),
        ("weight", DELTA, "gradient"),
        rows,
        ((("bias",), draw(readouts())),),
        Step(("sum",), draw(equations("sum", 3))) if rows else None,
        slopes,
        numbers=tuple((Readout("", 784, "784"),) for _ in rows) if numbered else (),
    )


def assert_fits(drawn: VGroup, area: Box) -> None:
    memory, family = Memory(), Family([drawn])
    lines = [one for one in map(memory.show, family.of(TextLine)) if one]
    assert list(faults_of_overlap(lines, family, memory)) == []
    left, _, right, _ = boxes(lines).T
    assert area.left - TOUCH <= left.min() and right.max() <= area.right + TOUCH


@FEW
@given(sheets())
def test_a_worksheet_fits_an_area_as_wide_as_it_needs(sheet: Sheet) -> None:
    area = Box(0.0, -3.6, width_of_sheet(sheet), 2.2)
    assert_fits(Worksheet(sheet, area, TEXT, TEXT), area)


@FEW
@given(equations("update", 3))
def test_a_product_fits_an_area_as_wide_as_it_needs(equation: Equation) -> None:
    labels = (("old weight",), ("− learning rate",), ("· gradient",))
    factors = Factors("", ("one weight",), labels, ("new weight",), equation, Weight(1, 0, 0), {})
    area = Box(0.0, -3.6, width_of_factors(factors), 2.2)
    assert_fits(FactorsSheet(factors, area), area)
