"""A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

from __future__ import annotations

from manim import (
    Create,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    ShowPassingFlash,
    Succession,
    SurroundingRectangle,
    VGroup,
)

from scenes.images.panels import PanelFilm
from scenes.layout.image_stages import WATCHED
from scenes.lessons import Lesson
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix
from scenes.mobjects.image_training import WatchedImages
from scenes.mobjects.pulse import Lane, Ride
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import readouts_of
from scenes.storyboards.training import Chapter, Passage
from scenes.studies.image_training import check_image_training
from scenes.style import BREATH, MOMENT, POINTER, STILL

ALONE = ("question", "images")  # steps before all panels are there
VALUE = 1  # the segment of a legend that is one
LOOK_BACK = {"curves": 3.2, "images": 1.6}  # seconds, after a passage
STAGE, FOLLOWED = 0.25, 0.9  # seconds, at least; and at most, in a run that is to be seen as one


class SeeTraining(PanelFilm):
    """A network learns to read images: accuracy, classes, weights and answers, epoch by epoch; then its confusions."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        # also for what comes trained, with a file of how: TrainingFilm would ask for the training itself
        check_image_training(lesson)

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    def begin(self) -> None:
        before = self.story.before
        self.open(before)
        self.show_images(before)
        for step in (step for step in before.says if step not in ALONE):
            with self.telling(before, step):
                self.introduce(step)

    def show_images(self, before: Chapter) -> None:
        """Show the images alone, as large as they can be, then among the panels that aren't spoken of soon."""
        large = WatchedImages(self.story.titles["images"], self.story.watched, WATCHED[self.format.name].alone)
        self.ask(before, large)
        images = VGroup(*large.images)
        self.drop(large)
        self.add(images)
        self.play(FadeOut(large.others), run_time=MOMENT)
        self.drop(images)
        spoken_of = {*before.says} - {*ALONE}
        taken = {self.areas[name]: name for name in self.panels if name not in spoken_of}  # by the last of a place
        self.shown = list(taken.values())
        moving = zip(images, self.images.images, strict=True)
        self.play(*(ReplacementTransform(one, other) for one, other in moving), run_time=BREATH)
        panels = [self.panels[name] for name in self.shown if name != "images"]
        self.play(
            LaggedStart(*self.coming(self.epoch, self.images.others, *panels), lag_ratio=0.3), run_time=2 * BREATH
        )
        self.drop(self.images)
        self.add(*(self.panels[name] for name in self.shown))

    def ask(self, before: Chapter, large: WatchedImages) -> None:
        """Ask what the images show; one by one they get the network's answers, then those that are wrong a frame."""
        questions = large.questions
        with self.saying(before, "question"):
            self.play(LaggedStart(*self.coming(*large.images), lag_ratio=0.5), run_time=3 * BREATH)
            self.play(LaggedStart(*self.coming(*questions), lag_ratio=0.5), run_time=3 * BREATH)
        with self.saying(before, "images"):
            self.play(*self.coming(large.head), run_time=BREATH)
            pairs = zip(questions, self.coming(*large.answers), strict=True)
            answers = [Succession(FadeOut(question), answer) for question, answer in pairs]
            self.play(LaggedStart(*answers, lag_ratio=0.3), run_time=3 * BREATH)
            self.play(LaggedStart(*map(Create, large.frames), lag_ratio=0.3), run_time=2 * BREATH)
            if meant := self.story.meant["favourite"]:
                self.point_at(*(large.answers[n].text for n in meant), run_time=2 * BREATH)

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        first, *later = story.passages
        with self.telling(story.learning, first.step):
            self.play(*(follower.advance(first.first, first.last, STAGE) for follower in self.followers))
            self.stage = first.last
            self.look_back(first)
        for passage in later:
            with self.telling(story.learning, passage.step):
                begun = self.time
                self.introduce(passage.step)
                self.run(passage, self.time - begun)
                self.look_back(passage)
        for step in story.ends:
            with self.telling(story.learning, step):
                for n in story.meant[step]:
                    parts = self.classes.row(n) if step == "last-classes" else [self.images.images[n]]
                    self.point_at(*parts, run_time=max(MOMENT, 3 * BREATH / len(story.meant[step])))

    def run(self, passage: Passage, spent: float) -> None:
        """Take what is in view through a passage, slowly, as long as its caption leaves time."""
        story, stages = self.story, passage.last - passage.first
        left = self.time_for(story.learning, passage, 0.0) - spent - LOOK_BACK.get(passage.step, 0.0)
        self.go_through(story.learning, passage, self.followers, stages * min(FOLLOWED, max(STAGE, left / stages)))
        self.stage = passage.last

    def introduce(self, step: str) -> None:
        """Point at what a step speaks of before the run goes on."""
        if step == "accuracy":
            self.point_at(self.accuracy.legend[-1].text.part(VALUE), run_time=2 * BREATH)
        elif step == "loss":
            for chart in (self.accuracy, self.loss):
                self.point_at(*(display.text.part(VALUE) for display in chart.legend), run_time=2 * BREATH)
        elif step == "curves":
            self.point_at(self.epoch.text, run_time=2 * BREATH)
        elif step == "weights":
            self.show_colours()
        elif step == "strength":
            for image in self.weights.images:
                self.point_at(image.pixels, run_time=MOMENT)

    def look_back(self, passage: Passage) -> None:
        """Point at what has happened in a passage."""
        if passage.step in ("first", "curves"):
            piece = self.accuracy.curves[-1].piece(passage.first, passage.last)
            self.play(ShowPassingFlash(piece, time_width=0.5), run_time=2 * BREATH)
            self.point_at(self.accuracy.legend[-1].text.part(VALUE), run_time=2 * BREATH)
        elif passage.step == "images":
            for what in ("images", "strays"):
                if meant := self.story.meant[what]:
                    self.point_at(*(self.images.images[n] for n in meant))

    def judge(self) -> None:
        story = self.story
        self.open(story.after)
        self.fade_away(VGroup(*(self.panels[name] for name in self.shown)), VGroup(self.epoch))
        place = WATCHED[self.format.name].matrix
        matrix = ConfusionMatrix(story.matrix, place.left, place.top, place.width, place.height)
        lines = Accuracies(story.share, story.percents, place.left + 0.3, place.right, matrix.bottom - 0.6)
        with self.saying(story.after, "matrix"):
            for names in (matrix.sides, matrix.heads):
                self.play(LaggedStart(*self.coming(*names), lag_ratio=0.1), run_time=BREATH)
            cells = [cell for cells in matrix.cells for cell in cells if cell not in matrix.diagonal]
            self.play(*self.coming(*cells), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*matrix.diagonal), lag_ratio=0.5), run_time=3 * BREATH)
        with self.saying(story.after, "right", STILL):
            if story.study.shown == story.study.classes:  # all that are right are seen
                self.gather(matrix.diagonal, lines)
            self.play(LaggedStart(*self.coming(*lines), lag_ratio=0.5), run_time=2 * BREATH)
            if story.named:
                row, column = story.named
                ring = SurroundingRectangle(matrix.cells[row][column], color=POINTER, buff=0.06, stroke_width=5)
                self.play(Create(ring), run_time=BREATH)

    def gather(self, cells: list[VGroup], lines: Accuracies) -> None:
        """Let the counts of what is right go where their sum is to stand."""
        goal = lines[0][0].part(1).get_center()
        texts = [text for cell in cells for text in cell if isinstance(text, TextLine)]
        counts = [text for text in texts if any(count.value for count in readouts_of(text.line))]
        if counts:
            going = [Ride(text, Lane(goal, text.get_center())) for text in counts]
            self.play(LaggedStart(*going, lag_ratio=0.2), run_time=2 * BREATH)
