"""A network that learns at the left, and beside it what becomes of it: what the films of classes and values share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from manim import LEFT, ApplyMethod, Create, FadeOut, LaggedStart, ManimColor, VGroup, VMobject
from manim import Line as Stroke
from manim.typing import Vector3D

from scenes.layout.training_stages import BESIDES, BesideStage
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.mobjects.light import Light, LightScale
from scenes.mobjects.neurons import Node
from scenes.mobjects.pulse import Lane, Pulse
from scenes.mobjects.step_sheet import StepSheet
from scenes.mobjects.text import ring_around
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.learning import LearningStory
from scenes.studies import Weight
from scenes.style import BODY, BREATH, MOMENT, NODE_FILL, POINTER

STAGE = 0.15  # seconds
THROUGH = 4.2  # seconds that a sample takes through a network, if it has few layers


class LearnBeside(TrainingFilm):
    """A film in which a network learns beside the charts of what becomes of it, and is judged in the end."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> LearningStory:
        raise NotImplementedError

    @property
    def places(self) -> BesideStage:
        return BESIDES[self.format.name]

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    def set_the_stage(self) -> None:
        story, view, network = self.story, self.story.study.view, self.places.network
        networks = [stage.network for stage in story.study.stages]
        self.diagram = LearningDiagram(networks, view.layers, story.cast, story.drawn, network, self.format.left)
        y = self.places.epoch[not view.is_whole]
        self.epoch = Display(story.epochs, (network.middle[0], y), "center", BODY, POINTER)

    def begin(self) -> None:
        self.open(self.story.before)
        diagram = self.diagram
        whole = VGroup(diagram, diagram.wires, diagram.names)
        aside = whole.get_x() * LEFT  # from where it stays to the middle of the frame
        whole.shift(aside)
        with self.saying(self.story.before, "task"):
            self.build()
        with self.saying(self.story.before, "sample"):
            scale = self.light_up(aside)
        self.drop(whole)
        self.play(ApplyMethod(whole.shift, -aside), run_time=BREATH)
        self.drop(whole)
        self.add(diagram, diagram.wires, diagram.names)
        self.take_a_step()
        darkening = holding((node, ManimColor(NODE_FILL), False) for node in diagram.nodes.values())
        self.play(*darkening, FadeOut(scale), run_time=MOMENT)
        self.drop(diagram)
        self.add(diagram, diagram.wires, diagram.names)

    def build(self) -> None:
        """Let what comes in stand there, then what should come out, then the network between."""
        diagram = self.diagram
        features, outputs, *others = diagram.names
        inputs, *hidden, answers = (diagram.parts(layer) for layer in range(len(diagram.layout.layers)))
        for column, names in ((inputs, features), (answers, outputs)):
            self.play(LaggedStart(*self.coming(*column), lag_ratio=0.3), *self.coming(names), run_time=1.5 * BREATH)
        between = [part for column in hidden for part in column]
        self.play(LaggedStart(*self.coming(*between, *others), lag_ratio=0.1), run_time=BREATH)
        self.play(LaggedStart(*map(Create, diagram.wires), lag_ratio=0.02), run_time=2 * BREATH)

    def take_a_step(self) -> None:
        """At one weight: its gradient, and what a step makes of it, beside the network."""
        before, beat = self.story.before, self.story.step
        sheet = StepSheet(beat, self.places.step)
        edge = self.diagram.edges[beat.place]
        answer = VGroup(*(node.pointer() for node in self.diagram.column(len(self.diagram.layout.layers) - 1)))
        pointer = Stroke(edge.start_point, edge.end_point, color=POINTER, stroke_width=6)
        with self.saying(before, "gradient"):
            self.play(LaggedStart(*map(Create, answer), lag_ratio=0.3), run_time=BREATH)
            self.wait(MOMENT)
            self.play(Create(pointer), *self.coming(sheet.of, sheet.old), run_time=BREATH)
            self.send_back(beat.place)
            self.play(FadeOut(answer), *self.coming(sheet.gradient), run_time=BREATH)
        ring = ring_around(sheet.gradient[-1])
        with self.saying(before, "step"):
            self.play(Create(ring), run_time=BREATH)
            self.play(*self.coming(sheet.rate, sheet.title), run_time=BREATH)
            self.play(*self.coming(sheet.step), run_time=3 * BREATH)
        self.fade_away(sheet, VGroup(pointer, ring))

    def send_back(self, place: Weight) -> None:
        """Let a light run from the answer back to a weight."""
        wires = self.diagram.wires.drawn.items()
        way = [edge for one, edge in wires if one.layer > place.layer or one == place]
        self.light_through(way, 1.5 * MOMENT, back=True)

    def light_up(self, aside: Vector3D) -> LightScale:
        """Let neurons be as bright as what they hold of one sample, layer by layer; return their scale.

        The network is `aside` of where it stays.
        """
        held, light = self.story.step.held, Light(*self.story.step.extremes)
        scale = LightScale(light, self.format.corner)
        self.play(*self.coming(scale), run_time=MOMENT)
        for layer, values in enumerate(held):
            lit = [(node, values[node.place.j]) for node in self.diagram.column(layer)]
            lighting = holding((node, light.fill(value, node.colour), layer > 0 and value == 0) for node, value in lit)
            way = [
                Lane(edge.start_point + aside, edge.end_point + aside)
                for place, edge in self.diagram.wires.drawn.items()
                if place.layer == layer
            ]
            self.play(*(Pulse(way, POINTER) for _ in way[:1]), *lighting, run_time=max(MOMENT, THROUGH / len(held)))
        return scale

    def standing(self) -> dict[str, VMobject]:
        """Return where each number comes from: the weights before training from their edges."""
        wires = {place.path("stages[0].network"): edge for place, edge in self.diagram.wires.drawn.items()}
        return {**wires, **super().standing()}

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        for passage in story.passages:
            self.train(story.learning, passage, [self.epoch, *self.followers, self.diagram.wires], STAGE)
        self.wait(BREATH)

    @property
    def followers(self) -> Sequence[Follower]:
        """What follows the run beside the network."""
        raise NotImplementedError

    def judge(self) -> None:
        raise NotImplementedError

    def fade_network(self, *groups: VGroup) -> None:
        """Fade the network out, and the `groups` with it."""
        self.fade_away(self.diagram, self.diagram.wires, self.diagram.names, VGroup(self.epoch), *groups)


def holding(nodes: Iterable[tuple[Node, ManimColor, bool]]) -> list[Any]:
    """Return the animations in which neurons become as bright as these fills, and pale where they are off."""
    return [node.animate.hold(fill, off) for node, fill, off in nodes]
