"""How formulas and layers are written: on screen in Typst, in captions in words."""

from __future__ import annotations

from itertools import cycle

from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import MINUS, Line, Name, Reader, Readout, Symbol
from scenes.studies import Neuron, Study

X = Symbol("_x_", "x")
Z = Symbol("_z_", "z")
A = Symbol("_a_", "a")
W = Symbol("_W_", "W")
W_SMALL = Symbol("_w_", "w")
B = Symbol("_b_", "b")
M = Symbol("_m_", "m")
DELTA = Symbol("_δ_", "δ")
LOSS = Symbol("_C_", "C")
C_BY_A = Symbol("∂_C_/∂_a_", "∂C/∂a")
C_BY_Z = Symbol("∂_C_/∂_z_", "∂C/∂z")
C_BY_W = Symbol("∂_C_/∂_w_", "∂C/∂w")
A_BY_Z = Symbol("∂_a_/∂_z_", "∂a/∂z")
Z_BY_W = Symbol("∂_z_/∂_w_", "∂z/∂w")
SHIFTED = Symbol("_z_ − _m_", "z − m")
TIMES = " · "

ACTIVATION_NAMES = {
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "identity": "identity",
    "softmax": "softmax",
}
CLOSE = Symbol(")", ")")
# how an edge is to be read
LEGEND = ("positive weight", "negative weight", "thicker is larger")
SAID_OF_EDGES = "Each line is a weight: red is positive, dashed blue negative, and thicker is larger."
# what stands before and after the one operand of an operation
AROUND: dict[str, tuple[Symbol, Symbol]] = {
    "exp": (Symbol("exp(", "exp("), CLOSE),
    "relu": (Symbol("max(0, ", "max(0, "), CLOSE),
    "sigmoid": (Symbol("_σ_(", "σ("), CLOSE),
    "tanh": (Symbol("tanh(", "tanh("), CLOSE),
    "identity": (Symbol("", ""), Symbol("", "")),
    "relu slope": (Symbol("ReLU′(", "ReLU′("), CLOSE),
    "identity slope": (Symbol("id′(", "id′("), CLOSE),
}
TWICE = Symbol("2 · (", "2 · (")
ONE_MINUS = Symbol("(1 − ", "(1 − ")
# what stands between the operands of an operation, from the first to the last, and over again
BETWEEN: dict[str, Line] = {
    "product": (TIMES,),
    "sum": (" + ",),
    "difference": (" − ",),
    "quotient": (" / ",),
    "product plus": (TIMES, " + "),
    "scaled back": (TIMES, " + "),
    "update": (" − ", TIMES),
}
# the loss of one output: the operation on output and target, and how it is written above its column
LOSS_TERMS: dict[str, tuple[str, Symbol]] = {
    "half-squared-error": ("half squared", Symbol("½(_a_ − _y_)²", "½(a − y)²")),
    "mean-squared-error": ("squared", Symbol("(_a_ − _y_)²", "(a − y)²")),
    "cross-entropy": ("cross", Symbol("−_y_ ln _a_", "−y ln a")),
    "binary-cross-entropy": ("binary cross", Symbol("−_y_ ln _a_ − …", "−y ln a − …")),
}
LOSS_NAMES = {
    "half-squared-error": "half the squared error",
    "mean-squared-error": "mean squared error",
    "cross-entropy": "cross-entropy",
    "binary-cross-entropy": "binary cross-entropy",
}
# the sign between two columns of a worksheet
SIGNS = {"product": "·", "difference": "−"}
SAID: dict[str, str] = {
    "relu": "ReLU keeps a positive sum and turns a negative one into zero",
    "sigmoid": "The sigmoid squeezes it between zero and one",
    "tanh": "tanh squeezes it between minus one and one",
    "identity": "The identity passes it on as it is",
}


def bracketed(readout: Readout) -> Line:
    """Return a number as it stands behind an operator: a negative one in brackets."""
    return ("(", readout, ")") if readout.text.startswith(MINUS) else (readout,)


def left_side(equation: Equation) -> Line:
    """Return what is calculated, as it is written before the sign of equality."""
    first, *others = equation.operands
    if equation.operation in AROUND:
        before, after = AROUND[equation.operation]
        return tuple(part for part in (before, first, after) if part not in AROUND["identity"])
    if equation.operation == "sigmoid slope":
        return (first, TIMES, ONE_MINUS, first, CLOSE)
    if equation.operation == "twice over":
        output, target, count = equation.operands
        return (TWICE, output, " − ", *bracketed(target), CLOSE, " / ", count)
    if equation.operation == "tanh slope":
        return (Symbol("1 − ", "1 − "), *bracketed(first), TIMES, *bracketed(first))
    signs = cycle(BETWEEN[equation.operation])
    return (first, *(part for operand in others for part in (next(signs), *bracketed(operand))))


def written(equation: Equation) -> Line:
    """Return an equation on one line, as it is read: operands, relation, result.

    >>> from scenes.storyboards.readout import say
    >>> half, two, one = Readout("", 0.5, "0.50"), Readout("", -2.0, "−2.00"), Readout("", -1.0, "−1.00")
    >>> say(written(Equation("product", (half, two), one)))
    '0.50 · (−2.00) = −1.00'
    """
    return (*left_side(equation), f" {equation.relation} ", equation.result)


def neuron_title(study: Study, read: Reader, place: Neuron) -> Line:
    return (*layer_name(study, read, place.layer), ", neuron ", read.number(place.itself))


def output_names(study: Study, read: Reader, limit: int = 18) -> tuple[Name, ...]:
    """Return a name for each output neuron drawn; one that two classes share stands for the second of them."""
    shared = len(study.lesson.classes) > study.network.sizes[-1]
    return tuple(read.name(f"lesson.classes[{j + shared}]", limit) for j in study.view.layers[-1].shown)


def layer_id(study: Study, layer: int) -> str:
    """Return what the address of a layer is called: input, hidden-1, hidden-2, output."""
    return {0: "input", len(study.network.layers): "output"}.get(layer, f"hidden-{layer}")


def neuron_id(study: Study, place: Neuron) -> str:
    return f"{layer_id(study, place.layer)}-neuron-{place.j + 1}"


def layer_name(study: Study, read: Reader, layer: int) -> Line:
    """Return the name of a layer, counted from 0, the input."""
    last = len(study.network.layers)
    if layer == 0:
        return ("input",)
    if layer == last:
        return ("output",)
    return ("hidden",) if last == 2 else ("hidden ", read.number(f"network.layers[{layer - 1}]"))


def layer_title(study: Study, read: Reader, layer: int) -> Line:
    """Return the name of a layer as the title of a chapter."""
    first, *rest = layer_name(study, read, layer)
    assert isinstance(first, str)
    return (first.strip().capitalize() + " layer", *((" ", *rest) if rest else ()))
