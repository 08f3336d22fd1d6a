"""A trace as JSON: what `mathnet trace --json` prints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from mathnet import trace_to_json
from mathnet.encoding import network_to_json
from scenes.studies import Study, Terms


def print_json(study: Study) -> None:
    print(json.dumps(study_to_json(study), allow_nan=False))


def study_to_json(study: Study) -> dict[str, object]:
    """Return what mathnet.save_trace would write, with what the lesson and a step add to it."""
    additions = {"lesson": _lesson_to_json(study), "update": _update_to_json(study), "view": _view_to_json(study)}
    return {**trace_to_json(study.backward), **additions}


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


def _view_to_json(study: Study) -> dict[str, object]:
    """Return what films show of the network: neurons of each layer, terms of each sum, and what the others come to.

    Neurons and terms count from 0. `products[n][j]` is about the sum of neuron j of layer n, layer 0 the input, and
    `upstream[n][j]` about the error that comes back to it.
    """
    view = study.view
    shown = [layer.shown for layer in view.layers]
    return {
        "layers": [{"size": layer.size, "shown": layer.shown} for layer in view.layers],
        "products": list(map(_sums_to_json, view.products, shown)),
        "upstream": list(map(_sums_to_json, study.upstream, shown)),
        "jacobian": _sums_to_json(study.jacobian, shown[-1]),
        "loss_terms": _terms_to_json(study.loss_terms),
        "exponentials": _terms_to_json(study.exponentials),
        "shares": _terms_to_json(study.shares),
    }


def _sums_to_json(sums: Mapping[int, Terms], shown: Sequence[int]) -> dict[int, object]:
    return {j: _terms_to_json(sums[j]) for j in shown if j in sums}


def _terms_to_json(terms: Terms) -> dict[str, object]:
    others = terms.others and {"count": terms.others.count, "value": terms.others.value}
    return {"listed": terms.listed, "others": others}
