"""The architecture films: what a network is made of, layer by layer, and how its parameters add up."""

from __future__ import annotations

from manim import Create, LaggedStart, ReplacementTransform, VGroup, VMobject

from scenes.layout.architecture_stage import ARCHITECTURES
from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.arrival import Arrive
from scenes.mobjects.diagram import Diagram, check_depth
from scenes.mobjects.legend import Legend
from scenes.mobjects.makeup import Makeup, draw_architecture
from scenes.mobjects.parameter_table import ParameterTable
from scenes.mobjects.pulse import Pulse
from scenes.stage.film import Film
from scenes.storyboards.architecture import ArchitectureStory, tell_architecture
from scenes.style import BREATH, MOMENT, POINTER, STILL

APART = 0.4  # from a table to the neurons that stand right of it


class Architecture(Film):
    """Layers appear one by one; their weights and biases are counted, and the parameters add up."""

    lesson = "iris"
    table: ParameterTable | None = None  # the first layer's

    @property
    def network(self) -> Box:
        """Where the network stands, with all that is said of it."""
        return ARCHITECTURES[self.format.name].network

    @property
    def heading_room(self) -> float:
        return super().heading_room - ARCHITECTURES[self.format.name].beside

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    def construct(self) -> None:
        story = self.tell()
        self.diagram, self.makeup = draw_architecture(story, self.network, counted=False)
        self.pointed = VGroup()
        self.chapter(story.layers)
        stage = ARCHITECTURES[self.format.name]
        self.legend = Legend(story.legend, stage.legend, in_a_row=not stage.beside)
        with self.saying(story.layers, story.parts[0].id):
            self.ask(len(story.parts) - 1)
        for layer, part in enumerate(story.parts[1:], start=1):
            if self.makeup.gives_way and layer > 1:
                self.fade_away(self.makeup.below[layer - 1])
            with self.saying(story.layers, part.id):
                self.build(layer)
                if layer > 1:
                    self.play(*self.coming(*self.makeup.below[layer]), run_time=MOMENT)
            if layer == 1:
                self.explain(story)
        self.count(story)

    def tell(self) -> ArchitectureStory:
        return tell_architecture(self.study)

    def ask(self, last: int) -> None:
        """Show what comes in, and what is to come out."""
        self.show_neurons(0)
        self.play(*self.coming(self.makeup.features), run_time=BREATH)
        self.show_neurons(last)
        self.play(*self.coming(self.makeup.outputs), run_time=BREATH)

    def show_neurons(self, layer: int) -> None:
        self.play(*self.coming(self.makeup.above[layer]), run_time=MOMENT)
        self.play(LaggedStart(*self.coming(*self.diagram.parts(layer)), lag_ratio=0.3), run_time=BREATH)

    def build(self, layer: int) -> None:
        """Let a layer come between what is there, and the edges into it."""
        if layer < len(self.diagram.layout.layers) - 1:
            self.show_neurons(layer)
        edges = [edge for place, edge in self.diagram.edges.items() if place.layer == layer]
        self.play(LaggedStart(*map(Create, edges), lag_ratio=0.02), run_time=2 * BREATH)
        if layer > 1 and layer == len(self.diagram.layout.layers) - 1:
            self.play(Pulse(edges, POINTER), run_time=2 * BREATH)

    def explain(self, story: ArchitectureStory) -> None:
        """Bring on what is to be said of the first layer's edges, and what stands below it."""
        function, *parameters = self.makeup.below[1]
        with self.saying(story.layers, "edges"):
            self.explain_edges()
        with self.saying(story.layers, "function"):
            self.play(*self.coming(function), run_time=BREATH)
        table = self.table = self.table_of(story)
        with self.saying(story.layers, "parameters"):
            self.play(*self.coming(*parameters), run_time=BREATH)
            if not table:
                self.go_row_by_row()
            if table:
                self.play(*self.coming(table.frames), run_time=MOMENT)
                edges = {place.path(): edge for place, edge in self.diagram.edges.items()}
                self.play(LaggedStart(*(Arrive(row, edges) for row in table.rows), lag_ratio=0.3), run_time=3 * BREATH)
        if table:
            self.fade_away(table)

    def explain_edges(self) -> None:
        """Light up, as each line of the legend comes, which edges it tells of: positive, negative, the thickest."""
        edges = {place: edge for place, edge in self.diagram.edges.items() if place.layer == 1}
        kinds = [[place for place, edge in edges.items() if edge.negative is sign] for sign in (False, True)]
        thickest = max(edges, key=lambda place: abs(edges[place].weight))
        shown = VGroup()
        for entry, places in zip(self.legend, (*kinds, [thickest]), strict=True):
            lit = VGroup(*(self.diagram.edge(place) for place in places))
            self.fade_away(shown)
            self.play(*self.coming(entry, *lit), run_time=BREATH)
            shown = lit
        self.fade_away(shown)

    def go_row_by_row(self) -> None:
        """Let a light run into one neuron of the first layer after another: its weights are a row."""
        ways = [
            [edge for place, edge in self.diagram.edges.items() if place.end == node.place]
            for node in self.diagram.column(1)
        ]
        self.play(LaggedStart(*(Pulse(way, POINTER) for way in ways), lag_ratio=0.6), run_time=3 * BREATH)

    def table_of(self, story: ArchitectureStory) -> ParameterTable | None:
        """Return the parameters of the first layer in numbers, where these have room, as long as no other is there."""
        if not story.table:
            return None
        table = ParameterTable(story.table, self.diagram, self.makeup.above[1])
        pitch = self.diagram.layout.column(1).pitch
        outputs = VGroup(self.makeup.above[-1], *self.diagram.column(len(self.diagram.layout.layers) - 1))
        return table if table.fits(float(outputs.get_left()[0]) - APART, pitch) else None

    def count(self, story: ArchitectureStory) -> None:
        self.chapter(story.count)
        if self.makeup.gives_way:
            self.fade_away(self.makeup.below[-1])
        self.make_room(story)
        with self.saying(story.count, "total", STILL):
            for layer, count in enumerate(self.makeup.counts[1:], start=1):
                self.point_at(layer)
                self.play(*self.coming(count), run_time=BREATH)
            self.fade_away(self.pointed)
            self.play(*self.coming(self.makeup.total), run_time=BREATH)
            self.wait(STILL)

    def make_room(self, story: ArchitectureStory) -> None:
        """Let the network be lower, so that what is counted has room below it."""
        old, new = ((self.diagram, self.makeup), draw_architecture(story, self.network))
        pairs = list(zip(self.pieces(*old), self.pieces(*new), strict=True))
        self.drop(VGroup(*(piece for piece, _ in pairs)))
        self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=BREATH)
        self.diagram, self.makeup = new

    def pieces(self, diagram: Diagram, makeup: Makeup) -> list[VMobject]:
        """Return what is on screen of a network once all layers are there, in the order in which it is drawn."""
        below = [] if makeup.gives_way else makeup.below
        network = (*diagram.edges.values(), *diagram.nodes.values(), *diagram.gaps.values())
        return [*network, makeup.features, makeup.outputs, *makeup.above, *below]

    def point_at(self, layer: int) -> None:
        """Light up the edges into a layer, and ring its neurons: what is being counted."""
        self.drop(self.pointed)
        places = [place for place in self.diagram.edges if place.layer == layer]
        self.pointed = VGroup(
            *(self.diagram.edge(place) for place in places),
            *(node.pointer() for node in self.diagram.column(layer)),
        )
        self.play(*self.coming(self.pointed), run_time=MOMENT)


class ArchitectureByHand(Architecture):
    """The same for the network that can be followed with pencil and paper."""

    lesson = "by-hand"
