"""A trace as JSON: what `mathnet trace --json` prints."""

from __future__ import annotations

import json
from dataclasses import asdict

from mathnet import trace_to_json
from mathnet.encoding import network_to_json
from scenes.studies import Study


def print_json(study: Study) -> None:
    """Print what mathnet.save_trace would write, with what the lesson and a step add to it."""
    document = {**trace_to_json(study.backward), "lesson": _lesson_to_json(study), "update": _update_to_json(study)}
    print(json.dumps(document, allow_nan=False))


def _lesson_to_json(study: Study) -> dict[str, object]:
    lesson, sample = study.lesson, study.lesson.sample
    return {
        "name": lesson.name,
        "features": lesson.features,
        "classes": lesson.classes,
        "unit": lesson.unit,
        "sample": lesson.shown,
        "measured": sample.measured,
        "measured_target": sample.measured_target,
        "measured_output": study.measured_output,
        "scaling": lesson.scaling and asdict(lesson.scaling),
        "target_scaling": lesson.target_scaling and asdict(lesson.target_scaling),
    }


def _update_to_json(study: Study) -> dict[str, object]:
    """Return what a step leads to; the entries are those of a network and of a forward pass."""
    after = study.after
    return {
        "learning_rate": study.update.learning_rate,
        "network": network_to_json(after.forward.network),
        "output": after.forward.output,
        "loss": after.loss.value,
    }
