"""A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from manim import Create, FadeOut, LaggedStart, Rectangle, SurroundingRectangle, VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.image_training import ClassBars, WatchedImages, WeightImages
from scenes.stage.film import HEADING_Y, LEFT_EDGE, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.digits_training import DigitsTrainingStory
from scenes.storyboards.tell_digits_training import tell_digits_training
from scenes.studies.image_training import check_image_training, study_image_training
from scenes.style import BREATH, HEAD, MOMENT, POINTER, TEST, TRAIN

CURVES = Box(LEFT_EDGE, -3.85, -0.65, 2.45)
ACCURACY = Box(CURVES.left, -0.9, CURVES.right, CURVES.top)
LOSS = Box(CURVES.left, CURVES.bottom, CURVES.right, -1.2)
CLASSES = Box(-0.2, -1.75, 2.2, 2.45)
WEIGHTS = Box(2.55, -1.75, RIGHT_EDGE, 2.45)
IMAGES = Box(-0.2, -3.85, RIGHT_EDGE, -2.05)
AREAS = {  # what is spoken of in a step
    "accuracy": ACCURACY,
    "loss": LOSS,
    "classes": CLASSES,
    "weights": WEIGHTS,
    "images": IMAGES,
    "first": ACCURACY,
    "curves": CURVES,
    "last-classes": CLASSES,
    "last-images": IMAGES,
}
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

    def set_the_stage(self) -> None:
        story, colours = self.story, (TRAIN, TEST)
        self.epoch = Display(story.epochs, (RIGHT_EDGE, HEADING_Y), "right", HEAD, POINTER)
        accuracy = CurveChart(story.accuracy, ACCURACY, colours, " %")
        loss = CurveChart(story.loss, LOSS, colours)
        classes = ClassBars(story.titles["classes"], story.classes, CLASSES)
        weights = WeightImages(story.titles["weights"], story.weights, WEIGHTS)
        images = WatchedImages(story.titles["images"], story.watched, IMAGES)
        self.panels = VGroup(accuracy, loss, classes, weights, images)
        self.followers: list[Follower] = [
            self.epoch,
            *(follower for panel in (accuracy, loss, classes, weights, images) for follower in panel.followers),
        ]

    def begin(self) -> None:
        before = self.story.before
        self.open(before)
        self.play(LaggedStart(*self.coming(self.epoch, *self.panels), lag_ratio=0.3), run_time=2 * BREATH)
        for step in before.says:
            with self.pointing_at(step), self.saying(before, step):
                self.wait(BREATH)

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        first, *later = story.passages
        with self.pointing_at(first.step):
            self.play(*(follower.advance(first.first, first.last, STAGE) for follower in self.followers))
            with self.saying(story.learning, first.step):
                self.wait(2 * BREATH)
        for passage in later:
            with self.pointing_at(passage.step):
                self.train(story.learning, passage, self.followers, STAGE)
                self.wait(BREATH)
        for step in story.ends:
            with self.pointing_at(step), self.saying(story.learning, step):
                self.wait(2 * BREATH)

    @contextmanager
    def pointing_at(self, step: str) -> Iterator[None]:
        """Frame the panel that is spoken of in a step."""
        frame = frame_around(AREAS[step])
        self.play(Create(frame), run_time=MOMENT)
        yield
        self.play(FadeOut(frame), run_time=MOMENT / 2)

    def judge(self) -> None:
        story = self.story
        self.open(story.after)
        self.fade_away(self.panels, VGroup(self.epoch))
        matrix = ConfusionMatrix(story.matrix, LEFT_EDGE, 2.45, RIGHT_EDGE - LEFT_EDGE, 4.8)
        lines = Accuracies(story.share, story.percents, LEFT_EDGE + 0.3, matrix.bottom - 0.6)
        with self.saying(story.after, "matrix"):
            self.play(*self.coming(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*self.coming(*(c for cells in matrix.cells for c in cells)), lag_ratio=0.05),
                run_time=2 * BREATH,
            )
            self.wait(BREATH)
        with self.saying(story.after, "right"):
            self.play(*self.coming(lines), run_time=BREATH)
            if story.named:
                row, column = story.named
                ring = SurroundingRectangle(matrix.cells[row][column], color=POINTER, buff=0.06, stroke_width=5)
                self.play(Create(ring), run_time=BREATH)
            self.wait(3 * BREATH)


def frame_around(area: Box) -> Rectangle:
    """Return the frame that says which panel is spoken of."""
    frame = Rectangle(width=area.width + 2 * AROUND, height=area.height + 2 * AROUND, color=POINTER, stroke_width=3)
    return frame.move_to((*area.middle, 0.0))
