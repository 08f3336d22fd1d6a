"""Networks, traces and histories as what JSON can hold, and back again.

The way back checks everything: each entry is there, of its kind and shape, and finite. What isn't raises an InputError
that names the entry. Floats survive as they are, since JSON's are Python's shortest repr.

    >>> from mathnet import MLP, Layer
    >>> network_to_json(MLP([Layer([[0.5, -1.0]], [0.25], "relu")], "half-squared-error"))["weights"]
    [[[0.5, -1.0]]]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from mathnet import checks, entries
from mathnet.errors import InputError
from mathnet.layer import Layer
from mathnet.losses import LOSSES, check_target
from mathnet.network import MLP, BackwardTrace, ForwardTrace
from mathnet.packing import pack, unpack
from mathnet.sweeps import Sweep, SweepPoint
from mathnet.trace import (
    LayerBackward,
    LayerForward,
    LossTrace,
    Matrix,
    NeuronBackward,
    NeuronForward,
    OutputError,
    SoftmaxForward,
    SoftmaxJacobian,
    Vector,
)
from mathnet.training import EpochRecord, History, Snapshot, TrainingSettings

VERSION = 1  # of a trace
Json = dict[str, object]


def network_to_json(network: MLP, packed: bool = False) -> Json:
    """Return shape, loss and parameters, weights as weights[layer][j][k]; if `packed`, see packing.py for large layers.

    Whoever reads a trace shall find its numbers there: only networks in files of their own and histories are packed.
    """
    return {
        "sizes": list(network.sizes),
        "activations": list(network.activations),
        "loss": network.loss,
        "weights": [pack(layer.weights) if packed else entries.lists(layer.weights) for layer in network.layers],
        "biases": [list(layer.biases) for layer in network.layers],
    }


def network_from_json(data: object, what: str = "network") -> MLP:
    """Return the network that `network_to_json` gave `data` for."""
    sizes = [
        checks.whole(size, f"{what}.sizes[{i}]", least=1) for i, size in enumerate(entries.rows(data, "sizes", what))
    ]
    names, weights, biases = (
        entries.rows(data, key, what, len(sizes) - 1) for key in ("activations", "weights", "biases")
    )
    layers = []
    for i, (name, matrix, vector) in enumerate(zip(names, weights, biases, strict=True)):
        rows = unpack(matrix, f"{what}.weights[{i}]", sizes[i + 1], sizes[i])
        column = checks.vector(vector, f"{what}.biases[{i}]", len(rows))
        layers.append(Layer(rows, column, entries.text(name, f"{what}.activations[{i}]")))
    return MLP(layers, entries.text(entries.entry(data, "loss", what), f"{what}.loss"))


def trace_to_json(trace: BackwardTrace) -> Json:
    """Return a forward and a backward pass, complete with format name and version.

    `upstream` and `local` are null in a layer where the trace has None, `softmax`, `output_error` and `jacobian`
    where it has no such record, and `upstream_products` at the output.
    """
    loss = trace.loss
    return {
        "format": "mathnet-trace",
        "version": VERSION,
        "network": network_to_json(trace.forward.network),
        "x": list(trace.forward.x),
        "target": list(trace.target),
        "loss": loss.value,
        "loss_record": {
            "terms": list(loss.terms),
            "differences": list(loss.differences),
            "log_probabilities": list(loss.log_probabilities),
            "log_total": loss.log_total,
        },
        "forward": [_forward_to_json(layer) for layer in trace.forward.layers],
        "backward": [_backward_to_json(layer) for layer in trace.layers],
    }


def _forward_to_json(layer: LayerForward) -> Json:
    return {
        "products": [list(neuron.products) for neuron in layer.neurons],
        "z": list(layer.z),
        "a": list(layer.a),
        "softmax": None if layer.softmax is None else _record_to_json(layer.softmax),
    }


def _backward_to_json(layer: LayerBackward) -> Json:
    neurons = layer.neurons
    return {
        "upstream_products": [list(n.upstream_products) for n in neurons] if neurons[0].upstream_products else None,
        "upstream": None if neurons[0].upstream is None else [neuron.upstream for neuron in neurons],
        "local": None if neurons[0].local is None else [neuron.local for neuron in neurons],
        "delta": list(layer.delta),
        "weight_gradients": entries.lists(layer.weight_gradients),
        "bias_gradients": list(layer.bias_gradients),
        "output_error": None if layer.output_error is None else _record_to_json(layer.output_error),
        "jacobian": None if layer.jacobian is None else _record_to_json(layer.jacobian),
    }


def trace_from_json(data: object) -> BackwardTrace:
    """Return the trace that `trace_to_json` gave `data` for."""
    network = network_from_json(entries.entry(data, "network", ""))
    x = checks.vector(entries.entry(data, "x", ""), "x", network.sizes[0])
    target = check_target(network.loss, entries.entry(data, "target", ""), network.sizes[-1], "target")
    count = len(network.layers)
    forward = [
        _forward_from_json(entry, network, i) for i, entry in enumerate(entries.rows(data, "forward", "", count))
    ]
    backward = [
        _backward_from_json(entry, network, i) for i, entry in enumerate(entries.rows(data, "backward", "", count))
    ]
    loss = _loss_from_json(data, network)
    return BackwardTrace(ForwardTrace(network, x, tuple(forward)), target, loss, tuple(backward))


def _loss_from_json(data: object, network: MLP) -> LossTrace:
    record, n = entries.entry(data, "loss_record", ""), network.sizes[-1]
    logs = n if network.loss == "cross-entropy" else 0
    differences = 0 if LOSSES[network.loss].classifies else n
    return LossTrace(
        checks.number(entries.entry(data, "loss", ""), "loss"),
        entries.vector(record, "terms", "loss_record", n),
        entries.vector(record, "differences", "loss_record", differences),
        entries.vector(record, "log_probabilities", "loss_record", logs),
        entries.only_if(logs > 0, record, "log_total", "loss_record", checks.number),
    )


def _forward_from_json(data: object, network: MLP, i: int) -> LayerForward:
    layer, what = network.layers[i], f"forward[{i}]"
    n = layer.outputs

    def softmax(entry: object, what: str) -> SoftmaxForward:
        return SoftmaxForward(
            checks.number(entries.entry(entry, "shift", what), f"{what}.shift"),
            entries.vector(entry, "shifted", what, n),
            entries.vector(entry, "exponentials", what, n),
            checks.number(entries.entry(entry, "total", what), f"{what}.total"),
        )

    products = entries.matrix(data, "products", what, n, layer.inputs)
    z, a = entries.vector(data, "z", what, n), entries.vector(data, "a", what, n)
    neurons = tuple(NeuronForward(*neuron) for neuron in zip(products, layer.biases, z, a, strict=True))
    return LayerForward(neurons, entries.only_if(layer.activation == "softmax", data, "softmax", what, softmax))


def _backward_from_json(data: object, network: MLP, i: int) -> LayerBackward:
    layer, what, is_output = network.layers[i], f"backward[{i}]", i == len(network.layers) - 1
    n, classifies, softmax = layer.outputs, LOSSES[network.loss].classifies, layer.activation == "softmax"
    after = 0 if is_output else network.layers[i + 1].outputs

    def numbers(entry: object, what: str) -> Vector:
        return checks.vector(entry, what, n)

    def products(entry: object, what: str) -> Matrix:
        return checks.matrix(entry, what, n, after)

    def error(entry: object, what: str) -> OutputError:
        return OutputError(*(entries.vector(entry, key, what, n) for key in ("a", "y", "delta")))

    def jacobian(entry: object, what: str) -> SoftmaxJacobian:
        return SoftmaxJacobian(*(entries.matrix(entry, key, what, n, n) for key in ("jacobian", "products")))

    own_error = is_output and classifies
    nothing = (None,) * n
    neurons = zip(
        entries.only_if(not is_output, data, "upstream_products", what, products) or ((),) * n,
        entries.only_if(not own_error, data, "upstream", what, numbers) or nothing,
        entries.only_if(not own_error and not softmax, data, "local", what, numbers) or nothing,
        entries.vector(data, "delta", what, n),
        entries.matrix(data, "weight_gradients", what, n, layer.inputs),
        entries.vector(data, "bias_gradients", what, n),
        strict=True,
    )
    return LayerBackward(
        tuple(NeuronBackward(*neuron) for neuron in neurons),
        entries.only_if(own_error, data, "output_error", what, error),
        entries.only_if(softmax and not own_error, data, "jacobian", what, jacobian),
    )


def sweep_to_json(sweep: Sweep) -> Json:
    """Return the place, and the weight, the loss and the activations of each point."""
    return {
        "place": list(sweep.place),
        "weights": [point.weight for point in sweep.points],
        "losses": [point.loss for point in sweep.points],
        "activations": [entries.lists(point.activations) for point in sweep.points],
    }


def sweep_from_json(data: object) -> Sweep:
    """Return the sweep that `sweep_to_json` gave `data` for."""
    numbers = entries.rows(data, "place", "", 3)
    i, j, k = (checks.whole(number, f"place[{index}]", least=0) for index, number in enumerate(numbers))
    weights = checks.vector(entries.entry(data, "weights", ""), "weights")
    losses = entries.vector(data, "losses", "", len(weights))
    passes: list[tuple[Vector, ...]] = [() for _ in weights]
    if entries.entry(data, "version", "") != 1:  # the first had none
        given = entries.rows(data, "activations", "", len(weights))
        sizes: list[int] = []
        for index, layers in enumerate(given):
            passes[index] = _activations(layers, f"activations[{index}]", sizes)
            sizes = [len(layer) for layer in passes[index]]
    return Sweep((i, j, k), tuple(map(SweepPoint, weights, losses, passes)))


def _activations(given: object, what: str, sizes: Sequence[int]) -> tuple[Vector, ...]:
    """Return the activations of each layer of a pass, of these `sizes`; of any sizes, where there are none."""
    layers = checks.items(given, what, "the activations of each layer")
    if not layers or len(layers) != len(sizes or layers):
        raise InputError(f"{what}: expected {len(sizes) or 'some'} layers, given {checks.show(given)}.")
    places = [f"{what}[{index}]" for index in range(len(layers))]
    lengths: Sequence[int | None] = sizes or [None] * len(layers)
    return tuple(map(checks.vector, layers, places, lengths))


def history_to_json(history: History) -> Json:
    """Return the settings, the records of all epochs, and the snapshots."""
    return {
        "settings": _record_to_json(history.settings),
        "epochs": records_to_json(history.epochs),
        "snapshots": snapshots_to_json(history.snapshots),
    }


def records_to_json(records: tuple[EpochRecord, ...]) -> list[Json]:
    return [_record_to_json(record) for record in records]


def snapshots_to_json(snapshots: tuple[Snapshot, ...]) -> list[Json]:
    """Return the snapshots, their large layers packed."""
    return [{"epoch": s.epoch, "network": network_to_json(s.network, packed=True)} for s in snapshots]


def history_from_json(data: object) -> History:
    """Return the history that `history_to_json` gave `data` for."""
    given = entries.entry(data, "settings", "")
    names = [field.name for field in fields(TrainingSettings)]
    settings = TrainingSettings(**{name: entries.entry(given, name, "settings") for name in names})  # type: ignore[arg-type]
    records = records_from_json(data, settings.epochs)
    snapshots = snapshots_from_json(data)
    if snapshots[-1].epoch != settings.epochs:
        raise InputError(f"snapshots: expected the last one of epoch {settings.epochs}, given {snapshots[-1].epoch}.")
    return History(settings, records, snapshots)


def records_from_json(data: object, epochs: int) -> tuple[EpochRecord, ...]:
    """Return the entry "epochs" of `data`: the records of epoch 0 to epoch `epochs`."""
    return tuple(_epoch_from_json(entry, i) for i, entry in enumerate(entries.rows(data, "epochs", "", epochs + 1)))


def snapshots_from_json(data: object) -> tuple[Snapshot, ...]:
    """Return the entry "snapshots" of `data`, whose epochs rise from 0."""
    snapshots = []
    for i, entry in enumerate(entries.rows(data, "snapshots", "")):
        what = f"snapshots[{i}]"
        epoch = checks.whole(entries.entry(entry, "epoch", what), f"{what}.epoch", least=0)
        snapshots.append(Snapshot(epoch, network_from_json(entries.entry(entry, "network", what), f"{what}.network")))
    epochs = [snapshot.epoch for snapshot in snapshots]
    if epochs != sorted(set(epochs)) or epochs[:1] != [0]:
        raise InputError(f"snapshots: expected epochs that rise from 0, given {checks.show(epochs)}.")
    return tuple(snapshots)


def _epoch_from_json(data: object, i: int) -> EpochRecord:
    what = f"epochs[{i}]"
    epoch = checks.whole(entries.entry(data, "epoch", what), f"{what}.epoch", least=0)
    if epoch != i:
        raise InputError(f"{what}.epoch: expected {i}, given {epoch}.")

    def optional(key: str) -> float | None:
        value = entries.entry(data, key, what)
        return None if value is None else checks.number(value, f"{what}.{key}")

    train_loss = checks.number(entries.entry(data, "train_loss", what), f"{what}.train_loss")
    return EpochRecord(epoch, train_loss, *map(optional, ("train_accuracy", "test_loss", "test_accuracy")))


def _record_to_json(record: SoftmaxForward | OutputError | SoftmaxJacobian | TrainingSettings | EpochRecord) -> Json:
    return {field.name: entries.lists(getattr(record, field.name)) for field in fields(record)}
