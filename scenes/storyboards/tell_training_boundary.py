"""Study → the beats of learning two classes of points in a plane."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import epochs_of, trend
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Axis, Chapter, Chart, Passage, axis, curves_of, spans
from scenes.storyboards.training_boundary import EPOCHS, LOSS, PlaneCourse, X, Y, attend
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study

HARDLY_MOVES = 0.02  # of the plane
NAME_LENGTH = 14


@dataclass(frozen=True, slots=True)
class PlaneStory:
    course: PlaneCourse
    task: Chapter
    learning: Chapter
    outcome: Chapter
    x: Axis
    y: Axis
    names: tuple[Name, Name]
    epochs: tuple[Line, ...]
    loss: Chart
    passages: tuple[Passage, ...]
    share: Equation


def tell_boundary(study: Study) -> PlaneStory:
    """Return the story of a boundary; raises LessonError for anything but two classes of points in a plane."""
    course = attend(study)
    read = Reader(course, 2)
    tested = course.run.epochs[0].test_loss is not None
    loss = Chart(
        ("loss",),
        axis(course.scales, read, EPOCHS),
        axis(course.scales, read, LOSS),
        curves_of(course, read, "run.epochs[{}].{}_loss", tested),
        tuple(stage.epoch for stage in course.stages),
    )
    return PlaneStory(
        course,
        _task(course, read),
        Chapter(("Learning",), ("every colour is what the network says of a point there",), ()),
        _outcome(course, read),
        axis(course.scales, read, X),
        axis(course.scales, read, Y),
        (read.name("lesson.classes[0]", NAME_LENGTH), read.name("lesson.classes[1]", NAME_LENGTH)),
        epochs_of(course, read),
        loss,
        _passages(course, tested),
        Equation("quotient", (read("right"), read("count")), read.below_one("share", 3)),
    )


def _task(course: PlaneCourse, read: Reader) -> Chapter:
    across, up = (read.name(f"lesson.features[{k}]", NAME_LENGTH) for k in range(2))
    unit: Line = (", in ", read.name("lesson.unit", NAME_LENGTH)) if course.lesson.unit else ()
    kinds = Claim(
        ("Here are two classes of points, and no straight line parts them.",),
        course.both and not course.separable,
        (
            Claim(
                ("Here are two classes of points. A straight line could part them.",),
                course.separable,
                ("All points here are of one class.",),
            ),
        ),
    )
    return Chapter(
        (read.name("lesson.title", 30),),
        ("points in a plane: ", across, " is across, ", up, " is up", *unit),
        (
            (kinds, " Which class does a new point belong to?"),
            ("The network answers for every point of the plane. This is what it says before training.",),
        ),
    )


def _passages(course: PlaneCourse, tested: bool) -> tuple[Passage, ...]:
    told = [_of_the_line, _of_bends, _of_colours, *([_of_the_test] if tested else [])]
    shares = (0.25, 0.5, 0.75, 1.0) if tested else (0.35, 0.7, 1.0)
    return tuple(
        Passage(first, last, tell(course, first, last))
        for tell, (first, last) in zip(told, spans(len(course.stages), shares), strict=False)
    )


def _of_the_line(course: PlaneCourse, first: int, last: int) -> Words:
    nowhere = not any(course.parted(stage) for stage in range(first, last + 1))
    return (
        "A white line runs wherever the network's answer changes from one class to the other.",
        Claim((" So far it says the same class everywhere.",), nowhere),
    )


def _of_bends(course: PlaneCourse, first: int, last: int) -> Words:
    needed = Claim(
        ("A straight line won't do here.",),
        course.both and not course.separable,
        (Claim(("A straight line would do here.",), course.separable, ("There is nothing to be parted here.",)),),
    )
    bent = Claim(
        ("Its hidden neurons let the network bend the line.",),
        course.bends,
        ("This network can only draw a straight one.",),
    )
    losses = [course.records[stage].train_loss for stage in (first, last)]
    return (needed, " ", bent, " ", trend("The loss", *losses), ".")


def _of_colours(course: PlaneCourse, first: int, last: int) -> Words:
    drawn = course.parted(last)
    return (
        "The deeper the colour, the surer the network is. ",
        Claim(
            ("In these epochs the line hardly moves.",),
            drawn and course.moved(first, last) < HARDLY_MOVES,
            (Claim(("In these epochs the line keeps moving.",), drawn, ("It says the same class everywhere.",)),),
        ),
    )


def _of_the_test(course: PlaneCourse, _: int, last: int) -> Words:
    record = course.records[last]
    train, test = record.train_loss, record.test_loss
    assert test is not None
    return (
        "The test loss is that of points which the network never learned from. ",
        Claim(
            ("It ends higher than the training loss.",),
            test > train,
            (Claim(("It ends lower than the training loss.",), test < train, ("Both losses end alike.",)),),
        ),
    )


def _outcome(course: PlaneCourse, read: Reader) -> Chapter:
    last = len(course.stages) - 1
    counts: Words = (
        read("right"),
        " of ",
        read("count"),
        " points get the right answer",
        Claim(("; those with a ring do not.",), course.right < course.count, (".",)),
    )
    return Chapter(
        (Claim(("The boundary that it found",), course.parted(last), ("It found no boundary",)),),
        ("no rule was written down: this is what training came to",),
        (counts, (_moral(course),)),
    )


def _moral(course: PlaneCourse) -> Claim:
    """Return what is to be learned from how many are right, and how many a straight line would get right."""
    solved = course.right == course.count
    curved = Claim(
        ("A line with enough bends could get all of them right, and might do worse on new points.",),
        course.bends and not course.mixed,
        (
            Claim(
                ("Where points of both classes lie at one place, nobody gets all of them right.",),
                course.mixed,
                ("No straight line gets all of them right, and this network draws no other.",),
            ),
        ),
    )
    unsolved = Claim(
        ("A straight line could get all of them right: this network hasn't found one.",), course.separable, (curved,)
    )
    parted = Claim(
        ("No straight line could have got all of them right.",),
        solved and not course.separable,
        (Claim(("A straight line is enough for these points.",), solved, (unsolved,)),),
    )
    return Claim(("With points of one class alone, there is nothing to tell apart.",), not course.both, (parted,))
