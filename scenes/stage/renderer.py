"""manim's renderer, which tells how far it has come, and passes over what other processes render."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from manim import Mobject, Scene, config
from manim.renderer.cairo_renderer import CairoRenderer
from manim.typing import PixelArray
from manim.utils.iterables import list_update

from scenes.stage.camera import TextureCamera
from scenes.stage.encoder import Parts
from scenes.stage.families import quick_families
from scenes.stage.redrawing import Redrawing
from scenes.stage.writer import FilmWriter


class Follower(Protocol):
    """Who is told how far a rendering has come."""

    def reach(self, seconds: float, chapter: str) -> None:
        """Hear that the film is rendered up to so many seconds, in this chapter."""

    def end(self) -> None:
        """Hear that everything is drawn."""


class FilmRenderer(CairoRenderer):
    """Tells `follower`, after each frame and each play, how far it has come."""

    follower: Follower | None = None
    redrawing: Redrawing | None = None  # of the play at hand, from its first frame on

    @classmethod
    def in_place_of(cls, renderer: CairoRenderer) -> FilmRenderer:
        """Return one that goes on with what manim's `renderer` has: writer, camera, settings."""
        new = cls.__new__(cls)
        vars(new).update(vars(renderer))
        return new

    def play(self, scene: Scene, *animations: Any, **named: Any) -> None:
        began = self.time
        with quick_families():
            super().play(scene, *animations, **named)
        if getattr(self.file_writer, "passes", False):
            self.time = self._time_after(scene, began)
            scene.update_mobjects(0)  # as after a play that is rendered
        if isinstance(self.file_writer, FilmWriter):
            self.file_writer.hear_length(self.time - began)
        self._tell()

    def update_skipping_status(self) -> None:
        super().update_skipping_status()
        if isinstance(self.file_writer, FilmWriter):
            self.file_writer.passes = not self.skip_animations and not self.file_writer.take(self.num_plays)
            self.skip_animations = self.skip_animations or self.file_writer.passes

    def _time_after(self, scene: Scene, began: float) -> float:
        """Return the time after a play that began at another, as if its frames had been counted here, to all digits."""
        frame = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return began + int(scene.duration / frame) * frame
        for _ in np.arange(0, scene.duration, 1 / config.frame_rate):
            began += frame
        return began

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> PixelArray | None:
        self.static_image = self.redrawing = None
        return None if self.skip_animations else super().save_static_frame_data(scene, static_mobjects)

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Draw a frame of a play, and write it."""
        if self.skip_animations:
            return
        camera = self.camera
        if not isinstance(camera, TextureCamera):
            super().render(scene, time, moving_mobjects)
            return
        if self.redrawing is None:
            behind = camera.background if self.static_image is None else self.static_image
            assert behind is not None
            self.redrawing = Redrawing(camera, behind)
        moving = moving_mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        areas = self.redrawing.draw(camera.get_mobjects_to_display(moving))
        writer = self.file_writer
        parts = writer.changes_of(camera.pixel_array, areas) if isinstance(writer, FilmWriter) else None
        self.add_frame(self.get_frame() if parts is None else parts)

    def add_frame(self, frame: PixelArray | Parts, num_frames: int = 1) -> None:
        if not self.skip_animations:
            self.time += num_frames * (1 / self.camera.frame_rate)
            self.file_writer.write_frame(frame, repeat=num_frames)
        self._tell()

    def _tell(self) -> None:
        if self.follower is not None:
            self.follower.reach(self.time, self.file_writer.sections[-1].name)

    def scene_finished(self, scene: Scene) -> None:
        if self.follower is not None:
            self.follower.end()  # before it is said where the film is
        super().scene_finished(scene)
