"""manim's renderer, which tells how far it has come."""

from __future__ import annotations

from typing import Any, Protocol

from manim import Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.typing import PixelArray


class Follower(Protocol):
    """Who is told how far a rendering has come."""

    def reach(self, seconds: float, chapter: str) -> None:
        """Hear that the film is rendered up to so many seconds, in this chapter."""

    def end(self) -> None:
        """Hear that everything is drawn."""


class FilmRenderer(CairoRenderer):
    """Tells `follower`, after each frame and each play, how far it has come."""

    follower: Follower | None = None

    @classmethod
    def in_place_of(cls, renderer: CairoRenderer) -> FilmRenderer:
        """Return one that goes on with what manim's `renderer` has: writer, camera, settings."""
        new = cls.__new__(cls)
        vars(new).update(vars(renderer))
        return new

    def play(self, scene: Scene, *animations: Any, **named: Any) -> None:
        super().play(scene, *animations, **named)
        self._tell()

    def add_frame(self, frame: PixelArray, num_frames: int = 1) -> None:
        super().add_frame(frame, num_frames)
        self._tell()

    def _tell(self) -> None:
        if self.follower is not None:
            self.follower.reach(self.time, self.file_writer.sections[-1].name)

    def scene_finished(self, scene: Scene) -> None:
        if self.follower is not None:
            self.follower.end()  # before it is said where the film is
        super().scene_finished(scene)
