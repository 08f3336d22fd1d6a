"""The panels of a network that learns to read images: where they stand, how they come on and are pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from manim import Create, FadeOut, Indicate, LaggedStart, Rectangle, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.layout.image_stages import WATCHED
from scenes.layout.training_stages import room_beside_epoch
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.image_parts import ring_around
from scenes.mobjects.image_training import ClassBars, Titled, WatchedImages, WeightImages
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.digits_training import DigitsTrainingStory
from scenes.storyboards.tell_digits_training import tell_digits_training
from scenes.storyboards.training import Chapter
from scenes.studies.image_training import study_image_training
from scenes.style import BREATH, HEAD, MOMENT, POINTER, TEST, TRAIN

PANEL_OF = {"strength": "weights", "last-classes": "classes", "last-images": "images"}  # what a step tells of
AROUND = 0.12  # between a panel and the frame around it


class PanelFilm(TrainingFilm):
    """A film with panels that follow a run, of which one after the other is spoken of."""

    @cached_property
    def story(self) -> DigitsTrainingStory:
        return tell_digits_training(study_image_training(self.subject_matter))

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
        self.accuracy = CurveChart(story.accuracy, places.accuracy, colours, " %")
        self.loss = CurveChart(story.loss, places.loss, colours)
        self.classes = ClassBars(story.titles["classes"], story.classes, places.classes)
        self.weights = WeightImages(story.titles["weights"], story.weights, places.weights)
        self.images = WatchedImages(story.titles["images"], story.watched, places.images)
        self.panels: dict[str, CurveChart | Titled] = {
            "accuracy": self.accuracy,
            "loss": self.loss,
            "classes": self.classes,
            "weights": self.weights,
            "images": self.images,
        }
        self.shown: list[str] = []
        self.stage = 0

    @property
    def followers(self) -> list[Follower]:
        """What follows the run, of all that is in view."""
        return [self.epoch, *(follower for name in self.shown for follower in self.panels[name].followers)]

    @contextmanager
    def telling(self, chapter: Chapter, step: str) -> Iterator[None]:
        """Frame the panel that a step speaks of, and bring it on, if it isn't there, while that is said."""
        frame = frame_around(self.areas[step])
        self.play(Create(frame), run_time=MOMENT)
        with self.saying(chapter, step):
            self.bring(PANEL_OF.get(step, step))
            yield
        self.play(FadeOut(frame), run_time=MOMENT / 2)

    def bring(self, name: str) -> None:
        """Let a panel that isn't shown come on part by part, quickly during the run; another may have to leave."""
        if name not in self.panels or name in self.shown:
            return
        panel = self.panels[name]
        leaving = [self.panels[other] for other in self.shown if self.areas[other] == self.areas[name]]
        self.shown = [other for other in self.shown if self.areas[other] != self.areas[name]] + [name]
        for follower in panel.followers:
            follower.show_at(self.stage)
        if leaving:
            self.drop(*leaving)
            self.play(*map(FadeOut, leaving), run_time=MOMENT / 2)
        parts = self.coming(*panel.parts)
        seconds = MOMENT if self.stage else max(4, len(parts) / 2) * BREATH
        self.play(LaggedStart(*parts, lag_ratio=0.5), run_time=seconds)
        self.drop(panel)
        self.add(panel)

    def show_colours(self) -> None:
        """Ring, in the image of the first neuron, its largest positive weight, then its largest negative one."""
        image = self.weights.images[0].pixels
        rings = [ring_around(image, pixel) for pixel in self.story.extremes[self.stage]]
        self.point_at(image, run_time=2 * BREATH)
        for ring in rings:
            self.play(Create(ring), run_time=2 * BREATH)
        self.fade_away(VGroup(*rings))

    def point_at(self, *parts: VMobject, run_time: float = BREATH) -> None:
        """Let parts of panels stand out for a moment."""
        # each by itself: as a group they would be added anew, and taken out of their panels
        self.play(*(Indicate(part, 1.1, POINTER) for part in parts), run_time=run_time)


def frame_around(area: Box) -> Rectangle:
    """Return the frame that says which panel is spoken of."""
    frame = Rectangle(width=area.width + 2 * AROUND, height=area.height + 2 * AROUND, color=POINTER, stroke_width=3)
    return frame.move_to((*area.middle, 0.0))
