"""What a network gets wrong: a quick run through images, a stop at its mistakes, and what it confuses most."""

from __future__ import annotations

from functools import cached_property

from manim import LEFT, Create, FadeOut, GrowFromEdge, Indicate, LaggedStart, SurroundingRectangle, VGroup

from scenes.layout.mistake_stage import MISTAKES, MistakeStage
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.image_mistakes import Exhibition, TwoAnswers
from scenes.mobjects.image_training import ChangingImage
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.pixels import ColourScale
from scenes.mobjects.record import Record
from scenes.mobjects.text import TextLine, fitted
from scenes.mobjects.typesetting import outline
from scenes.stage.image_film import SCALE_Y, ImageFilm
from scenes.storyboards.digits_mistakes import DigitsMistakesStory, Stop
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Name, say
from scenes.storyboards.tell_digits_mistakes import tell_digits_mistakes
from scenes.storyboards.words import Told, spoken
from scenes.studies.image_mistakes import MistakeStudy, check_mistakes, study_mistakes
from scenes.style import BODY, BREATH, HEAD, HIDDEN, MOMENT, OUTPUT, POINTER, QUIET, READING_SPEED, SMALL, STILL

RUN, HASTE = 18.0, 8.0  # seconds that all images would take, without the stops, and after the last whole stop
LEAST = 0.2  # seconds from one stop to the next
THINK = 1.5  # seconds for a viewer's own answer
WIDE = 2.4  # the scale of what is on show
QUICK = 0.7  # seconds of a quick stop


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

    @property
    def marks(self) -> MistakeStage:
        return MISTAKES[self.format.name]

    def construct(self) -> None:
        self.lay_out()
        self.begin()
        self.stop_at_mistakes()
        self.come_to_the_end()
        if self.story.frequent:
            self.show_mistakes()

    def lay_out(self) -> None:
        review, places = self.story.review, self.marks
        left, right, room = places.left, places.left + places.column, places.column - 0.2
        label_y, name_y, verdict_y = places.heights
        widest = max(outline((name,)).width for name in {*review.said, *review.true})
        size = places.size if widest * places.size < room else BODY
        colours = [HIDDEN if is_right else OUTPUT for is_right in review.right]
        words: list[Line] = [("right",) if is_right else ("wrong",) for is_right in review.right]
        self.truth = Display(_cut(review.true, room, size), (left, name_y), size=size)
        self.said = Display(_cut(review.said, room, size), (right, name_y), size=size, colour=colours)
        self.verdict = Display(words, (right, verdict_y), size=HEAD, colour=colours)
        self.seen: list[Follower] = [
            ChangingImage(review.pictures, places.image),
            Display(review.counted, places.counted, size=BODY, colour=QUIET),
            Display(review.fraction, (places.record.left, places.record.top + 0.2), size=HEAD),
            Display(review.wrong, (places.wrong, places.record.top + 0.2), size=HEAD, colour=OUTPUT),
            Record(review.right, places.record),
        ]
        self.followers = [*self.seen, self.truth, self.said, self.verdict]
        picture = review.pictures[0]
        self.still = VGroup(
            ColourScale(picture, (places.image.middle[0], places.image.bottom - SCALE_Y), places.image.width),
            TextLine(("it is",), (left, label_y), size=SMALL, colour=QUIET),
            TextLine(("it says",), (right, label_y), size=SMALL, colour=QUIET),
            TextLine(("low marks: right; high marks: wrong",), (self.format.right, places.key), "right", SMALL, QUIET),
        )
        self.open_questions = [TextLine(("?",), (x, name_y), size=size, colour=QUIET) for x in (left, right)]
        self.at = 0

    def begin(self) -> None:
        run = self.story.run
        self.chapter(run)
        with self.saying(run, "task"):
            scale, it_is, it_says, key = self.still
            image, *counts = self.seen
            parts = (image, scale, it_is, self.truth, it_says, self.said, self.verdict, *counts, key)
            self.play(LaggedStart(*self.coming(*parts), lag_ratio=0.6), run_time=6 * BREATH)

    def stop_at_mistakes(self) -> None:
        story = self.story
        run, last = story.run, len(story.review.pictures) - 1
        for index, stop in enumerate(story.whole):
            self.run_to(max(self.at, stop.image - 1), RUN, *((stop, "on") if index else (run, "go")))
            self.look_at(stop)
        if story.quick:
            self.run_to(story.quick[0].image, HASTE, run, "quicker")
            for stop in story.quick:
                self.go_to(stop.image, HASTE)
                answers = TwoAnswers(stop, self.marks.answers)
                with self.saying(stop, "named"):
                    self.play(*self.coming(answers), run_time=MOMENT / 2)
                    self.wait(QUICK)
                self.drop(answers)
        if self.at < last:
            self.run_to(last, *((HASTE, run, "rest") if story.whole else (RUN, run, "go")))

    def run_to(self, image: int, pace: float, told: Told, step: str) -> None:
        """Run through the images up to one while a step is said, for as long as it takes to be read, or longer."""
        with self.saying(told, step):
            self.go_to(image, pace, len(say(spoken(told.says[step]))) / READING_SPEED)

    def go_to(self, image: int, pace: float, least: float = LEAST) -> None:
        """Run through the images up to one, at so many seconds for all of them, but in no less than the `least`."""
        seconds = max(least, pace * (image - self.at) / len(self.story.review.pictures))
        if image > self.at:
            self.play(*(follower.advance(self.at, image, seconds) for follower in self.followers))
        self.at = image

    def look_at(self, stop: Stop) -> None:
        """Show an image alone, then what the network says it is, then what it is."""
        hidden = (self.truth, self.said, self.verdict)
        what, answer = self.open_questions
        self.drop(*hidden)
        for follower in self.followers:
            follower.show_at(stop.image)
        self.at = stop.image
        with self.saying(stop, "guess"):
            self.play(*self.coming(what, answer), run_time=MOMENT)
            self.wait(THINK - MOMENT)
        answers = TwoAnswers(stop, self.marks.answers)
        self.drop(answer)
        with self.saying(stop, "answers"):
            self.play(*self.coming(self.said, answers.heading), run_time=MOMENT)
            for row, bar in zip(answers.rows, answers.bars, strict=True):
                self.play(*self.coming(row), run_time=MOMENT)
                self.play(GrowFromEdge(bar, LEFT), run_time=2 * BREATH)
            if stop.meant:
                self.play(*(Indicate(answers.bars[n], 1.0, POINTER) for n in stop.meant), run_time=BREATH)
        self.add(answers)  # which came on by its parts
        ring = SurroundingRectangle(self.truth, color=POINTER, buff=0.15, stroke_width=4)
        self.drop(what)
        with self.saying(stop, "truth"):
            self.play(*self.coming(self.truth, self.verdict), run_time=MOMENT)
            self.play(Create(ring), run_time=BREATH)
            if stop.is_second:
                name, _, output = answers.rows[1]
                self.play(*(Indicate(part, 1.0, POINTER) for part in (name, answers.bars[1], output)), run_time=BREATH)
        self.fade_away(answers, VGroup(ring))

    def come_to_the_end(self) -> None:
        share, answers = self.story.share, self.marks.answers
        self.result = EquationRow(
            share, TextLine(written(share), (answers.left, answers.middle[1]), size=HEAD, paint=(HIDDEN,))
        )
        with self.saying(self.story.run, "verdict", 0.0 if self.story.frequent else STILL):
            self.play(*self.coming(self.result), run_time=2 * BREATH)

    def show_mistakes(self) -> None:
        """Show the mistakes made most often, then all; what was there goes after the new heading has come."""
        story, places = self.story, self.marks
        leaving = VGroup(self.still, self.result, *self.followers)
        scale = ColourScale(story.frequent[0].picture, (places.show.left + WIDE / 2, places.shown + 0.1), WIDE)
        for chapter, step, exhibits, shown, size in (
            (story.confused, "pairs", story.frequent, story.frequent_shown, HEAD),
            (story.all, "look", story.gallery, story.shown, SMALL),
        ):
            if exhibits:
                is_last = exhibits is (story.gallery or story.frequent)
                self.chapter(chapter)
                part = TextLine(shown, (places.show.right, places.shown), "right", SMALL, QUIET)
                show, around = Exhibition(exhibits, places.show, size), VGroup(part)
                if is_last:
                    line = TextLine(written(story.share), (places.show.middle[0], places.shown), "center", HEAD)
                    around.add(EquationRow(story.share, line))
                self.drop(leaving)
                self.play(FadeOut(leaving), run_time=MOMENT / 2)
                with self.saying(chapter, step, STILL if is_last else 0.0):
                    self.play(*self.coming(around, *({scale} - {*self.mobjects})), run_time=MOMENT)
                    self.play(LaggedStart(*self.coming(*show), lag_ratio=0.5), run_time=min(len(show), 5) * BREATH)
                    self.drop(show)
                    self.add(show)
                leaving = VGroup(show, around)


def _cut(names: tuple[Name, ...], room: float, size: float) -> list[Line]:
    """Return the names as lines, cut to what there is room for."""
    fitting = {name: fitted(name, room, size) for name in set(names)}
    return [(fitting[name],) for name in names]
