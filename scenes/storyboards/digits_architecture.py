"""An image as the row of its pixels, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.pictures import Picture, read_picture
from scenes.storyboards.readout import Reader
from scenes.storyboards.words import Words
from scenes.studies.image_study import ImageStudy


@dataclass(frozen=True, slots=True)
class RowBeat:
    """A chapter: an image, and its `rows` of pixels one behind the other, as the network gets them."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    picture: Picture
    rows: tuple[Picture, ...]
    size: Equation


def tell_row(study: ImageStudy) -> RowBeat:
    read = Reader(study, study.lesson.decimals)
    rows, columns, count = read("lesson.image[0]"), read("lesson.image[1]"), read("network.sizes[0]")
    return RowBeat(
        "pixels",
        ("From an image to a row of numbers",),
        ("each pixel is one input of the network",),
        {
            "image": ("An image comes in, what it shows should come out. What is such a network made of?",),
            "row": ("To the network, an image is a row of numbers: its ", count, " pixels, from dark to bright."),
        },
        read_picture(read, "pixels"),
        tuple(read_picture(read, f"rows[{index}]") for index in range(study.shape[0])),
        Equation("product", (rows, columns), count),
    )
