"""The film of gradient descent has its chart, its work and its plane beside each other, whatever it is given."""

from __future__ import annotations

import pytest

from scenes.layout.boxes import Box
from scenes.layout.descent import BELOW, BESIDE, NAMES, arrange, fitted

CONTENTS = [
    Box(-6.8, -3.9, 6.8, 2.7),
    Box(0.0, 0.0, 16.0, 7.0),
    Box(-5.0, -4.0, 7.0, 3.0),
    Box(-4.1, -3.6, 4.1, 1.9),
    Box(-4.1, -6.4, 4.1, 4.9),
]


@pytest.mark.parametrize("content", CONTENTS)
def test_chart_work_and_plane_have_parts_of_their_own(content: Box) -> None:
    layout = arrange(content)
    framed = [
        Box(box.left - BESIDE, box.bottom - BELOW, box.right, box.top + NAMES) for box in (layout.chart, layout.plane)
    ]
    parts = [*framed, layout.work]
    assert all(content.contains(part) for part in parts)
    assert not any(one.meets(other) for one in parts for other in parts if one is not other)
    assert layout.alone.bottom - BELOW > layout.under.top >= content.bottom
    assert layout.alone.height > max(layout.chart.height, content.height / 2), "alone, it has the room"


@pytest.mark.parametrize("aspect", [0.3, 1.0, 1.7, 4.0])
def test_what_is_fitted_has_its_aspect_and_touches_the_lower_left(aspect: float) -> None:
    box = Box(-1.0, 2.0, 3.0, 4.0)
    found = fitted(box, aspect)
    assert found.width / found.height == pytest.approx(aspect)
    assert (found.left, found.bottom) == (box.left, box.bottom)
    assert found.right <= box.right + 1e-12 and found.top <= box.top + 1e-12
    assert found.right == pytest.approx(box.right) or found.top == pytest.approx(box.top)
