"""Small neural networks of which every number is kept: the mathematics, computed with `math` and `random` alone.

>>> from random import Random
>>> network = MLP.initialised([2, 3, 1], ["tanh", "sigmoid"], "binary-cross-entropy", Random(1))
>>> trace = network.backward(network.forward([0.5, -1.0]), [1.0])
>>> len(trace.forward.layers[0].neurons), trace.layers[1].neurons[0].delta == trace.forward.output[0] - 1.0
(3, True)
"""

from __future__ import annotations

from mathnet.activations import ACTIVATIONS, Activation, probabilities, softmax
from mathnet.encoding import trace_to_json
from mathnet.errors import InputError
from mathnet.files import (
    FileFormatError,
    load_history,
    load_network,
    load_sweep,
    load_trace,
    save_history,
    save_network,
    save_sweep,
    save_trace,
)
from mathnet.importers import from_sklearn, from_torch
from mathnet.layer import INITIALISATIONS, Layer
from mathnet.losses import LOSSES, Loss
from mathnet.network import (
    MLP,
    BackwardTrace,
    ForwardTrace,
    UpdateTrace,
    predict_class,
    update_from_batch,
)
from mathnet.subtotals import Subtotal, strongest, subtotal
from mathnet.sweeps import Sweep, SweepPoint, sweep
from mathnet.trace import (
    LayerBackward,
    LayerForward,
    LayerUpdate,
    LossTrace,
    Matrix,
    NeuronBackward,
    NeuronForward,
    OutputError,
    ParameterUpdate,
    SoftmaxForward,
    SoftmaxJacobian,
    Vector,
)
from mathnet.training import (
    DivergenceError,
    EpochRecord,
    History,
    Samples,
    Snapshot,
    TrainingResult,
    TrainingSettings,
    evaluate,
    train,
)

__all__ = [
    "ACTIVATIONS",
    "INITIALISATIONS",
    "LOSSES",
    "MLP",
    "Activation",
    "BackwardTrace",
    "DivergenceError",
    "EpochRecord",
    "FileFormatError",
    "ForwardTrace",
    "History",
    "InputError",
    "Layer",
    "LayerBackward",
    "LayerForward",
    "LayerUpdate",
    "Loss",
    "LossTrace",
    "Matrix",
    "NeuronBackward",
    "NeuronForward",
    "OutputError",
    "ParameterUpdate",
    "Samples",
    "Snapshot",
    "SoftmaxForward",
    "SoftmaxJacobian",
    "Subtotal",
    "Sweep",
    "SweepPoint",
    "TrainingResult",
    "TrainingSettings",
    "UpdateTrace",
    "Vector",
    "evaluate",
    "from_sklearn",
    "from_torch",
    "load_history",
    "load_network",
    "load_sweep",
    "load_trace",
    "predict_class",
    "probabilities",
    "save_history",
    "save_network",
    "save_sweep",
    "save_trace",
    "softmax",
    "strongest",
    "subtotal",
    "sweep",
    "trace_to_json",
    "train",
    "update_from_batch",
]
