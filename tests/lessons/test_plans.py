"""What a plan makes of data: columns standardised and shown back in their unit, samples split, limits kept."""

from dataclasses import replace
from math import fsum, isfinite, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathnet import LOSSES, train
from scenes.lessons import Data, LessonError, Plan, Scaling
from scenes.lessons.datasets import diabetes
from scenes.lessons.limits import LARGEST_SEED, MOST_EPOCHS, MOST_KEPT, least_every
from scenes.lessons.preparation import target_rows
from scenes.studies import Study, study
from tests.quickly import EXAMPLES

HOUSES = Data(
    features=("area", "rooms"),
    rows=tuple((40.0 + 3 * i, float(i % 4)) for i in range(20)),
    targets=tuple(100_000.0 + 2_500 * i + 7_000 * (i % 3) for i in range(20)),
    outputs=("price",),
)
FRUIT = Data(("weight",), ((150.0,), (170.0,), (130.0,), (140.0,)), (0, 0, 1, 1), ("apple", "pear"))
QUICK = Plan(name="houses", data=HOUSES, hidden=(3,), epochs=2)


def mean_and_deviation(values):
    mean = fsum(values) / len(values)
    return mean, sqrt(fsum((value - mean) ** 2 for value in values) / len(values))


def test_targets_are_standardised_by_the_training_samples_alone():
    lesson = QUICK.lesson()
    (trained,) = zip(*lesson.training.train.targets, strict=True)
    assert mean_and_deviation(trained) == pytest.approx((0, 1))
    (mean,), (deviation,) = lesson.target_scaling.means, lesson.target_scaling.deviations
    assert mean_and_deviation([deviation * value + mean for value in trained]) == pytest.approx((mean, deviation))
    outliers = replace(HOUSES, targets=tuple(value * (1 + 9 * (value > 150_000)) for value in HOUSES.targets))
    assert replace(QUICK, data=outliers).lesson().target_scaling != lesson.target_scaling


def test_a_target_is_shown_as_it_came():
    lesson = QUICK.lesson()
    for sample in lesson.samples:
        assert sample.measured_target[0] in HOUSES.targets
        assert lesson.target_scaling.measured(sample.target) == pytest.approx(sample.measured_target)
    assert study(lesson).measured_output == lesson.target_scaling.measured(study(lesson).forward.output)


def test_targets_are_left_as_they_are_where_that_is_said_or_a_class_or_a_range_is_predicted():
    share = replace(HOUSES, targets=tuple(i / 20 for i in range(20)))
    for plan in (
        replace(QUICK, standardise_targets=False),
        replace(QUICK, data=FRUIT, test_share=0),
        replace(QUICK, data=share, output="sigmoid"),
    ):
        lesson = plan.lesson()
        assert lesson.target_scaling is None and lesson.sample.measured_target is None
        assert Study(lesson, lesson.network, None).measured_output is None
    assert replace(QUICK, standardise_targets=False).lesson().sample.target[0] in HOUSES.targets


@pytest.mark.parametrize("value", [0.0, 0.1, -7e10, 1 / 3])
def test_a_constant_column_has_deviation_0_and_is_only_shifted(value):
    data = replace(HOUSES, rows=tuple((area, value) for area, _ in HOUSES.rows))
    lesson = replace(QUICK, data=data).lesson()
    assert lesson.scaling.means[1] == value and lesson.scaling.deviations[1] == 0 and lesson.scaling.divisors[1] == 1
    assert lesson.scaling.deviations[0] == lesson.scaling.divisors[0] > 1
    assert all(sample.x[1] == 0 for sample in lesson.samples)


def test_a_constant_target_has_deviation_0():
    lesson = replace(QUICK, data=replace(HOUSES, targets=(0.3,) * 20)).lesson()
    assert lesson.target_scaling == Scaling((0.3,), (0.0,)) and lesson.sample.target == (0.0,)
    assert study(lesson).history.epochs[-1].test_loss < 1


@pytest.mark.parametrize(
    "change, said",
    [
        ({"rows": ()}, "the rows: expected at least one row"),
        ({"rows": ((1.0, 2.0),)}, r"the rows\[0\]: expected 1 number, given 2"),
        ({"rows": ((1.0,), (2.0,), (3.0,), (float("nan"),))}, r"the rows\[3\]\[0\]: expected a finite number"),
        ({"rows": ((1.0,), (2.0,), (3.0,), (None,))}, r"the rows\[3\]\[0\]: expected a number, given None"),
        ({"targets": (0, 1)}, "the targets: expected one for each of the 4 rows, given 2"),
        ({"targets": (0, 1, 2, 1)}, r"the targets\[2\]: expected the index of a class, 0 to 1, given 2"),
        ({"targets": (0, 1, "apple", 1)}, r"the targets\[2\]: expected the index of a class, .* given 'apple'"),
        ({"classes": (), "targets": (0.5, 1, (1.0, 2.0), 1)}, r"the targets\[2\]: expected 1 number, given 2"),
        ({"classes": (), "targets": (0.5, 1, None, 1)}, r"the targets\[2\]\[0\]: expected a number, given None"),
    ],
)
def test_what_is_no_table_is_told_with_its_place(change, said):
    with pytest.raises(ValueError, match=said):
        replace(FRUIT, **change)


def test_a_class_is_a_vector_with_a_single_one():
    data = Data(("x",), ((1.0,),) * 5, (2, 0, 1, 2, 2), ("a", "b", "c"))
    assert target_rows(data, shared=False) == ((0, 0, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1))
    assert target_rows(FRUIT, shared=True) == ((0.0,), (0.0,), (1.0,), (1.0,))


def test_a_single_sample_is_data():
    lesson = Plan("one", Data(("x",), ((3.0,),), (5.0,)), hidden=(2,), epochs=2, test_share=0).lesson()
    assert lesson.scaling.deviations == (0.0,) and study(lesson).measured_output is not None


@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2), min_size=2, max_size=9))
def test_what_is_standardised_is_measured_minus_mean_by_divisor(rows):
    data = Data(("a", "b"), tuple(rows), (0.0,) * len(rows))
    lesson = Plan("any", data, hidden=(), test_share=0).lesson()
    means, divisors = lesson.scaling.means, lesson.scaling.divisors
    for sample in lesson.samples:
        columns = zip(sample.measured, means, divisors, strict=True)
        assert sample.x == tuple((value - mean) / divisor for value, mean, divisor in columns)
        assert lesson.scaling.measured(sample.x) == pytest.approx(sample.measured, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("what", ["features", "targets"])
def test_values_too_large_to_be_standardised_are_refused(what):
    data = Data(("x",), ((1.0,), (2.0,), (3.0,)), (1.0, 2.0, 3.0))
    wild = (
        replace(data, rows=((1e200,), (-1e200,), (1.0,)))
        if what == "features"
        else replace(data, targets=(1e200, 0, 1))
    )
    with pytest.raises(LessonError, match=f"the {what}: expected values that can be standardised"):
        Plan("wild", wild, test_share=0).lesson()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_diabetes_is_learned_with_the_defaults(seed):
    lesson = Plan("diabetes", diabetes(), seed=seed).lesson()
    task = lesson.training
    result = train(lesson.network, task.train, task.test, settings=task.settings, rng=Random(task.seed))
    # a standardised target has mean 0: this is the loss of always predicting the training set's mean
    always_the_mean = fsum(y * y for (y,) in task.test.targets) / len(task.test)
    assert result.history.epochs[-1].test_loss < 0.8 * always_the_mean


def test_more_epochs_than_anybody_waits_for_are_refused():
    assert replace(QUICK, epochs=MOST_EPOCHS).lesson()
    with pytest.raises(LessonError, match=f"the epochs: expected at most {MOST_EPOCHS}, given {MOST_EPOCHS + 1}"):
        replace(QUICK, epochs=MOST_EPOCHS + 1).lesson()


def test_a_seed_has_a_limit():
    with pytest.raises(LessonError, match=f"the seed: expected at most {LARGEST_SEED}"):
        replace(QUICK, seed=LARGEST_SEED + 1).lesson()


def test_a_recording_too_large_is_refused_with_the_setting_that_would_do():
    plan = replace(QUICK, hidden=(50,), epochs=20_000)
    least = least_every(3 * 50 + 51, 20_000)
    assert least > 1 and replace(plan, every=least).lesson()
    with pytest.raises(LessonError, match=f"every: expected at least {least}, .* given {least - 1}"):
        replace(plan, every=least - 1).lesson()


@given(st.integers(1, 400_000), st.integers(1, MOST_EPOCHS))
def test_what_is_kept_has_a_limit(parameters, epochs):
    every = least_every(parameters, epochs)
    assert 1 <= every <= epochs
    kept = {0, epochs, *range(every, epochs + 1, every)}
    assert len(kept) <= 3 or len(kept) * parameters <= MOST_KEPT


ODD = st.sampled_from([0.0, 1.0, -1.0, 0.1, 7.0, 1e-300, 5e-324, 1e16, 1e150, -1e300])


@st.composite
def plans(draw):
    count, width = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    rows = draw(st.lists(st.tuples(*[ODD] * width), min_size=count, max_size=count))
    names = ("a", "b", "c")[: draw(st.sampled_from([0, 1, 2, 3]))]
    target = st.integers(0, len(names) - 1) if names else ODD
    targets = draw(st.lists(target, min_size=count, max_size=count))
    return Plan(
        name="any",
        data=Data(("x", "y", "z")[:width], tuple(rows), tuple(targets), names),
        hidden=draw(st.sampled_from([(), (2,)])),
        activations=(draw(st.sampled_from(["relu", "tanh", "sigmoid"])),),
        output=draw(st.sampled_from([None, "sigmoid", "identity", "softmax"])),
        loss=draw(st.sampled_from([None, *LOSSES])),
        epochs=draw(st.sampled_from([1, 2, MOST_EPOCHS + 1])),
        learning_rate=draw(st.sampled_from([None, 0.1, 1e9])),
        batch_size=draw(st.sampled_from([1, 3])),
        test_share=draw(st.sampled_from([0.0, 0.2, 0.5])),
        standardise=draw(st.booleans()),
        standardise_targets=draw(st.booleans()),
        every=draw(st.sampled_from([None, 1])),
    )


def test_a_single_output_that_tells_two_classes_has_the_names_of_both():
    lesson = replace(QUICK, data=FRUIT, output="sigmoid", test_share=0).lesson()
    assert lesson.classes == ("apple", "pear")
    with pytest.raises(LessonError, match="name both classes"):
        replace(lesson, classes=("pear",))


@settings(max_examples=3 * EXAMPLES)
@given(plans())
def test_any_data_and_settings_are_a_lesson_or_refused_in_one_sentence(plan):
    try:
        studied = study(plan.lesson())
        numbers = (*studied.forward.output, studied.after.loss.value, *(studied.measured_output or ()))
    except ValueError as error:
        assert "\n" not in str(error) and len(str(error)) < 400
    else:
        assert all(map(isfinite, numbers))
        lesson = studied.lesson
        assert all(map(isfinite, (x for sample in lesson.samples for x in (*sample.x, *sample.target))))
