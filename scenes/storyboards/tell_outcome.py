"""Study → how its output is read: softmax step by step, and what the network says beside the truth."""

from __future__ import annotations

from mathnet.trace import SoftmaxForward
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import SoftmaxBeat, SoftmaxRow, Verdict
from scenes.storyboards.notation import output_names
from scenes.storyboards.reading import others_line, read_activation, shown_neurons
from scenes.storyboards.readout import Name, Reader, Readout
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Neuron, Study

NAME_LENGTH = 14  # letters that a class's name may have beside the network
SHORT_NAME = 11  # and in a table
SMALL = 0.5  # a share that is shown with many decimals, if it is, because it is near 0 rather than 1


def tell_softmax(study: Study, read: Reader) -> SoftmaxBeat:
    layer = f"forward.layers[{len(study.network.layers) - 1}]"
    shift, total = read(f"{layer}.softmax.shift"), read(f"{layer}.softmax.total")
    places = shown_neurons(study, len(study.network.layers))
    rows = tuple(_row(study, read, place) for place in places)
    likeliest = rows[[place.j for place in places].index(study.predicted)]
    softmax = study.forward.layers[-1].softmax
    assert softmax is not None
    results = [row.exponential.result for row in rows]
    others = None
    if study.exponentials.others:
        powers, shares = (read.below_one(f"{name}.others.value") for name in ("exponentials", "shares"))
        others = (others_line(read, "exponentials"), powers, shares)
        results.append(powers)
    return SoftmaxBeat(
        "softmax",
        ("Softmax",),
        ("from scores to probabilities",),
        _said_of_softmax(softmax, shift, likeliest),
        shift,
        rows,
        others,
        Equation("sum", tuple(results), total),
        _second_largest([study.forward.output[place.j] for place in places]),
    )


def _said_of_softmax(softmax: SoftmaxForward, shift: Readout, likeliest: SoftmaxRow) -> dict[str, Words]:
    share = likeliest.probability.result
    return {
        "scores": ("These sums are scores. Probabilities have to be positive, and add up to one.",),
        "raised": (
            "So each score becomes its exponential: ",
            Claim(
                ("always positive, and larger for a larger score.",),
                min(softmax.exponentials) > 0,
                ("larger for a larger score. Where it is zero, it is too small for a computer's numbers.",),
            ),
        ),
        "shared": (
            "Their shares of the whole are the probabilities: ",
            likeliest.name,
            " gets",
            *about(share),
            ".",
        ),
        "shifted": (
            "In numbers, the largest score, ",
            shift,
            ", is first taken off each: that changes no share.",
        ),
        "swapped": ("The probabilities take the place of the scores.",),
    }


def _row(study: Study, read: Reader, place: Neuron) -> SoftmaxRow:
    record, j = f"forward.layers[{place.layer - 1}]", place.j
    z, shift = read(place.path("z")), read(f"{record}.softmax.shift")
    shifted, total = read(f"{record}.softmax.shifted[{j}]"), read(f"{record}.softmax.total")
    share = read_activation(study, read, place)
    # as many decimals as its share: else it would be, divided by the total, another one
    decimals = max(read.decimals, len(share.text.partition(".")[2])) if share.value < SMALL else read.decimals
    exponential = read.below_one(f"{record}.softmax.exponentials[{j}]", decimals)
    return SoftmaxRow(
        read.name(f"lesson.classes[{j}]", SHORT_NAME),
        Equation("difference", (z, shift), shifted),
        Equation("exp", (shifted,), exponential),
        Equation("quotient", (exponential, total), share),
    )


def _second_largest(output: list[float]) -> int:
    """Return the class to work out in full: the largest has the trivial e⁰ = 1."""
    return sorted(range(len(output)), key=lambda j: output[j])[-2 if len(output) > 1 else -1]


def tell_verdict(study: Study, read: Reader) -> Verdict:
    places = shown_neurons(study, len(study.network.layers))
    outputs = tuple(read_activation(study, read, place) for place in places)
    names = output_names(study, read, NAME_LENGTH)
    if study.lesson.classifies:
        return _judge_class(study, read, places, names, outputs)
    return _judge_values(study, read, places, names, outputs)


def _judge_values(
    study: Study, read: Reader, places: tuple[Neuron, ...], names: tuple[Name, ...], outputs: tuple[Readout, ...]
) -> Verdict:
    """Return the verdict on a regression: outputs beside targets, in their unit where targets were standardised."""
    aside: Words = ("what the network says, and what it should say",)
    target = "lesson.sample.target"
    if study.measured_output is not None:
        aside = ("times the standard deviation, plus the mean: in the unit of the targets",)
        outputs = tuple(read(f"measured_output[{place.j}]") for place in places)
        target = "lesson.sample.measured_target"
    targets = tuple(read(f"{target}[{place.j}]") for place in places)
    said = ("For ", names[0], " the network says", *about(outputs[0]), "; the target", is_about(targets[0]), targets[0])
    scaled = _scaled_back(study, read)
    says: dict[str, Words] = {"verdict": (*said, "."), **_said_at_last(study, read, names)}
    title: Words = ("The answer",)
    return Verdict("answer", title, aside, says, places, names, outputs, targets, scaled, (), None, study.way_back)


def _said_at_last(study: Study, read: Reader, names: tuple[Name, ...]) -> dict[str, Words]:
    """Return what is said of the way back from the answer, where there is one, and of what was seen."""
    says: dict[str, Words] = {}
    if study.way_back:
        output = names[study.view.layers[-1].shown.index(study.way_back[0].j)]
        feature = read.name(study.way_back[-1].start.itself, NAME_LENGTH)
        terms = "terms lead" if len(study.way_back) > 1 else "term leads"
        says["back"] = (f"Followed back, the strongest {terms} from ", output, " to ", feature, ".")
    says["seen"] = say_what_was_seen(study)
    return says


def say_what_was_seen(study: Study) -> Words:
    """Return the last sentence of a forward pass."""
    return (
        "That is a forward pass",
        Claim(
            (": numbers in, weighted sums on the way, an answer out.",),
            not study.lesson.classifies or study.predicted == study.true,
            (". Its answer was wrong: how can a network learn from that?",),
        ),
    )


def _scaled_back(study: Study, read: Reader) -> Equation | None:
    """Return how the only output comes back into its unit; None where there is nothing to scale, or are several."""
    scaling = study.lesson.target_scaling
    if scaling is None or not scaling.deviations[0] or len(scaling.deviations) > 1:
        return None
    parts = (
        read("forward.output[0]"),
        read("lesson.target_scaling.deviations[0]"),
        read("lesson.target_scaling.means[0]"),
    )
    return Equation("scaled back", parts, read("measured_output[0]"))


def _judge_class(
    study: Study, read: Reader, places: tuple[Neuron, ...], names: tuple[Name, ...], outputs: tuple[Readout, ...]
) -> Verdict:
    predicted, true = (read.name(f"lesson.classes[{index}]", NAME_LENGTH) for index in (study.predicted, study.true))
    alone = study.network.sizes[-1] == 1
    best = places[0] if alone else Neuron(len(study.network.layers), study.predicted)
    likeliest = outputs[places.index(best)]
    said: Words = (predicted, ", with", *about(likeliest), ". ")
    if alone:  # the one output is the probability of the second class, whichever is predicted
        said = ("The output", is_about(likeliest), likeliest, ": ", predicted, ". ")
    right = study.predicted == study.true
    truth = Claim(("the network is right.",), right, ("the network is wrong.",))
    return Verdict(
        "answer",
        ("The answer",),
        ("the output is the probability of ", names[0]) if alone else _rule(study),
        {"verdict": (*said, "The true class is ", true, ": ", truth), **_said_at_last(study, read, names)},
        places,
        names,
        outputs,
        (),
        None,
        (
            ("predicted", (predicted,)),
            ("true", (true,)),
            ("the answer is", (Claim(("right",), right, ("wrong",)),)),
        ),
        best,
        study.way_back,
    )


def _rule(study: Study) -> Words:
    likeliest = [output for output in study.forward.output if output == max(study.forward.output)]
    return (
        Claim(
            ("the likeliest class is the prediction",),
            len(likeliest) == 1,
            ("several classes are equally likely: the first of them is the prediction",),
        ),
    )
