"""How formulas and layers are written: on screen in Typst, in captions in words."""

from __future__ import annotations

from itertools import cycle

from scenes.lessons.lesson import Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import MINUS, Line, Name, Reader, Readout, Symbol

Z = Symbol("_z_", "z")
A = Symbol("_a_", "a")
W = Symbol("_W_", "W")
B = Symbol("_b_", "b")
TIMES = " · "
M = Symbol("_m_", "m")
SHIFTED = Symbol("_z_ − _m_", "z − m")
POWER = Symbol("_e_#super[_z_ − _m_]", "e to the power of z − m")
EXP = Symbol("exp(", "exp(")

ACTIVATION_NAMES = {
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "identity": "identity",
    "softmax": "softmax",
}
# what stands before and after a number to which a function is applied
APPLIED: dict[str, tuple[Symbol, Symbol]] = {
    "exp": (EXP, Symbol(")", ")")),
    "relu": (Symbol("max(0, ", "max(0, "), Symbol(")", ")")),
    "sigmoid": (Symbol("_σ_(", "σ("), Symbol(")", ")")),
    "tanh": (Symbol("tanh(", "tanh("), Symbol(")", ")")),
    "identity": (Symbol("", ""), Symbol("", "")),
}
# what stands between the operands, from the first to the last, and over again
OPERATORS = {
    "product": (TIMES,),
    "sum": (" + ",),
    "difference": (" − ",),
    "quotient": (" / ",),
    "product plus": (TIMES, " + "),
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


def written(equation: Equation) -> Line:
    """Return an equation on one line, as it is read: operands, relation, result.

        >>> from scenes.storyboards.equation import Equation
    from scenes.storyboards.readout import say
        >>> half, two, one = Readout("", 0.5, "0.50"), Readout("", -2.0, "−2.00"), Readout("", -1.0, "−1.00")
    >>> say(written(Equation("product", (half, two), one)))
        '0.50 · (−2.00) = −1.00'
    """
    first, *others = equation.operands
    if equation.operation in APPLIED:
        before, after = APPLIED[equation.operation]
        left: Line = (before, first, after)
    else:
        signs = OPERATORS[equation.operation]
        left = (
            first,
            *(
                part
                for sign, operand in zip(cycle(signs), others, strict=False)
                for part in (sign, *bracketed(operand))
            ),
        )
    return (*left, f" {equation.relation} ", equation.result)


def output_names(study: Study, read: Reader, limit: int = 18) -> tuple[Name, ...]:
    """Return a name for each output neuron; one that two classes share stands for the second of them."""
    size = study.network.sizes[-1]
    shared = len(study.lesson.classes) > size
    return tuple(read.name(f"lesson.classes[{j + shared}]", limit) for j in range(size))


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
