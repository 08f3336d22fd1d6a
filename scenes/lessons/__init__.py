"""The lessons: what films are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scenes.lessons.by_hand import by_hand
from scenes.lessons.data import Data, LessonError
from scenes.lessons.diabetes import diabetes
from scenes.lessons.digits import (
    digits_32,
    digits_mistake,
    mnist_50,
    mnist_1024_512,
    mnist_mistake,
    plan_mnist_50,
    plan_mnist_1024_512,
)
from scenes.lessons.failures import deep_sigmoid, dying_relu, equal_weights
from scenes.lessons.four_bit import four_bit
from scenes.lessons.iris import iris, iris_mistake
from scenes.lessons.lesson import Lesson, Plan, plan_from_toml, vary
from scenes.lessons.line import line
from scenes.lessons.mazur import mazur
from scenes.lessons.moons import moons
from scenes.lessons.preparation import Scaling
from scenes.lessons.quadratic import quadratic
from scenes.lessons.sample import Published, Sample, Training
from scenes.lessons.saved_network import with_network
from scenes.lessons.wording import nearest

# a plan can be varied (other sizes, another seed); a lesson without one has a network of fixed numbers.
# The first line of each function's docstring is what `mathnet lessons` says of it.
BUILT_IN: Mapping[str, Callable[[], Plan | Lesson]] = {
    "iris": iris,
    "iris-mistake": iris_mistake,
    "by-hand": by_hand,
    "mazur": mazur,
    "line": line,
    "quadratic": quadratic,
    "dying-relu": dying_relu,
    "deep-sigmoid": deep_sigmoid,
    "equal-weights": equal_weights,
    "moons": moons,
    "four-bit": four_bit,
    "diabetes": diabetes,
    "digits-32": digits_32,
    "digits-mistake": digits_mistake,
    "mnist-50": mnist_50,
    "mnist-mistake": mnist_mistake,
    "mnist-1024-512": mnist_1024_512,
}
# how those lessons are trained whose data aren't part of the project; raise LessonError where there are no data
WITH_MNIST: Mapping[str, Callable[[], Plan]] = {"mnist-50": plan_mnist_50, "mnist-1024-512": plan_mnist_1024_512}
UNTRAINED = ("mnist-1024-512",)  # of those, what doesn't come with the project as trained

__all__ = [
    "BUILT_IN",
    "Data",
    "Lesson",
    "LessonError",
    "Plan",
    "Published",
    "Sample",
    "Scaling",
    "Training",
    "find_lesson",
    "find_plan",
    "plan_from_toml",
    "vary",
]


def find_plan(name: str) -> Plan | Lesson:
    """Return the plan of the lesson called `name`, or the lesson itself where its numbers are fixed.

    A name that ends in .toml is the path of a lesson file. Raises LessonError for a name that is none, and for a lesson
    of MNIST where there is no MNIST.
    """
    if name.endswith(".toml"):
        return plan_from_toml(name)
    if name not in BUILT_IN:
        raise LessonError(
            f"there is no lesson {name!r}{nearest(name, BUILT_IN)}: expected one of {', '.join(BUILT_IN)}, "
            f"or a lesson file, whose name ends in .toml."
        )
    return (WITH_MNIST.get(name) or BUILT_IN[name])()


def find_lesson(name: str, network: str | None = None) -> Lesson:
    """Return the lesson called `name`, a built-in one or a lesson file; about the network in the file `network`, if
    one is given.

    A lesson of MNIST needs no MNIST where its network is given, or comes with the project. Raises InputError for a name
    or a file that is none.
    """
    is_at_hand = name in WITH_MNIST and (network is not None or name not in UNTRAINED)
    found = BUILT_IN[name]() if is_at_hand else find_plan(name)
    lesson = found.lesson() if isinstance(found, Plan) else found
    return lesson if network is None else with_network(lesson, network)
