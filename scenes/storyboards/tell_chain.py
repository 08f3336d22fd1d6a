"""Study → the chain rule for one weight, factor by factor, and that what comes of it is the slope seen before."""

from __future__ import annotations

from scenes.storyboards.chain import Chain, Knot, Link, Ways
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import A_BY_Z, C_BY_A, C_BY_W, C_BY_Z, DELTA, W_SMALL, Z_BY_W, A, Z
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.reading import others_line, read_activation, shown_neurons
from scenes.storyboards.readout import Reader, Readout
from scenes.storyboards.slope import SlopeBeat
from scenes.storyboards.tell_deltas import upstream_products
from scenes.storyboards.tell_slope import tell_found, weights_beside
from scenes.storyboards.words import Words, about, is_about
from scenes.studies import Study, Weight


def tell_chain(study: Study, read: Reader) -> Chain:
    """Return the chain rule for the weight worth showing, with the factors and products of the backward trace."""
    weight = study.worth_showing
    ways = _ways(study, read)
    knots, links = _chain(study, read, ways)
    slope = tell_found(study, read)
    pairs = zip(ways.edges, ways.rows, strict=True) if ways else ()
    leaving: Parameters = {place: row.operands[0] for place, row in pairs if place}
    title = ("the chain rule",)
    says = _said(study, ways, knots, links, slope)
    return Chain("chain-rule", title, weight, ways, knots, links, leaving, weights_beside(study, read), slope, says)


def _chain(study: Study, read: Reader, ways: Ways | None) -> tuple[tuple[Knot, ...], tuple[Link, ...]]:
    """Return the knots from the loss back to the weight, and the links between them."""
    weight = study.worth_showing
    place, layer = weight.end, weight.layer
    neuron = study.backward.layers[layer - 1].neurons[weight.j]
    delta = read(place.path("delta", "backward"))
    gradient = read(f"{place.path('weight_gradients', 'backward')}[{weight.k}]")
    a = read_activation(study, read, weight.start)
    last = Knot(W_SMALL, C_BY_W, "gradient", gradient, Equation("product", (delta, a), gradient))
    by_input = Link("input", Z_BY_W, "input", a)
    if neuron.upstream is None or neuron.local is None:
        return (Knot(Z, C_BY_Z, "delta", delta, _sum(ways, delta)), last), (by_input,)
    upstream, local = read(place.path("upstream", "backward")), read(place.path("local", "backward"))
    first = Knot(A, C_BY_A, "upstream", upstream, _sum(ways, upstream))
    middle = Knot(Z, C_BY_Z, "delta", delta, Equation("product", (upstream, local), delta))
    return (first, middle, last), (Link("local", A_BY_Z, "local", local), by_input)


def _sum(ways: Ways | None, result: Readout) -> Equation | None:
    if ways is None:
        return None
    return Equation("sum", (*(row.result for row in ways.rows), *(number for _, number in ways.rest)), result)


def _ways(study: Study, read: Reader) -> Ways | None:
    terms, weight = study.ways, study.worth_showing
    if terms is None:
        return None
    layer = weight.layer
    rest = ((others_line(read, "ways"), read("ways.others.value")),) if terms.others else ()
    if study.backward.layers[layer - 1].jacobian:
        record = f"backward.layers[{layer - 1}]"
        rows = tuple(
            Equation(
                "product",
                (read(f"{record}.jacobian.jacobian[{weight.j}][{i}]"), read(f"{record}.neurons[{i}].upstream")),
                read(f"{record}.jacobian.products[{weight.j}][{i}]"),
            )
            for i in terms.listed
        )
        return Ways(("slope", "upstream", "product"), rows, rest, (None,) * len(rows))
    after = tuple(Weight(layer + 1, i, weight.j) for i in terms.listed)
    drawn = set(shown_neurons(study, layer + 1))
    rows = upstream_products(read, weight.end, after)
    return Ways(("weight", DELTA, "product"), rows, rest, tuple(one if one.end in drawn else None for one in after))


def _said(
    study: Study, ways: Ways | None, knots: tuple[Knot, ...], links: tuple[Link, ...], slope: SlopeBeat | None
) -> dict[str, Words]:
    first, delta, last = (knot.number for knot in (knots[0], knots[-2], knots[-1]))
    is_hidden = study.worth_showing.layer < len(study.network.layers)
    passed = "its neuron’s sum and activation" if len(links) > 1 else "its neuron’s sum"
    beyond = ", then every output" if is_hidden and study.network.sizes[-1] > 1 else ""
    says: dict[str, Words] = {
        "links": (f"How does this weight reach the loss? Through {passed}{beyond}.",),
        "first": (f"How the loss changes with this {'activation' if len(links) > 1 else 'sum'} is known already.",),
        "local": ("Times the slope of the activation, local: this neuron’s delta", is_about(delta), delta, "."),
        "input": ("Times the input of the weight: its gradient", is_about(last), last, "."),
    }
    if ways and is_hidden:
        says["first"] = ("Back along every way: delta times weight. Their sum is called upstream:", *about(first), ".")
    elif ways:
        together = "Softmax leads to the loss through every output. All ways together: delta"
        says["first"] = (together, is_about(first), first, ".")
    if slope:
        says["slope"] = slope.says["found"]
    return says
