"""Where a number stands already, it comes from there: no readout whose number is on screen just fades in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from manim import Animation, AnimationGroup, FadeIn

from scenes.mobjects.arrival import numbers_of, text_of
from scenes.stage.film import Film
from scenes.storyboards.readout import say


def faults_of_arrivals(scene: Film, animations: tuple[Any, ...]) -> Iterator[str]:
    """Compare what is about to come on with what is on screen before the play."""
    fading = [one for animation in animations for one in parts_of(animation) if isinstance(one, FadeIn)]
    coming = [line for one in fading for line in text_of([one.mobject])]
    if not coming:
        return
    there = dict(numbers_of(scene.mobjects))
    for line in coming:
        for path, span in numbers_of([line]):
            if path in there and there[path] is not span:
                yield f"{say(line.line)!r} fades in, though {path} is on screen already: it should come from there"


def parts_of(animation: Any) -> Iterator[Animation]:
    if isinstance(animation, AnimationGroup):
        for part in animation.animations:
            yield from parts_of(part)
    elif isinstance(animation, Animation):
        yield animation
