"""How formulas and layers are written: on screen in Typst, in captions in words."""

from __future__ import annotations

from scenes.lessons.lesson import Study
from scenes.storyboards.readout import MINUS, Line, Reader, Readout, Symbol

Z = Symbol("_z_", "z")
A = Symbol("_a_", "a")
W = Symbol("_W_", "W")
B = Symbol("_b_", "b")
TIMES = " · "
SHIFTED = Symbol("_z_ − max", "z − max")
POWER = Symbol("_e_#super[_z_ − max]", "e to the power of z − max")
EXP = Symbol("exp(", "exp(")

ACTIVATION_NAMES = {
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "identity": "identity",
    "softmax": "softmax",
}
# what stands before and after z where an activation is applied to it
APPLIED: dict[str, tuple[Symbol, Symbol]] = {
    "relu": (Symbol("max(0, ", "max(0, "), Symbol(")", ")")),
    "sigmoid": (Symbol("_σ_(", "σ("), Symbol(")", ")")),
    "tanh": (Symbol("tanh(", "tanh("), Symbol(")", ")")),
    "identity": (Symbol("", ""), Symbol("", "")),
}
SAID: dict[str, str] = {
    "relu": "ReLU keeps a positive sum, and makes a negative one nought",
    "sigmoid": "The sigmoid squeezes it between nought and one",
    "tanh": "tanh squeezes it between minus one and one",
    "identity": "The identity passes it on as it is",
}


def bracketed(readout: Readout) -> Line:
    """Return a number as it stands behind an operator: a negative one in brackets."""
    return ("(", readout, ")") if readout.text.startswith(MINUS) else (readout,)


def layer_name(study: Study, read: Reader, layer: int) -> Line:
    """Return the name of a layer, counted from 0, the input."""
    last = len(study.network.layers)
    if layer == 0:
        return ("input",)
    if layer == last:
        return ("output",)
    return ("hidden",) if last == 2 else ("hidden ", read(f"positions[{layer}]"))


def layer_title(study: Study, read: Reader, layer: int) -> Line:
    """Return the name of a layer as the title of a chapter."""
    first, *rest = layer_name(study, read, layer)
    assert isinstance(first, str)
    return (first.strip().capitalize() + " layer", *((" ", *rest) if rest else ()))
