"""The samples of a lesson that a page lets one choose from."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from mathnet import predict_class
from mathnet.packing import pack
from scenes.lessons import Lesson, Sample
from scenes.storyboards.readout import shown

MOST, FEW = 32, 12  # of samples; few where each brings its trace
WHITES = (1.0, 16.0, 255.0)  # how many levels of grey images have, usually


def chosen(lesson: Lesson, least: bool) -> list[int]:
    """Return which samples are offered: all, or some from beginning to end and the one that films show."""
    count, most = len(lesson.samples), FEW if least else MOST
    if count <= most:
        return list(range(count))
    return sorted({lesson.shown, *(round(i * (count - 1) / (most - 2)) for i in range(most - 1))})


def white_of(lesson: Lesson) -> float:
    """Return the level of white in the lesson's images as measured, 1 or more; 1 where there are no images."""
    if lesson.image is None:
        return 1.0
    return max(1.0, max(max(_measured(sample)) for sample in lesson.samples))


def sample_to_json(lesson: Lesson, number: int, white: float) -> dict[str, object]:
    """Return a sample: x and target as the network gets them, x as measured if that differs, and what it truly is."""
    sample = lesson.samples[number]
    truth = _truth(lesson, sample)
    return {
        "name": f"{lesson.noun} {number}: {truth}",
        "truth": truth,
        "x": _row(sample.x, lesson, white),
        "target": list(sample.target),
        "measured": None if sample.measured is None else _row(sample.measured, lesson, white),
    }


def _truth(lesson: Lesson, sample: Sample) -> str:
    if lesson.classifies:
        return lesson.classes[predict_class(sample.target)]
    values = sample.target if sample.measured_target is None else sample.measured_target
    return ", ".join(shown(value, lesson.decimals) for value in values)


def _measured(sample: Sample) -> Sequence[float]:
    return sample.x if sample.measured is None else sample.measured


def _row(values: tuple[float, ...], lesson: Lesson, white: float) -> object:
    """Return numbers as a list; pixels as bytes where they are whole shares of white, otherwise packed."""
    if lesson.image is None:
        return list(values)
    for levels in WHITES:
        steps = [round(value / white * levels) for value in values]
        if (
            min(steps) >= 0
            and max(steps) <= levels
            and all(s / levels * white == v for s, v in zip(steps, values, strict=True))
        ):
            return {"base64-bytes": base64.b64encode(bytes(steps)).decode("ascii"), "levels": levels, "white": white}
    return pack((values,), most_listed=0)
