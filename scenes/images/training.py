"""A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, FadeOut, LaggedStart, Rectangle, VGroup

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
ACCURACY = Box(CURVES.left, -0.6, CURVES.right, CURVES.top)
LOSS = Box(CURVES.left, CURVES.bottom, CURVES.right, -0.9)
CLASSES = Box(-0.1, -1.75, 2.45, 2.45)
WEIGHTS = Box(2.85, -1.75, RIGHT_EDGE, 2.45)
IMAGES = Box(-0.1, -3.85, RIGHT_EDGE, -2.0)
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
        self.panels = {"curves": VGroup(accuracy, loss), "classes": classes, "weights": weights, "images": images}
        areas = {"curves": CURVES, "classes": CLASSES, "weights": WEIGHTS, "images": IMAGES}
        self.frames = {step: frame_around(area) for step, area in areas.items()}
        self.followers: list[Follower] = [
            self.epoch,
            *(follower for panel in (accuracy, loss, classes, weights, images) for follower in panel.followers),
        ]

    def begin(self) -> None:
        before = self.story.before
        self.open(before)
        self.play(FadeIn(self.epoch), run_time=MOMENT)
        for step in before.says:
            with self.saying(before, step):
                if step in self.panels:
                    self.play(FadeIn(self.panels[step]), run_time=BREATH)
                self.wait(BREATH)

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        for passage in story.passages:
            frame = self.frames[passage.step]
            self.play(Create(frame), run_time=MOMENT)
            self.train(story.learning, passage, self.followers, STAGE)
            self.wait(BREATH)
            self.play(FadeOut(frame), run_time=MOMENT)

    def judge(self) -> None:
        story = self.story
        self.fade_away(*self.panels.values(), VGroup(self.epoch))
        self.open(story.after)
        matrix = ConfusionMatrix(story.matrix, LEFT_EDGE, 2.45, RIGHT_EDGE - LEFT_EDGE, 5.2)
        lines = Accuracies(story.share, story.percents, LEFT_EDGE + 0.3, matrix.bottom - 0.6)
        with self.saying(story.after, "matrix"):
            self.play(FadeIn(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*(FadeIn(c) for cells in matrix.cells for c in cells), lag_ratio=0.05),
                run_time=2 * BREATH,
            )
            self.wait(BREATH)
        with self.saying(story.after, "right"):
            self.play(FadeIn(lines), run_time=BREATH)
            self.wait(3 * BREATH)


def frame_around(area: Box) -> Rectangle:
    """Return the frame that says which panel is spoken of."""
    frame = Rectangle(width=area.width + 2 * AROUND, height=area.height + 2 * AROUND, color=POINTER, stroke_width=3)
    return frame.move_to((*area.middle, 0.0))
