"""Numbers come from where they stand: what the animation shows at its ends, and that the audit wants it."""

import numpy as np
import pytest
from manim import Dot, FadeIn, VGroup

from scenes.mobjects.arrival import Arrive
from scenes.mobjects.text import TextLine
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


class Again(Planted):
    """Shows a number, and then the same number in another place."""

    by_itself = False

    def planted(self, read: Reader):
        first, second = (TextLine((read(Z),), (0.0, y)) for y in (0.0, 2.0))
        self.add(first)
        self.play(*(self.coming(second) if self.by_itself else [FadeIn(second)]))
        return []


@pytest.mark.parametrize("by_itself", [True, False])
def test_the_audit_wants_numbers_to_come_from_where_they_stand(by_itself):
    found = "; ".join(watch(type("Again", (Again,), {"by_itself": by_itself}))[1].faults)
    assert ("should come from there" in found) == (not by_itself)
