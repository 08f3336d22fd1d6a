"""Numbers come from where they stand: what the animation shows at its ends, and that the audit wants it."""

import numpy as np
import pytest
from manim import Dot, FadeIn, FadeOut, VGroup, Wait, Write

from scenes.mobjects.arrival import Arrive, Flight
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Reader, Readout
from tests.scenes.audit import watch
from tests.scenes.test_audit import Planted, Z

HALF = Readout("half", 0.5, "0.50")


def middle(points):
    return (points.min(axis=0) + points.max(axis=0)) / 2


def at(alpha, group, standing):
    arrival = Arrive(group, standing)
    arrival.begin()
    arrival.interpolate(alpha)
    return group


@pytest.mark.parametrize("origin", [TextLine((HALF,), (3.0, 2.0), size=0.5), Dot((3.0, 2.0, 0.0))])
def test_a_number_begins_in_the_middle_of_where_it_comes_from(origin):
    source = origin.part(0) if isinstance(origin, TextLine) else origin
    line = at(0.0, TextLine(("is ", HALF), (-1.0, 0.0)), {"half": source})
    assert np.allclose(middle(line.part(1).points), source.get_center())
    assert line.part(0).get_fill_opacity() == 0


def test_text_ends_as_it_was_set():
    origin, line = TextLine((HALF,), (3.0, 2.0), size=0.5), TextLine(("is ", HALF), (-1.0, 0.0), colour="#123456")
    typeset = [(span.points.copy(), span.fill_rgbas.copy()) for span in line.spans]
    at(1.0, line, {"half": origin.part(0)})
    for span, (points, colours) in zip(line.spans, typeset, strict=True):
        assert np.array_equal(span.points, points) and np.array_equal(span.fill_rgbas, colours)


def test_what_stands_nowhere_fades_in_where_it_belongs():
    line = TextLine((HALF,), (3.0, 2.0))
    before = line.part(0).points.copy()
    at(0.5, VGroup(line), {})
    assert np.array_equal(line.part(0).points, before)
    assert line.part(0).get_fill_opacity() == pytest.approx(0.5)


def test_a_number_goes_straight_to_its_point_on_the_way_and_straight_on():
    origin, line = TextLine((HALF,), (3.0, 2.0)), TextLine((HALF,), (-1.0, 0.0))
    start, end, via = middle(origin.part(0).points), middle(line.part(0).points), np.array([0.0, 5.0, 0.0])
    flight = Flight(line.part(0), origin.part(0), via)
    there, on = np.linalg.norm(via - start), np.linalg.norm(end - via)
    for alpha in np.linspace(0, 1, 21):
        flight.show(line.part(0), alpha)
        gone = alpha * (there + on)
        wanted = start + gone / there * (via - start) if gone < there else via + (gone - there) / on * (end - via)
        assert np.allclose(middle(line.part(0).points), wanted)


@pytest.mark.parametrize("factor", [0.5, 0.0])
def test_a_product_of_nothing_comes_from_nowhere(factor):
    weight, other = Readout("weight", 0.5, "0.50"), Readout("a", factor, f"{factor:.2f}")
    result = Readout("product", weight.value * factor, "0.25" if factor else "0")
    row = EquationRow(Equation("product", (weight, other), result), TextLine((weight,)), TextLine((other,)))
    arrival = Arrive(row, {"weight": Dot((3.0, 2.0, 0.0))})
    assert bool(arrival.flights) == bool(factor)


class Again(Planted):
    """Shows a number, and then the same number in another place."""

    comes = "not at all"

    def planted(self, read: Reader):
        first, second = (TextLine((read(Z),), (0.0, y)) for y in (0.0, 2.0))
        self.add(first)
        self.wait()
        if self.comes == "popping up":
            self.add(second)
        ways = {
            "by itself": self.coming(second),
            "from nowhere": [Arrive(second, {})],
            "not at all": [FadeIn(second)],
            "written": [Write(second)],
            "popping up": [Wait()],
        }
        self.play(*ways[self.comes])
        return []


@pytest.mark.parametrize("comes", ["by itself", "from nowhere", "not at all", "written", "popping up"])
def test_the_audit_wants_numbers_to_come_from_where_they_stand(comes):
    found = "; ".join(watch(type("Again", (Again,), {"comes": comes}))[1].faults)
    assert ("should come from there" in found) == (comes != "by itself")


class Gone(Planted):
    """Fades a pair of numbers away, of which one has gone before."""

    by = "fading away"

    def planted(self, read: Reader):
        pair = VGroup(*(TextLine((read(Z),), (0.0, y)) for y in (0.0, 2.0)))
        self.add(pair)
        self.wait()
        self.drop(pair[1])
        self.wait()
        if self.by == "fading away":
            self.fade_away(pair)
        else:
            self.play(FadeOut(pair))
        return []


@pytest.mark.parametrize("by", ["fading away", "fading out"])
def test_nothing_flashes_up_to_fade_out(by):
    found = "; ".join(watch(type("Gone", (Gone,), {"by": by}))[1].faults)
    assert ("flashes up" in found) == (by == "fading out")
