"""What the films of images claim is true, also of images and networks that break their story."""

from __future__ import annotations

from functools import partial

import pytest

from scenes.storyboards.tell_digits_backward import tell_digits_backward
from scenes.storyboards.tell_digits_forward import tell_digits_forward
from scenes.studies import Study
from scenes.studies.image_study import ImageStudy, study_images
from tests.storyboards.claims import Check, assert_claims_are_true
from tests.storyboards.pictured import LESSONS
from tests.storyboards.test_claims_passes import CHECKS, Part, outputs_of, was_right


def adds_most(told: Study) -> float:
    """Return the largest contribution of any neuron before the output to the answer."""
    a, layer = outputs_of(told.network, told.lesson)[-2], told.network.layers[-1]
    answer = max(range(len(layer.weights)), key=outputs_of(told.network, told.lesson)[-1].__getitem__)
    return max(w * value for w, value in zip(layer.weights[answer], a, strict=True))


def activations(part: Part) -> list[float]:
    return outputs_of(part.told.network, part.lesson)[part.layer + 1]


def are_largest(told: ImageStudy) -> bool:
    """Whether some products of the opened neuron aren't listed, each smaller than all that are."""
    weights = told.network.layers[0].weights[told.told.j]
    sizes = {k: abs(w * x) for k, (w, x) in enumerate(zip(weights, told.lesson.sample.x, strict=True))}
    listed = [sizes.pop(k) for k in told.view.products[1][told.told.j].listed]
    return bool(sizes) and max(sizes.values()) < min(listed)


def deltas(told: Study) -> list[float]:
    return [abs(delta) for delta in told.backward.layers[0].delta]


def share_of_step(told: Study) -> float:
    """Return how large the longest step of the neuron with the largest error is beside its weights."""
    j = deltas(told).index(max(deltas(told)))
    pixels = [abs(x) for x in told.lesson.sample.x]
    step = told.lesson.learning_rate * deltas(told)[j] * max(pixels)
    after = told.update.network.layers[0].weights[j]
    return step / max(abs(w) for row in (told.network.layers[0].weights[j], after) for w in row)


OF_IMAGES: dict[str, Check] = {
    **CHECKS,
    "of all neurons it adds most to the answer": lambda part, _: adds_most(part.told) > 0,
    "of all neurons it takes least away from the answer": lambda part, _: adds_most(part.told) <= 0,
    ": where a pixel is zero, nothing is left of its weight.": lambda part, _: 0.0 in part.lesson.sample.x,
    ": this image is its sum, term by term.": lambda part, _: 0.0 not in part.lesson.sample.x,
    "Those products that weigh most are ringed.*": lambda part, _: are_largest(part.told),  # type: ignore[arg-type]
    "All those products, and the bias, add up:": lambda part, _: not are_largest(part.told),  # type: ignore[arg-type]
    "it is right.": lambda part, _: was_right(part.told),
    "it is wrong.": lambda part, _: not was_right(part.told),
    "The more colour a neuron has, the stronger its activation, .*": lambda part, _: min(activations(part)) >= 0,
    "The more colour a neuron has, the further its activation, .*": lambda part, _: min(activations(part)) < 0,
    "This neuron has the largest error of its layer:": lambda part, _: max(deltas(part.told)) > 0,
    "No error reaches this layer:": lambda part, _: max(deltas(part.told)) == 0,
    "One delta for all, so the gradients are the image once more: .*": lambda part, _: max(deltas(part.told)) > 0,
    "Delta is zero, and so is each gradient: .*": lambda part, _: max(deltas(part.told)) == 0,
    "The new weights look like the old ones, so small is the step.": lambda part, _: share_of_step(part.told) < 0.05,
    "These are the new weights.": lambda part, _: share_of_step(part.told) >= 0.05,
}


@pytest.mark.parametrize("tell", [tell_digits_forward, tell_digits_backward], ids=lambda tell: tell.__name__)
def test_every_claim_of_the_films_of_images_is_true_of_every_lesson(tell: object) -> None:
    said = set()
    for lesson in LESSONS:
        told = study_images(lesson)
        said |= set(assert_claims_are_true(tell(told), told, OF_IMAGES, partial(Part, told)))  # type: ignore[operator]
    # the story breaks somewhere: most sentences are said of some lesson
    own = [sentence.removesuffix(".*").strip() for sentence in OF_IMAGES if sentence not in CHECKS]
    assert sum(any(one.startswith(sentence) for one in said) for sentence in own) >= 5


def test_the_neuron_that_is_pointed_at_in_a_layer_is_one_of_the_strongest() -> None:
    for lesson in LESSONS:
        told = study_images(lesson)
        for layer, traced in zip(tell_digits_forward(told).layers, told.forward.layers, strict=True):
            strengths = [abs(neuron.a) for neuron in traced.neurons]
            assert (layer.strongest is None) is (max(strengths) == 0)
            assert layer.strongest is None or strengths[layer.strongest.j] == max(strengths)
