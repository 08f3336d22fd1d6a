"""What the training films share: a recorded run, gone through stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import ReplacementTransform, VGroup

from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.dashboard import NetworkPanel
from scenes.stage.film import Film
from scenes.storyboards.training import Chapter, Passage, TrainingStory
from scenes.storyboards.words import say, spoken
from scenes.studies import Study, study
from scenes.studies.training import check_training, with_snapshots
from scenes.style import BREATH, READING_SPEED


class TrainingFilm(Film):
    """A film about how a network was trained."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_training(lesson)

    @cached_property
    def story(self) -> TrainingStory:
        raise NotImplementedError

    @property
    def subject(self) -> object:
        return self.story.study

    def watched(self) -> Study:
        """Return the study of a lesson with as many snapshots as a film needs; from a recording, if there is one."""
        return study(with_snapshots(self.subject_matter))

    def open(self, chapter: Chapter) -> None:
        self.chapter(chapter)

    def train(self, told: Chapter, passage: Passage, followers: Sequence[Follower], seconds: float) -> None:
        """Take the followers through a passage, in `seconds` a stage, or slower where the caption takes longer."""
        with self.saying(told, passage.step):
            self.go_through(told, passage, followers, self.time_for(told, passage, seconds))

    def time_for(self, told: Chapter, passage: Passage, seconds: float) -> float:
        """Return how long a passage takes, with `seconds` a stage, and as long as its caption takes to be read."""
        return max(seconds * (passage.last - passage.first), len(say(spoken(told.says[passage.step]))) / READING_SPEED)

    def go_through(self, _: Chapter, passage: Passage, followers: Sequence[Follower], run_time: float) -> None:
        """Take the followers through a passage of a chapter in so many seconds."""
        # each by itself: as a group they would be added anew, in front of everything
        self.play(*(follower.advance(passage.first, passage.last, run_time) for follower in followers))

    def resettle(self, old: NetworkPanel, new: NetworkPanel) -> None:
        """Let a network go to another place, to make room for what is told of the run."""
        self.drop(old.still, old.wires)
        pairs = zip((old.still, *old.wires), (new.still, *new.wires), strict=True)
        self.play(*(ReplacementTransform(one, other) for one, other in pairs), run_time=BREATH)
        self.drop(VGroup(*new.wires))
        self.add(new.wires)
