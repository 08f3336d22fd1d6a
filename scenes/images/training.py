"""A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from manim import Create, FadeOut, LaggedStart, Rectangle, ReplacementTransform, SurroundingRectangle, VGroup

from scenes.layout.boxes import Box
from scenes.layout.image_stages import WATCHED
from scenes.layout.training_stages import room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.image_training import ClassBars, Titled, WatchedImages, WeightImages
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.digits_training import DigitsTrainingStory
from scenes.storyboards.tell_digits_training import tell_digits_training
from scenes.storyboards.training import Chapter
from scenes.studies.image_training import check_image_training, study_image_training
from scenes.style import BREATH, HEAD, MOMENT, POINTER, STILL, TEST, TRAIN

ALONE = ("question", "images")  # steps before all panels are there
PANEL_OF = {"strength": "weights", "last-classes": "classes", "last-images": "images"}  # what a step tells of
AROUND = 0.12  # between a panel and the frame around it
STAGE = 0.25  # seconds


class SeeTraining(TrainingFilm):
    """A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        # also for what comes trained, with a file of how: TrainingFilm would ask for the training itself
        check_image_training(lesson)

    @cached_property
    def story(self) -> DigitsTrainingStory:
        return tell_digits_training(study_image_training(self.subject_matter))

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    @property
    def heading_room(self) -> float:
        return room_beside_epoch(self.format)

    @property
    def areas(self) -> dict[str, Box]:
        """What is spoken of in a step."""
        places = WATCHED[self.format.name]
        return {
            "accuracy": places.accuracy,
            "loss": places.loss,
            "classes": places.classes,
            "weights": places.weights,
            "strength": places.weights,
            "images": places.images,
            "first": places.accuracy,
            "curves": places.curves,
            "last-classes": places.classes,
            "last-images": places.images,
        }

    def set_the_stage(self) -> None:
        story, colours, places = self.story, (TRAIN, TEST), WATCHED[self.format.name]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        accuracy = CurveChart(story.accuracy, places.accuracy, colours, " %")
        loss = CurveChart(story.loss, places.loss, colours)
        classes = ClassBars(story.titles["classes"], story.classes, places.classes)
        weights = WeightImages(story.titles["weights"], story.weights, places.weights)
        images = WatchedImages(story.titles["images"], story.watched, places.images)
        self.panels: dict[str, CurveChart | Titled] = {
            "accuracy": accuracy,
            "loss": loss,
            "classes": classes,
            "weights": weights,
            "images": images,
        }
        # of panels that take turns in one place, the first
        places_taken = {self.areas[name]: name for name in reversed(self.panels)}
        self.shown = [name for name in self.panels if name in places_taken.values()]
        self.stage = 0

    @property
    def followers(self) -> list[Follower]:
        """What follows the run, of all that is in view."""
        return [self.epoch, *(follower for name in self.shown for follower in self.panels[name].followers)]

    def begin(self) -> None:
        before = self.story.before
        self.open(before)
        self.show_images(before)
        for step in (step for step in before.says if step not in ALONE):
            with self.pointing_at(step), self.saying(before, step):
                self.wait(BREATH)

    def show_images(self, before: Chapter) -> None:
        """Show the images alone, as large as they can be, then among the other panels."""
        story = self.story
        large = WatchedImages(story.titles["images"], story.watched, WATCHED[self.format.name].alone)
        images = VGroup(*large.images)
        self.drop(images)
        with self.saying(before, "question"):
            self.play(LaggedStart(*self.coming(*images), lag_ratio=0.3), run_time=2 * BREATH)
        with self.saying(before, "images"):
            self.play(*self.coming(*large.others), run_time=BREATH)
        small = self.panels["images"]
        assert isinstance(small, WatchedImages)
        moving = list(zip(images, small.images, strict=True)) if "images" in self.shown else []
        self.drop(large)
        self.add(images)
        self.play(FadeOut(large.others), run_time=MOMENT)
        self.drop(images)
        if moving:
            self.play(*(ReplacementTransform(one, other) for one, other in moving), run_time=BREATH)
        else:
            self.play(FadeOut(images), run_time=MOMENT)
        others = [small.others] if moving else []
        panels = [self.panels[name] for name in self.shown if name != "images"]
        self.play(LaggedStart(*self.coming(self.epoch, *others, *panels), lag_ratio=0.3), run_time=2 * BREATH)
        self.drop(small)
        self.add(*(self.panels[name] for name in self.shown))

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        first, *later = story.passages
        with self.pointing_at(first.step):
            self.play(*(follower.advance(first.first, first.last, STAGE) for follower in self.followers))
            self.stage = first.last
            with self.saying(story.learning, first.step):
                self.wait(2 * BREATH)
        for passage in later:
            with self.pointing_at(passage.step):
                self.train(story.learning, passage, self.followers, STAGE)
                self.stage = passage.last
                self.wait(BREATH)
        for step in story.ends:
            with self.pointing_at(step), self.saying(story.learning, step):
                self.wait(2 * BREATH)

    @contextmanager
    def pointing_at(self, step: str) -> Iterator[None]:
        """Frame the panel that is spoken of in a step, when it has its turn."""
        self.bring(PANEL_OF.get(step, step))
        frame = frame_around(self.areas[step])
        self.play(Create(frame), run_time=MOMENT)
        yield
        self.play(FadeOut(frame), run_time=MOMENT / 2)

    def bring(self, name: str) -> None:
        """Let a panel that isn't shown take the place of the one that is there."""
        if name not in self.panels or name in self.shown:
            return
        leaving = next(other for other in self.shown if self.areas[other] == self.areas[name])
        self.shown[self.shown.index(leaving)] = name
        for follower in self.panels[name].followers:
            follower.show_at(self.stage)
        self.drop(self.panels[leaving])
        self.play(FadeOut(self.panels[leaving]), run_time=MOMENT / 2)
        self.play(*self.coming(self.panels[name]), run_time=MOMENT / 2)

    def judge(self) -> None:
        story = self.story
        self.open(story.after)
        self.fade_away(VGroup(*(self.panels[name] for name in self.shown)), VGroup(self.epoch))
        place = WATCHED[self.format.name].matrix
        matrix = ConfusionMatrix(story.matrix, place.left, place.top, place.width, place.height)
        lines = Accuracies(story.share, story.percents, place.left + 0.3, place.right, matrix.bottom - 0.6)
        with self.saying(story.after, "matrix"):
            self.play(*self.coming(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*self.coming(*(c for cells in matrix.cells for c in cells)), lag_ratio=0.05),
                run_time=2 * BREATH,
            )
            self.wait(BREATH)
        with self.saying(story.after, "right", STILL):
            self.play(*self.coming(lines), run_time=BREATH)
            if story.named:
                row, column = story.named
                ring = SurroundingRectangle(matrix.cells[row][column], color=POINTER, buff=0.06, stroke_width=5)
                self.play(Create(ring), run_time=BREATH)


def frame_around(area: Box) -> Rectangle:
    """Return the frame that says which panel is spoken of."""
    frame = Rectangle(width=area.width + 2 * AROUND, height=area.height + 2 * AROUND, color=POINTER, stroke_width=3)
    return frame.move_to((*area.middle, 0.0))
