"""A page inside another, as a notebook shows it: nothing is written for it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from html import escape

from scenes.pages.page import page_of
from scenes.pages.stops import stops_of
from scenes.stage.film import Film

HEIGHT = 640  # pixels: an ordinary notebook's column is about 1000 wide


@dataclass(frozen=True, slots=True)
class Inline:
    """A page, which a notebook shows in a frame of `height` pixels when it is what a cell comes to."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        # without a base, the address of a stop would be one of the notebook's; the sandbox keeps the page from that too
        page = escape(self.page.replace("<head>", '<head><base href="about:srcdoc">', 1))
        rights = 'sandbox="allow-scripts allow-popups" allow="fullscreen"'
        return f'<iframe srcdoc="{page}" {rights} width="100%" height="{self.height}" style="border: 0"></iframe>'


def inline(page: str, height: int = HEIGHT) -> Inline:
    """Return a page as something that a notebook shows."""
    return Inline(page, height)


def show(film: type[Film], height: int = HEIGHT) -> Inline:
    """Return the page of a film, to be stepped through in a notebook. Raises InputError if the film has no stops."""
    scene, told = stops_of(film)
    about = (inspect.getdoc(film) or "").partition("\n")[0]
    return Inline(page_of(told, f"{film.__name__}: {scene.subject_matter.title}", about), height)
