"""What is said stands in the picture, in a place of its own, unless it is switched off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig

from scenes import architecture
from scenes.mobjects.caption import CaptionText, halves
from scenes.stage import CAPTIONS
from scenes.storyboards.readout import say
from scenes.style import READING_SPEED
from tests.scenes.audit import DRY, SILENT
from tests.stage.films import Small

words = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=2, max_size=30)


@given(words)
def test_a_long_caption_is_broken_at_a_space_and_nothing_of_it_is_lost(given_words: list[str]) -> None:
    line = " ".join(given_words)
    first, second = map(say, halves((line,)))
    assert f"{first} {second}" == line
    longest = max(map(len, given_words))
    assert abs(len(first) - len(second)) <= longest + 1


@pytest.mark.parametrize("setting", ["on", "off"])
def test_each_caption_is_in_the_picture_while_it_is_said_unless_captions_are_off(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CAPTIONS, setting)
    written: list[str] = []

    class Watched(architecture.ArchitectureByHand):
        def wait(self, *args: object, **kwargs: object) -> None:
            texts = (member for mobject in self.mobjects for member in mobject.get_family())
            written.extend(" ".join(say(line.line) for line in text) for text in texts if isinstance(text, CaptionText))
            super().wait(*args, **kwargs)

    with tempconfig({**DRY, **SILENT}):
        film = Watched(skip_animations=True)
        film.render()
    said = {say(caption.line) for caption in film.captions}
    assert set(written) <= said
    assert bool(written) == (setting == "on")
    assert not any(isinstance(mobject, CaptionText) for mobject in film.mobjects), "it goes when it was said"


def test_a_step_that_takes_longer_than_its_caption_ends_with_a_still_of_what_it_came_to() -> None:
    played: list[str] = []

    class Watched(Small):  # plays for longer than it takes to read what it says
        def play(self, *args: object, **kwargs: object) -> None:
            played.append("play")
            super().play(*args, **kwargs)

        def wait(self, *args: object, **kwargs: object) -> None:
            super().wait(*args, **kwargs)
            played.append("still")

    with tempconfig({**DRY, **SILENT}):
        film = Watched(skip_animations=True)
        film.render()
    (caption,) = film.captions
    assert len(say(caption.line)) / READING_SPEED < 0.4 < caption.end - caption.start
    assert played[-1] == "still"
