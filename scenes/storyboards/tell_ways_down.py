"""The chapters of a descent in which ways down are gone, and what is claimed of them."""

from __future__ import annotations

import math
from itertools import pairwise

from scenes.storyboards.readout import Reader
from scenes.storyboards.words import Chapter, Claim, about
from scenes.studies.descent import DescentStudy
from scenes.studies.walks import GOOD, LARGE, MOMENTUM, SINGLE, SMALL


def tell_rates(study: DescentStudy, read: Reader) -> Chapter:
    good, large = study.walks[GOOD], study.walks[LARGE]
    loss = about(read(f"walks[{SMALL}].positions[{study.walks[SMALL].shown}].loss"))
    limit = about(read("landscape.limit"))
    grows = all(after > before for before, after in pairwise(large.losses))
    return Chapter(
        "rates",
        ("How far is a step?",),
        ("the learning rate decides",),
        {
            "good": (
                Claim(
                    ("Step by step the line turns to the points, and the loss falls.",),
                    all(after < before for before, after in pairwise(good.losses)),
                    ("Step by step the line turns to the points.",),
                ),
            ),
            "small": (
                # up to half the limit, a larger rate is farther down after as many steps, in every direction
                "A tenth of the rate only creeps. After as many steps, the loss is still",
                *loss,
                ".",
            ),
            "large": (
                Claim(
                    ("With a rate above", *limit, ", each leap to the other side is longer than the last. "),
                    all(after > before for before, after in pairwise(_leaps(study))),
                    ("This rate is above", *limit, ", the limit. "),
                ),
                Claim(
                    ("The loss grows.",),
                    grows,
                    (
                        Claim(
                            ("In the end, the loss is higher than at the start.",),
                            large.losses[-1] > large.losses[0],
                            ("So far, the loss is not above that at the start.",),
                        ),
                    ),
                ),
            ),
        },
    )


def _leaps(study: DescentStudy) -> list[float]:
    """Return how long each step shown of the large rate is on the map."""
    walk = study.walks[LARGE]
    shown = pairwise(walk.positions[: walk.shown + 1])
    return [math.dist((before.w, before.b), (after.w, after.b)) for before, after in shown]


def tell_single(study: DescentStudy) -> Chapter:
    single, whole = study.walks[SINGLE].losses[-1], study.walks[GOOD].losses[-1]
    is_slower = study.walks[SINGLE].rate < study.walks[GOOD].rate
    return Chapter(
        "single",
        ("One point at a time",),
        (
            "each step looks at one point only, drawn by lot",
            Claim(("; one alone may be steep, so the rate is smaller",), is_slower),
        ),
        {
            "noise": (
                "One point a step: more steps for the same work. ",
                Claim(
                    ("But each point pulls its own way.",),
                    _wanders(study),
                    ("Here they all agree in the end.",),
                ),
            ),
            "compared": (
                Claim(
                    ("Single points come near sooner. ",),
                    _is_sooner(study),
                    ("Single points don't come near sooner. ",),
                ),
                Claim(
                    ("In the end, all points at once are lower.",),
                    single > whole,
                    ("In the end, all points at once are no lower.",),
                ),
            ),
        },
    )


def _is_sooner(study: DescentStudy) -> bool:
    """Whether single points have come down, most of the way, before as many were looked at as all at once needed."""
    single, whole = study.walks[SINGLE].looked, study.walks[GOOD].looked
    return single is not None and (whole is None or single < whole)


def _wanders(study: DescentStudy) -> bool:
    """Whether the loss of single points still goes up as well as down, the last time that all are gone through."""
    last = study.walks[SINGLE].losses[-study.count - 1 :]
    return any(after > before for before, after in pairwise(last))


def tell_momentum(study: DescentStudy, read: Reader) -> Chapter:
    good, carried = study.walks[GOOD].reached, study.walks[MOMENTUM].reached
    share = read(f"walks[{MOMENTUM}].momentum", 1)
    rises = any(after > before for before, after in pairwise(study.walks[MOMENTUM].losses))
    return Chapter(
        "momentum",
        ("Momentum",),
        ("a step carries on some of the step before, as a ball does that rolls",),
        {
            "rolls": (
                "To each step is added ",
                share,
                " of the step before. ",
                Claim(("It overshoots, rolls on, ",), rises, ("It gathers speed, ",)),
                Claim(
                    ("and is down in fewer steps.",),
                    good is not None and carried is not None and carried < good,
                    ("and isn't down in fewer steps.",),
                ),
            ),
        },
    )
