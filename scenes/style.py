"""What a colour, a size, a time means: chosen here and nowhere else.

Lengths are scene units: the picture is 8.9 units high and 15.8 wide, so at 1080p a unit is 121.5 pixels.
"""

from __future__ import annotations

import os

THEME = "MATHNET_THEME"  # in the environment: light is for pages of light background
THEMES = ("dark", "light")
LIGHT = os.environ.get(THEME) == "light"


IN_OTHER: dict[str, str] = {}  # what means the same as a colour of this theme in the other one


def _either(dark: str, light: str) -> str:
    this, other = (light, dark) if LIGHT else (dark, light)
    IN_OTHER[this] = other
    return this


# Colours. Text against what is behind it has a contrast of at least 4.5 : 1 (WCAG AA): the audit checks it on screen.
# Red and blue stay apart for every common colour blindness, and negative is dashed besides; text is read with it, too.
BACKGROUND = _either("#14161C", "#FBFBF9")
RULE = _either("#5B6475", "#858E9E")
TEXT = _either("#F2F3F5", "#14161C")
QUIET = _either("#A9B1BF", "#4B5362")  # said in passing: units, headings of columns
ABSENT = _either("#7F8795", "#6B7280")  # a 0 among counts: as quiet as text may be
INPUT = _either("#7CC7F4", "#0B639B")  # sky blue
HIDDEN = _either("#A5E29B", "#2A6B1C")  # light green
OUTPUT = _either("#FFA48F", "#A93A1E")  # salmon
BACKWARD = _either("#C9A0FF", "#7A3FD0")  # purple, dotted
BACKWARD_TOO = _either("#E4D3FF", "#3D1A78")  # the second of two layers
POSITIVE = _either("#FF7A7A", "#BA1E2C")
NEGATIVE = _either("#6FA8FF", "#1D5BBF")
POINTER = _either("#FFD866", "#8A5B00")  # what is being pointed at
NODE_FILL = _either("#232833", "#EDF0F4")
BRIGHTEST_FILL = 0.38  # of the strongest activation: how far to the colour of its layer; text on it can be read
UNLIT = _either("#06070A", "#FFFFFF")  # a neuron among many, or a weight, that is 0
DARKEST, BRIGHTEST = "#06070A", "#F2F3F5"  # pixels of images: the same in either theme, as a photograph is
ON_DARK, ON_BRIGHT = "#FFFFFF", "#000000"  # numbers on a pixel: nothing less can be read on every grey
MIDDLE_GREY = 0.461  # of red, green and blue: from it on, black is read better than white
TRAIN = TEXT  # samples that are learned from
FIRST_CLASS = _either("#45C4B0", "#0B7265")  # of two classes in a plane: teal and orange, and two shapes
SECOND_CLASS = _either("#F29E4C", "#A04C00")
RUNNERS = (FIRST_CLASS, TEXT, SECOND_CLASS)  # that race with a small, a middle and a large learning rate
PAIR = (SECOND_CLASS, FIRST_CLASS)  # of runs: one that fails to learn, and one that is helped
SINGLE_POINTS = _either("#FF9BD2", "#A81E74")  # a way down that looks at one sample a step, and one that has momentum
ROLLING = _either("#B9C0FF", "#3F46B8")
WAYS = (TEXT, FIRST_CLASS, SECOND_CLASS, SINGLE_POINTS, ROLLING)  # good rate, small, too large, these two
NEURONS = (TEXT, SINGLE_POINTS, ROLLING, INPUT, HIDDEN)  # of one layer, in turn, where each has a line of its own
VALLEY = _either("#1F4A63", "#D6E9F3")  # the lowest part of a landscape
TEST = _either("#FFC24B", "#8A5B00")  # samples that are kept for testing

# Text. A capital letter is 0.645 em high in the film's typeface, and at least LEAST_CAPITAL on screen (24 px at 1080p).
FONT = "Libertinus Serif"
CAPITAL_PER_EM = 0.645
LEAST_CAPITAL = 0.1975
SMALL = 0.31  # sizes are ems
BODY = 0.34
HEAD = 0.40
TITLE = 0.52
SCRIPT_SCALE = 0.9  # of a superscript or subscript, relative to the text that it belongs to
EXPONENT_SCALE = 0.98  # of a power of ten: it is part of a number, and has to be read

# Space, of a film in landscape: other formats are in scenes/layout/formats.py.
FRAME_WIDTH = 128 / 9  # of what a film shows
FRAME_HEIGHT = 8.0
VIEW_HEIGHT = FRAME_HEIGHT / 0.9  # of the picture: below, a band is kept free for what is said
VIEW_WIDTH = VIEW_HEIGHT * 16 / 9
MARGIN = 0.3

# Time, in seconds.
READING_SPEED = 17.0  # characters of a caption a second, at most
MOMENT = 0.4
BREATH = 0.8
STILL = 2.0  # for which a film's last picture stands after what is said of it was read
GLANCES = 30.0  # for all that is shown at a glance in one film, together: more of it goes by quicker
