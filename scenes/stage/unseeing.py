"""A renderer for who looks at the mobjects of a film, not at its frames."""

from __future__ import annotations

from typing import Any

from manim.renderer.cairo_renderer import CairoRenderer


class Unseeing(CairoRenderer):
    """Runs a film without a picture: what is looked at are the mobjects, at which drawing changes nothing."""

    def update_frame(self, *given: Any, **named: Any) -> None:
        pass

    def save_static_frame_data(self, *given: Any, **named: Any) -> None:
        pass
