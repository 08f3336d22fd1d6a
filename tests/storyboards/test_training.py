"""The stories of training: what they show was recorded or worked out, and nothing of it meets anything else."""

from __future__ import annotations

import math
from dataclasses import astuple
from functools import cache
from itertools import combinations, pairwise
from statistics import fmean
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import update_from_batch
from scenes.layout.boxes import Box
from scenes.layout.labels import lay_out
from scenes.lessons import Plan, Scaling, find_plan, vary
from scenes.storyboards.charts import tick_texts
from scenes.storyboards.readout import Reader, digits, say
from scenes.storyboards.tell_training_classes import then_and_now
from scenes.storyboards.training import passages
from scenes.studies import Study, study
from scenes.studies.boundary import X, Y, study_boundary
from scenes.studies.classes import study_classes
from scenes.studies.curve import study_curve
from scenes.studies.race import study_race
from scenes.studies.scales import logarithmic_scale, scale
from scenes.studies.training import choose, with_snapshots
from scenes.studies.values import in_unit, study_values
from scenes.studies.weights import study_weights
from tests.scenes.geometry import crossed

AREA = Box(-6.8, -3.6, 5.4, 2.5)
LABEL = (0.86, 0.2)
FUNCTIONS = {
    "relu": lambda zs: [max(0.0, z) for z in zs],
    "softmax": lambda zs: [math.exp(z) / sum(map(math.exp, zs)) for z in zs],
}


@given(st.lists(st.integers(1, 9), min_size=2, max_size=4))
def test_no_label_meets_another_or_a_foreign_edge(sizes: list[int]) -> None:
    try:
        layout = lay_out(sizes, AREA, LABEL, 1.02)
    except ValueError as refusal:
        assert "have too many" in str(refusal)
        return
    wires = [wire for rows in layout.wires for row in rows for wire in row]
    neurons = [box for column in layout.neurons for box in column]
    strokes = np.array([(*start, *end) for start, end in (*((wire.start, wire.end) for wire in wires), *layout.trunks)])
    boxes = [wire.label for wire in wires]
    assert not any(one.meets(other) for one, other in combinations([*boxes, *neurons], 2))
    assert not any(crossed(strokes, np.array(astuple(box))).any() for box in boxes)
    for box in [*boxes, *neurons]:
        assert AREA.left - 1e-9 <= box.left and box.right <= AREA.right + 1e-9
        assert AREA.bottom - 1e-9 <= box.bottom and box.top <= AREA.top + 1e-9


@pytest.mark.parametrize("hidden", range(1, 10))
def test_four_bits_have_room_for_nine_hidden_neurons(hidden: int) -> None:
    layout = lay_out((4, hidden, 2), AREA, LABEL, 1.02)
    assert [len(column) for column in layout.neurons] == [4, hidden, 2]


ANY = st.floats(-1e9, 1e9, allow_subnormal=False) | st.floats(-1e-9, 1e-9, allow_subnormal=False)
TINY = 1e-300  # as good as 0 for an axis


@given(ANY, st.floats(0, 1e9) | st.floats(0, 1e-9), st.integers(3, 6))
def test_ticks_are_few_round_and_on_the_scale(low: float, span: float, most: int) -> None:
    own = scale(low, low + span, most)
    room = 1e-6 * (own.high - own.low)
    assert own.low <= low + TINY
    assert low + span - TINY <= own.high
    assert own.low < own.high
    assert 1 <= len(own.ticks) <= most + 1
    assert all(own.low - room <= tick <= own.high + room for tick in own.ticks)


@given(ANY, st.floats(0, 1e9) | st.floats(0, 1e-9), st.integers(3, 6))
def test_ticks_are_written_unrounded_and_each_differently(low: float, span: float, most: int) -> None:
    own = scale(low, low + span, most)
    texts = tick_texts(own.ticks)
    assert len(set(texts)) == len(texts)
    for tick, text in zip(own.ticks, texts, strict=True):
        assert float(digits(text)) == pytest.approx(tick, rel=1e-9)


@given(st.lists(st.floats(1e-9, 1e9), min_size=1))
def test_logarithmic_ticks_are_powers_of_ten_on_the_scale(values: list[float]) -> None:
    own = logarithmic_scale(values)
    assert own.low < own.high
    assert own.ticks
    assert all(own.low <= tick <= own.high and f"{tick:e}".startswith("1.000000e") for tick in own.ticks)


@given(st.integers(2, 20_000), st.integers(2, 100))
def test_the_first_and_the_last_snapshot_are_shown(snapshots: int, stages: int) -> None:
    chosen = choose(snapshots, stages)
    assert chosen[0] == 0
    assert chosen[-1] == snapshots - 1
    assert len(chosen) <= stages
    assert list(chosen) == sorted(set(chosen))


@given(st.integers(2, 200))
def test_passages_follow_each_other_without_a_gap(stages: int) -> None:
    run = passages(stages, {"one": 0.1, "two": 0.5, "three": 1.0})
    assert run[0].first == 0
    assert run[-1].last == stages - 1
    assert all(one.last == other.first for one, other in pairwise(run))


@cache
def studied(name: str, **settings: object) -> Study:
    plan = find_plan(name)
    assert isinstance(plan, Plan)
    return study(with_snapshots(vary(plan, **settings).lesson()))


def test_confusion_counts_every_test_sample_once_and_agrees_with_the_history() -> None:
    own = study_classes(studied("iris", epochs=5))
    test = own.lesson.training.test if own.lesson.training else None
    assert test is not None
    for confusion, record in zip(own.confusions, (own.run.epochs[0], own.run.epochs[-1]), strict=True):
        assert sum(map(sum, confusion.counts)) == confusion.total == len(test)
        assert confusion.right / confusion.total == record.test_accuracy
    assert own.percents[-1].test == 100 * (own.run.epochs[-1].test_accuracy or 0)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (5.0, 290 / 3, "test  5.0 %  →  96.7 %"),
        (66.7, 66.73, "test  66.70 %  →  66.73 %"),
        (50.0, 100 * 59999 / 60000, "test  50.000 %  →  99.998 %"),
        (200 / 3, 200 / 3, "test  stays at 66.7 %"),
    ],
)
def test_accuracies_that_differ_are_seen_to_differ_and_others_stay(before: float, after: float, line: str) -> None:
    own = SimpleNamespace(percents=(SimpleNamespace(test=before), SimpleNamespace(test=after)))
    assert say(then_and_now(Reader(own, 2), "test", 1)) == line


def test_before_the_first_step_neurons_hold_what_the_first_sample_makes_of_them() -> None:
    own = study_classes(studied("iris", epochs=5))
    assert own.lesson.training is not None
    x, *_ = own.lesson.training.train.inputs
    held = [x]
    for layer in own.lesson.network.layers:
        zs = [
            sum(w * a for w, a in zip(row, held[-1], strict=True)) + b
            for row, b in zip(layer.weights, layer.biases, strict=True)
        ]
        held.append(tuple(FUNCTIONS[layer.activation](zs)))
    assert [len(layer) for layer in own.step.held] == list(own.lesson.network.sizes)
    for values, wanted in zip(own.step.held, held, strict=True):
        assert values == pytest.approx(wanted)


def test_values_are_shown_in_the_unit_that_they_were_measured_in() -> None:
    scaled = SimpleNamespace(target_scaling=Scaling((152.0, 3.0), (77.0, 0.5)))
    assert in_unit(scaled, ((0.5, -2.0),)) == ((190.5, 2.0),)  # type: ignore[arg-type]
    assert in_unit(SimpleNamespace(target_scaling=None), ((0.5,),)) == ((0.5,),)  # type: ignore[arg-type]


def test_how_far_off_the_network_is_and_how_far_the_mean_of_what_it_learned_from() -> None:
    own = study_values(studied("diabetes", epochs=2))
    training = own.lesson.training
    assert training is not None and training.test is not None
    learned, truths = ([y for (y,) in samples.targets] for samples in (training.train, training.test))
    said = [own.network.forward(x).output[0] for x in training.test.inputs]
    mean = in_unit(own.lesson, ((fmean(learned),),))[0][0]
    pairs = [
        (true[0], answer[0])
        for true, answer in zip(
            in_unit(own.lesson, tuple((y,) for y in truths)),
            in_unit(own.lesson, tuple((a,) for a in said)),
            strict=True,
        )
    ]
    (miss,) = own.misses
    assert miss.off == pytest.approx(fmean(abs(answer - true) for true, answer in pairs))
    assert miss.guess == pytest.approx(fmean(abs(mean - true) for true, _ in pairs))
    assert miss.ratio == miss.off / miss.guess


def test_gradient_sizes_are_those_of_the_step_on_all_samples() -> None:
    own = study_curve(studied("quadratic", epochs=4, every=2))
    training = own.lesson.training
    assert training is not None
    traces = [
        own.network.backward(own.network.forward(x), y)
        for x, y in zip(training.train.inputs, training.train.targets, strict=True)
    ]
    update = update_from_batch(own.network, traces, 1.0)
    for size, layer in zip(own.gradients[-1], update.layers, strict=True):
        assert size == pytest.approx(math.hypot(*(w.gradient for row in layer.weights for w in row)))


def test_fit_is_what_the_network_of_its_stage_says() -> None:
    own = study_curve(studied("quadratic", epochs=4, every=2))
    for stage, fit in zip(own.stages, own.fits, strict=True):
        assert fit == tuple(stage.network.forward((x,)).output[0] for x in own.grid)


def test_fit_of_standardised_data_is_shown_in_their_unit() -> None:
    lesson = studied("quadratic", epochs=4, standardise=True).lesson
    assert lesson.scaling is not None
    (mean,), (deviation,) = lesson.scaling.means, lesson.scaling.deviations
    own = study_curve(study(with_snapshots(lesson)))
    for x, y in zip(own.grid, own.fits[-1], strict=True):
        assert y == pytest.approx(own.network.forward(((x - mean) / deviation,)).output[0])
    plan = find_plan("quadratic")
    assert isinstance(plan, Plan)
    for x, _ in own.points:
        assert any(x == pytest.approx(own) for (own,) in plan.data.rows)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_surface_is_how_likely_the_second_class_is(output: str) -> None:
    own = study_boundary(studied("moons", epochs=3, output=output))
    xs, ys = own.scales[X], own.scales[Y]
    corners = {(0, 0): (xs.low, ys.low), (0, -1): (xs.high, ys.low), (-1, 0): (xs.low, ys.high)}
    for (row, column), place in corners.items():
        assert own.surfaces[-1][row][column] == own.network.forward(place).output[-1]


def test_weights_after_training_are_those_before_and_the_change() -> None:
    own = study_weights(studied("four-bit", epochs=20))
    for before, after, change in zip(own.first.layers, own.last.layers, own.changes, strict=True):
        for old, new, difference in zip(before.weights, after.weights, change.weights, strict=True):
            assert [n - o for o, n in zip(old, new, strict=True)] == list(difference)
    assert own.totals[-1] == own.run.epochs[-1].train_loss * 4


def test_race_starts_alike_and_tells_who_diverged() -> None:
    own = study_race(studied("quadratic", epochs=12).lesson)
    assert len({runner.history.epochs[0].train_loss for runner in own.runners}) == 1
    assert len({(runner.step.old, runner.step.gradient) for runner in own.runners}) == 1
    assert [runner.diverged for runner in own.runners] == [None, None, 7]
    assert [runner.last for runner in own.runners] == [12, 12, 6]
    assert [runner.rate for runner in own.runners] == [pytest.approx(0.01 / 3), 0.01, 0.27]
    assert own.epochs == tuple(range(13))
