"""The training films: networks that learn, from their first epoch to their last."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, FadeOut, Indicate, LaggedStart, VGroup

from scenes.film import HEADING_Y, LEFT_EDGE, RIGHT_EDGE
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import CurveChart
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix
from scenes.mobjects.dashboard import FitPanel, GradientPanel, HeatPanel, LossPanel, title
from scenes.mobjects.diagram import Area
from scenes.mobjects.labelled_network import AnswerTable, LabelledNetwork
from scenes.mobjects.learning_diagram import LearningDiagram, names_beside
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.storyboards.notation import written
from scenes.storyboards.training_iris import ClassStory, tell_training
from scenes.storyboards.training_labels import Box
from scenes.storyboards.training_quadratic import CurveStory, tell_curve
from scenes.storyboards.training_weights import WeightStory, most_changed, tell_weights
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, TEST, TRAIN
from scenes.training_film import TrainingFilm

# the rows of a dashboard, and what is between its panels
TOP, UPPER, LOWER, BOTTOM = 2.62, -0.6, -0.85, -3.9
GAP = 0.35


class TrainingIris(TrainingFilm):
    """A network learns three species of iris: loss, accuracy and weights epoch by epoch, then its mistakes."""

    lesson = "iris"

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
        self.diagram = LearningDiagram([stage.network for stage in story.course.stages], Area(-5.1, -0.95, -3.75, 1.95))
        self.names = VGroup(
            names_beside(story.features, self.diagram.nodes[0], -1, 1.5),
            names_beside(story.matrix.names, self.diagram.nodes[-1], 1, 1.5),
        )
        self.epoch = Display(story.epochs, (-3.02, 2.15), "center", BODY, POINTER)
        self.loss = CurveChart(story.loss, Area(1.0, RIGHT_EDGE, -0.55, 2.45), (TRAIN, TEST))
        self.accuracy = CurveChart(story.accuracy, Area(1.0, RIGHT_EDGE, -3.85, -0.85), (TRAIN, TEST), " %")
        self.charts = VGroup(self.loss, self.accuracy)

    def begin(self) -> None:
        story = self.story
        self.open(story.before)
        random, measured = story.before.captions
        with self.saying(random):
            self.play(FadeIn(self.diagram, self.names), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.diagram.wires), lag_ratio=0.02), run_time=2 * BREATH)
        with self.saying(measured):
            self.play(FadeIn(self.epoch, self.charts), run_time=BREATH)
            self.wait(2 * BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        followers = [self.epoch, *self.loss.followers, *self.accuracy.followers, self.diagram.wires]
        for passage in self.story.passages:
            self.train(passage, followers, 0.5)
        self.wait(BREATH)

    def judge(self) -> None:
        story = self.story
        self.fade_away(self.charts)
        self.open(story.after)
        matrix = ConfusionMatrix(story.matrix, 0.6, 2.45, RIGHT_EDGE - 0.6, 4.7)
        lines = Accuracies(story.share, story.percents, 0.9, matrix.bottom - 0.65)
        explained, counted = story.after.captions
        with self.saying(explained):
            self.play(FadeIn(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*(FadeIn(c) for cells in matrix.cells for c in cells), lag_ratio=0.1), run_time=BREATH
            )
            self.wait(BREATH)
        with self.saying(counted):
            self.play(FadeIn(lines), run_time=BREATH)
            self.wait(3 * BREATH)


class TrainingQuadratic(TrainingFilm):
    """A network learns y = x²: seven panels fill as it bends its line to fit the points."""

    lesson = "quadratic"

    @cached_property
    def story(self) -> CurveStory:
        return tell_curve(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.open_views()
        self.learn()
        self.conclude()

    def set_the_stage(self) -> None:
        story = self.story
        self.fit = FitPanel(story.fit, Area(LEFT_EDGE, -2.5, UPPER, TOP))
        self.network_title = title(story.network, Area(-1.9, 2.0, UPPER, TOP))
        networks = [stage.network for stage in story.course.stages]
        self.diagram = LearningDiagram(networks, Area(-1.7, 1.8, UPPER, TOP - 0.5))
        self.loss = LossPanel(story.loss, Area(2.55, RIGHT_EDGE, UPPER, TOP))
        lefts = [LEFT_EDGE + index * (RIGHT_EDGE - LEFT_EDGE + GAP) / 4 for index in range(4)]
        areas = [Area(left, left + (RIGHT_EDGE - LEFT_EDGE - 3 * GAP) / 4, BOTTOM, LOWER) for left in lefts]
        self.heats = [HeatPanel(heat, area) for heat, area in zip(story.heats, areas, strict=False)]
        self.gradients = GradientPanel(story.gradients, areas[-1], ("in", "out"))
        self.epoch = Display(story.epochs, (RIGHT_EDGE, HEADING_Y), "right", HEAD, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        seen, said = story.task.captions
        large = FitPanel(story.fit, Area(LEFT_EDGE, RIGHT_EDGE, BOTTOM, TOP))
        with self.saying(seen):
            self.play(FadeIn(large.still), run_time=BREATH)
            self.play(LaggedStart(*map(FadeIn, large.dots), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying(said):
            self.play(Create(large.line), run_time=2 * BREATH)
        self.fade_away(large.still, large.dots, large)

    def open_views(self) -> None:
        story = self.story
        self.open(story.views)
        network, loss, rows, gradient = story.views.captions
        with self.saying(network):
            self.play(FadeIn(self.fit.still, self.fit.dots, self.fit), run_time=BREATH)
            self.play(FadeIn(self.network_title, self.diagram), run_time=MOMENT)
            self.play(Create(self.diagram.wires), run_time=2 * BREATH)
        with self.saying(loss):
            self.play(FadeIn(self.loss.still), *map(FadeIn, self.loss.followers), run_time=BREATH)
        with self.saying(rows):
            self.play(LaggedStart(*(FadeIn(heat.still) for heat in self.heats), lag_ratio=0.6), run_time=3 * BREATH)
        with self.saying(gradient):
            self.play(FadeIn(self.gradients.still), *map(FadeIn, self.gradients.followers), run_time=BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(FadeIn(self.epoch), run_time=MOMENT)
        followers = [self.fit, self.diagram.wires, *self.heats, *self.loss.followers, *self.gradients.followers]
        for passage, seconds in zip(self.story.passages, (1.0, 0.45, 0.25), strict=True):
            self.train(passage, [*followers, self.epoch], seconds)

    def conclude(self) -> None:
        self.open(self.story.outcome)
        (said,) = self.story.outcome.captions
        with self.saying(said):
            self.play(Indicate(self.fit.line, 1.0, POINTER), run_time=2 * BREATH)
            self.wait(2 * BREATH)


class BeforeAndAfter(TrainingFilm):
    """Every weight and bias of a small network before ten thousand epochs and after, and the change between."""

    lesson = "four-bit"

    @cached_property
    def story(self) -> WeightStory:
        return tell_weights(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.show_before()
        self.learn()
        self.show_after()
        self.show_change()
        self.show_answers()

    def set_the_stage(self) -> None:
        story = self.story
        networks = [stage.network for stage in story.course.stages]
        self.network = LabelledNetwork(networks, story.features, story.outputs, Box(LEFT_EDGE, -3.6, RIGHT_EDGE, 2.5))
        self.labels = self.network.labels(story.stages)
        self.table = AnswerTable(story.table, 1.45)
        self.progress = Display(story.progress, (RIGHT_EDGE, HEADING_Y), "right", BODY, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        given, said = story.task.captions
        with self.saying(given):
            self.play(FadeIn(self.table.given), run_time=BREATH)
        with self.saying(said):
            self.play(FadeIn(self.table.before), run_time=BREATH)
        self.fade_away(self.table.given, self.table.before)

    def show_before(self) -> None:
        self.open(self.story.before)
        where, random = self.story.before.captions
        with self.saying(where):
            self.play(FadeIn(self.network.neurons, self.network.names), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.network.wires), lag_ratio=0.1), run_time=2 * BREATH)
            self.play(LaggedStart(*map(FadeIn, self.labels), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying(random):
            self.wait(4 * BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(FadeIn(self.progress), run_time=MOMENT)
        for passage in self.story.passages:
            self.train(passage, [self.network.wires, *self.labels, self.progress], 0.4)

    def show_after(self) -> None:
        self.open(self.story.after)
        (said,) = self.story.after.captions
        with self.saying(said):
            self.wait(4 * BREATH)

    def show_change(self) -> None:
        story = self.story
        self.open(story.change)
        difference, largest = story.change.captions
        changes = self.network.labels([story.changes], signed=True)
        edges = self.network.edges_of(story.changes)
        ring = self.network.ring(most_changed(story.course))
        equation = EquationRow(story.largest, TextLine(written(story.largest), (0.0, -3.85), "center", HEAD))
        with self.saying(difference):
            self.play(FadeOut(self.network.wires, *self.labels), run_time=MOMENT)
            self.play(FadeIn(edges, *changes), run_time=BREATH)
            self.wait(2 * BREATH)
        with self.saying(largest):
            self.play(FadeIn(equation), Create(ring), run_time=BREATH)
        self.wait(2 * BREATH)
        self.fade_away(self.network.neurons, self.network.names, edges, VGroup(*changes), equation, VGroup(ring))

    def show_answers(self) -> None:
        self.open(self.story.outcome)
        right, total = self.story.outcome.captions
        with self.saying(right):
            self.play(FadeIn(self.table.given, self.table.before), run_time=BREATH)
            self.play(FadeIn(self.table.after), run_time=BREATH)
        with self.saying(total):
            self.wait(3 * BREATH)
