"""Study → the beats of learning two classes of points in a plane."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.storyboards.charts import Axis, Chart, axis
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import NAME_LENGTH, drawn_line, epochs_of, loss_chart, trend
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study
from scenes.studies.boundary import EPOCHS, LOSS, BoundaryStudy, X, Y, study_boundary

HARDLY_MOVES = 0.02  # of the plane
AXIS, LEGEND = 18, 32  # letters of a name in the line about the axes, and beside its mark
ENDS = {"line": 0.2, "bends": 0.5, "colours": 0.7, "test": 1.0}  # where each step of the run ends
ENDS_UNTESTED = {"line": 0.35, "bends": 0.7, "colours": 1.0}


@dataclass(frozen=True, slots=True)
class BoundaryStory:
    """`passages` are those of the chapter `learning`."""

    study: BoundaryStudy
    task: Chapter
    learning: Chapter
    outcome: Chapter
    x: Axis
    y: Axis
    names: tuple[Name, Name]
    epochs: tuple[Line, ...]
    loss: Chart
    cast: Cast
    drawn: Line
    passages: tuple[Passage, ...]
    share: Equation


def tell_boundary(plain: Study) -> BoundaryStory:
    """Return the story of a boundary; raises LessonError for anything but two classes of points in a plane."""
    study = study_boundary(plain)
    read = Reader(study, 2)
    run = passages(len(study.stages), ENDS if study.is_tested else ENDS_UNTESTED)
    return BoundaryStory(
        study,
        _task(study, read),
        Chapter(
            "learning",
            ("Learning",),
            ("every colour is what the network says of a point there",),
            {passage.step: TOLD[passage.step](study, passage.first, passage.last) for passage in run},
        ),
        _outcome(study, read),
        axis(study.scales, read, X),
        axis(study.scales, read, Y),
        (read.name("lesson.classes[0]", LEGEND), read.name("lesson.classes[1]", LEGEND)),
        epochs_of(study, read),
        loss_chart(study, read, EPOCHS, LOSS),
        replace(tell_cast(study, read, NAME_LENGTH), features={}, outputs={}, choice=()),
        drawn_line(study, read),
        run,
        Equation("quotient", (read("right"), read("count")), read.below_one("share", 3)),
    )


def _task(study: BoundaryStudy, read: Reader) -> Chapter:
    across, up = (read.name(f"lesson.features[{k}]", AXIS) for k in range(2))
    unit: Line = (", in ", read.name("lesson.unit", NAME_LENGTH)) if study.lesson.unit else ()
    kinds = Claim(
        ("Here are two classes of points, and no straight line parts them.",),
        study.both and not study.separable,
        (
            Claim(
                ("Here are two classes of points. A straight line could part them.",),
                study.separable,
                ("All points here are of one class.",),
            ),
        ),
    )
    return Chapter(
        "task",
        (read.name("lesson.title", 30),),
        ("points in a plane: ", across, " is across, ", up, " is up", *unit),
        {
            "points": (
                "Two numbers come in: where a point is. Its class should come out. Can a network learn that from ",
                "examples?",
            ),
            "kinds": (kinds,),
            "untrained": ("The network answers for every point of the plane. This is what it says before training.",),
        },
    )


def _of_the_line(study: BoundaryStudy, first: int, last: int) -> Words:
    nowhere = not any(study.parted(stage) for stage in range(first, last + 1))
    return (
        "A line runs wherever the network's answer changes from one class to the other.",
        Claim((" So far it says the same class everywhere.",), nowhere),
    )


def _of_bends(study: BoundaryStudy, first: int, last: int) -> Words:
    needed = Claim(
        ("A straight line won't do here.",),
        study.both and not study.separable,
        (Claim(("A straight line would do here.",), study.separable, ("There is nothing to be parted here.",)),),
    )
    bent = Claim(
        ("Its hidden neurons let the network bend the line.",),
        study.bends,
        ("This network can only draw a straight one.",),
    )
    losses = [study.records[stage].train_loss for stage in (first, last)]
    return (needed, " ", bent, " ", trend("The loss", *losses), ".")


def _of_colours(study: BoundaryStudy, first: int, last: int) -> Words:
    drawn = study.parted(last)
    return (
        "The deeper the colour, the surer the network is. ",
        Claim(
            ("In these epochs the line hardly moves.",),
            drawn and study.moved(first, last) < HARDLY_MOVES,
            (Claim(("In these epochs the line keeps moving.",), drawn, ("It says the same class everywhere.",)),),
        ),
    )


def _of_the_test(study: BoundaryStudy, _: int, last: int) -> Words:
    record = study.records[last]
    train, test = record.train_loss, record.test_loss
    assert test is not None
    lower = "It ends lower than the training loss: by chance, "
    luckier = Claim(
        (f"{lower}a smaller share of these points lies on the wrong side.",),
        test < train and study.astray[1] < study.astray[0],
        (Claim((f"{lower}these points are easier for it.",), test < train, ("Both losses end alike.",)),),
    )
    return (
        "The test loss is that of points which the network never learned from. ",
        Claim(
            ("It ends higher than the training loss.",),
            test > train,
            (luckier,),
        ),
    )


TOLD = {"line": _of_the_line, "bends": _of_bends, "colours": _of_colours, "test": _of_the_test}


def _outcome(study: BoundaryStudy, read: Reader) -> Chapter:
    last = len(study.stages) - 1
    counts: Words = (
        read("right"),
        " of ",
        read("count"),
        " points get the right answer",
        Claim(("; those with a ring do not.",), study.right < study.count, (".",)),
    )
    return Chapter(
        "outcome",
        (Claim(("The boundary that it found",), study.parted(last), ("It found no boundary",)),),
        ("no rule was written down: this is what training came to",),
        {"right": counts, "moral": (_moral(study),)},
    )


def _moral(study: BoundaryStudy) -> Claim:
    """Return what is to be learned from how many are right, and how many a straight line would get right."""
    solved = study.right == study.count
    curved = Claim(
        ("A line with enough bends could get all of them right, and might do worse on new points.",),
        study.bends and not study.mixed,
        (
            Claim(
                ("Where points of both classes lie at one place, nobody gets all of them right.",),
                study.mixed,
                ("No straight line gets all of them right, and this network draws no other.",),
            ),
        ),
    )
    unsolved = Claim(
        ("A straight line could get all of them right: this network hasn't found one.",), study.separable, (curved,)
    )
    parted = Claim(
        ("No straight line could have got all of them right.",),
        solved and not study.separable,
        (Claim(("A straight line is enough for these points.",), solved, (unsolved,)),),
    )
    return Claim(("With points of one class alone, there is nothing to tell apart.",), not study.both, (parted,))
