"""What a network gets wrong: a quick run through images, a stop at its mistakes, and what it confuses most."""

from __future__ import annotations

from functools import cached_property

from manim import LEFT, Create, FadeIn, GrowFromEdge, LaggedStart, SurroundingRectangle, VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.image_mistakes import Exhibition, Mosaic, TwoAnswers
from scenes.mobjects.image_training import ChangingImage
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.pixels import ColourScale
from scenes.mobjects.text import TextLine, fitted
from scenes.mobjects.typesetting import outline
from scenes.stage.film import LEFT_EDGE, RIGHT_EDGE
from scenes.stage.image_film import SCALE_Y, ImageFilm
from scenes.storyboards.digits_mistakes import DigitsMistakesStory, Stop
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Name
from scenes.storyboards.tell_digits_mistakes import tell_digits_mistakes
from scenes.studies.image_mistakes import MistakeStudy, check_mistakes, study_mistakes
from scenes.style import BODY, BREATH, HEAD, HIDDEN, MOMENT, OUTPUT, POINTER, QUIET, SMALL

IMAGE = Box(LEFT_EDGE, -2.15, LEFT_EDGE + 3.9, 1.75)
TOP = 2.05  # the baseline above image, answers and mosaic
ANSWERS = Box(IMAGE.right + 0.55, -2.2, IMAGE.right + 3.75, -0.5)
LARGE = 0.85  # size of a class's name, if all are short
COLUMN = 1.75  # from what it says to what it is
MOSAIC = Box(ANSWERS.right + 0.5, -3.85, RIGHT_EDGE, 1.75)
SHOW = Box(LEFT_EDGE, -3.85, RIGHT_EDGE, 2.0)
RUN = 24.0  # seconds that all images take, without the stops
LEAST = 0.2  # seconds from one stop to the next
WIDE = 2.4  # the scale of what is on show
QUICK = 1.2  # seconds of a quick stop


class SeeMistakes(ImageFilm):
    """What a network gets wrong: a quick run through images, a stop at its mistakes, and what it confuses most."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_mistakes(lesson)

    @cached_property
    def study(self) -> MistakeStudy:
        return study_mistakes(self.subject_matter)

    @cached_property
    def story(self) -> DigitsMistakesStory:
        return tell_digits_mistakes(self.study)

    def construct(self) -> None:
        self.lay_out()
        self.begin()
        self.stop_at_mistakes()
        self.come_to_the_end()
        if self.story.gallery:
            self.show_all()
            self.show_pairs()

    def lay_out(self) -> None:
        review = self.story.review
        image = ChangingImage(review.pictures, IMAGE)
        left, right = ANSWERS.left, ANSWERS.left + COLUMN
        room = COLUMN - 0.2
        widest = max(outline((name,)).width for name in {*review.said, *review.true})
        size = LARGE if widest * LARGE < room else BODY
        colours = [HIDDEN if is_right else OUTPUT for is_right in review.right]
        words: list[Line] = [("right",) if is_right else ("wrong",) for is_right in review.right]
        self.truth = Display(_cut(review.true, room, size), (right, 0.95), size=size)
        self.followers: list[Follower] = [
            image,
            Display(review.counted, (IMAGE.left, TOP), size=BODY, colour=QUIET),
            Display(review.fraction, (IMAGE.left, -3.65), size=HEAD),
            Display(_cut(review.said, room, size), (left, 0.95), size=size, colour=colours),
            self.truth,
            Display(words, (left, 0.2), size=HEAD, colour=colours),
            Mosaic(review.pictures, review.right, MOSAIC),
        ]
        self.still = VGroup(
            ColourScale(review.pictures[0], (IMAGE.middle[0], IMAGE.bottom - SCALE_Y), IMAGE.width),
            TextLine(("it says",), (left, TOP), size=SMALL, colour=QUIET),
            TextLine(("it is",), (right, TOP), size=SMALL, colour=QUIET),
            TextLine(("judged so far; framed: wrong",), (MOSAIC.left, TOP), size=SMALL, colour=QUIET),
        )
        self.at = 0

    def begin(self) -> None:
        run = self.story.run
        self.chapter(run)
        with self.saying(run, "task"):
            self.play(FadeIn(self.still, *self.followers), run_time=BREATH)
            self.wait(BREATH)

    def stop_at_mistakes(self) -> None:
        story = self.story
        run, last = story.run, len(story.review.pictures) - 1
        for index, stop in enumerate(story.whole):
            with self.saying(stop, "on") if index else self.saying(run, "go"):
                self.go_to(stop.image)
            self.look_at(stop)
        if story.quick:
            with self.saying(run, "quicker"):
                for stop in story.quick:
                    self.go_to(stop.image)
                    answers = TwoAnswers(stop, ANSWERS)
                    self.play(FadeIn(answers), run_time=MOMENT / 2)
                    self.wait(QUICK)
                    self.drop(answers)
        if self.at < last:
            with self.saying(run, "rest" if story.whole else "go"):
                self.go_to(last)

    def go_to(self, image: int) -> None:
        """Run through the images up to one."""
        seconds = max(LEAST, RUN * (image - self.at) / len(self.story.review.pictures))
        if image > self.at:
            self.play(*(follower.advance(self.at, image, seconds) for follower in self.followers))
        self.at = image

    def look_at(self, stop: Stop) -> None:
        answers = TwoAnswers(stop, ANSWERS)
        with self.saying(stop, "answers"):
            self.play(FadeIn(answers.rest), run_time=MOMENT)
            self.play(*(GrowFromEdge(bar, LEFT) for bar in answers.bars), run_time=BREATH)
        self.add(answers)  # which came on by its parts
        ring = SurroundingRectangle(self.truth, color=POINTER, buff=0.15, stroke_width=4)
        with self.saying(stop, "truth"):
            self.play(Create(ring), run_time=BREATH)
        self.fade_away(answers, VGroup(ring))

    def come_to_the_end(self) -> None:
        share = self.story.share
        row = EquationRow(share, TextLine(written(share), (ANSWERS.left, -3.65), size=HEAD, paint=(HIDDEN,)))
        with self.saying(self.story.run, "verdict"):
            self.play(FadeIn(row), run_time=BREATH)
            self.wait(2 * BREATH)
        self.fade_away(self.still, row, *self.followers)

    def show_all(self) -> None:
        story = self.story
        self.chapter(story.all)
        self.scale = ColourScale(story.gallery[0].picture, (LEFT_EDGE + WIDE / 2, 2.4), WIDE)
        gallery = Exhibition(story.gallery, SHOW)
        shown = TextLine(story.shown, (RIGHT_EDGE, 2.3), "right", SMALL, QUIET)
        with self.saying(story.all, "look"):
            self.play(FadeIn(shown, self.scale), LaggedStart(*map(FadeIn, gallery), lag_ratio=0.2), run_time=2 * BREATH)
            self.wait(3 * BREATH)
        self.fade_away(gallery, VGroup(shown))

    def show_pairs(self) -> None:
        story = self.story
        self.chapter(story.confused)
        pairs = Exhibition(story.pairs, SHOW, HEAD)
        with self.saying(story.confused, "pairs"):
            self.play(LaggedStart(*map(FadeIn, pairs), lag_ratio=0.5), run_time=3 * BREATH)
            self.wait(3 * BREATH)


def _cut(names: tuple[Name, ...], room: float, size: float) -> list[Line]:
    """Return the names as lines, cut to what there is room for."""
    fitting = {name: fitted(name, room, size) for name in set(names)}
    return [(fitting[name],) for name in names]
