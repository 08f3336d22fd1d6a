"""What is said, written into the band below the picture."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.formats import Format
from scenes.mobjects.text import TextLine, wrapped
from scenes.storyboards.readout import Line, say
from scenes.style import BODY


class CaptionText(VGroup):
    """A caption in the middle of the band of a format, on as few lines as it has room for, about as long each."""

    def __init__(self, line: Line, form: Format) -> None:
        super().__init__()
        lines = [line]
        if TextLine(line, size=BODY).width_set > form.width:
            lines = [*halves(line)] if len(form.captions) == 2 else wrapped(line, form.width, BODY)
        middle = form.frame.middle[0]
        for part, down in zip(lines, form.captions[min(len(lines), len(form.captions)) - 1], strict=False):
            self.add(TextLine(part, (middle, form.frame.bottom - down), "center", BODY))


def halves(line: Line) -> tuple[Line, Line]:
    """Return the two parts of a line, broken at the space that is nearest to its middle.

    >>> halves(("one two ", "three four"))
    (('one two',), ('three four',))
    """
    spaces = [
        (index, place)
        for index, segment in enumerate(line)
        if isinstance(segment, str)
        for place, letter in enumerate(segment)
        if letter == " "
    ]
    middle = len(say(line)) / 2
    index, place = min(spaces, key=lambda at: abs(len(say(line[: at[0]])) + at[1] - middle))
    broken = line[index]
    assert isinstance(broken, str)
    first, second = (*line[:index], broken[:place]), (broken[place + 1 :], *line[index + 1 :])
    return tuple(part for part in first if part), tuple(part for part in second if part)
