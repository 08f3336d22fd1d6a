"""What is said, written into the band below the picture."""

from __future__ import annotations

from manim import VGroup

from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Line, say
from scenes.style import BODY, FRAME_HEIGHT, FRAME_WIDTH, MARGIN, VIEW_HEIGHT

BAND = VIEW_HEIGHT - FRAME_HEIGHT
FIRST, SECOND, ALONE = (-FRAME_HEIGHT / 2 - share * BAND for share in (0.365, 0.81, 0.6))  # baselines


class CaptionText(VGroup):
    """A caption in the middle of the band, on one line where it has room, else on two about as long as each other."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        whole = TextLine(line, (0.0, ALONE), "center", BODY)
        if whole.width_set <= FRAME_WIDTH - 2 * MARGIN:
            self.add(whole)
            return
        for part, baseline in zip(halves(line), (FIRST, SECOND), strict=True):
            self.add(TextLine(part, (0.0, baseline), "center", BODY))


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
