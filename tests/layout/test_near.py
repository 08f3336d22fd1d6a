"""A neuron from near: every label has room of its own, or nothing is drawn."""

from hypothesis import given
from hypothesis import strategies as st

from scenes.layout.boxes import Box
from scenes.layout.composition import Labels, Needs
from scenes.layout.near import compose_near
from scenes.studies import LayerView, Weight

BOX = Box(-6.8, -3.5, 2.05, 1.75)
NEEDS = Needs((1.02, 0.6), 1.3, 1.8)
NEURON = (1.1, 0.82)
CLOSE = 1e-9
ALONE = LayerView(1, (2,))


@given(
    shown=st.sets(st.integers(0, 40), min_size=1, max_size=10),
    layer=st.integers(0, 3),
    label=st.floats(0.3, 1.6),
    from_the_left=st.booleans(),
)
def test_labels_and_neurons_stand_apart_within_the_box(shown, layer, label, from_the_left):
    others = LayerView(41, tuple(sorted(shown)))
    sides = (others, ALONE) if from_the_left else (ALONE, others)
    near = compose_near(layer, sides, BOX, NEEDS, Labels((label, 0.2), NEURON))
    if near is None:
        return
    columns = near.columns(range(layer, layer + 2))
    wires = {Weight(layer + 1, j, k) for j in columns.column(layer + 1).neurons for k in columns.column(layer).neurons}
    assert set(columns.wires) == wires and len(wires) == len(shown)
    boxes = [box for column in columns.layers for box in column.neurons.values()]
    boxes += [wire.label for wire in columns.wires.values()]
    assert not any(one.meets(other) for i, one in enumerate(boxes) for other in boxes[:i])
    assert all(BOX.left - CLOSE <= box.left and box.right <= BOX.right + CLOSE for box in boxes)
    assert all(BOX.bottom - CLOSE <= box.bottom and box.top <= BOX.top + CLOSE for box in boxes)


def test_what_feeds_a_neuron_in_part_has_a_gap():
    near = compose_near(0, (LayerView(20, (3, 9)), ALONE), BOX, NEEDS, Labels((0.6, 0.2), NEURON))
    assert near is not None and near.columns(range(2)).column(0).gap is not None


def test_labels_without_room_are_not_drawn():
    whole = LayerView(9, tuple(range(9)))
    assert compose_near(0, (whole, ALONE), BOX, NEEDS, Labels((5.0, 0.2), NEURON)) is None
