"""What a colour, a size, a time means: chosen here and nowhere else.

Lengths are scene units: the picture is 8.9 units high and 15.8 wide, so at 1080p a unit is 121.5 pixels.
"""

from __future__ import annotations

# Colours. Text against what is behind it has a contrast of at least 4.5 : 1 (WCAG AA): the audit checks it on screen.
# Red and blue stay apart for every common colour blindness, and negative is dashed besides.
BACKGROUND = "#14161C"
RULE = "#5B6475"
TEXT = "#F2F3F5"
QUIET = "#A9B1BF"  # said in passing: units, headings of columns
ABSENT = "#7F8795"  # a 0 among counts: as dark as text may be on the background
INPUT = "#7CC7F4"  # sky blue
HIDDEN = "#A5E29B"  # light green
OUTPUT = "#FFA48F"  # salmon
BACKWARD = "#C9A0FF"  # purple, dotted
POSITIVE = "#FF6B6B"
NEGATIVE = "#6FA8FF"
POINTER = "#FFD866"  # what is being pointed at
NODE_FILL = "#232833"
UNLIT = "#06070A"  # a pixel, or a neuron among many, that is 0
ON_DARK, ON_BRIGHT = "#FFFFFF", "#000000"  # numbers on a pixel: nothing less can be read on every grey
MIDDLE_GREY = 0.461  # of red, green and blue: from it on, black is read better than white
TRAIN = "#F2F3F5"  # samples that are learned from
FIRST_CLASS = "#45C4B0"  # of two classes in a plane: teal and orange, and two shapes
SECOND_CLASS = "#F29E4C"
RUNNERS = ("#45C4B0", "#F2F3F5", "#F29E4C")  # that race with a small, a middle and a large learning rate
TEST = "#FFC24B"  # samples that are kept for testing

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

# Space.
FRAME_WIDTH = 128 / 9  # of what a film shows
FRAME_HEIGHT = 8.0
VIEW_HEIGHT = FRAME_HEIGHT / 0.9  # of the picture: below, a band is kept free for what is said
VIEW_WIDTH = VIEW_HEIGHT * 16 / 9
MARGIN = 0.3

# Time, in seconds.
READING_SPEED = 17.0  # characters of a caption a second, at most
MOMENT = 0.4
BREATH = 0.8
GLANCES = 30.0  # for all that is shown at a glance in one film, together: more of it goes by quicker
