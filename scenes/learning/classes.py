"""A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import CurveChart
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix, GuessLine
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.stage.film import LEFT_EDGE, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.tell_training_classes import ClassStory, tell_training
from scenes.storyboards.training_classes import check_classes
from scenes.style import BODY, BREATH, MOMENT, POINTER, TEST, TRAIN

GUESS_ROOM = 1.2  # right of the axes
STAGE = 0.25  # seconds
MOST_BESIDE = 6  # classes in a matrix that leaves the network its place


class LearnClasses(TrainingFilm):
    """A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_classes(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> ClassStory:
        return tell_training(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    def set_the_stage(self) -> None:
        story = self.story
        networks = [stage.network for stage in story.course.stages]
        self.diagram = LearningDiagram(networks, story.course.view.layers, story.cast, Box(-5.1, -3.75, -0.95, 1.95))
        above = 2.15 if story.course.view.is_whole else 2.48
        self.epoch = Display(story.epochs, (-3.02, above), "center", BODY, POINTER)
        colours = (TRAIN, TEST)
        self.loss = CurveChart(story.loss, Box(1.0, -0.55, RIGHT_EDGE, 2.45), colours, room=GUESS_ROOM)
        self.accuracy = CurveChart(story.accuracy, Box(1.0, -3.85, RIGHT_EDGE, -0.85), colours, " %", room=GUESS_ROOM)
        self.guess = GuessLine(story.guess, self.accuracy.frame)
        self.charts = VGroup(self.loss, self.accuracy)

    def begin(self) -> None:
        story = self.story
        self.open(story.before)
        task, measured, guessed = story.before.captions
        with self.saying_words(task):
            self.play(FadeIn(self.diagram, self.diagram.names), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.diagram.wires), lag_ratio=0.02), run_time=2 * BREATH)
        with self.saying_words(measured):
            self.play(FadeIn(self.epoch, self.charts), run_time=BREATH)
            self.wait(2 * BREATH)
        with self.saying_words(guessed):
            self.play(Create(self.guess.line), FadeIn(self.guess.label), run_time=BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        followers = [self.epoch, *self.loss.followers, *self.accuracy.followers, self.diagram.wires]
        for passage in self.story.passages:
            self.train(passage, followers, STAGE)
        self.wait(BREATH)

    def judge(self) -> None:
        story = self.story
        self.fade_away(self.charts, self.guess)
        left = 0.6
        if len(story.matrix.names) > MOST_BESIDE:
            self.fade_away(self.diagram, self.diagram.wires, self.diagram.names, self.epoch)
            left = LEFT_EDGE
        self.open(story.after)
        matrix = ConfusionMatrix(story.matrix, left, 2.45, RIGHT_EDGE - left, 4.7)
        lines = Accuracies(story.share, story.percents, left + 0.3, matrix.bottom - 0.65)
        explained, counted = story.after.captions
        with self.saying_words(explained):
            self.play(FadeIn(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*(FadeIn(c) for cells in matrix.cells for c in cells), lag_ratio=0.1), run_time=BREATH
            )
            self.wait(BREATH)
        with self.saying_words(counted):
            self.play(FadeIn(lines), run_time=BREATH)
            self.wait(3 * BREATH)
